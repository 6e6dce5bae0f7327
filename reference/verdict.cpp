#include "reference/verdict.h"

#include <algorithm>

#include "reference/match_applications.h"
#include "reference/match_locations.h"
#include "reference/match_risks.h"
#include "reference/unread.h"

namespace caprock::reference {
namespace {

constexpr int k_blocked = 53003;
constexpr int k_flow_token_dead = 530036;
constexpr int k_sign_in_frequency = 70043;
constexpr int k_token_protection = 530084;

using Judged = std::vector<JudgedPolicy>;

// A policy that is, or may be, enforced, and applies, or may apply.
bool counts(const JudgedPolicy& judged) {
  return judged.may_be_enforced() && judged.result.applies != Match::no;
}
bool applies(const JudgedPolicy& judged) {
  return judged.is_enforced() && judged.result.applies == Match::yes;
}

void decide_by(Decision& decision, Verdict verdict, std::vector<PolicyId> policies, int aadsts) {
  decision.verdict = verdict;
  std::sort(policies.begin(), policies.end());
  decision.determined_by = std::move(policies);
  decision.aadsts = aadsts;
}

bool has_condition(const JudgedPolicy& judged, Condition condition) {
  const auto& conditions = judged.result.conditions;
  return std::any_of(conditions.begin(), conditions.end(),
                     [&](const ConditionResult& one) { return one.condition == condition; });
}

// CA 2.8: a refresh token born by a blocked flow is dead when the policy covers all apps.
bool kills_the_token(const JudgedPolicy& judged, const Situation& situation) {
  const Applications& applications = judged.policy.conditions.applications;
  return situation.sign_in.request.grant == GrantType::refresh_token &&
         has_condition(judged, Condition::authentication_flows) && includes_all(applications) &&
         !excludes_some(applications);
}

bool blocked_by_block(Decision& decision, const Situation& situation, const Judged& all) {
  std::vector<PolicyId> by;
  int aadsts = k_blocked;
  for (const JudgedPolicy& judged : all) {
    if (!applies(judged) || !judged.demands.blocks) continue;
    by.push_back(judged.result.id);
    if (kills_the_token(judged, situation)) aadsts = k_flow_token_dead;
  }
  if (by.empty()) return false;
  decide_by(decision, Verdict::blocked, std::move(by), aadsts);
  return true;
}

// CA 2.6: a position that nobody can be asked for is not given, so access is not granted.
bool lacks_only_the_position(const JudgedPolicy& judged) {
  return counts(judged) && judged.result.applies == Match::unknown &&
         judged.open_conditions() == std::vector<std::string>{std::string(k_gps_path)};
}

// The policy blocks if it is enforced, no position is given, and whatever else is open fits.
bool may_lack_the_position(const JudgedPolicy& judged, const Situation& situation) {
  const SignIn& sign_in = situation.sign_in;
  if (!counts(judged) || judged.result.applies != Match::unknown || sign_in.request.interactive ||
      sign_in.client.gps.value() != nullptr)
    return false;
  const auto open = judged.open_conditions();
  return std::find(open.begin(), open.end(), k_gps_path) != open.end();
}

bool blocked_by_missing_position(Decision& decision, const Situation& situation,
                                 const Judged& all) {
  if (situation.sign_in.request.interactive || !situation.sign_in.client.gps.is_absent())
    return false;
  std::vector<PolicyId> by;
  for (const JudgedPolicy& judged : all)
    if (lacks_only_the_position(judged)) by.push_back(judged.result.id);
  if (by.empty()) return false;
  decide_by(decision, Verdict::blocked, std::move(by), k_blocked);
  return true;
}

bool is_unmet(const JudgedPolicy& judged) {
  return applies(judged) && judged.demands.satisfied == Match::no;
}

bool is_out_of_reach(const DemandedControl& demand) {
  return demand.result.met == Match::no && demand.out_of_reach == OutOfReach::blocked;
}

// AND: one control that can never be met is enough; OR: all of them. Where the operator is not
// understood, certain is what both say.
bool can_never_be_met(const JudgedPolicy& judged) {
  const auto& controls = judged.demands.controls;
  if (!is_unmet(judged) || controls.empty()) return false;
  return judged.demands.combine == GrantOperator::all && !judged.demands.has_unread_operator
             ? std::any_of(controls.begin(), controls.end(), is_out_of_reach)
             : std::all_of(controls.begin(), controls.end(), is_out_of_reach);
}

// Device errors and refused registrations keep their own code.
int code_when_out_of_reach(const DemandedControl& demand) {
  const int code = demand.result.aadsts;
  return code == 53000 || code == 53001 || code == 53004 ? code : k_blocked;
}

// CA 2.2.11: of several missing controls the first in working order gives the code, whichever
// policy it stands in; of equals the higher code, so that the order of policies does not matter.
struct FirstCode {
  int rank = 0;
  int code = 0;
  bool found = false;

