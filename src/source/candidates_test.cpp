#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/temporary_folder.h"
#include "source/source.h"

namespace caprock {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr std::string_view k_small_policy =
    R"({"id": "11111111-0000-4000-8000-000000000001", "displayName": "Require MFA", "state": "enabled",
        "conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]},
                       "clientAppTypes": ["all"]},
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]}, "sessionControls": null})";

class FolderWalkTest : public testing::Test {
 protected:
  FolderWalkTest() { folder_.write("in/a.json", k_small_policy); }

  Read<Snapshot> read() const {
    const auto result = read_source(folder_.path() / "in", {});
    EXPECT_TRUE(result.has_value()) << to_string(result.error());
    return result ? *result : Read<Snapshot>{};
  }
  void link(const std::string& name, const std::string& target) const {
    fs::create_symlink(target, folder_.path() / "in" / name);
  }
  // One thing is left out, for this reason.
  void expect_skipped(const std::string& name, const std::string& why, Severity severity) const {
    const Read<Snapshot> result = read();
    EXPECT_EQ(result.value.tenant.policies.items.size(), 1u);
    ASSERT_EQ(result.value.files.size(), 2u);
    EXPECT_EQ(result.value.files[1].path, name);
    EXPECT_THAT(result.value.files[1].contents, HasSubstr(why));
    ASSERT_EQ(result.diagnostics.size(), 1u);
    EXPECT_EQ(result.diagnostics[0].severity, severity);
    EXPECT_EQ(result.diagnostics[0].error.code, ErrorCode::source_skipped);
    EXPECT_EQ(result.diagnostics[0].error.where.file, name);
    EXPECT_THAT(result.diagnostics[0].error.message, HasSubstr(why));
  }

  TemporaryFolder folder_;
};

TEST_F(FolderWalkTest, a_link_out_of_the_folder_is_not_followed) {
  folder_.write("outside.json", k_small_policy);
  link("b.json", "../outside.json");
  expect_skipped("b.json", "leads out of the folder", Severity::error);
}

TEST_F(FolderWalkTest, a_link_to_a_folder_is_not_followed) {
  folder_.write("outside/c.json", "{");
  link("more", "../outside");
  expect_skipped("more", "leads out of the folder", Severity::warning);
}

TEST_F(FolderWalkTest, links_in_circles_end) {
  link("more", ".");
  expect_skipped("more", "does not lead to a file", Severity::warning);
}

TEST_F(FolderWalkTest, links_to_each_other_end) {
  link("x.json", "x.json");
  expect_skipped("x.json", "nowhere or in a circle", Severity::error);
}

// Configuration that is mounted into containers: files behind links into a hidden folder.
TEST_F(FolderWalkTest, a_link_to_a_file_of_the_folder_is_read) {
  fs::remove(folder_.path() / "in/a.json");
  folder_.write("in/..2026/a.json", k_small_policy);
  link("..data", "..2026");
  link("policies.json", "..data/a.json");
  const Read<Snapshot> result = read();
  EXPECT_EQ(result.value.tenant.policies.items.size(), 1u);
  EXPECT_TRUE(result.diagnostics.empty());
  ASSERT_EQ(result.value.files.size(), 1u);
  EXPECT_EQ(result.value.files[0].path, "policies.json");
}

TEST_F(FolderWalkTest, pipes_are_not_opened) {
  ASSERT_EQ(mkfifo((folder_.path() / "in/b.json").c_str(), 0600), 0);
  expect_skipped("b.json", "no regular file", Severity::error);
}

TEST_F(FolderWalkTest, what_may_not_be_read_is_an_error_and_the_rest_is_read) {
  if (geteuid() == 0) GTEST_SKIP() << "root may read everything";
  folder_.write("in/b.json", k_small_policy);
  folder_.write("in/closed/c.json", k_small_policy);
  fs::permissions(folder_.path() / "in/b.json", fs::perms::none);
  fs::permissions(folder_.path() / "in/closed", fs::perms::none);
  const Read<Snapshot> result = read();
  fs::permissions(folder_.path() / "in/closed", fs::perms::owner_all);
  EXPECT_EQ(result.value.tenant.policies.items.size(), 1u);
  ASSERT_EQ(result.diagnostics.size(), 2u);
  for (const Diagnostic& one : result.diagnostics) {
    EXPECT_EQ(one.severity, Severity::error);
    EXPECT_EQ(one.error.code, ErrorCode::file_unreadable);
    EXPECT_THAT(one.error.message, HasSubstr("ermission denied"));
  }
  EXPECT_EQ(result.diagnostics[0].error.where.file, "closed");
  EXPECT_EQ(result.diagnostics[1].error.where.file, "b.json");
}

// What the system makes up as it is read has no length before.
TEST_F(FolderWalkTest, a_file_that_grows_is_an_error) {
  const auto result = read_source("/proc/self/status", {});
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::file_unreadable);
  EXPECT_THAT(result.error().message, HasSubstr("became longer"));
}

TEST_F(FolderWalkTest, devices_and_pipes_are_no_sources) {
  const fs::path pipe = folder_.path() / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  for (const fs::path& source : {pipe, fs::path("/dev/zero"), fs::path("/dev/null")}) {
    const auto result = read_source(source, {});
    ASSERT_FALSE(result.has_value()) << source;
    EXPECT_EQ(result.error().code, ErrorCode::file_unreadable);
    EXPECT_THAT(result.error().message, HasSubstr("not a regular file"));
    EXPECT_THAT(result.error().hint, HasSubstr("pipe"));
  }
}

TEST_F(FolderWalkTest, the_number_of_files_is_bounded) {
  for (int i = 0; i < 9; ++i) folder_.write("in/d/" + std::to_string(i) + ".txt", "x");
  EXPECT_TRUE(read_source(folder_.path() / "in", {.max_files = 11}).has_value());
  const auto refused = read_source(folder_.path() / "in", {.max_files = 10});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::source_too_many_files);
  EXPECT_EQ(refused.error().where.file, (folder_.path() / "in").string());
  EXPECT_FALSE(refused.error().hint.empty());
}

TEST_F(FolderWalkTest, a_single_file_of_no_known_format_is_not_recognised) {
  folder_.write("letter.txt", "Dear Sir or Madam");
  EXPECT_EQ(read_source(folder_.path() / "letter.txt", {}).error().code,
            ErrorCode::source_unknown_format);
}

}  // namespace
}  // namespace caprock
