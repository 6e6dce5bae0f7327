#include "cli/check_forecast.h"

#include <fmt/format.h>

#include <algorithm>

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

std::string again_line(const std::vector<Instant>& again) {
  constexpr std::size_t k_most = 3;
  std::vector<std::string> dates;
  for (std::size_t i = 0; i < std::min(again.size(), k_most); ++i)
    dates.push_back(moment_in_words(again[i]));
  return "if a person signs in at each break, it breaks again on " + join(dates, ", ") +
         (again.size() > k_most ? ", and so on" : "");
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
  std::vector<std::string> lines;
  if (!forecast.again.empty()) lines.push_back(again_line(forecast.again));
  for (const PredictedBreak& one : forecast.breaks)
    for (const OtherAnswer& other : one.other_answers)
      lines.push_back(other_answer_in_words(forecast, other));
  for (const OtherAnswer& other : forecast.other_answers)
    lines.push_back(other_answer_in_words(forecast, other));
  lines.insert(lines.end(), forecast.assumptions.begin(), forecast.assumptions.end());
  return lines;
}

}  // namespace caprock
