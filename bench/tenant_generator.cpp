#include "bench/tenant_generator.h"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <fstream>
#include <iterator>

#include "bench/tenant_plan.h"
#include "graph_json/graph_json.h"
#include "model/people_builder.h"

namespace caprock::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view k_metadata = "https://graph.microsoft.com/v1.0/$metadata#";

std::optional<UserType> type_of(UserShape shape) {
  if (shape == UserShape::untyped) return std::nullopt;
  const bool guest = shape == UserShape::b2b_guest || shape == UserShape::internal_guest;
  return guest ? UserType::guest : UserType::member;
}

bool is_invited(UserShape shape) {
  return shape == UserShape::b2b_guest || shape == UserShape::b2b_member;
}

People people_from(const TenantPlan& plan, const TenantSnapshot& settings) {
  PeopleBuilder builder(true, true);
  builder.reserve_users(plan.users.size());
  for (std::uint32_t user = 0; user < plan.users.size(); ++user) {
    const UserShape shape = plan.users[user].shape;
    const std::string name = plan.name_of(user);
    const std::string_view creation = is_invited(shape) ? "Invitation" : "";
    builder.add_user(to_string(plan.users[user].id), name,
                     possible_kinds_of(type_of(shape), creation, name));
  }
  for (const ServicePrincipal& principal : settings.service_principals.items)
    builder.add_service_principal(principal.id.text());
  for (const PlannedGroup& group : plan.groups) builder.add_group(to_string(group.id), group.name);
  for (std::uint32_t group = 0; group < plan.groups.size(); ++group) {
    builder.begin_members(group);
    for (const std::uint32_t member : plan.groups[group].groups)
      builder.add_member(to_string(plan.groups[member].id));
    for (const std::uint32_t member : plan.groups[group].users)
      builder.add_member(to_string(plan.users[member].id));
  }
  return std::move(builder).finish();
}

void add_objects(const TenantPlan& plan, TenantSnapshot& tenant) {
  for (std::uint32_t number = 0; number < plan.users.size(); ++number) {
    const UserShape shape = plan.users[number].shape;
    User user;
    user.id = UserId(to_string(plan.users[number].id));
    user.user_principal_name = plan.name_of(number);
    user.display_name = plan.display_name_of(number);
    user.user_type = type_of(shape);
    user.account_enabled = true;
    if (is_invited(shape)) user.creation_type = "Invitation";
    tenant.users.items.push_back(std::move(user));
  }
  for (const PlannedGroup& planned : plan.groups) {
    Group group;
    group.id = GroupId(to_string(planned.id));
    group.display_name = planned.name;
    group.members.emplace();
    for (const std::uint32_t member : planned.groups)
      group.members->emplace_back(to_string(plan.groups[member].id));
    for (const std::uint32_t member : planned.users)
      group.members->emplace_back(to_string(plan.users[member].id));
    tenant.groups.items.push_back(std::move(group));
  }
}

// --- files ---------------------------------------------------------------------------------------

Result<void> save(const fs::path& path, std::string_view text) {
  std::ofstream stream(path, std::ios::binary);
  stream.write(text.data(), static_cast<std::streamsize>(text.size()));
  stream.close();
  if (stream) return {};
  return failure(ErrorCode::file_unreadable, "cannot write the file", {.file = path.string()});
}

// A response with `count` items, each appended to the text by `append`.
template <class Append>
std::string response(std::string_view context, std::size_t count, const Append& append,
                     std::string_view next_link = {}) {
  std::string text = fmt::format(R"({{"@odata.context":"{}{}",)", k_metadata, context);
  if (!next_link.empty()) text += fmt::format(R"("@odata.nextLink":"{}",)", next_link);
  text += "\"value\":[";
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += ',';
    append(text, i);
  }
  text += "]}";
  return text;
}

std::string quoted_or_null(std::string_view text) {
  return text.empty() ? "null" : "\"" + std::string(text) + "\"";
}

