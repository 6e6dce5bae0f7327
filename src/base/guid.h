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

  // Nothing when the text is not a GUID. About a hundred instructions.
  static std::optional<Guid> parse(std::string_view text) noexcept;
  // The same; `lower_case` says whether `to_string` gives the very text back.
  static std::optional<Guid> parse(std::string_view text, bool& lower_case) noexcept;

  bool operator==(const Guid&) const = default;
};

// Graph writes it where there is no object.
inline constexpr std::string_view k_no_id = "00000000-0000-0000-0000-000000000000";

// The text in lower case.
std::string to_string(const Guid& guid);

// Well mixed; for hash tables. Not for secrets.
inline std::uint64_t hash_of(const Guid& guid) noexcept {
  std::uint64_t hash = guid.high * 0x9E3779B97F4A7C15u;
  hash = ((hash ^ (hash >> 32)) + guid.low) * 0xD6E8FEB86659FD93u;
  return (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9u;
}

namespace guid_text {

static_assert(std::endian::native == std::endian::little,
              "letters are read as numbers, the first one lowest");

// Vectors as g++ and clang have them for every processor: a comparison gives -1 where it holds.
using Letters [[gnu::vector_size(16)]] = signed char;
using Pairs [[gnu::vector_size(16)]] = std::uint16_t;
using Halves [[gnu::vector_size(16)]] = std::uint64_t;
using Bytes [[gnu::vector_size(8)]] = std::uint8_t;

template <std::size_t N>
std::uint64_t load(const char* at) noexcept {
  std::uint64_t value = 0;
  std::memcpy(&value, at, N);
  return value;
}

// Sixteen hexadecimal letters at once: their value, the first letter in the lowest byte.
// `changed` gets a bit where a letter is upper case, `wrong` where one is not hexadecimal.
[[gnu::always_inline]] inline std::uint64_t sixteen_letters(Halves halves, Halves& changed,
                                                            Halves& wrong) noexcept {
  const auto text = reinterpret_cast<Letters>(halves);
  const Letters lower_case = text | 0x20;
  const Letters upper = text != lower_case;
  const Letters letter = (lower_case >= 'a') & (lower_case <= 'f');
  const Letters digit = (text >= '0') & (text <= '9');
  changed |= reinterpret_cast<Halves>(upper);
  wrong |= ~reinterpret_cast<Halves>(letter | digit);
  const auto nibbles = reinterpret_cast<Pairs>((text & 0x0F) + (letter & 9));
  const Pairs bytes = ((nibbles << 4) | (nibbles >> 8)) & 0xFF;
  return std::bit_cast<std::uint64_t>(__builtin_convertvector(bytes, Bytes));
}

}  // namespace guid_text

inline std::optional<Guid> Guid::parse(std::string_view text) noexcept {
  bool lower_case = false;
  return parse(text, lower_case);
}

inline std::optional<Guid> Guid::parse(std::string_view text, bool& lower_case) noexcept {
  using namespace guid_text;
  if (text.size() != 36) return std::nullopt;
  const char* const at = text.data();
  if (at[8] != '-' || at[13] != '-' || at[18] != '-' || at[23] != '-') return std::nullopt;
  Halves changed = {}, wrong = {};
  const Guid guid{
      sixteen_letters(Halves{load<8>(at), load<4>(at + 9) | load<4>(at + 14) << 32}, changed,
                      wrong),
      sixteen_letters(Halves{load<4>(at + 19) | load<4>(at + 24) << 32, load<8>(at + 28)}, changed,
                      wrong)};
  lower_case = (changed[0] | changed[1]) == 0;
  if ((wrong[0] | wrong[1]) != 0) return std::nullopt;
  return guid;
}

}  // namespace caprock
