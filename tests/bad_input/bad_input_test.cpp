// Bad input through the front door: one located error each, exit code 2, bounded memory, and never
// a partial verdict that looks whole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

namespace {

namespace fs = std::filesystem;
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

struct Outcome {
  std::string out;
  int exit_code = -1;
};

std::string policy(const std::string& users, const std::string& conditions = "") {
  return R"({"id": "11111111-0000-4000-8000-000000000001", "displayName": "P", "state": "enabled",
    "conditions": {"users": )" +
         users +
         R"(, "applications": {"includeApplications": ["All"]}, "clientAppTypes": ["all"])" +
         conditions +
         R"(}, "grantControls": {"operator": "OR", "builtInControls": ["mfa"]}, "sessionControls": null})";
}

const std::string k_everyone = R"({"includeUsers": ["All"]})";

class BadInput : public testing::Test {
 protected:
  BadInput() {
    std::string pattern = (fs::temp_directory_path() / "caprock-bad-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    write("policies.json", "[" + policy(k_everyone) + "]");
  }
  ~BadInput() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }

  Outcome run(const std::string& arguments) const {
    const std::string limit = k_sanitized ? "" : "ulimit -v " + std::to_string(k_memory) + "; ";
    const std::string line =
        limit + "cd '" + folder_.string() + "' && '" CAPROCK_BINARY "' " + arguments + " 2>&1";
    std::FILE* pipe = popen(line.c_str(), "r");
    Outcome run;
    std::array<char, 4096> buffer{};
    while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe))
      run.out.append(buffer.data(), size);
    run.exit_code = WEXITSTATUS(pclose(pipe));
    return run;
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

  fs::path folder_;
};

TEST_F(BadInput, a_path_that_is_not_there) {
  expect_refused(run("snapshot show no/such/path"), "no/such/path", "file.unreadable");
}

TEST_F(BadInput, a_folder_in_an_unknown_format) {
  fs::remove(folder_ / "policies.json");
  write("letter.txt", "Dear Sir or Madam");
  expect_refused(show(), ".", "source.unknown_format");
}

TEST_F(BadInput, half_a_file) {
  write("half.json", "[\n  {\"id\": \"x\",\n");
  expect_refused(show(), "half.json:", "json.malformed");
}

TEST_F(BadInput, two_gibibytes) {
  fs::resize_file(folder_ / "policies.json", std::uintmax_t{2} << 30);  // sparse
  expect_refused(show(), "policies.json", "file.too_large");
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

TEST_F(BadInput, a_wrong_command_line) {
  const Outcome result = run("chekc .");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.out, HasSubstr("error: "));
}

}  // namespace
