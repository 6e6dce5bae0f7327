#include "token/checks.h"

#include "model/aadsts.h"
#include "token/reasons.h"

namespace caprock {

TokenCause cause_of(TokenReason reason) {
  const ReasonRow& row = row_of(reason);
  TokenCause cause;
  cause.reason = reason;
  cause.verdict = row.verdict;
  cause.aadsts = row.aadsts;
  return cause;
}

void add(Checks& checks, TokenCause cause, Match holds) {
  if (holds == Match::no) return;
  cause.certainty = holds;
  auto& list = holds == Match::yes ? checks.answer.causes : checks.answer.possible;
  list.push_back(std::move(cause));
}

void add(Checks& checks, TokenReason reason, bool holds) {
  if (holds) add(checks, cause_of(reason), Match::yes);
}

void add_edge(Checks& checks, Instant edge) {
  if (!checks.edge || edge < *checks.edge) checks.edge = edge;
}

void add_age(Checks& checks, TokenCause cause, Instant from, std::chrono::seconds limit,
             Match counts) {
  if (checks.now - from <= limit) return add_edge(checks, from + limit);
  cause.limit = limit;
  cause.since = from + limit;
  add(checks, std::move(cause), counts);
}

void add_past(Checks& checks, TokenReason reason, const std::optional<Instant>& end, Match counts) {
  if (!end) return;
  if (checks.now <= *end) return add_edge(checks, *end);
  TokenCause cause = cause_of(reason);
  cause.since = end;
  add(checks, std::move(cause), counts);
}

TokenCause cause_of(const PolicyDemand& demand, TokenReason reason, int code) {
  TokenCause cause = cause_of(reason);
  cause.aadsts = code;
  cause.policy = demand.policy;
  cause.policy_name = demand.name;
  cause.control = demand.control;
  return cause;
}

int factor_code(const TokenWorld& world) {
  return world.mfa_registered == Match::no ? aadsts::k_mfa_not_registered : aadsts::k_mfa_needed;
}

}  // namespace caprock
