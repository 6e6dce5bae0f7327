#include "model/built_in_roles.h"

#include <gtest/gtest.h>

namespace caprock {
namespace {

TEST(BuiltInRoles, have_names_by_template_id_in_any_case) {
  EXPECT_EQ(built_in_role_name("62e90394-69f5-4237-9190-012177145e10"), "Global Administrator");
  EXPECT_EQ(built_in_role_name("E8611AB8-C189-46E8-94E1-60213AB1F814"),
            "Privileged Role Administrator");
}

TEST(BuiltInRoles, that_are_not_in_the_table_have_none) {
  EXPECT_EQ(built_in_role_name("00000000-0000-4000-8000-000000000001"), "");
  EXPECT_EQ(built_in_role_name("Global Administrator"), "");
  EXPECT_EQ(built_in_role_name(""), "");
}

}  // namespace
}  // namespace caprock
