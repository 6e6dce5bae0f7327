// Bad input through the front door: one located error each, exit code 2, bounded memory, and never
// a partial verdict that looks whole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/temporary_folder.h"
#include "source/test_archive.h"
#include "tests/program.h"

namespace caprock {
namespace {

using testing::HasSubstr;
using testing::Not;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool k_sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool k_sanitized = true;
#else
constexpr bool k_sanitized = false;
#endif
#else
constexpr bool k_sanitized = false;
#endif

// Address space for one run, in KiB; sanitizers reserve terabytes, so they run without a limit.
constexpr int k_memory = 2 * 1024 * 1024;

std::string policy(const std::string& users, const std::string& conditions = "") {
  return R"({"id": "11111111-0000-4000-8000-000000000001", "displayName": "P", "state": "enabled",
    "conditions": {"users": )" +
         users +
         R"(, "applications": {"includeApplications": ["All"]}, "clientAppTypes": ["all"])" +
         conditions +
         R"(}, "grantControls": {"operator": "OR", "builtInControls": ["mfa"]}, "sessionControls": null})";
}

std::string policy_in_state(const std::string& state) {
  std::string one = policy(R"({"includeUsers": ["All"]})");
  return one.replace(one.find(R"("enabled")"), std::string(R"("enabled")").size(), state);
}

const std::string k_everyone = R"({"includeUsers": ["All"]})";

class BadInput : public testing::Test {
 protected:
  BadInput() { write("policies.json", "[" + policy(k_everyone) + "]"); }

  void write(const std::string& name, const std::string& text) const { folder_.write(name, text); }

  Outcome run(const std::string& arguments) const {
    return run_program(folder_.path(), arguments,
                       k_sanitized ? "true" : "ulimit -v " + std::to_string(k_memory));
  }

  Outcome show() const { return run("snapshot show ."); }

  void expect_refused(const Outcome& result, const std::string& place,
                      const std::string& code) const {
    EXPECT_EQ(result.exit_code, 2) << result.out;
    std::size_t errors = 0;
    for (std::size_t at = 0; (at = result.out.find("error: ", at)) != std::string::npos; ++at)
      ++errors;
    EXPECT_EQ(errors, 1u) << result.out;
    EXPECT_THAT(result.out, HasSubstr(place));
    EXPECT_THAT(result.out, HasSubstr("(" + code + ")"));
    EXPECT_THAT(result.out, HasSubstr("hint: "));
  }

  TemporaryFolder folder_;
};

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

class BadConnections : public BadInput {
 protected:
  BadConnections() {
    write(
        "users.json",
        R"({"@odata.context": "x#users", "value": [{"id": "33333333-0000-4000-8000-000000000001", "userPrincipalName": "svc-mio@t.example", "userType": "Member"}]})");
  }
  Outcome check(const std::string& connections) const {
    write("connections.yaml", connections);
    return run("check . --connections connections.yaml");
  }
  static std::string connection(const std::string& account) {
    return "version: 1\nconnections:\n  - name: hub\n    profile: mio\n    connection: "
           "service_account\n    account: " +
           account + "\n";
  }
};

TEST_F(BadConnections, an_unknown_user) {
  const Outcome result = check(connection("svc-moi@t.example"));
  expect_refused(result, "connections.yaml:3", "connections.unknown_user");
  EXPECT_THAT(result.out, HasSubstr("svc-mio@t.example"));  // the near name
}

TEST_F(BadConnections, an_unknown_profile) {
  expect_refused(check("version: 1\nconnections:\n  - name: hub\n    profile: moi\n    account: "
                       "svc-mio@t.example\n"),
                 "connections.yaml:", "profile.unknown");
}

TEST_F(BadConnections, yaml_that_is_not_yaml) {
  expect_refused(check("version: 1\nconnections: [\n"), "connections.yaml:", "yaml.malformed");
}

TEST_F(BadConnections, no_verdict_on_an_export_with_a_broken_file) {
  write("half.json", "[");
  const Outcome result = check(connection("svc-mio@t.example"));
  expect_refused(result, "half.json:", "json.malformed");
  EXPECT_THAT(result.out, HasSubstr("no verdict is given"));
  EXPECT_THAT(result.out, Not(HasSubstr("BROKEN")));
}

TEST_F(BadConnections, no_verdict_on_a_partial_export) {
  write("policies.json", R"({"value": [)" + policy(k_everyone) +
                             R"(], "@odata.nextLink": "https://graph.example/2"})");
  const Outcome result = check(connection("svc-mio@t.example"));
  expect_refused(result, "source.partial", "source.partial");
  EXPECT_THAT(result.out, Not(HasSubstr("BROKEN")));
}

TEST_F(BadConnections, a_policy_that_may_be_on_may_end_a_connection) {
  write("policies.json", "[" + policy_in_state(R"("paused")") + "]");
  const Outcome result = check(connection("svc-mio@t.example"));
  EXPECT_NE(result.exit_code, 2) << result.out;
  EXPECT_THAT(result.out, HasSubstr("UNKNOWN"));
  EXPECT_THAT(result.out, HasSubstr("`paused`"));
  EXPECT_THAT(result.out, HasSubstr("(graph.unknown_value)"));
}

TEST_F(BadInput, a_wrong_command_line) {
  const Outcome result = run("chekc .");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.out, HasSubstr("error: "));
}

// `caprock what-if`.
class BadQuestion : public BadInput {
 protected:
  BadQuestion() {
    write("users.json", R"({"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users",
      "value": [{"id": "22222222-0000-4000-8000-000000000001", "displayName": "Ada",
                 "userPrincipalName": "ada@contoso.example", "userType": "Member"},
                {"id": "22222222-0000-4000-8000-000000000002", "displayName": "Sam",
                 "userPrincipalName": "sam.one@contoso.example", "userType": "Member"},
                {"id": "22222222-0000-4000-8000-000000000003", "displayName": "Sam",
                 "userPrincipalName": "sam.two@contoso.example", "userType": "Member"}]})");
  }

