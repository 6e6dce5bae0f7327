#include "cli/label_rows.h"

#include <algorithm>

#include "base/assert.h"

namespace caprock {
namespace {

constexpr double k_air = 8;  // between a label and its neighbour or a leader

struct PlacedLabel {
  double x;  // of its leader
  double left;
  double right;
  std::size_t row;
};

bool covers(const PlacedLabel& label, double x) {
  return label.left - k_air < x && x < label.right + k_air;
}

bool in_each_others_way(const PlacedLabel& a, const PlacedLabel& b) {
  if (a.row == b.row) return a.left - k_air < b.right && b.left - k_air < a.right;
  return a.row < b.row ? covers(a, b.x) : covers(b, a.x);
}

// Marks below a label that have no place yet need a row each between it and the line.
std::size_t marks_below(const std::vector<LabelWish>& wishes, std::size_t before,
                        const PlacedLabel& label) {
  return static_cast<std::size_t>(
      std::count_if(wishes.begin(), wishes.begin() + static_cast<std::ptrdiff_t>(before),
                    [&](const LabelWish& wish) { return covers(label, wish.x); }));
}

}  // namespace

// From right to left, each label to the right of its mark when there is room: then no later leader
// stands under an earlier label. At the right edge labels go to the left, farther out.
std::vector<std::optional<LabelPlace>> place_labels(const std::vector<LabelWish>& wishes,
                                                    double left, double right, std::size_t rows) {
  CAPROCK_ASSERT(std::is_sorted(wishes.begin(), wishes.end(),
                                [](const LabelWish& a, const LabelWish& b) { return a.x < b.x; }));
  std::vector<std::optional<LabelPlace>> places(wishes.size());
  std::vector<PlacedLabel> placed;
  const auto try_at = [&](std::size_t index, double begin) {
    const LabelWish& wish = wishes[index];
    PlacedLabel label{wish.x, begin, begin + wish.width, 0};
    if (label.left < left || label.right > right) return false;
    for (label.row = marks_below(wishes, index, label); label.row < rows; ++label.row) {
      if (std::any_of(placed.begin(), placed.end(),
                      [&](const PlacedLabel& other) { return in_each_others_way(label, other); }))
        continue;
      placed.push_back(label);
      places[index] = LabelPlace{label.left, label.row};
      return true;
    }
    return false;
  };
  for (std::size_t i = wishes.size(); i-- > 0;)
    if (!try_at(i, wishes[i].x)) try_at(i, wishes[i].x - wishes[i].width);
  return places;
}

}  // namespace caprock
