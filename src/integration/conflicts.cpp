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

bool same_account(const ConnectionTarget& a, const ConnectionTarget& b) {
  if (is_app_only(a.kind()) || is_app_only(b.kind())) return false;
  return equal_ignoring_case(a.account_id(), b.account_id());
}

ConflictSide side_of(const Wish& wish) {
  const auto& [target, requirement] = wish;
  return {target.connection->name, requirement.says,     target.profile->id,
          requirement.document,    requirement.evidence, target.connection->where};
}

// Does the connection get what it asks for in this version of the tenant, and keep its token?
Match is_served(const ConnectionTarget& target, const Requirement& requirement,
                const Decide& decide, Instant now, std::string& because) {
  const Assessment assessment = assess(target, decide, now);
  const Match met = is_met(requirement, target, assessment, decide, now);
  if (met == Match::no) because = fmt::format("{} still does not get it", target.connection->name);
  if (met == Match::unknown && because.empty())
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

void prove(const Arranged& arranged, const Wish& one, const Wish& other, const Decide& decide,
           Instant now, Conflict& conflict) {
  ConnectionTarget one_after = one.target.in(arranged.tenant);
  ConnectionTarget other_after = other.target.in(arranged.tenant);
  one_after.connection = &arranged.one;
  one_after.user = find_user(arranged.tenant, arranged.one.account);
  other_after.connection = &arranged.other;
  conflict.holds = all_of(is_served(one_after, one.wants, decide, now, conflict.because),
                          is_served(other_after, other.wants, decide, now, conflict.because));
  for (const auto& [before, after] :
       {std::pair(&one.target, &one_after), std::pair(&other.target, &other_after)})
    if (conflict.holds != Match::no && breaks_anew(*before, *after, decide, now)) {
      conflict.holds = Match::no;
      conflict.because = fmt::format("{} loses its token to something else within a year",
                                     in_backticks(before->connection->name));
    }
}

Conflict conflict_of(const Clash& clash, const Wish& one, const Wish& other, const Decide& decide,
                     Instant now) {
  Conflict conflict;
  conflict.about = clash.about;
  conflict.one = side_of(one);
  conflict.other = side_of(other);
  const Result<Arranged> arranged = clash.arrange(one, other, conflict.arrangement);
  if (arranged)
    prove(*arranged, one, other, decide, now, conflict);
  else
    conflict.because = arranged.error().message;
  return conflict;
}

// All clashes in which `one` wants the first thing and `other` the second.
void find_clashes(const ConnectionTarget& one, const ConnectionTarget& other, const Decide& decide,
                  Instant now, std::vector<Conflict>& out) {
  for (const Clash& clash : k_clashes) {
    if (clash.of_one_account && !same_account(one, other)) continue;
    for (const Requirement* wants : requirements_of(one)) {
      if (wants->kind != clash.one) continue;
      for (const Requirement* against : requirements_of(other))
        if (against->kind == clash.other && clash.clash(*wants, *against))
          out.push_back(conflict_of(clash, {one, *wants}, {other, *against}, decide, now));
    }
  }
}

// --- a policy on the other side ----------------------------------------------------------------

void prove_exception(const ConnectionTarget& target, const Requirement& wants, const Policy& policy,
                     const Decide& decide, Instant now, Conflict& conflict) {
  const Arranged arranged = excluded_from(target, policy);
  const ConnectionTarget after = target.in(arranged.tenant);
  conflict.holds = is_served(after, wants, decide, now, conflict.because);
  if (conflict.holds == Match::yes && !holds_for_others(after, policy, decide, now)) {
    conflict.holds = Match::no;
    conflict.because = "the policy would not hold for others any more";
  }
}

void find_policies_against(const ConnectionTarget& target, const Requirement& wants,
                           const Decide& decide, Instant now, std::vector<Conflict>& out) {
  const Assessment assessment = assess(target, decide, now);
  for (const Policy& policy : target.tenant->policies.items) {
    const Match blocks = any_policy_for_it(target, assessment.at_refresh, [&](const Policy& one) {
      return &one == &policy ? blocks_device_code(one) : Match::no;
    });
    if (blocks != Match::yes) continue;
    Conflict conflict;
    conflict.about = "the device code flow";
    conflict.one = side_of({target, wants});
    conflict.other = {
        policy.display_name, "It blocks the device code flow.", {}, {}, Evidence::documented,
        policy.origin.where};
    conflict.arrangement = exception_in_words(target, policy);
    prove_exception(target, wants, policy, decide, now, conflict);
    out.push_back(std::move(conflict));
  }
}

}  // namespace

std::vector<Conflict> find_conflicts(const std::vector<ConnectionTarget>& targets,
                                     const Decide& decide, Instant now) {
  std::vector<Conflict> out;
  for (const ConnectionTarget& one : targets) {
    for (const ConnectionTarget& other : targets)
      if (&one != &other) find_clashes(one, other, decide, now, out);
    for (const Requirement* wants : requirements_of(one))
      if (wants->kind == RequirementKind::device_code_allowed)
        find_policies_against(one, *wants, decide, now, out);
  }
  return out;
}

}  // namespace caprock
