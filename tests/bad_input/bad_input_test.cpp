// Bad sources: one located error each, exit code 2, bounded memory, and never a partial verdict
// that looks whole.
#include "tests/bad_input/bad_input.h"

#include <sys/stat.h>

#include "source/test_archive.h"

namespace caprock {
namespace {

using testing::HasSubstr;

TEST_F(BadInput, a_path_that_is_not_there) {
  expect_refused(run("snapshot show no/such/path"), "no/such/path", "file.unreadable");
}

TEST_F(BadInput, a_folder_in_an_unknown_format) {
  std::filesystem::remove(folder_.path() / "policies.json");
  write("letter.txt", "Dear Sir or Madam");
  expect_refused(show(), ".", "source.unknown_format");
}

TEST_F(BadInput, half_a_file) {
  write("half.json", "[\n  {\"id\": \"x\",\n");
  expect_refused(show(), "half.json:", "json.malformed");
}

TEST_F(BadInput, two_gibibytes) {
  std::filesystem::resize_file(folder_.path() / "policies.json",
                               std::uintmax_t{2} << 30);  // sparse
  expect_refused(show(), "policies.json", "file.too_large");
}

TEST_F(BadInput, a_zip_bomb) {
  const std::string zeros(std::size_t{200} << 20, '\0');
  write("bomb.zip", pack("zip", {{"policies.json", zeros}}));
  write("bomb.tar.zst", pack("tar.zst", {{"policies.json", zeros}}));
  for (const std::string bomb : {"bomb.zip", "bomb.tar.zst"})
    expect_refused(run("snapshot show " + bomb), bomb + ": it unpacks to more than 200 times",
                   "archive.too_large");
}

TEST_F(BadInput, an_archive_that_leads_out_of_itself) {
  const std::string one = "[" + policy(k_everyone) + "]";
  write("out.zip", pack("zip", {{"a.json", one}, {"../../policies.json", one}}));
  write("link.tar.gz", pack("tar.gz", {{"a.json", one}, {"b.json", "", AE_IFLNK, "/etc/passwd"}}));
  expect_refused(run("snapshot show out.zip"), "out.zip: the entry `../../policies.json`",
                 "archive.unsafe");
  expect_refused(run("snapshot show link.tar.gz"), "link.tar.gz: the entry `b.json`",
                 "archive.unsafe");
  expect_refused(run("snapshot show - < out.zip"), "standard input: the entry", "archive.unsafe");
}

TEST_F(BadInput, half_an_archive) {
  const std::string one = "[" + policy(k_everyone) + "]";
  for (const std::string kind : {"zip", "tar", "tar.gz", "tar.zst"}) {
    const std::string whole = pack(kind, {{"a.json", one}, {"b.json", one}});
    write("half." + kind, whole.substr(0, whole.size() / 3));
    expect_refused(run("snapshot show half." + kind), "half." + kind, "archive.malformed");
  }
}

TEST_F(BadInput, an_export_that_is_packed_or_comes_through_a_pipe) {
  write("export.bin", pack("tar.gz", {{"export/a.json", "[" + policy(k_everyone) + "]"}}));
  const Outcome packed = run("snapshot show export.bin");
  EXPECT_EQ(packed.exit_code, 0) << packed.out;
  EXPECT_THAT(packed.out, HasSubstr("in a tar.gz archive"));
  for (const char* file : {"export.bin", "policies.json"}) {
    const Outcome piped = run(std::string("snapshot show - < ") + file);
    EXPECT_EQ(piped.exit_code, 0) << piped.out;
    EXPECT_THAT(piped.out, HasSubstr("standard input"));
    EXPECT_THAT(piped.out, HasSubstr("1 policy\n"));
  }
}

TEST_F(BadInput, nothing_on_standard_input) {
  expect_refused(run("snapshot show - < /dev/null"), "standard input: nothing comes in",
                 "file.unreadable");
}

TEST_F(BadInput, standard_input_without_an_end) {
  expect_refused(run("snapshot show - < /dev/zero"), "standard input: more than the limit",
                 "file.too_large");
}

TEST_F(BadInput, standard_input_for_two_things) {
  expect_refused(run("what-if - --sign-ins - < policies.json"), "--sign-ins", "usage");
  expect_refused(run("what-if policies.json --directory - --sign-ins - < policies.json"),
                 "--sign-ins", "usage");
  expect_refused(run("snapshot show - --directory - < policies.json"), "--directory", "usage");
}

TEST_F(BadInput, a_directory_source_without_a_directory) {
  expect_refused(run("snapshot show policies.json --directory policies.json"), "policies.json",
                 "directory.none");
}

TEST_F(BadInput, both_sources_are_named) {
  write("users.json",
        R"({"@odata.context": "x#users", "value": [
            {"id": "22222222-0000-4000-8000-000000000001", "userPrincipalName": "ada@t.example"}]})");
  const Outcome shown = run("snapshot show policies.json --directory users.json");
  EXPECT_EQ(shown.exit_code, 0) << shown.out;
  EXPECT_THAT(shown.out, HasSubstr("policies.json with the directory of users.json"));
  EXPECT_THAT(shown.out, HasSubstr("the directory is completed from it: 1 user"));
  const Outcome asked =
      run("what-if - --directory users.json --user ada@t.example --platform iOS < policies.json");
  EXPECT_THAT(asked.out, HasSubstr("standard input with the directory of users.json"));
  EXPECT_THAT(asked.out, HasSubstr("NEEDS CONTROLS"));
}

