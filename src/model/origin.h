// Where an object came from, and what of it we do not understand.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"

namespace caprock {

// The object as it was found. `raw` is its JSON text, members in their order, so that members we
// do not know, and the difference between null, missing and empty, survive a rewrite.
struct Origin {
  Place where;
  std::string raw;

  bool operator==(const Origin&) const = default;
};

// Which part of a policy a thing we could not read belongs to; it decides what becomes unknown.
enum class PolicyPart : std::uint8_t {
  policy,            // unknown meaning: whether the policy applies is unknown
  conditions,        // an unread condition: the policy may apply to fewer sign-ins than we think
  grant_controls,    // an unread control: what it demands is unknown
  session_controls,  // an unread session control: the session may be shorter, or end at once
  state,             // an unread state: the policy may be enforced or not; its rest is as it stands
};

// A member or value that is not understood here. Kept, shown, and the policy that has it is
// "not fully evaluated".
struct Unread {
  PolicyPart part = PolicyPart::policy;
  std::string pointer;  // JSON pointer inside the policy
  std::string text;     // the JSON found there, shortened for display

  bool operator==(const Unread&) const = default;
};

}  // namespace caprock
