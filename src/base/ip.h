// Internet addresses and ranges, both families.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace caprock {

enum class IpFamily : std::uint8_t { v4, v6 };

// One address. `::ffff:a.b.c.d` is read as IPv4 (CA 2.6.6).
class IpAddress {
 public:
  // Errors: location.bad_range.
  static Result<IpAddress> parse(std::string_view text);
  // The same without words for what is wrong. Allocates nothing; tens of nanoseconds.
  static std::optional<IpAddress> read(std::string_view text) noexcept;

  IpFamily family() const { return family_; }
  // Network order; IPv4 uses the first four bytes and leaves the rest zero.
  const std::array<std::uint8_t, 16>& bytes() const { return bytes_; }

  auto operator<=>(const IpAddress&) const = default;

 private:
  friend class IpRange;
  IpFamily family_ = IpFamily::v4;
  std::array<std::uint8_t, 16> bytes_{};
};

std::string to_string(const IpAddress& address);

// A CIDR range. Host bits below the prefix occur in real exports and are cleared.
class IpRange {
 public:
  // Errors: location.bad_range.
  static Result<IpRange> from_cidr(std::string_view text);

  bool contains(const IpAddress& address) const;
  const IpAddress& first() const { return first_; }
  int prefix_length() const { return prefix_length_; }

  bool operator==(const IpRange&) const = default;

 private:
  // INVARIANT: bits of first_ past prefix_length_ are zero, so equal ranges are equal bytes.
  IpAddress first_;
  int prefix_length_ = 0;
};

// `198.51.100.0/24`
std::string to_string(const IpRange& range);

}  // namespace caprock
