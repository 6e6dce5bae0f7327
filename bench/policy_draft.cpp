#include "bench/policy_draft.h"

#include <algorithm>

#include "model/well_known.h"

namespace caprock::bench {

Draft::Draft(const TenantPlan& plan, const TenantSnapshot& tenant, Dice& dice, std::uint32_t round)
    : plan_(plan), tenant_(tenant), dice_(dice), round_(round) {
  policy.id = id_of<PolicyId>(dice.guid());
  users() = Users{};
  policy.conditions.client_app_types = {ClientAppType::all};
  apps().include_applications = {AppId("All")};
}

Users& Draft::users() {
  if (!policy.conditions.users) policy.conditions.users.emplace();
  return *policy.conditions.users;
}

Applications& Draft::apps() { return policy.conditions.applications; }

GrantControls& Draft::grant() {
  if (!policy.grant_controls) policy.grant_controls.emplace();
  return *policy.grant_controls;
}

SessionControls& Draft::session() {
  if (!policy.session_controls) policy.session_controls.emplace();
  return *policy.session_controls;
}

void Draft::for_somebody() {
  const GroupNumbers* const choices[] = {&plan_.personas, &plan_.personas,    &plan_.pilots,
                                         &plan_.pilots,   &plan_.departments, &plan_.countries};
  if (round_ == 0 || dice_.chance(30)) {
    users().include_users = {UserId("All")};
  } else {
    const GroupNumbers& some = *choices[dice_.below(6)];
    // The larger departments and countries have policies of their own.
    users().include_groups.push_back(
        group(some[dice_.below(std::min<std::size_t>(some.size(), 8))]));
  }
  except_emergency();
}

void Draft::for_administrators() {
  for (std::uint32_t i = 0; i < 3 + dice_.below(6); ++i)
    users().include_roles.emplace_back(k_roles[(round_ + i) % k_roles.size()]);
  except_emergency();
}

void Draft::for_guests(std::uint8_t types, bool partners_only) {
  GuestsOrExternalUsers guests;
  guests.types = types;
  if (partners_only)
    guests.external_tenants = {MembershipKind::enumerated, ids<TenantId>({k_partner_tenant})};
  users().include_guests_or_external_users = guests;
}

ClientApplications& Draft::for_workloads() {
  users() = Users{};
  users().include_users = {UserId("None")};
  if (!policy.conditions.client_applications) policy.conditions.client_applications.emplace();
  return *policy.conditions.client_applications;
}

void Draft::except_emergency() {
  users().exclude_groups.push_back(group(plan_.break_glass));
  if (dice_.chance(50)) users().exclude_groups.push_back(group(dice_.one_of(plan_.exclusions)));
  if (dice_.chance(25)) users().exclude_groups.push_back(group(plan_.service_account_group));
  if (dice_.chance(20))
    users().exclude_users.push_back(id_of<UserId>(plan_.users[dice_.below(plan_.users.size())].id));
  if (dice_.chance(6)) users().exclude_roles.emplace_back(k_roles[dice_.below(k_roles.size())]);
  if (dice_.chance(6)) users().exclude_guests_or_external_users = GuestsOrExternalUsers{8 + 32, {}};
}

void Draft::for_some_apps() {
  apps().include_applications.clear();
  const auto& all = tenant_.service_principals.items;
  for (std::uint32_t i = 0; i < 1 + dice_.below(5); ++i)
    apps().include_applications.push_back(all[dice_.below(all.size())].app_id);
}

void Draft::require(std::vector<BuiltInControl> controls, GrantOperator combine) {
  grant().built_in_controls = std::move(controls);
  grant().combine = combine;
}

void Draft::require_strength(const StrengthId& id) {
  grant().combine = GrantOperator::all;
  grant().authentication_strength = StrengthReference{id, std::nullopt};
}

void Draft::sign_in_every(int value, FrequencyUnit unit) {
  SignInFrequency frequency;
  frequency.is_enabled = true;
  frequency.value = value;
  frequency.type = unit;
  session().sign_in_frequency = frequency;
}

void Draft::sign_in_every_time() {
  SignInFrequency frequency;
  frequency.is_enabled = true;
  frequency.frequency_interval = FrequencyInterval::every_time;
  session().sign_in_frequency = frequency;
}

void Draft::devices(FilterMode mode, std::string rule) {
  policy.conditions.devices.emplace().device_filter = Filter{mode, std::move(rule)};
}

void Draft::at(std::vector<LocationId> included, std::vector<LocationId> excluded) {
  policy.conditions.locations = Locations{std::move(included), std::move(excluded)};
}

LocationId Draft::location(std::string_view name) const {
  for (const NamedLocation& one : tenant_.named_locations.items)
    if (one.display_name == name) return one.id;
  return {};
}

LocationId Draft::some_office() {
  const auto& all = tenant_.named_locations.items;
  return all[dice_.below(all.size() - 4)].id;  // the last four are no offices
}

StrengthId Draft::some_strength() {
  const StrengthId built_in[] = {k_mfa_strength, k_passwordless_strength,
                                 k_phishing_resistant_strength};
  const auto& own = tenant_.authentication_strengths.items;
  const std::uint32_t draw = dice_.below(5);
  return draw < 3 ? built_in[draw] : own[draw - 3].id;
}

ServicePrincipalId Draft::some_workload() {
  const auto& all = tenant_.service_principals.items;
  return all[dice_.below(all.size())].id;
}

}  // namespace caprock::bench
