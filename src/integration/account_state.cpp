#include "integration/account_state.h"

#include <fmt/format.h>

#include "integration/connection_kinds.h"
#include "integration/control_words.h"

namespace caprock {
namespace {

Cause state_cause(ControlTopic topic, std::string control, int aadsts, std::string rule) {
  Cause cause;
  cause.topic = topic;
  cause.control = std::move(control);
  cause.aadsts = aadsts;
  cause.rules = {std::move(rule)};
  return cause;
}

Cause disabled_account() {
  Cause cause =
      state_cause(ControlTopic::account_disabled, "the account is disabled", 50057, "TS 2.2");
  cause.explains =
      "Every request is refused until an administrator enables the account; the same token works "
      "again then, unless it was revoked as well.";
  return cause;
}

Cause disabled_app() {
  Cause cause =
      state_cause(ControlTopic::app_disabled,
                  "the integration's enterprise application is disabled", 7000112, "TS 2.2");
  cause.explains =
      "Every request of the app is refused until an administrator enables it: Enterprise "
      "applications, Properties, Enabled for users to sign in.";
  return cause;
}

Cause revoked(Instant signed_in_at, Instant valid_from) {
  Cause cause = state_cause(ControlTopic::sessions_revoked, "the account's sessions were revoked",
                            50173, "TS 2.1");
  cause.end = TokenEnd::terminal;
  cause.explains = fmt::format(
      "Tokens count from {}, and the sign-in behind this one was on {}; somebody must sign in "
      "again.",
      moment_in_words(valid_from), moment_in_words(signed_in_at));
  return cause;
}

// TS 2.1: only a token that was obtained with the password dies, and not that of a web client.
Cause new_password(Instant signed_in_at, Instant changed_at) {
  Cause cause =
      state_cause(ControlTopic::sessions_revoked,
                  "the account's password changed after the last sign-in", 50173, "TS 2.1");
  cause.severity = Severity::warning;
  cause.certainty = Match::unknown;
  cause.end = TokenEnd::terminal;
  cause.explains = fmt::format(
      "It changed on {}, and the sign-in was on {}. If the password was typed in that sign-in, the "
      "token is dead; one obtained without a password lives on.",
      moment_in_words(changed_at), moment_in_words(signed_in_at));
  return cause;
}

void add_ends_of_the_grant(const ConnectionTarget& target, std::vector<Cause>& causes) {
  const auto& signed_in_at = target.connection->token.signed_in_at;
  // A guest's sessions and password are those of the home tenant (TS 2.1).
  if (!target.user || !signed_in_at || sends_password(target.kind()) ||
      is_external_guest(target.kind()))
    return;
  const auto& valid_from = target.user->sign_in_sessions_valid_from;
  const auto& changed_at = target.user->last_password_change;
  if (valid_from && *valid_from > *signed_in_at)
    causes.push_back(revoked(*signed_in_at, *valid_from));
  else if (changed_at && *changed_at > *signed_in_at &&
           client_kind_of(target.kind()) != ClientKind::confidential_client)
    causes.push_back(new_password(*signed_in_at, *changed_at));
}

}  // namespace

std::vector<Cause> account_state_causes(const ConnectionTarget& target) {
  std::vector<Cause> causes;
  const ServicePrincipal* app = target.principal;
  if (!app && target.app) app = find_service_principal(*target.tenant, target.app->text());
  if (app && app->account_enabled == false) causes.push_back(disabled_app());
  if (is_app_only(target.kind())) return causes;
  if (target.user && target.user->account_enabled == false) causes.push_back(disabled_account());
  add_ends_of_the_grant(target, causes);
  return causes;
}

std::vector<std::string> account_state_notes(const ConnectionTarget& target) {
  if (!is_external_guest(target.kind())) return {};
  return {
      "whether the cross-tenant access settings let guests of the home tenant in is not read here; "
      "where they do not, refreshes are refused with AADSTS500213 (TS 2.2)"};
}

}  // namespace caprock
