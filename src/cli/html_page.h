// The frame of our pages, and text into HTML.
#pragma once

#include <string>
#include <string_view>

namespace caprock {

// A sentence of ours or a name: escaped, with what stands between pairs of backticks as code.
std::string html(std::string_view text);

// A whole page around `body`, with the one style sheet: light, dark and on paper.
std::string html_page(std::string_view title, std::string_view body);

}  // namespace caprock
