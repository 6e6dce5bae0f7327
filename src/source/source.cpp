#include "source/source.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "graph_json/json_text.h"
#include "source/collect.h"
#include "source/file_text.h"
#include "source/formats.h"
#include "source/graph_formats.h"
#include "source/read_files.h"
#include "source/type_names.h"

namespace caprock {
namespace {

namespace fs = std::filesystem;

// The part of the path below the root. Both come from the same walk, so the texts agree.
std::string name_below(const fs::path& root, const fs::path& path) {
  std::string name = path.generic_string().substr(root.generic_string().size());
  return name.starts_with('/') ? name.substr(1) : name;
}

Candidate candidate_of(const fs::path& path, std::string name) {
  const bool must_be_json = ends_with_ignoring_case(name, ".json");
  return {path, std::move(name), must_be_json};
}

std::string contents_of(const std::map<ObjectKind, std::size_t>& counts) {
  std::vector<std::string> parts;
  for (const auto& [kind, count] : counts) parts.push_back(count_of(kind, count));
  return parts.empty() ? "no Graph objects" : join(parts, ", ");
}

// Our own snapshots say in manifest.json whether they are whole and which files they consist of.
void check_manifest(const json::value& document, const std::string& file, const fs::path& root,
                    Snapshot& snapshot, std::vector<Diagnostic>& diagnostics) {
  const json::object* manifest = document.if_object();
  if (manifest == nullptr) return;
  const json::value* format = member(*manifest, "format");
  if (format == nullptr || !format->is_string() || format->get_string() != "caprock-snapshot")
    return;
  const json::value* complete = member(*manifest, "complete");
  if (complete != nullptr && complete->is_bool() && !complete->get_bool()) snapshot.partial = true;
  const json::value* resources = member(*manifest, "resources");
  if (resources == nullptr || !resources->is_array()) return;
  for (const json::value& item : resources->get_array()) {
    const json::value* name = item.is_object() ? member(item.get_object(), "file") : nullptr;
    if (name == nullptr || !name->is_string()) continue;
    const std::string listed(name->get_string());
    std::error_code error;
    if (fs::exists(root / listed, error)) continue;
    snapshot.partial = true;
    diagnostics.push_back({Severity::error,
                           {ErrorCode::source_partial,
                            fmt::format("the manifest lists `{}`, which is not there", listed),
                            {.file = file},
                            "take the snapshot again"}});
  }
}

Failure partial_export(const Collector& collector, const fs::path& root) {
  const std::vector<std::string>& open_pages = collector.open_pages;
  std::string message = "the export is partial";
  if (collector.has_changed_policies_only())
    message += ": an audit log tells only of policies that changed";
  else if (!open_pages.empty())
    message += fmt::format(": `{}` has a next page (@odata.nextLink) that is not there",
                           open_pages.front());
  return failure(ErrorCode::source_partial, message, {.file = root.string()},
                 "export all pages, or add --allow-partial to read what is there; "
                 "verdicts may then be wrong");
}

}  // namespace

Result<std::vector<Candidate>> candidates_in(const fs::path& root) {
  std::error_code error;
  const fs::file_status status = fs::status(root, error);
  if (!fs::exists(status))
    return failure(ErrorCode::file_unreadable, "there is no such file or folder",
                   {.file = root.string()},
                   "give the folder that holds the exported Graph responses");
  if (!fs::is_directory(status)) return std::vector{candidate_of(root, root.filename().string())};
  std::vector<Candidate> found;
  fs::recursive_directory_iterator at(root, error), end;
  for (; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.starts_with('.')) {
      if (at->is_directory(error)) at.disable_recursion_pending();
      continue;
    }
    if (at->is_directory(error)) continue;
    found.push_back(candidate_of(at->path(), name_below(root, at->path())));
  }
  if (error)
    return failure(ErrorCode::file_unreadable, "cannot list the folder: " + error.message(),
                   {.file = root.string()}, "check its permissions");
  std::sort(found.begin(), found.end(),
            [](const Candidate& a, const Candidate& b) { return a.name < b.name; });
  return found;
}

namespace {

// One file on its way into the snapshot.
class FileReader {
 public:
  FileReader(const Candidate& candidate, const fs::path& root, Collector& collector,
             Snapshot& snapshot)
      : candidate_(candidate), root_(root), collector_(collector), snapshot_(snapshot) {}

  void read(const ReadOptions& options) {
    auto bytes = read_file(candidate_.path, options.max_file_size);
    if (!bytes) return stop(bytes.error(), "not read");
    if (const BinaryFormat* format = binary_format_of(*bytes))
      return add(format->name, format->read(std::move(*bytes), candidate_.name));
    auto text = decode_text(std::move(*bytes), candidate_.name);
    if (!text) return stop(text.error(), "not read");
    const std::string_view start = trim(*text);
    if (candidate_.must_be_json || start.starts_with('{') || start.starts_with('['))
      return read_json(*text);
    if (const TextFormat* format = text_format_of(*text))
      return add(format->name, format->read(*text, candidate_.name));
    note({}, "not recognised, skipped", 0);
  }

