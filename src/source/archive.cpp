#include "source/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <locale.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <unordered_set>

#include "base/code_points.h"
#include "base/printable.h"
#include "base/text.h"

namespace caprock {
namespace {

enum class Packing : std::uint8_t { zip, tar, gzip, zstd, other };

struct Magic {
  std::string_view bytes;
  std::size_t offset;
  Packing packing;
  std::string_view name;
};

constexpr std::array k_magics = {
    Magic{{"PK\x03\x04", 4}, 0, Packing::zip, "zip archive"},
    Magic{{"PK\x05\x06", 4}, 0, Packing::zip, "zip archive"},  // without any entry
    Magic{{"\x1F\x8B\x08", 3}, 0, Packing::gzip, "gzip file"},
    Magic{{"\x28\xB5\x2F\xFD", 4}, 0, Packing::zstd, "zstd file"},
    Magic{{"ustar", 5}, 257, Packing::tar, "tar archive"},
    Magic{{"7z\xBC\xAF\x27\x1C", 6}, 0, Packing::other, "7z archive"},
    Magic{{"Rar!\x1A\x07", 6}, 0, Packing::other, "rar archive"},
    Magic{{"\xFD"
           "7zXZ\0",
           6},
          0,
          Packing::other,
          "xz file"},
    Magic{{"1AY&SY", 6}, 4, Packing::other, "bzip2 file"},
    Magic{{"MSCF\0\0\0\0", 8}, 0, Packing::other, "cab archive"},
};

const Magic* signature_of(std::string_view bytes) {
  const auto at = std::find_if(k_magics.begin(), k_magics.end(), [&](const Magic& each) {
    return bytes.size() >= each.offset && bytes.substr(each.offset).starts_with(each.bytes);
  });
  return at == k_magics.end() ? nullptr : &*at;
}

// Workbooks lie beside exports everywhere. The names of a zip's entries stand in it unpacked.
bool is_office_document(std::string_view zip) {
  return zip.find("[Content_Types].xml") != std::string_view::npos ||
         zip.substr(0, 256).find("mimetypeapplication/vnd.") != std::string_view::npos;
}

// The formats have names in UTF-8 or in an encoding they do not tell. The library would turn the
// former into the locale's encoding and lose letters in the plain one.
class Utf8Names {
 public:
  Utf8Names() : utf8_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (utf8_ != nullptr) before_ = uselocale(utf8_);
  }
  ~Utf8Names() {
    if (utf8_ == nullptr) return;
    uselocale(before_);
    freelocale(utf8_);
  }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

 private:
  locale_t utf8_;
  locale_t before_ = nullptr;
};

struct FreeReader {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<archive, FreeReader>;

// Only what the first bytes promise: a file that is two formats at once is read as one of them. A
// filter that is not built in would be a program that the library starts; then there is no reader.
Reader reader_for(Packing packing) {
  Reader reader(archive_read_new());
  archive* const to = reader.get();
  if (to == nullptr) return nullptr;
  int done = ARCHIVE_OK;
  switch (packing) {
    // The list at the end of the file counts, not what stands between.
    case Packing::zip: done = archive_read_support_format_zip_seekable(to); break;
    case Packing::gzip: done = archive_read_support_filter_gzip(to); break;
    case Packing::zstd: done = archive_read_support_filter_zstd(to); break;
    case Packing::tar: break;
    case Packing::other: return nullptr;
  }
  if (done == ARCHIVE_OK && packing != Packing::zip) done = archive_read_support_format_tar(to);
  if (done == ARCHIVE_OK && (packing == Packing::gzip || packing == Packing::zstd))
    done = archive_read_support_format_raw(to);
  return done == ARCHIVE_OK ? std::move(reader) : nullptr;
}

// Why no file may have this name; empty: it may.
std::string_view problem_of(std::string_view name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (name.empty()) return "has no name that can be read";
  if (name.front() == '/') return "is an absolute path";
  if (name.size() >= 2 && is_letter(name[0]) && name[1] == ':') return "begins with a drive letter";
  if (name.find('\\') != std::string_view::npos) return "has a backslash in its name";
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find('/', at), name.size());
    if (name.substr(at, end - at) == "..") return "leads out of the archive";
    at = end + 1;
  }
  return {};
}

// Why an entry is neither a file nor a folder; empty: it is one.
std::string_view problem_of(archive_entry* entry) {
  if (archive_entry_hardlink(entry) != nullptr) return "is a hard link";
  const auto type = archive_entry_filetype(entry);
  if (type == AE_IFLNK) return "is a symbolic link";
  return type == AE_IFREG || type == AE_IFDIR ? "" : "is a device, a pipe or a socket";
}

// As the walk through a folder has it: hidden files and folders are not part of an export.
bool is_hidden(std::string_view plain_name) {
  return plain_name.starts_with('.') || plain_name.find("/.") != std::string_view::npos;
}

// `./a//b` is `a/b`.
std::string plain(const std::string& name) {
  return std::filesystem::path(name).lexically_normal().generic_string();
}

