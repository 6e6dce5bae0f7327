#include "cli/check_forecast.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/forecast_words.h"
#include "token/words.h"

namespace caprock {
namespace {

std::string break_line(const Forecast& forecast, const PredictedBreak& one) {
  return fmt::format("{}{}, {}: {} ({}) {}.", one.certainty == Match::unknown ? "possibly " : "",
                     countdown(forecast, one), when_in_words(one), one.says,
                     code_in_words(one.cause), "To recover: " + one.recovery);
}

}  // namespace

std::vector<std::string> coming_breaks(const ConnectionReport& report) {
  const Forecast& forecast = report.forecast;
  std::vector<std::string> lines;
  for (const PredictedBreak& one : forecast.breaks)
    if (!is_now(forecast, one)) lines.push_back(break_line(forecast, one));
  if (forecast.breaks.empty())
    lines.push_back("none seen until " + moment_in_words(forecast.until));
  return lines;
}

std::vector<std::string> forecast_conditions(const ConnectionReport& report) {
  const Forecast& forecast = report.forecast;
  std::vector<std::string> lines = outlook_notes(forecast);
  for (const PredictedBreak& one : forecast.breaks)
    for (const OtherAnswer& other : one.other_answers)
      lines.push_back("Not sure. " + other_answer_in_words(forecast, other));
  lines.insert(lines.end(), forecast.assumptions.begin(), forecast.assumptions.end());
  return lines;
}

}  // namespace caprock
