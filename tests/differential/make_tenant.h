// Whole tenants: people in nested and circular groups, roles, locations that overlap, strengths,
// partners; parts of the export missing.
#pragma once

#include "graph_json/json_text.h"
#include "tests/differential/random.h"

namespace caprock::differential {

json::object make_tenant(Random& random);

}  // namespace caprock::differential
