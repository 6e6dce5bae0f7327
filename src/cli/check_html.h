// The check report as a page, for an administrator to send to a customer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "integration/check.h"
#include "source/input_hash.h"

namespace caprock {

// One self-contained page without scripts, for screens and paper: a table of all integrations, most
// urgent first, what contradicts what, each integration with its time line, causes and remedies,
// and how to read all of it. `source` says where the tenant was read from, `inputs` what the report
// was made from, by hash.
std::string check_html(const CheckReport& report, std::string_view source,
                       const std::vector<InputHash>& inputs);

}  // namespace caprock
