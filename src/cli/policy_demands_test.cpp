// What a policy demands, in words: every control, one and many, and their units.
#include <gtest/gtest.h>

#include <functional>

#include "cli/policy_phrases.h"

namespace caprock {
namespace {

std::string grant_words(const GrantControls& controls) {
  TermsOfUse terms;
  terms.id = TermsOfUseId("t1");
  terms.display_name = "House rules";
  TenantSnapshot tenant;
  tenant.terms_of_use.items = {terms};
  return grant_in_words(controls, tenant);
}

std::string session_words(const std::function<void(SessionControls&)>& change) {
  SessionControls controls;
  change(controls);
  return session_in_words(controls);
}

TEST(PolicyDemands, every_grant_control) {
  using enum BuiltInControl;
  const auto one = [](BuiltInControl control) {
    return grant_words({GrantOperator::any, {control}, {}, {}, {}});
  };
  EXPECT_EQ(one(block), "is blocked");
  EXPECT_EQ(one(mfa), "requires multifactor authentication");
  EXPECT_EQ(one(compliant_device), "requires a compliant device");
  EXPECT_EQ(one(domain_joined_device), "requires a Microsoft Entra hybrid joined device");
  EXPECT_EQ(one(approved_application), "requires an approved client app");
  EXPECT_EQ(one(compliant_application), "requires an app protection policy");
  EXPECT_EQ(one(password_change), "requires a password change");
  EXPECT_EQ(one(risk_remediation), "requires risk remediation");
  EXPECT_EQ(one(verified_id), "requires a verified ID");
  EXPECT_EQ(
      grant_words({GrantOperator::any, {mfa, compliant_device, domain_joined_device}, {}, {}, {}}),
      "requires multifactor authentication, a compliant device or a Microsoft Entra hybrid "
      "joined device");
  EXPECT_EQ(
      grant_words({GrantOperator::all,
                   {password_change},
                   {CustomControlId("x1")},
                   {TermsOfUseId("t1"), TermsOfUseId("t2")},
                   StrengthReference{StrengthId("00000000-0000-0000-0000-000000000004"), {}}}),
      "requires a password change, the authentication strength `Phishing-resistant MFA`, "
      "acceptance of the terms of use `House rules`, acceptance of the terms of use `t2` and the "
      "custom control `x1`");
}

TEST(PolicyDemands, every_session_control_with_its_units) {
  const auto frequency = [](int value, FrequencyUnit unit, FrequencyAuthentication asked) {
    return session_words([&](SessionControls& controls) {
      controls.sign_in_frequency =
          SignInFrequency{true, FrequencyInterval::time_based, value, unit, asked};
    });
  };
  using enum FrequencyUnit;
  using enum FrequencyAuthentication;
  EXPECT_EQ(frequency(1, hours, primary_and_secondary), "requires a new sign-in every hour");
  EXPECT_EQ(frequency(8, hours, primary_and_secondary), "requires a new sign-in every 8 hours");
  EXPECT_EQ(frequency(1, days, secondary), "requires a new second factor every day");
  EXPECT_EQ(frequency(7, days, primary_and_secondary), "requires a new sign-in every 7 days");
  EXPECT_EQ(session_words([](SessionControls& controls) {
              controls.sign_in_frequency.emplace().is_enabled = true;
              controls.persistent_browser.emplace().is_enabled = true;
            }),
            "has a sign-in frequency without a period and has a persistent browser control "
            "without a mode");
  EXPECT_EQ(session_words([](SessionControls& controls) {
              controls.persistent_browser = {true, PersistentBrowserMode::always};
              controls.application_enforced_restrictions = true;
              controls.cloud_app_security = {true, CloudAppSecurityType::block_downloads};
              controls.secure_sign_in_session = true;
              controls.continuous_access_evaluation = CaeMode::strict_location;
              controls.disable_resilience_defaults = true;
              controls.global_secure_access_filtering_profile = {true, "p1"};
            }),
            "always has a persistent browser session, is limited by the restrictions of the app "
            "itself, runs through Defender for Cloud Apps with downloads blocked, requires tokens "
            "that are bound to their device, is under continuous access evaluation with strictly "
            "enforced locations, has the resilience defaults switched off and runs through the "
            "Global Secure Access profile `p1`");
}

TEST(PolicyDemands, the_kinds_of_app_control_and_of_continuous_evaluation) {
  const auto app_control = [](std::optional<CloudAppSecurityType> type) {
    return session_words(
        [&](SessionControls& controls) { controls.cloud_app_security = {true, type}; });
  };
  EXPECT_EQ(app_control({}), "runs through Defender for Cloud Apps");
  EXPECT_EQ(app_control(CloudAppSecurityType::mcas_configured),
            "runs through Defender for Cloud Apps under the policies set there");
  EXPECT_EQ(app_control(CloudAppSecurityType::monitor_only),
            "runs through Defender for Cloud Apps for monitoring only");
  const auto evaluation = [](CaeMode mode) {
    return session_words(
        [&](SessionControls& controls) { controls.continuous_access_evaluation = mode; });
  };
  EXPECT_EQ(evaluation(CaeMode::strict_enforcement),
            "is under strictly enforced continuous access evaluation");
  EXPECT_EQ(evaluation(CaeMode::disabled), "is exempt from continuous access evaluation");
}

}  // namespace
}  // namespace caprock
