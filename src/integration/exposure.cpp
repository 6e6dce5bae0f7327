#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "integration/connection_kinds.h"
#include "integration/fix.h"

namespace caprock {
namespace {

// A policy that keeps a stranger out who has the password or the token. Limits on the age of a
// session do not.
bool guards(const Policy& policy) {
  const auto& session = policy.session_controls;
  return policy.grant_controls.has_value() || (session && session->secure_sign_in_session);
}

// All that an excluded policy demands is lost, also what the connection meets today.
bool gives_up_a_guard(const ConnectionTarget& target, const FixStep& step) {
  if (step.change == RemedyChange::disable_per_user_mfa) return true;
  const auto& policies = target.tenant->policies.items;
  return std::any_of(policies.begin(), policies.end(), [&](const Policy& policy) {
    return guards(policy) && std::find(step.policy_ids.begin(), step.policy_ids.end(), policy.id) !=
                                 step.policy_ids.end();
  });
}

std::string roles_in_words(const ConnectionTarget& target) {
  if (is_app_only(target.kind())) return {};
  const auto roles = target.roles();
  if (!roles) return ", and its roles are not known";
  std::vector<std::string> names;
  for (const RoleTemplateId& id : *roles) {
    const RoleDefinition* role = target.tenant->role_definitions.find(id);
    names.push_back(quotable(role && !role->display_name.empty() ? role->display_name : id.text()));
  }
  return names.empty() ? "" : fmt::format(", and the account is {}", join(names, ", "));
}

std::string fence(const ConnectionTarget& target) {
  std::vector<std::string> ranges;
  for (const IpRange& range : target.connection->network) ranges.push_back(to_string(range));
  return fmt::format(". Block it first from every address but {}, in a policy of its own",
                     ranges.empty() ? "the integration's" : join(ranges, ", "));
}

// A person signs in from anywhere, so a fence of addresses would lock them out.
std::string exposed_person(const ConnectionTarget& target) {
  return "the exception covers everything this person does, not only the integration" +
         roles_in_words(target);
}

std::string exposed_account(const ConnectionTarget& target) {
  return "whoever has the account's password or token is no longer stopped by what it is excepted "
         "from" +
         roles_in_words(target) + fence(target);
}

bool excepts(const FixStep& step) {
  return !step.policies.empty() || step.change == RemedyChange::disable_per_user_mfa;
}

}  // namespace

std::string exposure_of_fix(const ConnectionTarget& target, const std::vector<FixStep>& fix) {
  std::vector<std::string> parts;
  if (target.way->account_of == AccountOf::person) {
    if (std::any_of(fix.begin(), fix.end(), excepts)) parts.push_back(exposed_person(target));
  } else if (std::any_of(fix.begin(), fix.end(),
                         [&](const FixStep& step) { return gives_up_a_guard(target, step); })) {
    parts.push_back(exposed_account(target));
  }
  for (const FixStep& step : fix)
    if (!step.widens.empty()) parts.push_back(fmt::format("\"{}\" {}", step.does, step.widens));
  return join(parts, ". ");
}

}  // namespace caprock
