// Sign-ins and options: every signal given, known to be absent, or not said.
#pragma once

#include "graph_json/json_text.h"
#include "tests/differential/random.h"

namespace caprock::differential {

json::object make_sign_in(Random& random);
json::object make_options(Random& random);

}  // namespace caprock::differential
