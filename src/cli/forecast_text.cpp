#include "cli/forecast_text.h"

#include <fmt/format.h>

#include "base/printable.h"
#include "cli/forecast_chart.h"
#include "cli/forecast_words.h"
#include "cli/table.h"
#include "token/words.h"

namespace caprock {
namespace {

constexpr std::size_t k_forecast_label = 16;  // columns of the labels on the left of the details

std::string outlook_painted(Outlook outlook, std::string_view text, const Style& style) {
  switch (outlook) {
    case Outlook::keeps: return style.green(text);
    case Outlook::may_break:
    case Outlook::breaks: return style.yellow(text);
    case Outlook::refused:
    case Outlook::dead: return style.red(text);
  }
  return std::string(text);
}

std::string heading(const Forecast& forecast, std::size_t width, const Style& style) {
  const Outlook outlook = outlook_of(forecast);
  std::string out = fmt::format("{}  {}\n", style.bold(printable(forecast.connection)),
                                outlook_painted(outlook, title_of(outlook), style));
  for (const std::string& line : wrap_text(headline_of(forecast), width))
    out += outlook_painted(outlook, line, style) + "\n";
  out += paragraph(who_it_is(forecast), width, 0);
  return out + paragraph(fmt::format("from {} to {}", moment_in_words(forecast.from),
                                     moment_in_words(forecast.until)),
                         width, 0);
}

std::string breaks_table(const Forecast& forecast, std::size_t width, const Style& style) {
  Table table;
  table.add_column("#");
  table.add_column("when", 16);
  table.add_column("countdown", 10);
  table.add_column("cause", 20);
  table.add_column("code", 11);
  table.add_column("who does what", 24);
  for (std::size_t i = 0; i < forecast.breaks.size(); ++i) {
    const PredictedBreak& one = forecast.breaks[i];
    const std::string may = one.certainty == Match::yes ? "" : "possibly: ";
    table.add_row({std::to_string(i + 1), when_in_words(one), countdown(forecast, one),
                   may + cause_in_words(one.cause), code_in_words(one.cause),
                   printable(recovery_of(one))});
  }
  return table.render(width, style);
}

std::string break_details(const Forecast& forecast, std::size_t index, std::size_t width) {
  const PredictedBreak& one = forecast.breaks[index];
  const auto detail = [&](std::string_view text, const std::string& label) {
    return text.empty() ? std::string()
                        : paragraph(printable(text), width, k_forecast_label, label);
  };
  std::string out = detail(facts_of(one), fmt::format("  break {}", index + 1));
  out += detail(one.says, "");
  for (const TokenCause& also : one.also)
    out += detail(cause_in_words(also) + ", " + code_in_words(also), "  also");
  for (const OtherAnswer& other : one.other_answers)
    out += detail(other_answer_in_words(forecast, other), "  not sure");
  return out;
}

std::string events_list(const Forecast& forecast, std::size_t width) {
  std::string out;
  for (std::size_t i = 0; i < forecast.life.events.size(); ++i) {
    const DatedEvent& event = forecast.life.events[i];
    out += paragraph(fmt::format("{}: {}", moment_in_words(event.at), printable(event.label)),
                     width, k_forecast_label, fmt::format("  event {}", event_mark(i)));
  }
  return out;
}

}  // namespace

std::string forecast_text(const Forecast& forecast, std::size_t width, const Style& style) {
  std::string out = heading(forecast, width, style);
  out += "\n" + forecast_chart(forecast, width, style);
  if (!forecast.breaks.empty()) out += "\n" + breaks_table(forecast, width, style) + "\n";
  for (std::size_t i = 0; i < forecast.breaks.size(); ++i) out += break_details(forecast, i, width);
  out += events_list(forecast, width);
  out += bullets(outlook_notes(forecast), width, k_forecast_label, "  then");
  out += bullets(forecast.lasts, width, k_forecast_label, "  why it lasts");
  out += bullets(forecast.assumptions, width, k_forecast_label, "  assumed");
  return out;
}

}  // namespace caprock
