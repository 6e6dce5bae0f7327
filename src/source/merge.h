// Users, groups, roles and service principals of one export for the policies of another.
#pragma once

#include <string>

#include "base/error.h"
#include "source/source.h"

namespace caprock {

// Completes the directory of `policies` from `directory`, which people know by `name`. Rules:
// - policies, locations and settings come from `policies` alone;
// - an object that only `directory` has is added; a list counts as whole if one of the two is;
// - an object that both have (the same id) stays as `policies` has it; members that it lacks there
//   are completed; members that say different things are a warning (graph.duplicate_object);
// - a role assignment counts once if role, holder, scope and kind are the same.
// A note (directory.merged) says what came from where. Files and places of the second source begin
// with its name. Errors: directory.none, directory.other_tenant.
Result<Read<Snapshot>> merge_directory(Read<Snapshot> policies, Read<Snapshot> directory,
                                       const std::string& name);

}  // namespace caprock
