// Policies in CSV: one row a policy, one column a member.
#pragma once

#include "export/export.h"

namespace caprock {

ExportedFile policies_csv(const Snapshot& snapshot);

}  // namespace caprock
