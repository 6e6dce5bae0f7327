#include "tests/differential/small_worlds.h"

#include <functional>
#include <span>
#include <string_view>

#include "base/text.h"
#include "model/words.h"

namespace caprock::differential {
namespace {

using Text = std::string_view;

constexpr Text k_ann = "5a000001-0000-4000-8000-000000000001";
constexpr Text k_gus = "5a000001-0000-4000-8000-000000000002";
constexpr Text k_inner = "5a000002-0000-4000-8000-000000000001";
constexpr Text k_outer = "5a000002-0000-4000-8000-000000000002";
constexpr Text k_unlisted = "5a000002-0000-4000-8000-000000000003";
constexpr Text k_gone = "5a0000de-0000-4000-8000-0000000000de";
constexpr Text k_reader = "5d6b6bb7-de71-4623-b4af-96380a352509";
constexpr Text k_exchange = "00000002-0000-0ff1-ce00-000000000000";
constexpr Text k_shop = "5a000004-0000-4000-8000-000000000001";
constexpr Text k_worker = "5a000005-0000-4000-8000-000000000002";
constexpr Text k_agent = "5a000005-0000-4000-8000-000000000003";
constexpr Text k_office = "5a000006-0000-4000-8000-000000000001";
constexpr Text k_land = "5a000006-0000-4000-8000-000000000002";
constexpr Text k_position = "5a000006-0000-4000-8000-000000000003";
constexpr Text k_network = "5a000006-0000-4000-8000-000000000004";
constexpr Text k_zero = "00000000-0000-0000-0000-000000000000";
constexpr Text k_partner = "5a000008-0000-4000-8000-000000000002";
constexpr Text k_placeholder = "<Break Glass>";

json::value text(Text value) { return json::value(value); }

json::array list(std::initializer_list<Text> values) {
  json::array result;
  for (const Text value : values) result.push_back(text(value));
  return result;
}

json::object parsed(Text written) { return parse_json(written, {}).value().value.as_object(); }

json::object with(json::object object, const json::object& members) {
  for (const auto& member : members) object[member.key()] = member.value();
  return object;
}

// --- policies -----------------------------------------------------------------------------------

using Sides = std::vector<json::object>;

// Every choice of the one with every choice of the other, as the member's value.
std::vector<json::object> crossed(Text member, const Sides& left, const Sides& right) {
  std::vector<json::object> result;
  for (const json::object& a : left)
    for (const json::object& b : right) {
      json::object conditions = open_conditions();
      conditions[member] = with(a, b);
      result.push_back(std::move(conditions));
    }
  return result;
}

// One choice for each word: a list of just that word; and the empty list.
Sides each_of(Text member, std::initializer_list<Text> words) {
  Sides result;
  result.push_back({{member, json::array()}});
  for (const Text word : words) result.push_back({{member, list({word})}});
  return result;
}

void append(Sides& sides, const Sides& more) {
  sides.insert(sides.end(), more.begin(), more.end());
}

void add_plain(std::vector<json::object>& all, Text member, json::value value) {
  json::object conditions = open_conditions();
  conditions[member] = std::move(value);
  all.push_back(std::move(conditions));
}

// A part of the condition that nobody here understands, beside every part that is.
void add_unread(std::vector<json::object>& all, Text member) {
  const std::vector<json::object> known = all;
  for (std::size_t i = 0; i < known.size(); i += 7) {
    json::object conditions = known[i];
    json::value& value = conditions[member];
    if (json::object* object = value.if_object())
      (*object)["futureMember"] = list({"x"});
    else if (json::array* array = value.if_array())
      array->push_back("unknownFutureValue");
    else
      value = "unknownFutureValue";
    all.push_back(std::move(conditions));
  }
}

Sides filters(Text member, std::initializer_list<Text> rules) {
  Sides result;
  for (const Text rule : rules)
    for (const Text mode : {"include", "exclude"})
      result.push_back({{member, json::object{{"mode", text(mode)}, {"rule", text(rule)}}}});
  result.push_back({{member, json::object{{"rule", text(*rules.begin())}}}});
  return result;
}

std::vector<json::object> application_policies() {
  const Sides include = each_of("includeApplications",
                                {"All", "None", k_exchange, k_shop, k_gone, "Office365",
                                 "MicrosoftAdminPortals", "AllAgentIdResources", k_placeholder});
  Sides rest = each_of("excludeApplications", {k_exchange, k_shop, "Office365", k_placeholder});
  append(rest, filters("applicationFilter", {"CustomSecurityAttribute.S_Level -eq \"high\"",
                                             "CustomSecurityAttribute.S_Gone -ne \"x\"",
                                             "CustomSecurityAttribute.S_Level -match \"x\""}));
  append(rest, each_of("includeUserActions", {"urn:user:registersecurityinfo",
                                              "urn:user:registerdevice", "urn:user:new"}));
  append(rest, each_of("includeAuthenticationContextClassReferences", {"c1", "c2"}));
  auto all = crossed("applications", include, rest);
  add_unread(all, "applications");
  return all;
}

json::object guests(Text types, bool enumerated) {
  json::object result{{"guestOrExternalUserTypes", text(types)}};
  if (enumerated)
    result["externalTenants"] = {{"membershipKind", "enumerated"}, {"members", list({k_partner})}};
  return result;
}

std::vector<json::object> user_policies() {
  Sides include = each_of("includeUsers", {"All", "None", k_ann, k_gus, k_gone, k_placeholder,
                                           "GuestsOrExternalUsers", "AllAgentIdUsers"});
  append(include, each_of("includeGroups", {k_inner, k_outer, k_unlisted, k_gone}));
  append(include, each_of("includeRoles", {k_reader, k_gone}));
  append(include,
         {{{"includeGuestsOrExternalUsers", guests("b2bCollaborationGuest", false)}},
          {{"includeGuestsOrExternalUsers", guests("b2bCollaborationGuest", true)}},
          {{"includeGuestsOrExternalUsers", guests("internalGuest,serviceProvider", true)}}});
  Sides exclude = each_of("excludeUsers", {k_ann, k_placeholder, "GuestsOrExternalUsers"});
  append(exclude, each_of("excludeGroups", {k_outer, k_unlisted}));
  append(exclude, each_of("excludeRoles", {k_reader}));
  append(exclude, {{{"excludeGuestsOrExternalUsers", guests("b2bCollaborationGuest", true)}}});
  auto all = crossed("users", include, exclude);
  add_unread(all, "users");
  return all;
}

std::vector<json::object> workload_policies() {
  Sides include = each_of("includeServicePrincipals",
                          {"ServicePrincipalsInMyTenant", k_worker, "None", k_gone, k_placeholder});
  append(include,
         each_of("includeAgentIdServicePrincipals", {"All", k_agent, k_shop, k_placeholder}));
  Sides rest = each_of("excludeServicePrincipals", {k_worker, k_placeholder});
  append(rest, each_of("excludeAgentIdServicePrincipals", {k_agent, k_shop}));
  append(rest, filters("servicePrincipalFilter", {"CustomSecurityAttribute.S_Level -eq \"high\"",
                                                  "CustomSecurityAttribute.S_Level"}));
  append(rest, filters("agentIdServicePrincipalFilter",
                       {"CustomSecurityAttribute.S_Level -notIn [\"low\", null]"}));
  auto all = crossed("clientApplications", include, rest);
  for (json::object& conditions : all) conditions["users"] = {{"includeUsers", list({"None"})}};
  add_unread(all, "clientApplications");
  return all;
}

std::vector<json::object> client_app_policies() {
  constexpr std::array<Text, 6> k_types = {"browser",      "mobileAppsAndDesktopClients",
                                           "other",        "exchangeActiveSync",
                                           "easSupported", "all"};
  std::vector<json::object> all;
  for (unsigned subset = 0; subset < 1U << k_types.size(); ++subset) {
    json::array types;
    for (std::size_t i = 0; i < k_types.size(); ++i)
      if ((subset >> i & 1U) != 0) types.push_back(text(k_types[i]));
    add_plain(all, "clientAppTypes", types);
  }
  add_unread(all, "clientAppTypes");
  return all;
}

std::vector<json::object> platform_policies() {
  auto all =
      crossed("platforms", each_of("includePlatforms", {"all", "windows", "iOS", "windowsPhone"}),
              each_of("excludePlatforms", {"all", "windows", "linux"}));
  add_unread(all, "platforms");
  return all;
}

std::vector<json::object> location_policies() {
  auto all = crossed("locations",
                     each_of("includeLocations", {"All", "AllTrusted", k_office, k_land, k_position,
                                                  k_network, k_zero, k_gone, k_placeholder}),
                     each_of("excludeLocations", {"AllTrusted", k_office, k_land, k_position,
                                                  k_network, k_zero, k_placeholder}));
  add_unread(all, "locations");
  return all;
}

std::vector<json::object> device_policies() {
  std::vector<json::object> all;
  for (const json::object& filter : filters(
           "deviceFilter", {"device.isCompliant -eq True", "device.isCompliant -ne True",
                            "device.trustType -ne \"ServerAD\"", "device.model -contains \"Surf\"",
                            "device.model -eq null", "device.extensionAttribute1 -eq \"SAW\"",
                            "device.extensionAttribute1 -notIn [\"SAW\", null]",
                            "-not device.physicalIds -contains \"[ZTDId]:v\"",
                            "device.isCompliant -eq True or device.trustType -eq \"Workplace\"",
                            "device.model -match \"x\"", ""}))
    add_plain(all, "devices", filter);
  const Sides lists = each_of("excludeDevices", {"Compliant", "dev-1"});
  for (const json::object& one : lists)
    add_plain(all, "devices", with({{"includeDevices", list({"All"})}}, one));
  for (const Text state : {"Compliant", "DomainJoined", "All", "New"})
    for (const Text member : {"devices", "deviceStates"}) {
      const bool lists_in_devices = member == "devices";
      json::object states;
      states[lists_in_devices ? "includeDeviceStates" : "includeStates"] = list({"All"});
      states[lists_in_devices ? "excludeDeviceStates" : "excludeStates"] = list({state});
      add_plain(all, member, states);
    }
  add_unread(all, "devices");
  return all;
}

std::vector<json::object> risk_policies(Text member) {
  std::vector<json::object> all;
  for (const Text level : {"low", "medium", "high", "hidden", "none"})
    add_plain(all, member, list({level}));
  add_plain(all, member, list({"high", "none"}));
  add_plain(all, member, list({"low", "medium", "high", "hidden", "none"}));
  add_unread(all, member);
  return all;
}

std::vector<json::object> flag_policies(Text member, std::initializer_list<Text> words) {
  std::vector<json::object> all;
  for (const Text word : words) add_plain(all, member, text(word));
  add_unread(all, member);
  return all;
}

std::vector<json::object> flow_policies() {
  std::vector<json::object> all;
  for (const Text methods : {"none", "deviceCodeFlow", "authenticationTransfer",
                             "deviceCodeFlow,authenticationTransfer"})
    add_plain(all, "authenticationFlows", json::object{{"transferMethods", text(methods)}});
  add_unread(all, "authenticationFlows");
  return all;
}

// --- signals ------------------------------------------------------------------------------------

// Each value, known to be absent, not said.
Axis signal_axis(Text member, const std::vector<json::value>& values, bool has_absent = true) {
  Axis axis;
  for (const json::value& value : values) axis.push_back({{member, value}});
  if (has_absent) axis.push_back({{member, nullptr}});
  axis.push_back({{"-" + std::string(member), nullptr}});
  return axis;
}

Axis axis_of(std::initializer_list<Text> written) {
  Axis axis;
  for (const Text one : written) axis.push_back(parsed(one));
  return axis;
}

// Ids stand for themselves in these texts: Ann ...1, Gus ...2, the partner's tenant ...8.
Axis people_axis() {
  return axis_of({
      R"({"user": "5a000001-0000-4000-8000-000000000001"})",
      R"({"user": "ann@contoso.example"})",
      R"({"user": "5A000001-0000-4000-8000-000000000002"})",
      R"({"user": {"id": "5a000001-0000-4000-8000-000000000002",
                   "homeTenant": "5a000008-0000-4000-8000-000000000002"}})",
      R"({"user": {"id": "5a000001-0000-4000-8000-000000000002", "homeTenant": null,
                   "identityProvider": "google"}})",
      R"({"user": "5a0000de-0000-4000-8000-0000000000de"})",
      R"({"user": {"id": "5a000001-0000-4000-8000-000000000001", "externalKind": "internalGuest"}})",
      R"({"user": {"id": "5a000001-0000-4000-8000-000000000001", "groups": [], "roles": []}})",
      R"({"user": {"externalKind": "b2bDirectConnectUser"}})",
      R"({"user": {"externalKind": "serviceProvider",
                   "homeTenant": "5a000008-0000-4000-8000-000000000002"}})",
      R"({"user": {"externalKind": null}})",
      R"({"agentUser": "5a000001-0000-4000-8000-000000000001"})",
  });
}

