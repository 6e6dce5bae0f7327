// Words for controls, periods and instants, as an administrator knows them from the portal.
#pragma once

#include <chrono>
#include <string>

#include "base/instant.h"
#include "model/decision.h"

namespace caprock {

// `multifactor authentication`, `the authentication strength "Passwordless MFA"`.
std::string control_noun(const Control& control);

// `12 hours`, `7 days`, `1 day 30 minutes`; exact to the second.
std::string period_in_words(std::chrono::seconds period);

// `2026-03-01 09:30 UTC`
std::string moment_in_words(Instant at);

}  // namespace caprock
