#include "cli/forecast_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/forecast_samples.h"
#include "graph_json/json_text.h"

namespace caprock {
namespace {

TEST(forecast_json, has_the_documented_members) {
  const auto parsed = parse_json(forecasts_json({samples::hangs_on_option()}, {}), "forecast");
  ASSERT_TRUE(parsed);
  const json::object& forecast = parsed->value.at("forecasts").at(0).as_object();
  for (const char* member : {"connection", "profileName", "account", "kind", "from", "until",
                             "signedIn", "mfa", "outlook", "headline", "breaks", "again",
                             "otherAnswers", "spans", "events", "assumptions", "lasts"})
    EXPECT_TRUE(forecast.contains(member)) << member;
  EXPECT_EQ(forecast.at("outlook").as_string(), "may_break");
  const json::object& one = forecast.at("breaks").at(0).as_object();
  EXPECT_EQ(one.at("earliest").as_string(), "2026-11-29T09:00:00Z");
  EXPECT_EQ(one.at("secondsLeft").as_int64(), 7 * 24 * 3600);
  EXPECT_EQ(one.at("verdict").as_string(), "refused");
  EXPECT_EQ(one.at("fix").as_string(), "reauth_user");
  EXPECT_EQ(one.at("evidence").as_string(), "unsure");
  EXPECT_FALSE(one.at("atNextRequest").as_bool());
  EXPECT_TRUE(one.at("over").is_null());
  EXPECT_EQ(one.at("cause").at("reason").as_string(), "sign_in_frequency");
  EXPECT_EQ(one.at("cause").at("limitSeconds").as_int64(), 7 * 24 * 3600);
  EXPECT_EQ(one.at("otherAnswers").at(0).at("from").as_string(), "2026-11-29T09:00:00Z");
  EXPECT_TRUE(one.at("otherAnswers").at(1).at("from").is_null());
  EXPECT_EQ(forecast.at("spans").at(1).at("possible").as_array().size(), 1U);
}

TEST(forecast_json, what_is_not_known_is_null) {
  const auto parsed = parse_json(forecasts_json({samples::refused_by_mfa()}, {}), "forecast");
  ASSERT_TRUE(parsed);
  const json::object& forecast = parsed->value.at("forecasts").at(0).as_object();
  EXPECT_TRUE(forecast.at("mfa").is_null());
  const json::object& cause = forecast.at("breaks").at(0).at("cause").as_object();
  EXPECT_TRUE(cause.at("limitSeconds").is_null());
  EXPECT_TRUE(cause.at("since").is_null());
  EXPECT_EQ(cause.at("policy").at("displayName").as_string(), "Require MFA for all users");
}

TEST(forecast_json, what_was_odd_about_the_source_is_there) {
  const std::vector<Diagnostic> odd = {
      {Severity::warning, {ErrorCode::json_malformed, "odd", {"a.json", {}, 3, 1}, {}}}};
  const auto parsed = parse_json(forecasts_json({samples::lives_on()}, odd), "forecast");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->value.at("diagnostics").at(0).at("message").as_string(), "odd");
}

}  // namespace
}  // namespace caprock