Axis workload_axis() {
  return axis_of({
      R"({"servicePrincipal": "5a000005-0000-4000-8000-000000000002"})",
      R"({"servicePrincipal": {"id": "5a000005-0000-4000-8000-000000000002", "singleTenant": false}})",
      R"({"servicePrincipal": {"id": "5a0000de-0000-4000-8000-0000000000de", "singleTenant": true}})",
      R"({"servicePrincipal": "5a0000de-0000-4000-8000-0000000000de"})",
      R"({"servicePrincipal": {"id": "5a000005-0000-4000-8000-000000000002",
                               "attributes": {"S_Level": ["low"]}}})",
      R"({"agentIdentity": "5a000005-0000-4000-8000-000000000003"})",
      R"({"agentIdentity": {"id": "5a000005-0000-4000-8000-000000000003",
                            "blueprint": "5a000004-0000-4000-8000-000000000001"}})",
      R"({"managedIdentity": "5a000005-0000-4000-8000-000000000002"})",
      R"({"user": "5a000001-0000-4000-8000-000000000001"})",
  });
}

// One of each kind of subject, for conditions that treat them differently.
Axis kinds_axis() {
  const Axis people = people_axis();
  const Axis workloads = workload_axis();
  return {people[0], people[3], people[11], workloads[0], workloads[5], workloads[7]};
}

