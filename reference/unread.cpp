#include "reference/unread.h"

#include <algorithm>

#include "base/text.h"
#include "reference/applicability.h"

namespace caprock::reference {

std::string unread_path(const Policy& policy) {
  return "policies[" + name_of(policy).text() + "].unread";
}

bool touches(const Unread& unread, std::string_view member) {
  std::string_view shorter = unread.pointer;
  std::string_view longer = member;
  if (shorter.size() > longer.size()) std::swap(shorter, longer);
  return starts_with_ignoring_case(longer, shorter) &&
         (longer.size() == shorter.size() || longer[shorter.size()] == '/');
}

bool touch(const std::vector<Unread>& unread, std::string_view member) {
  return std::any_of(unread.begin(), unread.end(),
                     [&](const Unread& one) { return touches(one, member); });
}

}  // namespace caprock::reference
