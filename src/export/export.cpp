#include "export/export.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "export/entra_exporter_tree.h"
#include "export/graph_folder.h"
#include "export/losses.h"
#include "export/policies_csv.h"
#include "export/terraform_state.h"
#include "source/read_files.h"

namespace caprock {
namespace {

std::vector<ExportedFile> written(const Snapshot& snapshot, ExportFormat format) {
  switch (format) {
    case ExportFormat::graph: return graph_folder(snapshot);
    case ExportFormat::entra_exporter: return entra_exporter_tree(snapshot);
    case ExportFormat::terraform: return {terraform_state(snapshot)};
    case ExportFormat::csv: return {policies_csv(snapshot)};
  }
  return {};
}

Result<Read<Snapshot>> read_back(const std::vector<ExportedFile>& files, std::string_view format) {
  Candidates candidates;
  for (const ExportedFile& file : files)
    candidates.files.push_back({file.path, file.path, file.path.ends_with(".json"), file.text});
  std::sort(candidates.files.begin(), candidates.files.end(),
            [](const Candidate& a, const Candidate& b) { return a.name < b.name; });
  ReadOptions options;
  options.keep_texts = true;
  options.policies_required = false;
  options.allow_partial = true;
  Snapshot snapshot;
  Collector collector;
  collector.keep_texts = true;
  begin(candidates, collector, snapshot);
  for (Candidate& candidate : candidates.files)
    read_candidate(candidate, candidates, options, collector, snapshot);
  return conclude(std::move(collector), std::move(snapshot), std::filesystem::path(format),
                  options);
}

// An object has a folder and a file in it.
void warn_of_size(Export& out, ExportFormat format) {
  const std::size_t limit = ReadOptions{}.max_files;
  if (format != ExportFormat::entra_exporter || 2 * out.files.size() < limit) return;
  out.losses.push_back(
      {Severity::warning,
       {ErrorCode::source_too_many_files,
        fmt::format("the tree has {} files in folders of their own, and Caprock reads {} of both",
                    out.files.size(), limit),
        {},
        "export to graph, which has a file a kind"}});
}

}  // namespace

bool is_folder(ExportFormat format) {
  return format == ExportFormat::graph || format == ExportFormat::entra_exporter;
}

std::string_view name_of(ExportFormat format) {
  constexpr std::array<std::string_view, 4> names = {"Graph", "EntraExporter", "Terraform", "CSV"};
  return names.at(static_cast<std::size_t>(format));
}

Result<Export> export_snapshot(const Snapshot& snapshot, ExportFormat format) {
  Export out{written(snapshot, format), {}};
  const auto back = read_back(out.files, name_of(format));
  if (!back)
    return failure(back.error().code,
                   fmt::format("nothing is written, because it could not be read again: {}",
                               back.error().message),
                   back.error().where, "export to graph, which holds everything");
  out.losses = losses_between(snapshot, back->value, name_of(format));
  warn_of_size(out, format);
  return out;
}

}  // namespace caprock
