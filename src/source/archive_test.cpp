#include "source/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/temporary_folder.h"
#include "source/source.h"
#include "source/test_archive.h"

namespace caprock {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view k_policy =
    R"({"id": "11111111-0000-4000-8000-000000000001", "displayName": "Require MFA", "state": "enabled",
        "conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]},
                       "clientAppTypes": ["all"]},
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]}, "sessionControls": null})";

const std::vector<TestEntry> k_export = {{"export/policies.json", std::string(k_policy)},
                                         {"export/notes.txt", "seen in March"},
                                         {"export/.git/config", "hidden"}};

constexpr std::array k_archives = {"zip", "tar", "tar.gz", "tar.zst"};

std::vector<std::string> names_in(const Archive& archive) {
  std::vector<std::string> names;
  for (const ArchivedFile& file : archive.files) names.push_back(file.name);
  return names;
}

void expect_refused(const std::string& bytes, ErrorCode code, const std::string& message,
                    const ArchiveLimits& limits = {}) {
  const auto result = read_archive(bytes, "folder/export.bin", limits);
  ASSERT_FALSE(result.has_value()) << message;
  EXPECT_EQ(result.error().code, code) << to_string(result.error());
  EXPECT_EQ(result.error().where.file, "folder/export.bin");
  EXPECT_THAT(result.error().message, HasSubstr(message));
  EXPECT_FALSE(result.error().hint.empty());
}

std::string with(std::string bytes, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = bytes.find(from, at)) != std::string::npos; at += to.size())
    bytes.replace(at, from.size(), to);
  return bytes;
}

TEST(Archive, has_its_files_by_name_without_hidden_ones) {
  for (const char* kind : k_archives) {
    const std::string bytes = pack(kind, k_export);
    ASSERT_TRUE(archive_kind_of(bytes)) << kind;
    EXPECT_TRUE(archive_kind_of(bytes)->is_read);
    const auto archive = read_archive(bytes, "x", {});
    ASSERT_TRUE(archive.has_value()) << to_string(archive.error());
    EXPECT_EQ(archive->format, std::string(kind) + " archive");
    EXPECT_FALSE(archive->single);
    EXPECT_THAT(names_in(*archive), ElementsAre("export/notes.txt", "export/policies.json"));
    EXPECT_EQ(archive->files[1].bytes, k_policy);
    EXPECT_TRUE(archive->diagnostics.empty());
  }
}

TEST(Archive, a_packed_file_has_the_name_of_the_file) {
  for (const auto& [kind, format] : {std::pair("gz", "gzip file"), std::pair("zst", "zstd file")}) {
    const std::string bytes = pack(kind, {{"x", std::string(k_policy)}});
    const auto archive = read_archive(bytes, std::string("a/.policies.json.") + kind, {});
    ASSERT_TRUE(archive.has_value()) << to_string(archive.error());
    EXPECT_TRUE(archive->single);
    EXPECT_EQ(archive->format, format);
    EXPECT_THAT(names_in(*archive), ElementsAre(".policies.json"));
    EXPECT_EQ(archive->files[0].bytes, k_policy);
  }
}

TEST(Archive, is_the_same_source_as_its_folder) {
  TemporaryFolder folder;
  for (const TestEntry& entry : k_export) folder.write("in/" + entry.name, entry.bytes);
  const auto plain = read_source(folder.path() / "in", {});
  ASSERT_TRUE(plain.has_value());
  for (const char* kind : k_archives) {
    folder.write("packed.txt", pack(kind, k_export));  // the name says nothing
    const auto packed = read_source(folder.path() / "packed.txt", {});
    ASSERT_TRUE(packed.has_value()) << to_string(packed.error());
    EXPECT_EQ(packed->value.tenant.policies, plain->value.tenant.policies);
    EXPECT_EQ(packed->value.files.size(), plain->value.files.size());
    EXPECT_EQ(packed->value.container, std::string(kind) + " archive");
    EXPECT_TRUE(packed->diagnostics.empty());
  }
}

