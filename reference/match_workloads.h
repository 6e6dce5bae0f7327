// `conditions.clientApplications` (CA 2.10) and filters over custom security attributes.
#pragma once

#include "model/conditions.h"
#include "reference/finding.h"
#include "reference/situation.h"

namespace caprock::reference {

ConditionResult match_workloads(const Situation& situation, const ClientApplications& clients);
ConditionResult match_agents(const Situation& situation, const ClientApplications& clients);

// The rule is true of these attributes; absent attributes are not known, `path` would tell.
Finding attributes_meet(const Filter& filter, const std::optional<SecurityAttributes>& attributes,
                        const std::string& path);

}  // namespace caprock::reference
