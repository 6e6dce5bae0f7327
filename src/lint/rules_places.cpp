// Platforms, locations and risk: V09, V10, V32, L22-L24, L30, C03.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "compile/address_table.h"
#include "lint/policy_parts.h"
#include "lint/rule.h"

namespace caprock {
namespace {

constexpr std::string_view k_locations = "/conditions/locations";
constexpr std::string_view k_exclude_locations = "/conditions/locations/excludeLocations";
constexpr std::string_view k_platforms = "/conditions/platforms";

// --- V09, V10
void locations_include(const Policy& policy, Findings& findings) {
  if (has_locations(policy) && policy.conditions.locations->include_locations.empty() &&
      !is_unread(policy, k_locations))
    findings.add(k_locations, "locations are excluded from nothing: none is included");
}

void platforms_include(const Policy& policy, Findings& findings) {
  if (has_platforms(policy) && policy.conditions.platforms->include_platforms.empty() &&
      !is_unread(policy, k_platforms))
    findings.add(k_platforms, "platforms are excluded from nothing: none is included");
}

// --- V32
constexpr std::size_t k_max_ranges = 2000;
constexpr int k_widest_prefix = 8;

void ranges_are_accepted(const IpNamedLocation& ip, bool all_read, Findings& findings) {
  if (ip.ip_ranges.empty() && all_read) findings.add("/ipRanges", "there is no address range");
  if (ip.ip_ranges.size() > k_max_ranges)
    findings.add("/ipRanges", std::to_string(ip.ip_ranges.size()) +
                                  " address ranges, and a location can have 2000");
  for (std::size_t i = 0; i < ip.ip_ranges.size(); ++i)
    if (ip.ip_ranges[i].prefix_length() < k_widest_prefix)
      findings.add(entry("/ipRanges", i),
                   "the range " + in_backticks(to_string(ip.ip_ranges[i])) + " is wider than /8");
}

void location_is_accepted(const NamedLocation& location, Findings& findings) {
  for (const Unread& unread : location.unread)
    if (contains_ignoring_case(unread.pointer, "ipRanges"))
      findings.add(unread.pointer, "the range " + in_backticks(unread.text) + " is not CIDR");
  if (const auto* ip = std::get_if<IpNamedLocation>(&location.kind))
    ranges_are_accepted(*ip, location.unread.empty(), findings);
  const auto* countries = std::get_if<CountryNamedLocation>(&location.kind);
  if (countries != nullptr && countries->countries_and_regions.empty() && location.unread.empty() &&
      !countries->include_unknown_countries_and_regions)
    findings.add("/countriesAndRegions", "there is no country");
}

// --- C03
void ranges_are_public(const NamedLocation& location, Findings& findings) {
  const auto* ip = std::get_if<IpNamedLocation>(&location.kind);
  if (ip == nullptr) return;
  for (std::size_t i = 0; i < ip->ip_ranges.size(); ++i)
    if (is_private_address(ip->ip_ranges[i].first()))
      findings.add(entry("/ipRanges", i),
                   "the range " + in_backticks(to_string(ip->ip_ranges[i])) + " is private");
}

// --- L22
bool blocks_unknown_platforms(const Policy& policy) {
  if (!blocks(policy) || !policy.conditions.platforms) return false;
  const Platforms& platforms = *policy.conditions.platforms;
  return has(platforms.include_platforms, DevicePlatform::all) &&
         !platforms.exclude_platforms.empty();
}

void unknown_platforms_are_blocked(const Policy& policy, const LintInput& input,
                                   Findings& findings) {
  if (!policy.conditions.platforms || is_unread(policy, k_platforms)) return;
  const auto& included = policy.conditions.platforms->include_platforms;
  if (included.empty() || has(included, DevicePlatform::all) || control_count(policy) == 0 ||
      blocks(policy))
    return;
  const auto& policies = input.snapshot().policies.items;
  const bool blocked = std::any_of(policies.begin(), policies.end(), [&](const Policy& other) {
    return stands_beside(other, policy) && blocks_unknown_platforms(other);
  });
  if (blocked) return;
  std::string message = "the grant is for some platforms, and no policy blocks unknown ones";
  if (input.has_all_policies()) return findings.add(k_platforms, std::move(message));
  findings.add(k_platforms, message + " in this export, which is not the whole list",
               Severity::note);
}

// --- L23, L24: all places but some
bool is_allow_list(const Policy& policy) {
  const auto& locations = policy.conditions.locations;
  return locations && has_word(locations->include_locations, word::k_all) &&
         !locations->exclude_locations.empty() && !is_unread(policy, k_locations);
}

bool is_ipv4_only(const NamedLocation& location) {
  const auto* ip = std::get_if<IpNamedLocation>(&location.kind);
  return ip != nullptr && !ip->ip_ranges.empty() && location.unread.empty() &&
         std::all_of(ip->ip_ranges.begin(), ip->ip_ranges.end(),
                     [](const IpRange& range) { return range.first().family() == IpFamily::v4; });
}

bool is_trusted_ipv4(const NamedLocation& location) {
  const auto* ip = std::get_if<IpNamedLocation>(&location.kind);
  return ip == nullptr ? !std::holds_alternative<OtherNamedLocation>(location.kind) &&
                             !std::holds_alternative<CompliantNetworkNamedLocation>(location.kind)
                       : !ip->is_trusted || is_ipv4_only(location);
}

// The places that have IPv4 ranges only, for certain: asked of every location once.
class Ipv4Places {
 public:
  explicit Ipv4Places(const LintInput& input) : locations_(input.tenant().locations()) {
    const auto& all = input.snapshot().named_locations;
    for (const NamedLocation& location : all.items) ipv4_only_.push_back(is_ipv4_only(location));
    all_trusted_ = all.exported && std::all_of(all.items.begin(), all.items.end(), is_trusted_ipv4);
  }

