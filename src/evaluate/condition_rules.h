// One rule for each condition. `result` may be nullptr: then the answer alone is made.
#pragma once

#include "evaluate/facts.h"
#include "model/decision.h"

namespace caprock::evaluate {

// CA 2.4: some audience is included and that same audience is not excluded. Names its condition
// after what the policy targets.
Match match_target(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result);

// CA 2.9, 2.10: the one condition of the policy that speaks about this kind of subject; if none
// does, the first one that the policy has, which then does not match.
Match match_subject(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result);

// CA 2.6
Match match_locations(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result);

// CA 2.5, 2.6
Match match_client_types(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result);
Match match_platforms(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result);

// CA 2.7
Match match_devices(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result);

// CA 2.8
Match match_sign_in_risk(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result);
Match match_service_principal_risk(const Facts& facts, const CompiledPolicy& policy,
                                   ConditionResult* result);
Match match_user_risk(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result);
Match match_insider_risk(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result);
Match match_flows(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result);
Match match_agent_risk(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result);

}  // namespace caprock::evaluate
