#include "cli/policy_phrases.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/code_points.h"
#include "base/printable.h"
#include "base/text.h"

namespace caprock {
namespace {

// Long lists of ids help nobody: the first few, then how many more.
Phrases some_of(const Phrases& names, Detail detail) {
  constexpr std::size_t k_shown = 3;
  if (detail == Detail::whole || names.size() <= k_shown) return names;
  Phrases some(names.begin(), names.begin() + k_shown);
  some.push_back(fmt::format("{} more", names.size() - k_shown));
  return some;
}

// Whether a phrase is a list itself, whatever the names in it say.
bool is_list(std::string_view phrase) {
  bool named = false;
  for (std::size_t at = 0; at < phrase.size(); ++at) {
    if (phrase[at] == '`') named = !named;
    const std::string_view rest = phrase.substr(at);
    if (!named && (rest.starts_with(", ") || rest.starts_with(" and ") || rest.starts_with(" or ")))
      return true;
  }
  return false;
}

// Rules may have 3072 characters.
std::string quoted_rule(std::string_view rule, Detail detail) {
  constexpr std::size_t k_shown = 120;
  if (detail == Detail::whole || rule.size() <= k_shown) return in_backticks(rule);
  std::size_t end = 0;
  while (end < k_shown) end += first_code_point(rule.substr(end)).length;
  return in_backticks(std::string(rule.substr(0, end)) + "...");
}

}  // namespace

std::string spoken(const Phrases& items, std::string_view conjunction) {
  if (items.size() < 2) return join(items, "");
  const Phrases all_but_last(items.begin(), items.end() - 1);
  const bool lists = std::any_of(items.begin(), items.end(), is_list);
  return fmt::format("{}{} {} {}", join(all_but_last, ", "), lists ? "," : "", conjunction,
                     items.back());
}

std::string with_exceptions(const Phrases& included, std::string_view conjunction,
                            const Phrases& excluded, std::string_view nothing) {
  std::string out = included.empty() ? std::string(nothing) : spoken(included, conjunction);
  if (!excluded.empty()) out += fmt::format(" (except {})", spoken(excluded, "and"));
  return out;
}

void add_named(Phrases& phrases, const Noun& noun, const Phrases& names,
               std::string_view conjunction, Detail detail) {
  if (names.empty()) return;
  phrases.push_back(fmt::format("{} {}", names.size() == 1 ? noun.one : noun.many,
                                spoken(some_of(names, detail), conjunction)));
}

bool has_rule(const std::optional<Filter>& filter) { return filter && !filter->rule.empty(); }

std::string those_meeting(std::string_view what, const Filter& filter, Detail detail) {
  return fmt::format("{} for which {} holds", what, quoted_rule(filter.rule, detail));
}

}  // namespace caprock
