#include "evaluate/strength.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "evaluate/decide_fixture.h"

namespace caprock::evaluate {
namespace {

using ::testing::ElementsAre;
using enum MethodMode;

const StrengthId k_own{"57e00001-0000-4000-8000-00000000005f"};
const StrengthReference k_reference{k_own, std::nullopt};
constexpr auto k_key = static_cast<Combination>(fido2);
constexpr auto k_certificate = static_cast<Combination>(x509_certificate_multi_factor);

AuthenticationStrength strength_of(std::vector<Combination> combinations) {
  AuthenticationStrength strength;
  strength.id = k_own;
  strength.satisfies_mfa = true;
  strength.allowed_combinations = std::move(combinations);
  return strength;
}

Answer mfa_of(SignIn sign_in, const TenantSnapshot& tenant = tenant_with({})) {
  return has_mfa(Asked(tenant, std::move(sign_in)).facts);
}

Answer met(const AuthenticationStrength& strength, SignIn sign_in,
           const TenantSnapshot& tenant = tenant_with({})) {
  return meets_strength(Asked(tenant, std::move(sign_in)).facts, k_reference, &strength);
}

SignIn with_method(UsedMethod method) {
  SignIn sign_in = everyday_sign_in();
  sign_in.session.methods = std::vector{std::move(method)};
  return sign_in;
}

TenantSnapshot trusting_tenant(bool accepted) {
  TenantSnapshot tenant = tenant_with({});
  tenant.cross_tenant_default->inbound_trust = InboundTrust{accepted, accepted, accepted};
  return tenant;
}

TEST(Mfa, IsProvedByAClaimOrByMethods) {  // CA 2.12.4
  SignIn sign_in = everyday_sign_in();
  EXPECT_EQ(mfa_of(sign_in).match, Match::no);
  sign_in.session.mfa_claim = true;
  EXPECT_EQ(mfa_of(sign_in).match, Match::yes);
  EXPECT_EQ(mfa_of(with_methods(everyday_sign_in(), {password, sms})).match, Match::yes);
  EXPECT_EQ(mfa_of(with_methods(everyday_sign_in(), {windows_hello_for_business})).match,
            Match::yes);
  EXPECT_EQ(mfa_of(with_methods(everyday_sign_in(), {sms})).match, Match::no);
}

TEST(Mfa, IsOpenWhenNobodySaysAnything) {
  SignIn sign_in = everyday_sign_in();
  sign_in.session.mfa_claim = {};
  sign_in.session.methods = {};
  const Answer answer = mfa_of(sign_in);
  EXPECT_EQ(answer.match, Match::unknown);
  EXPECT_THAT(answer.open, ElementsAre("session.mfaClaim"));
  sign_in.session.methods = Signal<std::vector<UsedMethod>>::absent();
  EXPECT_EQ(mfa_of(sign_in).match, Match::no);
}

TEST(Mfa, OfAGuestCountsWhereHomeIsTrustedAndOtherwisePerhaps) {  // CA 2.19.2
  SignIn guest = from_elsewhere(with_methods(everyday_sign_in(), {password, sms}),
                                ExternalKind::b2b_collaboration_guest);
  EXPECT_EQ(mfa_of(guest, trusting_tenant(true)).match, Match::yes);
  EXPECT_EQ(mfa_of(guest, trusting_tenant(false)).match, Match::unknown);
  guest = with_methods(guest, {fido2});  // guests have no keys here
  EXPECT_EQ(mfa_of(guest, trusting_tenant(false)).match, Match::no);
  guest =
      from_elsewhere(with_methods(guest, {password, sms}), ExternalKind::b2b_direct_connect_user);
  EXPECT_EQ(mfa_of(guest, trusting_tenant(false)).match, Match::no);
}

TEST(Strength, NeedsEveryMethodOfACombination) {  // CA 2.12.1.1
  const auto strength =
      strength_of({static_cast<Combination>(password) | static_cast<Combination>(software_oath)});
  EXPECT_EQ(met(strength, everyday_sign_in()).match, Match::no);
  EXPECT_EQ(met(strength, with_methods(everyday_sign_in(), {software_oath, password})).match,
            Match::yes);
}

TEST(Strength, OfOneKeyModelNeedsThatModel) {  // CA 2.12.1.2, 2.12.1.3
  auto strength = strength_of({k_key});
  strength.combination_configurations = {Fido2Configuration{"c", {k_key}, {"Model-A"}}};
  EXPECT_EQ(met(strength, with_method({fido2, "model-a", {}, {}})).match, Match::yes);
  EXPECT_EQ(met(strength, with_method({fido2, "model-b", {}, {}})).match, Match::no);
  const Answer undescribed = met(strength, with_method({fido2, {}, {}, {}}));
  EXPECT_EQ(undescribed.match, Match::unknown);
  EXPECT_THAT(undescribed.open, ElementsAre("session.methods"));
}

TEST(Strength, OfACertificateNeedsIssuerAndPolicy) {  // CA 2.12.1.2, 2.12.1.3
  auto strength = strength_of({k_certificate});
  strength.combination_configurations = {X509Configuration{"c", {k_certificate}, {"I"}, {"1.2"}}};
  const auto with = [&](std::string issuer, std::vector<std::string> ids) {
    return met(strength,
               with_method({x509_certificate_multi_factor, {}, std::move(issuer), std::move(ids)}))
        .match;
  };
  EXPECT_EQ(with("i", {"1.2"}), Match::yes);
  EXPECT_EQ(with("i", {"1.3"}), Match::no);
  EXPECT_EQ(with("j", {"1.2"}), Match::no);
  EXPECT_EQ(with("i", {"1", "2", "3", "4", "5", "1.2"}), Match::no) << "the sixth is not looked at";
  EXPECT_EQ(with("", {"1.2"}), Match::unknown);
  EXPECT_EQ(with("", {}), Match::unknown);
  strength.combination_configurations = {X509Configuration{"c", {k_certificate}, {}, {}}};
  EXPECT_EQ(with("", {}), Match::yes) << "empty lists allow everything";
}

TEST(Strength, WhoseConfigurationsNobodyListedMayRefuseAKey) {  // CA 2.12.1.11
  auto strength = strength_of({k_key, static_cast<Combination>(windows_hello_for_business)});
  strength.lists_configurations = false;
  const Answer answer = met(strength, with_methods(everyday_sign_in(), {fido2}));
  EXPECT_EQ(answer.match, Match::unknown);
  EXPECT_THAT(answer.open, ElementsAre("tenant.authenticationStrengths[" + k_own.text() + "]"));
  EXPECT_EQ(met(strength, with_methods(everyday_sign_in(), {windows_hello_for_business})).match,
            Match::yes);
  strength.policy_type = StrengthType::built_in;
  EXPECT_EQ(met(strength, with_methods(everyday_sign_in(), {fido2})).match, Match::yes);
}

TEST(Strength, WithAnUnreadCombinationMayBeMetByMore) {
  auto strength = strength_of({k_key});
  strength.unread = {{PolicyPart::grant_controls, "/allowedCombinations/1", "?"}};
  EXPECT_EQ(met(strength, everyday_sign_in()).match, Match::unknown);
  EXPECT_EQ(met(strength, with_methods(everyday_sign_in(), {fido2})).match, Match::yes);
  strength.unread[0].pointer = "/combinationConfigurations/0";
  EXPECT_EQ(met(strength, with_methods(everyday_sign_in(), {fido2})).match, Match::unknown);
}

TEST(Strength, FollowsTheMfaClaimWhereMethodsAreNotKnown) {  // CA 2.12.1.4
  SignIn sign_in = everyday_sign_in();
  sign_in.session.methods = {};
  EXPECT_EQ(met(strength_of({k_key}), sign_in).match, Match::no) << "no MFA, no key";
  sign_in.session.mfa_claim = true;
  EXPECT_EQ(met(strength_of({k_key}), sign_in).match, Match::unknown);
  EXPECT_EQ(met(*built_in_strength(k_mfa_strength), sign_in).match, Match::yes);
}

TEST(Strength, CountsOfAHomeTenantOnlyWhatTravels) {  // CA 2.12.1.6, 2.12.1.7
  const SignIn guest = from_elsewhere(everyday_sign_in(), ExternalKind::b2b_collaboration_guest);
  const auto pass = static_cast<Combination>(temporary_access_pass_one_time);
  const auto strength = strength_of({pass, k_key});
  EXPECT_EQ(met(strength, with_methods(guest, {fido2}), trusting_tenant(true)).match, Match::yes);
  EXPECT_EQ(
      met(strength, with_methods(guest, {temporary_access_pass_one_time}), trusting_tenant(true))
          .match,
      Match::no);
  SignIn other = with_methods(guest, {fido2});
  other.subject.user.identity_provider = IdentityProvider::google;
  EXPECT_EQ(met(strength, other, trusting_tenant(true)).match, Match::no);
}

TEST(Strength, ThatNobodyDescribesIsOpen) {  // CA 2.12.1.9
  const Asked asked(tenant_with({}), everyday_sign_in());
  const Answer answer = meets_strength(asked.facts, k_reference, nullptr);
  EXPECT_EQ(answer.match, Match::unknown);
  EXPECT_THAT(answer.open, ElementsAre("tenant.authenticationStrengths[" + k_own.text() + "]"));
  const AuthenticationStrength bare = strength_of({});
  EXPECT_EQ(meets_strength(asked.facts, k_reference, &bare).match, Match::unknown);
}

TEST(Strength, IsWithinReachOfGuestsByTheirFewMethods) {  // CA 2.12.1.7
  EXPECT_TRUE(guests_can_meet_here(*built_in_strength(k_mfa_strength)));
  EXPECT_FALSE(guests_can_meet_here(*built_in_strength(k_phishing_resistant_strength)));
  AuthenticationStrength unread = strength_of({k_key});
  EXPECT_FALSE(guests_can_meet_here(unread));
  unread.unread = {{PolicyPart::grant_controls, "/allowedCombinations/1", "?"}};
  EXPECT_TRUE(guests_can_meet_here(unread));
}

}  // namespace
}  // namespace caprock::evaluate
