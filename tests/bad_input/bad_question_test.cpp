// Bad questions to `caprock what-if`.
#include "tests/bad_input/bad_input.h"

#include <array>
#include <cstdio>

namespace caprock {
namespace {

using testing::HasSubstr;
using testing::Not;

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
