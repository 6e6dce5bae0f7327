// Client app types and platforms (CA 2.5, 2.6).
#pragma once

#include <optional>
#include <set>

#include "model/conditions.h"
#include "reference/finding.h"
#include "reference/situation.h"

namespace caprock::reference {

// The classes of client that the sign-in may be; more than one when it is not known.
std::set<SignInClient> possible_clients(const Situation& situation);

// Certainly a client that knows no modern authentication (CA 2.5).
bool is_legacy_client(const Situation& situation);

// Nothing when the list is only `all`, which is no condition.
std::optional<ConditionResult> match_client_app_types(const Situation& situation,
                                                      const std::vector<ClientAppType>& types);

ConditionResult match_platforms(const Situation& situation, const Platforms& platforms);

}  // namespace caprock::reference
