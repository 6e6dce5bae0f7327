// Versions of policies from audit logs.
#include "source/policy_history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/temporary_folder.h"
#include "source/source.h"

namespace caprock {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view k_id = "7a7a7a7a-0000-4000-8000-000000000001";

std::string policy(std::string_view name, std::string_view state, std::string_view users) {
  return json::serialize(json::object{
      {"id", k_id},
      {"displayName", name},
      {"state", state},
      {"modifiedDateTime", std::string(state) + std::string(users)},
      {"conditions",
       {{"users", json::parse(users)},
        {"applications", {{"includeApplications", json::array{"All"}}}}}},
      {"grantControls", {{"operator", "OR"}, {"builtInControls", json::array{"mfa"}}}}});
}

json::value text_or_null(const std::optional<std::string>& text) {
  return text ? json::value(json::string(*text)) : json::value(nullptr);
}

json::object record(std::string_view at, std::string_view activity,
                    const std::optional<std::string>& before,
                    const std::optional<std::string>& after) {
  return {
      {"id", "CA_1"},
      {"activityDisplayName", activity},
      {"activityDateTime", at},
      {"result", "success"},
      {"initiatedBy", {{"user", {{"userPrincipalName", "ops@larkfield.example"}}}}},
      {"targetResources",
       json::array{{{"id", k_id},
                    {"modifiedProperties", json::array{{{"displayName", "ConditionalAccessPolicy"},
                                                        {"oldValue", text_or_null(before)},
                                                        {"newValue", text_or_null(after)}}}}}}}};
}

constexpr std::string_view k_everybody = R"({"includeUsers": ["All"]})";
constexpr std::string_view k_guests = R"({"includeUsers": [], "includeGuestsOrExternalUsers":
  {"guestOrExternalUserTypes": 63, "externalTenants": {"membershipKind": 0}}})";

std::vector<PolicyChange> changes_of(const std::vector<json::object>& records) {
  PolicyHistory history;
  std::vector<Diagnostic> diagnostics;
  for (const json::object& one : records) history.add_record(one, {.file = "a.json"}, diagnostics);
  EXPECT_TRUE(diagnostics.empty());
  return history.changes();
}

TEST(PolicyHistory, changes_are_in_the_order_of_time_and_say_what_differs) {
  const std::string off = policy("Require MFA", "disabled", k_everybody);
  const std::string on = policy("Require MFA", "enabled", k_everybody);
  const auto changes = changes_of(
      {record("2026-03-02T10:00:00Z", "Update conditional access policy", off, on),
       record("2026-03-01T10:00:00Z", "Add conditional access policy", std::nullopt, off),
       record("2026-03-03T10:00:00Z", "Delete conditional access policy", on, std::nullopt),
       record("2026-03-02T10:00:00Z", "Update conditional access policy", off, on)});
  ASSERT_EQ(changes.size(), 3u) << "an event given twice counts once";
  EXPECT_FALSE(changes[0].before);
  EXPECT_THAT(changes[1].changed, ElementsAre("/state"));
  EXPECT_EQ(changes[1].by, "ops@larkfield.example");
  EXPECT_EQ(changes[1].policy, PolicyId(std::string(k_id)));
  EXPECT_FALSE(changes[2].after);
}

TEST(PolicyHistory, numbers_become_the_words_of_graph) {
  const auto changes = changes_of({record("2026-03-01T10:00:00Z", "Add conditional access policy",
                                          std::nullopt, policy("Guests", "enabled", k_guests))});
  ASSERT_EQ(changes.size(), 1u);
  const std::string text = json::serialize(*changes[0].after);
  EXPECT_THAT(text, HasSubstr(R"("internalGuest,b2bCollaborationGuest,b2bCollaborationMember,)"
                              R"(b2bDirectConnectUser,otherExternalUser,serviceProvider")"));
  EXPECT_THAT(text, HasSubstr(R"("membershipKind":"all")"));
}

TEST(PolicyHistory, null_missing_and_empty_are_no_difference) {
  const auto changes = changes_of({record(
      "2026-03-01T10:00:00Z", "Update conditional access policy",
      R"({"id": "1", "conditions": {"users": {"excludeUsers": []}}, "sessionControls": null})",
      R"({"id": "1", "conditions": {"users": null}})")});
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_TRUE(changes[0].changed.empty());
}

