#include "cli/forecast_html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "cli/forecast_samples.h"

namespace caprock {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(forecast_html, the_most_urgent_connection_comes_first) {
  const std::string page = forecasts_html("Integrations", "demo", samples::all(), {});
  std::vector<std::size_t> at;
  for (const char* name : {"Mio guests", "Chat bridge", "Old archive exporter",
                           "Cayosoft connection account", "UMP 365 SP in Larkfield"})
    at.push_back(page.find(std::string(">") + name + "</a>"));
  EXPECT_TRUE(std::is_sorted(at.begin(), at.end()));
  EXPECT_NE(at.back(), std::string::npos);
  EXPECT_THAT(page, HasSubstr("<span class=\"state refused\">REFUSED</span>"));
  EXPECT_THAT(page, HasSubstr("<td>now</td><td>MFA required (policy <code>Require MFA for all "
                              "users</code>)</td>"));
}

TEST(forecast_html, every_id_stands_once_and_every_link_has_its_place) {
  const std::string page = forecasts_html("Integrations", "demo", samples::all(), {});
  std::set<std::string> ids;
  for (std::size_t at = 0; (at = page.find(" id=\"", at)) != std::string::npos; ++at) {
    const std::string id = page.substr(at + 5, page.find('"', at + 5) - at - 5);
    EXPECT_TRUE(ids.insert(id).second) << id;
  }
  for (std::size_t at = 0; (at = page.find("href=\"#", at)) != std::string::npos; ++at)
    EXPECT_TRUE(ids.contains(page.substr(at + 7, page.find('"', at + 7) - at - 7)));
  EXPECT_GT(ids.size(), 30U);
}

TEST(forecast_html, says_so_when_there_are_no_connections) {
  EXPECT_THAT(forecasts_html("Integrations", "demo", {}, {}),
              HasSubstr("<p>There are no connections.</p>"));
}

TEST(forecast_html, says_what_was_odd_about_the_source) {
  const std::vector<Diagnostic> odd = {
      {Severity::warning, {ErrorCode::json_malformed, "<odd>", {"a.json", {}, 3, 1}, {}}}};
  EXPECT_THAT(forecasts_html("Integrations", "demo", {samples::lives_on()}, odd),
              HasSubstr("a.json:3:1: &lt;odd&gt;"));
}

TEST(forecast_html, a_hostile_name_stays_text) {
  const Forecast forecast = samples::hostile();
  const std::string page = forecasts_html(forecast.connection, forecast.account, {forecast}, {});
  for (const char* raw : {"\x1b", "\a", "\u009b", "\u202E", "<script"})
    EXPECT_THAT(page, Not(HasSubstr(raw)));
  EXPECT_THAT(page, HasSubstr("<h1>a\uFFFD[2J\uFFFD  &lt;script&gt;alert(&quot;1&quot;)"));
}

}  // namespace
}  // namespace caprock
