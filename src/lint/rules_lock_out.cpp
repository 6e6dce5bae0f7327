// Policies that can shut everybody out: L10-L12.
#include <algorithm>
#include <array>

#include "lint/policy_parts.h"
#include "lint/rule.h"
#include "model/well_known.h"

namespace caprock {
namespace {

constexpr std::string_view k_users = "/conditions/users";
constexpr std::string_view k_global_administrator = "62e90394-69f5-4237-9190-012177145e10";

bool user_is_gone(const UserId& id, const LintInput& input) {
  const People& people = input.tenant().people();
  return id.is_guid() && people.users_exported() && !people.find_user(id.text());
}

bool group_is_gone(const GroupId& id, const LintInput& input) {
  const People& people = input.tenant().people();
  return input.is_empty_group(id) ||
         (id.is_guid() && people.groups_exported() && !people.find_group(id.text()));
}

// Somebody is excluded who may be a break-glass account. Guests and roles of services are not.
bool frees_somebody(const Users& users, const LintInput& input) {
  const bool user =
      std::any_of(users.exclude_users.begin(), users.exclude_users.end(), [&](const UserId& id) {
        return !id.is(word::k_guests_or_external_users) && !user_is_gone(id, input);
      });
  const bool group = std::any_of(users.exclude_groups.begin(), users.exclude_groups.end(),
                                 [&](const GroupId& id) { return !group_is_gone(id, input); });
  return user || group || has_word(users.exclude_roles, k_global_administrator);
}

bool reaches_administration(const Policy& policy) {
  for (const AppId& app : policy.conditions.applications.include_applications)
    if (app.is(word::k_all) || app.is(word::k_microsoft_admin_portals) ||
        app.is(app::k_azure_service_management))
      return true;
  return false;
}

// Conditions that an administrator's ordinary sign-in does not meet, or can leave at will.
bool is_for_rare_sign_ins(const Policy& policy) {
  return has_flows(policy) || policy.conditions.insider_risk_levels != 0 ||
         policy.conditions.agent_id_risk_levels != 0 || is_unread(policy, "/conditions");
}

// --- L10
void somebody_gets_in(const Policy& policy, const LintInput& input, Findings& findings) {
  if (!includes_all_users(policy) || control_count(policy) == 0 || !covers_modern_client(policy) ||
      !reaches_administration(policy) || is_for_rare_sign_ins(policy))
    return;
  const Users& users = *policy.conditions.users;
  if (frees_somebody(users, input)) return;
  const bool tried = !users.exclude_users.empty() || !users.exclude_groups.empty();
  findings.add(k_users, tried ? "all users are included, and whom it excludes is nobody who could "
                                "help out"
                              : "all users are included and no account is excluded");
}

// --- L11
bool is_for_everything(const Policy& policy) {
  return includes_all_users(policy) && includes_all_apps(policy) && covers_modern_client(policy) &&
         other_conditions(policy).empty() && !is_unread(policy, "/conditions");
}

void tenant_is_not_blocked(const Policy& policy, const LintInput& input, Findings& findings) {
  if (!blocks(policy) || !is_for_everything(policy)) return;
  const Users& users = *policy.conditions.users;
  const Applications& apps = policy.conditions.applications;
  const bool some_apps = !apps.exclude_applications.empty() || apps.application_filter;
  if (!frees_somebody(users, input))
    return findings.add(k_users, some_apps ? "everybody is blocked from all resources but a few"
                                           : "everybody is blocked from all resources");
  if (!some_apps)
    findings.add(k_users, "everybody who is not excluded is blocked from all resources",
                 Severity::note);
}

// --- L12
void devices_can_be_enrolled(const Policy& policy, Findings& findings) {
  if (!is_for_everything(policy) ||
      !cannot_avoid(policy,
                    {BuiltInControl::compliant_device, BuiltInControl::domain_joined_device,
                     BuiltInControl::compliant_application, BuiltInControl::approved_application}))
    return;
  for (const AppId& app : policy.conditions.applications.exclude_applications)
    if (app.is(app::k_intune_enrollment)) return;
  findings.add("/grantControls",
               "a managed device or app is demanded of all users for all resources, enrolment "
               "included");
}

constexpr std::array k_lock_out_rules = {
    Rule{"L10", "no break-glass account", Severity::warning, "",
         "a mistake in the policy, or an outage of what it demands, shuts out every administrator",
         "exclude two emergency accounts, by id or in a group of their own",
         each_policy<somebody_gets_in>},
    Rule{"L11", "block of the whole tenant", Severity::error, "",
         "nobody can sign in to anything, and nobody can sign in to change that",
         "limit the policy, or exclude those who must get in", each_policy<tenant_is_not_blocked>},
    Rule{"L12", "managed device before it can be enrolled", Severity::warning, "U",
         "a new device may be unable to enrol, because enrolling already needs what it leads to",
         "exclude Microsoft Intune Enrollment, and offer MFA as another way",
         each_policy<devices_can_be_enrolled>},
};

}  // namespace

std::span<const Rule> lock_out_rules() { return k_lock_out_rules; }

}  // namespace caprock
