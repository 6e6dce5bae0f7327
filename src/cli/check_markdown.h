// The check report for pull requests and wikis.
#pragma once

#include <string>

#include "integration/check.h"

namespace caprock {

// GitHub-flavoured Markdown: a table of all connections, then a section for each that is not ok.
std::string check_markdown(const CheckReport& report);

}  // namespace caprock
