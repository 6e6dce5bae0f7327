#include "integration/forecast.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "base/printable.h"
#include "integration/asked.h"
#include "integration/break_words.h"
#include "integration/connection_kinds.h"
#include "integration/connection_life.h"
#include "integration/tenant_switches.h"
#include "token/checks.h"
#include "token/life.h"
#include "token/reasons.h"
#include "token/words.h"

namespace caprock {
namespace {

// Access tokens live so long at most where no policy says how long (TS 1.2.1).
constexpr std::chrono::minutes k_longest_access_token{90};

// --- lives, one for each address ---------------------------------------------------------------

// What a planned event makes of the tenant and the connection; each builds on the one before.
struct Future {
  TenantSnapshot tenant;
  Connection connection;
};

void carry_out(const PlannedEvent& event, Future& future) {
  if (const auto* switched = std::get_if<PolicySwitched>(&event.what)) {
    for (Policy& policy : future.tenant.policies.items)
      if (policy.id == switched->policy && policy.display_name == switched->name)
        policy.state = switched->state;
  } else if (const auto* moved = std::get_if<NetworkChanged>(&event.what)) {
    future.connection.network = moved->network;
  }
}

std::vector<AskedAt> asked_after(const ConnectionTarget& target, const Future& future,
                                 const Decide& decide, Instant at) {
  ConnectionTarget then = target.in(future.tenant);
  then.connection = &future.connection;
  return asked_of(then, decide, at);
}

// The events of the plan, each with what it means at every address it leaves possible.
struct Planned {
  DatedEvent event;
  std::vector<AskedAt> asked;  // empty: it changes neither policies nor network
};

std::vector<Planned> planned(const ConnectionTarget& target, const Decide& decide,
                             std::vector<PlannedEvent> events) {
  std::stable_sort(events.begin(), events.end(),
                   [](const PlannedEvent& a, const PlannedEvent& b) { return a.at < b.at; });
  std::vector<Planned> out;
  std::optional<Future> future;
  for (const PlannedEvent& event : events) {
    Planned one{{event.at, {}, event.label}, {}};
    if (const auto* token = std::get_if<TokenEvent>(&event.what)) {
      one.event.event = *token;
    } else {
      if (!future) future = Future{*target.tenant, *target.connection};
      carry_out(event, *future);
      one.asked = asked_after(target, *future, decide, event.at);
    }
    out.push_back(std::move(one));
  }
  return out;
}

// Of fewer addresses than others have, the last one stands for the rest.
template <class T>
const T& at_or_last(const std::vector<T>& all, std::size_t i) {
  return all[std::min(i, all.size() - 1)];
}

std::vector<ConnectionStart> lives_of(const ConnectionTarget& target, const Decide& decide,
                                      const ForecastPlan& plan) {
  const std::vector<ConnectionStart> starts = starts_of(target, decide, plan.now);
  const std::vector<Planned> events = planned(target, decide, plan.events);
  std::size_t addresses = starts.size();
  for (const Planned& one : events) addresses = std::max(addresses, one.asked.size());
  std::vector<ConnectionStart> lives;
  for (std::size_t i = 0; i < addresses; ++i) {
    ConnectionStart life = at_or_last(starts, i);
    for (const Planned& one : events) {
      DatedEvent event = one.event;
      if (!one.asked.empty()) {
        const AskedAt& asked = at_or_last(one.asked, i);
        event.event = DemandsChanged{asked.demands, asked.from_trusted_ip};
      }
      life.life.events.push_back(std::move(event));
    }
    lives.push_back(std::move(life));
  }
  return lives;
}

// --- breaks --------------------------------------------------------------------------------------

bool is_ok(const LifeSpan& span) { return span.answer.verdict == TokenVerdict::ok; }

// What somebody would notice: what killed the token, or else what refuses it for certain, or
// perhaps.
const TokenCause* leading_cause(const LifeSpan& span) {
  const std::vector<TokenCause>& causes = span.answer.causes;
  const auto deadly = std::find_if(causes.begin(), causes.end(), [](const TokenCause& cause) {
    return cause.verdict == TokenVerdict::terminal;
  });
  if (deadly != causes.end()) return &*deadly;
  if (!causes.empty()) return &causes.front();
  return span.answer.possible.empty() ? nullptr : &span.answer.possible.front();
}

bool same_cause(const TokenCause& a, const TokenCause& b) {
  return a.reason == b.reason && a.policy == b.policy && a.certainty == b.certainty;
}

// The first refused request for certain.
std::optional<Instant> first_break(const Lifeline& line) {
  const auto at = std::find_if_not(line.spans.begin(), line.spans.end(), is_ok);
  return at == line.spans.end() ? std::nullopt : std::optional(at->from);
}

// Requests pass again, but for what may still refuse them.
void end_breaks(const LifeSpan& granted, std::vector<PredictedBreak>& breaks) {
  const auto& possible = granted.answer.possible;
  for (PredictedBreak& one : breaks)
    if (!one.over && std::none_of(possible.begin(), possible.end(), [&](const TokenCause& cause) {
          return same_cause(cause, one.cause);
        }))
      one.over = granted.from;
}

// Of several addresses the one that ends first counts, and then the one that may.
std::pair<Instant, Instant> how_soon(const Lifeline& line) {
  const auto open = std::find_if(line.spans.begin(), line.spans.end(), [](const LifeSpan& span) {
    return !span.answer.possible.empty();
  });
  return {first_break(line).value_or(Instant::max()),
          open == line.spans.end() ? Instant::max() : open->from};
}

struct Forecaster {
  const ConnectionTarget& target;
  const ForecastPlan& plan;
  const ConnectionStart& start;
  TokenOptions options;

