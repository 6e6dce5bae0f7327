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
