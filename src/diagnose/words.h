// Words of diagnoses: counts, sureness, states of policies.
#pragma once

#include <string>
#include <string_view>

#include "diagnose/suspects.h"

namespace caprock {

// `2 policies`
std::string count_in_words(std::size_t count, std::string_view one, std::string_view many);

std::string_view to_string(Sureness sureness);

// `on`, `off`, `report-only`
std::string_view state_in_words(PolicyState state);

}  // namespace caprock
