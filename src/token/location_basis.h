// By what a policy tells places apart, which decides what a resource can watch (TS 1.2.4, 4.4.4).
#pragma once

#include <cstddef>
#include <vector>

#include "model/named_location.h"
#include "model/policy.h"

namespace caprock {

struct LocationBasis {
  bool is_named = false;    // the policy names a place besides `All`
  bool ranges_only = true;  // all that it names are address ranges
  std::size_t ranges = 0;   // how many
};

// `locations` are those of the policy's tenant; one that is missing there is no address range.
LocationBasis location_basis(const Policy& policy, const std::vector<NamedLocation>& locations);

}  // namespace caprock
