#include "graph_json/binding.h"

#include <algorithm>

#include "base/text.h"

namespace caprock {
namespace {

// Some exporters add the display names of a list of ids beside it: `includeGroupNames` beside
// `includeGroups`. They say nothing new as long as the ids are there.
bool names_listed_ids(const json::object& object, std::string_view name, const json::value& names) {
  constexpr std::string_view k_suffix = "Names";
  if (!ends_with_ignoring_case(name, k_suffix)) return false;
  const std::string ids = std::string(name.substr(0, name.size() - k_suffix.size())) + "s";
  const json::key_value_pair* listed = find_member(object, ids);
  if (listed == nullptr || !listed->value().is_array() || !names.is_array()) return false;
  return listed->value().get_array().size() >= names.get_array().size();
}

}  // namespace

const json::key_value_pair* find_member(const json::object& object, std::string_view name) {
  const json::key_value_pair* found = nullptr;
  for (const json::key_value_pair& member : object)
    if (equal_ignoring_case(member.key(), name)) found = &member;
  return found;
}

json::key_value_pair* find_member(json::object& object, std::string_view name) {
  json::key_value_pair* found = nullptr;
  for (json::key_value_pair& member : object)
    if (equal_ignoring_case(member.key(), name)) found = &member;
  return found;
}

bool is_annotation(std::string_view name) {
  return name.find('@') != std::string_view::npos || name.starts_with('#');
}

bool is_blank(const json::value& value) {
  if (value.is_null()) return true;
  if (const json::string* text = value.if_string()) return text->empty();
  if (const json::array* array = value.if_array())
    return std::all_of(array->begin(), array->end(), is_blank);
  if (const json::object* object = value.if_object())
    return std::all_of(object->begin(), object->end(), [](const json::key_value_pair& member) {
      return is_annotation(member.key()) || is_blank(member.value());
    });
  return false;
}

const json::key_value_pair* MemberReader::take(std::string_view name) {
  const json::key_value_pair* found = nullptr;
  std::size_t at = 0;
  for (const json::key_value_pair& member : object_) {
    if (equal_ignoring_case(member.key(), name)) {
      if (found != nullptr)
        context_.report(Severity::warning, ErrorCode::json_duplicate_member,
                        "member `" + std::string(name) +
                            "` is given twice in different letter case; the last one counts");
      found = &member;
      taken_[at] = true;
    }
    ++at;
  }
  return found;
}

void MemberReader::pass_over(std::span<const std::string_view> names) {
  std::size_t at = 0;
  for (const json::key_value_pair& member : object_) {
    const auto same = [&](std::string_view name) {
      return equal_ignoring_case(member.key(), name);
    };
    if (std::any_of(names.begin(), names.end(), same)) taken_[at] = true;
    ++at;
  }
}

void MemberReader::report_the_rest() {
  std::size_t at = 0;
  for (const json::key_value_pair& member : object_) {
    const bool known = taken_[at++] || is_annotation(member.key()) || is_blank(member.value()) ||
                       names_listed_ids(object_, member.key(), member.value());
    if (!known) context_.unknown_member(member.key(), member.value());
  }
}

}  // namespace caprock
