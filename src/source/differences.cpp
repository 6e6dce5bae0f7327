#include "source/differences.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <set>

#include "base/text.h"
#include "source/recognise.h"

namespace caprock {
namespace {

bool is_as_if_absent(const json::value& value) {
  if (value.is_null()) return true;
  if (const json::array* items = value.if_array()) return items->empty();
  if (const json::object* object = value.if_object())
    return std::all_of(object->begin(), object->end(),
                       [](const auto& pair) { return is_as_if_absent(pair.value()); });
  return false;
}

}  // namespace

void list_differences(const json::value& before, const json::value& after,
                      const std::string& pointer, std::vector<std::string>& out) {
  if (before == after || (is_as_if_absent(before) && is_as_if_absent(after))) return;
  static const json::object k_nothing;
  const json::object* a = before.is_null() ? &k_nothing : before.if_object();
  const json::object* b = after.is_null() ? &k_nothing : after.if_object();
  if (a == nullptr || b == nullptr) {
    out.push_back(pointer);
    return;
  }
  std::set<std::string> names;
  for (const json::object* side : {a, b})
    for (const auto& pair : *side)
      if (!equal_ignoring_case(pair.key(), "modifiedDateTime")) names.emplace(pair.key());
  static const json::value k_null;
  for (const std::string& name : names) {
    const json::value* in_a = member(*a, name);
    const json::value* in_b = member(*b, name);
    list_differences(in_a == nullptr ? k_null : *in_a, in_b == nullptr ? k_null : *in_b,
                     pointer_to(pointer, name), out);
  }
}

}  // namespace caprock
