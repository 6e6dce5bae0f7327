#include "compile/compiled_controls.h"

#include <algorithm>

#include "compile/user_actions.h"

namespace caprock {
namespace {

WorkingOrder place_of(BuiltInControl control) {
  switch (control) {
    case BuiltInControl::block: return WorkingOrder::block;
    case BuiltInControl::mfa: return WorkingOrder::mfa;
    case BuiltInControl::compliant_device: return WorkingOrder::compliant_device;
    case BuiltInControl::domain_joined_device: return WorkingOrder::hybrid_joined_device;
    case BuiltInControl::approved_application: return WorkingOrder::approved_application;
    case BuiltInControl::compliant_application: return WorkingOrder::compliant_application;
    case BuiltInControl::password_change:
    case BuiltInControl::risk_remediation: return WorkingOrder::password_change;
    case BuiltInControl::verified_id: return WorkingOrder::verified_id;
  }
  return WorkingOrder::verified_id;
}

// CA 2.17: what a person does in a window; devices and apps are as they are.
bool needs_user(BuiltInControl control) {
  return control == BuiltInControl::mfa || control == BuiltInControl::password_change ||
         control == BuiltInControl::risk_remediation || control == BuiltInControl::verified_id;
}

CompiledControl built_in(BuiltInControl control) {
  return {{ControlKind::built_in, control, {}, {}}, place_of(control), needs_user(control)};
}

CompiledControl step(ControlKind kind, const std::string& id, std::string name,
                     WorkingOrder place) {
  Control control;
  control.kind = kind;
  control.id = id;
  control.name = std::move(name);
  return {std::move(control), place, true};
}

// CA 2.12.1.10: a part that one description has is not looked for in the next; what was not
// understood of a description counts when something was taken from it.
void complete(AuthenticationStrength& strength, const AuthenticationStrength& other) {
  bool taken = false;
  if (strength.allowed_combinations.empty()) {
    strength.policy_type = other.policy_type;
    strength.satisfies_mfa = other.satisfies_mfa;
    strength.allowed_combinations = other.allowed_combinations;
    taken = true;
  }
  if (!strength.lists_configurations && other.lists_configurations) {
    strength.combination_configurations = other.combination_configurations;
    strength.lists_configurations = true;
    taken = true;
  }
  if (taken)
    strength.unread.insert(strength.unread.end(), other.unread.begin(), other.unread.end());
  if (strength.display_name.empty()) strength.display_name = other.display_name;
}

std::optional<AuthenticationStrength> strength_named(const TenantSnapshot& tenant,
                                                     const StrengthReference& reference) {
  std::optional<AuthenticationStrength> result;
  const auto take = [&](const AuthenticationStrength* description) {
    if (description == nullptr) return;
    if (result)
      complete(*result, *description);
    else
      result = *description;
  };
  take(tenant.authentication_strengths.find(reference.id));
  take(built_in_strength(reference.id));
  take(reference.inline_copy ? &*reference.inline_copy : nullptr);
  return result;
}

bool is_for_registering(const Policy& policy) {
  const auto& actions = policy.conditions.applications.include_user_actions;
  return std::any_of(actions.begin(), actions.end(), is_registration);
}

}  // namespace

CompiledControls compile_controls(const TenantSnapshot& tenant, const Policy& policy) {
  CompiledControls compiled;
  if (!policy.grant_controls) return compiled;
  const GrantControls& grants = *policy.grant_controls;
  for (const BuiltInControl control : grants.built_in_controls) {
    compiled.blocks |= control == BuiltInControl::block;
    compiled.changes_password |= control == BuiltInControl::password_change;
    compiled.remediates_risk |= control == BuiltInControl::risk_remediation;
    compiled.grants.push_back(built_in(control));
  }
  if (const auto& reference = grants.authentication_strength) {
    compiled.strength = strength_named(tenant, *reference);
    compiled.strengthens_registration = is_for_registering(policy);
    compiled.grants.push_back(step(ControlKind::authentication_strength, reference->id.text(),
                                   compiled.strength ? compiled.strength->display_name : "",
                                   WorkingOrder::mfa));
  }
  for (const TermsOfUseId& id : grants.terms_of_use) {
    const TermsOfUse* terms = tenant.terms_of_use.find(id);
    compiled.grants.push_back(step(ControlKind::terms_of_use, id.text(),
                                   terms ? terms->display_name : "", WorkingOrder::terms_of_use));
  }
  for (const CustomControlId& id : grants.custom_authentication_factors)
    compiled.grants.push_back(step(ControlKind::custom, id.text(), {}, WorkingOrder::custom));
  std::stable_sort(
      compiled.grants.begin(), compiled.grants.end(),
      [](const CompiledControl& a, const CompiledControl& b) { return a.place < b.place; });
  return compiled;
}

}  // namespace caprock
