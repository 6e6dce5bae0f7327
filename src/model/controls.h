// What a policy demands: grant controls before access, session controls after.
// Graph: conditionalAccessGrantControls, conditionalAccessSessionControls (1.9, 1.10).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/authentication_strength.h"
#include "model/ids.h"

namespace caprock {

enum class BuiltInControl : std::uint8_t {
  block,
  mfa,
  compliant_device,
  domain_joined_device,
  approved_application,
  compliant_application,
  password_change,
  risk_remediation,
  verified_id,
};

enum class GrantOperator : std::uint8_t { all, any };  // Graph: `AND`, `OR`

// The strength a policy names. Reads carry the whole object, writes only the id.
struct StrengthReference {
  StrengthId id;
  std::optional<AuthenticationStrength> inline_copy;
  bool operator==(const StrengthReference&) const = default;
};

// Graph: grantControls. `operator` is a C++ keyword, hence `combine`.
struct GrantControls {
  GrantOperator combine = GrantOperator::any;
  std::vector<BuiltInControl> built_in_controls;
  std::vector<CustomControlId> custom_authentication_factors;
  std::vector<TermsOfUseId> terms_of_use;
  std::optional<StrengthReference> authentication_strength;
  bool operator==(const GrantControls&) const = default;
};

enum class CloudAppSecurityType : std::uint8_t { mcas_configured, monitor_only, block_downloads };

struct CloudAppSecurity {
  bool is_enabled = false;
  std::optional<CloudAppSecurityType> type;
  bool operator==(const CloudAppSecurity&) const = default;
};

enum class FrequencyInterval : std::uint8_t { time_based, every_time };
enum class FrequencyUnit : std::uint8_t { hours, days };
enum class FrequencyAuthentication : std::uint8_t { primary_and_secondary, secondary };

struct SignInFrequency {
  bool is_enabled = false;
  FrequencyInterval frequency_interval = FrequencyInterval::time_based;
  std::optional<int> value;
  std::optional<FrequencyUnit> type;
  FrequencyAuthentication authentication_type = FrequencyAuthentication::primary_and_secondary;
  bool operator==(const SignInFrequency&) const = default;

  // The period; zero for "every time", nothing when a time-based control lacks value or unit.
  std::optional<std::chrono::seconds> period() const;
};

enum class PersistentBrowserMode : std::uint8_t { always, never };

struct PersistentBrowser {
  bool is_enabled = false;
  std::optional<PersistentBrowserMode> mode;
  bool operator==(const PersistentBrowser&) const = default;
};

enum class CaeMode : std::uint8_t { strict_enforcement, disabled, strict_location };

struct SecureAccessProfile {
  bool is_enabled = false;
  std::string profile_id;
  bool operator==(const SecureAccessProfile&) const = default;
};

// A control with `isEnabled: false` counts as absent (CA 1.10).
struct SessionControls {
  bool application_enforced_restrictions = false;
  std::optional<CloudAppSecurity> cloud_app_security;
  std::optional<SignInFrequency> sign_in_frequency;
  std::optional<PersistentBrowser> persistent_browser;
  std::optional<bool> disable_resilience_defaults;
  bool secure_sign_in_session = false;  // "token protection"
  std::optional<CaeMode> continuous_access_evaluation;
  std::optional<SecureAccessProfile> global_secure_access_filtering_profile;
  bool operator==(const SessionControls&) const = default;

  // True when at least one control is enabled and complete.
  bool effective() const;
};

}  // namespace caprock