void append_user(std::string& text, const TenantPlan& plan, std::uint32_t user) {
  const PlannedUser& planned = plan.users[user];
  const auto type = type_of(planned.shape);
  const bool invited = is_invited(planned.shape);
  fmt::format_to(
      std::back_inserter(text),
      R"({{"id":"{}","userPrincipalName":"{}","displayName":"{}","userType":{},"accountEnabled":{},)"
      R"("creationType":{},"externalUserState":{},"signInSessionsValidFromDateTime":"20{}-{:02}-11T08:15:00Z",)"
      R"("lastPasswordChangeDateTime":"2025-{:02}-{:02}T10:20:30Z"}})",
      to_string(planned.id), plan.name_of(user), plan.display_name_of(user),
      !type                      ? "null"
      : *type == UserType::guest ? R"("Guest")"
                                 : R"("Member")",
      user % 50 != 7, quoted_or_null(invited ? "Invitation" : ""),
      quoted_or_null(invited ? "Accepted" : ""), 20 + user % 6, 1 + user % 12, 1 + user % 12,
      1 + user % 28);
}

Result<void> write_users(const TenantPlan& plan, const fs::path& folder, std::uint32_t page_size) {
  const auto count = static_cast<std::uint32_t>(plan.users.size());
  const std::uint32_t pages = (count + page_size - 1) / page_size;
  constexpr std::string_view k_context =
      "users(id,userPrincipalName,displayName,userType,accountEnabled,creationType,"
      "externalUserState,signInSessionsValidFromDateTime,lastPasswordChangeDateTime)";
  for (std::uint32_t page = 0; page < pages; ++page) {
    const std::uint32_t first = page * page_size;
    const std::string next =
        page + 1 == pages
            ? std::string()
            : fmt::format("https://graph.microsoft.com/v1.0/users?$skiptoken={}", page);
    const std::string name = pages == 1 ? "users.json" : fmt::format("users-{:04}.json", page + 1);
    const auto append = [&](std::string& text, std::size_t i) {
      append_user(text, plan, first + static_cast<std::uint32_t>(i));
    };
    const std::string text = response(k_context, std::min(page_size, count - first), append, next);
    if (auto saved = save(folder / name, text); !saved) return saved;
  }
  return {};
}

Result<void> write_groups(const TenantPlan& plan, const fs::path& folder) {
  const std::string groups =
      response("groups(id,displayName,groupTypes,securityEnabled)", plan.groups.size(),
               [&](std::string& text, std::size_t i) {
                 text += fmt::format(
                     R"({{"id":"{}","displayName":"{}","groupTypes":[],"securityEnabled":true}})",
                     to_string(plan.groups[i].id), plan.groups[i].name);
               });
  if (auto saved = save(folder / "groups.json", groups); !saved) return saved;
  fs::create_directories(folder / "groupMembers");
  for (const PlannedGroup& group : plan.groups) {
    const std::size_t nested = group.groups.size();
    const auto append = [&](std::string& text, std::size_t i) {
      const bool is_group = i < nested;
      const Guid& id =
          is_group ? plan.groups[group.groups[i]].id : plan.users[group.users[i - nested]].id;
      text += is_group ? R"({"@odata.type":"#microsoft.graph.group","id":")"
                       : R"({"@odata.type":"#microsoft.graph.user","id":")";
      text += to_string(id);
      text += "\"}";
    };
    const std::string text = response("directoryObjects(id)", nested + group.users.size(), append);
    if (auto saved = save(folder / "groupMembers" / (to_string(group.id) + ".json"), text); !saved)
      return saved;
  }
  return {};
}

template <class T, class Write>
std::string response_of(std::string_view context, const std::vector<T>& items,
                        const Write& write_one) {
  return response(context, items.size(), [&](std::string& text, std::size_t i) {
    text += json::serialize(json::value(write_one(items[i])));
  });
}

json::value role_json(const RoleDefinition& role) {
  return json::object{{"id", role.id.text()},
                      {"templateId", role.id.text()},
                      {"displayName", role.display_name},
                      {"isBuiltIn", true}};
}

json::value assignment_json(const RoleAssignment& assignment) {
  const bool eligible = assignment.type == RoleAssignmentType::eligible;
  return json::object{{"principalId", assignment.principal.text()},
                      {"roleDefinitionId", assignment.role.text()},
                      {"directoryScopeId", assignment.directory_scope_id},
                      {"assignmentType", eligible ? "Eligible" : "Assigned"}};
}

json::value attributes_json(const SecurityAttributes& attributes) {
  json::object sets;
  for (const auto& [name, values] : attributes) {
    const std::size_t split = name.find('_');
    json::value& set = sets[name.substr(0, split)];
    if (!set.is_object()) set = json::object();
    set.get_object()[name.substr(split + 1)] = values.front();
  }
  return sets;
}

