// Two descriptions of one object of the directory made one.
#pragma once

#include <string>
#include <vector>

#include "model/directory.h"

namespace caprock {

// Gives `kept` the members that only `other` says. The names of those of which the two say
// different things, where `kept` counts.
std::vector<std::string> complete(User& kept, const User& other);
std::vector<std::string> complete(Group& kept, const Group& other);
std::vector<std::string> complete(RoleDefinition& kept, const RoleDefinition& other);
std::vector<std::string> complete(ServicePrincipal& kept, const ServicePrincipal& other);

// Likewise in the JSON texts of two objects, where they were kept.
void complete_text(std::string& kept, const std::string& other);

}  // namespace caprock
