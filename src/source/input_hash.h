// Fingerprints of what a report was made from, so that its reader can tell whether it was the same.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.h"
#include "source/source.h"

namespace caprock {

struct InputHash {
  std::string name;       // as `name_of_source` has it
  std::size_t files = 1;  // more or fewer only for a folder
  std::uintmax_t bytes = 0;
  std::string sha256;  // 64 hexadecimal digits; empty for standard input, which comes once
  bool is_folder = false;
};

// 64 small hexadecimal digits.
std::string sha256_of(std::string_view bytes);

// The file as it is, packed or not. Of a folder, every file that `read_source` would open, as
//
//     find . -type f -not -path '*/.*' -printf '%P\n' | LC_ALL=C sort |
//       xargs -d '\n' sha256sum | sha256sum
//
// says in it: a line `HASH  NAME` for each, by name, hashed as one. Errors: those of `read_source`
// about files. Memory: the largest file.
Result<InputHash> hash_of_input(const std::filesystem::path& path, const ReadOptions& options);

}  // namespace caprock
