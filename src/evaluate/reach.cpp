#include "evaluate/reach.h"

#include "compile/user_actions.h"
#include "evaluate/answers.h"
#include "evaluate/strength.h"

namespace caprock::evaluate {
namespace {

bool is_user(const Facts& facts) { return facts.sign_in.subject.kind == SubjectKind::user; }

bool is_certainly(const Facts& facts, std::uint8_t types) {
  return is_user(facts) && is_one_of(facts.person, types).match == Match::yes;
}

bool is_external(const Facts& facts) { return is_certainly(facts, k_external_types); }

bool is_untrusted(const Facts& facts, TrustedClaim claim) {
  return is_trusted(facts, claim).match == Match::no;
}

bool is_device_control(BuiltInControl control) {
  return control == BuiltInControl::compliant_device ||
         control == BuiltInControl::domain_joined_device;
}

bool is_app_control(BuiltInControl control) {
  return control == BuiltInControl::approved_application ||
         control == BuiltInControl::compliant_application;
}

// CA 2.19.4
bool is_for_own_people(BuiltInControl control) {
  return is_app_control(control) || control == BuiltInControl::password_change ||
         control == BuiltInControl::risk_remediation;
}

// A step that a person does in a window (CA 2.5, 2.16.2).
OutOfReach reach_of_step(const Facts& facts) {
  if (!is_user(facts) || facts.is_legacy_client()) return OutOfReach::blocked;
  return facts.sign_in.request.grant == GrantType::password ? OutOfReach::refused : OutOfReach::no;
}

// CA 2.16.1, 2.19.5
OutOfReach reach_of_device(const Facts& facts, BuiltInControl control) {
  const TrustedClaim claim = control == BuiltInControl::compliant_device
                                 ? TrustedClaim::compliant_device
                                 : TrustedClaim::hybrid_joined_device;
  if (facts.sends_no_device() || (is_external(facts) && is_untrusted(facts, claim)))
    return OutOfReach::blocked;
  return facts.sign_in.request.grant == GrantType::device_code ? OutOfReach::refused
                                                               : OutOfReach::no;
}

// CA 2.19.7
bool cannot_register_here(const Facts& facts) {
  const auto& action = facts.sign_in.request.user_action;
  const IdentityProvider provider = facts.sign_in.subject.user.identity_provider;
  return action && is_registration(*action) && provider != IdentityProvider::entra &&
         provider != IdentityProvider::microsoft_account && is_external(facts);
}

OutOfReach reach_of_mfa(const Facts& facts, const Policy& policy) {
  const OutOfReach step = reach_of_step(facts);
  if (step != OutOfReach::no) return step;
  const bool only_at_home =
      is_certainly(facts, static_cast<std::uint8_t>(GuestType::b2b_direct_connect_user)) &&
      is_untrusted(facts, TrustedClaim::mfa);
  return only_at_home || cannot_register_here(facts) || registration_is_refused(facts, policy)
             ? OutOfReach::blocked
             : OutOfReach::no;
}

}  // namespace

bool registration_is_refused(const Facts& facts, const Policy& policy) {
  const bool* registered = facts.sign_in.session.mfa_registered.value();
  return registered && !*registered && !policy.conditions.sign_in_risk_levels.empty();
}

Answer exists_for(const Facts& facts, BuiltInControl control) {
  if (!facts.is_person()) return certain(false);  // CA 2.10: can only be blocked
  if (!is_user(facts)) return certain(control == BuiltInControl::compliant_device);
  if (is_device_control(control))
    return certain(facts.sign_in.request.grant != GrantType::device_code);
  return is_for_own_people(control) ? opposite(is_one_of(facts.person, k_external_types))
                                    : certain(true);
}

OutOfReach reach_of(const Facts& facts, const Policy& policy, BuiltInControl control) {
  if (control == BuiltInControl::block) return OutOfReach::blocked;
  if (!is_user(facts))
    return exists_for(facts, control).match == Match::no ? OutOfReach::blocked : OutOfReach::no;
  if (is_for_own_people(control) && is_external(facts)) return OutOfReach::blocked;
  if (is_device_control(control)) return reach_of_device(facts, control);
  if (control == BuiltInControl::mfa) return reach_of_mfa(facts, policy);
  if (is_app_control(control))
    return facts.is_legacy_client() ? OutOfReach::blocked : OutOfReach::no;
  return reach_of_step(facts);
}

OutOfReach reach_of_strength(const Facts& facts, const Policy& policy,
                             const AuthenticationStrength* strength) {
  const OutOfReach as_mfa = reach_of_mfa(facts, policy);
  if (as_mfa != OutOfReach::no || !is_external(facts)) return as_mfa;
  // CA 2.12.1.7
  if (facts.sign_in.subject.user.identity_provider != IdentityProvider::entra)
    return OutOfReach::blocked;
  return strength && !guests_can_meet_here(*strength) && is_untrusted(facts, TrustedClaim::mfa)
             ? OutOfReach::blocked
             : OutOfReach::no;
}

// CA 2.19.6
OutOfReach reach_of_page(const Facts& facts) {
  const OutOfReach step = reach_of_step(facts);
  const bool direct_connect =
      is_certainly(facts, static_cast<std::uint8_t>(GuestType::b2b_direct_connect_user));
  return step == OutOfReach::no && direct_connect ? OutOfReach::blocked : step;
}

}  // namespace caprock::evaluate
