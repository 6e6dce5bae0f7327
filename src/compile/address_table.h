// Which lists of address ranges an address is in, for all lists of a tenant at once (CA 2.6).
//
// The ranges cut the addresses into stretches; stretches that are in the same lists are one
// interval. A sign-in's address is looked up once, and every location is then one bit.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/ip.h"

namespace caprock {

// A private address, which is in no location (CA 2.6.5).
bool is_private_address(const IpAddress& address);

class AddressTable {
 public:
  // Interval of public addresses in no list, and of private ones, which never match (CA 2.6.5).
  static constexpr std::uint32_t k_nowhere = 0;
  static constexpr std::uint32_t k_private = 1;

  AddressTable() : AddressTable(std::span<const std::vector<IpRange>>()) {}
  // One list for each location, in the caller's order. Cost: n log n for n ranges, and for each
  // interval the lists that overlap there, four bytes each.
  explicit AddressTable(std::span<const std::vector<IpRange>> lists);

  // Below interval_count(). Two addresses with the same interval are in exactly the same lists.
  // Cost: IPv4 a few nanoseconds, IPv6 a binary search.
  std::uint32_t interval_of(const IpAddress& address) const noexcept;
  std::uint32_t interval_count() const { return static_cast<std::uint32_t>(lists_.size()); }

  // The addresses of the interval are in the list.
  bool contains(std::uint32_t interval, std::uint32_t list) const noexcept;

 private:
  class Builder;

  // Starts of stretches, ascending, the first is address zero; the interval of each.
  struct V4 {
    std::vector<std::uint32_t> starts, intervals;
    std::vector<std::uint32_t> first_with_prefix;  // the last start at or below each prefix
    int shift = 0;                                 // address >> shift is its prefix
  };
  struct V6 {
    std::vector<std::array<std::uint8_t, 16>> starts;
    std::vector<std::uint32_t> intervals;
  };

  std::vector<std::vector<std::uint32_t>> lists_;  // by interval, ascending
  V4 v4_;
  V6 v6_;
};

}  // namespace caprock
