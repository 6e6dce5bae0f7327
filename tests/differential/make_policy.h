// Policies as exports have them: every condition, every control, and what is wrong with real ones.
#pragma once

#include "graph_json/json_text.h"
#include "tests/differential/random.h"

namespace caprock::differential {

// `number` makes the id and the name.
json::object make_policy(Random& random, std::size_t number);

}  // namespace caprock::differential