  Result<Lifeline> line_with(const TokenOptions& other) const {
    return live(start.life, plan.until, other);
  }

  bool has_cadence() const { return start.life.refresh_every.has_value(); }

  std::chrono::minutes longest_gap() const {
    if (has_cadence()) return *start.life.refresh_every;
    return start.life.world.access_token_lifetime.value_or(k_longest_access_token);
  }

  // The event that brought the answer about, where one lies between two requests.
  std::optional<Instant> event_before(Instant request) const {
    std::optional<Instant> found;
    for (const DatedEvent& event : start.life.events)
      if (event.at <= request && request - event.at <= longest_gap()) found = event.at;
    return found;
  }

  // When it began: at the date that a time makes, or at the event after which that date counts. A
  // request that was granted later shows that the date alone did not end anything.
  std::optional<Instant> begin_of(const LifeSpan& span, const std::optional<Instant>& since,
                                  std::optional<Instant> last_granted) const {
    if (since && (!last_granted || *last_granted <= *since)) return since;
    return event_before(span.from);
  }

  // The lengths of access tokens are drawn by chance, so the request that is refused first is not
  // known to the minute (TS 3.7.1).
  void date(const LifeSpan& span, std::optional<Instant> last_granted,
            PredictedBreak& predicted) const {
    predicted.earliest = predicted.latest = span.from;
    if (has_cadence() || span.from <= plan.now) return;
    const auto begins = begin_of(span, predicted.cause.since, last_granted);
    if (!begins || *begins < plan.now) return;
    predicted.earliest = *begins;
    predicted.latest = *begins + longest_gap();
  }

  // A date that counts from a sign-in that nobody dated is a guess.
  bool hangs_on_unknown_time(const TokenCause& cause) const {
    switch (cause.reason) {
      case TokenReason::sign_in_frequency:
      case TokenReason::single_page_day_over: return !start.sign_in_known;
      case TokenReason::mfa_too_old: return !start.mfa_time_known;
      default: return false;
    }
  }

  PredictedBreak break_of(const LifeSpan& span, std::optional<Instant> last_granted) const {
    PredictedBreak predicted;
    predicted.cause = *leading_cause(span);
    predicted.verdict = is_ok(span) ? predicted.cause.verdict : span.answer.verdict;
    predicted.certainty = predicted.cause.certainty;
    if (hangs_on_unknown_time(predicted.cause)) predicted.certainty = Match::unknown;
    const auto& list = span.answer.causes.empty() ? span.answer.possible : span.answer.causes;
    for (const TokenCause& cause : list)
      if (&cause != leading_cause(span)) predicted.also.push_back(cause);
    date(span, last_granted, predicted);
    describe_break(target, predicted);
    if (list.front().aadsts != predicted.cause.aadsts && list.front().aadsts != 0)
      predicted.says +=
          fmt::format(" The error most likely says AADSTS{} (TS 0.5.1).", list.front().aadsts);
    return predicted;
  }

  // Per-user MFA may be on: nobody says, and the profile wants it off (TS 5.1.1).
  PredictedBreak break_by_open_switch() const {
    PredictedBreak predicted;
    predicted.earliest = predicted.latest = plan.now;
    predicted.certainty = predicted.cause.certainty = Match::unknown;
    predicted.verdict = predicted.cause.verdict = TokenVerdict::refused;
    predicted.cause.reason = TokenReason::per_user_mfa;
    predicted.cause.aadsts = factor_code(start.life.world);
    describe_break(target, predicted);
    return predicted;
  }

  std::vector<PredictedBreak> breaks_in(const Lifeline& line) const {
    std::vector<PredictedBreak> breaks;
    const TokenCause* before = nullptr;
    std::optional<Instant> last_granted;
    for (const LifeSpan& span : line.spans) {
      if (is_ok(span)) end_breaks(span, breaks);
      const TokenCause* cause = leading_cause(span);
      if (cause != nullptr && (before == nullptr || !same_cause(*before, *cause)))
        breaks.push_back(break_of(span, last_granted));
      before = cause;
      if (is_ok(span)) last_granted = span.until;
    }
    return breaks;
  }

