// A Conditional Access policy. Graph: conditionalAccessPolicy.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "model/conditions.h"
#include "model/controls.h"
#include "model/ids.h"
#include "model/origin.h"

namespace caprock {

enum class PolicyState : std::uint8_t {
  enabled,
  disabled,
  enabled_for_reporting,  // Graph: enabledForReportingButNotEnforced; "report-only"
  unknown,  // a word not known here, or none: the policy may be any of these (CA 2.11.14)
};

// Who made a policy and when, as far as the export says. No part of what the policy asks for, so
// two policies may differ in it and be equal.
struct PolicyStamps {
  std::string created_by;
  std::optional<Instant> created, modified;
  bool operator==(const PolicyStamps&) const { return true; }
};

struct Policy {
  PolicyId id;  // empty in templates and design exports; then display_name names the policy
  std::string display_name;
  PolicyState state = PolicyState::disabled;
  Conditions conditions;
  std::optional<GrantControls> grant_controls;
  std::optional<SessionControls> session_controls;
  PolicyStamps stamps;
  std::vector<Unread> unread;
  Origin origin;
  bool operator==(const Policy&) const = default;

  bool fully_read() const { return unread.empty() && state != PolicyState::unknown; }
};

// The state as the export writes it, where it is not understood here; empty when there is none.
inline std::string_view unread_state(const Policy& policy) {
  for (const Unread& unread : policy.unread) {
    std::string_view text = unread.text;
    if (unread.part != PolicyPart::state || text == "null") continue;
    const bool quoted = text.size() > 1 && text.starts_with('"') && text.ends_with('"');
    return quoted ? text.substr(1, text.size() - 2) : text;
  }
  return {};
}

}  // namespace caprock
