// What a policy demands and whether the sign-in meets it (CA 2.12, 2.14, 2.19).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evaluate/facts.h"
#include "model/decision.h"

namespace caprock::evaluate {

// Why a control can never be met by this kind of sign-in.
enum class OutOfReach : std::uint8_t {
  no,
  refused,  // not by this request, perhaps by another one: device code flow, a stored password
  blocked,  // never by this subject or client: legacy clients, guests, service principals
};

struct Demand {
  ControlResult result;
  OutOfReach out_of_reach = OutOfReach::no;
  bool needs_user = false;  // CA 2.17: a person can still do it
  int rank = 0;             // CA 2.12: WorkingOrder, in which controls are worked off
};

// Controls whose place another applied enabled policy takes (CA 2.12, 2.12.1).
struct Overrides {
  Match strengths = Match::no;
  Match password_changes = Match::no;
  // Where unknown: the inputs that would tell.
  std::vector<std::string> strengths_open;
  std::vector<std::string> password_changes_open;
};

struct Demands {
  GrantOperator combine = GrantOperator::all;
  std::vector<Demand> controls;  // in working order
  bool blocks = false;
  bool has_unread_control = false;   // one of the controls is not understood
  bool has_unread_operator = false;  // whether all controls are needed or one is not
  Answer satisfied{Match::yes, {}};
  Answer frequency;         // sign-in frequency is violated
  Answer token_protection;  // token protection is violated
};

// As if the policy applied.
Demands demands_of(const Facts& facts, const CompiledPolicy& policy, const Overrides& overrides);

// What of the demands the verdict depends on, if the policy applies.
struct Judgement {
  Match satisfied = Match::yes;
  bool blocks = false;
  bool never_met = false;  // unmet, and this kind of sign-in can never meet it
  bool may_block = false;  // blocks, has a control that is not understood, or may be never met
  Match frequency = Match::no;
  Match token_protection = Match::no;
};

Judgement judgement_of(const CompiledPolicy& policy, const Demands& demands);

// The inputs that would tell whether the demands of a policy that may block do block, if it
// applies. Not sorted.
std::vector<std::string> open_blocks(const CompiledPolicy& policy, const Demands& demands);

}  // namespace caprock::evaluate
