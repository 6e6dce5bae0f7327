#include "source/input_hash.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/temporary_folder.h"

namespace caprock {
namespace {

InputHash hash_of(const std::filesystem::path& path, const ReadOptions& options = {}) {
  auto hash = hash_of_input(path, options);
  EXPECT_TRUE(hash) << to_string(hash.error());
  return hash ? *hash : InputHash{};
}

// NIST FIPS 180-4, examples of SHA-256.
TEST(input_hash, is_sha_256) {
  EXPECT_EQ(sha256_of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_of(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(input_hash, a_file_is_hashed_byte_for_byte) {
  const TemporaryFolder folder;
  folder.write("a.json", "abc");
  const InputHash hash = hash_of(folder.path() / "a.json");
  EXPECT_EQ(hash.sha256, sha256_of("abc"));
  EXPECT_EQ(hash.bytes, 3U);
  EXPECT_FALSE(hash.is_folder);
}

TEST(input_hash, a_folder_is_hashed_as_sha256sum_lists_it) {
  const TemporaryFolder folder;
  folder.write("b.json", "");
  folder.write("a/z.json", "abc");
  folder.write(".git/config", "hidden");
  const InputHash hash = hash_of(folder.path());
  EXPECT_EQ(hash.sha256,
            sha256_of(sha256_of("abc") + "  a/z.json\n" + sha256_of("") + "  b.json\n"));
  EXPECT_EQ(hash.files, 2U);
  EXPECT_EQ(hash.bytes, 3U);
}

TEST(input_hash, a_folder_with_another_name_or_another_byte_has_another_hash) {
  const TemporaryFolder one, renamed, changed;
  one.write("a.json", "1");
  renamed.write("b.json", "1");
  changed.write("a.json", "2");
  EXPECT_NE(hash_of(one.path()).sha256, hash_of(renamed.path()).sha256);
  EXPECT_NE(hash_of(one.path()).sha256, hash_of(changed.path()).sha256);
}

TEST(input_hash, standard_input_comes_once_and_has_none) {
  EXPECT_EQ(hash_of(k_standard_input).sha256, "");
}

TEST(input_hash, what_is_not_there_or_too_large_is_an_error) {
  const TemporaryFolder folder;
  folder.write("a.json", "abc");
  EXPECT_EQ(hash_of_input(folder.path() / "b.json", {}).error().code, ErrorCode::file_unreadable);
  ReadOptions small;
  small.max_file_size = 2;
  EXPECT_EQ(hash_of_input(folder.path() / "a.json", small).error().code, ErrorCode::file_too_large);
}

}  // namespace
}  // namespace caprock