json::value principal_json(const ServicePrincipal& principal) {
  json::object object{{"id", principal.id.text()},
                      {"appId", principal.app_id.text()},
                      {"displayName", principal.display_name},
                      {"servicePrincipalType", principal.service_principal_type},
                      {"signInAudience", principal.sign_in_audience}};
  if (principal.app_owner_organization_id)
    object["appOwnerOrganizationId"] = principal.app_owner_organization_id->text();
  if (principal.account_enabled) object["accountEnabled"] = *principal.account_enabled;
  if (principal.custom_security_attributes)
    object["customSecurityAttributes"] = attributes_json(*principal.custom_security_attributes);
  return object;
}

json::value trust_json(const CrossTenantAccess& access) {
  json::object object;
  if (access.tenant_id) object["tenantId"] = access.tenant_id->text();
  object["inboundTrust"] = json::object{
      {"isMfaAccepted", access.inbound_trust->is_mfa_accepted.value_or(false)},
      {"isCompliantDeviceAccepted",
       access.inbound_trust->is_compliant_device_accepted.value_or(false)},
      {"isHybridAzureADJoinedDeviceAccepted",
       access.inbound_trust->is_hybrid_azure_ad_joined_device_accepted.value_or(false)}};
  return object;
}

json::value organization_json(const Organization& organization) {
  json::array domains;
  for (const std::string& domain : organization.verified_domains)
    domains.push_back(json::object{{"name", domain}});
  return json::object{{"id", organization.id.text()},
                      {"displayName", organization.display_name},
                      {"verifiedDomains", std::move(domains)}};
}

Result<void> write_settings(const TenantSnapshot& tenant, const fs::path& folder) {
  const std::pair<const char*, std::string> files[] = {
      {"policies.json",
       response_of("identity/conditionalAccess/policies", tenant.policies.items, write_policy)},
      {"namedLocations.json", response_of("identity/conditionalAccess/namedLocations",
                                          tenant.named_locations.items, write_named_location)},
      {"authenticationStrengths.json",
       response_of("policies/authenticationStrengthPolicies", tenant.authentication_strengths.items,
                   write_authentication_strength)},
      {"roleDefinitions.json", response_of("roleManagement/directory/roleDefinitions",
                                           tenant.role_definitions.items, role_json)},
      {"roleAssignments.json", response_of("roleManagement/directory/roleAssignments",
                                           tenant.role_assignments.items, assignment_json)},
      {"servicePrincipals.json",
       response_of("servicePrincipals", tenant.service_principals.items, principal_json)},
      {"crossTenantAccessPolicyDefault.json",
       json::serialize(trust_json(*tenant.cross_tenant_default))},
      {"crossTenantAccessPolicyPartners.json",
       response_of("policies/crossTenantAccessPolicy/partners", tenant.cross_tenant_partners.items,
                   trust_json)},
      {"organization.json",
       response_of("organization", std::vector{*tenant.organization}, organization_json)},
      {"identitySecurityDefaults.json",
       R"({"id":"00000000-0000-0000-0000-000000000005","isEnabled":false})"},
      {"mfaServiceSettings.json",
       R"({"rememberMfaDays":null,"trustedIps":["198.18.0.0/24"],"appPasswordsAllowed":false})"}};
  for (const auto& [name, text] : files)
    if (auto saved = save(folder / name, text); !saved) return saved;
  return {};
}

}  // namespace

GeneratedTenant generate_tenant(const TenantSize& size, PeopleObjects objects) {
  const TenantPlan plan(size);
  auto tenant = std::make_shared<TenantSnapshot>(settings_of(plan, size));
  tenant->policies = {true, policies_of(plan, *tenant, size)};
  if (objects == PeopleObjects::included) add_objects(plan, *tenant);
  auto people = std::make_shared<const People>(people_from(plan, *tenant));
  return {std::move(tenant), std::move(people)};
}

Result<void> write_tenant(const TenantSize& size, const fs::path& folder,
                          std::uint32_t users_a_page) {
  const TenantPlan plan(size);
  TenantSnapshot tenant = settings_of(plan, size);
  tenant.policies = {true, policies_of(plan, tenant, size)};
  std::error_code error;
  fs::create_directories(folder, error);
  if (auto written = write_settings(tenant, folder); !written) return written;
  if (auto written = write_users(plan, folder, users_a_page); !written) return written;
  return write_groups(plan, folder);
}

}  // namespace caprock::bench
