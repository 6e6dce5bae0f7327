#include "cli/html_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caprock {
namespace {

TEST(html_page, pairs_of_backticks_become_code_and_the_rest_is_escaped) {
  EXPECT_EQ(html("policy `a & b` <i>"), "policy <code>a &amp; b</code> &lt;i&gt;");
  EXPECT_EQ(html("a ` alone"), "a ` alone");
  EXPECT_EQ(html("\x1b[2J"), "\uFFFD[2J");
}

TEST(html_page, a_page_runs_and_loads_nothing) {
  const std::string page = html_page("<title>", "<p>body</p>\n");
  EXPECT_THAT(page, testing::HasSubstr("<title>&lt;title&gt;</title>"));
  EXPECT_THAT(page,
              testing::HasSubstr("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
  EXPECT_THAT(page, testing::HasSubstr("<main>\n<p>body</p>\n</main>"));
}

}  // namespace
}  // namespace caprock
