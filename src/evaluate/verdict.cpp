#include "evaluate/verdict.h"

#include <algorithm>

#include "evaluate/answers.h"
#include "evaluate/conditions.h"
#include "evaluate/reason.h"
#include "model/aadsts.h"

namespace caprock::evaluate {
namespace {

using Judged = std::vector<JudgedPolicy>;

void decide_by(Decision& decision, Verdict verdict, std::vector<PolicyId> policies, int aadsts) {
  decision.verdict = verdict;
  std::sort(policies.begin(), policies.end());
  decision.determined_by = std::move(policies);
  decision.aadsts = aadsts;
}

template <class Predicate>
std::vector<PolicyId> names_of(const Judged& all, Predicate chosen) {
  std::vector<PolicyId> names;
  for (const JudgedPolicy& judged : all)
    if (chosen(judged)) names.push_back(judged.result.id);
  return names;
}

bool blocks(const JudgedPolicy& judged) { return judged.applies() && judged.judgement.blocks; }

bool is_unmet(const JudgedPolicy& judged) {
  return judged.applies() && judged.judgement.satisfied == Match::no;
}

bool can_never_be_met(const JudgedPolicy& judged) {
  return judged.applies() && judged.judgement.never_met;
}

bool may_block(const JudgedPolicy& judged) { return judged.counts() && judged.judgement.may_block; }

// It is open whether the policy demands something that is missing.
bool has_open_grants(const JudgedPolicy& judged) {
  return judged.counts() &&
         all_of(judged.result.applies, negate(judged.judgement.satisfied)) == Match::unknown;
}

// CA 2.8.6: a refresh token born by a blocked flow is dead when the policy covers all apps.
bool kills_the_token(const JudgedPolicy& judged, const Facts& facts) {
  const Targets& targets = judged.compiled.targets;
  return facts.sign_in.request.grant == GrantType::refresh_token && targets.includes_all &&
         !targets.excludes_some && has_flow_condition(*judged.compiled.policy);
}

// CA 2.2.1
bool blocked_by_block(Decision& decision, const Facts& facts, const Judged& all) {
  std::vector<PolicyId> by = names_of(all, blocks);
  if (by.empty()) return false;
  const bool dead = std::any_of(all.begin(), all.end(), [&](const JudgedPolicy& judged) {
    return blocks(judged) && kills_the_token(judged, facts);
  });
  decide_by(decision, Verdict::blocked, std::move(by),
            dead ? aadsts::k_flow_token_dead : aadsts::k_blocked);
  return true;
}

// CA 2.2.2
bool blocked_by_missing_position(Decision& decision, const Facts& facts, const Judged& all) {
  if (!nobody_can_share_position(facts.sign_in)) return false;
  std::vector<PolicyId> by = names_of(all, [](const JudgedPolicy& judged) {
    if (!judged.counts() || judged.result.applies != Match::unknown) return false;
    const std::vector<std::string> open = judged.open_conditions();
    return open.size() == 1 && open.front() == k_gps_path;
  });
  if (by.empty()) return false;
  decide_by(decision, Verdict::blocked, std::move(by), aadsts::k_blocked);
  return true;
}

// CA 2.2.4: the policy blocks if it is enforced, no position is given, and all else that is open
// fits.
bool may_lack_position(const JudgedPolicy& judged, const Facts& facts) {
  const SignIn& sign_in = facts.sign_in;
  if (!judged.counts() || judged.result.applies != Match::unknown || sign_in.request.interactive ||
      sign_in.client.gps.value() != nullptr)
    return false;
  const std::vector<std::string> open = judged.open_conditions();
  return std::find(open.begin(), open.end(), k_gps_path) != open.end();
}

// CA 2.2.11: of several missing controls the first in working order gives the code, whichever
// policy it stands in; of equals the higher code, so that the order of policies does not matter.
class FirstCode {
 public:
  void offer(int rank, int code) {
    if (rank_ && (*rank_ < rank || (*rank_ == rank && code_ >= code))) return;
    rank_ = rank;
    code_ = code;
  }
  // Another code would come first if this one were offered, too.
  bool would_yield_to(int rank, int code) const {
    return rank_ && code != code_ && (rank < *rank_ || (rank == *rank_ && code > code_));
  }
  int code() const { return code_; }

 private:
  std::optional<int> rank_;
  int code_ = aadsts::k_none;
};

// CA 2.2.11: device controls and refused registration keep their own code.
int code_when_out_of_reach(int code) {
  const bool own = code == aadsts::k_device_not_compliant ||
                   code == aadsts::k_device_not_hybrid_joined ||
                   code == aadsts::k_registration_refused;
  return own ? code : aadsts::k_blocked;
}

// CA 2.2.3
bool blocked_by_reach(Decision& decision, const Judged& all) {
  std::vector<PolicyId> by = names_of(all, can_never_be_met);
  if (by.empty()) return false;
  FirstCode first;
  for (const JudgedPolicy& judged : all) {
    if (!can_never_be_met(judged)) continue;
    for (const Demand& demand : judged.demands.controls)
      if (demand.result.met == Match::no && demand.out_of_reach == OutOfReach::blocked)
        first.offer(demand.rank, code_when_out_of_reach(demand.result.aadsts));
  }
  decide_by(decision, Verdict::blocked, std::move(by), first.code());
  return true;
}

Clause clause_of(const JudgedPolicy& judged) {
  Clause clause;
  clause.policy = judged.result.id;
  clause.display_name = judged.result.display_name;
  clause.combine = judged.demands.combine;
  return clause;
}

// CA 2.2.12
void list_clauses(Decision& decision, const Judged& all) {
  for (const JudgedPolicy& judged : all) {
    if (!judged.counts() || judged.judgement.satisfied == Match::yes || judged.judgement.blocks)
      continue;
    Clause clause = clause_of(judged);
    clause.certain = is_unmet(judged);
    const Match listed = clause.certain ? Match::no : Match::unknown;
    for (const Demand& demand : judged.demands.controls)
      if (demand.result.met <= listed) clause.controls.push_back(demand.result.control);
    decision.clauses.push_back(std::move(clause));
  }
}

// What leaves a verdict open: who is concerned, and the inputs that would tell.
struct Open {
  std::vector<PolicyId> by;
  std::vector<std::string> paths;

