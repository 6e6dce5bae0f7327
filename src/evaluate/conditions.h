// Does a policy apply to a sign-in, and by which conditions (CA 2.4 to 2.11)?
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "evaluate/facts.h"
#include "model/decision.h"

namespace caprock::evaluate {

// The conditions of a policy in four groups, each judged from its own inputs; a policy applies when
// all four match. Each group's answer is what a mask of the prepared path holds.
enum class Dimension : std::uint8_t {
  subject,  // users, workload identities, agents
  target,   // applications, user actions, authentication contexts
  place,    // locations
  context,  // everything else, and what no sign-in changes: state, emptiness, validity, unread
            // parts
};

// One group of conditions, the answer alone. Allocates nothing that grows with the tenant.
Match match(const Facts& facts, const CompiledPolicy& policy, Dimension dimension);

// All four. Cheaper than to explain.
Match match(const Facts& facts, const CompiledPolicy& policy);

struct Applicability {
  Match applies = Match::no;
  std::vector<ConditionResult> conditions;  // as Decision has them
  bool fully_read = true;
};

// All conditions, with reasons. `applies` is the conjunction of the four dimensions.
Applicability explain(const Facts& facts, const CompiledPolicy& policy);

// The policy looks at how sessions are born (CA 2.8.7).
bool has_flow_condition(const Policy& policy);

// The path of a position that was not shared; a policy open for nothing else blocks where nobody
// can be asked for it (CA 2.2.2).
inline constexpr std::string_view k_gps_path = "gps";
bool nobody_can_share_position(const SignIn& sign_in);

}  // namespace caprock::evaluate
