// A Conditional Access policy. Graph: conditionalAccessPolicy (conditional-access.md 1.3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/conditions.h"
#include "model/controls.h"
#include "model/ids.h"
#include "model/origin.h"

namespace caprock {

enum class PolicyState : std::uint8_t {
  enabled,
  disabled,
  enabled_for_reporting,  // Graph: enabledForReportingButNotEnforced; "report-only"
};

struct Policy {
  PolicyId id;  // empty in templates and design exports; then display_name names the policy
  std::string display_name;
  PolicyState state = PolicyState::disabled;
  Conditions conditions;
  std::optional<GrantControls> grant_controls;
  std::optional<SessionControls> session_controls;
  std::vector<Unread> unread;
  Origin origin;
  bool operator==(const Policy&) const = default;

  bool fully_read() const { return unread.empty(); }
};

}  // namespace caprock
