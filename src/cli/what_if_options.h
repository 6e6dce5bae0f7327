// The options of `caprock what-if` that describe a sign-in.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "graph_json/json_text.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// An option that says something about the sign-in. `member` is where it stands in the form of
// docs/sign-in-json.md, `/` between the levels.
struct QuestionOption {
  std::string_view group;  // heading in the help
  std::string_view name;   // `--user`
  std::string_view value;  // `NAME`
  std::string_view help;
  std::string_view member;
  bool many = false;  // may be given several times
  Result<json::value> (*read)(const TenantSnapshot&, std::string_view text,
                              const std::string& option) = nullptr;
};

// In the order of the help.
std::span<const QuestionOption> question_options();

// REQUIRES: there is one of that name.
const QuestionOption& option_named(std::string_view name);

// It says who signs in.
bool names_subject(const QuestionOption& option);

}  // namespace caprock
