// Bad connections files, and exports on which no verdict on a connection can rest.
#include "tests/bad_input/bad_input.h"

namespace caprock {
namespace {

using testing::HasSubstr;
using testing::Not;

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

}  // namespace
}  // namespace caprock
