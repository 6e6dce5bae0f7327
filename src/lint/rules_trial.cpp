// Policies on trial, that is report-only: L42, L46, C05.
#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "lint/policy_parts.h"
#include "lint/rule.h"

namespace caprock {
namespace {

bool is_on_trial(const Policy& policy) {
  return policy.state == PolicyState::enabled_for_reporting;
}

// --- L42
std::string platforms_asked_for_certificates(const Policy& policy) {
  std::vector<std::string> out;
  for (const DevicePlatform platform :
       {DevicePlatform::mac_os, DevicePlatform::ios, DevicePlatform::android})
    if (covers_platform(policy, platform)) out.push_back(shown(platform));
  return join(out, ", ");
}

bool is_found_by_gps(const LocationId& id, const LintInput& input) {
  const TenantLocations& locations = input.tenant().locations();
  const auto number = locations.find(id);
  return number && locations[*number].kind == CompiledLocation::Kind::country_by_position;
}

bool asks_for_position(const Policy& policy, const LintInput& input) {
  if (!policy.conditions.locations) return false;
  const Locations& locations = *policy.conditions.locations;
  const auto any = [&](const std::vector<LocationId>& list) {
    return std::any_of(list.begin(), list.end(),
                       [&](const LocationId& id) { return is_found_by_gps(id, input); });
  };
  return any(locations.include_locations) || any(locations.exclude_locations);
}

void trial_is_not_noticed(const Policy& policy, const LintInput& input, Findings& findings) {
  if (!is_on_trial(policy) || !covers_modern_client(policy) ||
      is_unread(policy, "/conditions/platforms"))
    return;
  const std::string platforms = platforms_asked_for_certificates(policy);
  if (demands(policy, BuiltInControl::compliant_device) && !platforms.empty())
    findings.add("/grantControls/builtInControls",
                 "on trial, and people on " + platforms + " may be asked for a certificate");
  if (asks_for_position(policy, input))
    findings.add("/conditions/locations",
                 "on trial, and people are asked for their position by GPS");
}

// --- L46, C05
constexpr std::chrono::days k_trial = std::chrono::days(90);
constexpr std::chrono::days k_managed_trial = std::chrono::days(30);

std::optional<Instant> last_change(const Policy& policy) {
  return policy.stamps.modified ? policy.stamps.modified : policy.stamps.created;
}

// Whole days, where they are more than these.
std::optional<std::chrono::days> days_beyond(std::chrono::days limit,
                                             const std::optional<Instant>& from, Instant now) {
  if (!from || now - *from <= limit) return std::nullopt;
  return std::chrono::floor<std::chrono::days>(now - *from);
}

void managed_trial_is_decided(const Policy& policy, const LintInput& input, Findings& findings) {
  if (!is_on_trial(policy) || !is_made_by_microsoft(policy)) return;
  if (const auto days = days_beyond(k_managed_trial, policy.stamps.created, input.now()))
    findings.add("/state", "a policy of Microsoft's, report-only since it was made " +
                               std::to_string(days->count()) + " days ago");
}

void trial_has_an_end(const Policy& policy, const LintInput& input, Findings& findings) {
  if (!is_on_trial(policy) || is_made_by_microsoft(policy)) return;
  if (const auto days = days_beyond(k_trial, last_change(policy), input.now()))
    findings.add("/state",
                 "report-only, and last changed " + std::to_string(days->count()) + " days ago");
}

constexpr std::array k_trial_rules = {
    Rule{"L42", "trial that people notice", Severity::warning, "",
         "a report-only policy is evaluated at every sign-in: people on these platforms are asked "
         "to choose a device certificate, and a position by GPS is asked for as if it were on",
         "leave these platforms out of the trial, and try GPS with a small group",
         each_policy<trial_is_not_noticed>},
    Rule{"L46", "Microsoft's policy that will switch itself on", Severity::warning, "O",
         "Microsoft switches its own policies from report-only to on when 30 days or more have "
         "passed",
         "look at its report, exclude who cannot meet it, then switch it on or off yourself",
         each_policy<managed_trial_is_decided>},
    Rule{"C05", "report-only for more than 90 days", Severity::note, "",
         "a policy on trial protects nothing, and after months nobody reads its reports",
         "switch it on, or delete it", each_policy<trial_has_an_end>},
};

}  // namespace

std::span<const Rule> trial_rules() { return k_trial_rules; }

}  // namespace caprock
