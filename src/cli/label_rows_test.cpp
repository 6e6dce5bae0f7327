#include "cli/label_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace caprock {
namespace {

TEST(label_rows, a_label_begins_at_its_mark_and_at_the_right_edge_ends_there) {
  const auto places = place_labels({{10, 50}, {190, 50}}, 0, 200, 3);
  ASSERT_TRUE(places[0] && places[1]);
  EXPECT_EQ(places[0]->left, 10);
  EXPECT_EQ(places[0]->row, 0U);
  EXPECT_EQ(places[1]->left, 140);
}

TEST(label_rows, of_two_close_marks_the_left_one_goes_farther_out) {
  const auto places = place_labels({{10, 50}, {20, 50}}, 0, 200, 3);
  ASSERT_TRUE(places[0] && places[1]);
  EXPECT_EQ(places[0]->row, 1U);
  EXPECT_EQ(places[1]->row, 0U);
}

TEST(label_rows, two_close_marks_at_the_right_edge_both_go_to_the_left) {
  const auto places = place_labels({{180, 50}, {195, 50}}, 0, 200, 3);
  ASSERT_TRUE(places[0] && places[1]);
  EXPECT_EQ(places[0]->row, 0U);
  EXPECT_EQ(places[1]->row, 1U);
}

TEST(label_rows, what_does_not_fit_has_no_place) {
  const auto places = place_labels({{10, 300}, {20, 50}, {20, 50}}, 0, 200, 1);
  EXPECT_FALSE(places[0]);
  EXPECT_NE(places[1].has_value(), places[2].has_value());
}

TEST(label_rows, no_label_touches_another_one_or_its_leader) {
  std::mt19937 random(1);
  std::size_t met = 0;
  for (int round = 0; round < 500; ++round) {
    std::vector<LabelWish> wishes;
    for (unsigned i = 0; i < 1 + random() % 12; ++i)
      wishes.push_back({double(random() % 900), double(20 + random() % 200)});
    std::sort(wishes.begin(), wishes.end(),
              [](const LabelWish& a, const LabelWish& b) { return a.x < b.x; });
    const auto places = place_labels(wishes, 0, 900, 5);
    for (std::size_t i = 0; i < wishes.size(); ++i) {
      if (!places[i]) continue;
      ++met;
      EXPECT_GE(places[i]->left, 0);
      EXPECT_LE(places[i]->left + wishes[i].width, 900);
      for (std::size_t j = 0; j < wishes.size(); ++j) {
        if (i == j || !places[j] || places[j]->row < places[i]->row) continue;
        const bool overlaps = places[j]->row == places[i]->row &&
                              places[j]->left < places[i]->left + wishes[i].width &&
                              places[i]->left < places[j]->left + wishes[j].width;
        const bool crossed = places[j]->row > places[i]->row && places[i]->left < wishes[j].x &&
                             wishes[j].x < places[i]->left + wishes[i].width;
        EXPECT_FALSE(overlaps || crossed) << round;
      }
    }
  }
  EXPECT_GT(met, 1500U);
}

}  // namespace
}  // namespace caprock
