#include "export/write_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <system_error>

namespace caprock {
namespace {

namespace fs = std::filesystem;

Failure is_there(const fs::path& path, std::string hint) {
  return failure(ErrorCode::file_unwritable, "it is there already and is not overwritten",
                 {.file = path.string()}, std::move(hint));
}

Failure unwritable(const fs::path& path, const std::error_code& reason) {
  return failure(ErrorCode::file_unwritable, fmt::format("cannot be written: {}", reason.message()),
                 {.file = path.string()}, "name a place that may be written to");
}
std::error_code last_error() { return {errno, std::generic_category()}; }

// A name beside the path, beginning with a dot, so that readers pass over what is not finished.
std::string pattern_beside(const fs::path& path) {
  return (path.parent_path() / fmt::format(".{}.XXXXXX", path.filename().string())).string();
}

// Disappears unless it gets its name.
class Unfinished {
 public:
  explicit Unfinished(fs::path path) : path_(std::move(path)) {}
  ~Unfinished() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;

  const fs::path& path() const { return path_; }
  void keep() { path_.clear(); }
  std::error_code rename_to(const fs::path& name) {
    std::error_code error;
    fs::rename(path_, name, error);
    if (!error) keep();
    return error;
  }

 private:
  fs::path path_;
};

std::error_code write_text(const fs::path& path, std::string_view text) {
  errno = 0;
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (out) return {};
  return errno != 0 ? last_error() : std::make_error_code(std::errc::io_error);
}

// `a/b/` as `a/b`.
fs::path without_slash(const fs::path& path) {
  const fs::path normal = path.lexically_normal();
  return normal.has_filename() ? normal : normal.parent_path();
}

}  // namespace

Result<void> write_folder(const fs::path& folder, const std::vector<ExportedFile>& files) {
  const fs::path target = without_slash(folder);
  std::error_code error;
  if (fs::exists(fs::symlink_status(target, error)) &&
      !(fs::is_directory(target, error) && fs::is_empty(target, error)))
    return is_there(folder, "name a folder that is not there yet, or an empty one");
  std::string pattern = pattern_beside(target);
  if (mkdtemp(pattern.data()) == nullptr) return unwritable(folder, last_error());
  Unfinished unfinished{fs::path(pattern)};
  for (const ExportedFile& file : files) {
    const fs::path path = unfinished.path() / file.path;
    fs::create_directories(path.parent_path(), error);
    if (!error) error = write_text(path, file.text);
    if (error) return unwritable(folder / file.path, error);
  }
  // Fails where the folder has come to hold something in the meantime.
  if (const std::error_code failed = unfinished.rename_to(target))
    return unwritable(folder, failed);
  return {};
}

Result<void> write_file(const fs::path& path, std::string_view text) {
  constexpr mode_t k_private = 0600;  // it shows where a tenant's protection has gaps
  const int claimed = open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, k_private);
  if (claimed < 0 && errno == EEXIST) return is_there(path, "name a file that is not there yet");
  if (claimed < 0) return unwritable(path, last_error());
  close(claimed);
  Unfinished empty{path};
  std::string pattern = pattern_beside(path);
  const int made = mkstemp(pattern.data());
  if (made < 0) return unwritable(path, last_error());
  close(made);
  Unfinished unfinished{fs::path(pattern)};
  std::error_code error = write_text(unfinished.path(), text);
  if (!error) error = unfinished.rename_to(path);
  if (error) return unwritable(path, error);
  empty.keep();
  return {};
}

}  // namespace caprock
