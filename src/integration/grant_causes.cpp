#include <fmt/format.h>

#include <algorithm>

#include "integration/connection_kinds.h"
#include "integration/control_words.h"
#include "integration/guest_trust.h"
#include "integration/policy_hit.h"

namespace caprock {
namespace {

bool is_block(const Control& control) {
  return control.kind == ControlKind::built_in && control.built_in == BuiltInControl::block;
}

// Pages that a person must click through; nobody clicks when the product sends a password or when
// nobody can sign in as the account.
bool needs_a_page(ControlTopic topic) {
  return topic == ControlTopic::terms_of_use || topic == ControlTopic::custom_control;
}

// The evaluator's answer, sharpened by what only the integration knows.
Match met_by(const PolicyHit& hit, const ControlResult& result) {
  const ConnectionTarget& target = *hit.target;
  const bool plain_mfa_strength = result.control.kind == ControlKind::authentication_strength &&
                                  equal_ignoring_case(result.control.id, k_mfa_strength.text());
  // Any combination that counts as MFA satisfies the built-in MFA strength (CA 2.12.1).
  if (plain_mfa_strength && result.met == Match::unknown) return target.mfa_in_token();
  if (result.met == Match::unknown && needs_a_page(topic_of(result.control)) &&
      (sends_password(target.kind()) || !target.way->person_can_sign_in))
    return Match::no;
  return result.met;
}

// CA 2.8, TS 7: a flow policy over all resources makes a device code token useless altogether.
bool kills_flow_token(const PolicyHit& hit) {
  const Conditions& conditions = hit.policy->conditions;
  if (!conditions.authentication_flows || conditions.authentication_flows->transfer_methods == 0)
    return false;
  const Applications& apps = conditions.applications;
  return apps.exclude_applications.empty() &&
         std::any_of(apps.include_applications.begin(), apps.include_applications.end(),
                     [](const AppId& id) { return id.is(word::k_all); });
}

// TS 8.5, CA 2.12.
int expected_aadsts(const PolicyHit& hit, ControlTopic topic) {
  switch (topic) {
    case ControlTopic::block: return kills_flow_token(hit) ? 530036 : 53003;
    case ControlTopic::mfa:
    case ControlTopic::authentication_strength:
      if (trusts_home_mfa(*hit.target) == Match::yes) return 50076;
      return hit.target->mfa_registered() == Match::no ? 50079 : 50076;
    case ControlTopic::compliant_device:
      if (is_external_guest(hit.target->kind()) && trusts_home_devices(*hit.target) != Match::yes)
        return 530004;
      return hit.sign_in->device.is_absent() ? 530003 : 53000;
    case ControlTopic::domain_joined_device: return 53001;
    case ControlTopic::approved_application: return 53002;
    case ControlTopic::compliant_application: return 53009;
    case ControlTopic::password_change: return 50142;
    case ControlTopic::terms_of_use:
    case ControlTopic::custom_control: return 50158;
    case ControlTopic::risk_remediation:
    case ControlTopic::sign_in_frequency:
    case ControlTopic::persistent_browser:
    case ControlTopic::application_enforced_restrictions:
    case ControlTopic::cloud_app_security:
    case ControlTopic::token_protection:
    case ControlTopic::continuous_access_evaluation:
    case ControlTopic::security_defaults:
    case ControlTopic::per_user_mfa:
    case ControlTopic::remember_mfa:
    case ControlTopic::account_disabled:
    case ControlTopic::sessions_revoked:
    case ControlTopic::app_disabled:
    case ControlTopic::unread: return 0;
  }
  return 0;
}

Evidence evidence_of(ControlTopic topic) {
  switch (topic) {
    case ControlTopic::compliant_device:
    case ControlTopic::compliant_application:
    case ControlTopic::password_change:
    case ControlTopic::custom_control: return Evidence::observed;
    case ControlTopic::authentication_strength:
    case ControlTopic::terms_of_use: return Evidence::unsure;  // refused for sure, the code is not
    case ControlTopic::mfa:
    case ControlTopic::domain_joined_device:
    case ControlTopic::approved_application:
    case ControlTopic::risk_remediation:
    case ControlTopic::block:
    case ControlTopic::sign_in_frequency:
    case ControlTopic::persistent_browser:
    case ControlTopic::application_enforced_restrictions:
    case ControlTopic::cloud_app_security:
    case ControlTopic::token_protection:
    case ControlTopic::continuous_access_evaluation:
    case ControlTopic::security_defaults:
    case ControlTopic::per_user_mfa:
    case ControlTopic::remember_mfa:
    case ControlTopic::account_disabled:
    case ControlTopic::sessions_revoked:
    case ControlTopic::app_disabled:
    case ControlTopic::unread: return Evidence::documented;
  }
  return Evidence::documented;
}

std::string explain_factor(const ConnectionTarget& target, Match met) {
  if (sends_password(target.kind()))
    return "The product sends user name and password at every request and cannot answer a second "
           "factor, so every request is refused.";
  if (met == Match::unknown)
    return "Nobody said whether the stored token was obtained with a second factor that meets "
           "this; if not, every refresh is refused.";
  if (!target.way->person_can_sign_in)
    return "Nobody ever signs in as this account, so nobody can answer a second factor, and every "
           "refresh is refused.";
  if (target.mfa_registered() == Match::no)
    return "The stored token was obtained without a second factor, and the account has none "
           "registered; every refresh is refused until a person registers one and signs in.";
  if (target.mfa_in_token() == Match::yes)
    return "The stored token was obtained with a second factor, but not one that this strength "
           "allows; every refresh is refused until a person signs in with an allowed one.";
  return "The stored token was obtained without a second factor; every refresh is refused until a "
         "person signs in with one.";
}

std::string explain_device(const PolicyHit& hit) {
  if (is_external_guest(hit.target->kind()) && trusts_home_devices(*hit.target) != Match::yes)
    return "The guest's device state counts only if this tenant trusts device claims of the home "
           "tenant, and a server has none to show.";
  if (hit.sign_in->device.is_absent())
    return "The token is refreshed by a server, which is not a registered device and never can "
           "show this, so every refresh is refused.";
  return "It depends on the device the token is refreshed from.";
}

std::string explain_block(const PolicyHit& hit) {
  const std::string reasons = matching_conditions(hit);
  std::string says = hit.moment == Moment::refresh
                         ? "Every token request of this connection is refused"
                         : "The next sign-in by a person is refused";
  if (hit.applies == Match::unknown)
    says = hit.moment == Moment::refresh
               ? "If the policy applies, every token request is refused"
               : "A person who signs in from a place or device the policy means is refused";
  says += reasons.empty() ? "." : fmt::format(": {}.", reasons);
  if (hit.moment == Moment::refresh && kills_flow_token(hit))
    says +=
        " The device code flow sticks to the token, so only a new sign-in by another flow helps.";
  else
    says += " Nothing a person proves changes a block.";
  return says;
}

std::string explain(const PolicyHit& hit, ControlTopic topic, Match met) {
  switch (topic) {
    case ControlTopic::block: return explain_block(hit);
    case ControlTopic::mfa:
    case ControlTopic::authentication_strength: return explain_factor(*hit.target, met);
    case ControlTopic::compliant_device:
    case ControlTopic::domain_joined_device: return explain_device(hit);
    case ControlTopic::approved_application:
      return "Only apps on Microsoft's list, on a phone, can show this; an integration never can.";
    case ControlTopic::compliant_application:
      return "Only an app managed by Intune, on a phone, can show this; an integration never can. "
             "AADSTS53005 is seen for it as well.";
    case ControlTopic::terms_of_use:
    case ControlTopic::custom_control:
      if (met == Match::unknown)
        return "If the account has not done this, or it expires, every refresh is refused until a "
               "person signs in and does it.";
      return "This needs a web page and somebody to answer it; nobody is there.";
    case ControlTopic::password_change:
    case ControlTopic::risk_remediation:
      return "A person must do this in a sign-in; a refresh cannot, and is refused until then.";
    case ControlTopic::sign_in_frequency:
    case ControlTopic::persistent_browser:
    case ControlTopic::application_enforced_restrictions:
    case ControlTopic::cloud_app_security:
    case ControlTopic::token_protection:
    case ControlTopic::continuous_access_evaluation:
    case ControlTopic::security_defaults:
    case ControlTopic::per_user_mfa:
    case ControlTopic::remember_mfa:
    case ControlTopic::account_disabled:
    case ControlTopic::sessions_revoked:
    case ControlTopic::app_disabled:
    case ControlTopic::unread: return {};
  }
  return {};
}

std::vector<std::string> rules_of(ControlTopic topic) {
  if (topic == ControlTopic::block) return {"CA 2.2", "TS 7"};
  if (topic == ControlTopic::authentication_strength) return {"CA 2.12.1", "TS 7"};
  return {"CA 2.12", "TS 7"};
}

// What a cause needs from one control, or from several joined by "or".
struct Demand {
  const ControlResult* leading = nullptr;
  Match met = Match::no;
  std::string nouns;
};

// TS 6.1: whether the address of a web client's refresh or that of the first sign-in counts has not
// been measured; the refresh is the safer prediction.
void add_place(const PolicyHit& hit, Cause& cause) {
  cause.by_location = hit.policy->conditions.locations.has_value();
  if (!cause.by_location || hit.moment != Moment::refresh || is_app_only(hit.target->kind()) ||
      client_kind_of(hit.target->kind()) != ClientKind::confidential_client)
    return;
  cause.evidence = Evidence::choice;
  cause.explains +=
      " For a web client Microsoft may count the address of the first sign-in instead; nobody has "
      "measured it.";
  cause.rules.emplace_back("TS 6.1");
}

Cause grant_cause(const PolicyHit& hit, const Demand& demand) {
  const ControlTopic topic = topic_of(demand.leading->control);
  Cause cause = cause_of(hit, topic);
  cause.control =
      topic == ControlTopic::block ? "blocks access" : fmt::format("requires {}", demand.nouns);
  cause.certainty = all_of(hit.applies, negate(demand.met));
  if (demand.met == Match::unknown)
    cause.undetermined_by.insert(cause.undetermined_by.end(),
                                 demand.leading->undetermined_by.begin(),
                                 demand.leading->undetermined_by.end());
  // Only `token.with_mfa` can be said in the connections file; the rest stays a possibility.
  const bool answerable =
      topic == ControlTopic::mfa || hit.target->mfa_in_token() == Match::unknown;
  if (demand.met == Match::unknown && (!answerable || needs_a_page(topic)))
    cause.severity = Severity::warning;
  cause.explains = explain(hit, topic, demand.met);
  if (topic == ControlTopic::mfa && trusts_home_mfa(*hit.target) == Match::yes)
    cause.explains +=
        " This tenant trusts the second factor of the home tenant, so it is shown there.";
  cause.aadsts = expected_aadsts(hit, topic);
  if (cause.aadsts == 530036) cause.end = TokenEnd::terminal;
  cause.evidence = evidence_of(topic);
  cause.rules = rules_of(topic);
  if (topic == ControlTopic::block) add_place(hit, cause);
  return cause;
}

std::vector<const ControlResult*> grant_controls(const PolicyHit& hit) {
  std::vector<const ControlResult*> controls;
  for (const ControlResult& result : hit.result->controls)
    if (result.control.kind != ControlKind::reauthentication &&
        result.control.kind != ControlKind::token_protection)
      controls.push_back(&result);
  return controls;
}

// All controls of an "or" are one demand; the one a person could still meet leads.
std::vector<Cause> causes_of_any(const PolicyHit& hit,
                                 const std::vector<const ControlResult*>& controls) {
  Demand demand;
  std::vector<std::string> nouns;
  for (const ControlResult* result : controls) {
    const Match met = met_by(hit, *result);
    const bool leads = !demand.leading || met > demand.met ||
                       (met == demand.met && result->attainable && !demand.leading->attainable);
    if (leads) demand.leading = result;
    demand.met = any_of(demand.met, met);
    nouns.push_back(control_noun(result->control));
  }
  if (!demand.leading || demand.met == Match::yes) return {};
  demand.nouns = join(nouns, " or ");
  return {grant_cause(hit, demand)};
}

std::vector<Cause> causes_of_all(const PolicyHit& hit,
                                 const std::vector<const ControlResult*>& controls) {
  std::vector<Cause> causes;
  for (const ControlResult* result : controls) {
    const Demand demand{result, met_by(hit, *result), control_noun(result->control)};
    if (demand.met != Match::yes) causes.push_back(grant_cause(hit, demand));
  }
  return causes;
}

}  // namespace

bool meets_grants(const PolicyHit& hit) {
  const bool any = hit.result->combine == GrantOperator::any;
  Match met = any ? Match::no : Match::yes;
  for (const ControlResult* result : grant_controls(hit))
    met = any ? any_of(met, met_by(hit, *result)) : all_of(met, met_by(hit, *result));
  return met == Match::yes;
}

std::vector<Cause> grant_causes(const PolicyHit& hit) {
  std::vector<const ControlResult*> controls = grant_controls(hit);
  if (hit.moment == Moment::refresh)
    return hit.result->combine == GrantOperator::any ? causes_of_any(hit, controls)
                                                     : causes_of_all(hit, controls);
  std::erase_if(controls, [](const ControlResult* result) { return !is_block(result->control); });
  std::vector<Cause> causes = causes_of_all(hit, controls);
  for (Cause& cause : causes)
    cause.severity = hit.applies == Match::yes ? Severity::warning : Severity::note;
  return causes;
}

}  // namespace caprock
