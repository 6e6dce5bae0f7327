// Breaks JSON in the ways in which exports and the future break it.
#pragma once

#include "graph_json/json_text.h"
#include "tests/differential/random.h"

namespace caprock::differential {

// Somewhere inside: a member nobody knows, a new word, a value of the wrong type, one missing.
void spoil(Random& random, json::value& value);

}  // namespace caprock::differential
