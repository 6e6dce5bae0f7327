#include "cli/policy_words.h"

#include <fmt/format.h>

#include "base/printable.h"
#include "base/text.h"
#include "model/well_known.h"
#include "model/words.h"

namespace caprock {
namespace {

using Names = std::vector<std::string>;

// Long lists of ids help nobody: the first few, then how many more.
std::string some_of(const Names& names) {
  constexpr std::size_t k_shown = 3;
  if (names.size() <= k_shown) return join(names, ", ");
  const Names first(names.begin(), names.begin() + k_shown);
  return fmt::format("{} and {} more", join(first, ", "), names.size() - k_shown);
}

void add_list(Names& parts, std::string_view label, const Names& names) {
  if (!names.empty()) parts.push_back(fmt::format("{} {}", label, some_of(names)));
}

template <class Tag>
std::string name_or_id(const Id<Tag>& id, const std::string& name) {
  return name.empty() ? id.text() : name;
}

std::string user_name(const UserId& id, const TenantSnapshot& tenant) {
  if (id.is(word::k_all)) return "all users";
  if (id.is(word::k_none)) return "nobody";
  if (id.is(word::k_guests_or_external_users)) return "all guests and external users";
  if (id.is(word::k_all_agent_id_users)) return "all agents' user accounts";
  const User* user = tenant.users.find(id);
  return name_or_id(id, user == nullptr ? "" : user->user_principal_name);
}

std::string app_name(const AppId& id, const TenantSnapshot& tenant) {
  if (id.is(word::k_all)) return "all resources";
  if (id.is(word::k_none)) return "no resource";
  if (id.is(word::k_office365)) return "Office 365";
  if (id.is(word::k_microsoft_admin_portals)) return "Microsoft admin portals";
  if (id.is(word::k_all_agent_id_resources)) return "all agent resources";
  for (const ServicePrincipal& principal : tenant.service_principals.items)
    if (principal.app_id == id && !principal.display_name.empty()) return principal.display_name;
  const WellKnownApp* known = well_known_app(id.text());
  return name_or_id(id, known == nullptr ? "" : std::string(known->name));
}

std::string location_name(const LocationId& id, const TenantSnapshot& tenant) {
  if (id.is(word::k_all)) return "any location";
  if (id.is(word::k_all_trusted)) return "trusted locations";
  if (id.is(word::k_mfa_trusted_ips)) return "MFA trusted IPs";
  const NamedLocation* location = tenant.named_locations.find(id);
  return name_or_id(id, location == nullptr ? "" : location->display_name);
}

std::string principal_name(const ServicePrincipalId& id, const TenantSnapshot& tenant) {
  if (id.is(word::k_service_principals_in_my_tenant)) return "all single-tenant service principals";
  if (id.is(word::k_all)) return "all agent identities";
  const ServicePrincipal* principal = tenant.service_principals.find(id);
  return name_or_id(id, principal == nullptr ? "" : principal->display_name);
}

std::string guests_words(const GuestsOrExternalUsers& guests) {
  Names kinds;
  for (const Word<GuestType>& row : words<GuestType>())
    if ((guests.types & static_cast<std::uint8_t>(row.value)) != 0) kinds.emplace_back(row.text);
  std::string out = kinds.size() == words<GuestType>().size()
                        ? "all guests and external users"
                        : "external users (" + join(kinds, ", ") + ")";
  if (guests.external_tenants &&
      guests.external_tenants->membership_kind == MembershipKind::enumerated)
    out += fmt::format(" of {} named tenants", guests.external_tenants->members.size());
  return out;
}

// One side of the users condition, as one text.
Names user_side(const std::vector<UserId>& users, const std::vector<GroupId>& groups,
                const std::vector<RoleTemplateId>& roles,
                const std::optional<GuestsOrExternalUsers>& guests, const TenantSnapshot& tenant) {
  Names names, group_names, role_names;
  for (const UserId& id : users) names.push_back(user_name(id, tenant));
  if (names.size() > 1) names = {some_of(names)};
  for (const GroupId& id : groups) {
    const Group* group = tenant.groups.find(id);
    group_names.push_back(name_or_id(id, group == nullptr ? "" : group->display_name));
  }
  for (const RoleTemplateId& id : roles) {
    const RoleDefinition* role = tenant.role_definitions.find(id);
    role_names.push_back(name_or_id(id, role == nullptr ? "" : role->display_name));
  }
  add_list(names, groups.size() == 1 ? "group" : "groups", group_names);
  add_list(names, roles.size() == 1 ? "role" : "roles", role_names);
  if (guests && guests->types != 0) names.push_back(guests_words(*guests));
  return names.empty() ? names : Names{join(names, ", ")};
}

std::string included_except(const Names& included, const Names& excluded,
                            std::string_view nothing) {
  std::string out = included.empty() ? std::string(nothing) : some_of(included);
  if (!excluded.empty()) out += " except " + some_of(excluded);
  return out;
}

Names principals_of(const std::vector<ServicePrincipalId>& ids, const TenantSnapshot& tenant) {
  Names names;
  for (const ServicePrincipalId& id : ids) names.push_back(principal_name(id, tenant));
  return names;
}

std::string who_words(const Conditions& conditions, const TenantSnapshot& tenant) {
  std::string out;
  if (const auto& users = conditions.users) {
    out =
        included_except(user_side(users->include_users, users->include_groups, users->include_roles,
                                  users->include_guests_or_external_users, tenant),
                        user_side(users->exclude_users, users->exclude_groups, users->exclude_roles,
                                  users->exclude_guests_or_external_users, tenant),
                        "nobody");
  }
  const auto& clients = conditions.client_applications;
  if (!clients) return out.empty() ? "nobody" : out;
  Names included = principals_of(clients->include_service_principals, tenant);
  for (const std::string& name :
       principals_of(clients->include_agent_id_service_principals, tenant))
    included.push_back("agent " + name);
  Names excluded = principals_of(clients->exclude_service_principals, tenant);
  for (const std::string& name :
       principals_of(clients->exclude_agent_id_service_principals, tenant))
    excluded.push_back("agent " + name);
  if (included.empty()) return out.empty() ? "nobody" : out;
  if (out == "nobody") out.clear();
  return out + (out.empty() ? "" : "; ") + included_except(included, excluded, "");
}

std::string filter_words(const std::optional<Filter>& filter, std::string_view what) {
  if (!filter || filter->rule.empty()) return {};
  constexpr std::size_t k_shown = 120;  // rules may have 3072 characters
  const bool exclude = filter->mode == FilterMode::exclude;
  const bool cut = filter->rule.size() > k_shown;
  return fmt::format("{} {} {}{}", exclude ? "except" : "only", what,
                     filter->rule.substr(0, k_shown), cut ? "..." : "");
}

std::string what_words(const Applications& applications, const TenantSnapshot& tenant) {
  Names included, excluded;
  for (const AppId& id : applications.include_applications)
    included.push_back(app_name(id, tenant));
  for (const AppId& id : applications.exclude_applications)
    excluded.push_back(app_name(id, tenant));
  for (const std::string& action : applications.include_user_actions)
    included.push_back("action " + action.substr(action.rfind(':') + 1));
  for (const ContextId& id : applications.include_authentication_context_class_references) {
    const AuthenticationContext* known = tenant.authentication_contexts.find(id);
    included.push_back("authentication context " +
                       name_or_id(id, known == nullptr ? "" : known->display_name));
  }
  std::string out = included_except(included, excluded, "no resource");
  const std::string filter = filter_words(applications.application_filter, "apps matching");
  return filter.empty() ? out : out + "; " + filter;
}

template <class E>
Names words_of(const std::vector<E>& values) {
  Names names;
  for (const E value : values) names.emplace_back(word_for(value));
  return names;
}

template <class E>
Names words_of_bits(std::uint8_t bits) {
  Names names;
  for (const Word<E>& row : words<E>())
    if ((bits & static_cast<std::uint8_t>(row.value)) != 0) names.emplace_back(row.text);
  return names;
}

void add_places(Names& parts, const Conditions& conditions, const TenantSnapshot& tenant) {
  if (const auto& platforms = conditions.platforms)
    parts.push_back("platform " + included_except(words_of(platforms->include_platforms),
                                                  words_of(platforms->exclude_platforms), "none"));
  if (const auto& locations = conditions.locations) {
    Names included, excluded;
    for (const LocationId& id : locations->include_locations)
      included.push_back(location_name(id, tenant));
    for (const LocationId& id : locations->exclude_locations)
      excluded.push_back(location_name(id, tenant));
    parts.push_back("from " + included_except(included, excluded, "nowhere"));
  }
}

std::string conditions_words(const Conditions& conditions, const TenantSnapshot& tenant) {
  Names parts;
  const Names clients = words_of(conditions.client_app_types);
  if (!clients.empty() && clients != Names{"all"}) add_list(parts, "client", clients);
  add_places(parts, conditions, tenant);
  if (conditions.devices)
    if (const std::string filter =
            filter_words(conditions.devices->device_filter, "devices matching");
        !filter.empty())
      parts.push_back(filter);
  if (conditions.device_states) parts.push_back("device states (deprecated)");
  add_list(parts, "sign-in risk", words_of(conditions.sign_in_risk_levels));
  add_list(parts, "user risk", words_of(conditions.user_risk_levels));
  add_list(parts, "workload risk", words_of(conditions.service_principal_risk_levels));
  add_list(parts, "insider risk", words_of_bits<InsiderRisk>(conditions.insider_risk_levels));
  add_list(parts, "agent risk", words_of_bits<AgentRisk>(conditions.agent_id_risk_levels));
  if (conditions.authentication_flows)
    add_list(parts, "flow",
             words_of_bits<TransferMethod>(conditions.authentication_flows->transfer_methods));
  return join(parts, "; ");
}

std::string_view control_words(BuiltInControl control) {
  switch (control) {
    case BuiltInControl::block: return "block";
    case BuiltInControl::mfa: return "MFA";
    case BuiltInControl::compliant_device: return "compliant device";
    case BuiltInControl::domain_joined_device: return "hybrid joined device";
    case BuiltInControl::approved_application: return "approved client app";
    case BuiltInControl::compliant_application: return "app protection policy";
    case BuiltInControl::password_change: return "password change";
    case BuiltInControl::risk_remediation: return "risk remediation";
    case BuiltInControl::verified_id: return "verified ID";
  }
  return "";
}

std::string strength_name(const StrengthReference& reference, const TenantSnapshot& tenant) {
  if (reference.inline_copy && !reference.inline_copy->display_name.empty())
    return reference.inline_copy->display_name;
  if (const AuthenticationStrength* known = tenant.authentication_strengths.find(reference.id))
    return known->display_name;
  const AuthenticationStrength* built_in = built_in_strength(reference.id);
  return name_or_id(reference.id, built_in == nullptr ? "" : built_in->display_name);
}

std::string grant_words(const GrantControls& grant, const TenantSnapshot& tenant) {
  Names names;
  for (const BuiltInControl control : grant.built_in_controls)
    names.emplace_back(control_words(control));
  if (grant.authentication_strength)
    names.push_back("strength " + strength_name(*grant.authentication_strength, tenant));
  for (const TermsOfUseId& id : grant.terms_of_use) {
    const TermsOfUse* terms = tenant.terms_of_use.find(id);
    names.push_back("terms of use " + name_or_id(id, terms == nullptr ? "" : terms->display_name));
  }
  for (const CustomControlId& id : grant.custom_authentication_factors)
    names.push_back("custom control " + id.text());
  if (names.empty()) return {};
  if (names == Names{"block"}) return "block";
  return "require " + join(names, grant.combine == GrantOperator::all ? " and " : " or ");
}

std::string frequency_words(const SignInFrequency& frequency) {
  if (frequency.frequency_interval == FrequencyInterval::every_time)
    return "sign-in frequency every time";
  if (!frequency.value || !frequency.type) return "sign-in frequency (incomplete)";
  return fmt::format("sign-in frequency {} {}", *frequency.value, word_for(*frequency.type));
}

std::string session_words(const SessionControls& session) {
  Names names;
  if (session.sign_in_frequency && session.sign_in_frequency->is_enabled)
    names.push_back(frequency_words(*session.sign_in_frequency));
  if (session.persistent_browser && session.persistent_browser->is_enabled &&
      session.persistent_browser->mode)
    names.push_back(
        fmt::format("persistent browser {}", word_for(*session.persistent_browser->mode)));
  if (session.application_enforced_restrictions) names.emplace_back("app enforced restrictions");
  if (session.cloud_app_security && session.cloud_app_security->is_enabled)
    names.emplace_back("app control");
  if (session.secure_sign_in_session) names.emplace_back("token protection");
  if (session.continuous_access_evaluation)
    names.push_back(fmt::format("CAE {}", word_for(*session.continuous_access_evaluation)));
  if (session.disable_resilience_defaults.value_or(false))
    names.emplace_back("resilience defaults off");
  if (session.global_secure_access_filtering_profile &&
      session.global_secure_access_filtering_profile->is_enabled)
    names.emplace_back("Global Secure Access profile");
  return join(names, ", ");
}

std::string unread_words(const Policy& policy) {
  Names pointers;
  for (const Unread& unread : policy.unread) pointers.push_back(unread.pointer);
  return some_of(pointers);
}

std::string unknown_state_words(const Policy& policy) {
  const std::string_view word = unread_state(policy);
  return word.empty() ? "state not given" : fmt::format("unknown ({})", printable(word));
}

}  // namespace

std::string state_words(const Policy& policy) {
  switch (policy.state) {
    case PolicyState::enabled: return "on";
    case PolicyState::disabled: return "off";
    case PolicyState::enabled_for_reporting: return "report-only";
    case PolicyState::unknown: return unknown_state_words(policy);
  }
  return "";
}

PolicyWords describe(const Policy& policy, const TenantSnapshot& tenant) {
  Names demands;
  if (policy.grant_controls) demands.push_back(grant_words(*policy.grant_controls, tenant));
  if (policy.session_controls) demands.push_back(session_words(*policy.session_controls));
  std::erase_if(demands, [](const std::string& text) { return text.empty(); });
  return {state_words(policy),
          printable(who_words(policy.conditions, tenant)),
          printable(what_words(policy.conditions.applications, tenant)),
          printable(conditions_words(policy.conditions, tenant)),
          demands.empty() ? "nothing" : printable(join(demands, "; ")),
          printable(unread_words(policy))};
}

}  // namespace caprock