TEST(Archive, a_manifest_lists_what_lies_beside_it) {
  TemporaryFolder folder;
  const auto read = [&](const char* listed) {
    std::vector<TestEntry> entries = k_export;
    entries.push_back({"export/manifest.json",
                       std::string(R"({"format": "caprock-snapshot", "resources": [{"file": ")") +
                           listed + R"("}]})"});
    folder.write("x.zip", pack("zip", entries));
    return read_source(folder.path() / "x.zip", {});
  };
  EXPECT_TRUE(read("policies.json").has_value());
  EXPECT_TRUE(read("../export").has_value());
  for (const char* missing : {"users.json", "export/policies.json", "/etc/hostname"}) {
    const auto refused = read(missing);
    ASSERT_FALSE(refused.has_value()) << missing;
    EXPECT_EQ(refused.error().code, ErrorCode::source_partial);
  }
}

TEST(Archive, names_are_made_plain) {
  const auto archive = read_archive(
      pack("tar", {{"./a.json", "1"}, {"./d/", "", AE_IFDIR}, {"./d//./b.json", "2"}}), "x", {});
  ASSERT_TRUE(archive.has_value());
  EXPECT_THAT(names_in(*archive), ElementsAre("a.json", "d/b.json"));
}

TEST(Archive, paths_out_of_it_are_refused) {
  const std::pair<const char*, const char*> cases[] = {{"../policies.json", "leads out"},
                                                       {"a/../../x.json", "leads out"},
                                                       {"a/..", "leads out"},
                                                       {"/etc/policies.json", "absolute"},
                                                       {"C:/x.json", "drive letter"},
                                                       {"a/..\\x.json", "backslash"}};
  for (const auto& [name, problem] : cases)
    for (const char* kind : k_archives)
      expect_refused(pack(kind, {{name, "{}"}}), ErrorCode::archive_unsafe, problem);
}

// Windows PowerShell writes `\` into zip files; as the separator of paths that is what it means.
TEST(Archive, backslashes_of_a_zip_made_on_windows_separate) {
  const auto made_on_windows = [](std::string bytes) {
    bytes[bytes.find(std::string("PK\x01\x02", 4)) + 5] = 0;
    return bytes;
  };
  const std::string good = pack("zip", {{"export\\policies.json", "{}"}});
  const auto archive = read_archive(made_on_windows(good), "x", {});
  ASSERT_TRUE(archive.has_value()) << to_string(archive.error());
  EXPECT_THAT(names_in(*archive), ElementsAre("export/policies.json"));
  expect_refused(made_on_windows(pack("zip", {{"..\\policies.json", "{}"}})),
                 ErrorCode::archive_unsafe, "leads out");
}

TEST(Archive, links_and_devices_are_refused) {
  for (const char* kind : k_archives)
    expect_refused(pack(kind, {{"a.json", "", AE_IFLNK, "/etc/passwd"}}), ErrorCode::archive_unsafe,
                   "`a.json` is a symbolic link");
  for (const char* kind : {"tar", "tar.gz"}) {
    expect_refused(pack(kind, {{"a.json", "{}"}, {"b.json", "", AE_IFREG, "a.json"}}),
                   ErrorCode::archive_unsafe, "`b.json` is a hard link");
    for (const unsigned type : {AE_IFCHR, AE_IFBLK, AE_IFIFO})
      expect_refused(pack(kind, {{"a.json", "", type}}), ErrorCode::archive_unsafe, "is a device");
  }
}

TEST(Archive, a_name_given_twice_is_refused) {
  for (const char* kind : k_archives)
    expect_refused(pack(kind, {{"a.json", "1"}, {"./a.json", "2"}}), ErrorCode::archive_unsafe,
                   "is there twice");
}

TEST(Archive, encryption_is_refused) {
  expect_refused(pack("zip", {{"a.json", "{}"}}, true), ErrorCode::archive_encrypted, "encrypted");
}

