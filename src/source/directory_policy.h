// Policies as the directory itself keeps them: the texts in `policyDetail` of ROADrecon's databases
// and in `PolicyDetail` of the core directory's audit events.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "source/converted.h"

namespace caprock {

// What the object around the detail says.
struct DirectoryObject {
  std::string id;            // `objectId`
  std::string identifier;    // `policyIdentifier`: by this policies name a location
  std::string display_name;  // `displayName`
  Place where;               // of the detail, for diagnostics
};

// A detail in Graph's shape; `diagnostics` gets a warning for each loss.
//
// `Include` and `Exclude` of a condition are lists of criteria, any of which may match; a criterion
// has one member that says what it is a list of. The elements of `Controls` are all demanded, the
// values inside one are alternatives. Graph has one operator for all controls: where the two are
// mixed, the operator is lost.
ConvertedObject read_directory_policy(const json::object& detail, const DirectoryObject& object,
                                      std::vector<Diagnostic>& diagnostics);

}  // namespace caprock
