#include "integration/causes.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "integration/connection_kinds.h"
#include "integration/control_words.h"
#include "integration/named_account.h"
#include "integration/policy_hit.h"
#include "model/words.h"

namespace caprock {
namespace {

bool is_risk(Condition condition) {
  return condition == Condition::sign_in_risk || condition == Condition::user_risk ||
         condition == Condition::insider_risk || condition == Condition::service_principal_risk ||
         condition == Condition::agent_id_risk;
}

// CA 2.2.2: the policy is open for nothing but a position, and nobody is there to give one.
bool hinges_on_position(const SignIn& sign_in, const PolicyResult& result) {
  if (sign_in.request.interactive || !sign_in.client.gps.is_absent() ||
      result.applies != Match::unknown)
    return false;
  std::vector<std::string> open;
  for (const ConditionResult& condition : result.conditions)
    if (condition.match == Match::unknown)
      open.insert(open.end(), condition.undetermined_by.begin(), condition.undetermined_by.end());
  return open == std::vector<std::string>{"gps"};
}

std::string risk_in_words(Condition condition) {
  switch (condition) {
    case Condition::sign_in_risk: return "the sign-in";
    case Condition::user_risk: return "the account";
    case Condition::insider_risk: return "the account's behaviour (insider risk)";
    case Condition::service_principal_risk: return "the application";
    case Condition::agent_id_risk: return "the agent";
    case Condition::state:
    case Condition::empty_policy:
    case Condition::invalid_policy:
    case Condition::applications:
    case Condition::user_actions:
    case Condition::authentication_context:
    case Condition::users:
    case Condition::workload_identities:
    case Condition::agent_identities:
    case Condition::client_app_types:
    case Condition::platforms:
    case Condition::locations:
    case Condition::devices:
    case Condition::authentication_flows:
    case Condition::unread: return "something";
  }
  return "something";
}

// The control that speaks loudest in a policy without a decision about its controls.
Control leading_control(const Policy& policy) {
  Control control;
  if (!policy.grant_controls) return control;
  const GrantControls& grant = *policy.grant_controls;
  if (!grant.built_in_controls.empty()) control.built_in = grant.built_in_controls.front();
  if (grant.built_in_controls.empty() && grant.authentication_strength) {
    control.kind = ControlKind::authentication_strength;
    control.id = grant.authentication_strength->id.text();
    if (grant.authentication_strength->inline_copy)
      control.name = grant.authentication_strength->inline_copy->display_name;
  }
  return control;
}

// A policy that would apply if Microsoft rated this sign-in as risky (CA 2.8).
Cause risk_note(const PolicyHit& hit) {
  const Control control = leading_control(*hit.policy);
  const bool grants = hit.policy->grant_controls.has_value();
  Cause cause = cause_of(hit, grants ? topic_of(control) : ControlTopic::sign_in_frequency);
  cause.severity = Severity::note;
  cause.certainty = Match::unknown;
  std::vector<std::string> rated;
  for (const ConditionResult& condition : hit.result->conditions)
    if (condition.match == Match::no) rated.push_back(risk_in_words(condition.condition));
  const bool blocks = grants && topic_of(control) == ControlTopic::block;
  cause.control = blocks   ? "blocks access at risk"
                  : grants ? fmt::format("requires {} at risk", control_noun(control))
                           : "limits the session at risk";
  cause.explains = fmt::format(
      "It applies only while Microsoft rates {} as risky; from then on refreshes are refused "
      "until the risk is dealt with.",
      join(rated, " and "));
  cause.aadsts = blocks ? 53003 : 0;
  cause.rules = {"CA 2.8", "TS 7"};
  return cause;
}

// The decision took a name that no policy lists for "not meant", so it has no controls to show.
Cause perhaps_listed(const PolicyHit& hit) {
  const bool grants = hit.policy->grant_controls.has_value();
  const Control control = leading_control(*hit.policy);
  Cause cause = cause_of(hit, grants ? topic_of(control) : ControlTopic::sign_in_frequency);
  const bool blocks = grants && topic_of(control) == ControlTopic::block;
  cause.control = blocks   ? "blocks access"
                  : grants ? fmt::format("requires {}", control_noun(control))
                           : "limits the session";
  cause.explains =
      "The policy lists accounts, groups or roles by id, and only the name of this account is "
      "known, "
      "so it may be among them.";
  cause.rules = {"CA 2.9"};
  return cause;
}

Cause unread_cause(const PolicyHit& hit) {
  Cause cause = cause_of(hit, ControlTopic::unread);
  cause.certainty = Match::unknown;
  cause.end = TokenEnd::none;
  cause.control = "has parts that are not understood here";
  std::vector<std::string> pointers;
  bool only_session = true;
  for (const Unread& unread : hit.policy->unread) {
    pointers.push_back(in_backticks(unread.pointer));
    cause.undetermined_by.push_back("policy" + unread.pointer);
    only_session = only_session && unread.part == PolicyPart::session_controls;
  }
  if (only_session) cause.severity = Severity::warning;
  cause.explains = fmt::format(
      "The policy may apply, and {} in it {} newer than this program; look at the policy yourself.",
      pointers.empty() ? "something" : join(pointers, ", "), pointers.size() > 1 ? "are" : "is");
  cause.rules = {"CA 1.2"};
  return cause;
}

// What is not understood may end the connection by itself; a state alone cannot, it only leaves
// open what the rest of the policy does.
bool has_unread_rest(const PolicyHit& hit) {
  const auto& unread = hit.policy->unread;
  if (hit.policy->state != PolicyState::unknown && !is_rolled_out_in_parts(*hit.policy))
    return !hit.policy->fully_read() || !hit.result->fully_read;
  return std::any_of(unread.begin(), unread.end(),
                     [](const Unread& one) { return one.part != PolicyPart::state; });
}

std::string state_in_words(const Policy& policy) {
  const std::string_view word = unread_state(policy);
  return word.empty() ? "its state is not given"
                      : fmt::format("its state `{}` is not known here", quotable(word));
}

// CA 2.11.11: nothing in an export tells which accounts such a rollout has reached.
void tell_of_rollout(const PolicyHit& hit, std::vector<Cause>& causes) {
  if (!is_rolled_out_in_parts(*hit.policy)) return;
  for (Cause& cause : causes) {
    cause.rolled_out_in_parts = true;
    cause.certainty = all_of(cause.certainty, Match::unknown);
    cause.undetermined_by.push_back(fmt::format("policies[{}].unread", hit.result->id.text()));
    cause.explains +=
        " Microsoft switches the policy on in parts: it may be enforced for this account already, "
        "or still be report-only.";
    cause.rules.emplace_back("CA 2.11.11");
  }
}

void tell_of_unknown_state(const PolicyHit& hit, std::vector<Cause>& causes) {
  if (hit.policy->state != PolicyState::unknown) return;
  for (Cause& cause : causes) {
    cause.explains +=
        fmt::format(" Whether the policy is on is not known: {}.", state_in_words(*hit.policy));
    cause.rules.emplace_back("CA 2.11");
  }
}

// Whatever the policy demands: a refresh without a position never gets as far as its controls.
Cause position_cause(const PolicyHit& hit) {
  Cause cause = cause_of(hit, ControlTopic::block);
  cause.certainty = applies_to(*hit.target, *hit.policy, *hit.result, Match::yes);
  cause.undetermined_by.clear();
  if (cause.certainty == Match::unknown) cause.undetermined_by.emplace_back("subject.id");
  cause.control = "asks for the position of a phone (GPS)";
  cause.by_location = true;
  cause.aadsts = 53003;
  cause.explains =
      "The policy goes by a country that the Authenticator app of a person must show; at a refresh "
      "nobody is there to show it, and every token request is refused.";
  cause.rules = {"CA 2.2.2", "CA 2.6.11"};
  return cause;
}

void append(std::vector<Cause>& all, std::vector<Cause> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::vector<Cause> causes_of_policy(const PolicyHit& hit) {
  std::vector<Cause> causes;
  if (hit.applies == Match::no) {
    if (hit.moment == Moment::refresh && only_fails(*hit.result, is_risk))
      causes.push_back(risk_note(hit));
    return causes;
  }
  if (hit.result->applies == Match::no) {
    if (hit.moment == Moment::refresh) causes.push_back(perhaps_listed(hit));
    return causes;
  }
  if (hinges_on_position(*hit.sign_in, *hit.result)) {
    causes.push_back(position_cause(hit));
    return causes;
  }
  append(causes, grant_causes(hit));
  if (hit.moment == Moment::refresh) {
    append(causes, session_causes(hit));
    if (has_unread_rest(hit)) causes.push_back(unread_cause(hit));
  }
  return causes;
}

// One enabled or report-only policy, and the causes found in it.
struct Told {
  PolicyHit hit;
  std::vector<Cause> causes;
};

// The cause stands for at least as much as the verdict says of its policy.
bool bears(const Cause& cause, const PolicyHit& hit) {
  if (hit.moment == Moment::interactive_sign_in) return true;
  if (cause.severity == Severity::note) return false;
  if (hit.decision->verdict == Verdict::undetermined) return true;
  // The person who uses it signs in again, and it goes on (TS 3.7).
  if (cause.topic == ControlTopic::sign_in_frequency && !hit.target->way->unattended) return true;
  const bool later = cause.from && *cause.from > hit.now;
  const bool sure = cause.certainty == Match::yes || hit.applies == Match::unknown;
  return cause.severity == Severity::error && sure && !later;
}

bool is_accounted_for(const Told& told) {
  const PolicyHit& hit = told.hit;
  if (std::any_of(told.causes.begin(), told.causes.end(),
                  [&](const Cause& cause) { return bears(cause, hit); }))
    return true;
  return hit.decision->verdict == Verdict::undetermined &&
         hit.result->satisfied == Match::unknown && meets_grants(hit);
}

// The control that fails the request, if one does: first one that can never be met.
const Control* failing_control(const PolicyResult& result) {
  const Control* failing = nullptr;
  for (const ControlResult& one : result.controls) {
    if (one.met == Match::yes) continue;
    if (!one.attainable) return &one.control;
    if (failing == nullptr) failing = &one.control;
  }
  return failing;
}

// For what a verdict says and no cause above explains: the check never says less than the decision
// (CA 2.2).
Cause cause_of_verdict(const PolicyHit& hit) {
  const Decision& decision = *hit.decision;
  const bool open = decision.verdict == Verdict::undetermined;
  const Control* control = failing_control(*hit.result);
  Cause cause = cause_of(hit, control ? topic_of(*control) : ControlTopic::block);
  if (hit.moment == Moment::interactive_sign_in) cause.severity = Severity::warning;
  cause.certainty =
      open ? Match::unknown : applies_to(*hit.target, *hit.policy, *hit.result, Match::yes);
  if (open) cause.undetermined_by = decision.undetermined_by;
  cause.control = !control                             ? "refuses the request"
                  : cause.topic == ControlTopic::block ? "blocks access"
                                                       : "requires " + control_noun(*control);
  cause.explains = open ? "What is not known here decides whether the request is refused."
                        : "The policy alone decides that the request is refused.";
  cause.aadsts = decision.aadsts;
  cause.rules = {"CA 2.2"};
  return cause;
}

// A refresh is explained whatever its verdict; a person who signs in can answer all but a block.
bool must_be_explained(const Decision& decision, Moment moment) {
  return moment == Moment::refresh ? decision.verdict != Verdict::granted
                                   : decision.verdict == Verdict::blocked;
}

void account_for_verdict(const Decision& decision, Moment moment, std::vector<Told>& all) {
  if (!must_be_explained(decision, moment)) return;
  for (const PolicyId& id : decision.determined_by) {
    // Ids may repeat in an export: any of the rows will do.
    Told* first = nullptr;
    bool accounted = false;
    for (Told& told : all) {
      if (told.hit.result->id != id || told.hit.result->applies == Match::no) continue;
      if (first == nullptr) first = &told;
      accounted = accounted || is_accounted_for(told);
    }
    if (first != nullptr && !accounted) first->causes.push_back(cause_of_verdict(first->hit));
  }
}

}  // namespace

std::vector<Cause> policy_causes(const ConnectionTarget& target, const SignIn& sign_in,
                                 const Decision& decision, Moment moment, Instant now) {
  std::vector<Told> all;
  const std::vector<Policy>& policies = target.tenant->policies.items;
  // Decision::policies follows the tenant's order; ids may be empty, so rows are matched by place.
  const std::size_t rows = std::min(policies.size(), decision.policies.size());
  for (std::size_t i = 0; i < rows; ++i) {
    if (policies[i].state == PolicyState::disabled) continue;
    const PolicyResult& result = decision.policies[i];
    PolicyHit hit{&target, &sign_in, &decision, &policies[i], &result, moment, now};
    hit.applies = applies_to(target, policies[i], result, result.applies);
    all.push_back({hit, causes_of_policy(hit)});
  }
  account_for_verdict(decision, moment, all);
  std::vector<Cause> causes;
  for (Told& told : all) {
    tell_of_unknown_state(told.hit, told.causes);
    tell_of_rollout(told.hit, told.causes);
    append(causes, std::move(told.causes));
  }
  return causes;
}

void add_vendor_statements(const ConnectionTarget& target, std::vector<Cause>& causes) {
  const auto concerns = [&](const VendorEffect& effect) {
    return effect.connections.empty() ||
           std::find(effect.connections.begin(), effect.connections.end(), target.way->id) !=
               effect.connections.end();
  };
  for (Cause& cause : causes) {
    // The vendor speaks of the control itself, not of the rare event that a risk note waits for.
    if (cause.severity == Severity::note && cause.certainty == Match::unknown) continue;
    for (const VendorEffect& effect : target.profile->effects) {
      if (effect.topic != cause.topic || !concerns(effect)) continue;
      cause.vendor_says = effect.says;
      cause.vendor_evidence = effect.evidence;
      cause.vendor_document = effect.document;
      if (cause.severity == Severity::note) {
        cause.severity = Severity::warning;
        cause.evidence = effect.evidence;
      }
    }
  }
}

}  // namespace caprock
