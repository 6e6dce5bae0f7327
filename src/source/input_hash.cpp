#include "source/input_hash.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

#include "base/assert.h"
#include "source/file_text.h"
#include "source/read_files.h"

namespace caprock {
namespace {

Result<InputHash> hash_of_folder(const std::filesystem::path& path, const ReadOptions& options) {
  CAPROCK_TRY(const Candidates inside, candidates_in(path, options));
  InputHash out{name_of_source(path), inside.files.size(), 0, {}, true};
  std::string lines;
  for (const Candidate& file : inside.files) {
    CAPROCK_TRY(const std::string bytes, read_file(file.path, options.max_file_size));
    out.bytes += bytes.size();
    lines += fmt::format("{}  {}\n", sha256_of(bytes), file.name);
  }
  out.sha256 = sha256_of(lines);
  return out;
}

}  // namespace

std::string sha256_of(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  const int done =
      EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
  CAPROCK_ASSERT(done == 1 && size == 32);
  std::string out;
  for (unsigned int i = 0; i < size; ++i) out += fmt::format("{:02x}", digest[i]);
  return out;
}

Result<InputHash> hash_of_input(const std::filesystem::path& path, const ReadOptions& options) {
  if (path == k_standard_input) return InputHash{name_of_source(path), 1, 0, {}, false};
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return hash_of_folder(path, options);
  CAPROCK_TRY(const std::string bytes, read_file(path, options.max_file_size));
  return InputHash{name_of_source(path), 1, bytes.size(), sha256_of(bytes), false};
}

}  // namespace caprock
