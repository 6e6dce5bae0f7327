#include "cli/forecast_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "cli/forecast_bands.h"
#include "cli/time_axis.h"

namespace caprock {
namespace {

constexpr std::size_t k_gutter = 12;      // columns of the names of the lines
constexpr std::size_t k_least_plot = 20;  // columns
constexpr std::size_t k_most_rows = 6;    // of marks that stand too close for one line
constexpr Band k_bands[] = {Band::works, Band::last_token, Band::possible, Band::refused,
                            Band::dead};

std::string_view character_of(Band band) {
  switch (band) {
    case Band::works: return "━";
    case Band::last_token: return "╌";
    case Band::possible: return "?";
    case Band::refused: return "×";
    case Band::dead: return "▓";
  }
  return " ";
}

std::string painted(Band band, std::string_view text, const Style& style) {
  switch (band) {
    case Band::works:
    case Band::last_token: return style.green(text);
    case Band::possible: return style.yellow(text);
    case Band::refused: return style.red(text);
    case Band::dead: return style.dim(text);
  }
  return std::string(text);
}

// Which column shows an instant.
struct Scale {
  Instant from;
  Instant until;
  std::size_t columns;

  std::size_t column_of(Instant at) const {
    if (until <= from) return 0;
    const double part = std::chrono::duration<double>(at - from) / (until - from);
    const double column = std::clamp(part, 0.0, 1.0) * static_cast<double>(columns);
    return std::min(static_cast<std::size_t>(column), columns - 1);
  }
};

struct ChartMark {
  std::size_t column;
  std::string text;
};

// Puts the marks into as many lines as they need; `text` must be ASCII.
std::vector<std::string> mark_rows(const std::vector<ChartMark>& marks, std::size_t columns) {
  std::vector<std::string> rows;
  for (const ChartMark& mark : marks) {
    const std::size_t column = std::min(mark.column, columns - std::min(columns, mark.text.size()));
    const auto is_free = [&](const std::string& row) {
      const std::size_t before = column == 0 ? 0 : column - 1;
      return row.find_first_not_of(' ', before) >= column + mark.text.size() + 1;
    };
    auto row = std::find_if(rows.begin(), rows.end(), is_free);
    if (row == rows.end()) {
      if (rows.size() == k_most_rows) continue;  // it is in the list below all the same
      row = rows.insert(rows.end(), std::string(columns, ' '));
    }
    row->replace(column, mark.text.size(), mark.text);
  }
  return rows;
}

std::string chart_line(std::string_view name, std::string_view content) {
  std::string out = fmt::format("  {:<{}}{}", name, k_gutter - 2, content);
  out.erase(out.find_last_not_of(' ') + 1);
  return out + "\n";
}

std::string mark_lines(std::string_view name, const std::vector<ChartMark>& marks,
                       std::size_t columns) {
  std::string out;
  for (const std::string& row : mark_rows(marks, columns))
    out += chart_line(out.empty() ? name : std::string_view(), row);
  return out;
}

std::vector<Band> bands_by_column(const std::vector<BandSpan>& bands, const Scale& scale) {
  std::vector<Band> out(scale.columns, Band::works);
  for (const BandSpan& span : bands) {
    const std::size_t last =
        std::max(scale.column_of(span.from), scale.column_of(span.until - std::chrono::seconds(1)));
    for (std::size_t c = scale.column_of(span.from); c <= last; ++c)
      out[c] = std::max(out[c], span.band);
  }
  return out;
}

std::string requests_line(const std::vector<Band>& columns, const Style& style) {
  std::string out;
  for (auto run = columns.begin(); run != columns.end();) {
    const auto end = std::find_if(run, columns.end(), [&](Band band) { return band != *run; });
    std::string text;
    for (auto column = run; column != end; ++column) text += character_of(*column);
    out += painted(*run, text, style);
    run = end;
  }
  return chart_line("requests", out);
}

std::string axis_lines(const Scale& scale) {
  const auto ticks =
      ticks_between(scale.from, scale.until, std::max(scale.columns / 9, std::size_t{1}));
  std::vector<std::string> axis(scale.columns, "─");
  std::string labels = "now";
  for (const Tick& tick : ticks) {
    const std::size_t column = scale.column_of(tick.at);
    axis[column] = "┴";
    if (column < labels.size() + 2 || column + tick.label.size() > scale.columns) continue;
    labels.append(column - labels.size(), ' ');
    labels += tick.label;
  }
  axis.front() = "└";
  return chart_line("", join(axis, "")) + chart_line("", labels);
}

std::string legend_line(const std::vector<Band>& columns, const Style& style) {
  std::string out;
  for (const Band band : k_bands)
    if (std::find(columns.begin(), columns.end(), band) != columns.end())
      out += fmt::format("{}{} {}", out.empty() ? "" : "   ",
                         painted(band, character_of(band), style), band_in_words(band));
  return chart_line("", out);
}

}  // namespace

std::string event_mark(std::size_t index) {
  const char letter = static_cast<char>('A' + index % 26);
  return index < 26 ? std::string(1, letter) : fmt::format("{}{}", letter, index / 26);
}

std::string forecast_chart(const Forecast& forecast, std::size_t width, const Style& style) {
  const Scale scale{forecast.from, forecast.until,
                    std::max(width, k_gutter + k_least_plot) - k_gutter};
  std::vector<ChartMark> events, breaks;
  for (std::size_t i = 0; i < forecast.life.events.size(); ++i)
    events.push_back({scale.column_of(forecast.life.events[i].at), event_mark(i)});
  for (std::size_t i = 0; i < forecast.breaks.size(); ++i)
    breaks.push_back({scale.column_of(forecast.breaks[i].earliest), std::to_string(i + 1)});
  const std::vector<Band> columns = bands_by_column(bands_of(forecast), scale);
  return mark_lines("events", events, scale.columns) + requests_line(columns, style) +
         mark_lines("breaks", breaks, scale.columns) + axis_lines(scale) +
         legend_line(columns, style);
}

}  // namespace caprock
