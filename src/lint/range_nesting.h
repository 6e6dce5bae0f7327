// Which address ranges lie in others.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace caprock {

template <class Range>
struct ListedRange {
  Range range;
  std::uint32_t list = 0;
  std::uint32_t index = 0;  // in its list
};

template <class Range>
struct NestedRange {
  ListedRange<Range> inner, outer;
};

enum class Outer : std::uint8_t { of_the_same_list, of_another_list };

// For each range that lies in another one the narrowest such; of equal ranges the later one lies in
// the earlier. By address. CIDR ranges are nested or have nothing in common, so that those around
// the current one are a stack. Cost: n log n, and at most a step for each prefix length besides.
template <class Range>
std::vector<NestedRange<Range>> nested_ranges(std::vector<ListedRange<Range>> ranges,
                                              Outer wanted) {
  const auto precedes = [](const ListedRange<Range>& a, const ListedRange<Range>& b) {
    if (a.range.first() != b.range.first()) return a.range.first() < b.range.first();
    if (a.range.prefix_length() != b.range.prefix_length())
      return a.range.prefix_length() < b.range.prefix_length();
    return a.list != b.list ? a.list < b.list : a.index < b.index;
  };
  std::sort(ranges.begin(), ranges.end(), precedes);
  std::vector<NestedRange<Range>> out;
  std::vector<ListedRange<Range>> around;
  for (const ListedRange<Range>& one : ranges) {
    while (!around.empty() && !around.back().range.contains(one.range.first())) around.pop_back();
    const auto outer =
        std::find_if(around.rbegin(), around.rend(), [&](const ListedRange<Range>& other) {
          return (other.list == one.list) == (wanted == Outer::of_the_same_list);
        });
    if (outer != around.rend()) out.push_back({one, *outer});
    const bool again =
        !around.empty() && around.back().list == one.list && around.back().range == one.range;
    if (!again) around.push_back(one);
  }
  return out;
}

}  // namespace caprock
