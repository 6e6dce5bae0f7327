#include "compile/address_table.h"

#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <random>
#include <set>

namespace caprock {
namespace {

using Lists = std::vector<std::vector<IpRange>>;

IpRange range(std::string_view text) { return IpRange::from_cidr(text).value(); }
IpAddress address(std::string_view text) { return IpAddress::parse(text).value(); }

bool is_private(const IpAddress& one) {
  static const std::vector<IpRange> k_private = {range("10.0.0.0/8"), range("172.16.0.0/12"),
                                                 range("192.168.0.0/16"), range("fc00::/7"),
                                                 range("fe80::/10")};
  return std::any_of(k_private.begin(), k_private.end(),
                     [&](const IpRange& r) { return r.contains(one); });
}

// What the table must say, straight from the ranges.
std::vector<std::uint32_t> lists_with(const Lists& lists, const IpAddress& one) {
  std::vector<std::uint32_t> result;
  for (std::uint32_t i = 0; i < lists.size(); ++i)
    if (!is_private(one) && std::any_of(lists[i].begin(), lists[i].end(),
                                        [&](const IpRange& r) { return r.contains(one); }))
      result.push_back(i);
  return result;
}

std::string text_of(const std::array<std::uint8_t, 16>& bytes, IpFamily family) {
  std::string text;
  const char* digits = "0123456789abcdef";
  if (family == IpFamily::v4) {
    for (std::size_t i = 0; i < 4; ++i) text += (i == 0 ? "" : ".") + std::to_string(bytes[i]);
    return text;
  }
  for (std::size_t i = 0; i < 16; ++i) {
    if (i != 0 && i % 2 == 0) text += ':';
    text += digits[bytes[i] / 16];
    text += digits[bytes[i] % 16];
  }
  return text;
}

// The neighbour of an address; wraps around at the ends, which are addresses as well.
IpAddress moved(const IpAddress& one, int step) {
  std::array<std::uint8_t, 16> bytes = one.bytes();
  int carry = step;
  for (std::size_t i = one.family() == IpFamily::v4 ? 4 : 16; i-- > 0 && carry != 0;) {
    const int sum = bytes[i] + carry;
    carry = sum < 0 ? -1 : sum > 255 ? 1 : 0;
    bytes[i] = static_cast<std::uint8_t>(sum & 255);
  }
  return address(text_of(bytes, one.family()));
}

IpAddress last_of(const IpRange& one) {
  std::array<std::uint8_t, 16> bytes = one.first().bytes();
  const int longest = one.first().family() == IpFamily::v4 ? 32 : 128;
  for (int bit = one.prefix_length(); bit < longest; ++bit)
    bytes[static_cast<std::size_t>(bit / 8)] |= static_cast<std::uint8_t>(0x80 >> (bit % 8));
  return address(text_of(bytes, one.first().family()));
}

// Both sides of every boundary of every range, and of the private ranges.
std::vector<IpAddress> boundaries(const Lists& lists) {
  std::vector<IpRange> ranges = {
      range("10.0.0.0/8"), range("172.16.0.0/12"), range("192.168.0.0/16"),
      range("fc00::/7"),   range("fe80::/10"),     range("0.0.0.0/0"),
      range("::/0")};
  for (const auto& list : lists) ranges.insert(ranges.end(), list.begin(), list.end());
  std::vector<IpAddress> result;
  for (const IpRange& one : ranges)
    for (const IpAddress& edge : {one.first(), last_of(one)})
      for (const int step : {-1, 0, 1}) result.push_back(moved(edge, step));
  return result;
}

// Equal intervals and equal lists are the same thing, apart from private addresses.
void expect_right(const Lists& lists, const std::string& what) {
  const AddressTable table(lists);
  std::map<std::uint32_t, std::vector<std::uint32_t>> seen;
  for (const IpAddress& one : boundaries(lists)) {
    const std::uint32_t interval = table.interval_of(one);
    ASSERT_LT(interval, table.interval_count());
    ASSERT_EQ(interval == AddressTable::k_private, is_private(one)) << what << to_string(one);
    ASSERT_EQ(is_private_address(one), is_private(one)) << to_string(one);
    const std::vector<std::uint32_t> expected = lists_with(lists, one);
    for (std::uint32_t list = 0; list < lists.size(); ++list)
      ASSERT_EQ(table.contains(interval, list),
                std::binary_search(expected.begin(), expected.end(), list))
          << what << to_string(one);
    ASSERT_EQ(seen.try_emplace(interval, expected).first->second, expected);
  }
}

TEST(AddressTable, without_ranges_knows_only_private_and_other_addresses) {
  const AddressTable table;
  EXPECT_EQ(table.interval_count(), 2U);
  EXPECT_EQ(table.interval_of(address("203.0.113.1")), AddressTable::k_nowhere);
  EXPECT_EQ(table.interval_of(address("2001:db8::1")), AddressTable::k_nowhere);
  EXPECT_EQ(table.interval_of(address("192.168.3.4")), AddressTable::k_private);
  EXPECT_EQ(table.interval_of(address("fd00::1")), AddressTable::k_private);
}

TEST(AddressTable, a_private_address_is_in_no_list_even_if_a_range_contains_it) {
  const Lists lists = {{range("10.0.0.0/7"), range("0.0.0.0/0"), range("::/0")}};
  expect_right(lists, "");
  const AddressTable table(lists);
  EXPECT_FALSE(table.contains(table.interval_of(address("10.1.2.3")), 0));
  EXPECT_TRUE(table.contains(table.interval_of(address("11.1.2.3")), 0));
}

TEST(AddressTable, an_address_of_the_other_family_is_outside) {
  const Lists lists = {{range("198.51.100.0/24")}, {range("2001:db8::/32")}};
  const AddressTable table(lists);
  EXPECT_TRUE(table.contains(table.interval_of(address("198.51.100.255")), 0));
  EXPECT_FALSE(table.contains(table.interval_of(address("198.51.101.0")), 0));
  EXPECT_TRUE(table.contains(table.interval_of(address("2001:db8:ffff::")), 1));
  EXPECT_FALSE(table.contains(table.interval_of(address("2001:db9::")), 1));
  EXPECT_TRUE(table.contains(table.interval_of(address("::ffff:198.51.100.1")), 0));
}

TEST(AddressTable, whole_families_and_single_addresses_are_ranges_too) {
  expect_right({{range("0.0.0.0/0")}, {range("255.255.255.255/32"), range("0.0.0.0/32")}}, "");
  expect_right(
      {{range("::/0")}, {range("::/128")}, {range("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128")}},
      "");
}

TEST(AddressTable, the_same_range_may_stand_twice_in_a_list) {
  expect_right({{range("198.51.100.0/24"), range("198.51.100.0/24"), range("198.51.100.64/26")}},
               "");
}

// Entered one after another and left together or one by one: on the way out every set is known.
TEST(AddressTable, nested_lists_have_one_interval_each) {
  Lists lists;
  for (int length = 1; length <= 32; ++length)
    lists.push_back({range("203.0.113.77/" + std::to_string(length))});
  for (int length = 1; length <= 128; ++length)
    lists.push_back({range("2001:db8::5a5a/" + std::to_string(length))});
  expect_right(lists, "");
  EXPECT_EQ(AddressTable(lists).interval_count(), 2 + lists.size());
}

IpRange random_range(std::mt19937_64& random) {
  std::array<std::uint8_t, 16> bytes{};
  const bool v4 = random() % 2 == 0;
  // Few different bytes, so that ranges nest and touch.
  for (std::uint8_t& byte : bytes)
    byte = static_cast<std::uint8_t>(random() % 3 == 0 ? random() % 256 : 200 + random() % 2);
  const auto longest = v4 ? 33U : 129U;
  return range(text_of(bytes, v4 ? IpFamily::v4 : IpFamily::v6) + "/" +
               std::to_string(random() % longest));
}

TEST(AddressTable, agrees_with_the_ranges_at_every_boundary_of_random_lists) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    std::mt19937_64 random(seed);
    Lists lists(1 + random() % 12);
    for (auto& list : lists)
      for (std::uint64_t i = random() % 20; i > 0; --i) list.push_back(random_range(random));
    expect_right(lists, "seed " + std::to_string(seed) + ": ");
  }
}

TEST(AddressTable, stays_right_where_many_ranges_share_a_prefix) {
  Lists lists(3);
  for (int i = 0; i < 3000; ++i)
    lists[static_cast<std::size_t>(i % 3)].push_back(
        range("198.51." + std::to_string(i / 12) + "." + std::to_string(i % 12 * 20) + "/31"));
  expect_right(lists, "");
}

}  // namespace
}  // namespace caprock
