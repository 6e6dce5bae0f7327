#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "integration/connection_kinds.h"
#include "integration/control_words.h"
#include "integration/policy_hit.h"
#include "integration/policy_reach.h"
#include "integration/requirements.h"
#include "model/well_known.h"
#include "token/limits.h"

namespace caprock {
namespace {

bool has_audience(const PolicyHit& hit, std::initializer_list<std::string_view> ids) {
  return std::any_of(hit.decision->audiences.begin(), hit.decision->audiences.end(),
                     [&](const AppId& audience) {
                       return std::any_of(ids.begin(), ids.end(),
                                          [&](std::string_view id) { return audience.is(id); });
                     });
}

// TS 3.5: documentation lets silent renewals of confidential clients through. For on-behalf-of by
// third parties nobody knows.
bool deferred(const ConnectionTarget& target) {
  if (target.way->sif_confidential == SifConfidential::enforced) return false;
  return client_kind_of(target.kind()) == ClientKind::confidential_client;
}

// The authentication whose age counts (TS 3.4): the oldest needed one.
std::optional<Instant> anchor_of(const ConnectionTarget& target, const SignInFrequency& frequency) {
  const StoredToken& token = target.connection->token;
  if (frequency.authentication_type == FrequencyAuthentication::secondary) return target.mfa_at();
  if (token.signed_in_at && token.mfa_at) return std::min(*token.signed_in_at, *token.mfa_at);
  return token.signed_in_at;
}

std::string frequency_control(std::chrono::seconds period) {
  return period.count() == 0
             ? "requires a fresh sign-in every time"
             : fmt::format("requires a fresh sign-in every {}", period_in_words(period));
}

Cause met_at_each_request(Cause cause) {
  cause.severity = Severity::note;
  cause.end = TokenEnd::none;
  cause.explains =
      "The product sends user name and password at every request, which is a fresh sign-in.";
  cause.rules = {"TS 6.1", "TS 7"};
  return cause;
}

// A vendor that asks for a policy of its own with this control has said that it lives with it.
bool wanted_by_profile(const ConnectionTarget& target, const Policy& policy) {
  const auto asks = [](const Requirement* one) {
    return one->kind == RequirementKind::own_policy &&
           std::find(one->topics.begin(), one->topics.end(), ControlTopic::sign_in_frequency) !=
               one->topics.end();
  };
  const auto requirements = requirements_of(target);
  return is_own_policy(policy, target) == Match::yes &&
         std::any_of(requirements.begin(), requirements.end(), asks);
}

Cause deferred_frequency(const PolicyHit& hit, Cause cause) {
  cause.severity = wanted_by_profile(*hit.target, *hit.policy) ? Severity::note : Severity::warning;
  cause.moment = Moment::interactive_sign_in;
  cause.explains =
      "Microsoft documents that silent refreshes of a web client with its own secret are let "
      "through; the limit counts at the next sign-in by a person.";
  cause.rules = {"TS 3.5", "CA 2.14.1"};
  return cause;
}

std::string who_answers(const ConnectionTarget& target) {
  if (!target.way->person_can_sign_in) return "nobody can ever sign in as this account";
  if (target.way->unattended) return "nobody is there to do it";
  return "the person who uses it is asked";
}

// Dates the cause when the last authentication is known (TS 3.7).
void date_frequency(const PolicyHit& hit, const SignInFrequency& frequency,
                    std::chrono::seconds period, Cause& cause) {
  const std::string every =
      period.count() == 0 ? "one access token (60 to 90 minutes)" : period_in_words(period);
  const std::optional<Instant> anchor = anchor_of(*hit.target, frequency);
  if (!anchor) {
    cause.explains = fmt::format(
        "A sign-in is good for {}; then a person must sign in again, and {}. The file does not "
        "say when the last sign-in was, so the date is open.",
        every, who_answers(*hit.target));
    return;
  }
  cause.from = *anchor + (period.count() == 0 ? k_every_time_tolerance : period);
  cause.explains =
      *cause.from > hit.now
          ? fmt::format(
                "The last sign-in was on {}; from {} every refresh is "
                "refused until a person signs in again, and {}.",
                moment_in_words(*anchor), moment_in_words(*cause.from), who_answers(*hit.target))
          : fmt::format(
                "The last sign-in was on {}, longer ago than {}; every "
                "refresh is refused until a person signs in again, and {}.",
                moment_in_words(*anchor),
                period.count() == 0 ? "5 minutes" : period_in_words(period),
                who_answers(*hit.target));
}

// No surer than what is known of the client itself.
Evidence frequency_evidence(const ConnectionTarget& target) {
  if (target.way->sif_confidential != SifConfidential::enforced) return Evidence::observed;
  return target.way->kind_evidence == Evidence::unsure ? Evidence::unsure : Evidence::vendor;
}

void add_sign_in_frequency(const PolicyHit& hit, std::vector<Cause>& causes) {
  const auto& frequency = hit.policy->session_controls->sign_in_frequency;
  if (!frequency || !frequency->is_enabled || !frequency->period()) return;
  const std::chrono::seconds period = *frequency->period();
  const ConnectionTarget& target = *hit.target;
  Cause cause = cause_of(hit, ControlTopic::sign_in_frequency);
  cause.control = frequency_control(period);
  cause.aadsts = 70043;
  if (sends_password(target.kind())) {
    cause.aadsts = 0;
    causes.push_back(met_at_each_request(std::move(cause)));
    return;
  }
  if (deferred(target)) {
    causes.push_back(deferred_frequency(hit, std::move(cause)));
    return;
  }
  date_frequency(hit, *frequency, period, cause);
  cause.evidence = frequency_evidence(target);
  cause.rules = {"TS 3.5", "TS 3.7"};
  if (!target.way->unattended) cause.severity = Severity::warning;
  causes.push_back(std::move(cause));
}

void add_persistent_browser(const PolicyHit& hit, std::vector<Cause>& causes) {
  const auto& browser = hit.policy->session_controls->persistent_browser;
  if (!browser || !browser->is_enabled || !browser->mode) return;
  const bool never = *browser->mode == PersistentBrowserMode::never;
  Cause cause = cause_of(hit, ControlTopic::persistent_browser);
  cause.control = never ? "never keeps browser sessions" : "always keeps browser sessions";
  cause.moment = Moment::interactive_sign_in;
  cause.end = TokenEnd::none;
  cause.severity = Severity::note;
  cause.evidence = Evidence::inferred;
  cause.rules = {"TS 4.1"};
  cause.explains = "It governs browser cookies; the stored refresh token is not touched.";
  if (never && hit.target->kind() == ConnectionKind::single_page_app) {
    cause.severity = Severity::warning;
    cause.end = TokenEnd::terminal;
    cause.aadsts = 700084;
    cause.explains =
        "The token of a single-page app lives 24 hours and is renewed through the browser session; "
        "once the browser is closed, a person must sign in again.";
  }
  causes.push_back(std::move(cause));
}

void add_restrictions(const PolicyHit& hit, std::vector<Cause>& causes) {
  if (!hit.policy->session_controls->application_enforced_restrictions) return;
  if (!has_audience(hit, {app::k_exchange_online, app::k_sharepoint_online})) return;
  Cause cause = cause_of(hit, ControlTopic::application_enforced_restrictions);
  cause.control = "uses app enforced restrictions";
  cause.severity = Severity::warning;
  cause.end = TokenEnd::none;
  cause.evidence = Evidence::unsure;
  cause.rules = {"TS 4.2"};
  cause.explains =
      "The token is issued, but Exchange and SharePoint see an unmanaged device and may refuse or "
      "limit single calls (HTTP 403).";
  causes.push_back(std::move(cause));
}

void add_app_control(const PolicyHit& hit, std::vector<Cause>& causes) {
  const auto& app_control = hit.policy->session_controls->cloud_app_security;
  if (!app_control || !app_control->is_enabled) return;
  Cause cause = cause_of(hit, ControlTopic::cloud_app_security);
  cause.control = "routes browser sessions through Defender for Cloud Apps";
  cause.severity = Severity::note;
  cause.end = TokenEnd::none;
  cause.evidence = Evidence::unsure;
  cause.rules = {"TS 4.6"};
  cause.explains =
      "It redirects browsers; token requests pass, unless a Defender access policy blocks them.";
  causes.push_back(std::move(cause));
}

void add_token_protection(const PolicyHit& hit, std::vector<Cause>& causes) {
  if (!hit.policy->session_controls->secure_sign_in_session) return;
  if (!has_audience(hit, {app::k_exchange_online, app::k_sharepoint_online, app::k_teams_services}))
    return;
  Cause cause = cause_of(hit, ControlTopic::token_protection);
  cause.control = "requires a token bound to its device (token protection)";
  cause.aadsts = 530084;
  cause.rules = {"TS 4.5"};
  cause.explains =
      "A refresh token kept by a server is never bound to a device, so requests for Exchange, "
      "SharePoint and Teams are refused.";
  causes.push_back(std::move(cause));
}

void add_access_evaluation(const PolicyHit& hit, std::vector<Cause>& causes) {
  const auto& mode = hit.policy->session_controls->continuous_access_evaluation;
  // Switched off, tokens merely live shorter; guests are not part of it (TS 4.4).
  if (!mode || *mode == CaeMode::disabled || is_external_guest(hit.target->kind())) return;
  Cause cause = cause_of(hit, ControlTopic::continuous_access_evaluation);
  cause.control = "strictly enforces locations (continuous access evaluation)";
  cause.severity = Severity::warning;
  cause.aadsts = 53003;
  cause.rules = {"TS 4.4"};
  cause.explains =
      "If Exchange, SharePoint or Graph sees another address than the sign-in service, and no "
      "location policy allows that one, the call and the next refresh are refused.";
  causes.push_back(std::move(cause));
}

}  // namespace

std::vector<Cause> session_causes(const PolicyHit& hit) {
  std::vector<Cause> causes;
  // App-only tokens have no user session for these to act on (TS 6.1, 6.4).
  if (!hit.policy->session_controls || is_app_only(hit.target->kind())) return causes;
  add_sign_in_frequency(hit, causes);
  add_persistent_browser(hit, causes);
  add_restrictions(hit, causes);
  add_app_control(hit, causes);
  add_token_protection(hit, causes);
  add_access_evaluation(hit, causes);
  return causes;
}

}  // namespace caprock
