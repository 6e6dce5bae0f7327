#include "integration/arrangements.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "base/text.h"
#include "integration/connection_sign_ins.h"
#include "integration/policy_reach.h"
#include "integration/tenant_changes.h"

namespace caprock {
namespace {

// An account that lives in copies of the tenant only.
constexpr std::string_view k_new_account = "caprock-trial@account.invalid";
constexpr std::string_view k_new_account_id = "ca970c40-0000-4000-8000-000000000001";
constexpr std::string_view k_somebody_id = "ca970c40-0000-4000-8000-000000000002";

std::string fenced_to(const ConnectionTarget& target) {
  std::vector<std::string> ranges;
  for (const IpRange& range : target.connection->network) ranges.push_back(to_string(range));
  return fmt::format("block it from every address but {}",
                     ranges.empty() ? "the product's" : join(ranges, ", "));
}

// A member like the old account, in the same groups and roles.
Connection with_new_account(const ConnectionTarget& target, TenantSnapshot& tenant) {
  Connection connection = *target.connection;
  connection.account = k_new_account;
  if (const auto roles = target.roles()) connection.roles.emplace(roles->begin(), roles->end());
  if (!target.user) return connection;
  User user = *target.user;
  user.id = UserId(std::string(k_new_account_id));
  user.user_principal_name = k_new_account;
  user.per_user_mfa_state = PerUserMfaState::disabled;
  if (!connection.groups) connection.groups = user.transitive_member_of;
  tenant.users.items.push_back(std::move(user));
  return connection;
}

// What the connection cannot give; a block stays, for it fences.
std::set<ControlTopic> cannot_give(const Requirement& wants) {
  std::set<ControlTopic> topics(wants.topics.begin(), wants.topics.end());
  if (topics.empty()) topics = {ControlTopic::mfa, ControlTopic::authentication_strength};
  topics.erase(ControlTopic::block);
  return topics;
}

bool asks_for_any(const Policy& policy, const std::set<ControlTopic>& topics) {
  const std::set<ControlTopic> asked = topics_of(policy);
  return std::any_of(topics.begin(), topics.end(),
                     [&](ControlTopic topic) { return asked.contains(topic); });
}

// How the policy meets the same request of an account without groups and roles.
Match reaches_somebody(const ConnectionTarget& target, const Policy& policy, const Decide& decide,
                       Instant now) {
  SignIn somebody = sign_ins_of(target, now).refresh.front();
  somebody.subject.user = {};
  somebody.subject.user.id = UserId(std::string(k_somebody_id));
  somebody.subject.user.external_kind = ExternalKind::none;
  somebody.subject.user.groups.emplace();
  somebody.subject.user.roles.emplace();
  const Decision decision = decide(*target.tenant, somebody, {});
  const auto at = std::find_if(
      decision.policies.begin(), decision.policies.end(), [&](const PolicyResult& one) {
        return one.id == policy.id && one.display_name == policy.display_name;
      });
  return at == decision.policies.end() ? Match::no : at->applies;
}

}  // namespace

Result<Arranged> forget_second_factors(const Wish& one, const Wish& other, std::string& says) {
  says =
      "Switch the remembering of multifactor authentication off: a token that carries a second "
      "factor then has no age limit (TS 5.2), which is more than any number of days; people are "
      "asked more often in browsers";
  Arranged arranged{*one.target.tenant, *one.target.connection, *other.target.connection};
  auto& settings = arranged.tenant.mfa_service_settings;
  if (!settings)
    return failure(ErrorCode::usage, "the service settings of per-user MFA are not in the export");
  settings->remember_mfa.reset();
  return arranged;
}

Result<Arranged> separate_accounts(const Wish& one, const Wish& other, std::string& says) {
  says = fmt::format(
      "Give {} an account of its own, exclude that one from the policies that ask for what it "
      "cannot give, and {}; leave {} with the present account and a policy of its own, as its "
      "vendor asks",
      in_backticks(one.target.connection->name), fenced_to(one.target),
      in_backticks(other.target.connection->name));
  Arranged arranged{*one.target.tenant, *one.target.connection, *other.target.connection};
  arranged.one = with_new_account(one.target, arranged.tenant);
  const std::string id(one.target.user ? k_new_account_id : k_new_account);
  const std::set<ControlTopic> beyond_it = cannot_give(one.wants);
  for (Policy& policy : arranged.tenant.policies.items)
    if (policy.conditions.users && asks_for_any(policy, beyond_it))
      policy.conditions.users->exclude_users.emplace_back(id);
  const std::vector<ControlTopic> mfa = {ControlTopic::mfa};
  arranged.tenant.policies.items.push_back(
      own_policy_with(other.target, other.wants.topics.empty() ? mfa : other.wants.topics));
  return arranged;
}

Arranged excluded_from(const ConnectionTarget& target, const Policy& policy) {
  Arranged arranged{*target.tenant, *target.connection, *target.connection};
  for (Policy& one : arranged.tenant.policies.items)
    if (one.id == policy.id && one.display_name == policy.display_name && one.conditions.users)
      one.conditions.users->exclude_users.emplace_back(target.account_id());
  return arranged;
}

std::string exception_in_words(const ConnectionTarget& target, const Policy& policy) {
  return fmt::format(
      "Exclude the account of {} from {}, and {} by a policy of its own; everybody else stays "
      "blocked",
      in_backticks(target.connection->name), in_backticks(policy.display_name), fenced_to(target));
}

bool holds_for_others(const ConnectionTarget& before, const ConnectionTarget& after,
                      const Policy& policy, const Decide& decide, Instant now) {
  return reaches_somebody(before, policy, decide, now) ==
         reaches_somebody(after, policy, decide, now);
}

}  // namespace caprock
