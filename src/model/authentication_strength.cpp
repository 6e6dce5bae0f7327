#include "model/authentication_strength.h"

#include <array>

namespace caprock {
namespace {

template <class... Modes>
constexpr Combination all_of_modes(Modes... modes) {
  return (static_cast<Combination>(modes) | ...);
}

using enum MethodMode;

// SOURCE: STR (docs/semantics), the table of built-in strengths; each row holds for the
// strengths above it, too.
const std::vector<Combination> k_phishing_resistant = {all_of_modes(windows_hello_for_business),
                                                       all_of_modes(fido2),
                                                       all_of_modes(x509_certificate_multi_factor)};

std::vector<Combination> with(std::vector<Combination> base, std::vector<Combination> more) {
  base.insert(base.end(), more.begin(), more.end());
  return base;
}

const std::vector<Combination> k_passwordless =
    with(k_phishing_resistant, {all_of_modes(device_based_push)});

const std::vector<Combination> k_mfa = with(
    k_passwordless,
    {all_of_modes(temporary_access_pass_one_time), all_of_modes(temporary_access_pass_multi_use),
     all_of_modes(password, microsoft_authenticator_push), all_of_modes(password, software_oath),
     all_of_modes(password, hardware_oath), all_of_modes(password, sms),
     all_of_modes(password, voice), all_of_modes(password, x509_certificate_single_factor),
     all_of_modes(password, x509_certificate_multi_factor), all_of_modes(federated_multi_factor),
     all_of_modes(microsoft_authenticator_push, federated_single_factor),
     all_of_modes(software_oath, federated_single_factor),
     all_of_modes(hardware_oath, federated_single_factor),
     all_of_modes(sms, federated_single_factor), all_of_modes(voice, federated_single_factor)});

AuthenticationStrength built_in(const StrengthId& id, std::string name,
                                const std::vector<Combination>& combinations) {
  AuthenticationStrength strength;
  strength.id = id;
  strength.display_name = std::move(name);
  strength.policy_type = StrengthType::built_in;
  strength.satisfies_mfa = true;
  strength.allowed_combinations = combinations;
  return strength;
}

}  // namespace

const AuthenticationStrength* built_in_strength(const StrengthId& id) {
  static const std::array k_built_in = {
      built_in(k_mfa_strength, "Multifactor authentication", k_mfa),
      built_in(k_passwordless_strength, "Passwordless MFA", k_passwordless),
      built_in(k_phishing_resistant_strength, "Phishing-resistant MFA", k_phishing_resistant)};
  for (const AuthenticationStrength& strength : k_built_in)
    if (strength.id == id) return &strength;
  return nullptr;
}

}  // namespace caprock
