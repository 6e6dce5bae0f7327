// What every policy must have: V01, V02.
#include <array>

#include "base/text.h"
#include "lint/policy_parts.h"
#include "lint/rule.h"

namespace caprock {
namespace {

// The member was not there, or null.
bool lacks(const Policy& policy, std::string_view pointer) {
  for (const Unread& unread : policy.unread)
    if (equal_ignoring_case(unread.pointer, pointer) && unread.text == "null") return true;
  return false;
}

void has_what_every_policy_has(const Policy& policy, Findings& findings) {
  if (policy.display_name.empty() && !is_unread(policy, "/displayName"))
    findings.add("", "the policy has no `displayName`");
  if (lacks(policy, "/state")) findings.add("", "the policy has no `state`");
  if (lacks(policy, "/conditions")) findings.add("", "the policy has no `conditions`");
}

bool has_app_rule(const Policy& policy) {
  const Applications& apps = policy.conditions.applications;
  return !apps.include_applications.empty() || !apps.include_user_actions.empty() ||
         !apps.include_authentication_context_class_references.empty() ||
         (apps.application_filter && !apps.application_filter->rule.empty());
}

bool has_user_rule(const Policy& policy) {
  if (targets_workloads(policy) || targets_agents(policy)) return true;
  if (!policy.conditions.users) return false;
  const Users& users = *policy.conditions.users;
  return !users.include_users.empty() || !users.include_groups.empty() ||
         !users.include_roles.empty() || users.include_guests_or_external_users;
}

// Session controls that say something, whether it has an effect or not: those are for V24.
bool has_session_controls(const Policy& policy) {
  if (!policy.session_controls) return false;
  const SessionControls& session = *policy.session_controls;
  return session.effective() || session.cloud_app_security || session.sign_in_frequency ||
         session.persistent_browser || session.global_secure_access_filtering_profile;
}

void targets_and_demands_something(const Policy& policy, Findings& findings) {
  if (!has_app_rule(policy) && !is_unread(policy, "/conditions/applications"))
    findings.add("/conditions/applications",
                 "no resource, user action or authentication context is included");
  if (!has_user_rule(policy) && !is_unread(policy, "/conditions/users") &&
      !is_unread(policy, "/conditions/clientApplications"))
    findings.add("/conditions/users", "no user and no client application is included");
  if (control_count(policy) == 0 && !has_session_controls(policy) &&
      !is_unread(policy, "/grantControls") && !is_unread(policy, "/sessionControls"))
    findings.add("", "there is no grant control and no session control");
}

constexpr std::array k_shape_rules = {
    Rule{"V01", "policy without name, state or conditions", Severity::error, "",
         "Graph refuses a policy that lacks one of these (error 1007)", "write the member",
         each_policy<has_what_every_policy_has>},
    Rule{"V02", "policy that targets or demands nothing", Severity::error, "",
         "Graph refuses it (error 1032), and an engine that reads it treats it as empty: it never "
         "applies",
         "say whom and what it is for and what it demands; `None` is a rule, too",
         each_policy<targets_and_demands_something>},
};

}  // namespace

std::span<const Rule> shape_rules() { return k_shape_rules; }

}  // namespace caprock
