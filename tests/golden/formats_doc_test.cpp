// docs/formats.md is made from the rows here; this fails when they differ, when a format has no
// row, and when a row names a test that is not there.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>

#include "source/formats.h"
#include "source/graph_formats.h"
#include "tests/program.h"

namespace caprock {
namespace {

struct FormatNote {
  std::string_view name;  // as `snapshot show` reports it
  std::string_view told_by;
  std::string_view reads;
  std::string_view lost;
  std::string_view tested;
};

constexpr std::string_view k_graph_kinds =
    "policies, named locations, strengths, contexts, directory objects, settings";
constexpr std::string_view k_policies_alone = "policies; no directory, so membership is unknown";

constexpr std::array k_notes = {
    FormatNote{"Graph JSON", "`@odata.context`, `@odata.type`, members", k_graph_kinds, "nothing",
               "src/source/source_test.cpp"},
    FormatNote{"EntraExporter", "folders `Identity/Conditional/...`", k_graph_kinds,
               "strengths only as policies quote them", "src/source/graph_formats_test.cpp"},
    FormatNote{"IntuneManagement", "`@odata.type` beside every member", k_graph_kinds,
               "group members", "src/source/graph_formats_test.cpp"},
    FormatNote{"PowerShell objects", "names in PascalCase", k_graph_kinds,
               "what a small `-Depth` cut off: refused", "src/source/graph_formats_test.cpp"},
    FormatNote{"ScubaGear report", "`conditional_access_policies`", k_graph_kinds, "group members",
               "src/source/graph_formats_test.cpp"},
    FormatNote{"CIPP template", "`JSON` or `RawJSON` with a policy in a text",
               "policies, locations in `LocationInfo`", "ids: names stand in their places",
               "src/source/graph_formats_test.cpp"},
    FormatNote{"template gallery", "a policy under `details`", k_policies_alone, "ids of policies",
               "src/source/graph_formats_test.cpp"},
    FormatNote{"policies without ids (DCToolbox)", "a list of policies without `id`",
               k_policies_alone, "ids and dates of policies", "src/source/graph_formats_test.cpp"},
    FormatNote{"one policy without id (portal)", "one policy without `id`", k_policies_alone,
               "id and dates of the policy", "src/source/graph_formats_test.cpp"},
    FormatNote{"audit log", "records with `modifiedProperties` of policies",
               "every version of the policies that changed",
               "policies that did not change: partial, refused without `--allow-partial`",
               "src/source/policy_history_test.cpp"},
};

std::string formats_document() {
  std::string out =
      "# Formats\n\nWhat `SOURCE` may be. The format is told by content and reported by `caprock "
      "snapshot show`; what a\nformat cannot say stays unknown in every verdict. Made from "
      "`tests/golden/formats_doc_test.cpp` by `./dev golden`.\n\n"
      "| format | told by | read | lost | tested in |\n| --- | --- | --- | --- | --- |\n";
  for (const FormatNote& note : k_notes)
    out += fmt::format("| {} | {} | {} | {} | `{}` |\n", note.name, note.told_by, note.reads,
                       note.lost, note.tested);
  return out;
}

bool has_note(std::string_view format) {
  return std::any_of(k_notes.begin(), k_notes.end(),
                     [&](const FormatNote& note) { return note.name == format; });
}

TEST(FormatsDocument, says_what_every_format_reads_and_loses) {
  const std::string path = CAPROCK_SOURCE_DIR "/docs/formats.md";
  if (std::getenv("CAPROCK_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << formats_document();
  EXPECT_EQ(read_all(path), formats_document()) << "run ./dev golden";
}

TEST(FormatsDocument, has_a_row_for_every_format_and_a_test_for_every_row) {
  for (const std::string_view name : graph_format_names()) EXPECT_TRUE(has_note(name)) << name;
  for (const std::string_view name : format_names()) EXPECT_TRUE(has_note(name)) << name;
  for (const FormatNote& note : k_notes)
    EXPECT_TRUE(
        std::filesystem::exists(std::string(CAPROCK_SOURCE_DIR "/") + std::string(note.tested)))
        << note.name;
}

}  // namespace
}  // namespace caprock
