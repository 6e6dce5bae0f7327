// A policy with every reference resolved and every rule parsed.
//
// Numbers in here point into the tables of the CompiledTenant that holds the policy.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compile/compiled_controls.h"
#include "compile/filter_rule.h"
#include "model/decision.h"
#include "model/people.h"
#include "model/policy.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// An entry of a list of users.
struct UserEntry {
  enum class Kind : std::uint8_t { nobody, everyone, agent_users, guests, account, not_an_id };
  Kind kind = Kind::account;
  std::optional<People::Row> row;  // of whoever has this id, whatever the kind
  UserId id;
};

// A group that a policy or a role assignment names.
struct GroupEntry {
  std::optional<People::GroupIndex> index;
  bool is_guid = false;
  GroupId id;
};

struct UserSide {
  std::vector<UserEntry> users;
  std::vector<GroupEntry> groups;
  std::vector<std::uint32_t> roles;               // into CompiledTenant::roles()
  const GuestsOrExternalUsers* guests = nullptr;  // with at least one type
};

// An entry of a list of service principals or agents.
struct PrincipalEntry {
  enum class Kind : std::uint8_t { nobody, everyone, principal, not_an_id };
  Kind kind = Kind::principal;
  ServicePrincipalId id;
};

// A filter that may be missing on either side (CA 2.4.5).
struct CompiledFilter {
  std::optional<FilterMode> mode;
  Result<FilterRule> rule;  // or why it cannot be read
};

struct PrincipalSide {
  std::vector<PrincipalEntry> principals;
  bool filtered = false;  // the filter is for this side
};

struct AppEntry {
  enum class Kind : std::uint8_t {
    nothing,
    everything,
    office365,
    admin_portals,
    agents,
    azure_management,
    app,
    not_an_id,
  };
  Kind kind = Kind::app;
  std::uint32_t app = 0;  // number of its text, see CompiledTenant::app_of
  AppId id;
};

struct AppSide {
  std::vector<AppEntry> apps;
  bool filtered = false;         // the filter is for this side
  bool names_something = false;  // an entry besides `None`, or the filter
};

struct Targets {
  Condition condition = Condition::applications;  // what the result is called (CA 2.4.11)
  AppSide include, exclude;
  bool includes_all = false;   // all resources, by `All`
  bool excludes_some = false;  // by id or by filter
  // CA 2.13: for all resources, with an exclusion, without naming the directory.
  bool may_exempt_baseline = false;
  std::optional<CompiledFilter> filter;
};

struct LocationEntry {
  enum class Kind : std::uint8_t { everywhere, trusted, mfa_trusted_ips, location, gone, unknown };
  Kind kind = Kind::location;
  std::uint32_t location = 0;  // into CompiledTenant::locations()
  LocationId id;
};

struct LocationSide {
  std::vector<LocationEntry> locations;
};

// A reason of the policy's own, the same for every sign-in.
struct OwnReason {
  Condition condition = Condition::state;
  Match match = Match::no;
  std::string why;
  bool from_unread = false;  // an unknown one: the policy's unread path would settle it
};

struct CompiledPolicy {
  const Policy* policy = nullptr;  // in the snapshot
  PolicyId name;                   // its id; in exports without ids its display name
  CompiledControls controls;       // what it demands

  bool is_enforced() const { return policy->state == PolicyState::enabled; }
  // CA 2.11.14: one in an unknown state counts as well, and never applies for certain.
  bool may_be_enforced() const { return is_enforced() || policy->state == PolicyState::unknown; }

  // State, emptiness, validity: those that are not met. `own` is their conjunction, with the doubt
  // of CA 2.11.7 and 2.11.14.
  std::vector<OwnReason> own_reasons;
  Match own = Match::yes;
  std::string doubt;  // why it is never certain that the policy applies; empty: it may be
  // Nothing of the policy, its filters and its strength is beyond this program.
  bool fully_read = true;
  std::string unread_path;

  // Conditions of which a part is not understood: never certain (CA 2.11.10). Bits of Condition.
  std::uint32_t doubted = 0;
  bool is_doubted(Condition condition) const {
    return (doubted >> static_cast<unsigned>(condition) & 1U) != 0;
  }

  // CA 2.10: whom the policy speaks of.
  bool has_users = false;      // a users condition, perhaps of `None` only
  bool names_users = false;    // and somebody in it
  bool for_workloads = false;  // service principals
  bool for_agents = false;
  UserSide include_users, exclude_users;
  PrincipalSide include_workloads, exclude_workloads, include_agents, exclude_agents;
  std::optional<CompiledFilter> workload_filter, agent_filter;

  Targets targets;

  bool has_locations = false;
  LocationSide include_locations, exclude_locations;

  bool has_client_types = false;  // false: `all`, which is no condition
  std::uint8_t client_types = 0;  // 1 << ClientAppType
  bool has_platforms = false;
  std::uint8_t include_platforms = 0, exclude_platforms = 0;  // 1 << DevicePlatform
  std::optional<CompiledFilter> device_filter;
  // One that cannot be read says nothing of devices: the policy as a whole is in doubt then (CA
  // 2.11.6).
  bool filters_devices() const { return device_filter && device_filter->rule; }
  bool has_device_lists = false;
  std::uint8_t sign_in_risk = 0, user_risk = 0, service_principal_risk = 0;  // 1 << RiskLevel
};

}  // namespace caprock
