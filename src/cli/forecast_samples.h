// Forecasts written by hand, for the tests of what draws them.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "integration/forecast.h"

namespace caprock::samples {

using std::chrono::hours;
using std::chrono::minutes;

inline const Instant k_start = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22) + hours(9);

inline LifeSpan span(Instant from, Instant until, TokenVerdict verdict) {
  LifeSpan out;
  out.from = from;
  out.until = until;
  out.requests = 2;
  out.answer.verdict = verdict;
  return out;
}

// A year of a connection that nothing ends.
inline Forecast lives_on(hours horizon = hours(365 * 24)) {
  Forecast out;
  out.connection = "UMP 365 SP in Larkfield";
  out.profile_name = "AudioCodes User Management Pack 365 SP Edition";
  out.account = "svc-ump@larkfield.example";
  out.kind = ConnectionKind::delegated_confidential;
  out.from = k_start;
  out.until = k_start + horizon;
  out.signed_in = k_start - hours(24 * 40);
  out.mfa = out.signed_in;
  out.life.from = out.from;
  out.life.until = out.until;
  out.life.spans = {span(out.from + minutes(75), out.until, TokenVerdict::ok)};
  out.lasts = {
      "it asks every 75 minutes, so the refresh token is never idle for 90 days (TS 1.3.2)"};
  out.assumptions = {
      "the integration asks again when its access token expires: nobody says how often"};
  return out;
}

inline PredictedBreak one_break(Instant at, TokenReason reason, TokenVerdict verdict, int aadsts) {
  PredictedBreak out;
  out.earliest = out.latest = at;
  out.verdict = verdict;
  out.cause.reason = reason;
  out.cause.verdict = verdict;
  out.cause.aadsts = aadsts;
  out.error = "invalid_grant";
  out.fix = FixKind::reauth_user;
  out.rules = {"TS 0.5"};
  return out;
}

// Refused at once by a policy that demands MFA, of a guest whom nobody can sign in.
inline Forecast refused_by_mfa(hours horizon = hours(30 * 24)) {
  Forecast out = lives_on(horizon);
  out.connection = "Mio guests";
  out.profile_name = "Mio";
  out.account = "slack-guest-017@larkfield.example";
  out.mfa.reset();
  out.lasts.clear();
  const Instant first = out.from + minutes(50);
  PredictedBreak one = one_break(first, TokenReason::mfa_needed, TokenVerdict::refused, 50076);
  one.cause.policy = PolicyId("33333333-3333-3333-3333-333333333333");
  one.cause.policy_name = "Require MFA for all users";
  one.cause.control = "multifactor authentication";
  one.suberror = "basic_action";
  one.says =
      "Policy `Require MFA for all users` demands multifactor authentication, and the token was "
      "obtained without; every request for Microsoft Graph is refused.";
  one.fix = FixKind::admin_policy_change;
  one.recovery = "An administrator excludes the guest accounts from `Require MFA for all users`";
  one.rules = {"CA 2.12", "TS 7"};
  out.breaks = {one};
  out.life.spans = {span(first, out.until, TokenVerdict::refused)};
  return out;
}

// Refused 14 units after the sign-in, works again after one at 20 units, and ends again at 34. In
// days, in hours, or in whatever else `unit` is.
inline Forecast ends_by_frequency(hours unit = hours(24), int units = 30) {
  Forecast out = lives_on(unit * units);
  out.connection = "Cayosoft connection account";
  out.profile_name = "Cayosoft Administrator";
  out.account = "svc-cayosoft@larkfield.example";
  out.signed_in = out.mfa = out.from;
  out.lasts.clear();
  const auto limit = unit * 14;
  const Instant repaired = out.from + unit * 20;
  out.life.events = {{repaired, SignedIn{}, "svc-cayosoft signs in again"}};
  out.life.spans.clear();
  for (const Instant signed_in : {out.from, repaired}) {
    const Instant at = signed_in + limit + minutes(70);
    if (at >= out.until) break;
    PredictedBreak one =
        one_break(at, TokenReason::sign_in_frequency, TokenVerdict::refused, 70043);
    one.cause.policy_name = "Short sessions for administrators";
    one.cause.limit = limit;
    one.cause.since = signed_in + limit;
    one.suberror = "token_expired";
    one.says =
        "The sign-in is older than policy `Short sessions for administrators` allows; requests are "
        "refused until somebody signs in again.";
    one.recovery = "Somebody signs in as svc-cayosoft@larkfield.example";
    one.rules = {"TS 3.7"};
    if (signed_in == out.from) one.over = repaired;
    out.life.spans.push_back(span(signed_in + minutes(70), at - minutes(70), TokenVerdict::ok));
    out.life.spans.push_back(
        span(at, one.over ? repaired - minutes(30) : out.until, TokenVerdict::refused));
    out.breaks.push_back(std::move(one));
  }
  if (out.breaks.size() == 1)
    out.life.spans.push_back(span(repaired + minutes(70), out.until, TokenVerdict::ok));
  return out;
}

