#include "cli/forecast_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/printable.h"
#include "base/text.h"
#include "cli/forecast_bands.h"
#include "cli/forecast_svg_style.h"
#include "cli/forecast_words.h"
#include "cli/label_rows.h"
#include "cli/svg_text.h"
#include "cli/table.h"
#include "cli/time_axis.h"
#include "cli/xml.h"
#include "token/words.h"

namespace caprock {
namespace {

// All lengths are in units of the picture, about a pixel each.
constexpr double k_width = 960;
constexpr double k_left = 32;
constexpr double k_right = k_width - 32;
constexpr double k_band_height = 44;
constexpr double k_line_height = 20;
constexpr double k_event_row = 22;
constexpr double k_break_row = 40;
constexpr double k_text = 13;  // font sizes, as in the style sheet
constexpr double k_headline = 15;
constexpr double k_name = 20;
constexpr double k_bold = 1.12;  // how much wider bold text is
constexpr double k_label = 280;  // the label of a break is no wider
constexpr double k_event_labels[] = {440, 280, 180};
constexpr double k_close = 16;  // events closer than this share a mark
constexpr std::size_t k_event_rows = 6;
constexpr std::size_t k_break_rows = 6;
constexpr Band k_legend[] = {Band::works, Band::last_token, Band::possible, Band::refused,
                             Band::dead};

std::string text_at(double x, double y, std::string_view style, std::string_view text,
                    std::string_view anchor = "start") {
  return fmt::format(R"(<text x="{:.1f}" y="{:.1f}" class="{}" text-anchor="{}">{}</text>)", x, y,
                     style, anchor, xml(printable(text))) +
         "\n";
}

std::string stroke(std::string_view style, double x0, double y0, double x1, double y1) {
  return fmt::format(R"(<path class="{}" d="M{:.1f} {:.1f}L{:.1f} {:.1f}"/>)", style, x0, y0, x1,
                     y1) +
         "\n";
}

std::string_view class_of(Band band) {
  switch (band) {
    case Band::works: return "works";
    case Band::last_token: return "last";
    case Band::possible: return "possible";
    case Band::refused: return "refused";
    case Band::dead: return "dead";
  }
  return {};
}

// How the picture shows instants, and the forecast it is about.
struct Drawing {
  const Forecast& forecast;
  std::string_view id;

  double x_of(Instant at) const {
    if (forecast.until <= forecast.from) return k_left;
    const double part =
        std::chrono::duration<double>(at - forecast.from) / (forecast.until - forecast.from);
    return k_left + std::clamp(part, 0.0, 1.0) * (k_right - k_left);
  }

  // Days are enough on a long axis.
  std::string date_of(Instant at) const {
    const std::string moment = moment_in_words(at);
    const bool long_axis = forecast.until - forecast.from > std::chrono::days(4);
    return long_axis ? moment.substr(0, 10) : moment.substr(0, 16);
  }

  std::string fill_of(Band band) const {
    return band == Band::works ? R"(class="works")"
                               : fmt::format(R"x(fill="url(#{}-{})")x", id, class_of(band));
  }
};

// --- marks ---------------------------------------------------------------------------------------

struct SvgMark {
  double x;
  std::string sign;                // `2`, `2-4`; events have none
  std::vector<std::string> label;  // one or two lines; the first is bold
};

double width_of_label(const SvgMark& mark) {
  double width = 0;
  for (std::size_t i = 0; i < mark.label.size(); ++i)
    width = std::max(width, text_width(mark.label[i], i == 0 ? k_text * k_bold : k_text));
  return width + 14;
}

// Half the width of the sign below the band.
double half_sign(const SvgMark& mark) {
  return 9 + 3.5 * static_cast<double>(mark.sign.size() - 1);
}

// One mark for the last two while their signs would overlap; a longer sign may touch the next.
void merge_close(std::vector<SvgMark>& marks) {
  const auto number = [](std::string_view sign, bool last) {
    const std::size_t dash = sign.find('-');
    return dash == sign.npos ? sign : last ? sign.substr(dash + 1) : sign.substr(0, dash);
  };
  while (marks.size() > 1) {
    const SvgMark last = marks.back();
    SvgMark& before = marks[marks.size() - 2];
    if (last.x - before.x >= half_sign(before) + half_sign(last)) return;
    const std::string first(number(before.sign, false));
    before.sign = fmt::format("{}-{}", first, number(last.sign, true));
    before.label = {before.label.front(),
                    fmt::format("breaks {} to {}", first, number(last.sign, true))};
    marks.pop_back();
  }
}

std::vector<SvgMark> break_marks(const Drawing& drawing) {
  const auto& breaks = drawing.forecast.breaks;
  std::vector<SvgMark> marks;
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    const PredictedBreak& one = breaks[i];
    const std::string may = one.certainty == Match::yes ? "" : "possibly: ";
    marks.push_back(
        {drawing.x_of(one.earliest),
         std::to_string(i + 1),
         {fmt::format("{}, {}", drawing.date_of(one.earliest), countdown(drawing.forecast, one)),
          fitted(may + cause_in_short(one.cause), k_label, k_text)}});
    merge_close(marks);
  }
  return marks;
}

std::vector<SvgMark> event_marks(const Drawing& drawing, double room) {
  const auto& events = drawing.forecast.life.events;
  std::vector<SvgMark> marks;
  std::size_t together = 0;
  for (const DatedEvent& event : events) {
    const double x = drawing.x_of(event.at);
    if (!marks.empty() && x - marks.back().x < k_close) {
      marks.back().label = {fmt::format("{} events", ++together)};
      continue;
    }
    together = 1;
    marks.push_back({x, "", {fitted(in_quotes(event.label), room, k_text * k_bold)}});
  }
  return marks;
}

// The marks of one side of the band with their labels.
struct SvgLane {
  std::vector<SvgMark> marks;
  std::vector<std::optional<LabelPlace>> places;

