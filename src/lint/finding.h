// What a rule has to say about one place of a tenant.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "model/ids.h"

namespace caprock {

// Texts are sentences without a full stop, in one line, and safe to print: names of the tenant
// stand in backticks.
struct Finding {
  std::string_view rule;  // `V15`
  Severity severity = Severity::warning;
  Place where;          // file and JSON pointer of the member that is meant
  std::string member;   // the part of that pointer inside the object; empty: the object itself
  PolicyId policy;      // empty where the finding is not about a policy, or it has no id
  std::string subject;  // name of the policy or other object, else its id
  std::string message;  // what is wrong here
  std::string_view consequence;
  std::string_view fix;

  bool operator==(const Finding&) const = default;
};

}  // namespace caprock
