// Risk levels and authentication flows (CA 2.8).
#pragma once

#include <vector>

#include "model/conditions.h"
#include "reference/finding.h"
#include "reference/situation.h"

namespace caprock::reference {

// Every configured risk condition, in the order of `Condition`.
std::vector<ConditionResult> match_risks(const Situation& situation, const Conditions& conditions);

// How the session was born, as far as it is known: bits of TransferMethod (CA 2.8).
struct KnownTransfer {
  std::uint8_t methods = 0;
  bool complete = false;  // false: there may be others
};
KnownTransfer transfer_methods(const Situation& situation);

}  // namespace caprock::reference
