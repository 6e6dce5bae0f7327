#include "evaluate/reach.h"

#include <gtest/gtest.h>

#include "compile/user_actions.h"
#include "evaluate/decide_fixture.h"

namespace caprock::evaluate {
namespace {

using enum BuiltInControl;

OutOfReach reach(const SignIn& sign_in, BuiltInControl control,
                 const TenantSnapshot& tenant = tenant_with({})) {
  return reach_of(Asked(tenant, sign_in).facts, policy_with({control}), control);
}

SignIn with_grant(GrantType grant) {
  SignIn sign_in = everyday_sign_in();
  sign_in.request.grant = grant;
  return sign_in;
}

SignIn guest(ExternalKind kind = ExternalKind::b2b_collaboration_guest) {
  return from_elsewhere(everyday_sign_in(), kind);
}

TenantSnapshot trusting_tenant() {
  TenantSnapshot tenant = tenant_with({});
  tenant.cross_tenant_default->inbound_trust = InboundTrust{true, true, true};
  return tenant;
}

TEST(Reach, OfOneOfOurPeopleIsEverythingButABlock) {
  EXPECT_EQ(reach(everyday_sign_in(), block), OutOfReach::blocked);
  for (const BuiltInControl control : {mfa, compliant_device, approved_application,
                                       compliant_application, password_change, risk_remediation})
    EXPECT_EQ(reach(everyday_sign_in(), control), OutOfReach::no);
}

TEST(Reach, OfARequestThatNobodyCanAnswerIsRefusedNotBlocked) {  // CA 2.16
  EXPECT_EQ(reach(with_grant(GrantType::password), mfa), OutOfReach::refused);
  EXPECT_EQ(reach(with_grant(GrantType::device_code), mfa), OutOfReach::no);
  EXPECT_EQ(reach(with_grant(GrantType::device_code), compliant_device), OutOfReach::refused);
  EXPECT_EQ(reach_of_page(Asked(tenant_with({}), with_grant(GrantType::password)).facts),
            OutOfReach::refused);
}

TEST(Reach, OfALegacyClientIsNothingThatAPersonDoes) {  // CA 2.5
  SignIn sign_in = with_grant(GrantType::basic_authentication);
  sign_in.client.app_type = SignInClient::other;
  EXPECT_EQ(reach(sign_in, mfa), OutOfReach::blocked);
  EXPECT_EQ(reach(sign_in, approved_application), OutOfReach::blocked);
  EXPECT_EQ(reach(sign_in, compliant_device), OutOfReach::blocked) << "it sends no device";
  sign_in.client.app_type = SignInClient::exchange_active_sync;
  EXPECT_EQ(reach(sign_in, compliant_device), OutOfReach::no);
}

TEST(Reach, OfGuestsIsWhatTheirHomeIsTrustedWith) {  // CA 2.19.4, 2.19.5
  EXPECT_EQ(reach(guest(), password_change), OutOfReach::blocked);
  EXPECT_EQ(reach(guest(), approved_application), OutOfReach::blocked);
  EXPECT_EQ(reach(guest(), mfa), OutOfReach::no) << "they do it here";
  EXPECT_EQ(reach(guest(), compliant_device), OutOfReach::blocked);
  EXPECT_EQ(reach(guest(), compliant_device, trusting_tenant()), OutOfReach::no);
}

TEST(Reach, OfDirectConnectUsersNeedsTrust) {  // CA 2.19.5, 2.19.6
  const SignIn user = guest(ExternalKind::b2b_direct_connect_user);
  EXPECT_EQ(reach(user, mfa), OutOfReach::blocked);
  EXPECT_EQ(reach(user, mfa, trusting_tenant()), OutOfReach::no);
  EXPECT_EQ(reach_of_page(Asked(trusting_tenant(), user).facts), OutOfReach::blocked);
}

TEST(Reach, OfAStrengthEndsAtOtherIdentityProvidersAndUntrustedHomes) {  // CA 2.12.1.7
  const auto of = [](const SignIn& sign_in, const TenantSnapshot& tenant, const StrengthId& id) {
    return reach_of_strength(Asked(tenant, sign_in).facts, policy_with({}), built_in_strength(id));
  };
  EXPECT_EQ(of(guest(), tenant_with({}), k_mfa_strength), OutOfReach::no);
  EXPECT_EQ(of(guest(), tenant_with({}), k_phishing_resistant_strength), OutOfReach::blocked);
  EXPECT_EQ(of(guest(), trusting_tenant(), k_phishing_resistant_strength), OutOfReach::no);
  SignIn google = guest();
  google.subject.user.identity_provider = IdentityProvider::google;
  EXPECT_EQ(of(google, trusting_tenant(), k_mfa_strength), OutOfReach::blocked);
}

TEST(Reach, OfAFirstMethodEndsAtRisk) {  // CA 2.12.8
  SignIn sign_in = everyday_sign_in();
  sign_in.session.mfa_registered = false;
  Policy policy = policy_with({mfa});
  const Asked asked(tenant_with({}), sign_in);
  EXPECT_EQ(reach_of(asked.facts, policy, mfa), OutOfReach::no);
  policy.conditions.sign_in_risk_levels = {RiskLevel::high};
  EXPECT_TRUE(registration_is_refused(asked.facts, policy));
  EXPECT_EQ(reach_of(asked.facts, policy, mfa), OutOfReach::blocked);
}

TEST(Reach, OfRegisteringEndsAtOtherIdentityProviders) {  // CA 2.19.7
  SignIn sign_in = guest();
  sign_in.request.user_action = std::string(k_register_security_info);
  sign_in.subject.user.identity_provider = IdentityProvider::microsoft_account;
  EXPECT_EQ(reach(sign_in, mfa), OutOfReach::no);
  sign_in.subject.user.identity_provider = IdentityProvider::google;
  EXPECT_EQ(reach(sign_in, mfa), OutOfReach::blocked);
}

TEST(Reach, OfWorkloadsIsNothingAndOfAgentsUsersADevice) {  // CA 2.10
  SignIn sign_in = everyday_sign_in();
  sign_in.subject = {};
  sign_in.subject.kind = SubjectKind::service_principal;
  EXPECT_EQ(reach(sign_in, mfa), OutOfReach::blocked);
  EXPECT_EQ(exists_for(Asked(tenant_with({}), sign_in).facts, compliant_device).match, Match::no);
  sign_in.subject.kind = SubjectKind::agent_user;
  EXPECT_EQ(reach(sign_in, mfa), OutOfReach::blocked);
  EXPECT_EQ(reach(sign_in, compliant_device), OutOfReach::no);
}

TEST(Reach, IsOpenWhereNobodySaysWhatKindOfUserItIs) {
  SignIn sign_in = everyday_sign_in();
  sign_in.subject.user.id = UserId();
  const Asked asked(tenant_with({}), sign_in);
  EXPECT_EQ(exists_for(asked.facts, password_change).match, Match::unknown);
  EXPECT_EQ(exists_for(asked.facts, mfa).match, Match::yes);
}

}  // namespace
}  // namespace caprock::evaluate
