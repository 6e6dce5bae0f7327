// docs/profiles/ID.md is made from profiles/ID.yaml; this fails when they differ, and when a page
// has no profile.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "tests/program.h"

namespace caprock {
namespace {

namespace fs = std::filesystem;

const fs::path k_project = CAPROCK_SOURCE_DIR;

std::vector<std::string> stems_in(const fs::path& folder, const std::string& extension) {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == extension) out.push_back(entry.path().stem().string());
  std::sort(out.begin(), out.end());
  return out;
}

void expect_page(const std::string& name, const std::string& text) {
  const fs::path page = k_project / "docs/profiles" / (name + ".md");
  if (std::getenv("CAPROCK_UPDATE_GOLDEN") != nullptr) {
    fs::create_directories(page.parent_path());
    std::ofstream(page) << text;
  }
  EXPECT_EQ(read_all(page), text) << "run ./dev golden";
}

TEST(ProfilePages, say_what_the_profiles_say) {
  for (const std::string& id : stems_in(k_project / "profiles", ".yaml")) {
    const Outcome page = run_program(k_project, "profiles show " + id + " --format markdown");
    EXPECT_EQ(page.exit_code, 0) << page.out;
    expect_page(id, "<!-- Made from profiles/" + id + ".yaml by ./dev golden -->\n\n" + page.out);
  }
}

TEST(ProfilePages, have_a_list) {
  const Outcome list = run_program(k_project, "profiles list --format markdown");
  expect_page("README",
              "<!-- Made from profiles/ by ./dev golden -->\n\n# The profiles that ship\n\n"
              "How to read and write one is in [profiles.md](../profiles.md).\n\n" +
                  list.out);
}

TEST(ProfilePages, are_of_profiles_that_ship) {
  std::vector<std::string> expected = stems_in(k_project / "profiles", ".yaml");
  expected.emplace_back("README");
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(stems_in(k_project / "docs/profiles", ".md"), expected);
}

TEST(ProfilesNew, writes_a_profile_that_validates) {
  const Outcome made =
      run_in_shell("cd \"$(mktemp -d)\" && '" CAPROCK_BINARY
                   "' profiles new room-panel > room-panel.yaml && '" CAPROCK_BINARY
                   "' profiles validate room-panel.yaml 2>&1");
  EXPECT_EQ(made.exit_code, 0) << made.out;
  EXPECT_EQ(made.out, "ok  room-panel.yaml: `room-panel`, 1 connection\n");
}

TEST(ProfilesValidate, reads_all_files_of_a_folder_whatever_is_wrong_with_one) {
  const Outcome all = run_in_shell(
      "cd \"$(mktemp -d)\" && '" CAPROCK_BINARY
      "' profiles new a > a.yaml && sed 's/^vendor:/vender:/' a.yaml > "
      "b.yaml && sed 's/topics: .mfa./topics: [block]/' a.yaml > c.yaml && '" CAPROCK_BINARY
      "' profiles validate . 2>&1");
  EXPECT_EQ(all.exit_code, 2) << all.out;
  EXPECT_THAT(all.out, testing::HasSubstr("ok  ./a.yaml: `a`, 1 connection\n"));
  EXPECT_THAT(all.out, testing::HasSubstr("b.yaml:6:1: a profile has no key `vender`"));
  EXPECT_THAT(all.out, testing::HasSubstr("did you mean `vendor`?"));
  EXPECT_THAT(all.out, testing::HasSubstr("nothing is offered against `mfa`"));
}

TEST(ProfilesValidate, refuses_a_folder_without_profiles) {
  const Outcome none =
      run_in_shell("cd \"$(mktemp -d)\" && '" CAPROCK_BINARY "' profiles validate . 2>&1");
  EXPECT_EQ(none.exit_code, 2);
  EXPECT_THAT(none.out, testing::HasSubstr("has no file whose name ends in .yaml"));
}

}  // namespace
}  // namespace caprock
