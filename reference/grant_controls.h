// What a policy demands before access, and whether this sign-in meets it (CA 2.12, 2.19).
#pragma once

#include <vector>

#include "model/policy.h"
#include "reference/finding.h"
#include "reference/situation.h"

namespace caprock::reference {

// Controls whose place another enabled policy takes.
struct Overrides {
  Finding strengths;         // CA 2.12.1: registering security information
  Finding password_changes;  // CA 2.12: risk remediation
};

// Why a control can never be met by this kind of sign-in.
enum class OutOfReach : std::uint8_t {
  no,
  refused,  // not by this request, perhaps by another one: device code flow, a stored password
  blocked,  // never by this subject or client: legacy clients, guests, service principals
};

struct DemandedControl {
  ControlResult result;
  OutOfReach out_of_reach = OutOfReach::no;
  bool needs_user = false;  // CA 2.17: a person can still do it
  int rank = 0;             // CA 2.12: the order in which controls are worked off
};

struct Demands {
  GrantOperator combine = GrantOperator::all;
  std::vector<DemandedControl> controls;  // in working order
  bool blocks = false;
  bool has_unread_control = false;   // one of the controls is not understood
  bool has_unread_operator = false;  // whether all controls are needed or one is not
  Match satisfied = Match::yes;
  std::vector<std::string> undetermined_by;  // when `satisfied` is unknown
};

Demands demands_of(const Situation& situation, const Policy& policy, const Overrides& overrides);

}  // namespace caprock::reference
