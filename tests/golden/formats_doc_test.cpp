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
               "strengths only as policies quote them; whether lists are whole",
               "src/source/graph_formats_test.cpp"},
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
    FormatNote{"Terraform state (terraform show)", "`format_version` and `values`",
               "`azuread` policies, locations, strengths, users, groups, principals, roles",
               "contexts, CAE, token protection, agents", "src/source/terraform_test.cpp"},
    FormatNote{"Terraform plan", "`format_version` and `planned_values`",
               "the tenant as it will be; what the plan does to policies is counted",
               "as for the state, and what is known after apply only",
               "src/source/terraform_test.cpp"},
    FormatNote{"Terraform state file", "`version` and `resources` with `instances`",
               "as for the state", "as for the state", "src/source/terraform_test.cpp"},
    FormatNote{"Microsoft365DSC configuration", "`AADConditionalAccessPolicy` blocks",
               "policies, locations, strengths, contexts, security defaults; never executed",
               "ids behind names, workload identities, risk of principals, agents, CAE",
               "src/source/dsc_text_test.cpp"},
    FormatNote{"Microsoft365DSC report", "`ResourceName` of the resources in JSON",
               "as for the configuration", "as for the configuration",
               "src/source/dsc_objects_test.cpp"},
    FormatNote{"Microsoft365DSC YAML", "Datum keys of the resources", "as for the configuration",
               "as for the configuration", "src/source/dsc_objects_test.cpp"},
    FormatNote{"YAML policies", "policies in Graph's words in YAML", k_policies_alone,
               "ids, where names stand", "src/source/policy_yaml_test.cpp"},
    FormatNote{"ROADrecon database", "an SQLite file with the table `Policys`",
               "policies and locations in the directory's own schema, people, groups, roles",
               "strengths and contexts as objects", "src/source/roadrecon_test.cpp"},
    FormatNote{"policies in CSV", "a header of flattened members", k_policies_alone,
               "members without a column; names of types instead of values are refused",
               "src/source/policy_csv_test.cpp"},
    FormatNote{"groups in CSV", "a header of group names and ids", "groups with their names",
               "members of groups", "src/source/policy_csv_test.cpp"},
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
