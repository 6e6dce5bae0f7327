// The 16 bytes behind the text of an object id.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace caprock {

// A GUID in the 8-4-4-4-12 form, packed. Letter case is not part of it.
struct Guid {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  // Nothing when the text is not a GUID. About five nanoseconds.
  static std::optional<Guid> parse(std::string_view text) noexcept;
  // The same; `lower_case` says whether `to_string` gives the very text back.
  static std::optional<Guid> parse(std::string_view text, bool& lower_case) noexcept;

  bool operator==(const Guid&) const = default;
};

// The text in lower case.
std::string to_string(const Guid& guid);

// Well mixed; for hash tables. Not for secrets.
inline std::uint64_t hash_of(const Guid& guid) noexcept {
  std::uint64_t hash = guid.high * 0x9E3779B97F4A7C15u;
  hash = ((hash ^ (hash >> 32)) + guid.low) * 0xD6E8FEB86659FD93u;
  return (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9u;
}

namespace guid_text {

static_assert(std::endian::native == std::endian::little, "eight letters are read as one number");

inline constexpr std::uint64_t k_every_byte = 0x0101010101010101u;

// Eight hexadecimal letters at once: their value, big end first in memory. `changed` gets a bit
// where a letter is upper case, `wrong` where one is not hexadecimal.
inline std::uint64_t eight_letters(std::uint64_t text, std::uint64_t& changed,
                                   std::uint64_t& wrong) noexcept {
  const std::uint64_t letter = (text >> 6) & k_every_byte;  // 1 where the byte is no digit
  const std::uint64_t nibble = (text & (k_every_byte * 0x0F)) + letter * 9;
  const std::uint64_t above_nine = ((nibble + k_every_byte * 118) >> 7) & k_every_byte;
  const std::uint64_t lower_case = text | (letter << 5);
  changed |= text ^ lower_case;
  // What the value would be written as is what stands there, or it was no such letter.
  wrong |= (k_every_byte * 0x30 + nibble + above_nine * 0x27) ^ lower_case;
  wrong |= nibble & (k_every_byte * 0xF0);
  std::uint64_t packed = ((nibble << 4) | (nibble >> 8)) & 0x00FF00FF00FF00FFu;
  packed = (packed | (packed >> 8)) & 0x0000FFFF0000FFFFu;
  return (packed | (packed >> 16)) & 0xFFFFFFFFu;
}

inline std::uint64_t load(const char* at, std::size_t size) noexcept {
  std::uint64_t value = 0;
  std::memcpy(&value, at, size);
  return value;
}

}  // namespace guid_text

inline std::optional<Guid> Guid::parse(std::string_view text) noexcept {
  bool lower_case = false;
  return parse(text, lower_case);
}

inline std::optional<Guid> Guid::parse(std::string_view text, bool& lower_case) noexcept {
  using guid_text::eight_letters;
  using guid_text::load;
  if (text.size() != 36) return std::nullopt;
  const char* const at = text.data();
  if (at[8] != '-' || at[13] != '-' || at[18] != '-' || at[23] != '-') return std::nullopt;
  std::uint64_t changed = 0;
  std::uint64_t wrong = 0;
  const auto letters = [&](std::uint64_t eight) { return eight_letters(eight, changed, wrong); };
  const Guid guid{letters(load(at, 8)) | letters(load(at + 9, 4) | load(at + 14, 4) << 32) << 32,
                  letters(load(at + 19, 4) | load(at + 24, 4) << 32) | letters(load(at + 28, 8))
                                                                           << 32};
  lower_case = changed == 0;
  if (wrong != 0) return std::nullopt;
  return guid;
}

}  // namespace caprock