  Outcome ask(const std::string& options) const {
    return run("what-if . --app 'Exchange Online' " + options);
  }

  void write_policies(std::size_t count) const {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) {
      std::array<char, 40> id{};
      std::snprintf(id.data(), id.size(), "%08zx-0000-4000-8000-000000000001", i);
      std::string one = policy(k_everyone);
      one.replace(one.find("11111111-0000-4000-8000-000000000001"), 36, id.data());
      all += (i == 0 ? "" : ",") + one;
    }
    write("policies.json", "[" + all + "]");
  }
};

TEST_F(BadQuestion, more_policies_than_a_tenant_can_have_work_and_warn) {
  write_policies(240);
  EXPECT_THAT(ask("--user Ada").out, Not(HasSubstr("policies.over_limit")));
  write_policies(241);
  const Outcome result = ask("--user Ada");
  EXPECT_EQ(result.exit_code, 1) << result.out.substr(0, 500);
  EXPECT_THAT(result.out, HasSubstr("241 policies, and a tenant can have 240"));
  EXPECT_THAT(result.out, HasSubstr("(policies.over_limit)"));
  EXPECT_THAT(result.out, HasSubstr("NEEDS CONTROLS"));
}

TEST_F(BadQuestion, five_thousand_policies_work) {
  write_policies(5000);
  const Outcome result = ask("--user Ada --json");
  EXPECT_EQ(result.exit_code, 1) << result.out.substr(0, 500);
  std::size_t applying = 0;
  const std::string applies = "\"policyApplies\": true";
  for (std::size_t at = 0; (at = result.out.find(applies, at)) != std::string::npos; ++at)
    ++applying;
  EXPECT_EQ(applying, 5000u);
  EXPECT_THAT(result.out, HasSubstr("policies.over_limit"));
}

TEST_F(BadQuestion, a_state_that_is_not_known_stays_unknown) {
  const std::pair<std::string, std::string> cases[] = {{R"("paused")", "unknown (paused)"},
                                                       {"null", "state not given"}};
  for (const auto& [state, words] : cases) {
    write("policies.json", "[" + policy_in_state(state) + "]");
    EXPECT_THAT(run("snapshot show . --format json").out,
                HasSubstr("\"state\": \"" + words + "\""));
    const Outcome result = ask("--user Ada --json");
    EXPECT_THAT(result.out, HasSubstr("\"verdict\": \"undetermined\""));
    EXPECT_THAT(result.out, HasSubstr("\"state\": \"unknown\""));
    EXPECT_THAT(result.out, HasSubstr("\"policyApplies\": null"));
    EXPECT_THAT(ask("--user Ada --as-if-on").out, HasSubstr("NEEDS CONTROLS"));
  }
}

TEST_F(BadQuestion, output_that_cannot_be_written) {
  EXPECT_EQ(ask("--user Ada --json > /dev/full").exit_code, 2);
  // Standard error goes where the test reads it, before the output is sent to nowhere.
  const Outcome result = run("what-if . --user Ada 2>&1 > /dev/full; :");
  EXPECT_THAT(result.out, HasSubstr("the output could not be written"));
  EXPECT_EQ(run("snapshot show . > /dev/full").exit_code, 2);
}

TEST_F(BadQuestion, usage_errors_name_the_help_of_their_command) {
  const Outcome result = run("what-if . --no-such-option");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.out, HasSubstr("hint: caprock what-if --help"));
}