std::string with_escaped_bytes(std::string_view name) {
  std::string out;
  while (!name.empty()) {
    const CodePoint first = first_code_point(name);
    if (first.valid)
      out += name.substr(0, first.length);
    else
      out += fmt::format("\\x{:02X}", static_cast<unsigned char>(name.front()));
    name.remove_prefix(first.length);
  }
  return out;
}

class Unpacker {
 public:
  Unpacker(std::string_view bytes, const std::string& file, const ArchiveLimits& limits,
           const Magic& signature)
      : bytes_(bytes), file_(file), limits_(limits), signature_(signature) {}

  Result<Archive> unpack();

 private:
  // The first thing that is wrong, if anything is.
  using Problem = std::optional<Error>;

  Problem open();
  Problem take_all();
  Problem take(archive_entry* entry);
  Problem take_data(std::string_view name, std::string* to);
  Problem look_at_sizes(std::string_view name, std::uintmax_t of_this_file) const;
  Problem look_at_layers() const;
  Problem look_at_end() const;
  bool has_more_entries_than_allowed() const;
  std::string name_of_single() const;
  std::string format() const;

  Error error(ErrorCode code, std::string message, std::string hint) const {
    return {code, std::move(message), {.file = file_}, std::move(hint)};
  }
  Error malformed(const std::string& what) const;
  Error unsafe(std::string_view name, std::string_view problem) const;
  Error too_many() const;

  std::string_view bytes_;
  const std::string& file_;
  const ArchiveLimits& limits_;
  const Magic& signature_;
  Reader reader_;
  Archive archive_;
  std::uintmax_t unpacked_ = 0;
  std::size_t entries_ = 0;
  std::unordered_set<std::string> names_;
};

Error Unpacker::malformed(const std::string& what) const {
  const char* const why = archive_error_string(reader_.get());
  return error(ErrorCode::archive_malformed,
               what + (why == nullptr ? "" : ": " + printable(with_escaped_bytes(why))),
               "it is truncated or damaged: make or copy the archive again");
}

Error Unpacker::unsafe(std::string_view name, std::string_view problem) const {
  return error(ErrorCode::archive_unsafe,
               fmt::format("the entry {} {}", in_backticks(with_escaped_bytes(name)), problem),
               "pack the export again, its files and folders alone; or unpack it where that is "
               "safe and give the folder");
}

Error Unpacker::too_many() const {
  return error(ErrorCode::source_too_many_files,
               fmt::format("the archive has more than {} files and folders", limits_.entries),
               "pack the export alone; members of groups may stand in groups.json");
}

// Each entry costs the library memory before the first of them is seen here.
bool Unpacker::has_more_entries_than_allowed() const {
  constexpr std::string_view k_listed = {"PK\x01\x02", 4};
  std::size_t count = 0;
  for (std::size_t at = 0; (at = bytes_.find(k_listed, at)) != std::string_view::npos; ++at)
    if (++count > limits_.entries) return true;
  return false;
}

Unpacker::Problem Unpacker::open() {
  if (signature_.packing == Packing::zip && has_more_entries_than_allowed()) return too_many();
  reader_ = reader_for(signature_.packing);
  if (reader_ == nullptr)
    return error(ErrorCode::archive_malformed, fmt::format("{}s are not read", signature_.name),
                 "pack it as zip, tar, tar.gz or tar.zst, or give the folder");
  if (archive_read_open_memory(reader_.get(), bytes_.data(), bytes_.size()) != ARCHIVE_OK)
    return malformed("the archive cannot be read");
  return look_at_layers();
}

// The library would take one layer off after the other.
Unpacker::Problem Unpacker::look_at_layers() const {
  if (archive_filter_count(reader_.get()) <= 2) return std::nullopt;  // the last is no filter
  return error(ErrorCode::archive_unsafe, "the file is packed several times over",
               "unpack it once and give what comes out");
}

Unpacker::Problem Unpacker::take_all() {
  for (;;) {
    archive_entry* entry = nullptr;
    const int got = archive_read_next_header(reader_.get(), &entry);
    if (got == ARCHIVE_EOF) return look_at_end();
    if (got != ARCHIVE_OK && got != ARCHIVE_WARN) return malformed("the archive cannot be read");
    if (auto problem = take(entry)) return problem;
  }
}

// A tar file that is cut off between two entries would look whole: at its end stands an empty
// block.
Unpacker::Problem Unpacker::look_at_end() const {
  constexpr std::size_t k_block = 512;
  const bool is_tar = signature_.packing == Packing::tar;
  if (!is_tar ||
      (bytes_.size() >= k_block &&
       bytes_.substr(bytes_.size() - k_block).find_first_not_of('\0') == std::string_view::npos))
    return std::nullopt;
  return malformed("the archive ends without the mark of its end");
}

