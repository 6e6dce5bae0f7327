// What the directory calls the members of policies and their words (directory_policy.h).
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "base/text.h"
#include "model/ids.h"

namespace caprock::directory {

struct WordPair {
  std::string_view directory;
  std::string_view graph;
};

inline constexpr std::array k_states = {WordPair{"Enabled", "enabled"},
                                        WordPair{"Disabled", "disabled"},
                                        WordPair{"Reporting", "enabledForReportingButNotEnforced"}};

inline constexpr std::array k_user_words = {WordPair{"Guests", word::k_guests_or_external_users}};

// Graph's own words are here, too, where some exports have them.
inline constexpr std::array k_controls = {
    WordPair{"Block", "block"},
    WordPair{"Mfa", "mfa"},
    WordPair{"RequireCompliantDevice", "compliantDevice"},
    WordPair{"CompliantDevice", "compliantDevice"},
    WordPair{"RequireDomainJoinedDevice", "domainJoinedDevice"},
    WordPair{"DomainJoinedDevice", "domainJoinedDevice"},
    WordPair{"RequireApprovedApp", "approvedApplication"},
    WordPair{"ApprovedApplication", "approvedApplication"},
    WordPair{"RequireCompliantApp", "compliantApplication"},
    WordPair{"CompliantApplication", "compliantApplication"},
    WordPair{"RequirePasswordChange", "passwordChange"},
    WordPair{"PasswordChange", "passwordChange"},
};

inline constexpr std::array k_client_types = {
    WordPair{"Browser", "browser"}, WordPair{"Native", "mobileAppsAndDesktopClients"},
    WordPair{"EasSupported", "easSupported"}, WordPair{"EasUnsupported", "exchangeActiveSync"}};

// Graph's `other` is all of these together.
inline constexpr std::array<std::string_view, 6> k_legacy_clients = {
    "OtherLegacy", "LegacySmtp", "LegacyPop", "LegacyImap", "LegacyMapi", "LegacyOffice"};

inline std::optional<std::string_view> translated(std::span<const WordPair> words,
                                                  std::string_view text) {
  for (const WordPair& pair : words)
    if (equal_ignoring_case(pair.directory, text)) return pair.graph;
  return std::nullopt;
}

// A list of ids or words: where it stands in the detail, and where in Graph's policy.
struct ListPlace {
  std::string_view condition;  // member of `Conditions`
  std::string_view criterion;  // member of the criterion
  std::string_view parent;     // Graph's object inside the conditions; empty: none
  std::string_view include;
  std::string_view exclude;  // empty: Graph cannot exclude
  std::span<const WordPair> words = {};
};

inline constexpr std::array k_lists = {
    ListPlace{"Users", "Users", "users", "includeUsers", "excludeUsers", k_user_words},
    ListPlace{"Users", "Groups", "users", "includeGroups", "excludeGroups"},
    ListPlace{"Users", "Roles", "users", "includeRoles", "excludeRoles"},
    ListPlace{"Applications", "Applications", "applications", "includeApplications",
              "excludeApplications"},
    ListPlace{"ServicePrincipals", "ServicePrincipals", "clientApplications",
              "includeServicePrincipals", "excludeServicePrincipals"},
    ListPlace{"DevicePlatforms", "DevicePlatforms", "platforms", "includePlatforms",
              "excludePlatforms"},
    ListPlace{"Locations", "Locations", "locations", "includeLocations", "excludeLocations"},
    ListPlace{"Devices", "DeviceStates", "deviceStates", "includeStates", "excludeStates"},
    ListPlace{"SignInRisks", "SignInRisks", "", "signInRiskLevels", ""},
    ListPlace{"UserRisks", "UserRisks", "", "userRiskLevels", ""},
    ListPlace{"ServicePrincipalRisks", "ServicePrincipalRisks", "", "servicePrincipalRiskLevels",
              ""},
};

// Filter rules: a text, or a list of one text. What they stand under is their mode.
struct RulePlace {
  std::string_view condition;
  std::string_view criterion;
  std::string_view parent;
  std::string_view member;
};

inline constexpr std::array k_rules = {
    RulePlace{"Devices", "DeviceRule", "devices", "deviceFilter"},
    RulePlace{"ServicePrincipals", "ServicePrincipalFilterRule", "clientApplications",
              "servicePrincipalFilter"},
};

// Graph's member for a condition of which something is not understood.
inline std::string_view graph_condition(std::string_view condition) {
  if (condition == "Devices") return "devices";
  for (const ListPlace& row : k_lists)
    if (row.condition == condition) return row.parent.empty() ? row.include : row.parent;
  if (condition == "ClientTypes") return "clientAppTypes";
  if (condition == "AuthFlows") return "authenticationFlows";
  return condition;
}

}  // namespace caprock::directory
