// Every file of every folder of the corpus: as many policies as the corpus says, or an error with a
// place.
#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>

#include "base/text.h"
#include "source/source.h"
#include "tests/corpus/corpus.h"

namespace caprock {
namespace {

namespace fs = std::filesystem;

// A row of the table of sources in the corpus' own description.
struct Folder {
  fs::path path;
  std::string policies;  // `58`, `2, 6 yaml`, `CSV`
};

std::vector<Folder> folders() {
  std::vector<Folder> out;
  const fs::path root = corpus::folder();
  std::ifstream readme(root / "README.md");
  for (std::string line; std::getline(readme, line);) {
    std::vector<std::string> cells = split(line, '|');
    if (cells.size() > 3 && fs::is_directory(root / cells[0]))
      out.push_back({root / cells[0], cells[3]});
  }
  return out;
}

// The sum of the numbers in the text.
std::size_t number_in(std::string_view text) {
  std::size_t sum = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number);
    if (error == std::errc()) at = static_cast<std::size_t>(end - text.data());
    sum += number;
  }
  return sum;
}

// Policies in the tenant; of audit logs those before and after each change.
std::size_t policies_in(const Snapshot& snapshot) {
  if (snapshot.changes.empty()) return snapshot.tenant.policies.items.size();
  std::size_t sides = 0;
  for (const PolicyChange& change : snapshot.changes) {
    sides += change.before ? 1U : 0U;
    sides += change.after ? 1U : 0U;
  }
  return sides;
}

void expect_place(const Error& error, const fs::path& path) {
  EXPECT_FALSE(error.where.file.empty()) << path << ": " << to_string(error);
  EXPECT_FALSE(error.hint.empty()) << path << ": " << to_string(error);
}

std::size_t read_file_of(const fs::path& path) {
  const auto read = read_source(path, {.allow_partial = true});
  if (!read) {
    expect_place(read.error(), path);
    return 0;
  }
  EXPECT_FALSE(read->value.files.front().format.empty()) << path;
  return policies_in(read->value);
}

bool is_data(const fs::path& path) {
  const std::string name = path.extension().string();
  return name == ".json" || name == ".yaml" || name == ".yml" || name == ".csv";
}

TEST(Corpus, every_file_is_read_with_its_policies_or_refused_with_a_place) {
  const std::vector<Folder> all = folders();
  if (all.empty()) GTEST_SKIP() << "no corpus beside the source";
  for (const Folder& folder : all) {
    std::size_t policies = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder.path))
      if (entry.is_regular_file() && is_data(entry.path())) policies += read_file_of(entry.path());
    if (contains_ignoring_case(folder.policies, "csv")) {
      EXPECT_GT(policies, 0U) << folder.path;
    } else {
      EXPECT_EQ(policies, number_in(folder.policies)) << folder.path;
    }
  }
}

}  // namespace
}  // namespace caprock
