// Rules of lint in words.
#pragma once

#include <string>
#include <string_view>

#include "cli/style.h"
#include "lint/rule.h"

namespace caprock {

// What it finds, why that matters, what to do, how sure it is.
std::string rule_in_words(const Rule& rule, std::size_t width, const Style& style);

// A table of all rules.
std::string rule_list(std::size_t width, const Style& style);

// `documented`, or what the marks of the rule say.
std::string evidence_in_words(const Rule& rule);

// A paragraph with a label at its left.
std::string lint_detail(std::string_view label, std::string_view text, std::size_t width);

}  // namespace caprock