TEST(PolicyHistory, what_is_no_policy_is_said_and_other_records_are_passed_over) {
  PolicyHistory history;
  std::vector<Diagnostic> diagnostics;
  const Place where{.file = "audit.json", .pointer = "/3"};
  history.add_record(record("2026-03-01T10:00:00Z", "Update", "{", "{}"), where, diagnostics);
  history.add_record(record("2026-03-01T10:00:00Z", "Update", "[]", std::nullopt), where,
                     diagnostics);
  ASSERT_EQ(diagnostics.size(), 2u);
  EXPECT_EQ(diagnostics[0].error.where, where);
  json::object failed = record("2026-03-01T10:00:00Z", "Update", std::nullopt,
                               policy("Refused", "enabled", k_everybody));
  failed["result"] = "failure";
  history.add_record(failed, where, diagnostics);
  history.add_record({{"activityDisplayName", "Reset user password"}}, where, diagnostics);
  EXPECT_EQ(history.size(), 0u);
  EXPECT_EQ(diagnostics.size(), 2u);
}

// The directory's own record of a change: the policy is a text in a list in a text.
json::object directory_record(std::string_view at, const std::vector<std::string>& before,
                              const std::vector<std::string>& after) {
  const auto side = [](const std::vector<std::string>& details) {
    json::array list;
    for (const std::string& detail : details) list.emplace_back(detail);
    return json::serialize(list);
  };
  json::object one = record(at, "Update policy", std::nullopt, std::nullopt);
  one["loggedByService"] = "Core Directory";
  json::object& target = one["targetResources"].as_array()[0].as_object();
  target["displayName"] = "Require MFA";
  target["modifiedProperties"] = json::array{
      {{"displayName", "PolicyDetail"}, {"oldValue", side(before)}, {"newValue", side(after)}},
      {{"displayName", "Included Updated Properties"},
       {"oldValue", nullptr},
       {"newValue", "\"PolicyDetail\""}}};
  return one;
}

std::string detail(std::string_view state, std::string_view control = "Mfa") {
  return R"({"Version":1,"State":")" + std::string(state) +
         R"(","Conditions":{"Applications":{"Include":[{"Applications":["All"]}]},"Users":)"
         R"({"Include":[{"Users":["All"]}]}},"Controls":[{"Control":[")" +
         std::string(control) +
         R"("]}],"EnforceAllPoliciesForEas":true,"IncludeOtherLegacyClientTypeForEvaluation":true})";
}

TEST(PolicyHistory, the_directory_tells_of_changes_in_its_own_words) {
  const auto changes = changes_of({
      directory_record("2026-03-02T10:00:00Z", {detail("Disabled")}, {detail("Enabled")}),
      directory_record("2026-03-03T10:00:00Z", {detail("Enabled")}, {}),
      directory_record("2026-03-04T10:00:00Z", {R"({"KnownNetworkPolicies":{}})"},
                       {R"({"TokenLifetimePolicy":{}})"}),
  });
  ASSERT_EQ(changes.size(), 2u) << "other policies of the directory are passed over";
  EXPECT_EQ(changes[0].policy, PolicyId(std::string(k_id)));
  EXPECT_EQ(changes[0].display_name, "Require MFA");
  EXPECT_THAT(changes[0].changed, ElementsAre("/state"));
  EXPECT_THAT(json::serialize(*changes[0].after), HasSubstr(R"("builtInControls":["mfa"])"));
  EXPECT_FALSE(changes[1].after);
}

TEST(PolicyHistory, a_change_that_both_tell_of_is_one) {
  const std::string off = policy("Require MFA", "disabled", k_everybody);
  const std::string on = policy("Require MFA", "enabled", k_everybody);
  const auto graph = record("2026-03-02T10:00:03Z", "Update conditional access policy", off, on);
  const auto changes = changes_of(
      {directory_record("2026-03-02T10:00:01.5+00:00", {detail("Disabled")}, {detail("Enabled")}),
       graph, directory_record("2026-03-02T10:05:00Z", {detail("Enabled")}, {detail("Disabled")})});
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_FALSE(changes[0].of_directory);
  EXPECT_EQ(changes[1].at, "2026-03-02T10:05:00Z");
}

