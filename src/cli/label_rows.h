// Labels beside marks on a line, none over another.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace caprock {

// Where a mark stands, and how wide what is to be written beside it.
struct LabelWish {
  double x = 0;
  double width = 0;
};

// A leader goes from the mark over all nearer rows to `row`; the label begins or ends at it.
struct LabelPlace {
  double left = 0;
  std::size_t row = 0;  // 0 is nearest to the line
};

// Places labels between `left` and `right` in at most `rows` rows, so that no label touches another
// one or the leader of another one. A wish that cannot be met has no place.
// REQUIRES: the wishes in order of `x`. Cost: cubic in their number at worst.
std::vector<std::optional<LabelPlace>> place_labels(const std::vector<LabelWish>& wishes,
                                                    double left, double right, std::size_t rows);

}  // namespace caprock
