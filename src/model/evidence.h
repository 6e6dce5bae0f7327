// How sure a statement is (docs/semantics/README.md).
#pragma once

#include <algorithm>
#include <cstdint>

namespace caprock {

// From sure to open; `vendor` is a vendor's published word.
enum class Evidence : std::uint8_t { documented, observed, inferred, choice, vendor, unsure };

// A conclusion is no surer than the least sure thing it rests on.
constexpr Evidence lowest(Evidence a, Evidence b) { return std::max(a, b); }

}  // namespace caprock