Unpacker::Problem Unpacker::take(archive_entry* entry) {
  if (++entries_ > limits_.entries) return too_many();
  if (archive_entry_is_encrypted(entry) != 0)
    return error(ErrorCode::archive_encrypted, "the archive is encrypted",
                 "unpack it and give the folder, or pack it again without a password");
  archive_.single = archive_format(reader_.get()) == ARCHIVE_FORMAT_RAW;
  const char* const path = archive_entry_pathname(entry);
  const std::string name = archive_.single ? name_of_single() : std::string(path ? path : "");
  unpacked_ += name.size();
  if (auto problem = look_at_sizes(name, 0)) return problem;
  if (const std::string_view problem = problem_of(name); !archive_.single && !problem.empty())
    return unsafe(name, problem);
  if (const std::string_view problem = problem_of(entry); !problem.empty())
    return unsafe(name, problem);
  if (archive_entry_filetype(entry) == AE_IFDIR) return std::nullopt;
  ArchivedFile file{with_escaped_bytes(plain(name)), {}};
  if (!archive_.single && is_hidden(file.name)) return take_data(name, nullptr);
  if (!names_.insert(file.name).second) return unsafe(name, "is there twice");
  if (first_invalid_utf8(name) != std::string_view::npos)
    archive_.diagnostics.push_back(
        {Severity::warning, error(ErrorCode::text_encoding,
                                  fmt::format("the name of an entry is not UTF-8; it is read as {}",
                                              in_backticks(file.name)),
                                  "pack the export with a program that writes names in UTF-8")});
  if (auto problem = take_data(name, &file.bytes)) return problem;
  archive_.files.push_back(std::move(file));
  return std::nullopt;
}

Unpacker::Problem Unpacker::take_data(std::string_view name, std::string* to) {
  std::array<char, std::size_t{1} << 16> piece;
  for (std::uintmax_t size = 0;;) {
    const auto got = archive_read_data(reader_.get(), piece.data(), piece.size());
    if (got < 0)
      return malformed(
          fmt::format("the entry {} cannot be read", in_backticks(with_escaped_bytes(name))));
    if (got == 0) return std::nullopt;
    size += static_cast<std::size_t>(got);
    unpacked_ += static_cast<std::size_t>(got);
    if (auto problem = look_at_sizes(name, size)) return problem;
    if (to != nullptr) to->append(piece.data(), static_cast<std::size_t>(got));
  }
}

Unpacker::Problem Unpacker::look_at_sizes(std::string_view name,
                                          std::uintmax_t of_this_file) const {
  const std::string where = fmt::format(" at the entry {}", in_backticks(with_escaped_bytes(name)));
  if (unpacked_ > limits_.any_ratio && unpacked_ / bytes_.size() >= limits_.ratio)
    return error(ErrorCode::archive_too_large,
                 fmt::format("it unpacks to more than {} times its size{}", limits_.ratio, where),
                 "no export packs so well; if this one does, unpack it and give the folder");
  if (of_this_file > limits_.file)
    return error(
        ErrorCode::file_too_large,
        fmt::format("it unpacks to more than {} MiB in one file{}", limits_.file >> 20, where),
        "export fewer objects per file; an archive may hold many files");
  if (unpacked_ > limits_.total)
    return error(ErrorCode::archive_too_large,
                 fmt::format("it unpacks to more than {} MiB{}", limits_.total >> 20, where),
                 "unpack it and give the folder, which is read file by file");
  return std::nullopt;
}

// Without the ending that says how it is packed.
std::string Unpacker::name_of_single() const {
  const std::filesystem::path path = std::filesystem::path(file_).filename();
  for (const std::string_view ending : {".gz", ".zst"})
    if (ends_with_ignoring_case(path.string(), ending)) return path.stem().string();
  return path.string();
}

std::string Unpacker::format() const {
  const Packing packing = signature_.packing;
  if (archive_.single || packing == Packing::zip || packing == Packing::tar)
    return std::string(signature_.name);
  return packing == Packing::gzip ? "tar.gz archive" : "tar.zst archive";
}

Result<Archive> Unpacker::unpack() {
  const Utf8Names utf8;
  if (auto problem = open()) return tl::unexpected(std::move(*problem));
  if (auto problem = take_all()) return tl::unexpected(std::move(*problem));
  archive_.format = format();
  std::sort(archive_.files.begin(), archive_.files.end(),
            [](const ArchivedFile& a, const ArchivedFile& b) { return a.name < b.name; });
  return std::move(archive_);
}

}  // namespace

std::optional<ArchiveKind> archive_kind_of(std::string_view bytes) {
  const Magic* const found = signature_of(bytes);
  if (found == nullptr || (found->packing == Packing::zip && is_office_document(bytes)))
    return std::nullopt;
  return ArchiveKind{found->name, found->packing != Packing::other};
}

Result<Archive> read_archive(std::string_view bytes, const std::string& file,
                             const ArchiveLimits& limits) {
  const Magic* const found = signature_of(bytes);
  if (found == nullptr)
    return failure(ErrorCode::archive_malformed, "this is no archive", {.file = file},
                   "give a zip, tar, tar.gz or tar.zst archive, or the folder");
  return Unpacker(bytes, file, limits, *found).unpack();
}

}  // namespace caprock
