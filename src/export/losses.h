// What an export does not hold: everything that is not there again when it is read.
#pragma once

#include <string_view>
#include <vector>

#include "base/error.h"
#include "source/source.h"

namespace caprock {

// One line an object, with the members that do not come back; one line for all objects of a kind
// that has no place in the format. `format` is the format's name. What only describes, such as the
// day on which a policy was made, is told once for all.
std::vector<Diagnostic> losses_between(const Snapshot& before, const Snapshot& after,
                                       std::string_view format);

}  // namespace caprock
