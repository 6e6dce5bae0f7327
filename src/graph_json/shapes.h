// The families of objects that other files refer to; each is described and compiled in its own
// file.
#pragma once

#include "graph_json/binding.h"
#include "model/policy.h"

namespace caprock {

// conditions_json.cpp
template <>
struct Shape<Conditions>;
extern template void read_members(const json::object&, Conditions&, ReadContext&);
extern template void write_members(json::object&, const Conditions&, const Conditions&, Form);

// controls_json.cpp
template <>
struct Shape<GrantControls>;
template <>
struct Shape<SessionControls>;
extern template void read_members(const json::object&, GrantControls&, ReadContext&);
extern template void write_members(json::object&, const GrantControls&, const GrantControls&, Form);
extern template void read_members(const json::object&, SessionControls&, ReadContext&);
extern template void write_members(json::object&, const SessionControls&, const SessionControls&,
                                   Form);

// strength_json.cpp
template <>
struct Shape<AuthenticationStrength>;
extern template void read_members(const json::object&, AuthenticationStrength&, ReadContext&);
extern template void write_members(json::object&, const AuthenticationStrength&,
                                   const AuthenticationStrength&, Form);

}  // namespace caprock
