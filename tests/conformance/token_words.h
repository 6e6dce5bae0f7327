// How token vectors write times and the words of model/token_life.h.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/token_life.h"
#include "model/words.h"

namespace caprock::conformance {

// `75min`, `90d+1s`, `2h30min`, `-1d`: a time from T0 or a period.
std::optional<std::chrono::seconds> parse_offset(std::string_view text);
std::string offset_text(std::chrono::seconds offset);

std::span<const Word<PasswordChange>> password_change_words();
std::span<const Word<PerUserMfa>> per_user_words();
std::span<const Word<AccountPresence>> account_words();
std::span<const Word<AppPresence>> app_words();
std::span<const Word<CredentialState>> credential_words();
std::span<const Word<DevicePresence>> device_words();
std::span<const Word<SifConfidential>> sif_confidential_words();
std::span<const Word<SifFirstPartyObo>> sif_first_party_words();
std::span<const Word<SdAdminRefresh>> sd_admin_words();
std::span<const Word<Match>> match_words();

// The word of a value; every value has one.
template <class E>
std::string_view word_of(std::span<const Word<E>> table, E value) {
  for (const Word<E>& row : table)
    if (row.value == value) return row.text;
  return "?";
}

}  // namespace caprock::conformance
