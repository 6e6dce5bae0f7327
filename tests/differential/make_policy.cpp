#include "tests/differential/make_policy.h"

#include "tests/differential/make_filter.h"
#include "tests/differential/names.h"
#include "tests/differential/spoil.h"

namespace caprock::differential {
namespace {

constexpr std::array<Text, 2> k_app_groups = {"Office365", "MicrosoftAdminPortals"};
constexpr std::array<Text, 4> k_actions = {"urn:user:registersecurityinfo",
                                           "urn:user:registerdevice", "urn:user:accountrecovery",
                                           "urn:user:somethingnew"};
constexpr std::array<Text, 6> k_guest_types = {"internalGuest",          "b2bCollaborationGuest",
                                               "b2bCollaborationMember", "b2bDirectConnectUser",
                                               "otherExternalUser",      "serviceProvider"};
constexpr std::array<Text, 6> k_client_app_types = {
    "browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "easSupported", "other", "all"};
constexpr std::array<Text, 7> k_platforms = {"android", "iOS", "windows", "windowsPhone",
                                             "macOS",   "all", "linux"};
constexpr std::array<Text, 5> k_risks = {"low", "medium", "high", "hidden", "none"};
constexpr std::array<Text, 3> k_insider_risks = {"minor", "moderate", "elevated"};
constexpr std::array<Text, 3> k_agent_risks = {"low", "medium", "high"};
constexpr std::array<Text, 2> k_transfers = {"deviceCodeFlow", "authenticationTransfer"};
constexpr std::array<Text, 2> k_device_states = {"Compliant", "DomainJoined"};
constexpr std::array<Text, 8> k_controls = {"mfa",
                                            "compliantDevice",
                                            "domainJoinedDevice",
                                            "approvedApplication",
                                            "compliantApplication",
                                            "passwordChange",
                                            "riskRemediation",
                                            "verifiedID"};

template <class List>
json::value flags(Random& random, const List& list) {
  std::string text(random.pick(list));
  while (random.chance(35)) text += "," + std::string(random.pick(list));
  return json::value(text);
}

// Special words and placeholders join a list of ids.
void add_odd(Random& random, json::array& list, std::initializer_list<Text> words) {
  for (const Text word : words)
    if (random.chance(12)) list.push_back(json::value(word));
  if (random.chance(2)) list.push_back(one_of(random, k_placeholders));
}

// One or two ids, with a placeholder now and then.
template <class List>
json::array ids(Random& random, const List& list) {
  json::array chosen = some(random, list, 2);
  add_odd(random, chosen, {});
  return chosen;
}

json::object filter(Random& random, std::string rule) {
  json::object result{{"rule", std::move(rule)}};
  if (!random.chance(3)) result["mode"] = random.chance(50) ? "include" : "exclude";
  return result;
}

json::array just(Text word) {
  json::array list;
  list.push_back(json::value(word));
  return list;
}

json::object make_applications(Random& random, unsigned scale) {
  json::object result;
  json::array include;
  json::array exclude;
  const std::size_t shape = random.below(scale < 100 ? 60 : 100);
  if (shape < 50) {
    include = just("All");
  } else if (shape < 80) {
    include = some(random, k_apps, 3);
    add_odd(random, include, {"Office365", "MicrosoftAdminPortals", "AllAgentIdResources"});
  } else if (shape < 90) {
    include = just(random.pick(k_app_groups));
  } else if (shape < 92) {
    include = just("None");
  }
  if (random.chance(25)) {
    exclude = some(random, k_apps, 2);
    add_odd(random, exclude, {"Office365", "MicrosoftAdminPortals"});
  }
  result["includeApplications"] = std::move(include);
  result["excludeApplications"] = std::move(exclude);
  if (shape >= 92 && random.chance(60)) result["includeUserActions"] = some(random, k_actions, 2);
  if (shape >= 88 && random.chance(50))
    result["includeAuthenticationContextClassReferences"] = some(random, k_contexts, 2);
  if (random.chance(7)) result["applicationFilter"] = filter(random, make_attribute_rule(random));
  return result;
}

json::object make_guests(Random& random) {
  json::object result{{"guestOrExternalUserTypes", flags(random, k_guest_types)}};
  if (random.chance(50))
    result["externalTenants"] = random.chance(40)
                                    ? json::object{{"membershipKind", "all"}}
                                    : json::object{{"membershipKind", "enumerated"},
                                                   {"members", some(random, k_tenants, 2)}};
  return result;
}

json::object make_users(Random& random, unsigned scale) {
  json::object result;
  json::array include =
      random.chance(scale < 100 ? 85 : 55) ? just("All") : some(random, k_users, 2);
  add_odd(random, include, {"None", "GuestsOrExternalUsers", "AllAgentIdUsers"});
  result["includeUsers"] = std::move(include);
  if (random.chance(30)) result["includeGroups"] = ids(random, k_groups);
  if (random.chance(20)) result["includeRoles"] = ids(random, k_roles);
  if (random.chance(12)) result["includeGuestsOrExternalUsers"] = make_guests(random);
  if (random.chance(20)) {
    json::array exclude = some(random, k_users, 2);
    add_odd(random, exclude, {"GuestsOrExternalUsers"});
    result["excludeUsers"] = std::move(exclude);
  }
  if (random.chance(20)) result["excludeGroups"] = ids(random, k_groups);
  if (random.chance(10)) result["excludeRoles"] = ids(random, k_roles);
  if (random.chance(8)) result["excludeGuestsOrExternalUsers"] = make_guests(random);
  return result;
}

json::object make_client_applications(Random& random) {
  json::object result;
  json::array include = some(random, k_principals, 2);
  add_odd(random, include, {"None"});
  if (random.chance(50)) include.push_back(json::value("ServicePrincipalsInMyTenant"));
  if (random.chance(75)) result["includeServicePrincipals"] = std::move(include);
  if (random.chance(25)) result["excludeServicePrincipals"] = some(random, k_principals, 2);
  if (random.chance(15))
    result["servicePrincipalFilter"] = filter(random, make_attribute_rule(random));
  if (random.chance(40)) {
    json::array agents = random.chance(50) ? just("All") : some(random, k_principals, 2);
    add_odd(random, agents, {"None"});
    result["includeAgentIdServicePrincipals"] = std::move(agents);
  }
  if (random.chance(15)) result["excludeAgentIdServicePrincipals"] = some(random, k_principals, 2);
  if (random.chance(12))
    result["agentIdServicePrincipalFilter"] = filter(random, make_attribute_rule(random));
  return result;
}

json::object make_locations(Random& random) {
  json::array include = random.chance(45) ? just("All") : some(random, k_locations, 3);
  add_odd(random, include, {"AllTrusted"});
  json::array exclude;
  if (random.chance(55)) {
    exclude = some(random, k_locations, 2);
    add_odd(random, exclude, {});
    if (random.chance(40)) exclude.push_back(json::value("AllTrusted"));
  }
  return {{"includeLocations", std::move(include)}, {"excludeLocations", std::move(exclude)}};
}

json::object make_devices(Random& random) {
  json::object result;
  if (random.chance(85)) result["deviceFilter"] = filter(random, make_device_rule(random));
  if (random.chance(15)) {
    result["includeDevices"] = just(random.chance(70) ? "All" : "0d1f00aa-0000");
    result["excludeDevices"] = some(random, k_device_states, 2);
  }
  if (random.chance(10)) {
    result["includeDeviceStates"] = just("All");
    result["excludeDeviceStates"] = some(random, k_device_states, 2);
  }
  return result;
}

// Half of the policies have few conditions, so that many apply and their demands meet.
json::object make_conditions(Random& random) {
  const unsigned scale = random.chance(50) ? 20 : 100;
  const auto maybe = [&](unsigned percent) { return random.chance(percent * scale / 100); };
  json::object result;
  result["applications"] = make_applications(random, scale);
  const bool workloads = random.chance(18);
  if (workloads) result["clientApplications"] = make_client_applications(random);
  if (!workloads || random.chance(50))
    result["users"] = workloads && random.chance(70) ? json::object{{"includeUsers", just("None")}}
                                                     : make_users(random, scale);
  result["clientAppTypes"] = maybe(35) ? some(random, k_client_app_types, 4) : just("all");
  if (maybe(18))
    result["platforms"] = {{"includePlatforms", some(random, k_platforms, 3)},
                           {"excludePlatforms", some(random, k_platforms, 1)}};
  if (maybe(30)) result["locations"] = make_locations(random);
  if (maybe(22)) result["devices"] = make_devices(random);
  if (maybe(5))
    result["deviceStates"] = {{"includeStates", just("All")},
                              {"excludeStates", some(random, k_device_states, 2)}};
  if (maybe(10)) result["signInRiskLevels"] = some(random, k_risks, 3);
  if (maybe(10)) result["userRiskLevels"] = some(random, k_risks, 3);
  if (maybe(workloads ? 25 : 3)) result["servicePrincipalRiskLevels"] = some(random, k_risks, 3);
  if (maybe(6)) result["insiderRiskLevels"] = flags(random, k_insider_risks);
  if (maybe(workloads ? 20 : 3)) result["agentIdRiskLevels"] = flags(random, k_agent_risks);
  if (maybe(10))
    result["authenticationFlows"] = {
        {"transferMethods", random.chance(10) ? json::value("none") : flags(random, k_transfers)}};
  return result;
}

// A policy carries the whole strength, or its id alone.
json::value make_strength_reference(Random& random) {
  json::object result{{"id", one_of(random, k_strengths)}};
  if (random.chance(20)) {
    result["displayName"] = "a copy";
    result["policyType"] = random.chance(50) ? "custom" : "builtIn";
    result["requirementsSatisfied"] = random.chance(60) ? "mfa" : "none";
    result["allowedCombinations"] =
        random.chance(70) ? json::array{"fido2", "password,sms"} : json::array{"password"};
    if (random.chance(60)) result["combinationConfigurations"] = json::array{};
  }
  return result;
}

json::object make_grants(Random& random) {
  json::array built_in;
  if (random.chance(22))
    built_in.push_back("block");
  else
    built_in = some(random, k_controls, 3);
  json::object result{{"operator", random.chance(50) ? "AND" : "OR"},
                      {"builtInControls", std::move(built_in)}};
  if (random.chance(18)) result["authenticationStrength"] = make_strength_reference(random);
  if (random.chance(10)) result["termsOfUse"] = some(random, k_terms, 2);
  if (random.chance(7)) result["customAuthenticationFactors"] = some(random, k_custom_controls, 2);
  return result;
}

json::object make_frequency(Random& random) {
  json::object result{{"isEnabled", !random.chance(10)}};
  if (random.chance(25)) {
    result["frequencyInterval"] = "everyTime";
  } else {
    constexpr std::array<int, 5> k_values = {1, 4, 8, 24, 30};
    result["frequencyInterval"] = "timeBased";
    if (!random.chance(5)) result["value"] = random.pick(k_values);
    if (!random.chance(5)) result["type"] = random.chance(60) ? "hours" : "days";
  }
  if (random.chance(70))
    result["authenticationType"] =
        random.chance(70) ? "primaryAndSecondaryAuthentication" : "secondaryAuthentication";
  return result;
}

json::object make_session(Random& random) {
  constexpr std::array<Text, 3> k_app_control = {"mcasConfigured", "monitorOnly", "blockDownloads"};
  constexpr std::array<Text, 3> k_cae = {"strictEnforcement", "disabled", "strictLocation"};
  json::object result;
  if (random.chance(50)) result["signInFrequency"] = make_frequency(random);
  if (random.chance(25))
    result["persistentBrowser"] = {{"isEnabled", !random.chance(10)},
                                   {"mode", random.chance(50) ? "always" : "never"}};
  if (random.chance(20))
    result["cloudAppSecurity"] = {{"isEnabled", !random.chance(10)},
                                  {"cloudAppSecurityType", one_of(random, k_app_control)}};
  if (random.chance(15))
    result["applicationEnforcedRestrictions"] = {{"isEnabled", !random.chance(10)}};
  if (random.chance(20)) result["secureSignInSession"] = {{"isEnabled", !random.chance(10)}};
  if (random.chance(15)) result["continuousAccessEvaluation"] = {{"mode", one_of(random, k_cae)}};
  if (random.chance(10)) result["disableResilienceDefaults"] = random.chance(60);
  if (random.chance(5))
    result["globalSecureAccessFilteringProfile"] = {{"isEnabled", true}, {"profileId", "p"}};
  return result;
}

// CA 2.11.11, 2.11.14: also a rollout in parts, and states that are not known or not given.
json::value make_state(Random& random) {
  const std::size_t state = random.below(100);
  if (state < 68) return "enabled";
  if (state < 83) return "enabledForReportingButNotEnforced";
  if (state < 90) return "disabled";
  if (state < 93) return "partiallyEnabled";
  if (state < 97) return "pausedByOwner";
  return state < 99 ? json::value(nullptr) : json::value(7);
}

}  // namespace

json::object make_policy(Random& random, std::size_t number) {
  const std::string digits = std::to_string(number);
  json::object policy{{"displayName", "P" + digits}, {"state", make_state(random)}};
  if (!random.chance(3))
    policy["id"] = "0d1f00ff-0000-4000-8000-" + std::string(12 - digits.size(), '0') + digits;
  json::value conditions = make_conditions(random);
  if (random.chance(8)) spoil(random, conditions);
  policy["conditions"] = std::move(conditions);
  json::value grants;
  if (random.chance(80)) grants = make_grants(random);
  if (random.chance(4)) spoil(random, grants);
  policy["grantControls"] = std::move(grants);
  json::value session;
  if (random.chance(30)) session = make_session(random);
  if (random.chance(4)) spoil(random, session);
  policy["sessionControls"] = std::move(session);
  if (random.chance(2)) policy["futureMember"] = "x";
  return policy;
}

}  // namespace caprock::differential
