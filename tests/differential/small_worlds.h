// Small worlds: two people, two resources, two locations, and every condition with every choice of
// a small alphabet on its include and on its exclude side. The alphabet is small_world.json.
#pragma once

#include <string>
#include <vector>

#include "compile/compiled_tenant.h"
#include "graph_json/json_text.h"

namespace caprock::differential {

// The tenant without policies. Ann is in a group inside a group that holds a role; Gus is a guest.
json::object small_tenant();

// The same with these policies, compiled; all else is read once.
CompiledTenant small_tenant_with(const json::array& policies, const EvaluationOptions& options);

// What the other conditions are while one is looked at: everybody, everything.
json::object open_conditions();

// The values that one signal, or a few that belong together, can take: members of a sign-in.
using Axis = std::vector<json::object>;

// All the policies with one condition, and the signals that this condition looks at.
struct Family {
  std::string name;
  std::vector<json::object> conditions;  // whole `conditions` objects
  std::vector<Axis> axes;
};

const std::vector<Family>& families();

// Every axis once; the last is the session.
std::vector<Axis> all_axes();

// A sign-in in which everything is said; `members` replace its own. A subject takes the place of
// the subject; null members that start with `-` are taken away: `{"-ipAddress": null}`.
json::object small_sign_in(const std::vector<const json::object*>& members);

// Policies' demands: block, single controls, AND and OR, strengths, sessions, nothing.
std::vector<json::object> demands();

// A policy from conditions and demands.
json::object small_policy(std::size_t number, const json::object& conditions,
                          const json::object& demands);

}  // namespace caprock::differential
