#include "token/life.h"

#include <algorithm>

#include "token/answer.h"
#include "token/call.h"
#include "token/reasons.h"

namespace caprock {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

// Before and after these, dates are more likely wrong than meant.
constexpr Instant k_first = Instant(std::chrono::sys_days(std::chrono::year(1970) / 1 / 1));
constexpr Instant k_end = Instant(std::chrono::sys_days(std::chrono::year(10000) / 1 / 1));

bool is_sane(Instant at) { return at >= k_first && at < k_end; }

std::optional<Error> problem_with(const ConnectionLife& life, Instant until) {
  const auto bad = [](std::string message, std::string hint) {
    return Error{ErrorCode::life_invalid, std::move(message), {}, std::move(hint)};
  };
  if (life.refresh_every && *life.refresh_every <= minutes::zero())
    return bad("a connection that refreshes every 0 minutes", "give one minute or more");
  if (life.world.access_token_lifetime && *life.world.access_token_lifetime <= minutes::zero())
    return bad("access tokens that live for 0 minutes", "give one minute or more");
  for (const Instant at : {life.from, until, life.token.signed_in})
    if (!is_sane(at))
      return bad(to_string(at) + " is outside the years 1970 to 9999", "look for a wrong year");
  if (until < life.from)
    return bad("the end " + to_string(until) + " lies before the start " + to_string(life.from),
               "give a later end");
  for (const DatedEvent& event : life.events)
    if (!is_sane(event.at))
      return bad("an event outside the years 1970 to 9999", "look for a wrong year");
  const auto by_time = [](const DatedEvent& a, const DatedEvent& b) { return a.at < b.at; };
  if (!std::is_sorted(life.events.begin(), life.events.end(), by_time))
    return bad("events that are not in the order of their time", "sort them");
  return std::nullopt;
}

// Requests one after the other, with events in between.
class Living {
 public:
  Living(ConnectionLife life, Instant until, const TokenOptions& options)
      : life_(std::move(life)), until_(until), options_(options) {}

  Lifeline run() {
    line_.from = life_.from;
    line_.until = until_;
    line_.events = life_.events;
    catch_up(life_.from);
    for (Instant at = life_.from + step(); at <= until_; at += step()) {
      catch_up(at);
      const HoldingAnswer holding = request(at);
      const Instant last = skip(at, holding);
      note(at, last, holding.answer);
      at = last;
    }
    return std::move(line_);
  }

 private:
  minutes step() const {
    return life_.refresh_every
               ? *life_.refresh_every
               : access_token_life(life_.token, life_.world, life_.demands, options_);
  }

  void catch_up(Instant at) {
    while (done_ < life_.events.size() && life_.events[done_].at <= at)
      apply_event(life_.events[done_++], options_, life_);
  }

  HoldingAnswer request(Instant at) {
    HoldingAnswer holding =
        answer_for_how_long(life_.token, life_.world, life_.demands, at, options_);
    if (holding.answer.verdict == TokenVerdict::ok) renew(at);
    return holding;
  }

  // A refresh token that was accepted is replaced by a new one (TS 1.3.1); a session is used.
  void renew(Instant at) {
    if (has_refresh_token(life_.token.kind)) life_.token.issued = at;
    if (life_.token.kind == ConnectionKind::browser_session) life_.token.session_used = at;
  }

  // The last request that is bound to be answered like the one at `at`.
  Instant skip(Instant at, const HoldingAnswer& holding) {
    Instant end = std::min(until_, holding.until.value_or(until_));
    if (done_ < life_.events.size()) end = std::min(end, life_.events[done_].at - seconds(1));
    if (end <= at) return at;
    const auto count = (end - at) / step();
    const Instant last = at + count * step();
    if (count > 0 && holding.answer.verdict == TokenVerdict::ok) renew(last);
    return last;
  }

  void note(Instant first, Instant last, const TokenAnswer& answer) {
    const auto count = static_cast<std::size_t>((last - first) / step()) + 1;
    if (!line_.spans.empty() && line_.spans.back().answer == answer) {
      line_.spans.back().until = last;
      line_.spans.back().requests += count;
      return;
    }
    line_.spans.push_back({first, last, count, answer});
  }

  ConnectionLife life_;
  Instant until_;
  const TokenOptions& options_;
  std::size_t done_ = 0;  // events that are applied
  Lifeline line_;
};

}  // namespace

Result<Lifeline> live(ConnectionLife life, Instant until, const TokenOptions& options) {
  if (auto problem = problem_with(life, until)) return tl::unexpected(*std::move(problem));
  return Living(std::move(life), until, options).run();
}

}  // namespace caprock