Axis request_axis() {
  return axis_of({
      R"({"resources": ["00000002-0000-0ff1-ce00-000000000000"]})",
      R"({"resources": ["5a000004-0000-4000-8000-000000000001"]})",
      R"({"resources": ["00000002-0000-0ff1-ce00-000000000000",
                        "5a000004-0000-4000-8000-000000000001"]})",
      R"({"resources": ["5a0000de-0000-4000-8000-0000000000de"]})",
      R"({"resources": ["00000003-0000-0000-c000-000000000000"]})",
      R"({"resources": ["c44b4083-3bb0-49c1-b47d-974e53cbdf3c"]})",
      R"({"resources": [], "scopes": ["Mail.Read", "openid"]})",
      R"({"resources": [], "scopes": ["openid", "profile"]})",
      R"({"resources": [], "scopes": ["User.Read"]})",
      R"({"resources": [], "scopes": [".default"]})",
      R"({"resources": [], "scopes": ["https://unknown.example/x"]})",
      R"({"resources": [], "scopes": ["Future.Read"]})",
      R"({"resources": []})",
      R"({"resources": [], "userAction": "urn:user:registersecurityinfo"})",
      R"({"resources": [], "userAction": "urn:user:registerdevice"})",
      R"({"authenticationContexts": ["c1"]})",
      R"({"audiences": ["5a000004-0000-4000-8000-000000000001", "a name"]})",
      R"({"clientApp": "c44b4083-3bb0-49c1-b47d-974e53cbdf3c"})",
  });
}

