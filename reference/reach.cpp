#include "reference/reach.h"

#include "base/text.h"
#include "reference/match_client.h"
#include "reference/people.h"
#include "reference/strengths.h"

namespace caprock::reference {
namespace {

bool certainly(const Finding& finding) { return finding.match == Match::yes; }
bool certainly_not(const Finding& finding) { return finding.match == Match::no; }

bool is_external(const Situation& situation) {
  return situation.sign_in.subject.kind == SubjectKind::user &&
         certainly(is_one_of(possible_kinds(situation), k_external_types));
}

bool is_direct_connect(const Situation& situation) {
  return situation.sign_in.subject.kind == SubjectKind::user &&
         certainly(is_one_of(possible_kinds(situation),
                             static_cast<std::uint8_t>(GuestType::b2b_direct_connect_user)));
}

bool is_device_control(BuiltInControl control) {
  return control == BuiltInControl::compliant_device ||
         control == BuiltInControl::domain_joined_device;
}

// CA 2.19: what no guest can do in the resource tenant.
bool is_for_own_people(BuiltInControl control) {
  return control == BuiltInControl::approved_application ||
         control == BuiltInControl::compliant_application ||
         control == BuiltInControl::password_change || control == BuiltInControl::risk_remediation;
}

TrustedClaim claim_of(BuiltInControl control) {
  return control == BuiltInControl::compliant_device ? TrustedClaim::compliant_device
                                                     : TrustedClaim::hybrid_joined_device;
}

// A step that a person does in a window.
OutOfReach reach_of_step(const Situation& situation) {
  if (situation.sign_in.subject.kind != SubjectKind::user) return OutOfReach::blocked;
  if (is_legacy_client(situation)) return OutOfReach::blocked;
  return situation.sign_in.request.grant == GrantType::password ? OutOfReach::refused
                                                                : OutOfReach::no;
}

OutOfReach reach_of_device(const Situation& situation, BuiltInControl control) {
  if (is_external(situation) && certainly_not(is_trusted(situation, claim_of(control))))
    return OutOfReach::blocked;
  if (possible_clients(situation) == std::set{SignInClient::other}) return OutOfReach::blocked;
  return situation.sign_in.request.grant == GrantType::device_code ? OutOfReach::refused
                                                                   : OutOfReach::no;
}

// CA 2.19: a guest of Google or the like cannot register a method here.
bool cannot_register_here(const Situation& situation) {
  const auto& action = situation.sign_in.request.user_action;
  const IdentityProvider provider = situation.sign_in.subject.user.identity_provider;
  return action && equal_ignoring_case(*action, "urn:user:registersecurityinfo") &&
         is_external(situation) && provider != IdentityProvider::entra &&
         provider != IdentityProvider::microsoft_account;
}

OutOfReach reach_of_mfa(const Situation& situation, const Policy& policy) {
  const OutOfReach step = reach_of_step(situation);
  if (step != OutOfReach::no) return step;
  const bool home_only =
      is_direct_connect(situation) && certainly_not(is_trusted(situation, TrustedClaim::mfa));
  return home_only || cannot_register_here(situation) || registration_is_refused(situation, policy)
             ? OutOfReach::blocked
             : OutOfReach::no;
}

}  // namespace

bool registration_is_refused(const Situation& situation, const Policy& policy) {
  const bool* registered = situation.sign_in.session.mfa_registered.value();
  return registered && !*registered && !policy.conditions.sign_in_risk_levels.empty();
}

Finding is_impossible(const Situation& situation, BuiltInControl control) {
  const SubjectKind kind = situation.sign_in.subject.kind;
  // CA 2.10: service principals and agents can only be blocked; agents' user accounts may be asked
  // for a compliant device.
  if (!is_person(kind)) return yes();
  if (kind == SubjectKind::agent_user) return found(control != BuiltInControl::compliant_device);
  if (is_device_control(control))  // CA 2.16: the device is that of the other, approving sign-in
    return found(situation.sign_in.request.grant == GrantType::device_code);
  return is_for_own_people(control) ? is_one_of(possible_kinds(situation), k_external_types) : no();
}

OutOfReach reach_of(const Situation& situation, const Policy& policy, BuiltInControl control) {
  if (control == BuiltInControl::block) return OutOfReach::blocked;
  if (situation.sign_in.subject.kind != SubjectKind::user)
    return certainly(is_impossible(situation, control)) ? OutOfReach::blocked : OutOfReach::no;
  if (is_for_own_people(control) && is_external(situation)) return OutOfReach::blocked;
  if (is_device_control(control)) return reach_of_device(situation, control);
  if (control == BuiltInControl::mfa) return reach_of_mfa(situation, policy);
  const bool apps = control == BuiltInControl::approved_application ||
                    control == BuiltInControl::compliant_application;
  if (apps) return is_legacy_client(situation) ? OutOfReach::blocked : OutOfReach::no;
  return reach_of_step(situation);
}

OutOfReach reach_of_strength(const Situation& situation, const Policy& policy,
                             const AuthenticationStrength* strength) {
  const OutOfReach as_mfa = reach_of_mfa(situation, policy);
  if (as_mfa != OutOfReach::no || !is_external(situation)) return as_mfa;
  // CA 2.12.1: only people from Entra tenants can meet a strength at all; with trust off only by
  // the few methods that guests can use here.
  if (situation.sign_in.subject.user.identity_provider != IdentityProvider::entra)
    return OutOfReach::blocked;
  const bool here = certainly_not(is_trusted(situation, TrustedClaim::mfa));
  return here && strength && !guests_can_meet_here(*strength) ? OutOfReach::blocked
                                                              : OutOfReach::no;
}

OutOfReach reach_of_page(const Situation& situation) {
  const OutOfReach step = reach_of_step(situation);
  return step == OutOfReach::no && is_direct_connect(situation) ? OutOfReach::blocked : step;
}

}  // namespace caprock::reference
