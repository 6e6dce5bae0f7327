// Authentication method modes, combinations of them, and strengths made of combinations.
// Graph: authenticationStrengthPolicy.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/ids.h"
#include "model/origin.h"

namespace caprock {

// Bits of authenticationMethodModes.
enum class MethodMode : std::uint32_t {
  password = 1,
  voice = 2,
  hardware_oath = 4,
  software_oath = 8,
  sms = 16,
  fido2 = 32,
  windows_hello_for_business = 64,
  microsoft_authenticator_push = 128,
  device_based_push = 256,
  temporary_access_pass_one_time = 512,
  temporary_access_pass_multi_use = 1024,
  email = 2048,
  x509_certificate_single_factor = 4096,
  x509_certificate_multi_factor = 8192,
  federated_single_factor = 16384,
  federated_multi_factor = 32768,
  qr_code_pin = 131072,
};

using Combination = std::uint32_t;  // OR of MethodMode; all bits are needed together

// Graph: fido2CombinationConfiguration
struct Fido2Configuration {
  std::string id;
  std::vector<Combination> applies_to_combinations;
  std::vector<std::string> allowed_aaguids;
  bool operator==(const Fido2Configuration&) const = default;
};

// Graph: x509CertificateCombinationConfiguration. An empty list allows everything.
struct X509Configuration {
  std::string id;
  std::vector<Combination> applies_to_combinations;
  std::vector<std::string> allowed_issuer_skis;
  std::vector<std::string> allowed_policy_oids;
  bool operator==(const X509Configuration&) const = default;
};

using CombinationConfiguration = std::variant<Fido2Configuration, X509Configuration>;

enum class StrengthType : std::uint8_t { built_in, custom };

struct AuthenticationStrength {
  StrengthId id;
  std::string display_name;
  std::string description;
  StrengthType policy_type = StrengthType::custom;
  bool satisfies_mfa = false;  // Graph: requirementsSatisfied is `mfa`
  std::vector<Combination> allowed_combinations;
  std::vector<CombinationConfiguration> combination_configurations;
  bool lists_configurations = true;  // false: the export leaves them out, so there may be some
  std::vector<Unread> unread;
  Origin origin;
  bool operator==(const AuthenticationStrength&) const = default;
};

// The three strengths with fixed ids that every tenant has; nullptr for any other id.
const AuthenticationStrength* built_in_strength(const StrengthId& id);

inline const StrengthId k_mfa_strength{"00000000-0000-0000-0000-000000000002"};
inline const StrengthId k_passwordless_strength{"00000000-0000-0000-0000-000000000003"};
inline const StrengthId k_phishing_resistant_strength{"00000000-0000-0000-0000-000000000004"};

}  // namespace caprock
