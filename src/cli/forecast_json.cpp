#include "cli/forecast_json.h"

#include "cli/decision_json.h"
#include "cli/forecast_words.h"
#include "cli/json_out.h"
#include "integration/words.h"
#include "token/token_words.h"

namespace caprock {
namespace {

json::object token_cause_json(const TokenCause& cause) {
  json::object out{{"reason", word_for(cause.reason)},
                   {"verdict", word_for(cause.verdict)},
                   {"certainty", to_string(cause.certainty)}};
  out["aadsts"] = cause.aadsts == 0 ? json::value(nullptr) : json::value(cause.aadsts);
  out["policy"] = cause.policy.text().empty() ? json::value(nullptr)
                                              : json::value{{"id", cause.policy.text()},
                                                            {"displayName", cause.policy_name}};
  out["control"] = cause.control;
  out["limitSeconds"] =
      cause.limit ? json::value(std::int64_t{cause.limit->count()}) : json::value(nullptr);
  out["since"] = instant_or_null(cause.since);
  return out;
}

json::array token_causes_json(const std::vector<TokenCause>& causes) {
  json::array out;
  for (const TokenCause& cause : causes) out.push_back(token_cause_json(cause));
  return out;
}

json::array other_answers_json(const std::vector<OtherAnswer>& others) {
  json::array out;
  for (const OtherAnswer& other : others)
    out.push_back({{"option", other.option},
                   {"value", other.value},
                   {"why", other.why},
                   {"from", instant_or_null(other.from)}});
  return out;
}

json::object break_json(const Forecast& forecast, const PredictedBreak& one) {
  const auto left = std::max(one.earliest - forecast.from, std::chrono::seconds(0));
  return {{"earliest", to_string(one.earliest)},
          {"latest", to_string(one.latest)},
          {"over", instant_or_null(one.over)},
          {"secondsLeft", std::int64_t{left.count()}},
          {"atNextRequest", is_now(forecast, one)},
          {"verdict", word_for(one.verdict)},
          {"certainty", to_string(one.certainty)},
          {"cause", token_cause_json(one.cause)},
          {"also", token_causes_json(one.also)},
          {"error", one.error},
          {"suberror", one.suberror},
          {"retryClass", one.retry},
          {"explanation", one.says},
          {"fix", word_for(one.fix)},
          {"recovery", one.recovery},
          {"rules", texts_json(one.rules)},
          {"evidence", word_for(one.evidence)},
          {"otherAnswers", other_answers_json(one.other_answers)}};
}

json::array spans_json(const Lifeline& life) {
  json::array out;
  for (const LifeSpan& span : life.spans)
    out.push_back({{"from", to_string(span.from)},
                   {"until", to_string(span.until)},
                   {"requests", span.requests},
                   {"verdict", word_for(span.answer.verdict)},
                   {"causes", token_causes_json(span.answer.causes)},
                   {"possible", token_causes_json(span.answer.possible)}});
  return out;
}

}  // namespace

json::object forecast_object(const Forecast& forecast) {
  json::array breaks, events;
  for (const PredictedBreak& one : forecast.breaks) breaks.push_back(break_json(forecast, one));
  for (const DatedEvent& event : forecast.life.events)
    events.push_back({{"at", to_string(event.at)}, {"label", event.label}});
  json::array again;
  for (const Instant at : forecast.again) again.emplace_back(to_string(at));
  return {{"connection", forecast.connection},
          {"profileName", forecast.profile_name},
          {"account", forecast.account},
          {"kind", word_for(forecast.kind)},
          {"from", to_string(forecast.from)},
          {"until", to_string(forecast.until)},
          {"signedIn", instant_or_null(forecast.signed_in)},
          {"mfa", instant_or_null(forecast.mfa)},
          {"outlook", word_of(outlook_of(forecast))},
          {"headline", headline_of(forecast)},
          {"breaks", std::move(breaks)},
          {"again", std::move(again)},
          {"otherAnswers", other_answers_json(forecast.other_answers)},
          {"spans", spans_json(forecast.life)},
          {"events", std::move(events)},
          {"assumptions", texts_json(forecast.assumptions)},
          {"lasts", texts_json(forecast.lasts)}};
}

std::string forecasts_json(const std::vector<Forecast>& forecasts,
                           const std::vector<Diagnostic>& diagnostics) {
  json::array out;
  for (const Forecast& one : forecasts) out.push_back(forecast_object(one));
  return pretty(json::object{{"forecasts", std::move(out)}, {"diagnostics", to_json(diagnostics)}});
}

}  // namespace caprock
