// A decision against the `expect` of a case.
#pragma once

#include <string>
#include <vector>

#include "graph_json/json_text.h"
#include "model/decision.h"

namespace caprock::conformance {

struct Comparison {
  int compared = 0;                      // how many single values were looked at
  std::vector<std::string> differences;  // one line each, in words
};

Comparison compare(const json::object& expect, const Decision& decision);

// The decision in a few lines, to read beside a difference.
std::string describe(const Decision& decision);

}  // namespace caprock::conformance
