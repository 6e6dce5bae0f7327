// What the text answer of what-if is made of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/what_if_report.h"

namespace caprock {

// `note        text`, wrapped, with the text in a column of its own.
std::string labelled(std::string_view label, std::string_view text, std::size_t width);

// The first line carries the label, each text starts a line.
std::string listed(std::string_view label, const std::vector<std::string>& texts,
                   std::size_t width);

// The verdict in a sentence, what is demanded, and what was not known.
std::string verdict_text(const WhatIfReport& report, std::size_t width, const Style& style);

}  // namespace caprock