  // `violation` is what the policy may find missing, if it applies.
  void add(const JudgedPolicy& judged, const Answer& violation) {
    by.push_back(judged.result.id);
    for (std::string& path : judged.open_conditions()) paths.push_back(std::move(path));
    if (violation.match == Match::unknown)
      paths.insert(paths.end(), violation.open.begin(), violation.open.end());
  }
};

void undetermined(Decision& decision, Open open) {
  decide_by(decision, Verdict::undetermined, std::move(open.by), aadsts::k_none);
  sort_without_repeats(open.paths);
  decision.undetermined_by = std::move(open.paths);
}

// CA 2.2.4, 2.2.6
bool undetermined_by_grants(Decision& decision, const Facts& facts, const Judged& all) {
  Open open;
  for (const JudgedPolicy& judged : all) {
    if (!has_open_grants(judged) && !may_block(judged) && !may_lack_position(judged, facts))
      continue;
    open.add(judged, judged.demands.satisfied);
    if (!may_block(judged)) continue;
    for (std::string& path : open_blocks(judged.compiled, judged.demands))
      open.paths.push_back(std::move(path));
  }
  if (open.by.empty()) return false;
  undetermined(decision, std::move(open));
  return true;
}

// Not known where a control that is only perhaps missing would come first (CA 2.2.11).
int first_code(const Judged& all) {
  FirstCode first;
  for (const JudgedPolicy& judged : all) {
    if (!is_unmet(judged)) continue;
    for (const Demand& demand : judged.demands.controls)
      if (demand.result.met == Match::no) first.offer(demand.rank, demand.result.aadsts);
  }
  for (const JudgedPolicy& judged : all) {
    if (!judged.counts() || judged.judgement.satisfied == Match::yes) continue;
    for (const Demand& demand : judged.demands.controls)
      if (demand.result.met != Match::yes &&
          first.would_yield_to(demand.rank, demand.result.aadsts))
        return aadsts::k_none;
  }
  return first.code();
}

// CA 2.2.5
bool needs_grants(Decision& decision, const Judged& all) {
  std::vector<PolicyId> by = names_of(all, is_unmet);
  if (by.empty()) return false;
  decide_by(decision, Verdict::needs_controls, std::move(by), first_code(all));
  return true;
}

// A session control that may stop the request.
struct SessionRule {
  Answer Demands::* violation;
  ControlKind control;
  Verdict verdict;
  int aadsts;
};

constexpr SessionRule k_frequency = {&Demands::frequency, ControlKind::reauthentication,
                                     Verdict::needs_controls, aadsts::k_sign_in_frequency};
constexpr SessionRule k_token_protection = {&Demands::token_protection,
                                            ControlKind::token_protection, Verdict::blocked,
                                            aadsts::k_token_not_bound};

Match stops(const JudgedPolicy& judged, const SessionRule& rule) {
  if (!judged.compiled.may_be_enforced()) return Match::no;
  return all_of(judged.result.applies, (judged.demands.*rule.violation).match);
}

// CA 2.2.7, 2.2.8: certainly violated by some policy, or perhaps.
bool stopped_by_session(Decision& decision, const Judged& all, const SessionRule& rule) {
  Match worst = Match::no;
  for (const JudgedPolicy& judged : all) worst = any_of(worst, stops(judged, rule));
  if (worst == Match::no) return false;
  Open open;
  for (const JudgedPolicy& judged : all) {
    if (stops(judged, rule) != worst) continue;
    open.add(judged, judged.demands.*rule.violation);
    Clause clause = clause_of(judged);
    clause.combine = GrantOperator::all;
    clause.controls.emplace_back().kind = rule.control;
    clause.certain = worst == Match::yes;
    decision.clauses.push_back(std::move(clause));
  }
  if (worst == Match::unknown)
    undetermined(decision, std::move(open));
  else
    decide_by(decision, rule.verdict, std::move(open.by), rule.aadsts);
  return true;
}

}  // namespace

// Top to bottom as docs/semantics/verdicts.md; the first rule that fits decides.
void give_verdict(Decision& decision, const Facts& facts, const std::vector<JudgedPolicy>& all) {
  if (blocked_by_block(decision, facts, all)) return;
  if (blocked_by_missing_position(decision, facts, all)) return;
  list_clauses(decision, all);
  if (blocked_by_reach(decision, all)) return;
  const bool blocked_perhaps = std::any_of(all.begin(), all.end(), [&](const JudgedPolicy& judged) {
    return may_block(judged) || may_lack_position(judged, facts);
  });
  if (blocked_perhaps && undetermined_by_grants(decision, facts, all)) return;
  if (needs_grants(decision, all)) return;
  if (undetermined_by_grants(decision, facts, all)) return;
  if (stopped_by_session(decision, all, k_frequency)) return;
  if (stopped_by_session(decision, all, k_token_protection)) return;
  decide_by(decision, Verdict::granted, {}, aadsts::k_none);
}

}  // namespace caprock::evaluate
