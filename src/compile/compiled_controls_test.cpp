#include "compile/compiled_controls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caprock {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using enum MethodMode;

const StrengthId k_own{"57e00001-0000-4000-8000-00000000005f"};

std::vector<std::string> described(const CompiledControls& compiled) {
  std::vector<std::string> texts;
  for (const CompiledControl& one : compiled.grants)
    texts.push_back(std::to_string(static_cast<int>(one.place)) + " " + one.control.id +
                    one.control.name + (one.needs_user ? " by a person" : ""));
  return texts;
}

AuthenticationStrength strength(std::vector<Combination> combinations) {
  AuthenticationStrength result;
  result.id = k_own;
  result.allowed_combinations = std::move(combinations);
  return result;
}

Policy demanding(const StrengthReference& reference) {
  Policy policy;
  policy.grant_controls.emplace();
  policy.grant_controls->authentication_strength = reference;
  return policy;
}

TEST(CompiledControls, SayWhatPutsControlsOfOthersAside) {  // CA 2.12.1.8, 2.12.11
  Policy policy = demanding({k_mfa_strength, std::nullopt});
  policy.grant_controls->built_in_controls = {BuiltInControl::risk_remediation};
  policy.conditions.applications.include_user_actions = {"urn:user:registerdevice"};
  CompiledControls compiled = compile_controls({}, policy);
  EXPECT_TRUE(compiled.remediates_risk);
  EXPECT_FALSE(compiled.changes_password);
  EXPECT_FALSE(compiled.strengthens_registration);
  policy.conditions.applications.include_user_actions.emplace_back("URN:user:registerSecurityInfo");
  policy.grant_controls->built_in_controls = {BuiltInControl::password_change};
  compiled = compile_controls({}, policy);
  EXPECT_FALSE(compiled.remediates_risk);
  EXPECT_TRUE(compiled.changes_password);
  EXPECT_TRUE(compiled.strengthens_registration);
  policy.grant_controls->authentication_strength.reset();
  EXPECT_FALSE(compile_controls({}, policy).strengthens_registration);
}

TEST(CompiledControls, StandInTheOrderOfWorkingOff) {
  using enum BuiltInControl;
  TenantSnapshot tenant;
  TermsOfUse terms;
  terms.id = TermsOfUseId("t");
  terms.display_name = "erms";
  tenant.terms_of_use.items = {terms};
  Policy policy = demanding({k_mfa_strength, std::nullopt});
  policy.grant_controls->built_in_controls = {password_change, compliant_device, mfa};
  policy.grant_controls->terms_of_use = {terms.id, TermsOfUseId("gone")};
  policy.grant_controls->custom_authentication_factors = {CustomControlId("c")};
  const CompiledControls compiled = compile_controls(tenant, policy);
  EXPECT_FALSE(compiled.blocks);
  EXPECT_THAT(described(compiled),
              ElementsAre("1  by a person",
                          "1 " + k_mfa_strength.text() + "Multifactor authentication by a person",
                          "2 ", "6  by a person", "7 terms by a person", "7 gone by a person",
                          "8 c by a person"));
}

TEST(CompiledControls, KnowABlock) {
  Policy policy;
  EXPECT_THAT(compile_controls({}, policy).grants, IsEmpty());
  policy.grant_controls = GrantControls{GrantOperator::any, {BuiltInControl::block}, {}, {}, {}};
  EXPECT_TRUE(compile_controls({}, policy).blocks);
}

TEST(CompiledControls, CompleteAStrengthFromItsDescriptions) {  // CA 2.12.1.10
  TenantSnapshot tenant;
  AuthenticationStrength bare = strength({});
  bare.display_name = "Listed";
  bare.lists_configurations = false;
  tenant.authentication_strengths.items = {bare};
  AuthenticationStrength copy = strength({static_cast<Combination>(fido2)});
  copy.display_name = "Copied";
  copy.satisfies_mfa = true;
  copy.combination_configurations = {Fido2Configuration{"k", {32}, {"model"}}};
  copy.unread = {{PolicyPart::grant_controls, "/new", "?"}};
  const auto compiled = compile_controls(tenant, demanding({k_own, copy})).strength;
  ASSERT_TRUE(compiled);
  EXPECT_EQ(compiled->display_name, "Listed");
  EXPECT_EQ(compiled->allowed_combinations, copy.allowed_combinations);
  EXPECT_EQ(compiled->combination_configurations, copy.combination_configurations);
  EXPECT_TRUE(compiled->satisfies_mfa);
  EXPECT_TRUE(compiled->lists_configurations);
  EXPECT_EQ(compiled->unread, copy.unread);
}

TEST(CompiledControls, TakeNothingFromADescriptionThatIsNotNeeded) {
  TenantSnapshot tenant;
  tenant.authentication_strengths.items = {strength({static_cast<Combination>(fido2)})};
  AuthenticationStrength copy = strength({static_cast<Combination>(sms)});
  copy.unread = {{PolicyPart::grant_controls, "/new", "?"}};
  const auto compiled = compile_controls(tenant, demanding({k_own, copy})).strength;
  ASSERT_TRUE(compiled);
  EXPECT_EQ(compiled->allowed_combinations,
            tenant.authentication_strengths.items[0].allowed_combinations);
  EXPECT_THAT(compiled->unread, IsEmpty());
}

TEST(CompiledControls, LeaveAStrengthThatNobodyDescribesOpen) {  // CA 2.12.1.9
  const CompiledControls compiled = compile_controls({}, demanding({k_own, std::nullopt}));
  EXPECT_FALSE(compiled.strength);
  EXPECT_EQ(compiled.grants.size(), 1U);
}

}  // namespace
}  // namespace caprock