TEST_F(BadInput, recorded_sign_ins_are_answered_with_the_directory_of_another_source) {
  const std::string in_staff = R"({"includeGroups": ["22222222-0000-4000-8000-00000000000a"]})";
  const auto group = [](const std::string& name, const std::string& member) {
    return R"({"@odata.context": "x#groups", "value": [{"displayName": ")" + name +
           R"(", "id": "22222222-0000-4000-8000-00000000000a", "groupTypes": [],
               "members": [{"id": ")" +
           member + R"("}]}]})";
  };
  const std::string ada = "33333333-0000-4000-8000-000000000001";
  write("own/policies.json", "[" + policy(in_staff) + "]");
  write("people/groups.json", group("Staff", ada));
  write("people/users.json", R"({"@odata.context": "x#users", "value": [
            {"id": ")" + ada + R"(", "userPrincipalName": "ada@t.example", "userType": "Member"},
            {"id": "33333333-0000-4000-8000-000000000002", "userPrincipalName": "bo@t.example",
             "userType": "Member"}]})");
  write("log.txt",
        "{\"userPrincipalName\": \"ada@t.example\", \"id\": \"first\"}\n"
        "{\"userPrincipalName\": \"bo@t.example\", \"id\": \"second\"}\n");
  const std::string question = "what-if own --directory people --sign-ins log.txt";
  const Outcome answered = run(question);
  EXPECT_EQ(answered.exit_code, 0) << answered.out;
  EXPECT_THAT(answered.out, HasSubstr(R"("id":"first","verdict":"undetermined")"));
  EXPECT_THAT(answered.out, HasSubstr(R"("applies":true)"));
  EXPECT_THAT(answered.out, HasSubstr(R"("id":"second","verdict":"granted")"));
  // The group has another member in the first source, and what stands there counts.
  write("own/groups.json", group("Staff", "33333333-0000-4000-8000-000000000002"));
  const Outcome contradicted = run(question);
  EXPECT_THAT(contradicted.out,
              HasSubstr("people/groups.json#/value/0: 1 group is in both sources, with different "
                        "content, among them `Staff` (members); `groups.json#/value/0` counts"));
  EXPECT_THAT(contradicted.out, HasSubstr(R"("id":"first","verdict":"granted")"));
}

