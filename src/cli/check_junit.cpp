#include "cli/check_junit.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/check_forecast.h"
#include "cli/check_words.h"
#include "cli/xml.h"

namespace caprock {
namespace {

std::string body_of(const ConnectionReport& one, Instant now) {
  std::string out;
  for (const Cause& cause : one.causes)
    out += fmt::format("{}: {} ({})\n  {}\n", to_string(cause.severity), who_does_what(cause),
                       facts_of(cause, now), cause.explains);
  for (const std::string& line : coming_breaks(one)) out += fmt::format("next break: {}\n", line);
  for (const std::string& step : fix_in_full(one)) out += fmt::format("fix: {}\n", step);
  for (const std::string& line : one.missing) out += fmt::format("please add: {}\n", line);
  return out;
}

std::string result_of(const ConnectionReport& one, Instant now) {
  const std::string body = xml(body_of(one, now));
  switch (one.health) {
    case Health::ok: return {};
    case Health::at_risk:
      return fmt::format("      <system-out>at risk: {}&#10;{}</system-out>\n", xml(one.headline),
                         body);
    case Health::broken:
      return fmt::format("      <failure type=\"broken\" message=\"{}\">{}</failure>\n",
                         xml(one.headline), body);
    case Health::unknown:
      return fmt::format("      <error type=\"unknown\" message=\"{}\">{}</error>\n",
                         xml(one.headline), body);
  }
  return {};
}

auto count(const CheckReport& report, Health health) {
  return std::count_if(report.connections.begin(), report.connections.end(),
                       [&](const ConnectionReport& one) { return one.health == health; });
}

}  // namespace

std::string check_junit(const CheckReport& report) {
  const std::string numbers =
      fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\"", report.connections.size(),
                  count(report, Health::broken), count(report, Health::unknown));
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out +=
      fmt::format("<testsuites {}>\n  <testsuite name=\"caprock check\" {}>\n", numbers, numbers);
  for (const ConnectionReport& one : report.connections) {
    out += fmt::format("    <testcase classname=\"{}.{}\" name=\"{}\">\n", xml(one.profile),
                       xml(one.connection), xml(one.name));
    out += result_of(one, report.now);
    out += "    </testcase>\n";
  }
  return out + "  </testsuite>\n</testsuites>\n";
}

}  // namespace caprock
