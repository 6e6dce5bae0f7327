#include "tests/differential/make_tenant.h"

#include "tests/differential/make_policy.h"
#include "tests/differential/names.h"
#include "tests/differential/spoil.h"

namespace caprock::differential {
namespace {

json::object make_user(Random& random, std::size_t number) {
  const std::string name = "user" + std::to_string(number);
  json::object user{{"id", spelled(random, k_users[number])}, {"displayName", name}};
  const bool invited = random.chance(30);
  if (!random.chance(6))
    user["userPrincipalName"] =
        name + (invited && random.chance(60) ? "_partner.example#EXT#" : "") + "@contoso.example";
  if (!random.chance(8)) user["userType"] = random.chance(70) ? "Member" : "Guest";
  if (invited && random.chance(60)) user["creationType"] = "Invitation";
  if (random.chance(12)) user["transitiveMemberOf"] = some(random, k_groups, 3);
  return user;
}

// Members of groups: people, other groups (also each other), workloads, ids nobody knows.
json::array make_members(Random& random) {
  json::array members;
  for (std::size_t left = random.below(5); left > 0; --left) {
    const std::size_t kind = random.below(10);
    json::value id = kind < 6   ? one_of(random, k_users)
                     : kind < 9 ? one_of(random, k_groups)
                                : one_of(random, k_principals);
    members.push_back(random.chance(80) ? json::value(json::object{{"id", id}}) : id);
  }
  return members;
}

json::array make_groups(Random& random) {
  json::array groups;
  for (std::size_t i = 0; i + 1 < k_groups.size(); ++i) {
    json::object group{{"id", spelled(random, k_groups[i])},
                       {"displayName", "group" + std::to_string(i)}};
    if (!random.chance(12)) group["members"] = make_members(random);
    groups.push_back(std::move(group));
  }
  if (random.chance(10))
    groups.push_back(
        {{"id", "Sales team"}, {"displayName", "by name"}, {"members", make_members(random)}});
  return groups;
}

json::array make_role_assignments(Random& random) {
  json::array assignments;
  for (std::size_t left = random.below(6); left > 0; --left) {
    json::object one{
        {"roleDefinitionId", one_of(random, k_roles)},
        {"principalId", random.chance(60) ? one_of(random, k_users) : one_of(random, k_groups)},
        {"directoryScopeId", random.chance(85) ? "/" : "/administrativeUnits/x"}};
    if (random.chance(15)) one["assignmentType"] = "Eligible";
    assignments.push_back(std::move(one));
  }
  return assignments;
}

json::array make_role_definitions() {
  return {
      {{"id", json::string_view(k_roles[0])},
       {"displayName", "Global Administrator"},
       {"isBuiltIn", true}},
      {{"id", json::string_view(k_roles[1])}, {"displayName", "Security Reader"}},
      {{"id", json::string_view(k_roles[2])}, {"displayName", "Own role"}, {"isBuiltIn", false}}};
}

json::object make_attributes(Random& random) {
  json::object set;
  if (random.chance(70))
    set["Level"] =
        random.chance(60) ? json::value("high") : json::value(json::array{"low", "High"});
  if (random.chance(40)) set["Flag"] = random.chance(50) ? json::value("True") : json::value(true);
  return {{"S", std::move(set)}};
}

json::object make_principal(Random& random, Text id, Text app_id) {
  json::object principal{{"id", spelled(random, id)},
                         {"appId", spelled(random, app_id)},
                         {"displayName", "app " + std::string(app_id.substr(0, 8))}};
  constexpr std::array<Text, 4> k_types = {"Application", "Application", "ManagedIdentity",
                                           "ServiceIdentity"};
  if (!random.chance(8)) principal["servicePrincipalType"] = one_of(random, k_types);
  if (!random.chance(8)) principal["appOwnerOrganizationId"] = one_of(random, k_tenants);
  if (!random.chance(8))
    principal["signInAudience"] = random.chance(65) ? "AzureADMyOrg" : "AzureADMultipleOrgs";
  if (random.chance(60)) principal["customSecurityAttributes"] = make_attributes(random);
  return principal;
}

// Workloads, each with an application of its own, and the objects of some resources.
json::array make_principals(Random& random) {
  json::array principals;
  for (std::size_t i = 0; i + 1 < k_principals.size(); ++i)
    principals.push_back(make_principal(random, k_principals[i], k_apps[8 + i % 4]));
  for (std::size_t i = 0; i < k_apps.size(); ++i)
    if (random.chance(30)) {
      const std::string digits = std::to_string(10 + i);
      principals.push_back(
          make_principal(random, "0d1f0015-0000-4000-8000-0000000000" + digits, k_apps[i]));
    }
  return principals;
}

json::object make_location(Random& random, std::size_t number) {
  json::object location{{"id", spelled(random, k_locations[number])},
                        {"displayName", "L" + std::to_string(number)}};
  const std::size_t kind = random.below(100);
  if (kind < 60) {
    location["@odata.type"] = "#microsoft.graph.ipNamedLocation";
    location["isTrusted"] = random.chance(50);
    json::array ranges = some(random, k_ranges, 4);
    if (random.chance(4)) ranges.push_back("203.0.113.0/33");
    location["ipRanges"] = std::move(ranges);
  } else if (kind < 85) {
    location["@odata.type"] = "#microsoft.graph.countryNamedLocation";
    location["countriesAndRegions"] = some(random, k_countries, 3);
    location["countryLookupMethod"] = random.chance(60) ? "clientIpAddress" : "authenticatorAppGps";
    location["includeUnknownCountriesAndRegions"] = random.chance(40);
  } else if (kind < 95) {
    location["@odata.type"] = "#microsoft.graph.compliantNetworkNamedLocation";
    location["compliantNetworkType"] = "allTenantCompliantNetworks";
    location["isTrusted"] = random.chance(50);
  } else {
    location["@odata.type"] = "#microsoft.graph.serviceTagNamedLocation";
    if (random.chance(60)) location["isTrusted"] = random.chance(50);
  }
  return location;
}

json::array make_named_locations(Random& random) {
  json::array locations;
  for (std::size_t i = 0; i < 6; ++i) locations.push_back(make_location(random, i));
  return locations;
}

json::object make_configuration(Random& random) {
  if (random.chance(50))
    return {{"@odata.type", "#microsoft.graph.fido2CombinationConfiguration"},
            {"appliesToCombinations", json::array{"fido2"}},
            {"allowedAAGUIDs", json::array{"aaguid-1"}}};
  json::object result{
      {"@odata.type", "#microsoft.graph.x509CertificateCombinationConfiguration"},
      {"appliesToCombinations", random.chance(50) ? json::array{"x509CertificateMultiFactor"}
                                                  : json::array{"x509CertificateSingleFactor"}}};
  result["allowedIssuerSkis"] = random.chance(60) ? json::array{"SKI-1"} : json::array{};
  result["allowedPolicyOIDs"] = random.chance(60) ? json::array{"1.2.3"} : json::array{};
  return result;
}

json::object make_strength(Random& random, std::size_t number) {
  constexpr std::array<Text, 9> k_combinations = {"fido2",
                                                  "password",
                                                  "x509CertificateMultiFactor",
                                                  "password,sms",
                                                  "password,softwareOath",
                                                  "x509CertificateSingleFactor",
                                                  "sms",
                                                  "windowsHelloForBusiness",
                                                  "password,microsoftAuthenticatorPush"};
  json::object strength{{"id", spelled(random, k_strengths[number])},
                        {"displayName", "S" + std::to_string(number)},
                        {"policyType", number < 3 ? "builtIn" : "custom"},
                        {"requirementsSatisfied", random.chance(60) ? "mfa" : "none"}};
  if (!random.chance(10)) strength["allowedCombinations"] = some(random, k_combinations, 4);
  if (random.chance(75)) {
    json::array configurations;
    while (random.chance(35)) configurations.push_back(make_configuration(random));
    strength["combinationConfigurations"] = std::move(configurations);
  }
  return strength;
}

json::object make_trust(Random& random) {
  json::object trust;
  for (const Text member :
       {"isMfaAccepted", "isCompliantDeviceAccepted", "isHybridAzureADJoinedDeviceAccepted"})
    if (!random.chance(20)) trust[member] = random.chance(50);
  return {{"inboundTrust", random.chance(90) ? json::value(trust) : json::value(nullptr)}};
}

json::array make_partners(Random& random) {
  json::array partners;
  while (random.chance(45)) {
    json::object partner = make_trust(random);
    partner["tenantId"] = one_of(random, k_tenants);
    partners.push_back(std::move(partner));
  }
  return partners;
}

// Mostly small: a decision of the reference costs as much as the tenant has policies.
std::size_t policy_count(Random& random) {
  const std::size_t size = random.below(100);
  if (size < 92) return 1 + random.below(6);
  return size < 98 ? 7 + random.below(12) : 20 + random.below(41);
}

json::array make_policies(Random& random) {
  json::array policies;
  const std::size_t count = policy_count(random);
  for (std::size_t i = 0; i < count; ++i) policies.push_back(make_policy(random, i + 1));
  return policies;
}

// Exports made of several files say some things twice, and not always the same.
void repeat_one(Random& random, json::value& value) {
  json::array* items = value.if_array();
  if (items == nullptr || items->empty()) return;
  json::value copy = (*items)[random.below(items->size())];
  if (random.chance(50)) spoil(random, copy);
  items->insert(items->begin() + static_cast<std::ptrdiff_t>(random.below(items->size() + 1)),
                std::move(copy));
}

// Now and then an export leaves a kind out, or has objects that are not as they should be.
void add(Random& random, json::object& tenant, Text kind, json::value value) {
  if (random.chance(7)) return;
  if (random.chance(4)) repeat_one(random, value);
  if (random.chance(2)) spoil(random, value);
  tenant[kind] = std::move(value);
}

template <class Make>
json::array each(std::size_t count, const Make& make) {
  json::array items;
  for (std::size_t i = 0; i < count; ++i) items.push_back(make(i));
  return items;
}

}  // namespace

json::object make_tenant(Random& random) {
  json::object tenant;
  tenant["policies"] = make_policies(random);
  add(random, tenant, "organization", json::object{{"id", json::string_view(k_tenants[0])}});
  add(random, tenant, "users", each(8, [&](std::size_t i) { return make_user(random, i); }));
  add(random, tenant, "groups", make_groups(random));
  add(random, tenant, "roleDefinitions", make_role_definitions());
  add(random, tenant, "roleAssignments", make_role_assignments(random));
  add(random, tenant, "servicePrincipals", make_principals(random));
  add(random, tenant, "namedLocations", make_named_locations(random));
  add(random, tenant, "authenticationStrengths",
      each(random.below(7), [&](std::size_t i) { return make_strength(random, i); }));
  add(random, tenant, "termsOfUse",
      json::array{{{"id", json::string_view(k_terms[0])}, {"displayName", "Terms"}}});
  add(random, tenant, "crossTenantDefault", make_trust(random));
  add(random, tenant, "crossTenantPartners", make_partners(random));
  if (random.chance(60))
    add(random, tenant, "mfaServiceSettings",
        json::object{{"trustedIps", json::array{"192.0.2.0/24", "203.0.113.0/28"}}});
  return tenant;
}

}  // namespace caprock::differential