 private:
  void read_json(const std::string& text) {
    auto document = parse_json(text, candidate_.name);
    if (!document) return stop(document.error(), "broken JSON");
    std::move(document->diagnostics.begin(), document->diagnostics.end(),
              std::back_inserter(collector_.diagnostics));
    if (auto cut = check_depth(document->value, candidate_.name); !cut)
      return stop(cut.error(), "not read");
    if (const JsonFormat* format = json_format_of(document->value))
      return add(format->name, format->read(document->value, candidate_.name));
    if (ends_with_ignoring_case(candidate_.name, "manifest.json"))
      check_manifest(document->value, candidate_.name, root_, snapshot_, collector_.diagnostics);
    const std::size_t changes = collector_.history().size();
    collector_.add_document(document->value, candidate_.name);
    if (collector_.history().size() > changes) return note_collected("audit log");
    note_collected(graph_format_of(document->value, candidate_.name));
  }

  void add(std::string_view format, const Result<Converted>& converted) {
    if (!converted) return stop(converted.error(), "not read");
    collector_.add_converted(*converted);
    note_collected(format);
    for (const std::string& loss : converted->losses) say_lost(fmt::format("{}: {}", format, loss));
  }

  // Once for all files of a format.
  void say_lost(const std::string& sentence) {
    auto& said = collector_.diagnostics;
    if (std::any_of(said.begin(), said.end(),
                    [&](const Diagnostic& one) { return one.error.message == sentence; }))
      return;
    said.push_back({Severity::note,
                    {ErrorCode::source_lost,
                     sentence,
                     {.file = candidate_.name},
                     "what hangs on it stays unknown; add an export of Graph's own responses"}});
  }

  void note_collected(std::string_view format) {
    std::size_t objects = 0;
    for (const auto& [kind, count] : collector_.counts) objects += count;
    note(objects > 0 ? format : std::string_view(), contents_of(collector_.counts), objects);
  }
  void note(std::string_view format, std::string contents, std::size_t objects) {
    snapshot_.files.push_back({candidate_.name, std::string(format), std::move(contents), objects});
  }
  void stop(Error error, std::string contents) {
    error.where.file = candidate_.name;
    collector_.diagnostics.push_back({Severity::error, std::move(error)});
    note({}, std::move(contents), 0);
  }

  const Candidate& candidate_;
  const fs::path& root_;
  Collector& collector_;
  Snapshot& snapshot_;
};

}  // namespace

void read_candidate(const Candidate& candidate, const fs::path& root, const ReadOptions& options,
                    Collector& collector, Snapshot& snapshot) {
  FileReader(candidate, root, collector, snapshot).read(options);
}

Result<Read<Snapshot>> conclude(Collector collector, Snapshot snapshot, const fs::path& path,
                                const ReadOptions& options) {
  Read<Snapshot> read{std::move(snapshot), {}};
  collector.finish();
  read.value.tenant = std::move(collector.tenant);
  read.value.changes = collector.history().changes();
  read.diagnostics = std::move(collector.diagnostics);
  if (!collector.open_pages.empty() || collector.has_changed_policies_only())
    read.value.partial = true;
  if (read.value.partial && !options.allow_partial) return partial_export(collector, path);
  const bool nothing = std::all_of(read.value.files.begin(), read.value.files.end(),
                                   [](const SourceFile& file) { return file.objects == 0; });
  if (!nothing && read.value.tenant.policies.exported) return read;
  // A broken file may be the one that had the policies: say that first.
  for (const Diagnostic& diagnostic : read.diagnostics)
    if (diagnostic.severity == Severity::error) return tl::unexpected(diagnostic.error);
  if (nothing)
    return failure(
        ErrorCode::source_unknown_format, "nothing here is recognised as a tenant export",
        {.file = path.string()},
        "Caprock reads folders of Microsoft Graph responses in JSON; see docs/snapshot-format.md");
  return failure(ErrorCode::source_no_policies, "the export has no Conditional Access policies",
                 {.file = path.string()},
                 "add the response of GET /identity/conditionalAccess/policies");
}

Result<Read<Snapshot>> read_source(const fs::path& path, const ReadOptions& options) {
  CAPROCK_TRY(const std::vector<Candidate> candidates, candidates_in(path));
  Snapshot snapshot;
  Collector collector;
  for (const Candidate& candidate : candidates)
    read_candidate(candidate, path, options, collector, snapshot);
  return conclude(std::move(collector), std::move(snapshot), path, options);
}

}  // namespace caprock
