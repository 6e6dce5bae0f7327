// `conditions.users` (CA 2.9).
#pragma once

#include "model/conditions.h"
#include "reference/finding.h"
#include "reference/situation.h"

namespace caprock::reference {

ConditionResult match_users(const Situation& situation, const Users& users);

}  // namespace caprock::reference
