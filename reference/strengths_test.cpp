#include "reference/strengths.h"

#include <gtest/gtest.h>

#include "model/test_world.h"

namespace caprock::reference {
namespace {

using namespace test_world;

constexpr std::string_view k_strength = "57e00001-0000-4000-8000-00000000005f";

Match met(const AuthenticationStrength& strength, std::vector<UsedMethod> methods) {
  const TenantSnapshot tenant = tenant_with({});
  SignIn sign_in = everyday_sign_in();
  sign_in.session.methods = std::move(methods);
  const EvaluationOptions options;
  return meets_strength(Situation{tenant, sign_in, options, {}}, {strength.id, strength}).match;
}

AuthenticationStrength strength_of_one(MethodMode mode, CombinationConfiguration configuration) {
  AuthenticationStrength strength;
  strength.id = StrengthId(std::string(k_strength));
  strength.allowed_combinations = {static_cast<Combination>(mode)};
  strength.combination_configurations = {std::move(configuration)};
  return strength;
}

TEST(Strengths, AllMethodsOfACombinationAreNeeded) {  // CA-109, CA-110
  const AuthenticationStrength& mfa = *built_in_strength(k_mfa_strength);
  const UsedMethod password{MethodMode::password, {}, {}, {}};
  const UsedMethod sms{MethodMode::sms, {}, {}, {}};
  EXPECT_EQ(met(mfa, {password}), Match::no);
  EXPECT_EQ(met(mfa, {sms, password}), Match::yes);
  EXPECT_EQ(met(*built_in_strength(k_phishing_resistant_strength), {sms, password}), Match::no);
}

TEST(Strengths, AKeyModelMustBeListed) {  // CA-112
  const auto combination = static_cast<Combination>(MethodMode::fido2);
  const AuthenticationStrength strength =
      strength_of_one(MethodMode::fido2, Fido2Configuration{"c", {combination}, {"model-1"}});
  EXPECT_EQ(met(strength, {{MethodMode::fido2, "MODEL-1", {}, {}}}), Match::yes);
  EXPECT_EQ(met(strength, {{MethodMode::fido2, "model-2", {}, {}}}), Match::no);
  EXPECT_EQ(met(strength, {{MethodMode::fido2, {}, {}, {}}}), Match::unknown);
}

TEST(Strengths, AConfigurationThatNobodyListsMayRefuseAKey) {
  const auto combination = static_cast<Combination>(MethodMode::fido2);
  AuthenticationStrength strength =
      strength_of_one(MethodMode::fido2, Fido2Configuration{"c", {combination}, {"model-1"}});
  strength.combination_configurations.clear();
  EXPECT_EQ(met(strength, {{MethodMode::fido2, "model-2", {}, {}}}), Match::yes);
  strength.lists_configurations = false;
  EXPECT_EQ(met(strength, {{MethodMode::fido2, "model-2", {}, {}}}), Match::unknown);
  EXPECT_EQ(met(strength, {{MethodMode::password, {}, {}, {}}}), Match::no);
}

TEST(Strengths, AnUnreadPartMayRefuseOrAdd) {
  AuthenticationStrength strength = *built_in_strength(k_phishing_resistant_strength);
  strength.id = StrengthId(std::string(k_strength));
  const UsedMethod key{MethodMode::fido2, {}, {}, {}};
  const UsedMethod password{MethodMode::password, {}, {}, {}};
  strength.unread = {{PolicyPart::grant_controls, "/combinationConfigurations/0", "{}"}};
  EXPECT_EQ(met(strength, {key}), Match::unknown);
  strength.unread = {{PolicyPart::grant_controls, "/AllowedCombinations/3", "\"x\""}};
  EXPECT_EQ(met(strength, {key}), Match::yes);
  EXPECT_EQ(met(strength, {password}), Match::unknown);
}

TEST(Strengths, ACertificateNeedsIssuerAndObjectIdentifier) {  // CA-113
  const MethodMode mode = MethodMode::x509_certificate_multi_factor;
  const AuthenticationStrength strength = strength_of_one(
      mode, X509Configuration{"c", {static_cast<Combination>(mode)}, {"I1"}, {"O1"}});
  EXPECT_EQ(met(strength, {{mode, {}, "I1", {"O1"}}}), Match::yes);
  EXPECT_EQ(met(strength, {{mode, {}, "I1", {"O2"}}}), Match::no);
  EXPECT_EQ(met(strength, {{mode, {}, "I2", {"O1"}}}), Match::no);
  EXPECT_EQ(met(strength, {{mode, {}, "I1", {"1", "2", "3", "4", "5", "O1"}}}), Match::no)
      << "only the first five count";
}

}  // namespace
}  // namespace caprock::reference
