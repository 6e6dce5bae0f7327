// Microsoft365DSC configurations: PowerShell text, of which only literals are read.
//
// Nothing is executed and no variable has a value here: whatever is no literal becomes an
// expression of its resource (dsc_objects.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "source/dsc_objects.h"

namespace caprock {

inline constexpr std::size_t k_max_dsc_bytes = std::size_t{64} << 20;

// The resources of the types that are read here, in their order. What stands around them is only
// read as far as strings, comments and brackets go. Errors: dsc.malformed with line and column;
// file.too_large.
Result<std::vector<DscResource>> parse_dsc(std::string_view text, const std::string& file);

// A line begins a resource that is read here, and the word `Configuration` is there.
bool is_dsc_text(std::string_view text);
// Errors: those of parse_dsc.
Result<Converted> read_dsc_text(std::string_view text, const std::string& file);

}  // namespace caprock
