#include "source/tree_place.h"

#include <gtest/gtest.h>

namespace caprock {
namespace {

TEST(TreePlace, an_object_and_its_members_are_told_by_their_folders) {
  for (const std::string_view root : {"", "export/"}) {
    const std::string object = std::string(root) + "Groups/g/g.json";
    const auto place = tree_place_of(object);
    ASSERT_TRUE(place);
    EXPECT_EQ(place->collection, "Groups");
    EXPECT_EQ(place->object, "g");
    EXPECT_EQ(place->member, "");
    const std::string member = std::string(root) + "directoryroles/r/members/m/M.JSON";
    const auto inside = tree_place_of(member);
    ASSERT_TRUE(inside);
    EXPECT_EQ(inside->collection, "directoryroles");
    EXPECT_EQ(inside->object, "r");
    EXPECT_EQ(inside->member, "m");
  }
}

TEST(TreePlace, other_files_have_none) {
  for (const std::string_view file :
       {"", ".json", "groups.json", "Groups/g.json", "Groups/g/h.json", "Groups/g/g.txt",
        "Groups/g/Owners/o/o.json", "Users/u/u.json", "Users/u/Members/m/m.json",
        "Groups/g/Members/m/n.json"})
    EXPECT_FALSE(tree_place_of(file)) << file;
}

}  // namespace
}  // namespace caprock