TEST_F(BadQuestion, a_record_of_the_log_is_not_a_described_sign_in) {
  write("record.txt", R"({"userId": "22222222-0000-4000-8000-000000000001"})");
  expect_refused(run("what-if policies.json --sign-in record.txt"), "record.txt",
                 "sign_in.invalid");
}

TEST_F(BadQuestion, a_live_pipe_gets_its_answers) {
  write("record.txt", R"({"userId": "22222222-0000-4000-8000-000000000001", "id": "r1"})");
  // The answer is there before the pipe is closed, which waits for it up to five seconds.
  const Outcome result =
      run("--version; (cat record.txt; echo; for i in $(seq 100); do grep -qs early answers.txt && "
          "break; sleep 0.05; done; echo late >> answers.txt) | '" CAPROCK_BINARY
          "' what-if policies.json --sign-ins - | while read -r x; do echo early >> answers.txt; "
          "done; cat answers.txt");
  EXPECT_THAT(result.out, HasSubstr("early\nlate"));
}

TEST_F(BadQuestion, a_device_that_is_not_there_and_its_properties) {
  expect_refused(ask("--user Ada --no-device --device isCompliant=true"), "--no-device",
                 "sign_in.unsaid");
}

TEST_F(BadQuestion, a_device_property_with_two_values) {
  expect_refused(ask("--user Ada --device compliant,isCompliant=false"), "--device",
                 "sign_in.unsaid");
}

TEST_F(BadQuestion, an_odd_but_possible_device_stays_what_it_is) {
  const Outcome result = ask("--user Ada --device trustType=Workplace,intuneManaged=true");
  EXPECT_EQ(result.exit_code, 1) << result.out;
  EXPECT_THAT(result.out, HasSubstr("trustType=Workplace,intuneManaged=true"));
}

TEST_F(BadQuestion, a_platform_other_than_the_devices_is_told) {
  EXPECT_THAT(ask("--user Ada --platform macOS --device 'operatingSystem=Windows 11'").out,
              HasSubstr("the device runs `Windows 11` and the platform is `macOS`"));
}

TEST_F(BadQuestion, an_address_in_no_table_is_told) {
  write(
      "namedLocations.json",
      R"({"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#identity/conditionalAccess/namedLocations",
            "value": [{"@odata.type": "#microsoft.graph.ipNamedLocation",
              "id": "33333333-0000-4000-8000-000000000001", "displayName": "Office",
              "isTrusted": true, "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange",
                                               "cidrAddress": "198.51.100.0/24"}]}]})");
  const Outcome outside = ask("--user Ada --ip 203.0.113.9");
  EXPECT_THAT(outside.out, HasSubstr("203.0.113.9 is in no address range of the named locations"));
  EXPECT_THAT(outside.out, HasSubstr("say it with --country"));
  EXPECT_THAT(ask("--user Ada --ip 198.51.100.9 --country NL").out, Not(HasSubstr("note")));
}

TEST_F(BadQuestion, a_private_address_is_told) {
  for (const char* address : {"10.1.2.3", "192.168.0.9", "fe80::1"})
    EXPECT_THAT(ask(std::string("--user Ada --ip ") + address).out,
                HasSubstr("is a private address"));
}

TEST_F(BadQuestion, no_address_at_all) {
  expect_refused(ask("--user Ada --ip 300.1.2.3"), "--ip", "sign_in.invalid");
}

TEST_F(BadQuestion, a_sign_in_that_names_nobody) {
  expect_refused(ask("--ip 203.0.113.9"), "the sign-in names nobody", "sign_in.unsaid");
}

TEST_F(BadQuestion, two_who_sign_in) {
  expect_refused(ask("--user Ada --agent 22222222-0000-4000-8000-000000000009"), "--agent",
                 "sign_in.unsaid");
}

TEST_F(BadQuestion, a_name_that_two_have) {
  const Outcome result = ask("--user Sam");
  expect_refused(result, "--user", "name.ambiguous");
  EXPECT_THAT(result.out, HasSubstr("`sam.one@contoso.example`, `sam.two@contoso.example`"));
}

