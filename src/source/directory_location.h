// What policies refer to, as the directory itself keeps it (directory_policy.h).
#pragma once

#include <vector>

#include "source/directory_policy.h"

namespace caprock {

// A named location in the new form (`CompressedCidrIpRanges`, `CountryIsoCodes`, ...) or in the old
// one (`KnownNetworkPolicies`, which has its own name and id). Members not known here stay in the
// object, so that the location counts as not fully read.
ConvertedObject read_directory_location(const json::object& detail, const DirectoryObject& object,
                                        std::vector<Diagnostic>& diagnostics);

// A custom authentication strength.
ConvertedObject read_directory_strength(const json::object& detail, const DirectoryObject& object);

}  // namespace caprock
