// The check never says less than the decision it rests on: made-up tenants, connections of every
// kind, and the evaluator itself.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>

#include "evaluate/decide.h"
#include "integration/check.h"
#include "integration/words.h"
#include "model/well_known.h"
#include "tests/differential/make_tenant.h"
#include "tests/differential/names.h"
#include "tests/differential/question.h"
#include "tests/differential/share.h"

namespace caprock {
namespace {

using differential::Random;

constexpr std::uint64_t k_worlds = 4000 / differential::k_share;
const Instant k_now = *parse_instant("2026-06-01T12:00:00Z");

Profile make_profile(Random& random) {
  Profile profile;
  profile.id = "made-up";
  ProfileConnection& way = profile.connections.emplace_back();
  way.id = "main";
  way.kind = random.pick(words<ConnectionKind>()).value;
  way.client_app = AppId(std::string(random.pick(differential::k_clients)));
  way.resources = {AppId(std::string(random.pick(differential::k_apps)))};
  way.unattended = random.chance(70);
  way.person_can_sign_in = random.chance(70);
  way.sif_confidential = random.chance(50) ? SifConfidential::enforced : SifConfidential::deferred;
  return profile;
}

Connection make_connection(Random& random) {
  Connection connection;
  connection.name = connection.profile = "made-up";
  connection.account = std::string(random.pick(differential::k_users));
  if (random.chance(60)) connection.network = {*IpRange::from_cidr("203.0.113.0/30")};
  if (random.chance(60)) connection.country = random.chance(50) ? "US" : "GB";
  if (random.chance(70)) connection.token.with_mfa = random.chance(70);
  if (random.chance(60)) connection.token.signed_in_at = k_now - std::chrono::hours(30);
  if (random.chance(70)) connection.mfa_registered = random.chance(50);
  return connection;
}

// What the health may be when the refresh of an account whose id is known gets this verdict.
testing::AssertionResult agree(const ConnectionReport& report, const Profile& profile,
                               const Connection& connection, const TenantSnapshot& tenant) {
  const auto decides = [&](const Policy& policy) {
    const auto& by = report.at_refresh.determined_by;
    return std::find(by.begin(), by.end(), policy.id) != by.end();
  };
  // The connections file knows more than the sign-in can say: any second factor meets this one.
  const auto mfa_is_enough = [&](const Policy& policy) {
    return policy.grant_controls && policy.grant_controls->authentication_strength &&
           policy.grant_controls->authentication_strength->id.is(k_mfa_strength.text()) &&
           connection.token.with_mfa.value_or(false);
  };
  const auto limits_sessions = [](const Policy& policy) {
    return policy.session_controls && policy.session_controls->sign_in_frequency;
  };
  const auto& policies = tenant.policies.items;
  bool agrees = true;
  switch (report.at_refresh.verdict) {
    case Verdict::granted: break;
    case Verdict::blocked: agrees = report.health == Health::broken; break;
    case Verdict::needs_controls:
      agrees = report.health == Health::broken ||
               (report.health != Health::ok && !profile.connections.front().unattended &&
                std::any_of(policies.begin(), policies.end(), [&](const Policy& policy) {
                  return decides(policy) && limits_sessions(policy);
                }));
      break;
    case Verdict::undetermined:
      agrees = report.health != Health::ok ||
               std::all_of(policies.begin(), policies.end(), [&](const Policy& policy) {
                 return !decides(policy) || mfa_is_enough(policy);
               });
      break;
  }
  if (agrees) return testing::AssertionSuccess();
  auto failure = testing::AssertionFailure()
                 << "verdict " << static_cast<int>(report.at_refresh.verdict) << ", health "
                 << static_cast<int>(report.health) << ", kind " << static_cast<int>(report.kind)
                 << ", headline " << report.headline << ", by";
  for (const PolicyId& id : report.at_refresh.determined_by) failure << ' ' << id.text();
  return failure;
}

// A cause is named for each policy that decides, unless the connection is known to meet it.
testing::AssertionResult names_who_blocks(const ConnectionReport& report) {
  if (report.at_refresh.verdict != Verdict::blocked) return testing::AssertionSuccess();
  for (const PolicyId& id : report.at_refresh.determined_by)
    if (std::none_of(report.causes.begin(), report.causes.end(), [&](const Cause& cause) {
          return cause.policy_name == id.text() || (cause.policy && *cause.policy == id);
        }))
      return testing::AssertionFailure() << "nothing is said of " << id.text();
  return testing::AssertionSuccess();
}

// The engine decided about the token as it is now; the token engine found the same from what the
// policies ask whatever its age.
testing::AssertionResult forecast_agrees(const ConnectionReport& report) {
  const auto& breaks = report.forecast.breaks;
  const bool refused =
      !breaks.empty() && breaks.front().earliest == k_now && breaks.front().certainty == Match::yes;
  bool agrees = true;
  // What a frequency means for these is not known, and the two take it differently (TS 3.5.2).
  const bool frequency_is_open =
      report.kind == ConnectionKind::on_behalf_of || report.kind == ConnectionKind::direct_connect;
  switch (report.at_refresh.verdict) {
    case Verdict::granted: agrees = !refused || breaks.front().cause.policy_name.empty(); break;
    case Verdict::needs_controls:
    case Verdict::blocked: agrees = refused; break;
    case Verdict::undetermined:
      agrees = refused || !breaks.empty() || report.health == Health::ok || frequency_is_open;
  }
  if (agrees) return testing::AssertionSuccess();
  auto failure = testing::AssertionFailure()
                 << "verdict " << static_cast<int>(report.at_refresh.verdict) << ", kind "
                 << static_cast<int>(report.kind) << ", " << breaks.size() << " breaks";
  if (!breaks.empty()) failure << ", first: " << breaks.front().says;
  for (const PolicyId& id : report.at_refresh.determined_by) failure << ' ' << id.text();
  for (const Cause& cause : report.causes)
    failure << "\n  " << cause.policy_name << ": " << cause.control;
  return failure;
}

TEST(Health, never_says_less_than_the_verdict) {
  std::array<int, 4> verdicts{};
  std::size_t positions = 0;
  for (std::uint64_t seed = 1; seed <= k_worlds; ++seed) {
    Random random(seed);
    const TenantSnapshot tenant = differential::read_snapshot(differential::make_tenant(random));
    const Profile profile = make_profile(random);
    const Connection connection = make_connection(random);
    const auto report = check(
        tenant, {profile}, {{connection}},
        [](const TenantSnapshot& of, const SignIn& sign_in, const EvaluationOptions& options) {
          return evaluate::decide(of, sign_in, options);
        },
        k_now);
    if (!report) continue;  // the account is not in the tenant
    const ConnectionReport& one = report->connections.front();
    ++verdicts[static_cast<std::size_t>(one.at_refresh.verdict)];
    positions += static_cast<std::size_t>(
        std::count_if(one.causes.begin(), one.causes.end(), [](const Cause& cause) {
          return cause.control == "asks for the position of a phone (GPS)";
        }));
    EXPECT_TRUE(agree(one, profile, connection, tenant)) << "seed " << seed;
    EXPECT_TRUE(names_who_blocks(one)) << "seed " << seed;
    EXPECT_TRUE(forecast_agrees(one)) << "seed " << seed;
  }
  for (const int count : verdicts)
    EXPECT_GT(count, static_cast<int>(20 / differential::k_share));  // or it would prove nothing
  EXPECT_GT(positions, 5 / differential::k_share);
}

}  // namespace
}  // namespace caprock
