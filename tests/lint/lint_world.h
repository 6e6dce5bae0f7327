// Small tenants for tests of lint: one sound policy, and what is changed in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph_json/json_text.h"
#include "lint/finding.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// A policy in which no rule finds anything, with `change` merged into it (RFC 7386: null takes a
// member out).
json::object sound_policy_with(const json::object& change);

// `text` is a tenant, or the change of its only policy. A tenant has `policies`, each a change of
// the sound one, and lists of other objects in Graph's form: a list that is there is whole.
TenantSnapshot lint_world(std::string_view text);

std::vector<Finding> findings_in(std::string_view text);

}  // namespace caprock
