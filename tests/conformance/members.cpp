#include "tests/conformance/members.h"

#include <algorithm>

namespace caprock::conformance {

Failure bad(std::string message, const Place& where) {
  return failure(ErrorCode::sign_in_invalid, std::move(message), where,
                 "see conformance/README.md");
}

Place step(const Place& where, std::string_view member) {
  return {where.file, pointer_to(where.pointer, member), 0, 0};
}

Place step(const Place& where, std::size_t index) {
  return {where.file, pointer_to(where.pointer, index), 0, 0};
}

Result<void> only_members(const json::object& object, std::span<const std::string_view> members,
                          const Place& where) {
  for (const auto& [key, value] : object)
    if (std::find(members.begin(), members.end(), std::string_view(key)) == members.end())
      return bad("unknown member `" + std::string(key) + "`", step(where, std::string_view(key)));
  return {};
}

// The member as an object or array; an empty one when it is missing.
Result<json::object> object_at(const json::object& object, std::string_view member,
                               const Place& where) {
  const json::value* value = object.if_contains(member);
  if (value == nullptr) return json::object{};
  if (!value->is_object()) return bad("an object is expected here", step(where, member));
  return value->get_object();
}

Result<json::array> array_at(const json::object& object, std::string_view member,
                             const Place& where) {
  const json::value* value = object.if_contains(member);
  if (value == nullptr) return json::array{};
  if (!value->is_array()) return bad("an array is expected here", step(where, member));
  return value->get_array();
}

Result<std::string> text_at(const json::object& object, std::string_view member,
                            const Place& where) {
  const json::value* value = object.if_contains(member);
  if (value == nullptr || !value->is_string() || value->get_string().empty())
    return bad("a text is expected here", step(where, member));
  return std::string(value->get_string());
}

}  // namespace caprock::conformance