TEST_F(BadInput, a_hundred_thousand_files_and_one) {
  std::filesystem::create_directory(folder_.path() / "many");
  for (int i = 0; i <= 100'000; ++i)
    std::ofstream(folder_.path() / "many" / std::to_string(i)).flush();
  const Outcome shown = run("snapshot show many");
  expect_refused(shown, "many", "source.too_many_files");
  EXPECT_THAT(shown.out, HasSubstr("more than 100000 files"));
}

TEST_F(BadInput, a_device_or_a_pipe_as_the_source) {
  ASSERT_EQ(mkfifo((folder_.path() / "pipe").c_str(), 0600), 0);
  for (const std::string source : {"/dev/zero", "pipe"})
    expect_refused(run("snapshot show " + source), source + ": cannot read the file",
                   "file.unreadable");
}

TEST_F(BadInput, links_in_circles_and_out_of_the_folder) {
  namespace fs = std::filesystem;
  fs::create_directory(folder_.path() / "sub");
  fs::create_symlink("..", folder_.path() / "sub/up");
  const Outcome shown = show();
  EXPECT_EQ(shown.exit_code, 0) << shown.out;
  EXPECT_THAT(shown.out, HasSubstr("sub/up"));
  fs::create_symlink("/etc/hostname", folder_.path() / "sub/host.json");
  fs::remove(folder_.path() / "sub/up");
  expect_refused(show(), "sub/host.json", "source.skipped");
}

TEST_F(BadInput, json_nested_100000_deep) {
  write("deep.json", std::string(100'000, '[') + std::string(100'000, ']'));
  expect_refused(show(), "deep.json", "json.too_deep");
}

TEST_F(BadInput, a_million_ids_in_a_policy_are_read) {
  std::string ids;
  ids.reserve(41'000'000);
  for (int i = 0; i < 1'000'000; ++i) {
    std::array<char, 48> id{};
    std::snprintf(id.data(), id.size(), "%s\"%08x-0000-4000-8000-000000000000\"", i == 0 ? "" : ",",
                  i);
    ids += id.data();
  }
  write("policies.json", "[" + policy(R"({"includeUsers": [)" + ids + "]}") + "]");
  const Outcome result = show();
  EXPECT_EQ(result.exit_code, 0) << result.out.substr(0, 500);
  EXPECT_THAT(result.out, HasSubstr("999997 more"));
}

TEST_F(BadInput, invalid_utf8) {
  write("latin1.json", "{\"displayName\": \"Z\xFCrich\"}");
  expect_refused(show(), "latin1.json:1:", "text.encoding");
}

TEST_F(BadInput, a_rule_of_3073_characters) {
  const std::string rule = "device.model -eq \\\"" + std::string(3073 - 19, 'x') + "\\\"";
  write("policies.json",
        "[" +
            policy(k_everyone, R"(, "devices": {"deviceFilter": {"mode": "include", "rule": ")" +
                                   rule + R"("}})") +
            "]");
  expect_refused(show(), "policies.json#/0/conditions/devices/deviceFilter", "filter.too_long");
}

TEST_F(BadInput, an_address_range_with_prefix_33) {
  write(
      "namedLocations.json",
      R"({"@odata.context": "x#conditionalAccess/namedLocations", "value": [{"@odata.type": "#microsoft.graph.ipNamedLocation",
        "id": "44444444-0000-4000-8000-000000000001", "displayName": "HQ", "isTrusted": true,
        "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "198.51.100.0/33"}]}]})");
  expect_refused(show(), "namedLocations.json#/value/0/ipRanges/0", "location.bad_range");
}

TEST_F(BadInput, groups_that_contain_each_other_are_a_warning) {
  write("groups.json", R"({"@odata.context": "x#groups", "value": [
    {"id": "22222222-0000-4000-8000-00000000000a", "displayName": "A", "members": [{"id": "22222222-0000-4000-8000-00000000000b"}]},
    {"id": "22222222-0000-4000-8000-00000000000b", "displayName": "B", "members": [{"id": "22222222-0000-4000-8000-00000000000a"}]}]})");
  const Outcome result = show();
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("(group.cycle)"));
}

TEST_F(BadInput, a_wrong_command_line) {
  const Outcome result = run("chekc .");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.out, HasSubstr("error: "));
}

}  // namespace
}  // namespace caprock
