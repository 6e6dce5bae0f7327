#include "reference/token_hearing.h"

namespace caprock::reference {

TokenCause refusal(TokenReason reason, int aadsts) {
  TokenCause cause;
  cause.reason = reason;
  cause.verdict = TokenVerdict::refused;
  cause.aadsts = aadsts;
  return cause;
}

TokenCause death(TokenReason reason, int aadsts) {
  TokenCause cause = refusal(reason, aadsts);
  cause.verdict = TokenVerdict::terminal;
  return cause;
}

TokenCause by_policy(TokenCause cause, const PolicyDemand& demand) {
  cause.policy = demand.policy;
  cause.policy_name = demand.name;
  return cause;
}

TokenCause by_controls(TokenCause cause, const PolicyDemand& demand) {
  cause.control = demand.control;
  return by_policy(std::move(cause), demand);
}

TokenCause aged(TokenCause cause, Instant from, std::chrono::seconds limit) {
  cause.limit = limit;
  cause.since = from + limit;
  return cause;
}

int second_factor_code(const Hearing& hearing) {
  return hearing.world.mfa_registered == Match::no ? 50079 : 50076;
}

}  // namespace caprock::reference
