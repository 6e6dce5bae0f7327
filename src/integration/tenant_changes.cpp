#include "integration/tenant_changes.h"

#include <algorithm>

#include "integration/connection_kinds.h"
#include "model/well_known.h"

namespace caprock {
namespace {

Failure cannot(std::string why) { return failure(ErrorCode::usage, std::move(why)); }

// The policies among the causes, as rows of the copy.
std::vector<Policy*> hitting(TenantSnapshot& tenant, const std::vector<Cause>& causes) {
  std::vector<Policy*> policies;
  for (Policy& policy : tenant.policies.items) {
    const bool hits = std::any_of(causes.begin(), causes.end(), [&](const Cause& cause) {
      return cause.policy && *cause.policy == policy.id && cause.policy_name == policy.display_name;
    });
    if (hits) policies.push_back(&policy);
  }
  return policies;
}

std::uint8_t guest_type_of(ExternalKind kind) {
  switch (kind) {
    case ExternalKind::none: return 0;
    case ExternalKind::internal_guest: return static_cast<std::uint8_t>(GuestType::internal_guest);
    case ExternalKind::b2b_collaboration_guest:
      return static_cast<std::uint8_t>(GuestType::b2b_collaboration_guest);
    case ExternalKind::b2b_collaboration_member:
      return static_cast<std::uint8_t>(GuestType::b2b_collaboration_member);
    case ExternalKind::b2b_direct_connect_user:
      return static_cast<std::uint8_t>(GuestType::b2b_direct_connect_user);
    case ExternalKind::other_external_user:
      return static_cast<std::uint8_t>(GuestType::other_external_user);
    case ExternalKind::service_provider:
      return static_cast<std::uint8_t>(GuestType::service_provider);
  }
  return 0;
}

ExternalKind guest_kind_of(const ConnectionTarget& target) {
  if (target.connection->external_kind) return *target.connection->external_kind;
  if (target.way->external_kind != ExternalKind::none) return target.way->external_kind;
  if (target.kind() == ConnectionKind::local_guest) return ExternalKind::internal_guest;
  if (target.kind() == ConnectionKind::guest) return ExternalKind::b2b_collaboration_guest;
  return ExternalKind::none;
}

Result<Changed> exclude_client_app(Changed changed, const ConnectionTarget& target,
                                   const std::vector<Cause>& causes) {
  if (!target.app)
    return cannot("the integration's appId is not known; add `app` to the connection");
  for (Policy* policy : hitting(changed.tenant, causes))
    policy->conditions.applications.exclude_applications.push_back(*target.app);
  return changed;
}

Result<Changed> exclude_account(Changed changed, const ConnectionTarget& target,
                                const std::vector<Cause>& causes) {
  for (Policy* policy : hitting(changed.tenant, causes)) {
    Conditions& conditions = policy->conditions;
    if (is_app_only(target.kind())) {
      if (!conditions.client_applications) conditions.client_applications.emplace();
      conditions.client_applications->exclude_service_principals.emplace_back(target.account_id());
    } else {
      if (!conditions.users) conditions.users.emplace();
      conditions.users->exclude_users.emplace_back(target.account_id());
    }
  }
  return changed;
}

// Of one tenant where the connection says which, else of all.
void exclude_guests(std::optional<GuestsOrExternalUsers>& excluded, std::uint8_t type,
                    const std::optional<TenantId>& home) {
  const bool first = !excluded;
  if (first) excluded.emplace();
  excluded->types = static_cast<std::uint8_t>(excluded->types | type);
  auto& tenants = excluded->external_tenants;
  if (!home)
    tenants.reset();
  else if (first)
    tenants = ExternalTenants{MembershipKind::enumerated, {*home}};
  else if (tenants && tenants->membership_kind == MembershipKind::enumerated)
    tenants->members.push_back(*home);
}

Result<Changed> exclude_guest_kinds(Changed changed, const ConnectionTarget& target,
                                    const std::vector<Cause>& causes) {
  const std::uint8_t type = guest_type_of(guest_kind_of(target));
  if (type == 0) return cannot("the account is a member of this tenant, not a guest");
  for (Policy* policy : hitting(changed.tenant, causes)) {
    if (!policy->conditions.users) policy->conditions.users.emplace();
    exclude_guests(policy->conditions.users->exclude_guests_or_external_users, type,
                   target.connection->home_tenant);
  }
  return changed;
}

Result<Changed> exclude_role(Changed changed, const Remedy& remedy,
                             const std::vector<Cause>& causes) {
  for (Policy* policy : hitting(changed.tenant, causes)) {
    if (!policy->conditions.users) policy->conditions.users.emplace();
    policy->conditions.users->exclude_roles.emplace_back(remedy.value);
  }
  return changed;
}

std::optional<BuiltInControl> built_in_of(ControlTopic topic) {
  switch (topic) {
    case ControlTopic::mfa: return BuiltInControl::mfa;
    case ControlTopic::compliant_device: return BuiltInControl::compliant_device;
    case ControlTopic::domain_joined_device: return BuiltInControl::domain_joined_device;
    case ControlTopic::block: return BuiltInControl::block;
    default: return std::nullopt;  // vendors ask for no other in a policy of its own
  }
}

void add_control(ControlTopic topic, Policy& policy) {
  if (topic == ControlTopic::sign_in_frequency) {
    SignInFrequency& frequency = policy.session_controls.emplace().sign_in_frequency.emplace();
    frequency.is_enabled = true;
    frequency.frequency_interval = FrequencyInterval::every_time;
  }
  if (topic == ControlTopic::authentication_strength)
    policy.grant_controls.emplace().authentication_strength.emplace().id = k_mfa_strength;
  const auto control = built_in_of(topic);
  if (!control) return;
  if (!policy.grant_controls) policy.grant_controls.emplace().combine = GrantOperator::all;
  policy.grant_controls->built_in_controls.push_back(*control);
}

Result<Changed> add_own_policy(Changed changed, const ConnectionTarget& target,
                               const std::vector<Cause>& causes) {
  if (is_app_only(target.kind())) return cannot("no second factor is asked of an application");
  CAPROCK_TRY(changed, exclude_account(std::move(changed), target, causes));
  changed.tenant.policies.items.push_back(own_policy_with(target, {ControlTopic::mfa}));
  return changed;
}

Result<Changed> disable_security_defaults(Changed changed) {
  if (!changed.tenant.security_defaults) changed.tenant.security_defaults.emplace();
  changed.tenant.security_defaults->is_enabled = false;
  return changed;
}

Result<Changed> disable_per_user_mfa(Changed changed, const ConnectionTarget& target) {
  if (!target.user) return cannot("the export does not have the account");
  for (User& user : changed.tenant.users.items)
    if (user.id == target.user->id) user.per_user_mfa_state = PerUserMfaState::disabled;
  return changed;
}

Result<Changed> set_remember_mfa_days(Changed changed, const Remedy& remedy) {
  if (!remedy.days) return cannot("the profile does not say how many days");
  auto& settings = changed.tenant.mfa_service_settings;
  if (!settings || !settings->remember_mfa)
    return cannot("the setting is off or not in the export; switched off, it sets no limit at all");
  settings->remember_mfa = std::chrono::days(*remedy.days);
  return changed;
}

Result<Changed> turn_off_remember_mfa(Changed changed) {
  auto& settings = changed.tenant.mfa_service_settings;
  if (!settings || !settings->remember_mfa)
    return cannot("the setting is off already or not in the export");
  settings->remember_mfa.reset();
  return changed;
}

// As the remedy says: a location is of use only in policies that leave it out (CA 2.6).
void leave_out(const LocationId& location, Policy& policy) {
  auto& locations = policy.conditions.locations;
  if (!locations) locations.emplace().include_locations = {LocationId(std::string(word::k_all))};
  locations->exclude_locations.push_back(location);
}

Result<Changed> add_named_location(Changed changed, const ConnectionTarget& target,
                                   const std::vector<Cause>& causes) {
  if (target.connection->network.empty())
    return cannot("the integration's addresses are not known; add `network` to the connection");
  NamedLocation location;
  location.id = LocationId("caprock-trial-location");  // lives in this copy only
  location.display_name = target.connection->name;
  location.kind = IpNamedLocation{true, target.connection->network};
  for (Policy* policy : hitting(changed.tenant, causes)) leave_out(location.id, *policy);
  changed.tenant.named_locations.items.push_back(std::move(location));
  return changed;
}

Result<Changed> sign_in_with_mfa(Changed changed, const ConnectionTarget& target, Instant now) {
  if (is_app_only(target.kind())) return cannot("nobody signs in to an app-only connection");
  if (sends_password(target.kind()))
    return cannot("the product sends user name and password each time and keeps no such sign-in");
  if (!target.way->person_can_sign_in) return cannot("nobody can sign in as this account");
  changed.connection.token = {now, true, now};
  changed.connection.mfa_registered = true;
  return changed;
}

}  // namespace

Policy own_policy_with(const ConnectionTarget& target, const std::vector<ControlTopic>& controls) {
  Policy policy;
  policy.id = PolicyId("caprock-trial-policy");  // lives in this copy only
  policy.display_name = target.connection->name;
  policy.state = PolicyState::enabled;
  policy.conditions.users.emplace().include_users.emplace_back(target.account_id());
  policy.conditions.applications.include_applications.emplace_back(std::string(word::k_all));
  policy.conditions.client_app_types = {ClientAppType::all};
  for (const ControlTopic control : controls) add_control(control, policy);
  return policy;
}

Result<Changed> carry_out(const Remedy& remedy, const ConnectionTarget& target,
                          const std::vector<Cause>& causes, Instant now) {
  Changed changed{*target.tenant, *target.connection};
  switch (remedy.change) {
    case RemedyChange::exclude_client_app:
      return exclude_client_app(std::move(changed), target, causes);
    case RemedyChange::exclude_account: return exclude_account(std::move(changed), target, causes);
    case RemedyChange::exclude_guest_kinds:
      return exclude_guest_kinds(std::move(changed), target, causes);
    case RemedyChange::disable_security_defaults:
      return disable_security_defaults(std::move(changed));
    case RemedyChange::disable_per_user_mfa:
      return disable_per_user_mfa(std::move(changed), target);
    case RemedyChange::set_remember_mfa_days:
      return set_remember_mfa_days(std::move(changed), remedy);
    case RemedyChange::turn_off_remember_mfa: return turn_off_remember_mfa(std::move(changed));
    case RemedyChange::exclude_role: return exclude_role(std::move(changed), remedy, causes);
    case RemedyChange::add_own_policy: return add_own_policy(std::move(changed), target, causes);
    case RemedyChange::add_named_location:
      return add_named_location(std::move(changed), target, causes);
    case RemedyChange::sign_in_with_mfa: return sign_in_with_mfa(std::move(changed), target, now);
    case RemedyChange::move_to_app_only:
      return cannot(
          "the product itself must offer it; app-only tokens meet no second factor, "
          "sign-in frequency or Security Defaults");
    case RemedyChange::re_sync: return cannot("a step for after the fix; it changes no policy");
  }
  return cannot("unknown remedy");
}

}  // namespace caprock
