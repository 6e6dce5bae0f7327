// The kinds of object id that Graph has.
#pragma once

#include "base/id.h"

namespace caprock {

using PolicyId = Id<struct PolicyTag>;
using UserId = Id<struct UserTag>;
using GroupId = Id<struct GroupTag>;
using RoleTemplateId = Id<struct RoleTemplateTag>;
using AppId = Id<struct AppTag>;                            // `appId`, the same in every tenant
using ServicePrincipalId = Id<struct ServicePrincipalTag>;  // object id in this tenant
using DirectoryObjectId = Id<struct DirectoryObjectTag>;    // a user, group or service principal
using LocationId = Id<struct LocationTag>;
using StrengthId = Id<struct StrengthTag>;
using ContextId = Id<struct ContextTag>;  // `c1` to `c99`
using TermsOfUseId = Id<struct TermsOfUseTag>;
using CustomControlId = Id<struct CustomControlTag>;
using TenantId = Id<struct TenantTag>;

// Special words that stand in id lists beside ids (CA 1.5, 2.6, 2.9).
namespace word {
inline constexpr std::string_view k_all = "All";
inline constexpr std::string_view k_none = "None";
inline constexpr std::string_view k_guests_or_external_users = "GuestsOrExternalUsers";
inline constexpr std::string_view k_all_agent_id_users = "AllAgentIdUsers";
inline constexpr std::string_view k_office365 = "Office365";
inline constexpr std::string_view k_microsoft_admin_portals = "MicrosoftAdminPortals";
inline constexpr std::string_view k_all_agent_id_resources = "AllAgentIdResources";
inline constexpr std::string_view k_service_principals_in_my_tenant = "ServicePrincipalsInMyTenant";
inline constexpr std::string_view k_all_trusted = "AllTrusted";
// "MFA trusted IPs": a location that policies name but Graph never lists.
inline constexpr std::string_view k_mfa_trusted_ips = "00000000-0000-0000-0000-000000000000";
}  // namespace word

}  // namespace caprock