// Nobody runs it: its refresh token dies 10 units from now.
inline Forecast dies_idle(hours unit = hours(24), int units = 30) {
  Forecast out = lives_on(unit * units);
  out.connection = "Old archive exporter";
  out.profile_name = "Archive exporter";
  out.account = "svc-archive@larkfield.example";
  out.lasts.clear();
  const Instant at = out.from + unit * 10;
  PredictedBreak one = one_break(at, TokenReason::inactivity, TokenVerdict::terminal, 700082);
  one.cause.limit = hours(90 * 24);
  one.cause.since = at;
  one.says = "The refresh token was not used for 90 days; it never works again.";
  one.recovery = "Somebody signs in as svc-archive@larkfield.example";
  one.rules = {"TS 1.3.2"};
  out.breaks = {one};
  out.life.spans = {span(at, out.until, TokenVerdict::terminal)};
  return out;
}

// Whether, and when, hangs on what nobody says; an option has another answer.
inline Forecast hangs_on_option(hours unit = hours(24), int units = 30) {
  Forecast out = lives_on(unit * units);
  out.connection = "Chat bridge";
  out.profile_name = "Mio";
  out.account = "svc-mio@larkfield.example";
  out.lasts.clear();
  const Instant at = out.from + unit * 7;
  PredictedBreak one = one_break(at, TokenReason::sign_in_frequency, TokenVerdict::refused, 70043);
  one.latest = at + unit * 2;
  one.certainty = Match::unknown;
  one.cause.certainty = Match::unknown;
  one.cause.policy_name = "Reauthenticate weekly";
  one.cause.limit = unit * 7;
  one.cause.since = at;
  one.says = "The policy applies if the account is in a group that the export does not have.";
  one.recovery = "Somebody signs in as svc-mio@larkfield.example";
  one.rules = {"TS 3.5"};
  one.evidence = Evidence::unsure;
  one.other_answers = {{"sif_confidential", "enforced",
                        "Microsoft documents that confidential clients are not cut off when they "
                        "refresh; reports say otherwise.",
                        at},
                       {"sif_forces_short_at", "off", "", std::nullopt}};
  out.breaks = {one};
  TokenCause possible = one.cause;
  LifeSpan open = span(at, out.until, TokenVerdict::ok);
  open.answer.possible = {possible};
  out.life.spans = {span(out.from + minutes(75), at - minutes(75), TokenVerdict::ok), open};
  return out;
}

inline std::vector<Forecast> all() {
  return {lives_on(), refused_by_mfa(), ends_by_frequency(), dies_idle(), hangs_on_option()};
}

// Everything that a name may do to a terminal, a page or a calendar.
inline Forecast hostile() {
  Forecast out = ends_by_frequency();
  const std::string name = "a\x1b[2J\a\r\n<script>alert(\"1\")</script>;,\\\u009b\u202E&";
  out.connection = out.profile_name = out.account = name;
  out.life.events.front().label = name;
  out.assumptions = out.lasts = {name};
  for (PredictedBreak& one : out.breaks) {
    one.cause.policy_name = one.says = one.recovery = one.error = one.suberror = name;
    one.rules = {name};
    one.other_answers = {{name, name, name, std::nullopt}};
    one.also = {one.cause};
  }
  return out;
}

}  // namespace caprock::samples