Axis client_axis() {
  return axis_of({
      R"({"clientKind": "public"})",
      R"({"clientKind": "confidential", "idTokenRequested": true})",
      R"({"-clientKind": null, "idTokenRequested": true})",
      R"({"clientKind": null, "grant": "saml", "-clientApp": null})",
      R"({"clientKind": "spa", "grant": "refreshToken", "interactive": false})",
  });
}

Axis app_type_axis() {
  return signal_axis("clientAppType", {"browser", "mobileAppsAndDesktopClients",
                                       "exchangeActiveSync", "other", "all"});
}

Axis grant_axis() {
  Axis axis;
  for (const Word<GrantType>& row : words<GrantType>())
    axis.push_back({{"grant", text(row.text)}, {"interactive", false}});
  return axis;
}

Axis kind_of_client_axis() { return signal_axis("clientKind", {"public", "spa", "confidential"}); }

Axis platform_axis() {
  return signal_axis("devicePlatform", {"windows", "iOS", "linux", "unknown"});
}

Axis address_axis() {
  return signal_axis("ipAddress", {"203.0.113.9", "198.51.100.1", "192.0.2.1", "10.0.0.1",
                                   "2001:db8::1", "2001:db9::1", "::ffff:203.0.113.9"});
}

Axis country_axis() { return signal_axis("country", {"NL", "DE"}); }

