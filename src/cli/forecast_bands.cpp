#include "cli/forecast_bands.h"

#include <algorithm>

namespace caprock {
namespace {

// A break with the instant from which requests would be refused, although the first refused one
// comes later.
struct DatedBreak {
  const PredictedBreak* is;
  Instant last_token;

  Instant over() const { return is->over.value_or(Instant::max()); }
  bool certain() const { return is->certainty == Match::yes; }
};

Band band_for(TokenVerdict verdict) {
  switch (verdict) {
    case TokenVerdict::ok: return Band::works;
    case TokenVerdict::refused: return Band::refused;
    case TokenVerdict::terminal: return Band::dead;
  }
  return Band::refused;
}

Instant last_token_from(const Forecast& forecast, const PredictedBreak& one) {
  Instant last_good = forecast.from;
  for (const LifeSpan& span : forecast.life.spans)
    if (span.answer.verdict == TokenVerdict::ok && span.until < one.earliest)
      last_good = std::max(last_good, span.until);
  if (one.cause.since) return std::max(last_good, *one.cause.since);
  for (auto event = forecast.life.events.rbegin(); event != forecast.life.events.rend(); ++event)
    if (event->at <= one.earliest && event->at >= last_good) return event->at;
  return last_good == forecast.from ? forecast.from : one.earliest;
}

// The answer to the last request before `at`, unless what it says is over since. Before the first
// request there is an access token.
Band answered(const Lifeline& life, const std::vector<DatedBreak>& breaks, Instant at) {
  const auto after =
      std::upper_bound(life.spans.begin(), life.spans.end(), at,
                       [](Instant instant, const LifeSpan& span) { return instant < span.from; });
  if (after == life.spans.begin()) return Band::works;
  const LifeSpan& span = *std::prev(after);
  const Band band = band_for(span.answer.verdict);
  if (band == Band::works) return span.answer.possible.empty() ? band : Band::possible;
  const bool over = std::any_of(breaks.begin(), breaks.end(), [&](const DatedBreak& one) {
    return span.until < one.over() && one.over() <= at;
  });
  return over ? Band::works : band;
}

Band predicted(const DatedBreak& one, Instant at) {
  if (at >= one.over()) return Band::works;
  if (at < one.is->earliest)
    return one.certain() && at >= one.last_token ? Band::last_token : Band::works;
  if (!one.certain() || at < one.is->latest) return Band::possible;
  return band_for(one.is->verdict);
}

// Between the earliest and the latest first refusal; the life there follows one cadence of many.
bool hangs_on_cadence(const std::vector<DatedBreak>& breaks, Instant at) {
  const auto began = [&](const DatedBreak& one) {
    return one.certain() && one.is->latest <= at && at < one.over();
  };
  const auto open = [&](const DatedBreak& one) {
    return one.certain() && one.is->earliest <= at && at < one.is->latest;
  };
  return std::any_of(breaks.begin(), breaks.end(), open) &&
         std::none_of(breaks.begin(), breaks.end(), began);
}

Band band_at(const Lifeline& life, const std::vector<DatedBreak>& breaks, Instant at) {
  if (hangs_on_cadence(breaks, at)) return Band::possible;
  Band worst = answered(life, breaks, at);
  for (const DatedBreak& one : breaks) worst = std::max(worst, predicted(one, at));
  return worst;
}

// Every instant at which the band may change, in order.
std::vector<Instant> changes(const Forecast& forecast, const std::vector<DatedBreak>& breaks) {
  std::vector<Instant> cuts = {forecast.from};
  for (const LifeSpan& span : forecast.life.spans) cuts.push_back(span.from);
  for (const DatedBreak& one : breaks)
    cuts.insert(cuts.end(), {one.last_token, one.is->earliest, one.is->latest, one.over()});
  std::erase_if(cuts, [&](Instant at) { return at < forecast.from || at >= forecast.until; });
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  return cuts;
}

}  // namespace

std::string_view band_in_words(Band band) {
  switch (band) {
    case Band::works: return "works";
    case Band::last_token: return "on its last access token";
    case Band::possible: return "may be refused";
    case Band::refused: return "refused";
    case Band::dead: return "dead";
  }
  return {};
}

std::vector<BandSpan> bands_of(const Forecast& forecast) {
  std::vector<DatedBreak> breaks;
  for (const PredictedBreak& one : forecast.breaks)
    breaks.push_back({&one, last_token_from(forecast, one)});
  std::vector<BandSpan> bands;
  for (const Instant at : changes(forecast, breaks)) {
    const Band band = band_at(forecast.life, breaks, at);
    if (!bands.empty()) bands.back().until = at;
    if (bands.empty() || bands.back().band != band) bands.push_back({at, at, band});
  }
  if (!bands.empty()) bands.back().until = forecast.until;
  return bands;
}

}  // namespace caprock
