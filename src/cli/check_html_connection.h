// One integration on the page of a check.
#pragma once

#include <string>
#include <string_view>

#include "integration/check.h"

namespace caprock {

// The state as a word in a frame of its colour.
std::string health_html(Health health);

// The section of connection `number` of the page, whose heading has the id `connection-<number>`.
std::string connection_html(const ConnectionReport& report, Instant now, std::size_t number);

}  // namespace caprock
