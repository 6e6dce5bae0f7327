#include "tests/conformance/token_words.h"

#include <array>
#include <charconv>

namespace caprock::conformance {
namespace {

using std::chrono::seconds;

struct Unit {
  std::string_view name;
  seconds length;
};
// The longest first: an offset is written with them in this order.
constexpr std::array k_units = {
    Unit{"d", std::chrono::days(1)},
    Unit{"h", std::chrono::hours(1)},
    Unit{"min", std::chrono::minutes(1)},
    Unit{"s", seconds(1)},
};

std::optional<seconds> take_part(std::string_view& text) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || count < 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  for (const Unit& unit : k_units) {
    if (!text.starts_with(unit.name)) continue;
    text.remove_prefix(unit.name.size());
    if (text.starts_with('+')) text.remove_prefix(1);
    return count * unit.length;
  }
  return std::nullopt;
}

template <class E, std::size_t n>
using Table = std::array<Word<E>, n>;

constexpr Table<PasswordChange, 5> k_password_changes = {{
    {PasswordChange::by_user, "byUser"},
    {PasswordChange::reset_in_azure_portal, "resetInAzurePortal"},
    {PasswordChange::reset_in_entra_center, "resetInEntraCenter"},
    {PasswordChange::reset_in_microsoft365_center, "resetInMicrosoft365Center"},
    {PasswordChange::reset_through_graph, "resetThroughGraph"},
}};
constexpr Table<PerUserMfa, 3> k_per_user = {{
    {PerUserMfa::disabled, "disabled"},
    {PerUserMfa::enabled, "enabled"},
    {PerUserMfa::enforced, "enforced"},
}};
constexpr Table<AccountPresence, 3> k_accounts = {{
    {AccountPresence::present, "present"},
    {AccountPresence::soft_deleted, "softDeleted"},
    {AccountPresence::hard_deleted, "hardDeleted"},
}};
constexpr Table<AppPresence, 3> k_apps = {{
    {AppPresence::present, "present"},
    {AppPresence::disabled, "disabled"},
    {AppPresence::deleted, "deleted"},
}};
constexpr Table<CredentialState, 3> k_credentials = {{
    {CredentialState::valid, "valid"},
    {CredentialState::wrong, "wrong"},
    {CredentialState::bad_signature, "badSignature"},
}};
constexpr Table<DevicePresence, 3> k_devices = {{
    {DevicePresence::present, "present"},
    {DevicePresence::disabled, "disabled"},
    {DevicePresence::deleted, "deleted"},
}};
constexpr Table<SifConfidential, 2> k_sif_confidential = {{
    {SifConfidential::deferred, "deferred"},
    {SifConfidential::enforced, "enforced"},
}};
constexpr Table<SifFirstPartyObo, 2> k_sif_first_party = {{
    {SifFirstPartyObo::enforced, "enforced"},
    {SifFirstPartyObo::deferred, "deferred"},
}};
constexpr Table<SdAdminRefresh, 2> k_sd_admin = {{
    {SdAdminRefresh::strict, "strict"},
    {SdAdminRefresh::lenient, "lenient"},
}};
constexpr Table<Match, 3> k_matches = {{
    {Match::no, "no"},
    {Match::unknown, "unknown"},
    {Match::yes, "yes"},
}};

}  // namespace

std::optional<seconds> parse_offset(std::string_view text) {
  const bool before = text.starts_with('-');
  if (before) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  seconds sum{0};
  while (!text.empty()) {
    const auto part = take_part(text);
    if (!part) return std::nullopt;
    sum += *part;
  }
  return before ? -sum : sum;
}

std::string offset_text(seconds offset) {
  if (offset < seconds(0)) return "-" + offset_text(-offset);
  std::string text;
  for (const Unit& unit : k_units) {
    const auto count = offset / unit.length;
    if (count == 0) continue;
    if (!text.empty()) text += '+';
    text += std::to_string(count);
    text += unit.name;
    offset -= count * unit.length;
  }
  return text.empty() ? "0min" : text;
}

std::span<const Word<PasswordChange>> password_change_words() { return k_password_changes; }
std::span<const Word<PerUserMfa>> per_user_words() { return k_per_user; }
std::span<const Word<AccountPresence>> account_words() { return k_accounts; }
std::span<const Word<AppPresence>> app_words() { return k_apps; }
std::span<const Word<CredentialState>> credential_words() { return k_credentials; }
std::span<const Word<DevicePresence>> device_words() { return k_devices; }
std::span<const Word<SifConfidential>> sif_confidential_words() { return k_sif_confidential; }
std::span<const Word<SifFirstPartyObo>> sif_first_party_words() { return k_sif_first_party; }
std::span<const Word<SdAdminRefresh>> sd_admin_words() { return k_sd_admin; }
std::span<const Word<Match>> match_words() { return k_matches; }

}  // namespace caprock::conformance
