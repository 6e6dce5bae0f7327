// Archives of any content, hostile ones included. For tests only.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/assert.h"

namespace caprock {

struct TestEntry {
  std::string name;
  std::string bytes{};
  unsigned type = AE_IFREG;
  std::string link_to{};  // of symbolic links; of hard links when the type is a file's
};

// `kind`: zip, tar, tar.gz, tar.zst, and gz or zst of a single file.
inline std::string pack(std::string_view kind, const std::vector<TestEntry>& entries,
                        bool encrypted = false) {
  using Writer = std::unique_ptr<archive, decltype([](archive* a) { archive_write_free(a); })>;
  using Entry =
      std::unique_ptr<archive_entry, decltype([](archive_entry* e) { archive_entry_free(e); })>;
  const auto append = [](archive*, void* to, const void* bytes, std::size_t size) {
    static_cast<std::string*>(to)->append(static_cast<const char*>(bytes), size);
    return static_cast<la_ssize_t>(size);
  };
  std::string out;
  const Writer writer(archive_write_new());
  if (kind == "zip") {
    CAPROCK_ASSERT(archive_write_set_format_zip(writer.get()) == ARCHIVE_OK);
  } else if (kind.starts_with("tar")) {
    CAPROCK_ASSERT(archive_write_set_format_gnutar(writer.get()) == ARCHIVE_OK);
  } else {
    CAPROCK_ASSERT(archive_write_set_format_raw(writer.get()) == ARCHIVE_OK);
  }
  if (kind.ends_with("gz")) archive_write_add_filter_gzip(writer.get());
  if (kind.ends_with("zst")) archive_write_add_filter_zstd(writer.get());
  if (encrypted) {
    archive_write_set_options(writer.get(), "zip:encryption=zipcrypt");
    archive_write_set_passphrase(writer.get(), "secret");
  }
  archive_write_set_bytes_in_last_block(writer.get(), 1);
  CAPROCK_ASSERT(archive_write_open(writer.get(), &out, nullptr, append, nullptr) == ARCHIVE_OK);
  for (const TestEntry& each : entries) {
    const Entry entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), each.name.c_str());
    archive_entry_set_filetype(entry.get(), each.type);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(each.bytes.size()));
    if (each.type == AE_IFLNK)
      archive_entry_set_symlink(entry.get(), each.link_to.c_str());
    else if (!each.link_to.empty())
      archive_entry_set_hardlink(entry.get(), each.link_to.c_str());
    CAPROCK_ASSERT(archive_write_header(writer.get(), entry.get()) >= ARCHIVE_WARN);
    archive_write_data(writer.get(), each.bytes.data(), each.bytes.size());
  }
  CAPROCK_ASSERT(archive_write_close(writer.get()) == ARCHIVE_OK);
  return out;
}

}  // namespace caprock
