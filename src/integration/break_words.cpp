#include "integration/break_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "base/text.h"
#include "integration/connection_kinds.h"
#include "token/aadsts_catalogue.h"
#include "token/reasons.h"
#include "token/words.h"

namespace caprock {
namespace {

std::string limit_in_words(const TokenCause& cause) {
  return cause.limit ? period_in_words(*cause.limit) : std::string("the time allowed");
}

// When that whose age counts was.
std::string counted_from(const TokenCause& cause) {
  return cause.limit && cause.since ? moment_in_words(*cause.since - *cause.limit)
                                    : std::string("an unknown day");
}

std::string policy_says(const TokenCause& cause) {
  switch (cause.reason) {
    case TokenReason::blocked: return "blocks the request";
    case TokenReason::flow_blocked: return "blocks tokens that came from this sign-in flow";
    case TokenReason::mfa_needed:
      return fmt::format("requires {}, which the token does not show",
                         cause.control.empty() ? "multifactor authentication" : cause.control);
    case TokenReason::grant_needed:
      return fmt::format("requires {}, which the connection does not show",
                         cause.control.empty() ? "something" : cause.control);
    case TokenReason::sign_in_frequency:
      return fmt::format("requires a fresh sign-in every {}, and the last one was on {}",
                         is_every_time(cause) ? "time" : limit_in_words(cause),
                         counted_from(cause));
    case TokenReason::not_understood: return "has parts that are not understood here";
    default: return std::string(row_of(cause.reason).says);
  }
}

std::string cause_in_words(const TokenCause& cause) {
  if (!cause.policy_name.empty() || !cause.policy.empty())
    return fmt::format(
        "policy {} {}",
        in_backticks(cause.policy_name.empty() ? cause.policy.text() : cause.policy_name),
        policy_says(cause));
  if (cause.reason == TokenReason::mfa_too_old)
    return fmt::format("the second factor was shown on {}, and the tenant remembers it for {} only",
                       counted_from(cause), limit_in_words(cause));
  return std::string(row_of(cause.reason).says);
}

std::string consequence(const PredictedBreak& predicted) {
  const std::string asks = predicted.certainty == Match::unknown ? "may be" : "is";
  return predicted.verdict == TokenVerdict::terminal
             ? fmt::format("the token {} dead: it never works again", asks)
             : fmt::format("every request {} refused; the token itself stays good", asks);
}

bool is_about_stored_password(TokenReason reason) {
  return reason == TokenReason::wrong_password || reason == TokenReason::password_expired;
}

// Nobody can sign in again: then only the tenant can give way (TS 6.1.2).
FixKind fix_of(const ConnectionTarget& target, const TokenCause& cause) {
  const FixKind fix = row_of(cause.reason).fix;
  return fix == FixKind::reauth_user && !target.person_can_answer() &&
                 !is_about_stored_password(cause.reason)
             ? FixKind::admin_policy_change
             : fix;
}

// A strength may ask for more than any second factor.
std::string what_to_show(const TokenCause& cause) {
  if (!is_about_second_factor(cause.reason)) return {};
  const bool by_policy = cause.reason == TokenReason::mfa_needed && !cause.control.empty();
  return " with " + (by_policy ? cause.control : std::string("a second factor"));
}

std::string recovery_of(const ConnectionTarget& target, const TokenCause& cause, FixKind fix) {
  switch (fix) {
    case FixKind::none: return "wait: it passes without anybody's doing";
    case FixKind::reauth_user:
      if (is_about_stored_password(cause.reason))
        return "somebody stores the account's new password in the product";
      return fmt::format("a person signs in again as {}{}",
                         in_backticks(target.connection->account), what_to_show(cause));
    case FixKind::reconsent: return "an administrator consents to the application again";
    case FixKind::rotate_secret:
      return "the owner of the application gives it a new secret or certificate";
    case FixKind::admin_policy_change:
      return row_of(cause.reason).fix == FixKind::reauth_user
                 ? "nobody can sign in as this account, so an administrator must exempt it (see "
                   "`caprock check`) or the product must make the account anew"
                 : "an administrator changes the policy or exempts the account (see `caprock "
                   "check`)";
    case FixKind::admin_unblock:
      return "an administrator enables, restores or assigns what is missing";
    case FixKind::client_bug: return "the product's maker mends it";
  }
  return {};
}

// No surer than what is known of the client itself (TS 3.5.2).
Evidence evidence_of(const ConnectionTarget& target, const TokenCause& cause) {
  const Evidence of_rule = row_of(cause.reason).evidence;
  // Observed where per-user MFA asks; whether it counts for others is not known (TS 5.2.1).
  const auto per_user = target.user != nullptr ? target.user->per_user_mfa_state : std::nullopt;
  if (cause.reason == TokenReason::mfa_too_old &&
      per_user.value_or(PerUserMfaState::disabled) == PerUserMfaState::disabled)
    return Evidence::unsure;
  if (cause.reason != TokenReason::sign_in_frequency ||
      client_kind_of(target.kind()) != ClientKind::confidential_client)
    return of_rule;
  return lowest(
      of_rule, target.way->kind_evidence == Evidence::unsure ? Evidence::unsure : Evidence::vendor);
}

std::string said_for_sure(const ProtocolWord& word) {
  return word.unsure ? std::string() : std::string(word.text);
}

}  // namespace

void describe_break(const ConnectionTarget& target, PredictedBreak& predicted) {
  const TokenCause& cause = predicted.cause;
  const ReasonRow& row = row_of(cause.reason);
  predicted.says = capitalised(cause_in_words(cause)) + "; " + consequence(predicted) + ".";
  predicted.fix = fix_of(target, cause);
  predicted.recovery = recovery_of(target, cause, predicted.fix);
  for (const std::string& rule : split(row.rules, ',')) predicted.rules.emplace_back(trim(rule));
  predicted.evidence = evidence_of(target, cause);
  if (const AadstsCode* code = aadsts_code(cause.aadsts)) {
    predicted.error = said_for_sure(code->v2);
    predicted.suberror = said_for_sure(code->suberror);
    predicted.retry = to_string(code->retry);
  }
}

std::vector<std::string> why_it_lasts(const ConnectionTarget& target, const ConnectionLife& life) {
  std::vector<std::string> lines;
  if (is_app_only(target.kind())) {
    lines.emplace_back(
        "an application has no refresh token and no second factor; only its credential, its "
        "permissions or a policy for workload identities can end it (TS 6.4.1)");
    if (!life.world.credential_expires)
      lines.emplace_back("when its secret or certificate expires is not in the export");
    return lines;
  }
  lines.emplace_back("no policy or setting read here ends its token");
  if (has_refresh_token(target.kind()))
    lines.emplace_back(
        "a token that is used at least every 90 days has no other end than a revocation or a "
        "change of the tenant (TS 1.3.2)");
  return lines;
}

std::vector<OtherValue> other_values(const TokenOptions& options) {
  std::vector<OtherValue> out;
  const auto add = [&](std::string_view option, std::string_view value, std::string_view why,
                       auto change) {
    out.push_back({option, value, why, options});
    change(out.back().options);
  };
  const bool deferred = options.sif_confidential == SifConfidential::deferred;
  add("sif_confidential", deferred ? "enforced" : "deferred",
      "Microsoft documents that silent refreshes of a web client with its own secret pass a "
      "sign-in frequency; vendors report the opposite.",
      [&](TokenOptions& other) {
        other.sif_confidential = deferred ? SifConfidential::enforced : SifConfidential::deferred;
      });
  const bool counts = options.remember_mfa_applies_to_ca;
  add("remember_mfa_applies_to_ca", counts ? "off" : "on",
      "Whether the remembered days count when only a policy demands the second factor has not "
      "been measured.",
      [&](TokenOptions& other) { other.remember_mfa_applies_to_ca = !counts; });
  const bool revokes = options.disable_also_revokes;
  add("disable_also_revokes", revokes ? "off" : "on",
      "Whether disabling an account also revokes its sessions has not been measured.",
      [&](TokenOptions& other) { other.disable_also_revokes = !revokes; });
  const bool strict = options.sd_admin_refresh == SdAdminRefresh::strict;
  add("sd_admin_refresh", strict ? "lenient" : "strict",
      "Whether Security Defaults refuse silent refreshes of an administrator has not been "
      "measured.",
      [&](TokenOptions& other) {
        other.sd_admin_refresh = strict ? SdAdminRefresh::lenient : SdAdminRefresh::strict;
      });
  return out;
}

}  // namespace caprock
