// One token request while it is looked at (TS 0.5.1), and how causes are put into words.
#pragma once

#include <chrono>
#include <utility>

#include "model/token_life.h"

namespace caprock::reference {

// One request, and what is said of it so far.
struct Hearing {
  const HeldToken& token;
  const TokenWorld& world;
  const TenantDemands& demands;
  Instant now;
  const TokenOptions& options;
  TokenAnswer answer;

  ConnectionKind kind() const { return token.kind; }
  // TS 1.7.1: exactly the limit is still good.
  bool is_over(Instant since, std::chrono::seconds limit) const { return now - since > limit; }

  // TS 0.5.3: causes that hinge on something unknown are told apart.
  void tell(TokenCause cause, Match holds) {
    if (holds == Match::no) return;
    cause.certainty = holds;
    (holds == Match::yes ? answer.causes : answer.possible).push_back(std::move(cause));
  }
  void tell(TokenCause cause, bool holds) { tell(std::move(cause), match_if(holds)); }
};

// This request is refused; the same token works again once the cause is gone (TS 0.4.1).
TokenCause refusal(TokenReason reason, int aadsts);
// The grant is dead (TS 0.4.2).
TokenCause death(TokenReason reason, int aadsts);

// The policy that a cause comes from.
TokenCause by_policy(TokenCause cause, const PolicyDemand& demand);
// The same with what the demand says in words, which is about its grant controls.
TokenCause by_controls(TokenCause cause, const PolicyDemand& demand);

// Something that began at `from` is older than `limit`.
TokenCause aged(TokenCause cause, Instant from, std::chrono::seconds limit);

// TS 8.5.1: MFA is needed; nothing registered has a code of its own.
int second_factor_code(const Hearing& hearing);

}  // namespace caprock::reference
