// Members of an `expect` against what was told, as text.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "tests/conformance/compare.h"

namespace caprock::conformance {

// What a vector may say, as text: a list is written `[a, b]`.
std::string expected_text(const json::value& value);

// How a member is told.
template <class Told>
struct MemberRow {
  std::string_view member;
  std::function<std::string(const Told&)> text;
};

// A member that no row has is a difference.
template <class Told>
void compare_member(std::string_view member, const json::value& value,
                    std::span<const MemberRow<Told>> rows, const Told& told,
                    Comparison& comparison) {
  for (const MemberRow<Told>& row : rows) {
    if (row.member != member) continue;
    ++comparison.compared;
    const std::string expected = expected_text(value);
    const std::string got = row.text(told);
    if (expected != got)
      comparison.differences.push_back(std::string(member) + ": expected " + expected + ", got " +
                                       got);
    return;
  }
  comparison.differences.push_back("no member of an answer is called `" + std::string(member) +
                                   "`");
}

template <class Told>
Comparison compare_members(const json::object& expect, std::span<const MemberRow<Told>> rows,
                           const Told& told) {
  Comparison comparison;
  for (const auto& [key, value] : expect) compare_member(key, value, rows, told, comparison);
  return comparison;
}

}  // namespace caprock::conformance
