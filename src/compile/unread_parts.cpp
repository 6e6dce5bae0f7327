#include "compile/unread_parts.h"

#include <algorithm>

#include "base/text.h"

namespace caprock {
namespace {

// `outer` is `inner` or one of the members around it.
bool contains(std::string_view outer, std::string_view inner) {
  if (!starts_with_ignoring_case(inner, outer)) return false;
  return inner.size() == outer.size() || inner[outer.size()] == '/';
}

}  // namespace

bool touches(const Unread& unread, std::string_view member) {
  return contains(unread.pointer, member) || contains(member, unread.pointer);
}

bool touch(const std::vector<Unread>& unread, std::string_view member) {
  return std::any_of(unread.begin(), unread.end(),
                     [&](const Unread& one) { return touches(one, member); });
}

bool has_unread(const Policy& policy, std::initializer_list<PolicyPart> parts) {
  return std::any_of(policy.unread.begin(), policy.unread.end(), [&](const Unread& one) {
    return std::find(parts.begin(), parts.end(), one.part) != parts.end();
  });
}

}  // namespace caprock
