// Policies, named locations and strengths as `terraform show -json` writes them of a state.
#pragma once

#include "export/export.h"

namespace caprock {

ExportedFile terraform_state(const Snapshot& snapshot);

}  // namespace caprock
