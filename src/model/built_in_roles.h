// The names of Microsoft Entra's built-in roles, for exports that have no role definitions.
//
// Template ids are the same in every tenant. For words alone: no decision rests on a name.
#pragma once

#include <string_view>

namespace caprock {

// The display name of a role template id (without case); empty when the table does not have it.
std::string_view built_in_role_name(std::string_view template_id);

}  // namespace caprock
