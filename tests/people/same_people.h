// Two ways to the same people give the same rows.
#pragma once

#include <gtest/gtest.h>

#include "model/people.h"

namespace caprock {

inline void expect_same_row(const People& a, const People& b, People::Row row) {
  ASSERT_EQ(a.id(row).text(), b.id(row).text());
  ASSERT_EQ(a.possible_kinds(row), b.possible_kinds(row)) << a.id(row).text();
  ASSERT_EQ(a.lists_own_groups(row), b.lists_own_groups(row)) << a.id(row).text();
  ASSERT_EQ(a.groups_of(row), b.groups_of(row)) << a.id(row).text();
  const auto mine = a.unlisted_groups_of(row), others = b.unlisted_groups_of(row);
  ASSERT_TRUE(std::equal(mine.begin(), mine.end(), others.begin(), others.end()));
  ASSERT_EQ(a.find_principal(b.id(row).text()), b.find_principal(b.id(row).text()));
}

inline void expect_same_people(const People& a, const People& b) {
  ASSERT_EQ(a.size(), b.size());
  ASSERT_EQ(a.user_count(), b.user_count());
  ASSERT_EQ(a.group_count(), b.group_count());
  EXPECT_EQ(a.users_exported(), b.users_exported());
  EXPECT_EQ(a.groups_exported(), b.groups_exported());
  for (People::Row row = 0; row < a.size() && !testing::Test::HasFailure(); ++row)
    expect_same_row(a, b, row);
  for (People::GroupIndex group = 0; group < a.group_count(); ++group) {
    ASSERT_EQ(a.group_id(group).text(), b.group_id(group).text());
    ASSERT_EQ(a.group_name(group), b.group_name(group));
    const auto mine = a.unlisted_within(group), others = b.unlisted_within(group);
    ASSERT_TRUE(std::equal(mine.begin(), mine.end(), others.begin(), others.end()));
  }
}

}  // namespace caprock
