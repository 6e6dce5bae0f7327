// The frame of our pages, and text into HTML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace caprock {

// A sentence of ours or a name: escaped, with what stands between pairs of backticks as code.
std::string html(std::string_view text);

// What was odd about the source, as a section of a page; empty when nothing was.
std::string diagnostics_html(const std::vector<Diagnostic>& diagnostics);

// A whole page around `body`, with the one style sheet: light, dark and on paper.
std::string html_page(std::string_view title, std::string_view body);

}  // namespace caprock