TEST(Archive, bombs_are_refused_before_they_are_unpacked) {
  const std::string blanks(std::size_t{64} << 20, ' ');
  for (const char* kind : {"zip", "tar.gz", "tar.zst", "gz", "zst"})
    expect_refused(pack(kind, {{"a.json", blanks}}), ErrorCode::archive_too_large,
                   "more than 200 times");
  // Hidden files are not kept, and count all the same.
  expect_refused(pack("zip", {{".a", blanks}}), ErrorCode::archive_too_large, "200 times");
}

TEST(Archive, the_size_of_a_file_and_of_all_is_bounded) {
  ArchiveLimits limits;
  limits.file = 1 << 20;
  limits.total = 3 << 20;
  const std::string half(std::size_t{1} << 19, 'x'), whole(std::size_t{1} << 20, 'x');
  for (const char* kind : k_archives) {
    EXPECT_TRUE(read_archive(pack(kind, {{"a", whole}, {"b", whole}}), "x", limits).has_value());
    expect_refused(pack(kind, {{"a", half}, {"b", whole + "x"}}), ErrorCode::file_too_large,
                   "1 MiB in one file at the entry `b`", limits);
    expect_refused(pack(kind, {{"a", whole}, {"b", whole}, {".c", half}, {"d", half}}),
                   ErrorCode::archive_too_large, "more than 3 MiB", limits);
  }
}

TEST(Archive, the_number_of_entries_is_bounded) {
  ArchiveLimits limits;
  limits.entries = 100;
  std::vector<TestEntry> entries;
  for (int i = 0; i < 100; ++i) entries.push_back({"f" + std::to_string(i), "{}"});
  for (const char* kind : k_archives)
    EXPECT_TRUE(read_archive(pack(kind, entries), "x", limits).has_value());
  entries.push_back({"d/", "", AE_IFDIR});
  for (const char* kind : k_archives)
    expect_refused(pack(kind, entries), ErrorCode::source_too_many_files, "more than 100", limits);
}

TEST(Archive, no_part_of_one_is_taken_for_the_whole) {
  std::string noise;  // does not pack well
  for (unsigned i = 0, x = 1; i < 20'000; ++i)
    noise += static_cast<char>((x = x * 69069 + 1) >> 24);
  const std::vector<TestEntry> entries = {{"a.json", noise}, {"b.json", std::string(k_policy)}};
  for (const char* kind : k_archives) {
    const std::string bytes = pack(kind, entries);
    for (const std::size_t part : {bytes.size() / 4, bytes.size() / 2, bytes.size() - 1500})
      expect_refused(bytes.substr(0, part), ErrorCode::archive_malformed, "");
  }
  for (const char* kind : {"gz", "zst"}) {
    const std::string bytes = pack(kind, {entries[0]});
    expect_refused(bytes.substr(0, bytes.size() / 2), ErrorCode::archive_malformed, "");
  }
  // Cut between two entries: a header, the noise in whole blocks.
  expect_refused(pack("tar", entries).substr(0, 512 + 40 * 512), ErrorCode::archive_malformed,
                 "without the mark of its end");
  const std::string zip = pack("zip", {entries[1]});
  expect_refused(zip.substr(0, zip.size() - 1), ErrorCode::archive_malformed, "");
}

TEST(Archive, damage_is_noticed) {
  std::string zip = pack("zip", {{"a.json", std::string(k_policy)}});
  zip[120] = static_cast<char>(zip[120] ^ 0x10);
  expect_refused(zip, ErrorCode::archive_malformed, "");
}

TEST(Archive, names_that_are_not_utf8_are_told_and_read) {
  const std::vector<TestEntry> entries = {{"f@r.json", "{}"}};
  for (const std::string& bytes :
       {with(pack("zip", entries), "f@r", "f\x81r"), pack("tar", {{"f\x81r.json", "{}"}})}) {
    const auto archive = read_archive(bytes, "x", {});
    ASSERT_TRUE(archive.has_value()) << to_string(archive.error());
    EXPECT_THAT(names_in(*archive), ElementsAre("f\\x81r.json"));
    ASSERT_EQ(archive->diagnostics.size(), 1u);
    EXPECT_EQ(archive->diagnostics[0].severity, Severity::warning);
    EXPECT_EQ(archive->diagnostics[0].error.code, ErrorCode::text_encoding);
  }
}

TEST(Archive, names_in_utf8_stay_whatever_the_locale) {
  std::string zip = with(pack("zip", {{"f@@r.json", "{}"}}), "f@@r", "für");
  zip[7] = static_cast<char>(zip[7] | 8);  // the flag that says so, in both headers
  const std::size_t listed = zip.find(std::string("PK\x01\x02", 4));
  zip[listed + 9] = static_cast<char>(zip[listed + 9] | 8);
  for (const std::string& bytes : {zip, pack("tar", {{"für.json", "{}"}})}) {
    const auto archive = read_archive(bytes, "x", {});
    ASSERT_TRUE(archive.has_value()) << to_string(archive.error());
    EXPECT_THAT(names_in(*archive), ElementsAre("für.json"));
    EXPECT_TRUE(archive->diagnostics.empty());
  }
}

TEST(Archive, control_characters_of_a_name_reach_no_message) {
  const auto refused = read_archive(pack("tar", {{"../\x1b[31m.json", "{}"}}), "x", {});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().message.find('\x1b'), std::string::npos);
}

