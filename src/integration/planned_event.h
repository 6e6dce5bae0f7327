// What somebody expects to happen to a connection: `2026-12-01 policy-on:Require MFA`.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/ip.h"
#include "model/tenant_snapshot.h"
#include "model/token_life.h"

namespace caprock {

struct PolicySwitched {
  PolicyId policy;  // empty in exports without ids; then the name tells
  std::string name;
  PolicyState state = PolicyState::enabled;
};

// The integration calls from here from now on.
struct NetworkChanged {
  std::vector<IpRange> network;
};

struct PlannedEvent {
  Instant at;
  std::string label;  // for people: `policy `Require MFA` is switched on`
  std::variant<TokenEvent, PolicySwitched, NetworkChanged> what;
};

// ISO 8601, or `+14d`, `+36h`, `+90min` after `now`. Errors: life.invalid.
Result<Instant> read_planned_instant(std::string_view text, Instant now);

// Reads `INSTANT EVENT[:ARGUMENT]`. Policies by name or id.
// Errors: life.invalid for an instant or an event that is not known; name.unknown, name.ambiguous
// for policies.
Result<PlannedEvent> parse_planned_event(std::string_view text, const TenantSnapshot& tenant,
                                         Instant now);

// `password-changed`, ...: every event, with its argument where it has one, and what it says.
struct EventWord {
  std::string_view word;
  std::string_view argument;  // `POLICY`, `DAYS`, ...; empty: none
  std::string_view says;
};
std::span<const EventWord> event_words();

}  // namespace caprock
