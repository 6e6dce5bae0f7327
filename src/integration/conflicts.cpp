#include "integration/conflicts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/printable.h"
#include "base/text.h"
#include "integration/arrangements.h"
#include "integration/assessment.h"
#include "integration/connection_kinds.h"
#include "integration/forecast.h"
#include "integration/policy_reach.h"
#include "integration/requirements.h"

namespace caprock {
namespace {

constexpr std::chrono::days k_year{365};

bool share_a_topic(const Requirement& a, const Requirement& b) {
  return std::any_of(a.topics.begin(), a.topics.end(), [&](ControlTopic topic) {
    return std::find(b.topics.begin(), b.topics.end(), topic) != b.topics.end();
  });
}

bool asks_for_second_factor(const Requirement&, const Requirement& own_policy) {
  const auto has = [&](ControlTopic topic) {
    return std::find(own_policy.topics.begin(), own_policy.topics.end(), topic) !=
           own_policy.topics.end();
  };
  return has(ControlTopic::mfa) || has(ControlTopic::authentication_strength);
}

bool always(const Requirement&, const Requirement&) { return true; }

// Two requirements that cannot both be met by one setting, or for one account.
struct Clash {
  std::string_view about;
  RequirementKind one, other;
  bool of_one_account;  // no clash between connections with accounts of their own
  bool (*clash)(const Requirement& one, const Requirement& other);
  Arrange* arrange;
};

constexpr std::array k_clashes = {
    Clash{"remembered multifactor authentication", RequirementKind::remember_mfa_days_at_least,
          RequirementKind::remember_mfa_off, false, always, forget_second_factors},
    Clash{"multifactor authentication of one account", RequirementKind::never_asked_for_mfa,
          RequirementKind::mfa_in_token, true, always, separate_accounts},
    Clash{"multifactor authentication of one account", RequirementKind::never_asked_for_mfa,
          RequirementKind::own_policy, true, asks_for_second_factor, separate_accounts},
    Clash{"controls on one account", RequirementKind::excluded_from_controls,
          RequirementKind::own_policy, true, share_a_topic, separate_accounts},
};

// A statement of a profile, and the connections it is about.
struct Asking {
  const Requirement* wants = nullptr;
  std::vector<const ConnectionTarget*> targets;
};

std::vector<Asking> who_asks_for_what(const std::vector<ConnectionTarget>& targets) {
  std::vector<Asking> all;
  for (const ConnectionTarget& target : targets)
    for (const Requirement* wants : requirements_of(target)) {
      auto at = std::find_if(all.begin(), all.end(),
                             [&](const Asking& one) { return one.wants == wants; });
      if (at == all.end()) at = all.insert(all.end(), {wants, {}});
      at->targets.push_back(&target);
    }
  return all;
}

// Of those who ask, the ones with this account.
Asking with_account(const Asking& asking, const std::string& account) {
  Asking out{asking.wants, {}};
  for (const ConnectionTarget* target : asking.targets)
    if (!is_app_only(target->kind()) && equal_ignoring_case(target->account_id(), account))
      out.targets.push_back(target);
  return out;
}

std::vector<std::string> accounts_of(const Asking& asking) {
  std::vector<std::string> out;
  for (const ConnectionTarget* target : asking.targets) {
    const std::string account = target->account_id();
    if (std::none_of(out.begin(), out.end(),
                     [&](const std::string& known) { return equal_ignoring_case(known, account); }))
      out.push_back(account);
  }
  return out;
}

ConflictSide side_of(const Asking& asking) {
  const ConnectionTarget& first = *asking.targets.front();
  const Requirement& wants = *asking.wants;
  ConflictSide side{
      {}, wants.says, first.profile->id, wants.document, wants.evidence, first.connection->where};
  for (const ConnectionTarget* target : asking.targets)
    side.who.push_back(target->connection->name);
  return side;
}

// Does the connection get what it asks for in this version of the tenant, and keep its token?
Match is_served(const ConnectionTarget& target, const Requirement& requirement,
                const Decide& decide, Instant now, std::string& because) {
  const Assessment assessment = assess(target, decide, now);
  const Match met = is_met(requirement, target, assessment, decide, now);
  if (met == Match::no)
    because = fmt::format("{} still does not get it", in_backticks(target.connection->name));
  if (met == Match::unknown)
    because = fmt::format("whether {} gets it is not known from this export",
                          in_backticks(target.connection->name));
  return met;
}

// A certain break that the connection does not have today.
bool breaks_anew(const ConnectionTarget& before, const ConnectionTarget& after,
                 const Decide& decide, Instant now) {
  const ForecastPlan plan{now, now + k_year, {}};
  const auto was = forecast(before, decide, plan), is = forecast(after, decide, plan);
  if (!was || !is) return false;
  return std::any_of(is->breaks.begin(), is->breaks.end(), [&](const PredictedBreak& fresh) {
    return fresh.certainty == Match::yes &&
           std::none_of(was->breaks.begin(), was->breaks.end(), [&](const PredictedBreak& old) {
             return old.cause.reason == fresh.cause.reason && old.certainty == Match::yes;
           });
  });
}

// Takes `fresh` into what is known so far; the first reason against it stays.
void add_proof(Match fresh, const std::string& because, Conflict& conflict) {
  if (fresh < conflict.holds) conflict.because = because;
  conflict.holds = all_of(conflict.holds, fresh);
}

// The arrangement for one connection of each side.
void prove(const Clash& clash, const Wish& one, const Wish& other, const Decide& decide,
           Instant now, Conflict& conflict) {
  std::string says;
  const Result<Arranged> arranged = clash.arrange(one, other, says);
  if (conflict.arrangement.empty()) conflict.arrangement = says;
  if (!arranged) return add_proof(Match::unknown, arranged.error().message, conflict);
  ConnectionTarget one_after = one.target.in(arranged->tenant);
  ConnectionTarget other_after = other.target.in(arranged->tenant);
  one_after.connection = &arranged->one;
  one_after.user = find_user(arranged->tenant, arranged->one.account);
  other_after.connection = &arranged->other;
  for (const auto& [wish, after] : {std::pair(&one, &one_after), std::pair(&other, &other_after)}) {
    std::string because;
    add_proof(is_served(*after, wish->wants, decide, now, because), because, conflict);
    if (conflict.holds != Match::no && breaks_anew(wish->target, *after, decide, now))
      add_proof(Match::no,
                fmt::format("{} loses its token to something else within a year",
                            in_backticks(wish->target.connection->name)),
                conflict);
  }
}

// Every connection of each side is tried, with the first of the other.
Conflict conflict_of(const Clash& clash, const Asking& one, const Asking& other,
                     const Decide& decide, Instant now) {
  Conflict conflict;
  conflict.about = clash.about;
  conflict.one = side_of(one);
  conflict.other = side_of(other);
  conflict.holds = Match::yes;
  for (std::size_t i = 0; i < std::max(one.targets.size(), other.targets.size()); ++i)
    prove(clash, {*one.targets[std::min(i, one.targets.size() - 1)], *one.wants},
          {*other.targets[std::min(i, other.targets.size() - 1)], *other.wants}, decide, now,
          conflict);
  return conflict;
}

void find_clashes(const Clash& clash, const Asking& one, const Asking& other, const Decide& decide,
                  Instant now, std::vector<Conflict>& out) {
  if (one.wants->kind != clash.one || other.wants->kind != clash.other ||
      !clash.clash(*one.wants, *other.wants))
    return;
  if (!clash.of_one_account) return out.push_back(conflict_of(clash, one, other, decide, now));
  for (const std::string& account : accounts_of(one)) {
    const Asking these = with_account(one, account), those = with_account(other, account);
    if (!these.targets.empty() && !those.targets.empty())
      out.push_back(conflict_of(clash, these, those, decide, now));
  }
}

// --- a policy on the other side ----------------------------------------------------------------

void prove_exception(const ConnectionTarget& target, const Requirement& wants, const Policy& policy,
                     const Decide& decide, Instant now, Conflict& conflict) {
  const Arranged arranged = excluded_from(target, policy);
  const ConnectionTarget after = target.in(arranged.tenant);
  std::string because;
  add_proof(is_served(after, wants, decide, now, because), because, conflict);
  if (!holds_for_others(target, after, policy, decide, now))
    add_proof(Match::no, "the policy would not hold for others any more", conflict);
}

bool is_blocked_by(const ConnectionTarget& target, const Assessment& assessment,
                   const Policy& policy) {
  return any_policy_for_it(target, assessment.at_refresh, [&](const Policy& one) {
           return &one == &policy ? blocks_device_code(one) : Match::no;
         }) == Match::yes;
}

// A conflict for each policy that blocks the flow for somebody who needs it.
void find_policies_against(const Asking& asking, const Decide& decide, Instant now,
                           std::vector<Conflict>& out) {
  std::vector<Assessment> assessments;
  for (const ConnectionTarget* target : asking.targets)
    assessments.push_back(assess(*target, decide, now));
  for (const Policy& policy : asking.targets.front()->tenant->policies.items) {
    Asking blocked{asking.wants, {}};
    for (std::size_t i = 0; i < assessments.size(); ++i)
      if (is_blocked_by(*asking.targets[i], assessments[i], policy))
        blocked.targets.push_back(asking.targets[i]);
    if (blocked.targets.empty()) continue;
    Conflict conflict;
    conflict.about = "the device code flow";
    conflict.one = side_of(blocked);
    conflict.other = {
        {policy.display_name}, "It blocks the device code flow.", {}, {}, Evidence::documented,
        policy.origin.where};
    conflict.arrangement = exception_in_words(*blocked.targets.front(), policy);
    conflict.holds = Match::yes;
    for (const ConnectionTarget* target : blocked.targets)
      prove_exception(*target, *asking.wants, policy, decide, now, conflict);
    out.push_back(std::move(conflict));
  }
}

}  // namespace

std::vector<Conflict> find_conflicts(const std::vector<ConnectionTarget>& targets,
                                     const Decide& decide, Instant now) {
  const std::vector<Asking> all = who_asks_for_what(targets);
  std::vector<Conflict> out;
  for (const Clash& clash : k_clashes)
    for (const Asking& one : all)
      for (const Asking& other : all) find_clashes(clash, one, other, decide, now, out);
  for (const Asking& asking : all)
    if (asking.wants->kind == RequirementKind::device_code_allowed)
      find_policies_against(asking, decide, now, out);
  return out;
}

}  // namespace caprock