  bool all_placed() const {
    return std::all_of(places.begin(), places.end(), [](const auto& place) { return place; });
  }
  double rows() const {
    std::size_t rows = 0;
    for (const auto& place : places)
      if (place) rows = std::max(rows, place->row + 1);
    return static_cast<double>(rows);
  }
};

SvgLane lane_of(std::vector<SvgMark> marks, std::size_t rows) {
  std::vector<LabelWish> wishes;
  for (const SvgMark& mark : marks) wishes.push_back({mark.x, width_of_label(mark)});
  return {std::move(marks), place_labels(wishes, k_left, k_right, rows)};
}

// With the longest labels that all have room.
SvgLane events_of(const Drawing& drawing) {
  SvgLane lane;
  for (const double room : k_event_labels) {
    lane = lane_of(event_marks(drawing, room), k_event_rows);
    if (lane.all_placed()) break;
  }
  return lane;
}

// The lines of a label, to the right of its leader or to the left.
std::string label_text(const SvgMark& mark, const LabelPlace& place, double y) {
  const bool to_the_left = place.left < mark.x;
  std::string out;
  for (std::size_t i = 0; i < mark.label.size(); ++i)
    out += text_at(to_the_left ? mark.x - 7 : mark.x + 7, y + 17 * static_cast<double>(i),
                   i == 0 ? "bold" : "soft", mark.label[i], to_the_left ? "end" : "start");
  return out;
}

// A triangle below the band with the number of the break, and its label farther down.
std::string break_lane(const SvgLane& lane, double top, double labels_top) {
  std::string out;
  for (std::size_t i = 0; i < lane.marks.size(); ++i) {
    const SvgMark& mark = lane.marks[i];
    if (const auto& place = lane.places[i]) {
      const double y = labels_top + static_cast<double>(place->row) * k_break_row;
      out += stroke("line", mark.x, top, mark.x, y + 32);
      out += label_text(mark, *place, y + 13);
    }
    const double half = half_sign(mark);
    out += fmt::format(R"(<path class="ink" d="M{:.1f} {:.1f}l5 7h{:.1f}v16h{:.1f}v-16h{:.1f}z"/>)",
                       mark.x, top - 4, half - 5, -2 * half, half - 5);
    out += text_at(mark.x, top + 15, "number", mark.sign, "middle");
  }
  return out;
}

// A diamond on the band and a label above.
std::string event_lane(const SvgLane& lane, double bottom) {
  std::string out;
  for (std::size_t i = 0; i < lane.marks.size(); ++i) {
    const SvgMark& mark = lane.marks[i];
    if (const auto& place = lane.places[i]) {
      const double y = bottom - 12 - static_cast<double>(place->row) * k_event_row;
      out += stroke("line", mark.x, bottom, mark.x, y - 12);
      out += label_text(mark, *place, y);
    }
    out += fmt::format(R"(<path class="ink" d="M{:.1f} {:.1f}l6 7l-6 7l-6 -7z"/>)", mark.x,
                       bottom - 9) +
           "\n";
  }
  return out;
}

// --- the band and its axis -----------------------------------------------------------------------

// A break of an hour is seen on an axis of a year, too.
double width_of(const Drawing& drawing, const BandSpan& span) {
  constexpr double k_least = 3;
  const double x = drawing.x_of(span.from);
  const double width = drawing.x_of(span.until) - x;
  return span.band < Band::possible ? width : std::max(width, std::min(k_least, k_right - x));
}

std::string bands(const Drawing& drawing, double top) {
  std::string fills, names;
  std::vector<BandSpan> spans = bands_of(drawing.forecast);
  // A narrow one lies over its neighbour.
  std::stable_sort(spans.begin(), spans.end(),
                   [](const BandSpan& a, const BandSpan& b) { return a.band < b.band; });
  for (const BandSpan& span : spans) {
    const double x = drawing.x_of(span.from);
    const double width = width_of(drawing, span);
    fills += fmt::format(R"(<rect {} x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{}"/>)",
                         drawing.fill_of(span.band), x, top, width, k_band_height) +
             "\n";
    const std::string_view name = band_in_words(span.band);
    const double pill = text_width(name, k_text * k_bold) + 14;
    if (width < pill + 8) continue;
    names += fmt::format(
        R"(<rect class="card" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="22" rx="11"/>)",
        x + (width - pill) / 2, top + 11, pill);
    names += text_at(x + width / 2, top + 26.5, "bold", name, "middle");
  }
  return fills +
         fmt::format(R"(<rect class="strong" x="{}" y="{:.1f}" width="{}" height="{}"/>)", k_left,
                     top, k_right - k_left, k_band_height) +
         "\n" + names;
}

std::string axis(const Drawing& drawing, const std::vector<SvgMark>& breaks, double top) {
  const Forecast& forecast = drawing.forecast;
  double taken = k_left + text_width("now", k_text * k_bold);
  std::string out;
  for (const Tick& tick :
       ticks_between(forecast.from, std::max(forecast.from, forecast.until), 14)) {
    const double x = drawing.x_of(tick.at);
    const double half = text_width(tick.label, k_text) / 2;
    out += stroke("line", x, top, x, top + 6);
    const bool hidden = x - half < taken + 6 || x + half > k_right + 24 ||
                        std::any_of(breaks.begin(), breaks.end(), [&](const SvgMark& mark) {
                          return std::abs(mark.x - x) < half + half_sign(mark) + 3;
                        });
    if (hidden) continue;
    out += text_at(x, top + 20, "soft", tick.label, "middle");
    taken = x + half;
  }
  return out;
}

// Today, where the picture begins.
std::string now_line(const std::vector<SvgMark>& breaks, double top, double bottom) {
  std::string out = stroke("strong", k_left, top, k_left, bottom);
  if (breaks.empty() || breaks.front().x - half_sign(breaks.front()) > k_left + 34)
    out += text_at(k_left - 1, bottom + 14, "bold", "now");
  return out;
}

// --- what stands around --------------------------------------------------------------------------

// A check mark, an exclamation mark or a cross, for those who see no colours.
std::string sign_of(Outlook outlook, double x, double y) {
  constexpr std::string_view k_disc = "M0 9a9 9 0 1 0 18 0a9 9 0 1 0 -18 0z";
  constexpr std::string_view k_triangle = "M9 0L19 18H-1z";
  const bool red = outlook == Outlook::refused || outlook == Outlook::dead;
  const bool green = outlook == Outlook::keeps;
  const std::string_view inside = green ? "M4.5 9.5L8 13L13.5 5.5"
                                  : red ? "M5.5 5.5L12.5 12.5M12.5 5.5L5.5 12.5"
                                        : "M9 6V12M9 14V16";
  return fmt::format(R"x(<g transform="translate({:.1f} {:.1f})"><path class="{}" d="{}"/>)x"
                     R"(<path class="{}" stroke-width="2" d="{}"/></g>)",
                     x, y,
                     green ? "works"
                     : red ? "refused"
                           : "possible",
                     green || red ? k_disc : k_triangle, green || red ? "cut" : "mark", inside) +
         "\n";
}

// A piece of the picture, and how far down it reaches.
struct SvgPart {
  std::string text;
  double height = 0;
};

SvgPart svg_heading(const Drawing& drawing) {
  const Forecast& forecast = drawing.forecast;
  const double wide = k_right - k_left;
  std::string out = text_at(k_left, 38, "name", fitted(forecast.connection, wide, k_name * k_bold));
  double y = 38 + 28;
  out += sign_of(outlook_of(forecast), k_left, y - 14);
  const auto paragraph_of = [&](const std::string& text, double left, double size,
                                std::string_view style) {
    for (const std::string& line : wrap_text(text, columns_in(k_right - left, text, size))) {
      out += text_at(left, y, style, line);
      y += k_line_height;
    }
  };
  paragraph_of(in_quotes(headline_of(forecast)), k_left + 28, k_headline * k_bold, "head");
  if (!forecast.breaks.empty())
    paragraph_of("To do: " + in_quotes(printable(recovery_of(forecast.breaks.front()))),
                 k_left + 28, k_text, "ink");
  y += 4;
  paragraph_of(who_it_is(forecast), k_left, k_text, "soft");
  paragraph_of(
      fmt::format("from {} to {}", moment_in_words(forecast.from), moment_in_words(forecast.until)),
      k_left, k_text, "soft");
  return {out, y};
}

SvgPart svg_legend(const Drawing& drawing, double top) {
  const auto drawn = bands_of(drawing.forecast);
  double x = k_left;
  std::string out;
  for (const Band band : k_legend) {
    if (std::none_of(drawn.begin(), drawn.end(), [&](const BandSpan& span) {
          return span.band == band && width_of(drawing, span) >= 3;
        }))
      continue;
    out += fmt::format(R"(<rect {} x="{:.1f}" y="{:.1f}" width="26" height="14"/>)"
                       R"(<rect class="line" x="{:.1f}" y="{:.1f}" width="26" height="14"/>)",
                       drawing.fill_of(band), x, top, x, top);
    out += text_at(x + 33, top + 12, "soft", band_in_words(band));
    x += 33 + text_width(band_in_words(band), k_text) + 16;
  }
  return {out, top + 14};
}

// The whole of the picture for those who hear it.
std::string described(const Forecast& forecast) {
  std::string out = who_it_is(forecast) + ". " + headline_of(forecast) + ".";
  for (const PredictedBreak& one : forecast.breaks)
    out += fmt::format(" {}, {}: {}{}.", when_in_words(one), countdown(forecast, one),
                       one.certainty == Match::yes ? "" : "possibly ", cause_in_words(one.cause));
  for (const DatedEvent& event : forecast.life.events)
    out += fmt::format(" Event {}: {}.", moment_in_words(event.at), event.label);
  return in_quotes(out);
}

// The whole picture below a heading, which may be nothing.
std::string svg_picture(const Drawing& drawing, const SvgPart& heading) {
  const Forecast& forecast = drawing.forecast;
  const SvgLane events = events_of(drawing);
  const SvgLane breaks = lane_of(break_marks(drawing), k_break_rows);

  const double band = heading.height + 12 + events.rows() * k_event_row;
  const double below = band + k_band_height;
  const double labels = below + 32;
  const SvgPart legend = svg_legend(drawing, labels + breaks.rows() * k_break_row + 12);
  const double height = legend.height + 20;

  std::string out = fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" class="caprock-forecast" viewBox="0 0 {0} {1:.0f}" )"
      R"(width="{0}" height="{1:.0f}" role="img" aria-labelledby="{2}-title {2}-desc">)",
      k_width, height, drawing.id);
  out += fmt::format("\n<title id=\"{0}-title\">{1}</title>\n<desc id=\"{0}-desc\">{2}</desc>\n",
                     drawing.id, xml(printable("Forecast: " + forecast.connection)),
                     xml(printable(described(forecast))));
  out += svg_style();
  out += svg_patterns(drawing.id);
  out += fmt::format(R"(<rect class="card" width="{}" height="{:.0f}" rx="8"/>)", k_width, height);
  out += "\n" + heading.text;
  out += event_lane(events, band);
  out += bands(drawing, band);
  out += axis(drawing, breaks.marks, below);
  out += break_lane(breaks, below + 4, labels);
  out += now_line(breaks.marks, band - 6, below + 6);
  return out + legend.text + "</svg>\n";
}

}  // namespace

std::string forecast_svg(const Forecast& forecast) {
  const Drawing drawing{forecast, "forecast"};
  return svg_picture(drawing, svg_heading(drawing));
}

std::string time_line_svg(const Forecast& forecast, std::string_view id) {
  return svg_picture(Drawing{forecast, id}, {});
}

}  // namespace caprock
