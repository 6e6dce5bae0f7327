// A tenant written as one JSON object, the way conformance/world.json has it.
#pragma once

#include "graph_json/json_text.h"
#include "model/tenant_snapshot.h"

namespace caprock::conformance {

// Members are named as the kinds of Graph object; null means "not exported". Policies too.
Read<TenantSnapshot> read_tenant(const json::object& object, const Place& where);

}  // namespace caprock::conformance
