#include "source/source.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "graph_json/json_text.h"
#include "source/archive.h"
#include "source/collect.h"
#include "source/file_text.h"
#include "source/formats.h"
#include "source/graph_formats.h"
#include "source/merge.h"
#include "source/read_files.h"
#include "source/type_names.h"

namespace caprock {
namespace {

namespace fs = std::filesystem;

std::string contents_of(const std::map<ObjectKind, std::size_t>& counts) {
  std::vector<std::string> parts;
  for (const auto& [kind, count] : counts) parts.push_back(count_of(kind, count));
  return parts.empty() ? "no Graph objects" : join(parts, ", ");
}

// Our own snapshots say in manifest.json whether they are whole and which files they consist of, by
// their paths beside it.
void check_manifest(const json::value& document, const std::string& file, const Candidates& all,
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
    const fs::path beside = fs::path(file).parent_path() / listed;
    if (all.holds(beside.lexically_normal().generic_string())) continue;
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
  return failure(ErrorCode::source_partial, message, {.file = name_of_source(root)},
                 "export all pages, or add --allow-partial to read what is there; "
                 "verdicts may then be wrong");
}

}  // namespace

std::string name_of_source(const fs::path& path) {
  return path == k_standard_input ? "standard input" : path.string();
}

namespace {

// One file on its way into the snapshot.
class FileReader {
 public:
  FileReader(Candidate& candidate, const Candidates& all, Collector& collector, Snapshot& snapshot)
      : candidate_(candidate), all_(all), collector_(collector), snapshot_(snapshot) {}

  void read(const ReadOptions& options) {
    const bool packed = !all_.container.empty();
    auto bytes = candidate_.bytes ? Result<std::string>(*std::exchange(candidate_.bytes, {}))
                                  : read_file(candidate_.path, options.max_file_size);
    if (!bytes) return stop(bytes.error(), "not read");
    if (const BinaryFormat* format = binary_format_of(*bytes))
      return add(format->name, format->read(std::move(*bytes), candidate_.name));
    if (const auto kind = archive_kind_of(*bytes)) return pass_over_archive(*kind, packed);
    auto text = decode_text(std::move(*bytes), candidate_.name);
    if (!text) return stop(text.error(), "not read");
    read_text(*text);
  }

 private:
  void read_text(const std::string& text) {
    const std::string_view start = trim(text);
    if (start.starts_with('{') || start.starts_with('[')) return read_json(text);
    if (const TextFormat* format = text_format_of(text))
      return add(format->name, format->read(text, candidate_.name));
    if (candidate_.must_be_json) return read_json(text);
    note({}, "not recognised, skipped", 0);
  }

  // One level is enough: nobody packs an export twice, and bombs are built that way. In a folder
  // an archive is often a copy of what lies beside it.
  void pass_over_archive(const ArchiveKind& kind, bool packed) {
    collector_.diagnostics.push_back(
        {packed ? Severity::error : Severity::warning,
         {ErrorCode::source_skipped,
          fmt::format("{} inside {} is not read", kind.name,
                      packed ? all_.container : std::string("a folder")),
          {.file = candidate_.name},
          packed ? "unpack the outer one and give what is inside as the source"
                 : "if it is the export, give it alone as the source"}});
    note({}, fmt::format("{}, skipped", kind.name), 0);
  }

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
      check_manifest(document->value, candidate_.name, all_, snapshot_, collector_.diagnostics);
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

  Candidate& candidate_;
  const Candidates& all_;
  Collector& collector_;
  Snapshot& snapshot_;
};

}  // namespace

void read_candidate(Candidate& candidate, const Candidates& all, const ReadOptions& options,
                    Collector& collector, Snapshot& snapshot) {
  FileReader(candidate, all, collector, snapshot).read(options);
}

void begin(const Candidates& all, Collector& collector, Snapshot& snapshot) {
  collector.diagnostics = all.diagnostics;
  snapshot.files = all.skipped;
  snapshot.container = all.container;
}

Result<Read<Snapshot>> conclude(Collector collector, Snapshot snapshot, const fs::path& path,
                                const ReadOptions& options) {
  Read<Snapshot> read{std::move(snapshot), {}};
  collector.finish();
  std::sort(read.value.files.begin(), read.value.files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  read.value.tenant = std::move(collector.tenant);
  read.value.kept = std::move(collector.kept_texts);
  read.value.changes = collector.history().changes();
  read.diagnostics = std::move(collector.diagnostics);
  if (!collector.open_pages.empty() || collector.has_changed_policies_only())
    read.value.partial = true;
  if (read.value.partial && !options.allow_partial) return partial_export(collector, path);
  const bool nothing = std::all_of(read.value.files.begin(), read.value.files.end(),
                                   [](const SourceFile& file) { return file.objects == 0; });
  if (!nothing && (read.value.tenant.policies.exported || !options.policies_required)) return read;
  // A broken file may be the one that had the policies: say that first.
  for (const Diagnostic& diagnostic : read.diagnostics)
    if (diagnostic.severity == Severity::error) return tl::unexpected(diagnostic.error);
  if (nothing)
    return failure(ErrorCode::source_unknown_format,
                   "nothing here is recognised as a tenant export", {.file = name_of_source(path)},
                   "docs/formats.md lists the formats that Caprock reads");
  return failure(ErrorCode::source_no_policies, "the export has no Conditional Access policies",
                 {.file = name_of_source(path)},
                 "add the response of GET /identity/conditionalAccess/policies");
}

namespace {

Result<Read<Snapshot>> read_alone(const fs::path& path, const ReadOptions& options) {
  CAPROCK_TRY(Candidates candidates, candidates_in(path, options));
  Snapshot snapshot;
  Collector collector;
  begin(candidates, collector, snapshot);
  collector.keep_texts = options.keep_texts;
  for (Candidate& candidate : candidates.files)
    read_candidate(candidate, candidates, options, collector, snapshot);
  return conclude(std::move(collector), std::move(snapshot), path, options);
}

}  // namespace

Result<Read<Snapshot>> read_source(const fs::path& path, const ReadOptions& options) {
  if (!options.directory) return read_alone(path, options);
  if (path == k_standard_input && *options.directory == k_standard_input)
    return failure(ErrorCode::usage, "standard input cannot be two sources",
                   {.file = "--directory"}, "give one of the two as a path");
  CAPROCK_TRY(Read<Snapshot> policies, read_alone(path, options));
  ReadOptions of_directory = options;
  of_directory.policies_required = false;
  CAPROCK_TRY(Read<Snapshot> directory, read_alone(*options.directory, of_directory));
  return merge_directory(std::move(policies), std::move(directory),
                         name_of_source(*options.directory));
}

}  // namespace caprock