TEST_F(BadQuestion, a_name_that_nobody_has) {
  const Outcome result = ask("--user adda@contoso.example");
  expect_refused(result, "--user", "name.unknown");
  EXPECT_THAT(result.out, HasSubstr("did you mean: `ada@contoso.example`"));
}

TEST_F(BadQuestion, an_id_that_the_export_lacks_is_told) {
  EXPECT_THAT(ask("--user 99999999-0000-4000-8000-000000000009").out,
              HasSubstr("no user of the export has the id"));
}

TEST_F(BadQuestion, a_group_of_applications_as_the_resource) {
  expect_refused(run("what-if . --user Ada --app Office365"), "--app", "sign_in.invalid");
}

TEST_F(BadQuestion, a_misspelt_word) {
  expect_refused(ask("--user Ada --platform Windwos"), "--platform", "sign_in.invalid");
  expect_refused(ask("--user Ada --mode guess"), "--mode", "usage");
  expect_refused(ask("--user Ada --option no_such_option=1"), "--option", "sign_in.invalid");
}

TEST_F(BadQuestion, a_described_sign_in_with_an_unknown_member) {
  write("sign-in.txt",
        R"({"user": "22222222-0000-4000-8000-000000000001", "devicePlatfrom": "iOS"})");
  expect_refused(run("what-if . --sign-in sign-in.txt"), "sign-in.txt#/devicePlatfrom",
                 "sign_in.invalid");
}

TEST_F(BadQuestion, a_described_sign_in_that_says_a_member_twice) {
  write("sign-in.txt", R"({"user": "22222222-0000-4000-8000-000000000001", "user": "another"})");
  const Outcome result = run("what-if policies.json --sign-in sign-in.txt");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.out, HasSubstr("(json.duplicate_member)"));
  EXPECT_THAT(run("what-if policies.json --sign-ins sign-in.txt").out, HasSubstr("\"notes\":[\""));
}

TEST_F(BadQuestion, control_characters_of_a_name_reach_no_terminal) {
  write("policies.json", R"([{"id": "11111111-0000-4000-8000-000000000001",
    "displayName": "P\u001b[31m\nQ", "state": "enabled", "conditions": {"users":
    {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]},
    "clientAppTypes": ["all"]}, "grantControls": {"operator": "OR",
    "builtInControls": ["mfa"]}}])");
  EXPECT_THAT(ask("--user Ada").out, Not(HasSubstr("\x1b")));
}

TEST_F(BadQuestion, a_broken_line_among_sign_ins) {
  write("log.txt",
        "{\"userPrincipalName\": \"ada@contoso.example\", \"id\": \"first\"}\n"
        "{\"userPrincipalName\": \"ada\n"
        "{\"appId\": \"nobody\"}\n"
        "{\"userPrincipalName\": \"ada@contoso.example\", \"id\": \"last\"}\n");
  const Outcome result = run("what-if policies.json --sign-ins log.txt");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.out, HasSubstr("\"id\":\"first\""));
  EXPECT_THAT(result.out, HasSubstr("\"id\":\"last\""));
  EXPECT_THAT(result.out, HasSubstr("log.txt:2:"));
  EXPECT_THAT(result.out, HasSubstr("log.txt:3: the sign-in names nobody"));
  const Outcome piped = run("what-if policies.json --sign-ins - < log.txt");
  EXPECT_EQ(piped.exit_code, 2);
  EXPECT_THAT(piped.out, HasSubstr("standard input:3: the sign-in names nobody"));
}

TEST_F(BadQuestion, a_line_of_64_mebibytes_among_sign_ins_is_skipped) {
  write("log.txt", std::string(std::size_t{64} << 20, 'x') +
                       "\n{\"userPrincipalName\": \"ada@contoso.example\", \"id\": \"last\"}\n");
  const Outcome result = run("what-if policies.json --sign-ins log.txt");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.out, HasSubstr("log.txt:1: the line is longer than 16 MiB"));
  EXPECT_THAT(result.out, HasSubstr("\"id\":\"last\""));
}

TEST_F(BadQuestion, sign_ins_that_are_not_there) {
  expect_refused(run("what-if . --sign-ins no-such-file"), "no-such-file", "file.unreadable");
  expect_refused(run("what-if . --sign-ins ."), ".", "file.unreadable");
}

}  // namespace
}  // namespace caprock