  // As if a person signed in again at each break.
  std::vector<Instant> breaks_again(const PredictedBreak& first) const {
    constexpr std::size_t k_most = 12;
    std::vector<Instant> again;
    if (first.fix != FixKind::reauth_user) return again;
    ConnectionStart then = start;
    Instant last = first.latest;
    while (again.size() < k_most) {
      // In the order of time: what was planned for later comes later.
      const auto later =
          std::upper_bound(then.life.events.begin(), then.life.events.end(), last,
                           [](Instant at, const DatedEvent& event) { return at < event.at; });
      const bool with_mfa =
          start.life.token.has_mfa != Match::no || is_about_second_factor(first.cause.reason);
      then.life.events.insert(later, {last, SignedIn{with_mfa, true}, {}});
      const auto line = live(then.life, plan.until, options);
      if (!line) break;
      const auto next = std::find_if(line->spans.begin(), line->spans.end(), [&](const auto& span) {
        return !is_ok(span) && span.from > last;
      });
      if (next == line->spans.end()) break;
      again.push_back(next->from);
      last = next->from;
    }
    return again;
  }

  // Every option at its other value; those that move the first break are told (TS 0.6).
  std::vector<OtherAnswer> other_answers(const Lifeline& line) const {
    std::vector<OtherAnswer> out;
    for (const OtherValue& other : other_values(options)) {
      const auto changed = line_with(other.options);
      if (!changed || first_break(*changed) == first_break(line)) continue;
      out.push_back({std::string(other.option), std::string(other.value), std::string(other.why),
                     first_break(*changed)});
    }
    return out;
  }
};

void add_other_answers(const Forecaster& forecaster, Forecast& forecast) {
  std::vector<OtherAnswer> others = forecaster.other_answers(forecast.life);
  if (others.empty()) return;
  const auto certain = std::find_if(forecast.breaks.begin(), forecast.breaks.end(),
                                    [](const auto& one) { return one.certainty == Match::yes; });
  if (certain == forecast.breaks.end()) {
    forecast.other_answers = std::move(others);
    return;
  }
  for (PredictedBreak& one : forecast.breaks)
    if (one.cause.reason == certain->cause.reason) one.evidence = Evidence::unsure;
  certain->other_answers = std::move(others);
}

Forecast described(const Forecaster& forecaster, Lifeline line) {
  const ConnectionTarget& target = forecaster.target;
  Forecast forecast;
  forecast.connection = target.connection->name;
  forecast.profile_name = target.profile->name;
  forecast.account = target.connection->account.empty() ? target.app.value_or(AppId()).text()
                                                        : target.connection->account;
  forecast.kind = target.kind();
  forecast.from = forecaster.plan.now;
  forecast.until = forecaster.plan.until;
  if (forecaster.start.sign_in_known) forecast.signed_in = forecaster.start.life.token.signed_in;
  if (forecaster.start.mfa_time_known) forecast.mfa = forecaster.start.life.token.mfa;
  forecast.breaks = forecaster.breaks_in(line);
  forecast.life = std::move(line);
  if (forecast.breaks.empty() && per_user_mfa_is_open(target) &&
      !forecaster.start.life.world.from_trusted_ip)
    forecast.breaks.push_back(forecaster.break_by_open_switch());
  if (!forecast.breaks.empty()) forecast.again = forecaster.breaks_again(forecast.breaks.front());
  add_other_answers(forecaster, forecast);
  forecast.assumptions = forecaster.start.assumptions;
  if (forecast.breaks.empty()) forecast.lasts = why_it_lasts(target, forecaster.start.life);
  return forecast;
}

// What is impossible is said of the connection, with its place in the file.
Failure impossible(const Connection& connection, Error error) {
  error.message = fmt::format("connection {}: {}", in_backticks(connection.name), error.message);
  error.where = connection.where;
  return Failure(std::move(error));
}

std::optional<Error> impossible_sign_in(const Connection& connection, Instant now) {
  for (const auto& at : {connection.token.signed_in_at, connection.token.mfa_at})
    if (at && *at > now)
      return Error{
          ErrorCode::life_invalid,
          fmt::format("it signed in on {}, which is later than {}", to_string(*at), to_string(now)),
          {},
          "look for a wrong year, or judge as of a later time with --now"};
  return std::nullopt;
}

}  // namespace

Result<Forecast> forecast(const ConnectionTarget& target, const Decide& decide,
                          const ForecastPlan& plan) {
  if (auto problem = impossible_sign_in(*target.connection, plan.now))
    return impossible(*target.connection, *std::move(problem));
  TokenOptions options;
  options.sif_confidential = target.way->sif_confidential;
  const std::vector<ConnectionStart> lives = lives_of(target, decide, plan);
  const ConnectionStart* worst = nullptr;
  std::optional<Lifeline> line;
  bool all_alike = true;
  for (const ConnectionStart& start : lives) {
    auto lived = live(start.life, plan.until, options);
    if (!lived) return impossible(*target.connection, std::move(lived.error()));
    Lifeline one = *std::move(lived);
    all_alike = all_alike && (!line || line->spans == one.spans);
    if (line && how_soon(*line) <= how_soon(one)) continue;
    worst = &start;
    line = std::move(one);
  }
  Forecast out = described({target, plan, *worst, options}, *std::move(line));
  if (!all_alike)
    out.assumptions.emplace_back(
        "policies treat the addresses of its network differently; the one whose token ends first "
        "is shown");
  return out;
}

}  // namespace caprock
