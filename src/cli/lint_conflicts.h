// Conflicts between integrations (integration/conflicts.h) as findings of lint.
#pragma once

#include <filesystem>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "lint/finding.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// Rule C12, at the place of the first connection in its file. Errors: those of the connections file
// and the profiles, and of connections that the tenant does not have.
Result<std::vector<Finding>> conflict_findings(const TenantSnapshot& tenant,
                                               const std::filesystem::path& connections,
                                               const std::vector<std::filesystem::path>& profiles,
                                               Instant now);

}  // namespace caprock
