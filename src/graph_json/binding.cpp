#include "graph_json/binding.h"

#include <algorithm>

#include "base/text.h"

namespace caprock {
namespace {

// Some exporters put the display names of a list of ids beside it. They say nothing new as long as
// the ids are there.
struct NamesBesideIds {
  std::string_view names;
  std::string_view ids;
};
constexpr NamesBesideIds k_names_beside_ids[] = {
    {"includeUserNames", "includeUsers"},
    {"excludeUserNames", "excludeUsers"},
    {"includeGroupNames", "includeGroups"},
    {"excludeGroupNames", "excludeGroups"},
    {"includeRoleNames", "includeRoles"},
    {"excludeRoleNames", "excludeRoles"},
    {"includeApplicationNames", "includeApplications"},
    {"excludeApplicationNames", "excludeApplications"},
};

std::size_t list_size(const json::object& object, std::string_view name) {
  const json::key_value_pair* member = find_member(object, name);
  const json::array* list = member != nullptr ? member->value().if_array() : nullptr;
  return list != nullptr ? list->size() : 0;
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
  const auto unknown = [&](const json::key_value_pair& member, std::size_t at) {
    return !taken_[at] && !is_annotation(member.key()) && !is_blank(member.value());
  };
  std::size_t at = 0;
  bool any = false;
  for (const json::key_value_pair& member : object_) any = unknown(member, at++) || any;
  if (!any) return;
  for (const NamesBesideIds& row : k_names_beside_ids) {
    const std::size_t names = list_size(object_, row.names);
    if (names > 0 && list_size(object_, row.ids) >= names) pass_over({&row.names, 1});
  }
  at = 0;
  for (const json::key_value_pair& member : object_)
    if (unknown(member, at++)) context_.unknown_member(member.key(), member.value());
}

}  // namespace caprock
