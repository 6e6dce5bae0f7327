#include "token/location_basis.h"

#include <algorithm>
#include <iterator>

namespace caprock {
namespace {

// The locations that a policy names; without `All`, which is no place.
std::vector<LocationId> named_by(const Policy& policy) {
  std::vector<LocationId> named;
  if (!policy.conditions.locations) return named;
  const Locations& locations = *policy.conditions.locations;
  for (const auto* side : {&locations.include_locations, &locations.exclude_locations})
    std::copy_if(side->begin(), side->end(), std::back_inserter(named),
                 [](const LocationId& id) { return !id.is(word::k_all); });
  return named;
}

bool is_trusted(const NamedLocation& location) {
  const auto* ranges = std::get_if<IpNamedLocation>(&location.kind);
  const auto* network = std::get_if<CompliantNetworkNamedLocation>(&location.kind);
  const auto* other = std::get_if<OtherNamedLocation>(&location.kind);
  return ranges != nullptr ? ranges->is_trusted
                           : (network != nullptr && network->is_trusted) ||
                                 (other != nullptr && other->is_trusted.value_or(false));
}

void add_location(const NamedLocation& location, LocationBasis& basis) {
  if (const auto* ranges = std::get_if<IpNamedLocation>(&location.kind))
    basis.ranges += ranges->ip_ranges.size();
  else
    basis.ranges_only = false;
}

}  // namespace

LocationBasis location_basis(const Policy& policy, const std::vector<NamedLocation>& locations) {
  LocationBasis basis;
  for (const LocationId& id : named_by(policy)) {
    basis.is_named = true;
    bool found = id.is(word::k_all_trusted);
    for (const NamedLocation& location : locations) {
      if (id.is(word::k_all_trusted) ? !is_trusted(location) : !(location.id == id)) continue;
      found = true;
      add_location(location, basis);
    }
    // The trusted addresses of the MFA service, or a location that is not in the export.
    if (!found) basis.ranges_only = false;
  }
  return basis;
}

}  // namespace caprock
