// Which policy or setting of a tenant is behind an error, and on what evidence.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "diagnose/found_error.h"
#include "model/policy.h"
#include "model/tenant_snapshot.h"

namespace caprock {

enum class Sureness : std::uint8_t { certain, likely, possible };

struct Suspect {
  // Empty for settings of the tenant.
  PolicyId policy;
  std::string name;                  // of the policy, or what the setting is called
  std::optional<PolicyState> state;  // of a policy that is in the export
  Sureness sureness = Sureness::possible;
  std::string because;  // the evidence, one sentence without a full stop
  bool operator==(const Suspect&) const = default;
};

struct Suspects {
  std::vector<Suspect> items;  // surest first
  std::string summary;  // one sentence on all of them, or on why there are none; may be empty
  std::vector<std::string> missing;  // what the export does not have and would tell more
};

// What the error itself names comes first: policies in its claims, policies and mechanisms in its
// record. Only without these does the tenant decide, by what the code demands. A policy that is off
// or report-only is never certain: as the export shows it, it refuses nothing.
// `tenant` may be null: then only what the error names is told. Cost: linear in the policies.
Suspects find_suspects(const FoundError& error, const TenantSnapshot* tenant);

}  // namespace caprock