  bool contain(const LocationId& id) const {
    if (id.is(word::k_mfa_trusted_ips)) return true;  // they are IPv4 only
    if (id.is(word::k_all_trusted)) return all_trusted_;
    const auto number = locations_.find(id);
    return number && ipv4_only_[*number];
  }

 private:
  const TenantLocations& locations_;
  std::vector<bool> ipv4_only_;  // by number
  bool all_trusted_ = false;
};

void allow_lists_have_ipv6(const LintInput& input, Findings& findings) {
  const Ipv4Places places(input);
  for (const Policy& policy : input.snapshot().policies.items) {
    if (!is_allow_list(policy)) continue;
    findings.look_at(policy);
    const auto& excluded = policy.conditions.locations->exclude_locations;
    if (std::all_of(excluded.begin(), excluded.end(),
                    [&](const LocationId& id) { return places.contain(id); }))
      findings.add(k_exclude_locations, "the locations that are left out have IPv4 ranges only");
  }
}

void allow_list_has_unknown_countries(const Policy& policy, const LintInput& input,
                                      Findings& findings) {
  if (!is_allow_list(policy)) return;
  const auto& excluded = policy.conditions.locations->exclude_locations;
  std::string name;
  for (const LocationId& id : excluded) {
    const auto number = input.tenant().locations().find(id);
    if (!number) continue;
    const NamedLocation& location = *input.tenant().locations()[*number].location;
    const auto* country = std::get_if<CountryNamedLocation>(&location.kind);
    if (country == nullptr) continue;
    if (country->include_unknown_countries_and_regions) return;
    name = location.display_name;
  }
  if (!name.empty())
    findings.add(k_exclude_locations, "the countries of " + in_backticks(name) +
                                          " are left out, addresses without a country are not");
}

// --- L30
using Levels = std::vector<RiskLevel> Conditions::*;

bool covers_level(const LintInput& input, const Policy& except, Levels levels, RiskLevel level) {
  const auto& policies = input.snapshot().policies.items;
  return std::any_of(policies.begin(), policies.end(), [&](const Policy& other) {
    return stands_beside(other, except) && has(other.conditions.*levels, level);
  });
}

void levels_go_up(const Policy& policy, const LintInput& input, Findings& findings) {
  constexpr std::array k_upwards = {RiskLevel::low, RiskLevel::medium, RiskLevel::high};
  const auto look = [&](Levels levels, std::string_view pointer) {
    const std::vector<RiskLevel>& list = policy.conditions.*levels;
    bool lower = false;
    for (const RiskLevel level : k_upwards) {
      if (lower && !has(list, level) && !covers_level(input, policy, levels, level))
        return findings.add(pointer,
                            "lower levels are listed and " + shown(level) + " is in no policy",
                            input.has_all_policies() ? Severity::warning : Severity::note);
      lower = lower || has(list, level);
    }
  };
  look(&Conditions::sign_in_risk_levels, "/conditions/signInRiskLevels");
  look(&Conditions::user_risk_levels, "/conditions/userRiskLevels");
  look(&Conditions::service_principal_risk_levels, "/conditions/servicePrincipalRiskLevels");
}

constexpr std::array k_places_rules = {
    Rule{"V09", "locations without an include", Severity::error, "U",
         "Graph refuses a location condition that only excludes; read literally it never matches",
         "write `includeLocations: [\"All\"]`", each_policy<locations_include>},
    Rule{"V10", "platforms without an include", Severity::error, "O",
         "Graph refuses a platform condition that only excludes; read literally it never matches",
         "write `includePlatforms: [\"all\"]`", each_policy<platforms_include>},
    Rule{"V32", "named location that Graph refuses", Severity::error, "I",
         "a location takes CIDR ranges no wider than /8, at most 2000 of them, or at least one "
         "country",
         "correct the ranges or countries", each_location<location_is_accepted>},
    Rule{"L22", "platforms without a block of unknown ones", Severity::warning, "",
         "the platform comes from the user agent, which anybody can change: a client that claims "
         "another platform is not asked for the grant",
         "add a policy that blocks all platforms except those you support",
         each_policy<unknown_platforms_are_blocked>},
    Rule{"L23", "allow-list of places with IPv4 only", Severity::note, "",
         "the same people over IPv6 count as outside",
         "add the IPv6 ranges of these networks, if they have any", allow_lists_have_ipv6},
    Rule{"L24", "allow-list of countries without unknown ones", Severity::note, "",
         "people whose address belongs to no country count as outside",
         "decide whether that is wanted; the country location can include unknown countries",
         each_policy<allow_list_has_unknown_countries>},
    Rule{"L30", "risk levels with a gap above", Severity::warning, "",
         "the list is no threshold: a sign-in with the higher level is not touched",
         "list the higher levels, too, or make a policy for them", each_policy<levels_go_up>},
    Rule{"C03", "private addresses in a location", Severity::warning, "",
         "sign-ins come from public addresses, so the range never matches",
         "list the public addresses of the network", each_location<ranges_are_public>},
};

}  // namespace

std::span<const Rule> place_rules() { return k_places_rules; }

}  // namespace caprock
