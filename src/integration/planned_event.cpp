#include "integration/planned_event.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/printable.h"
#include "base/text.h"
#include "integration/near_names.h"

namespace caprock {
namespace {

using What = std::variant<TokenEvent, PolicySwitched, NetworkChanged>;

// A date in words for the one who reads a forecast, and what it stands for.
struct Known {
  EventWord word;
  Result<What> (*read)(std::string_view argument, const TenantSnapshot& tenant, Instant at);
};

template <class Event>
Result<What> plain(std::string_view, const TenantSnapshot&, Instant) {
  return What(TokenEvent(Event{}));
}

template <auto... Values>
struct With {
  template <class Event>
  static Result<What> make(std::string_view, const TenantSnapshot&, Instant) {
    return What(TokenEvent(Event{Values...}));
  }
};

Result<What> secret_expires(std::string_view, const TenantSnapshot&, Instant at) {
  return What(TokenEvent(CredentialChanged{CredentialState::valid, at}));
}

Result<What> secret_removed(std::string_view, const TenantSnapshot&, Instant) {
  return What(TokenEvent(CredentialChanged{CredentialState::wrong, std::nullopt}));
}

Result<const Policy*> policy_named(std::string_view name, const TenantSnapshot& tenant) {
  std::vector<const Policy*> found;
  std::vector<std::string> names;
  for (const Policy& policy : tenant.policies.items) {
    names.push_back(policy.display_name);
    if (policy.id.is(name) || equal_ignoring_case(policy.display_name, name))
      found.push_back(&policy);
  }
  if (found.size() == 1) return found.front();
  if (found.size() > 1)
    return failure(ErrorCode::name_ambiguous,
                   fmt::format("{} policies have the name {}", found.size(), in_backticks(name)),
                   {}, "use the policy's id");
  return failure(ErrorCode::name_unknown,
                 fmt::format("no policy has the name or id {}", in_backticks(name)), {}, [&] {
                   const auto near = near_names(name, names);
                   return near.empty()
                              ? std::string("use a policy's name or id as the export has it")
                              : "did you mean " + in_backticks(near.front()) + "?";
                 }());
}

template <PolicyState State>
Result<What> switched(std::string_view name, const TenantSnapshot& tenant, Instant) {
  CAPROCK_TRY(const Policy* policy, policy_named(name, tenant));
  return What(PolicySwitched{policy->id, policy->display_name, State});
}

Result<What> network(std::string_view text, const TenantSnapshot&, Instant) {
  NetworkChanged change;
  for (const std::string& part : split(text, ',')) {
    const std::string_view range = trim(part);
    const bool single = range.find('/') == std::string_view::npos;
    const bool v6 = range.find(':') != std::string_view::npos;
    CAPROCK_TRY(IpRange read,
                IpRange::from_cidr(std::string(range) + (single ? (v6 ? "/128" : "/32") : "")));
    change.network.push_back(read);
  }
  return What(std::move(change));
}

Result<What> remember(std::string_view text, const TenantSnapshot&, Instant) {
  int days = 0;
  const auto [last, error] = std::from_chars(text.data(), text.data() + text.size(), days);
  if (error != std::errc() || last != text.data() + text.size() || days < 1 || days > 365)
    return failure(ErrorCode::life_invalid,
                   fmt::format("{} is no number of days", in_backticks(text)), {},
                   "write 1 to 365, as the MFA service settings allow");
  return What(TokenEvent(RememberMfaChanged{days}));
}

using enum PolicyState;

constexpr std::array k_known = {
    Known{{"policy-on", "POLICY", "the policy is switched on"}, switched<enabled>},
    Known{{"policy-off", "POLICY", "the policy is switched off"}, switched<disabled>},
    Known{{"network", "RANGES", "the integration calls from other addresses"}, network},
    Known{{"signed-in", "", "a person signs in, with a second factor"}, plain<SignedIn>},
    Known{{"signed-in-without-mfa", "", "a person signs in with the password alone"},
          With<false, true>::make<SignedIn>},
    Known{{"password-changed", "", "the user changes the password"}, plain<PasswordChanged>},
    Known{{"password-reset", "", "an administrator resets the password in the Entra admin center"},
          With<PasswordChange::reset_in_entra_center>::make<PasswordChanged>},
    Known{{"password-expires", "", "the password expires"}, plain<PasswordExpires>},
    Known{{"sessions-revoked", "", "the account's sessions are revoked"}, plain<SessionsRevoked>},
    Known{{"account-disabled", "", "the account is disabled"}, With<false>::make<AccountEnabled>},
    Known{{"account-enabled", "", "the account is enabled again"}, plain<AccountEnabled>},
    Known{{"account-deleted", "", "the account is deleted"}, plain<AccountRemoved>},
    Known{{"app-disabled", "", "the application is disabled"},
          With<AppPresence::disabled>::make<AppChanged>},
    Known{{"app-enabled", "", "the application is enabled again"}, plain<AppChanged>},
    Known{{"app-deleted", "", "the application is deleted"},
          With<AppPresence::deleted>::make<AppChanged>},
    Known{{"consent-removed", "", "the consent is removed"}, plain<ConsentChanged>},
    Known{{"consent-given", "", "the consent is given again"}, With<true>::make<ConsentChanged>},
    Known{{"secret-renewed", "", "the product gets a new secret"}, plain<CredentialChanged>},
    Known{{"secret-expires", "", "the secret that the product uses expires"}, secret_expires},
    Known{{"secret-removed", "", "the secret that the product uses is removed"}, secret_removed},
    Known{{"security-defaults-on", "", "Security Defaults are switched on"},
          plain<SecurityDefaultsChanged>},
    Known{{"security-defaults-off", "", "Security Defaults are switched off"},
          With<false>::make<SecurityDefaultsChanged>},
    Known{{"per-user-mfa-enforced", "", "per-user MFA is enforced"},
          With<PerUserMfa::enforced>::make<PerUserMfaChanged>},
    Known{{"per-user-mfa-disabled", "", "per-user MFA is disabled"}, plain<PerUserMfaChanged>},
    Known{{"remember-mfa", "DAYS", "the tenant remembers a second factor for so many days"},
          remember},
    Known{{"remember-mfa-off", "", "the tenant stops remembering second factors"},
          plain<RememberMfaChanged>},
    Known{{"mfa-reregistration", "", "the account must register its second factor anew"},
          plain<MfaReregistrationRequired>},
    Known{{"guest-removed", "", "the guest is removed from the tenant"}, plain<GuestRemoved>},
};

std::optional<std::chrono::minutes> offset_in(std::string_view text) {
  int count = 0;
  const auto [last, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  const std::string_view unit = text.substr(static_cast<std::size_t>(last - text.data()));
  if (error != std::errc() || count < 0) return std::nullopt;
  if (unit == "d") return std::chrono::days(count);
  if (unit == "h") return std::chrono::hours(count);
  if (unit == "min") return std::chrono::minutes(count);
  return std::nullopt;
}

}  // namespace

Result<Instant> read_planned_instant(std::string_view text, Instant now) {
  if (text.starts_with('+')) {
    if (const auto offset = offset_in(text.substr(1))) return now + *offset;
  } else if (const auto at = parse_instant(text)) {
    return *at;
  }
  return failure(ErrorCode::life_invalid, fmt::format("{} is no time", in_backticks(text)), {},
                 "write a date such as 2026-12-01, 2026-12-01T09:00:00Z, or +14d, +36h, +90min");
}

namespace {

std::string known_words() {
  std::vector<std::string> words;
  for (const Known& known : k_known)
    words.push_back(std::string(known.word.word) +
                    (known.word.argument.empty() ? "" : ":" + std::string(known.word.argument)));
  return join(words, ", ");
}

}  // namespace

Result<PlannedEvent> parse_planned_event(std::string_view text, const TenantSnapshot& tenant,
                                         Instant now) {
  const std::string_view whole = trim(text);
  const std::size_t space = whole.find_first_of(" =");
  if (space == std::string_view::npos)
    return failure(ErrorCode::life_invalid,
                   fmt::format("the event {} has no time", in_backticks(whole)), {},
                   "write `INSTANT EVENT`, for example `2026-12-01 password-changed`");
  CAPROCK_TRY(const Instant at, read_planned_instant(whole.substr(0, space), now));
  const std::string_view rest = trim(whole.substr(space + 1));
  const std::size_t colon = rest.find(':');
  const std::string_view word = rest.substr(0, colon);
  const std::string_view argument =
      colon == std::string_view::npos ? std::string_view() : trim(rest.substr(colon + 1));
  const auto known = std::find_if(k_known.begin(), k_known.end(),
                                  [&](const Known& one) { return one.word.word == word; });
  if (known == k_known.end())
    return failure(ErrorCode::life_invalid, fmt::format("no event {}", in_backticks(word)), {},
                   "events: " + known_words());
  if (known->word.argument.empty() != argument.empty())
    return failure(ErrorCode::life_invalid,
                   fmt::format("the event {} {}", in_backticks(word),
                               argument.empty() ? "needs more" : "takes nothing more"),
                   {}, "events: " + known_words());
  CAPROCK_TRY(What what, known->read(argument, tenant, at));
  std::string label(known->word.says);
  if (!argument.empty()) label += ": " + in_backticks(argument);
  return PlannedEvent{at, std::move(label), std::move(what)};
}

std::span<const EventWord> event_words() {
  static const auto words = [] {
    std::array<EventWord, k_known.size()> out;
    std::transform(k_known.begin(), k_known.end(), out.begin(),
                   [](const Known& known) { return known.word; });
    return out;
  }();
  return words;
}

}  // namespace caprock
