#include "integration/policy_reach.h"

#include <algorithm>

#include "integration/control_words.h"
#include "integration/named_account.h"

namespace caprock {
namespace {

void add_grant_topics(const GrantControls& grant, std::set<ControlTopic>& topics) {
  for (const BuiltInControl control : grant.built_in_controls)
    topics.insert(topic_of({ControlKind::built_in, control, {}, {}}));
  if (grant.authentication_strength) topics.insert(ControlTopic::authentication_strength);
  if (!grant.terms_of_use.empty()) topics.insert(ControlTopic::terms_of_use);
  if (!grant.custom_authentication_factors.empty()) topics.insert(ControlTopic::custom_control);
}

void add_session_topics(const SessionControls& session, std::set<ControlTopic>& topics) {
  if (session.sign_in_frequency && session.sign_in_frequency->is_enabled)
    topics.insert(ControlTopic::sign_in_frequency);
  if (session.persistent_browser && session.persistent_browser->is_enabled)
    topics.insert(ControlTopic::persistent_browser);
  if (session.application_enforced_restrictions)
    topics.insert(ControlTopic::application_enforced_restrictions);
  if (session.cloud_app_security && session.cloud_app_security->is_enabled)
    topics.insert(ControlTopic::cloud_app_security);
  if (session.secure_sign_in_session) topics.insert(ControlTopic::token_protection);
  if (session.continuous_access_evaluation)
    topics.insert(ControlTopic::continuous_access_evaluation);
}

bool is_about_the_subject(Condition condition) {
  return condition == Condition::users || condition == Condition::workload_identities;
}

// The part of the answer that is about who signs in.
PolicyResult subject_part(const PolicyResult& result) {
  PolicyResult part = result;
  std::erase_if(part.conditions, [](const ConditionResult& condition) {
    return !is_about_the_subject(condition.condition);
  });
  part.applies = part.conditions.empty() ? Match::no : Match::yes;
  for (const ConditionResult& condition : part.conditions)
    part.applies = all_of(part.applies, condition.match);
  return part;
}

template <class Part>
Match any_policy(const ConnectionTarget& target, const Decision& decision,
                 const std::function<Match(const Policy&)>& wanted, Part part) {
  const std::vector<Policy>& policies = target.tenant->policies.items;
  const std::size_t rows = std::min(policies.size(), decision.policies.size());
  Match found = Match::no;
  for (std::size_t i = 0; i < rows && found != Match::yes; ++i) {
    if (policies[i].state != PolicyState::enabled) continue;
    const PolicyResult result = part(decision.policies[i]);
    found = any_of(found, all_of(wanted(policies[i]),
                                 applies_to(target, policies[i], result, result.applies)));
  }
  return found;
}

}  // namespace

std::set<ControlTopic> topics_of(const Policy& policy) {
  std::set<ControlTopic> topics;
  if (policy.grant_controls) add_grant_topics(*policy.grant_controls, topics);
  if (policy.session_controls) add_session_topics(*policy.session_controls, topics);
  return topics;
}

Match blocks_device_code(const Policy& policy) {
  const auto& flows = policy.conditions.authentication_flows;
  const auto device_code = static_cast<std::uint8_t>(TransferMethod::device_code_flow);
  const bool on_it = flows && (flows->transfer_methods & device_code) != 0;
  return match_if(on_it && topics_of(policy).contains(ControlTopic::block));
}

Match is_own_policy(const Policy& policy, const ConnectionTarget& target) {
  const auto& users = policy.conditions.users;
  if (!users || !users->include_roles.empty() || users->include_guests_or_external_users)
    return Match::no;
  const std::vector<UserId>& named = users->include_users;
  const bool nobody_else = named.empty() || named == std::vector{UserId(target.account_id())};
  if (!nobody_else) return Match::no;
  return users->include_groups.empty() ? Match::yes : Match::unknown;
}

Match any_policy_for_it(const ConnectionTarget& target, const Decision& decision,
                        const std::function<Match(const Policy&)>& wanted) {
  return any_policy(target, decision, wanted, subject_part);
}

Match any_policy_applies(const ConnectionTarget& target, const Decision& decision,
                         const std::function<Match(const Policy&)>& wanted) {
  return any_policy(target, decision, wanted, [](const PolicyResult& result) { return result; });
}

}  // namespace caprock
