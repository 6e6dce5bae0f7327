// Words of diagnoses: sureness, states of policies.
#pragma once

#include <string_view>

#include "diagnose/suspects.h"

namespace caprock {

std::string_view to_string(Sureness sureness);

// `on`, `off`, `report-only`
std::string_view state_in_words(PolicyState state);

}  // namespace caprock
