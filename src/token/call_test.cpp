#include "token/call.h"

#include <gtest/gtest.h>

namespace caprock {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const Instant k_issued = *parse_instant("2026-01-01T00:00:00Z");

HeldToken capable(ConnectionKind kind = ConnectionKind::delegated_public) {
  HeldToken token;
  token.kind = kind;
  token.handles_claims = true;
  return token;
}

PolicyDemand address_block(std::string id, Match applies = Match::yes) {
  PolicyDemand demand;
  demand.policy = PolicyId(std::move(id));
  demand.applies = applies;
  demand.blocks = demand.by_address = true;
  return demand;
}

AccessToken issued(const HeldToken& token, const TenantDemands& demands = {}) {
  return issue_access_token(token, {}, demands, k_issued, {});
}

CallAnswer called(const HeldToken& token, const TokenWorld& world, const TenantDemands& demands,
                  seconds later, bool repeats = false) {
  return answer_call(issued(token), token, world, demands, {k_issued + later, false, repeats});
}

TEST(Call, an_access_token_is_good_for_exactly_its_life) {
  const HeldToken token = capable();
  EXPECT_EQ(called(token, {}, {}, hours(24)).verdict, CallVerdict::accepted);
  EXPECT_EQ(called(token, {}, {}, hours(24) + seconds(1)).verdict, CallVerdict::expired);
}

TEST(Call, an_event_before_the_token_does_not_count) {
  TokenWorld world;
  world.sessions_valid_from = k_issued;
  EXPECT_EQ(called(capable(), world, {}, hours(1)).verdict, CallVerdict::accepted);
  world.sessions_valid_from = k_issued + seconds(1);
  const CallAnswer answer = called(capable(), world, {}, hours(1));
  EXPECT_EQ(answer.reason, TokenReason::sessions_revoked);
  EXPECT_EQ(answer.not_before, k_issued + seconds(1));
}

TEST(Call, a_policy_that_perhaps_applies_perhaps_challenges_and_a_certain_one_comes_first) {
  TenantDemands demands;
  demands.policies = {address_block("perhaps", Match::unknown)};
  CallAnswer answer = called(capable(), {}, demands, hours(1));
  EXPECT_EQ(answer.verdict, CallVerdict::accepted);
  EXPECT_EQ(answer.certainty, Match::unknown);
  EXPECT_EQ(answer.policy, PolicyId("perhaps"));
  demands.policies.push_back(address_block("surely"));
  answer = called(capable(), {}, demands, hours(1));
  EXPECT_EQ(answer.verdict, CallVerdict::challenged);
  EXPECT_EQ(answer.policy, PolicyId("surely"));
}

TEST(Call, only_the_address_that_the_resource_sees_counts) {
  TenantDemands demands;
  demands.policies = {address_block("at the sign-in")};
  demands.at_resource.emplace();
  EXPECT_EQ(called(capable(), {}, demands, hours(1)).verdict, CallVerdict::accepted);
}

TEST(Call, a_token_that_was_given_after_a_challenge_is_short_and_its_address_is_not_watched) {
  TenantDemands demands;
  demands.at_resource = {address_block("there")};
  const AccessToken access = issued(capable(), demands);
  EXPECT_EQ(access.life, hours(1));
  EXPECT_TRUE(access.evaluated);
  EXPECT_FALSE(access.watches_address);
  demands.at_resource = {PolicyDemand{}};
  EXPECT_TRUE(issued(capable(), demands).watches_address);
}

TEST(Call, only_a_client_that_handles_claims_is_to_blame_for_a_loop) {
  TokenWorld world;
  world.account_enabled = false;
  EXPECT_EQ(called(capable(), world, {}, hours(1), true).fix, FixKind::client_bug);
  EXPECT_EQ(called(capable(), world, {}, hours(1)).fix, FixKind::none);

  TenantDemands azure;
  azure.azure_management = true;
  const HeldToken plain;
  const CallAnswer answer =
      answer_call(issued(plain), plain, {}, azure, {k_issued + minutes(5), true, true});
  EXPECT_EQ(answer.reason, TokenReason::mandatory_mfa);
  EXPECT_EQ(answer.fix, FixKind::reauth_user);
  EXPECT_FALSE(answer.not_before);
}

TEST(Call, strict_location_refuses_only_with_a_policy_that_forbids_the_address) {
  TenantDemands demands;
  const PolicyDemand there = address_block("there");
  EXPECT_EQ(is_refused_at_resource(there, capable(), demands), Match::no);
  demands.at_resource = {there};
  EXPECT_EQ(is_refused_at_resource(there, capable(), demands), Match::no);
  demands.policies.emplace_back().strict_location = true;
  EXPECT_EQ(is_refused_at_resource(there, capable(), demands), Match::yes);
  EXPECT_EQ(is_refused_at_resource(there, capable(ConnectionKind::guest), demands), Match::no);
  EXPECT_EQ(is_refused_at_resource(PolicyDemand{}, capable(), demands), Match::no);
}

}  // namespace
}  // namespace caprock