Axis position_axis() {
  return signal_axis("gps", {parsed(R"({"country": "NL"})"), parsed(R"({"country": "DE"})"),
                             parsed(R"({"country": "NL", "valid": false})")});
}

Axis network_axis() { return signal_axis("compliantNetwork", {true, false}); }

Axis device_axis() {
  return signal_axis(
      "device",
      {parsed(R"({})"), parsed(R"({"isCompliant": true, "trustType": "AzureAD", "model": "Surface",
                                   "extensionAttribute1": "SAW"})"),
       parsed(R"({"isCompliant": false, "trustType": "Workplace", "extensionAttribute1": "SAW"})"),
       parsed(R"({"trustType": "ServerAD", "deviceId": "dev-1", "model": "x"})"),
       parsed(R"({"intuneManaged": true, "physicalIds": ["[ZTDId]:v"],
                  "extensionAttribute1": "saw"})")});
}

Axis level_axis(Text member) {
  return signal_axis(member, {"low", "medium", "high", "hidden", "none"});
}

Axis flow_axis() {
  return signal_axis("originalTransferMethod",
                     {"none", "deviceCodeFlow", "authenticationTransfer"});
}

Axis session_axis() {
  return axis_of({
      R"({"session": {"methods": [{"mode": "password"}], "mfaClaim": false, "boundToken": true,
                      "lastPrimaryAuthentication": "2026-09-01T11:00:00Z",
                      "lastSecondaryAuthentication": null, "termsAccepted": [],
                      "customControlsSatisfied": [], "mfaRegistered": false,
                      "approvedApp": true, "appProtection": false,
                      "passwordChangedForRisk": true, "riskRemediated": true}})",
      R"({"session": {"methods": [{"mode": "fido2", "aaguid": "x"}], "mfaClaim": true,
                      "lastPrimaryAuthentication": "2026-09-01T10:59:59Z",
                      "lastSecondaryAuthentication": "2026-09-01T11:56:00Z"}})",
      R"({"session": {"methods": null, "mfaClaim": null, "boundToken": null,
                      "lastPrimaryAuthentication": null, "lastSecondaryAuthentication": null,
                      "termsAccepted": null, "customControlsSatisfied": null,
                      "mfaRegistered": null, "approvedApp": null, "appProtection": null,
                      "passwordChangedForRisk": null, "riskRemediated": null}})",
      R"({"session": {}})",
      R"({"-at": null, "interactive": false, "grant": "refreshToken"})",
  });
}

}  // namespace

