// Archives as sources: zip, tar, tar.gz and tar.zst, and single files packed with gzip or zstd.
// Everything is unpacked into memory; nothing is ever written to disk.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace caprock {

// What an archive may unpack to. Whatever it says of its own size is not believed.
struct ArchiveLimits {
  std::uintmax_t file = std::uintmax_t{256} << 20;  // bytes of one file
  std::uintmax_t total = std::uintmax_t{1} << 30;   // bytes of all files, read or not, and names
  std::uintmax_t ratio = 200;                       // unpacked bytes for each packed one ...
  std::uintmax_t any_ratio = std::uintmax_t{16} << 20;  // ... beyond these
  std::size_t entries = 100'000;                        // files and folders
};

struct ArchivedFile {
  std::string name;  // with `/`; a single folder at the top stays part of it
  std::string bytes;
};

struct Archive {
  std::string format;               // for people: `zip archive`, `tar.gz archive`, `zstd file`
  bool single = false;              // one packed file, no archive
  std::vector<ArchivedFile> files;  // by name, without hidden ones
  std::vector<Diagnostic> diagnostics;
};

struct ArchiveKind {
  std::string_view name;  // `zip archive`
  bool is_read = false;   // else it is known and nothing more
};

// By its first bytes. Nothing: no archive. Documents of office programs, which are zip files, are
// no archives.
std::optional<ArchiveKind> archive_kind_of(std::string_view bytes);

// Unpacks a whole archive; `file` is its name in messages. Refused as a whole: what exceeds the
// limits (archive.too_large, file.too_large, source.too_many_files), entries that are links or
// devices, lead out of the archive or are there twice (archive.unsafe), encryption
// (archive.encrypted), and what is cut off or broken (archive.malformed). A name that is not UTF-8
// is a warning (text.encoding) and is read with its odd bytes as `\xNN`. Memory: the unpacked
// files.
Result<Archive> read_archive(std::string_view bytes, const std::string& file,
                             const ArchiveLimits& limits);

}  // namespace caprock
