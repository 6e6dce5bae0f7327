#include "cli/forecast_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "base/text.h"
#include "cli/check_words.h"
#include "token/reasons.h"
#include "token/words.h"

namespace caprock {
namespace {

std::string_view reason_title(TokenReason reason) {
  switch (reason) {
    case TokenReason::none: return "no cause known";
    case TokenReason::app_missing: return "application not in the tenant";
    case TokenReason::app_disabled: return "application disabled";
    case TokenReason::wrong_secret: return "wrong client secret";
    case TokenReason::secret_expired: return "credential expired";
    case TokenReason::bad_certificate: return "certificate not accepted";
    case TokenReason::account_missing: return "account not found";
    case TokenReason::account_disabled: return "account disabled";
    case TokenReason::account_locked: return "account locked";
    case TokenReason::wrong_password: return "wrong password";
    case TokenReason::password_expired: return "password expired";
    case TokenReason::sessions_revoked: return "sessions revoked";
    case TokenReason::password_changed: return "password changed";
    case TokenReason::single_page_day_over: return "end of the day of a single-page app";
    case TokenReason::inactivity: return "inactivity";
    case TokenReason::primary_token_idle: return "inactivity of the device";
    case TokenReason::device_deleted: return "device deleted";
    case TokenReason::device_disabled: return "device disabled";
    case TokenReason::home_forbids: return "settings of the home tenant";
    case TokenReason::resource_forbids: return "cross-tenant access settings";
    case TokenReason::guest_missing: return "guest not found";
    case TokenReason::not_assigned: return "assignment to the application missing";
    case TokenReason::consent_missing: return "consent missing";
    case TokenReason::blocked: return "block";
    case TokenReason::flow_blocked: return "block of the sign-in flow";
    case TokenReason::security_defaults_block: return "block by Security Defaults";
    case TokenReason::security_defaults_mfa: return "MFA of Security Defaults";
    case TokenReason::per_user_mfa: return "per-user MFA";
    case TokenReason::mandatory_mfa: return "mandatory MFA";
    case TokenReason::mfa_needed: return "MFA required";
    case TokenReason::grant_needed: return "control not met";
    case TokenReason::sign_in_frequency: return "sign-in frequency";
    case TokenReason::mfa_too_old: return "age of the remembered MFA";
    case TokenReason::token_not_bound: return "token protection";
    case TokenReason::not_understood: return "parts not understood";
    case TokenReason::no_session: return "browser session over";
    case TokenReason::outage: return "outage";
  }
  return "no cause known";
}

bool names_its_limit(TokenReason reason) {
  return reason == TokenReason::sign_in_frequency || reason == TokenReason::mfa_too_old ||
         reason == TokenReason::inactivity || reason == TokenReason::primary_token_idle;
}

std::string_view fix_in_words(FixKind fix) {
  switch (fix) {
    case FixKind::none: return "nothing to do";
    case FixKind::reauth_user: return "the account signs in again";
    case FixKind::reconsent: return "an administrator consents again";
    case FixKind::rotate_secret: return "the owner of the application renews its credential";
    case FixKind::admin_policy_change: return "an administrator changes the policy";
    case FixKind::admin_unblock: return "an administrator lifts the block";
    case FixKind::client_bug: return "the vendor mends the integration";
  }
  return {};
}

// `in 14 days, on 2026-12-06 09:30 UTC`
std::string dated(Instant now, Instant at) {
  return fmt::format("{}, on {}", countdown(now, at), moment_in_words(at));
}

std::string whole(std::int64_t count, std::string_view unit) {
  return fmt::format("in {} {}{}", count, unit, count == 1 ? "" : "s");
}

std::string refused_headline(const Forecast& forecast, std::string_view state) {
  const PredictedBreak& one = forecast.breaks.front();
  std::string out = fmt::format("{} now: {}", state, cause_in_words(one.cause));
  if (one.earliest > forecast.from)
    out += fmt::format("; its last access token is good until {}{}", moment_in_words(one.earliest),
                       one.earliest == one.latest ? "" : " at least");
  return out;
}

// A break that is only possible may stand before one that is certain.
std::string may_break_headline(const Forecast& forecast) {
  const PredictedBreak& one = forecast.breaks.front();
  std::string out = is_now(forecast, one)
                        ? fmt::format("may be refused now: {}", cause_in_words(one.cause))
                        : fmt::format("may break {}: {}", dated(forecast.from, one.earliest),
                                      cause_in_words(one.cause));
  const auto certain =
      std::find_if(forecast.breaks.begin(), forecast.breaks.end(),
                   [](const PredictedBreak& other) { return other.certainty == Match::yes; });
  if (certain != forecast.breaks.end())
    out += fmt::format("; breaks {}: {}", dated(forecast.from, certain->earliest),
                       cause_in_words(certain->cause));
  return out;
}

}  // namespace

bool is_now(const Forecast& forecast, const PredictedBreak& one) {
  if (one.earliest <= forecast.from) return true;
  const auto& spans = forecast.life.spans;
  // Until the first request, nothing is asked.
  if (spans.empty() || one.earliest > spans.front().from) return false;
  if (one.cause.since && *one.cause.since > forecast.from) return false;
  return std::none_of(forecast.life.events.begin(), forecast.life.events.end(),
                      [&](const DatedEvent& event) {
                        return event.at > forecast.from && event.at <= one.earliest;
                      });
}

Outlook outlook_of(const Forecast& forecast) {
  if (forecast.breaks.empty()) return Outlook::keeps;
  const PredictedBreak& first = forecast.breaks.front();
  if (first.certainty != Match::yes) return Outlook::may_break;
  if (!is_now(forecast, first)) return Outlook::breaks;
  return first.verdict == TokenVerdict::terminal ? Outlook::dead : Outlook::refused;
}

std::string_view title_of(Outlook outlook) {
  switch (outlook) {
    case Outlook::keeps: return "KEEPS";
    case Outlook::may_break: return "MAY BREAK";
    case Outlook::breaks: return "BREAKS";
    case Outlook::refused: return "REFUSED";
    case Outlook::dead: return "DEAD";
  }
  return {};
}

std::string_view word_of(Outlook outlook) {
  switch (outlook) {
    case Outlook::keeps: return "keeps";
    case Outlook::may_break: return "may_break";
    case Outlook::breaks: return "breaks";
    case Outlook::refused: return "refused";
    case Outlook::dead: return "dead";
  }
  return {};
}

std::string headline_of(const Forecast& forecast) {
  switch (outlook_of(forecast)) {
    case Outlook::keeps:
      return fmt::format("keeps its token at least until {}", moment_in_words(forecast.until));
    case Outlook::may_break: return may_break_headline(forecast);
    case Outlook::breaks: {
      const PredictedBreak& one = forecast.breaks.front();
      return fmt::format("next break {}: {}", dated(forecast.from, one.earliest),
                         cause_in_words(one.cause));
    }
    case Outlook::refused: return refused_headline(forecast, "refused");
    case Outlook::dead: return refused_headline(forecast, "dead");
  }
  return {};
}

std::string countdown(Instant now, Instant at) {
  const auto left = at - now;
  if (left < std::chrono::minutes(1)) return "now";
  if (left < std::chrono::hours(1))
    return whole(std::chrono::floor<std::chrono::minutes>(left).count(), "minute");
  if (left < std::chrono::days(2))
    return whole(std::chrono::floor<std::chrono::hours>(left).count(), "hour");
  return whole(std::chrono::floor<std::chrono::days>(left).count(), "day");
}

std::string countdown(const Forecast& forecast, const PredictedBreak& one) {
  return is_now(forecast, one) ? "now" : countdown(forecast.from, one.earliest);
}

std::string when_in_words(const PredictedBreak& one) {
  if (one.earliest == one.latest) return moment_in_words(one.earliest);
  return fmt::format("{} to {}", moment_in_words(one.earliest), moment_in_words(one.latest));
}

std::string cause_in_short(const TokenCause& cause) {
  if (cause.reason == TokenReason::grant_needed && !cause.control.empty())
    return fmt::format("requirement of {}", printable(cause.control));
  std::string out(reason_title(cause.reason));
  if (!cause.limit || !names_its_limit(cause.reason)) return out;
  return is_every_time(cause) ? out + " every time"
                              : fmt::format("{} of {}", out, period_in_words(*cause.limit));
}

std::string cause_in_words(const TokenCause& cause) {
  if (cause.policy_name.empty()) return cause_in_short(cause);
  return fmt::format("{} (policy {})", cause_in_short(cause), in_backticks(cause.policy_name));
}

std::string code_in_words(const TokenCause& cause) {
  return cause.aadsts == 0 ? "-" : fmt::format("AADSTS{}", cause.aadsts);
}

std::string recovery_of(const PredictedBreak& one) {
  return one.recovery.empty() ? std::string(fix_in_words(one.fix)) : one.recovery;
}

std::string other_answer_in_words(const Forecast& forecast, const OtherAnswer& other) {
  std::string out =
      fmt::format("If `{}` is `{}`: {}", other.option, other.value,
                  !other.from                    ? "does not break"
                  : *other.from <= forecast.from ? "refused now"
                                                 : "breaks " + dated(forecast.from, *other.from));
  return other.why.empty() ? out + "." : fmt::format("{}. {}", out, other.why);
}

std::vector<std::string> outlook_notes(const Forecast& forecast) {
  constexpr std::size_t k_most = 3;
  std::vector<std::string> notes;
  const std::vector<Instant>& again = forecast.again;
  if (!again.empty()) {
    std::vector<std::string> dates;
    for (std::size_t i = 0; i < std::min(again.size(), k_most); ++i)
      dates.push_back(moment_in_words(again[i]));
    notes.push_back(fmt::format("If a person signs in at each break, it breaks again on {}{}.",
                                join(dates, ", "), again.size() > k_most ? ", and so on" : ""));
  }
  for (const OtherAnswer& other : forecast.other_answers)
    notes.push_back("Not sure. " + other_answer_in_words(forecast, other));
  return notes;
}

std::string facts_of(const PredictedBreak& one) {
  std::vector<std::string> facts;
  facts.emplace_back(one.certainty == Match::yes ? "certain" : "possible");
  facts.emplace_back(one.verdict == TokenVerdict::terminal
                         ? "dead: only a new sign-in helps"
                         : "refused: the same token works again once the cause is gone");
  if (!one.error.empty())
    facts.push_back(one.suberror.empty() ? one.error
                                         : fmt::format("{} / {}", one.error, one.suberror));
  if (one.over) facts.push_back(fmt::format("until {}", moment_in_words(*one.over)));
  std::string evidence(evidence_in_words(one.evidence));
  if (!one.rules.empty()) evidence += fmt::format(" ({})", join(one.rules, ", "));
  facts.push_back(std::move(evidence));
  return join(facts, "; ");
}

std::string who_it_is(const Forecast& forecast) {
  std::vector<std::string> parts = {forecast.profile_name, forecast.account};
  if (forecast.signed_in)
    parts.push_back(fmt::format("signed in {}", moment_in_words(*forecast.signed_in)));
  if (forecast.mfa) parts.push_back(fmt::format("MFA {}", moment_in_words(*forecast.mfa)));
  std::erase(parts, std::string());
  return printable(join(parts, ", "));
}

}  // namespace caprock
