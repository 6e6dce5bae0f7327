// The files that a source consists of.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "source/archive.h"
#include "source/file_text.h"
#include "source/read_files.h"

namespace caprock {
namespace {

namespace fs = std::filesystem;

// The part of the path below the root. Both come from the same walk, so the texts agree.
std::string name_below(const fs::path& root, const fs::path& path) {
  std::string name = path.generic_string().substr(root.generic_string().size());
  return name.starts_with('/') ? name.substr(1) : name;
}

bool is_below(const fs::path& folder, const fs::path& path) {
  return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first ==
         folder.end();
}

// Why a link is not followed; empty: it leads to a file of the same folder.
std::string_view why_not_followed(const fs::path& link, const fs::path& real_root) {
  std::error_code error;
  const fs::path target = fs::canonical(link, error);
  if (error) return "a symbolic link that leads nowhere or in a circle";
  if (!is_below(real_root, target)) return "a symbolic link that leads out of the folder";
  return fs::is_regular_file(target, error) ? "" : "a symbolic link that does not lead to a file";
}

// Walks through one folder. Links to folders are never followed, so there are no circles.
class FolderWalk {
 public:
  FolderWalk(const fs::path& root, const ReadOptions& options) : root_(root), options_(options) {}

  Result<Candidates> walk() {
    std::error_code error;
    real_root_ = fs::canonical(root_, error);
    std::size_t seen = 0;
    for (fs::recursive_directory_iterator at(root_, error), end; !error && at != end;
         at.increment(error)) {
      if (++seen > options_.max_files) return too_many();
      const bool is_folder = fs::is_directory(at->symlink_status(error));
      const bool is_hidden = at->path().filename().string().starts_with('.');
      if (is_folder && (is_hidden || !can_be_listed(at->path()))) at.disable_recursion_pending();
      if (!is_folder && !is_hidden) add(*at);
    }
    if (error)
      return failure(ErrorCode::file_unreadable, "cannot list the folder: " + error.message(),
                     {.file = root_.string()}, "check its permissions");
    std::sort(found_.files.begin(), found_.files.end(),
              [](const Candidate& a, const Candidate& b) { return a.name < b.name; });
    return std::move(found_);
  }

 private:
  // One folder that is closed does not hide the others.
  bool can_be_listed(const fs::path& folder) {
    std::error_code error;
    const fs::directory_iterator first(folder, error);
    if (!error) return true;
    const std::string name = name_below(root_, folder);
    found_.skipped.push_back({name, {}, "a folder that cannot be listed, skipped", 0});
    found_.diagnostics.push_back({Severity::error,
                                  {ErrorCode::file_unreadable,
                                   "cannot list the folder: " + error.message(),
                                   {.file = name},
                                   "check its permissions; what is in it is not read"}});
    return false;
  }

  void add(const fs::directory_entry& entry) {
    const std::string name = name_below(root_, entry.path());
    const bool json = ends_with_ignoring_case(name, ".json");
    std::error_code error;
    const fs::file_status status = entry.symlink_status(error);
    std::string_view problem;
    if (fs::is_symlink(status))
      problem = why_not_followed(entry.path(), real_root_);
    else if (!fs::is_regular_file(status))
      problem = "no regular file";
    if (problem.empty())
      found_.files.push_back({entry.path(), name, json});
    else
      skip(name, problem, json);
  }

  // Where JSON is promised there may be the policy that decides.
  void skip(const std::string& name, std::string_view problem, bool json) {
    found_.skipped.push_back({name, {}, fmt::format("{}, skipped", problem), 0});
    found_.diagnostics.push_back({json ? Severity::error : Severity::warning,
                                  {ErrorCode::source_skipped,
                                   fmt::format("this is {}; it is not read", problem),
                                   {.file = name},
                                   "if it belongs to the export, copy the file to its place"}});
  }

  Failure too_many() const {
    return failure(
        ErrorCode::source_too_many_files,
        fmt::format("the folder has more than {} files and folders", options_.max_files),
        {.file = root_.string()},
        "give the folder of the export alone; members of groups may stand in groups.json");
  }

  const fs::path& root_;
  const ReadOptions& options_;
  fs::path real_root_;
  Candidates found_;
};

Result<Candidates> candidates_in_archive(const std::string& bytes, const std::string& name,
                                         const ReadOptions& options) {
  ArchiveLimits limits;
  limits.file = options.max_file_size;
  limits.entries = options.max_files;
  CAPROCK_TRY(Archive archive, read_archive(bytes, name, limits));
  Candidates found;
  found.container = std::move(archive.format);
  found.diagnostics = std::move(archive.diagnostics);
  for (ArchivedFile& file : archive.files) {
    const bool json = archive.single || ends_with_ignoring_case(file.name, ".json");
    found.files.push_back({{}, std::move(file.name), json, std::move(file.bytes)});
  }
  return found;
}

Result<Candidates> candidates_in_file(std::string bytes, const fs::path& path,
                                      const ReadOptions& options) {
  const std::string name = name_of_source(path);
  if (archive_kind_of(bytes)) return candidates_in_archive(bytes, name, options);
  Candidates found;
  const bool json = ends_with_ignoring_case(name, ".json");
  found.files.push_back({path, fs::path(name).filename().string(), json, std::move(bytes)});
  return found;
}

}  // namespace

bool Candidates::holds(const std::string& name) const {
  const auto first_from = [&](const std::string& wanted) {
    return std::lower_bound(
        files.begin(), files.end(), wanted,
        [](const Candidate& file, const std::string& other) { return file.name < other; });
  };
  const auto file = first_from(name);
  if (file != files.end() && file->name == name) return true;
  const std::string folder = name.ends_with('/') ? name : name + '/';
  const auto inside = first_from(folder);
  return inside != files.end() && inside->name.starts_with(folder);
}

Result<Candidates> candidates_in(const fs::path& root, const ReadOptions& options) {
  if (root == k_standard_input) {
    CAPROCK_TRY(std::string bytes, read_standard_input(options.max_file_size));
    return candidates_in_file(std::move(bytes), root, options);
  }
  std::error_code error;
  const fs::file_status status = fs::status(root, error);
  if (!fs::exists(status))
    return failure(ErrorCode::file_unreadable, "there is no such file or folder",
                   {.file = root.string()},
                   "give the folder that holds the exported Graph responses");
  if (fs::is_directory(status)) return FolderWalk(root, options).walk();
  CAPROCK_TRY(std::string bytes, read_file(root, options.max_file_size));
  return candidates_in_file(std::move(bytes), root, options);
}

}  // namespace caprock
