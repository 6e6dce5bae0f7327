// Which ranges lie in others: the same as comparing all pairs says, and in far fewer steps.
#include "lint/range_nesting.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <tuple>

#include "base/ip.h"

namespace caprock {
namespace {

// Counts how often somebody looks at an address of a range.
struct CountedRange {
  IpRange range;
  static inline std::size_t looks = 0;

  const IpAddress& first() const {
    ++looks;
    return range.first();
  }
  int prefix_length() const { return range.prefix_length(); }
  bool contains(const IpAddress& address) const {
    ++looks;
    return range.contains(address);
  }
  bool operator==(const CountedRange&) const = default;
};

using Listed = ListedRange<CountedRange>;
using Key = std::pair<std::uint32_t, std::uint32_t>;

Listed listed(const std::string& text, std::uint32_t list, std::uint32_t index) {
  const auto range = IpRange::from_cidr(text);
  EXPECT_TRUE(range.has_value()) << text;
  return {{range ? *range : IpRange()}, list, index};
}

std::vector<Listed> random_ranges(std::size_t count, std::uint32_t lists) {
  std::mt19937 random(7);
  std::vector<Listed> out;
  for (std::uint32_t i = 0; i < count; ++i) {
    const bool v6 = random() % 4 == 0;
    const std::string low = std::to_string(random() % 4);
    const std::string text = v6 ? "2001:db8:" + low + "::/" + std::to_string(30 + random() % 20)
                                : "198.51." + low + ".0/" + std::to_string(14 + random() % 10);
    out.push_back(listed(text, static_cast<std::uint32_t>(random() % lists), i));
  }
  return out;
}

bool lies_within(const Listed& inner, const Listed& outer) {
  if (inner.index == outer.index || !outer.range.contains(inner.range.first())) return false;
  if (inner.range == outer.range)
    return std::tie(outer.list, outer.index) < std::tie(inner.list, inner.index);
  return outer.range.prefix_length() < inner.range.prefix_length();
}

// By the index of the inner range: how long the prefix around it is, from all pairs.
std::map<std::uint32_t, int> nested_by_pairs(const std::vector<Listed>& ranges, Outer wanted) {
  std::map<std::uint32_t, int> out;
  for (const Listed& inner : ranges)
    for (const Listed& outer : ranges)
      if ((inner.list == outer.list) == (wanted == Outer::of_the_same_list) &&
          lies_within(inner, outer)) {
        int& longest = out.try_emplace(inner.index, 0).first->second;
        longest = std::max(longest, outer.range.prefix_length());
      }
  return out;
}

TEST(RangeNesting, finds_what_comparing_all_pairs_finds) {
  const std::vector<Listed> ranges = random_ranges(400, 5);
  for (const Outer wanted : {Outer::of_the_same_list, Outer::of_another_list}) {
    std::map<std::uint32_t, int> found;
    for (const auto& nested : nested_ranges(ranges, wanted)) {
      EXPECT_TRUE(lies_within(nested.inner, nested.outer));
      found[nested.inner.index] = nested.outer.range.prefix_length();
    }
    EXPECT_EQ(found, nested_by_pairs(ranges, wanted));
  }
}

std::size_t looks_for(const std::vector<Listed>& ranges) {
  CountedRange::looks = 0;
  nested_ranges(ranges, Outer::of_another_list);
  return CountedRange::looks;
}

// n log n with 2,000 locations of 100 ranges each: all pairs would be 40,000,000,000.
TEST(RangeNesting, looks_at_each_range_a_few_times) {
  constexpr std::size_t k_ranges = 200'000, k_looks = 200;
  std::vector<Listed> equal, apart, around;
  for (std::uint32_t i = 0; i < k_ranges; ++i) {
    const std::string low = "." + std::to_string(i / 256 % 256) + "." + std::to_string(i % 256);
    equal.push_back(listed("198.51.100.0/24", i % 2000, i));
    apart.push_back(listed(std::to_string(20 + i / 65536) + low + ".0/24", i % 2000, i));
    around.push_back(listed("198" + low + ".0/" + std::to_string(9 + i % 23), 0, i));
  }
  EXPECT_LT(looks_for(equal), k_looks * k_ranges);
  EXPECT_LT(looks_for(apart), k_looks * k_ranges);
  EXPECT_LT(looks_for(around), k_looks * k_ranges);
}

}  // namespace
}  // namespace caprock