TEST(Archive, one_inside_another_is_refused_with_what_to_do) {
  TemporaryFolder folder;
  const std::string inner = pack("zip", k_export);
  folder.write("outer.tar.gz",
               pack("tar.gz", {{"a.json", std::string(k_policy)}, {"inner.zip", inner}}));
  const auto outer = read_source(folder.path() / "outer.tar.gz", {});
  ASSERT_TRUE(outer.has_value()) << to_string(outer.error());
  ASSERT_EQ(outer->diagnostics.size(), 1u);
  EXPECT_EQ(outer->diagnostics[0].severity, Severity::error);
  EXPECT_EQ(outer->diagnostics[0].error.code, ErrorCode::source_skipped);
  EXPECT_EQ(outer->diagnostics[0].error.where.file, "inner.zip");
  folder.write("zip.gz", pack("gz", {{"x", inner}}));
  EXPECT_EQ(read_source(folder.path() / "zip.gz", {}).error().code, ErrorCode::source_skipped);
  expect_refused(pack("gz", {{"x", pack("gz", {{"x", std::string(k_policy)}})}}),
                 ErrorCode::archive_unsafe, "several times");
}

TEST(Archive, beside_the_files_of_a_folder_it_is_left_alone) {
  TemporaryFolder folder;
  folder.write("a.json", k_policy);
  folder.write("backup.zip", pack("zip", k_export));
  folder.write("report.xlsx", pack("zip", {{"[Content_Types].xml", "<Types/>"}}));
  const auto result = read_source(folder.path(), {});
  ASSERT_TRUE(result.has_value());
  ASSERT_EQ(result->diagnostics.size(), 1u);
  EXPECT_EQ(result->diagnostics[0].severity, Severity::warning);
  EXPECT_EQ(result->diagnostics[0].error.where.file, "backup.zip");
}

TEST(Archive, other_kinds_are_known_and_refused) {
  for (const std::string& bytes :
       {std::string("7z\xBC\xAF\x27\x1C") + "rest", std::string("Rar!\x1A\x07\x01"),
        std::string("\xFD"
                    "7zXZ\0rest",
                    10),
        std::string("BZh91AY&SY")}) {
    const auto kind = archive_kind_of(bytes);
    ASSERT_TRUE(kind.has_value());
    EXPECT_FALSE(kind->is_read);
    expect_refused(bytes, ErrorCode::archive_malformed, std::string(kind->name) + "s are not read");
  }
  EXPECT_FALSE(archive_kind_of("{}").has_value());
  EXPECT_FALSE(archive_kind_of("").has_value());
  EXPECT_FALSE(archive_kind_of("PK").has_value());
}

TEST(Archive, an_empty_one_is_no_export) {
  TemporaryFolder folder;
  for (const char* kind : k_archives) {
    folder.write("empty", pack(kind, {}));
    EXPECT_FALSE(read_source(folder.path() / "empty", {}).has_value()) << kind;
  }
}

}  // namespace
}  // namespace caprock
