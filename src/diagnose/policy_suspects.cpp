#include "diagnose/policy_suspects.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/printable.h"
#include "base/text.h"
#include "diagnose/redaction.h"
#include "diagnose/words.h"
#include "token/words.h"

namespace caprock {
namespace {

bool has_control(const Policy& policy, std::initializer_list<BuiltInControl> any) {
  if (!policy.grant_controls) return false;
  const auto& controls = policy.grant_controls->built_in_controls;
  return std::any_of(any.begin(), any.end(), [&](BuiltInControl one) {
    return std::find(controls.begin(), controls.end(), one) != controls.end();
  });
}

bool asks_for_mfa(const Policy& policy) {
  return has_control(policy, {BuiltInControl::mfa}) ||
         (policy.grant_controls && policy.grant_controls->authentication_strength);
}

bool asks_for_device(const Policy& policy) {
  return has_control(policy,
                     {BuiltInControl::compliant_device, BuiltInControl::domain_joined_device});
}

bool asks_for_compliance(const Policy& policy) {
  return has_control(policy, {BuiltInControl::compliant_device});
}

bool asks_for_join(const Policy& policy) {
  return has_control(policy, {BuiltInControl::domain_joined_device});
}

bool asks_for_approved_app(const Policy& policy) {
  return has_control(policy, {BuiltInControl::approved_application});
}

bool asks_for_app_protection(const Policy& policy) {
  return has_control(policy, {BuiltInControl::compliant_application});
}

bool asks_for_password_change(const Policy& policy) {
  return has_control(policy, {BuiltInControl::password_change, BuiltInControl::risk_remediation});
}

bool blocks(const Policy& policy) { return has_control(policy, {BuiltInControl::block}); }

bool blocks_flows(const Policy& policy) {
  return blocks(policy) && policy.conditions.authentication_flows.has_value();
}

bool asks_outside(const Policy& policy) {
  return policy.grant_controls && (!policy.grant_controls->terms_of_use.empty() ||
                                   !policy.grant_controls->custom_authentication_factors.empty());
}

bool has_frequency(const Policy& policy) {
  return policy.session_controls && policy.session_controls->sign_in_frequency &&
         policy.session_controls->sign_in_frequency->is_enabled;
}

bool binds_tokens(const Policy& policy) {
  return policy.session_controls && policy.session_controls->secure_sign_in_session;
}

// What a code says was not met (TS 8.5.1), in the model and in the words of the log (CA 1.15).
struct CodeDemand {
  int code;
  bool (*asks)(const Policy&);
  std::string_view noun;  // `demands multifactor authentication`
  std::array<std::string_view, 2> logged;
};

constexpr std::string_view k_mfa = "demands multifactor authentication";
constexpr std::string_view k_device = "demands a managed device";
constexpr std::string_view k_frequency = "has a sign-in frequency";

constexpr std::array k_demands = {
    CodeDemand{50072, asks_for_mfa, k_mfa, {"Mfa", ""}},
    CodeDemand{50074, asks_for_mfa, k_mfa, {"Mfa", ""}},
    CodeDemand{50076, asks_for_mfa, k_mfa, {"Mfa", ""}},
    CodeDemand{50079, asks_for_mfa, k_mfa, {"Mfa", ""}},
    CodeDemand{
        50097, asks_for_device, k_device, {"RequireCompliantDevice", "RequireDomainJoinedDevice"}},
    CodeDemand{
        50129, asks_for_device, k_device, {"RequireCompliantDevice", "RequireDomainJoinedDevice"}},
    CodeDemand{50142, asks_for_password_change, "demands a password change", {"", ""}},
    CodeDemand{50158, asks_outside, "demands terms of use or a custom control", {"", ""}},
    CodeDemand{
        53000, asks_for_compliance, "demands a compliant device", {"RequireCompliantDevice", ""}},
    CodeDemand{
        53001, asks_for_join, "demands a hybrid joined device", {"RequireDomainJoinedDevice", ""}},
    CodeDemand{53002, asks_for_approved_app, "demands an approved client app", {"", ""}},
    CodeDemand{
        530003, asks_for_device, k_device, {"RequireCompliantDevice", "RequireDomainJoinedDevice"}},
    CodeDemand{53003, blocks, "blocks", {"Block", ""}},
    CodeDemand{
        530004, asks_for_device, k_device, {"RequireCompliantDevice", "RequireDomainJoinedDevice"}},
    CodeDemand{53005, asks_for_app_protection, "demands an app protection policy", {"", ""}},
    CodeDemand{53009, asks_for_app_protection, "demands an app protection policy", {"", ""}},
    CodeDemand{530036, blocks_flows, "blocks an authentication flow", {"Block", ""}},
    CodeDemand{530084, binds_tokens, "demands tokens bound to a device", {"", ""}},
    CodeDemand{70043, has_frequency, k_frequency, {"SignInFrequency", ""}},
    CodeDemand{70044, has_frequency, k_frequency, {"SignInFrequency", ""}},
};

const CodeDemand* demand_of(int code) {
  const auto at = std::find_if(k_demands.begin(), k_demands.end(),
                               [&](const CodeDemand& row) { return row.code == code; });
  return at == k_demands.end() ? nullptr : &*at;
}

const Policy* policy_with(const TenantSnapshot* tenant, const PolicyId& id) {
  return tenant == nullptr || id.empty() ? nullptr : tenant->policies.find(id);
}

// The policy as the export has it; being off there makes it less sure.
void add_state(const TenantSnapshot* tenant, Suspect& suspect) {
  if (tenant == nullptr) return;
  const Policy* policy = policy_with(tenant, suspect.policy);
  if (policy == nullptr) {
    suspect.because += "; it is not in the export";
    return;
  }
  suspect.name = policy->display_name;
  suspect.state = policy->state;
  if (policy->state == PolicyState::enabled) return;
  suspect.sureness = std::max(suspect.sureness, Sureness::likely);
  if (policy->state == PolicyState::unknown)
    suspect.because += "; whether it is on is not known in the export";
  else
    suspect.because += fmt::format("; in the export it is {}, so it was changed since",
                                   state_in_words(policy->state));
}

// A state that is not known may be on (CA 2.11.14).
bool may_be_on(const Policy& policy) {
  return policy.state == PolicyState::enabled || policy.state == PolicyState::unknown;
}

bool logged_control_fits(const LoggedPolicy& policy, const CodeDemand* demand) {
  if (demand == nullptr) return false;
  for (const auto* list : {&policy.grant_controls, &policy.session_controls})
    for (const std::string& control : *list)
      for (const std::string_view word : demand->logged)
        if (!word.empty() && equal_ignoring_case(control, word)) return true;
  // The log shows no control where a policy asks for an authentication strength alone.
  return demand->asks == &asks_for_mfa && policy.grant_controls.empty() &&
         policy.session_controls.empty();
}

std::string controls_in_words(const LoggedPolicy& policy) {
  std::vector<std::string> words;
  for (const auto* list : {&policy.grant_controls, &policy.session_controls})
    for (const std::string& control : *list)
      words.push_back(in_backticks(without_secrets(control)));
  return words.empty() ? std::string() : " with " + join(words, ", ");
}

void add_logged_policies(const FoundError& error, const TenantSnapshot* tenant,
                         std::vector<Suspect>& suspects) {
  for (const LoggedPolicy& policy : error.policies) {
    if (!equal_ignoring_case(policy.result, "failure")) continue;
    Suspect suspect;
    suspect.policy = policy.id;
    suspect.name = policy.display_name;
    const bool fits = logged_control_fits(policy, demand_of(error.code()));
    suspect.sureness = fits ? Sureness::certain : Sureness::likely;
    suspect.because = "the record says that it was applied and failed" + controls_in_words(policy);
    add_state(tenant, suspect);
    suspects.push_back(std::move(suspect));
  }
}

// How a policy with a sign-in frequency fits the length that the text tells.
bool frequency_fits(const Policy& policy, const FoundError& error) {
  if (!error.lifetime) return true;
  return policy.session_controls->sign_in_frequency->period() == error.lifetime;
}

bool asks_every_time(const Policy& policy) {
  return policy.session_controls->sign_in_frequency->frequency_interval ==
         FrequencyInterval::every_time;
}

std::string frequency_in_words(const Policy& policy) {
  if (asks_every_time(policy)) return "asks for a sign-in every time";
  const auto period = policy.session_controls->sign_in_frequency->period();
  return period ? fmt::format("has a sign-in frequency of {}", period_in_words(*period))
                : std::string("has a sign-in frequency without a length");
}

Suspect fitting(const Policy& policy, const FoundError& error, const CodeDemand& demand) {
  Suspect suspect;
  suspect.policy = policy.id;
  suspect.name = policy.display_name;
  suspect.state = policy.state;
  if (demand.asks != &has_frequency)
    suspect.because = "it " + std::string(demand.noun);
  else if (error.lifetime && asks_every_time(policy))
    suspect.because =
        "it asks for a sign-in every time; which length the text then says is not known";
  else
    suspect.because = fmt::format("it {}{}", frequency_in_words(policy),
                                  error.lifetime ? ", the length that the text says" : "");
  if (policy.state != PolicyState::enabled)
    suspect.because += fmt::format(", but is {} in the export", state_in_words(policy.state));
  return suspect;
}

std::vector<const Policy*> fitting_by_demand(const FoundError& error, const TenantSnapshot& tenant,
                                             const CodeDemand& demand) {
  std::vector<const Policy*> fit, every_time;
  for (const Policy& policy : tenant.policies.items) {
    if (!demand.asks(policy)) continue;
    if (demand.asks != &has_frequency || frequency_fits(policy, error))
      fit.push_back(&policy);
    else if (asks_every_time(policy) && may_be_on(policy))
      every_time.push_back(&policy);
  }
  const bool one_is_on =
      std::any_of(fit.begin(), fit.end(), [](const Policy* policy) { return may_be_on(*policy); });
  if (!one_is_on) fit.insert(fit.end(), every_time.begin(), every_time.end());
  return fit;
}

}  // namespace

bool demands_mfa(int code) {
  const CodeDemand* demand = demand_of(code);
  return demand != nullptr && demand->noun == k_mfa;
}

bool policies_raise(int code) { return demand_of(code) != nullptr; }

std::vector<Suspect> named_policies(const FoundError& error, const TenantSnapshot* tenant) {
  std::vector<Suspect> suspects;
  add_logged_policies(error, tenant, suspects);
  for (const PolicyId& id : error.claimed_policies) {
    const bool known = std::any_of(suspects.begin(), suspects.end(),
                                   [&](const Suspect& one) { return one.policy == id; });
    if (known) continue;
    Suspect suspect;
    suspect.policy = id;
    suspect.sureness = Sureness::certain;
    suspect.because = "the response names it in its claims (`capolids`)";
    add_state(tenant, suspect);
    suspects.push_back(std::move(suspect));
  }
  return suspects;
}

std::vector<Suspect> fitting_policies(const FoundError& error, const TenantSnapshot& tenant) {
  std::vector<Suspect> suspects;
  const CodeDemand* demand = demand_of(error.code());
  if (demand == nullptr) return suspects;
  const auto fit = fitting_by_demand(error, tenant, *demand);
  const auto on = std::count_if(fit.begin(), fit.end(),
                                [](const Policy* policy) { return may_be_on(*policy); });
  for (const Policy* policy : fit) {
    Suspect suspect = fitting(*policy, error, *demand);
    const bool only_one = on == 1 && policy->state == PolicyState::enabled;
    suspect.sureness = only_one ? Sureness::likely : Sureness::possible;
    // What is off is told only where nothing that may be on fits.
    if (may_be_on(*policy) || on == 0) suspects.push_back(std::move(suspect));
  }
  return suspects;
}

}  // namespace caprock