json::object small_tenant() {
  return parsed(R"({
    "organization": {"id": "5a000008-0000-4000-8000-000000000001"},
    "users": [
      {"id": "5a000001-0000-4000-8000-000000000001", "userPrincipalName": "ann@contoso.example",
       "displayName": "Ann", "userType": "Member"},
      {"id": "5a000001-0000-4000-8000-000000000002", "displayName": "Gus", "userType": "Guest",
       "userPrincipalName": "gus_x.example#EXT#@contoso.example", "creationType": "Invitation"}],
    "groups": [
      {"id": "5a000002-0000-4000-8000-000000000001", "displayName": "inner",
       "members": [{"id": "5a000001-0000-4000-8000-000000000001"}]},
      {"id": "5a000002-0000-4000-8000-000000000002", "displayName": "outer",
       "members": [{"id": "5a000002-0000-4000-8000-000000000001"}]},
      {"id": "5a000002-0000-4000-8000-000000000003", "displayName": "unlisted"}],
    "roleDefinitions": [{"id": "5d6b6bb7-de71-4623-b4af-96380a352509",
                         "displayName": "Security Reader", "isBuiltIn": true}],
    "roleAssignments": [{"roleDefinitionId": "5d6b6bb7-de71-4623-b4af-96380a352509",
                         "principalId": "5a000002-0000-4000-8000-000000000002",
                         "directoryScopeId": "/"}],
    "servicePrincipals": [
      {"id": "5a000005-0000-4000-8000-000000000001", "displayName": "Shop",
       "appId": "5a000004-0000-4000-8000-000000000001", "servicePrincipalType": "Application",
       "appOwnerOrganizationId": "5a000008-0000-4000-8000-000000000001",
       "signInAudience": "AzureADMyOrg", "customSecurityAttributes": {"S": {"Level": "high"}}},
      {"id": "5a000005-0000-4000-8000-000000000002", "displayName": "Worker",
       "appId": "5a000004-0000-4000-8000-000000000002", "servicePrincipalType": "Application",
       "appOwnerOrganizationId": "5a000008-0000-4000-8000-000000000001",
       "signInAudience": "AzureADMyOrg", "customSecurityAttributes": {"S": {"Level": "high"}}},
      {"id": "5a000005-0000-4000-8000-000000000003", "displayName": "Agent",
       "appId": "5a000004-0000-4000-8000-000000000003",
       "servicePrincipalType": "ServiceIdentity"}],
    "namedLocations": [
      {"@odata.type": "#microsoft.graph.ipNamedLocation", "displayName": "Office",
       "id": "5a000006-0000-4000-8000-000000000001", "isTrusted": true,
       "ipRanges": [{"cidrAddress": "203.0.113.0/24"}, {"cidrAddress": "2001:db8::/32"}]},
      {"@odata.type": "#microsoft.graph.countryNamedLocation", "displayName": "Land",
       "id": "5a000006-0000-4000-8000-000000000002", "countriesAndRegions": ["NL"],
       "includeUnknownCountriesAndRegions": true},
      {"@odata.type": "#microsoft.graph.countryNamedLocation", "displayName": "Position",
       "id": "5a000006-0000-4000-8000-000000000003", "countriesAndRegions": ["NL"],
       "countryLookupMethod": "authenticatorAppGps"},
      {"@odata.type": "#microsoft.graph.compliantNetworkNamedLocation", "displayName": "Network",
       "id": "5a000006-0000-4000-8000-000000000004", "isTrusted": true,
       "compliantNetworkType": "allTenantCompliantNetworks"}],
    "authenticationStrengths": [
      {"id": "5a000007-0000-4000-8000-000000000001", "displayName": "Key", "policyType": "custom",
       "requirementsSatisfied": "mfa", "allowedCombinations": ["fido2"],
       "combinationConfigurations": [
         {"@odata.type": "#microsoft.graph.fido2CombinationConfiguration",
          "appliesToCombinations": ["fido2"], "allowedAAGUIDs": ["x"]}]}],
    "termsOfUse": [{"id": "5a000009-0000-4000-8000-000000000001", "displayName": "Terms"}],
    "mfaServiceSettings": {"trustedIps": ["192.0.2.0/24"]},
    "crossTenantDefault": {"inboundTrust": {"isMfaAccepted": false,
                                            "isCompliantDeviceAccepted": false}},
    "crossTenantPartners": [{"tenantId": "5a000008-0000-4000-8000-000000000002",
                             "inboundTrust": {"isMfaAccepted": true,
                                              "isCompliantDeviceAccepted": true}}]
  })");
}

