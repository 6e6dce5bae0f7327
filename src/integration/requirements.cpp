#include "integration/requirements.h"

#include <fmt/format.h>

#include <algorithm>

#include "integration/network_probes.h"

namespace caprock {
namespace {

Match security_defaults_off(const TenantSnapshot& tenant) {
  if (tenant.security_defaults) return match_if(!tenant.security_defaults->is_enabled);
  // Enabled policies and Security Defaults exclude each other (TS 5.3).
  for (const Policy& policy : tenant.policies.items)
    if (policy.state == PolicyState::enabled) return Match::yes;
  return Match::unknown;
}

Match per_user_mfa_disabled(const ConnectionTarget& target) {
  if (!target.user || !target.user->per_user_mfa_state) return Match::unknown;
  return match_if(*target.user->per_user_mfa_state == PerUserMfaState::disabled);
}

// Switched off, the setting sets no limit, which is more than any number of days (TS 5.2).
Match remembers_for(const TenantSnapshot& tenant, int days) {
  if (!tenant.mfa_service_settings) return Match::unknown;
  const auto& remembered = tenant.mfa_service_settings->remember_mfa;
  return match_if(!remembered || *remembered >= std::chrono::days(days));
}

Match holds_role(const ConnectionTarget& target, const std::string& role) {
  const auto roles = target.roles();
  return roles ? match_if(roles->contains(RoleTemplateId(role))) : Match::unknown;
}

Match trusts_network(const ConnectionTarget& target) {
  const Connection& connection = *target.connection;
  if (connection.network.empty() || !target.tenant->named_locations.exported) return Match::unknown;
  const auto trusted = [&](const IpAddress& address) {
    const auto& locations = target.tenant->named_locations.items;
    return std::any_of(locations.begin(), locations.end(), [&](const NamedLocation& location) {
      const auto* ip = std::get_if<IpNamedLocation>(&location.kind);
      return ip && ip->is_trusted &&
             std::any_of(ip->ip_ranges.begin(), ip->ip_ranges.end(),
                         [&](const IpRange& range) { return range.contains(address); });
    });
  };
  return match_if(
      std::all_of(connection.network.begin(), connection.network.end(), [&](const IpRange& range) {
        const std::vector<IpAddress> addresses = addresses_to_try(range, *target.tenant);
        return std::all_of(addresses.begin(), addresses.end(), trusted);
      }));
}

Match met(const Requirement& requirement, const ConnectionTarget& target) {
  switch (requirement.kind) {
    case RequirementKind::security_defaults_off: return security_defaults_off(*target.tenant);
    case RequirementKind::per_user_mfa_disabled: return per_user_mfa_disabled(target);
    case RequirementKind::remember_mfa_days_at_least:
      return remembers_for(*target.tenant, requirement.days.value_or(0));
    case RequirementKind::role: return holds_role(target, requirement.value);
    case RequirementKind::trusted_location_allowed: return trusts_network(target);
  }
  return Match::unknown;
}

std::string_view met_in_words(Match answer) {
  switch (answer) {
    case Match::yes: return "met";
    case Match::no: return "not met";
    case Match::unknown: return "not known from this export";
  }
  return "not known from this export";
}

}  // namespace

std::vector<std::string> requirement_notes(const ConnectionTarget& target) {
  std::vector<std::string> notes;
  for (const Requirement& requirement : target.profile->requirements) {
    const auto& connections = requirement.connections;
    if (!connections.empty() &&
        std::find(connections.begin(), connections.end(), target.way->id) == connections.end())
      continue;
    const bool optional = requirement.kind == RequirementKind::trusted_location_allowed;
    notes.push_back(fmt::format("{}: {} ({})", optional ? "optional" : "required", requirement.says,
                                met_in_words(met(requirement, target))));
  }
  return notes;
}

}  // namespace caprock
