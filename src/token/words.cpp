#include "token/words.h"

#include <fmt/format.h>

#include "base/printable.h"
#include "base/text.h"

namespace caprock {
namespace {

std::string built_in_noun(BuiltInControl control) {
  switch (control) {
    case BuiltInControl::block: return "access to be blocked";
    case BuiltInControl::mfa: return "multifactor authentication";
    case BuiltInControl::compliant_device: return "a compliant device";
    case BuiltInControl::domain_joined_device: return "a Microsoft Entra hybrid joined device";
    case BuiltInControl::approved_application: return "an approved client app";
    case BuiltInControl::compliant_application: return "an app protection policy";
    case BuiltInControl::password_change: return "a password change";
    case BuiltInControl::risk_remediation: return "risk remediation";
    case BuiltInControl::verified_id: return "a verified ID";
  }
  return "a control";
}

std::string named(std::string_view what, const Control& control) {
  const std::string& name = control.name.empty() ? control.id : control.name;
  return name.empty() ? std::string(what) : fmt::format("{} `{}`", what, quotable(name));
}

}  // namespace

std::string control_noun(const Control& control) {
  switch (control.kind) {
    case ControlKind::built_in: return built_in_noun(control.built_in);
    case ControlKind::authentication_strength: return named("the authentication strength", control);
    case ControlKind::terms_of_use: return named("acceptance of the terms of use", control);
    case ControlKind::custom: return named("the custom control", control);
    case ControlKind::reauthentication: return "a fresh sign-in";
    case ControlKind::token_protection: return "a token bound to its device";
  }
  return "a control";
}

std::string period_in_words(std::chrono::seconds period) {
  using namespace std::chrono;
  std::vector<std::string> parts;
  const auto take = [&](auto unit, std::string_view one, std::string_view many) {
    const auto whole = floor<decltype(unit)>(period);
    if (whole.count() == 0) return;
    parts.push_back(fmt::format("{} {}", whole.count(), whole.count() == 1 ? one : many));
    period -= whole;
  };
  if (period < seconds(0)) return fmt::format("{} seconds", period.count());
  take(days{}, "day", "days");
  take(hours{}, "hour", "hours");
  take(minutes{}, "minute", "minutes");
  take(seconds{}, "second", "seconds");
  return parts.empty() ? "0 seconds" : join(parts, " ");
}

std::string moment_in_words(Instant at) {
  const std::string iso = to_string(at);  // 2026-03-01T09:30:00Z
  return fmt::format("{} {} UTC", iso.substr(0, 10), iso.substr(11, 5));
}

}  // namespace caprock