json::object open_conditions() {
  return {{"applications", {{"includeApplications", list({"All"})}}},
          {"users", {{"includeUsers", list({"All"})}}},
          {"clientAppTypes", list({"all"})}};
}

std::vector<Family> families() {
  const std::initializer_list<Text> insider = {"minor", "moderate", "elevated", "minor,elevated"};
  const std::initializer_list<Text> agent = {"low", "medium", "high", "low,high"};
  return {
      {"applications", application_policies(), {request_axis(), client_axis()}},
      {"users", user_policies(), {people_axis()}},
      {"client applications", workload_policies(), {workload_axis()}},
      {"client app types",
       client_app_policies(),
       {app_type_axis(), grant_axis(), kind_of_client_axis(), platform_axis()}},
      {"platforms", platform_policies(), {platform_axis(), kinds_axis()}},
      {"locations",
       location_policies(),
       {address_axis(), country_axis(), position_axis(), network_axis()}},
      {"locations by subject",
       location_policies(),
       {kinds_axis(), signal_axis("ipAddress", {"203.0.113.9"}), country_axis(),
        signal_axis("compliantNetwork", {true})}},
      {"devices", device_policies(), {device_axis(), people_axis(), app_type_axis()}},
      {"sign-in risk",
       risk_policies("signInRiskLevels"),
       {level_axis("signInRiskLevel"), kinds_axis()}},
      {"user risk", risk_policies("userRiskLevels"), {level_axis("userRiskLevel"), kinds_axis()}},
      {"service principal risk",
       risk_policies("servicePrincipalRiskLevels"),
       {level_axis("servicePrincipalRiskLevel"), kinds_axis()}},
      {"insider risk",
       flag_policies("insiderRiskLevels", insider),
       {signal_axis("insiderRiskLevel", {"minor", "moderate", "elevated", "none"}, false),
        kinds_axis()}},
      {"agent risk",
       flag_policies("agentIdRiskLevels", agent),
       {signal_axis("agentIdRiskLevel", {"low", "medium", "high", "none"}, false), kinds_axis()}},
      {"authentication flows", flow_policies(), {flow_axis(), grant_axis(), kinds_axis()}},
  };
}

std::vector<Axis> all_axes() {
  return {people_axis(),
          workload_axis(),
          request_axis(),
          client_axis(),
          app_type_axis(),
          grant_axis(),
          platform_axis(),
          address_axis(),
          country_axis(),
          position_axis(),
          network_axis(),
          device_axis(),
          level_axis("signInRiskLevel"),
          level_axis("userRiskLevel"),
          flow_axis(),
          session_axis()};
}