TEST(PolicyHistory, what_the_directory_says_that_is_not_understood_stays_unread) {
  TemporaryFolder folder;
  folder.write("audit.json",
               json::serialize(json::array{directory_record(
                   "2026-03-02T10:00:00Z", {detail("Enabled")}, {detail("Enabled", "Moon")})}));
  const auto read = read_source(folder.path(), {.allow_partial = true});
  ASSERT_TRUE(read);
  ASSERT_EQ(read->value.tenant.policies.items.size(), 1u);
  ASSERT_EQ(read->value.tenant.policies.items[0].unread.size(), 1u);
  EXPECT_EQ(read->value.tenant.policies.items[0].unread[0].pointer,
            "/grantControls/builtInControls");
  ASSERT_EQ(read->diagnostics.size(), 1u);
  EXPECT_THAT(read->diagnostics[0].error.message, HasSubstr("`Moon`"));
}

TEST(PolicyHistory, a_broken_text_of_the_directory_is_an_error) {
  PolicyHistory history;
  std::vector<Diagnostic> diagnostics;
  for (const std::string broken : {"{", "[1]"}) {
    json::object one = directory_record("2026-03-02T10:00:00Z", {}, {});
    one["targetResources"]
        .as_array()[0]
        .as_object()["modifiedProperties"]
        .as_array()[0]
        .as_object()["newValue"] = broken;
    history.add_record(one, {.file = "a.json"}, diagnostics);
  }
  history.add_record(directory_record("2026-03-02T10:00:00Z", {}, {"{"}), {.file = "a.json"},
                     diagnostics);
  EXPECT_EQ(history.size(), 0u);
  ASSERT_EQ(diagnostics.size(), 3u);
  for (const Diagnostic& one : diagnostics) EXPECT_EQ(one.severity, Severity::error);
}

TEST(PolicyHistory, an_audit_log_alone_is_partial_and_gives_the_last_versions) {
  const std::string off = policy("Require MFA", "disabled", k_everybody);
  const std::string on = policy("Require MFA", "enabled", k_everybody);
  TemporaryFolder folder;
  folder.write(
      "directoryAudits.json",
      json::serialize(json::array{
          record("2026-03-02T10:00:00Z", "Update conditional access policy", off, on),
          record("2026-03-01T10:00:00Z", "Add conditional access policy", std::nullopt, off)}));
  const auto refused = read_source(folder.path(), {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::source_partial);
  EXPECT_THAT(refused.error().message, HasSubstr("only of policies that changed"));
  const auto read = read_source(folder.path(), {.allow_partial = true});
  ASSERT_TRUE(read);
  ASSERT_EQ(read->value.tenant.policies.items.size(), 1u);
  EXPECT_EQ(read->value.tenant.policies.items[0].state, PolicyState::enabled);
  EXPECT_EQ(read->value.changes.size(), 2u);
  EXPECT_EQ(read->value.files[0].format, "audit log");
}

TEST(PolicyHistory, a_deleted_policy_is_gone_and_an_export_beside_the_log_counts) {
  const std::string on = policy("Require MFA", "enabled", k_everybody);
  const auto deleted =
      record("2026-03-03T10:00:00Z", "Delete conditional access policy", on, std::nullopt);
  TemporaryFolder folder;
  folder.write("directoryAudits.json", json::serialize(json::array{deleted}));
  folder.write("policies.json",
               json::serialize(json::object{
                   {"value", json::array{json::parse(policy("Other", "enabled", k_guests))}}}));
  const auto read = read_source(folder.path(), {});
  ASSERT_TRUE(read);
  ASSERT_EQ(read->value.tenant.policies.items.size(), 1u);
  EXPECT_EQ(read->value.tenant.policies.items[0].display_name, "Other");
  EXPECT_EQ(read->value.changes.size(), 1u);
}

}  // namespace
}  // namespace caprock