  void look_at(int of_rank, int of_code) {
    const bool earlier = !found || of_rank < rank || (of_rank == rank && of_code > code);
    if (!earlier) return;
    rank = of_rank;
    code = of_code;
    found = true;
  }
};

bool blocked_by_reach(Decision& decision, const Judged& all) {
  std::vector<PolicyId> by;
  FirstCode first;
  for (const JudgedPolicy& judged : all) {
    if (!can_never_be_met(judged)) continue;
    by.push_back(judged.result.id);
    for (const DemandedControl& demand : judged.demands.controls)
      if (is_out_of_reach(demand)) first.look_at(demand.rank, code_when_out_of_reach(demand));
  }
  if (by.empty()) return false;
  decide_by(decision, Verdict::blocked, std::move(by), first.code);
  return true;
}

// What a policy leaves open: whether it applies, and whether its demands are met.
std::vector<std::string> open_inputs(const JudgedPolicy& judged, Match violated,
                                     const std::vector<std::string>& open_violation) {
  std::vector<std::string> paths = judged.open_conditions();
  if (violated == Match::unknown)
    paths.insert(paths.end(), open_violation.begin(), open_violation.end());
  return paths;
}

void undetermined(Decision& decision, std::vector<PolicyId> by, std::vector<std::string> paths) {
  decide_by(decision, Verdict::undetermined, std::move(by), 0);
  tidy(paths);
  decision.undetermined_by = std::move(paths);
}

// What is not understood may be a block.
bool may_hide_a_block(const JudgedPolicy& judged) {
  const auto& unread = judged.policy.unread;
  return judged.demands.has_unread_control ||
         std::any_of(unread.begin(), unread.end(),
                     [](const Unread& one) { return one.part == PolicyPart::policy; });
}

bool may_be_out_of_reach(const DemandedControl& demand) {
  return demand.result.met != Match::yes && demand.out_of_reach == OutOfReach::blocked;
}

// The policy may apply, and may then be one that can never be met.
bool may_block(const JudgedPolicy& judged) {
  if (!counts(judged) || judged.demands.satisfied == Match::yes) return false;
  const auto& controls = judged.demands.controls;
  if (judged.demands.blocks || may_hide_a_block(judged)) return true;
  if (controls.empty()) return false;
  return judged.demands.combine == GrantOperator::all || judged.demands.has_unread_operator
             ? std::any_of(controls.begin(), controls.end(), may_be_out_of_reach)
             : std::all_of(controls.begin(), controls.end(), may_be_out_of_reach);
}

bool may_be_blocked(const Situation& situation, const Judged& all) {
  return std::any_of(all.begin(), all.end(), [&](const JudgedPolicy& judged) {
    return may_block(judged) || may_lack_the_position(judged, situation);
  });
}

// What tells whether a policy blocks that applies: controls that can never be met, if they are not
// met, and those that are not understood.
std::vector<std::string> open_blocks(const JudgedPolicy& judged) {
  std::vector<std::string> paths;
  if (judged.demands.blocks) return paths;
  for (const DemandedControl& demand : judged.demands.controls)
    if (may_be_out_of_reach(demand))
      paths.insert(paths.end(), demand.result.undetermined_by.begin(),
                   demand.result.undetermined_by.end());
  if (may_hide_a_block(judged) || judged.demands.has_unread_operator)
    paths.push_back(unread_path(judged.policy));
  return paths;
}

// CA 2.2.4, 2.2.6: what may block, and what may demand something.
bool undetermined_by_grants(Decision& decision, const Situation& situation, const Judged& all) {
  std::vector<PolicyId> by;
  std::vector<std::string> paths;
  for (const JudgedPolicy& judged : all) {
    const Match unmet = caprock::negate(judged.demands.satisfied);
    const bool open =
        counts(judged) && caprock::all_of(judged.result.applies, unmet) == Match::unknown;
    if (!open && !may_block(judged) && !may_lack_the_position(judged, situation)) continue;
    by.push_back(judged.result.id);
    auto inputs = open_inputs(judged, unmet, judged.demands.undetermined_by);
    if (may_block(judged)) {
      const auto blocks = open_blocks(judged);
      inputs.insert(inputs.end(), blocks.begin(), blocks.end());
    }
    paths.insert(paths.end(), inputs.begin(), inputs.end());
  }
  if (by.empty()) return false;
  undetermined(decision, std::move(by), std::move(paths));
  return true;
}

Clause clause_of(const JudgedPolicy& judged) {
  Clause clause;
  clause.policy = judged.result.id;
  clause.display_name = judged.result.display_name;
  clause.combine = judged.demands.combine;
  return clause;
}

// CA 2.12: what is still demanded. Where a policy is sure to demand something, only controls that
// are certainly missing are listed; elsewhere also those whose state is not known.
void list_clauses(Decision& decision, const Judged& all) {
  for (const JudgedPolicy& judged : all) {
    if (!counts(judged) || judged.demands.satisfied == Match::yes || judged.demands.blocks)
      continue;
    Clause clause = clause_of(judged);
    clause.certain = is_unmet(judged);
    for (const DemandedControl& demand : judged.demands.controls)
      if (demand.result.met == Match::no ||
          (!clause.certain && demand.result.met == Match::unknown))
        clause.controls.push_back(demand.result.control);
    decision.clauses.push_back(std::move(clause));
  }
}

// The code of the control that comes first; 0 when one that may be missing, in a policy that may
// demand it, would come before it with another code (CA 2.2.11).
int first_code(const Judged& all) {
  FirstCode first;
  for (const JudgedPolicy& judged : all) {
    if (!is_unmet(judged)) continue;
    for (const DemandedControl& demand : judged.demands.controls)
      if (demand.result.met == Match::no) first.look_at(demand.rank, demand.result.aadsts);
  }
  for (const JudgedPolicy& judged : all) {
    if (!counts(judged) || judged.demands.satisfied == Match::yes) continue;
    for (const DemandedControl& demand : judged.demands.controls) {
      if (demand.result.met == Match::yes) continue;
      FirstCode with_it = first;
      with_it.look_at(demand.rank, demand.result.aadsts);
      if (with_it.code != first.code) return 0;
    }
  }
  return first.code;
}

bool needs_grants(Decision& decision, const Judged& all) {
  std::vector<PolicyId> by;
  for (const JudgedPolicy& judged : all)
    if (is_unmet(judged)) by.push_back(judged.result.id);
  if (by.empty()) return false;
  decide_by(decision, Verdict::needs_controls, std::move(by), first_code(all));
  return true;
}

struct SessionRule {
  Finding JudgedPolicy::* violation;
  ControlKind control;
  Verdict verdict;
  int aadsts;
};

// CA 2.14: certainly violated by some policy, or perhaps.
bool stopped_by_session(Decision& decision, const Judged& all, const SessionRule& rule) {
  Match worst = Match::no;
  for (const JudgedPolicy& judged : all)
    if (judged.may_be_enforced())
      worst = caprock::any_of(
          worst, caprock::all_of(judged.result.applies, (judged.*rule.violation).match));
  if (worst == Match::no) return false;
  std::vector<PolicyId> by;
  std::vector<std::string> paths;
  for (const JudgedPolicy& judged : all) {
    const Finding& violation = judged.*rule.violation;
    if (!judged.may_be_enforced() ||
        caprock::all_of(judged.result.applies, violation.match) != worst)
      continue;
    by.push_back(judged.result.id);
    const auto open = open_inputs(judged, violation.match, violation.undetermined_by);
    paths.insert(paths.end(), open.begin(), open.end());
    Clause clause = clause_of(judged);
    clause.combine = GrantOperator::all;
    clause.controls.emplace_back().kind = rule.control;
    clause.certain = worst == Match::yes;
    decision.clauses.push_back(std::move(clause));
  }
  if (worst == Match::unknown)
    undetermined(decision, std::move(by), std::move(paths));
  else
    decide_by(decision, rule.verdict, std::move(by), rule.aadsts);
  return true;
}

}  // namespace

// CA 2.2, the order of verdicts; docs/semantics/verdicts.md has one rule for each line.
void give_verdict(Decision& decision, const Situation& situation,
                  const std::vector<JudgedPolicy>& all) {
  if (blocked_by_block(decision, situation, all)) return;
  if (blocked_by_missing_position(decision, situation, all)) return;
  list_clauses(decision, all);
  if (blocked_by_reach(decision, all)) return;
  if (may_be_blocked(situation, all) && undetermined_by_grants(decision, situation, all)) return;
  if (needs_grants(decision, all)) return;
  if (undetermined_by_grants(decision, situation, all)) return;
  if (stopped_by_session(decision, all,
                         {&JudgedPolicy::frequency, ControlKind::reauthentication,
                          Verdict::needs_controls, k_sign_in_frequency}))
    return;
  if (stopped_by_session(decision, all,
                         {&JudgedPolicy::token_protection, ControlKind::token_protection,
                          Verdict::blocked, k_token_protection}))
    return;
  decide_by(decision, Verdict::granted, {}, 0);
}

}  // namespace caprock::reference
