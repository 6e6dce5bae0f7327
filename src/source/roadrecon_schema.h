// The tables and columns of a ROADrecon database, and what Graph calls them.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "source/recognise.h"

namespace caprock::roadrecon {

enum class CellKind : std::uint8_t { text, boolean, instant };

// A column, and the member that Graph has for it.
struct Column {
  std::string_view name;
  std::string_view graph;
  CellKind kind = CellKind::text;
};

// A list of objects that needs nothing but its own table.
struct Table {
  std::string_view name;
  ObjectKind kind;
  std::span<const Column> columns;  // the first one is the id
};

inline constexpr std::array k_user_columns = {
    Column{"objectId", "id"},
    Column{"userPrincipalName", "userPrincipalName"},
    Column{"displayName", "displayName"},
    Column{"userType", "userType"},
    Column{"creationType", "creationType"},
    Column{"userState", "externalUserState"},
    Column{"accountEnabled", "accountEnabled", CellKind::boolean},
    Column{"refreshTokensValidFromDateTime", "signInSessionsValidFromDateTime", CellKind::instant},
    Column{"lastPasswordChangeDateTime", "lastPasswordChangeDateTime", CellKind::instant},
    Column{"deletionTimestamp", "deletedDateTime"},
};
inline constexpr std::array k_group_columns = {Column{"objectId", "id"},
                                               Column{"displayName", "displayName"},
                                               Column{"deletionTimestamp", "deletedDateTime"}};
inline constexpr std::array k_principal_columns = {
    Column{"objectId", "id"},
    Column{"appId", "appId"},
    Column{"displayName", "displayName"},
    Column{"servicePrincipalType", "servicePrincipalType"},
    Column{"appOwnerTenantId", "appOwnerOrganizationId"},
    Column{"accountEnabled", "accountEnabled", CellKind::boolean},
    Column{"deletionTimestamp", "deletedDateTime"},
};
inline constexpr std::array k_role_columns = {
    Column{"objectId", "id"}, Column{"templateId", "templateId"},
    Column{"displayName", "displayName"}, Column{"isBuiltIn", "isBuiltIn", CellKind::boolean}};
inline constexpr std::array k_directory_role_columns = {Column{"objectId", "id"},
                                                        Column{"roleTemplateId", "roleTemplateId"},
                                                        Column{"displayName", "displayName"}};
inline constexpr std::array k_tenant_columns = {Column{"objectId", "id"},
                                                Column{"displayName", "displayName"}};

// Who is in what: a table of pairs.
struct Link {
  std::string_view table;
  std::string_view container;
  std::string_view member;
};
inline constexpr std::array k_group_links = {
    Link{"lnk_group_member_user", "Group", "User"},  // these two decide who is in a group
    Link{"lnk_group_member_group", "Group", "childGroup"},
    Link{"lnk_group_member_serviceprincipal", "Group", "ServicePrincipal"},
    Link{"lnk_group_member_device", "Group", "Device"},
    Link{"lnk_group_member_contact", "Group", "Contact"},
};
inline constexpr std::array k_role_links = {
    Link{"lnk_role_member_user", "DirectoryRole", "User"},
    Link{"lnk_role_member_serviceprincipal", "DirectoryRole", "ServicePrincipal"},
    Link{"lnk_role_member_group", "DirectoryRole", "Group"},
};
// Schemas made from Graph's metadata call columns as Graph does.
inline constexpr std::array<std::pair<std::string_view, std::string_view>, 5> k_newer_names = {
    {{"objectId", "id"},
     {"deletionTimestamp", "deletedDateTime"},
     {"userState", "externalUserState"},
     {"refreshTokensValidFromDateTime", "signInSessionsValidFromDateTime"},
     {"appOwnerTenantId", "appOwnerOrganizationId"}}};

// Values of `policyType`.
inline constexpr std::int64_t k_location_type = 6, k_policy_type = 18, k_strength_type = 44;

}  // namespace caprock::roadrecon
