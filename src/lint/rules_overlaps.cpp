// Address ranges that lie in others: C04, C06.
#include <array>
#include <map>
#include <utility>

#include "lint/policy_parts.h"
#include "lint/range_nesting.h"
#include "lint/rule.h"

namespace caprock {
namespace {

using Listed = ListedRange<IpRange>;
using Nested = NestedRange<IpRange>;

void list_ranges(const NamedLocation& location, std::size_t number, std::vector<Listed>& out) {
  const auto* ip = std::get_if<IpNamedLocation>(&location.kind);
  if (ip == nullptr) return;
  for (std::size_t i = 0; i < ip->ip_ranges.size(); ++i)
    out.push_back(
        {ip->ip_ranges[i], static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(i)});
}

std::string lies_in(const Nested& nested) {
  return "the range " + in_backticks(to_string(nested.inner.range)) + " lies in " +
         in_backticks(to_string(nested.outer.range));
}

// --- C04
void ranges_are_not_nested(const NamedLocation& location, Findings& findings) {
  std::vector<Listed> ranges;
  list_ranges(location, 0, ranges);
  for (const Nested& nested : nested_ranges(std::move(ranges), Outer::of_the_same_list))
    findings.add(entry("/ipRanges", nested.inner.index), lies_in(nested));
}

// --- C06
struct Overlap {
  Nested first;  // by address
  std::size_t count = 0;
};

// By the numbers of the inner and the outer location.
std::map<std::pair<std::uint32_t, std::uint32_t>, Overlap> overlaps(
    const std::vector<NamedLocation>& locations) {
  std::vector<Listed> ranges;
  for (std::size_t i = 0; i < locations.size(); ++i) list_ranges(locations[i], i, ranges);
  std::map<std::pair<std::uint32_t, std::uint32_t>, Overlap> out;
  for (const Nested& nested : nested_ranges(std::move(ranges), Outer::of_another_list)) {
    Overlap& overlap = out[{nested.inner.list, nested.outer.list}];
    if (overlap.count++ == 0) overlap.first = nested;
  }
  return out;
}

bool is_trusted(const NamedLocation& location) {
  const auto* ip = std::get_if<IpNamedLocation>(&location.kind);
  return ip != nullptr && ip->is_trusted;
}

// An export may list a location twice, as v1.0 and as beta; templates have names only.
bool is_same(const NamedLocation& a, const NamedLocation& b) {
  return a.id == b.id && (!a.id.empty() || a.display_name == b.display_name);
}

void locations_do_not_overlap(const LintInput& input, Findings& findings) {
  const auto& locations = input.snapshot().named_locations.items;
  for (const auto& [numbers, overlap] : overlaps(locations)) {
    const NamedLocation& inner = locations[numbers.first];
    const NamedLocation& outer = locations[numbers.second];
    if (is_same(inner, outer)) continue;
    std::string message =
        lies_in(overlap.first) + " of " +
        in_backticks(outer.display_name.empty() ? outer.id.text() : outer.display_name);
    if (overlap.count > 1) message += ", and " + std::to_string(overlap.count - 1) + " more do so";
    if (is_trusted(inner) != is_trusted(outer)) message += "; only one of the two is trusted";
    findings.look_at(inner.display_name, inner.id.text(), inner.origin);
    findings.add(entry("/ipRanges", overlap.first.inner.index), std::move(message));
  }
}

constexpr std::array k_overlaps_rules = {
    Rule{"C04", "range inside another one of the location", Severity::note, "",
         "the inner range adds nothing, and taking it out will not take its addresses out",
         "keep one of the two", each_location<ranges_are_not_nested>},
    Rule{"C06", "locations that overlap", Severity::note, "",
         "an address in both counts as in each: excluding one place frees a part of the other, and "
         "where one is trusted the address counts as trusted",
         "keep each range in one location, unless policies mean both", locations_do_not_overlap},
};

}  // namespace

std::span<const Rule> overlap_rules() { return k_overlaps_rules; }

}  // namespace caprock
