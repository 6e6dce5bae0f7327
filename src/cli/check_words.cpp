#include "cli/check_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "base/text.h"
#include "cli/profile_words.h"
#include "integration/control_words.h"

namespace caprock {
namespace {

// Its date hangs on a sign-in that nobody told about.
bool counts_from_sign_in(const Cause& cause) {
  return cause.topic == ControlTopic::sign_in_frequency ||
         cause.topic == ControlTopic::remember_mfa;
}

// Up to the colon behind which it says where to add it.
std::string first_question(const ConnectionReport& report) {
  if (report.missing.empty()) return "what is not understood";
  return report.missing.front().substr(0, report.missing.front().find(": "));
}

// No profile needs to advise these.
std::string_view outside_the_policies(ControlTopic topic) {
  if (topic == ControlTopic::account_disabled) return "enable the account";
  if (topic == ControlTopic::app_disabled) return "enable the enterprise application";
  if (topic == ControlTopic::sessions_revoked) return "sign in again";
  return {};
}

std::string without_a_fix(const ConnectionReport& report) {
  if (report.health == Health::unknown) return "first find out: " + first_question(report);
  if (!ends_something(report)) return "-";
  if (const auto step = outside_the_policies(report.causes.front().topic); !step.empty())
    return std::string(step);
  const bool certain =
      std::any_of(report.causes.begin(), report.causes.end(), [](const Cause& cause) {
        return cause.severity == Severity::error && cause.certainty == Match::yes;
      });
  return certain ? "no remedy of the profile helps" : "none needed now";
}

}  // namespace

std::string_view title_of(Health health) {
  switch (health) {
    case Health::ok: return "OK";
    case Health::at_risk: return "AT RISK";
    case Health::broken: return "BROKEN";
    case Health::unknown: return "UNKNOWN";
  }
  return "UNKNOWN";
}

std::string when_in_words(const Cause& cause, Instant now) {
  if (cause.from) return (*cause.from > now ? "from " : "since ") + moment_in_words(*cause.from);
  if (cause.moment == Moment::interactive_sign_in) return "at the next sign-in by a person";
  if (cause.severity == Severity::note) return "not now";
  if (counts_from_sign_in(cause)) return "some time after each sign-in";
  if (cause.certainty == Match::unknown) return "possibly now";
  return cause.severity == Severity::error ? "now" : "at any time";
}

std::string_view effect_in_words(const Cause& cause) {
  switch (cause.severity) {
    case Severity::error: return cause.certainty == Match::yes ? "ends it" : "may end it";
    case Severity::warning: return "may end it";
    case Severity::note: return "note";
  }
  return "";
}

std::string_view end_in_words(TokenEnd end) {
  switch (end) {
    case TokenEnd::none: return "token not touched";
    case TokenEnd::refused: return "refused";
    case TokenEnd::terminal: return "dead";
  }
  return "refused";
}

std::string_view evidence_in_words(Evidence evidence) {
  switch (evidence) {
    case Evidence::documented: return "documented";
    case Evidence::observed: return "observed";
    case Evidence::inferred: return "inferred";
    case Evidence::choice: return "our reading";
    case Evidence::vendor: return "the vendor says so";
    case Evidence::unsure: return "unsure";
  }
  return "unsure";
}

std::string_view helps_in_words(Helps helps) {
  switch (helps) {
    case Helps::yes: return "helps";
    case Helps::no: return "does not help";
    case Helps::partly: return "helps in part";
    case Helps::not_tried: return "not tried";
  }
  return "not tried";
}

std::string facts_of(const Cause& cause, Instant now) {
  std::vector<std::string> facts = {when_in_words(cause, now)};
  if (cause.aadsts != 0) facts.push_back(fmt::format("AADSTS{}", cause.aadsts));
  facts.emplace_back(end_in_words(cause.end));
  facts.push_back(
      fmt::format("{} ({})", evidence_in_words(cause.evidence), join(cause.rules, ", ")));
  return join(facts, "; ");
}

std::string caution_of(const TriedRemedy& remedy) {
  if (!remedy.caution.empty() || remedy.widens.empty()) return remedy.caution;
  return fmt::format("It {}.", remedy.widens);
}

bool ends_something(const ConnectionReport& report) {
  return !report.causes.empty() && report.causes.front().severity != Severity::note;
}

std::string what_ends_it(const ConnectionReport& one) {
  if (!ends_something(one)) return "nothing";
  const Cause& worst = one.causes.front();
  const auto others =
      std::count_if(one.causes.begin() + 1, one.causes.end(),
                    [](const Cause& cause) { return cause.severity != Severity::note; });
  std::string out(topic_in_words(worst.topic));
  if (worst.policy) out += ": " + printable(worst.policy_name);
  if (others > 0) out += fmt::format(" (and {} more)", others);
  return out;
}

std::string fix_in_short(const ConnectionReport& report) {
  if (report.fix.empty()) return without_a_fix(report);
  std::vector<std::string> steps;
  for (const FixStep& step : report.fix) {
    std::string text = step.does;
    if (step.policies.size() == 1) text += " from 1 policy";
    if (step.policies.size() > 1) text += fmt::format(" from {} policies", step.policies.size());
    if (step.lasts_until)
      text += fmt::format(", good until {}", moment_in_words(*step.lasts_until));
    steps.push_back(std::move(text));
  }
  return join(steps, "; ");
}

std::vector<std::string> fix_in_full(const ConnectionReport& report) {
  std::vector<std::string> steps;
  for (const FixStep& step : report.fix) {
    std::vector<std::string> names;
    for (const std::string& name : step.policies) names.push_back(in_backticks(name));
    std::string text = step.does;
    if (!names.empty()) text += " from " + join(names, ", ");
    if (step.lasts_until)
      text += fmt::format(" (good until {})", moment_in_words(*step.lasts_until));
    steps.push_back(std::move(text));
  }
  return steps;
}

std::string_view topic_in_words(ControlTopic topic) {
  switch (topic) {
    case ControlTopic::mfa: return "MFA";
    case ControlTopic::authentication_strength: return "authentication strength";
    case ControlTopic::compliant_device: return "compliant device";
    case ControlTopic::domain_joined_device: return "hybrid joined device";
    case ControlTopic::approved_application: return "approved client app";
    case ControlTopic::compliant_application: return "app protection policy";
    case ControlTopic::password_change: return "password change";
    case ControlTopic::risk_remediation: return "risk remediation";
    case ControlTopic::terms_of_use: return "terms of use";
    case ControlTopic::custom_control: return "custom control";
    case ControlTopic::block: return "block";
    case ControlTopic::sign_in_frequency: return "sign-in frequency";
    case ControlTopic::persistent_browser: return "persistent browser session";
    case ControlTopic::application_enforced_restrictions: return "app enforced restrictions";
    case ControlTopic::cloud_app_security: return "app control";
    case ControlTopic::token_protection: return "token protection";
    case ControlTopic::continuous_access_evaluation: return "continuous access evaluation";
    case ControlTopic::security_defaults: return "Security Defaults";
    case ControlTopic::per_user_mfa: return "per-user MFA";
    case ControlTopic::remember_mfa: return "age of the remembered MFA";
    case ControlTopic::account_disabled: return "account disabled";
    case ControlTopic::sessions_revoked: return "sessions revoked";
    case ControlTopic::app_disabled: return "app disabled";
    case ControlTopic::unread: return "a part not understood here";
  }
  return {};
}

std::string counts_in_words(const CheckReport& report) {
  constexpr Health k_order[] = {Health::broken, Health::unknown, Health::at_risk, Health::ok};
  std::vector<std::string> counts;
  for (const Health health : k_order) {
    const auto count =
        std::count_if(report.connections.begin(), report.connections.end(),
                      [&](const ConnectionReport& one) { return one.health == health; });
    if (count > 0) counts.push_back(fmt::format("{} {}", count, to_lower(title_of(health))));
  }
  if (!report.conflicts.empty())
    counts.push_back(count_in_words(report.conflicts.size(), "conflict", "conflicts"));
  return counts.empty() ? "no connections" : join(counts, ", ");
}

std::string side_in_words(const ConflictSide& side) {
  constexpr std::size_t k_most = 5;
  std::vector<std::string> names;
  for (const std::string& name : side.who)
    if (names.size() < k_most) names.push_back(in_backticks(name));
  if (side.who.size() > k_most) names.push_back(fmt::format("{} more", side.who.size() - k_most));
  const std::string who = join(names, ", ");
  if (side.profile.empty()) return fmt::format("the policy {}: {}", who, side.wants);
  return fmt::format("{}: {} [{}, {}: {}]", who, side.wants, side.profile,
                     source_in_words(side.evidence), side.document);
}

std::string proof_in_words(const Conflict& conflict) {
  switch (conflict.holds) {
    case Match::yes:
      return "Tried on a copy of the tenant: all get what they ask for, and none loses its token "
             "to "
             "it within a year.";
    case Match::no:
      return fmt::format("Tried on a copy of the tenant: it does not do, because {}.",
                         conflict.because);
    case Match::unknown: return fmt::format("Not proved: {}.", conflict.because);
  }
  return {};
}

std::string what_it_is(const ConnectionReport& report) {
  return report.title.empty() ? fmt::format("{}, {}", report.profile_name, report.connection)
                              : fmt::format("{}, {}", report.profile_name, report.title);
}

}  // namespace caprock