json::object small_sign_in(const std::vector<const json::object*>& members) {
  static const json::object standard = parsed(R"({
    "user": "5a000001-0000-4000-8000-000000000001", "at": "2026-09-01T12:00:00Z",
    "grant": "authorizationCode", "interactive": true, "clientKind": "public",
    "clientApp": "5a000004-0000-4000-8000-000000000001",
    "resources": ["00000002-0000-0ff1-ce00-000000000000"], "scopes": [],
    "clientAppType": "browser", "devicePlatform": "windows", "ipAddress": "198.51.100.1",
    "country": "DE", "gps": null, "compliantNetwork": false, "device": null,
    "signInRiskLevel": "none", "userRiskLevel": "none", "servicePrincipalRiskLevel": "none",
    "agentIdRiskLevel": "none", "insiderRiskLevel": "none", "originalTransferMethod": "none",
    "session": {"methods": [{"mode": "password"}], "mfaClaim": false, "mfaRegistered": true,
                "lastPrimaryAuthentication": "2026-09-01T12:00:00Z",
                "lastSecondaryAuthentication": null, "termsAccepted": [],
                "customControlsSatisfied": [], "approvedApp": false, "appProtection": false,
                "boundToken": false, "passwordChangedForRisk": false, "riskRemediated": false}})");
  json::object sign_in = standard;
  for (const json::object* part : members)
    for (const auto& member : *part) {
      const Text key = member.key();
      const bool subject = value_of<SubjectKind>(key).has_value();
      if (subject)
        for (const Word<SubjectKind>& row : words<SubjectKind>()) sign_in.erase(row.text);
      if (key.starts_with('-'))
        sign_in.erase(key.substr(1));
      else
        sign_in[key] = member.value();
    }
  return sign_in;
}

std::vector<json::object> demands() {
  std::vector<json::object> all;
  for (const Text written :
       {R"({"grantControls": {"operator": "OR", "builtInControls": ["block"]}})",
        R"({"grantControls": {"operator": "OR", "builtInControls": ["mfa"]}})",
        R"({"grantControls": {"operator": "AND", "builtInControls": ["mfa", "compliantDevice"]}})",
        R"({"grantControls": {"operator": "OR",
                              "builtInControls": ["compliantDevice", "domainJoinedDevice"]}})",
        R"({"grantControls": {"operator": "AND", "builtInControls": ["mfa", "passwordChange"]}})",
        R"({"grantControls": {"operator": "OR", "builtInControls": ["riskRemediation"]}})",
        R"({"grantControls": {"operator": "OR",
                              "builtInControls": ["approvedApplication", "compliantApplication"]}})",
        R"({"grantControls": {"operator": "OR",
             "authenticationStrength": {"id": "5a000007-0000-4000-8000-000000000001"}}})",
        R"({"grantControls": {"operator": "AND",
             "authenticationStrength": {"id": "00000000-0000-0000-0000-000000000002"},
             "termsOfUse": ["5a000009-0000-4000-8000-000000000001"]}})",
        R"({"grantControls": {"operator": "OR", "builtInControls": ["mfa"],
                              "customAuthenticationFactors": ["Badge"]}})",
        R"({"grantControls": {"operator": "OR", "builtInControls": ["mfa", "newControl"]}})",
        R"({"sessionControls": {"signInFrequency": {"isEnabled": true, "value": 1, "type": "hours",
                                                    "frequencyInterval": "timeBased"}}})",
        R"({"sessionControls": {"signInFrequency": {"isEnabled": true,
                                                    "frequencyInterval": "everyTime"},
                                "persistentBrowser": {"isEnabled": true, "mode": "never"}}})",
        R"({"sessionControls": {"secureSignInSession": {"isEnabled": true},
                                "cloudAppSecurity": {"isEnabled": true,
                                                     "cloudAppSecurityType": "monitorOnly"}}})",
        R"({"state": "enabledForReportingButNotEnforced",
            "grantControls": {"operator": "OR", "builtInControls": ["block"]}})",
        R"({"state": "disabled",
            "grantControls": {"operator": "OR", "builtInControls": ["block"]}})",
        R"({"state": "partiallyEnabled",
            "grantControls": {"operator": "OR", "builtInControls": ["mfa"]}})",
        R"({})"})
    all.push_back(parsed(written));
  return all;
}

json::object small_policy(std::size_t number, const json::object& conditions,
                          const json::object& demands) {
  const std::string digits = std::to_string(number);
  json::object policy{
      {"id", "5a0000ff-0000-4000-8000-" + std::string(12 - digits.size(), '0') + digits},
      {"displayName", "P" + digits},
      {"state", "enabled"},
      {"conditions", conditions}};
  return with(std::move(policy), demands);
}

}  // namespace caprock::differential
