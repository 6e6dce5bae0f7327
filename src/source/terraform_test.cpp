#include "source/terraform.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "base/temporary_folder.h"
#include "source/source.h"
#include "source/terraform_fixture.h"

namespace caprock {
namespace {

using namespace terraform_fixture;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST(Terraform, formats_are_told_apart_by_content) {
  const auto name = [](const std::string& text) {
    const JsonFormat* format = json_format_of(parsed_json(text));
    return format != nullptr ? std::string(format->name) : std::string();
  };
  EXPECT_EQ(name(R"({"format_version": "1.0", "values": {}})"), "Terraform state (terraform show)");
  EXPECT_EQ(name(R"({"format_version": "1.2", "planned_values": {}, "prior_state": {}})"),
            "Terraform plan");
  EXPECT_EQ(name(R"({"version": 4, "terraform_version": "1.9.5", "resources": []})"),
            "Terraform state file");
  for (const char* text :
       {R"({"format_version": "1.0", "provider_schemas": {}})", R"({"values": {}})", "[]", "4",
        R"({"version": 5, "terraform_version": "2", "resources": []})",
        R"({"version": 4, "resources": []})", R"({"format_version": 1, "values": {}})"})
    EXPECT_EQ(name(text), "") << text;
}

TEST(Terraform, every_attribute_of_an_azuread_policy_has_its_member) {
  const Converted all = terraform_converted(state(resource(k_azuread, R"({
    "id": "/identity/conditionalAccess/policies/10000000-0000-4000-8000-000000000001",
    "object_id": "10000000-0000-4000-8000-000000000001",
    "display_name": "Warehouse", "state": "enabledForReportingButNotEnforced", "timeouts": null,
    "conditions": [{
      "client_app_types": ["browser", "other"],
      "applications": [{"included_applications": ["Office365"],
        "excluded_applications": ["20000000-0000-4000-8000-000000000001"],
        "included_user_actions": [], "filter": [{"mode": "exclude", "rule": "CustomSecurityAttribute.A_B -eq \"c\""}]}],
      "users": [{"included_users": ["GuestsOrExternalUsers"],
        "excluded_users": ["/users/30000000-0000-4000-8000-000000000001"],
        "included_groups": ["/groups/40000000-0000-4000-8000-000000000001"], "excluded_groups": [],
        "included_roles": ["62e90394-69f5-4237-9190-012177145e10"], "excluded_roles": null,
        "included_guests_or_external_users": [{
          "guest_or_external_user_types": ["internalGuest", "serviceProvider"],
          "external_tenants": [{"membership_kind": "enumerated", "members": ["50000000-0000-4000-8000-000000000001"]}]}],
        "excluded_guests_or_external_users": []}],
      "client_applications": [{"included_service_principals": ["ServicePrincipalsInMyTenant"],
        "excluded_service_principals": ["60000000-0000-4000-8000-000000000001"],
        "filter": [{"mode": "include", "rule": "CustomSecurityAttribute.A_B -eq \"d\""}]}],
      "devices": [{"filter": [{"mode": "include", "rule": "device.isCompliant -eq True"}]}],
      "platforms": [{"included_platforms": ["all"], "excluded_platforms": ["iOS"]}],
      "locations": [{"included_locations": ["All"],
        "excluded_locations": ["/identity/conditionalAccess/namedLocations/70000000-0000-4000-8000-000000000001", "AllTrusted"]}],
      "sign_in_risk_levels": ["high"], "user_risk_levels": ["low"],
      "service_principal_risk_levels": ["medium"], "insider_risk_levels": "elevated",
      "authentication_flow_transfer_methods": ["deviceCodeFlow", "authenticationTransfer"]}],
    "grant_controls": [{"operator": "AND", "built_in_controls": ["compliantDevice"],
      "custom_authentication_factors": ["d"], "terms_of_use": ["80000000-0000-4000-8000-000000000001"],
      "authentication_strength_policy_id": "/policies/authenticationStrengthPolicies/00000000-0000-0000-0000-000000000004"}],
    "session_controls": [{"application_enforced_restrictions_enabled": true,
      "cloud_app_security_policy": "monitorOnly", "disable_resilience_defaults": true,
      "persistent_browser_mode": "never", "sign_in_frequency": 4, "sign_in_frequency_period": "hours",
      "sign_in_frequency_authentication_type": "secondaryAuthentication",
      "sign_in_frequency_interval": "timeBased"}]})")));
  EXPECT_EQ(only_object(all), parsed_json(R"({
    "id": "10000000-0000-4000-8000-000000000001",
    "displayName": "Warehouse", "state": "enabledForReportingButNotEnforced",
    "conditions": {
      "clientAppTypes": ["browser", "other"],
      "applications": {"includeApplications": ["Office365"],
        "excludeApplications": ["20000000-0000-4000-8000-000000000001"],
        "applicationFilter": {"mode": "exclude", "rule": "CustomSecurityAttribute.A_B -eq \"c\""}},
      "users": {"includeUsers": ["GuestsOrExternalUsers"],
        "excludeUsers": ["30000000-0000-4000-8000-000000000001"],
        "includeGroups": ["40000000-0000-4000-8000-000000000001"],
        "includeRoles": ["62e90394-69f5-4237-9190-012177145e10"],
        "includeGuestsOrExternalUsers": {
          "guestOrExternalUserTypes": "internalGuest,serviceProvider",
          "externalTenants": {"membershipKind": "enumerated", "members": ["50000000-0000-4000-8000-000000000001"]}}},
      "clientApplications": {"includeServicePrincipals": ["ServicePrincipalsInMyTenant"],
        "excludeServicePrincipals": ["60000000-0000-4000-8000-000000000001"],
        "servicePrincipalFilter": {"mode": "include", "rule": "CustomSecurityAttribute.A_B -eq \"d\""}},
      "devices": {"deviceFilter": {"mode": "include", "rule": "device.isCompliant -eq True"}},
      "platforms": {"includePlatforms": ["all"], "excludePlatforms": ["iOS"]},
      "locations": {"includeLocations": ["All"],
        "excludeLocations": ["70000000-0000-4000-8000-000000000001", "AllTrusted"]},
      "signInRiskLevels": ["high"], "userRiskLevels": ["low"],
      "servicePrincipalRiskLevels": ["medium"], "insiderRiskLevels": "elevated",
      "authenticationFlows": {"transferMethods": "deviceCodeFlow,authenticationTransfer"}},
    "grantControls": {"operator": "AND", "builtInControls": ["compliantDevice"],
      "customAuthenticationFactors": ["d"], "termsOfUse": ["80000000-0000-4000-8000-000000000001"],
      "authenticationStrength": {"id": "00000000-0000-0000-0000-000000000004"}},
    "sessionControls": {"applicationEnforcedRestrictions": {"isEnabled": true},
      "cloudAppSecurity": {"isEnabled": true, "cloudAppSecurityType": "monitorOnly"},
      "disableResilienceDefaults": true,
      "persistentBrowser": {"isEnabled": true, "mode": "never"},
      "signInFrequency": {"isEnabled": true, "value": 4, "type": "hours",
        "authenticationType": "secondaryAuthentication", "frequencyInterval": "timeBased"}}})"));
  EXPECT_THAT(terraform_losses(all), IsEmpty());
  EXPECT_THAT(problems(all), IsEmpty());
  EXPECT_EQ(all.objects[0].where.pointer, "/values/root_module/resources/0");
  EXPECT_EQ(all.objects[0].where.file, "main.json");
}

struct SessionCase {
  const char* name;
  const char* block;
  const char* expected;  // sessionControls in Graph
};

class TerraformSession : public testing::TestWithParam<SessionCase> {};

TEST_P(TerraformSession, has_the_switches_that_graph_has) {
  const Converted all = terraform_converted(state(resource(
      k_azuread,
      policy(k_everywhere, k_mfa + R"(, "session_controls": [)" + GetParam().block + "]"))));
  const json::value object = only_object(all);
  EXPECT_EQ(object.at("sessionControls"), parsed_json(GetParam().expected));
  EXPECT_THAT(problems(all), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Blocks, TerraformSession,
    testing::Values(
        SessionCase{"every_time",
                    R"({"sign_in_frequency": 0, "sign_in_frequency_period": "",
                        "sign_in_frequency_authentication_type": "primaryAndSecondaryAuthentication",
                        "sign_in_frequency_interval": "everyTime"})",
                    R"({"signInFrequency": {"isEnabled": true, "frequencyInterval": "everyTime",
                        "authenticationType": "primaryAndSecondaryAuthentication"}})"},
        SessionCase{"defaults_of_a_frequency_that_is_off",
                    R"({"persistent_browser_mode": "always", "sign_in_frequency": 0,
                        "sign_in_frequency_period": "", "cloud_app_security_policy": "",
                        "sign_in_frequency_authentication_type": "primaryAndSecondaryAuthentication",
                        "sign_in_frequency_interval": "timeBased"})",
                    R"({"persistentBrowser": {"isEnabled": true, "mode": "always"}})"},
        SessionCase{"older_provider",
                    R"({"sign_in_frequency": 2, "sign_in_frequency_period": "days"})",
                    R"({"signInFrequency": {"isEnabled": true, "value": 2, "type": "days"}})"}),
    [](const auto& one) { return one.param.name; });

TEST(Terraform, a_frequency_without_a_unit_is_lost) {
  const Converted all = terraform_converted(state(resource(
      k_azuread,
      policy(k_everywhere, k_mfa + R"(, "session_controls": [{"sign_in_frequency": 4}])"))));
  EXPECT_THAT(terraform_losses(all), ElementsAre("/sessionControls/signInFrequency/type"));
  EXPECT_THAT(
      problems(all),
      ElementsAre("graph.missing_member "
                  "/values/root_module/resources/0/values/session_controls/0/sign_in_frequency"));
}

TEST(Terraform, modules_below_modules_are_read) {
  const Converted all = terraform_converted(
      R"({"format_version": "1.0", "values": {"root_module": {"child_modules": [{"child_modules": [{"resources": [)" +
      resource("random_id", R"({"id": "x"})") + "," +
      resource(k_azuread, policy(k_everywhere, k_mfa)) + "]}]}]}}}");
  ASSERT_EQ(all.objects.size(), 1u);
  EXPECT_EQ(all.objects[0].where.pointer,
            "/values/root_module/child_modules/0/child_modules/0/resources/1");
}

TEST(Terraform, what_azuread_cannot_say_is_lost_where_nothing_stands_in_its_place) {
  const auto lost_of = [](const std::string& conditions, const std::string& controls) {
    return terraform_losses(
        terraform_converted(state(resource(k_azuread, policy(conditions, controls)))));
  };
  const std::string apps = R"("applications": [{"included_applications": ["All"]}])";
  const std::string users = R"("users": [{"included_users": ["All"]}])";
  const std::string nobody = R"("users": [{"included_users": ["None"]}])";
  EXPECT_THAT(lost_of(apps + "," + users, k_mfa), IsEmpty());
  EXPECT_THAT(lost_of(users, k_mfa),
              ElementsAre("/conditions/applications/includeAuthenticationContextClassReferences"));
  EXPECT_THAT(
      lost_of(
          R"("applications": [{"included_user_actions": ["urn:user:registerdevice"]}],)" + users,
          k_mfa),
      IsEmpty());
  EXPECT_THAT(lost_of(apps + "," + nobody, k_mfa), ElementsAre("/conditions/clientApplications"));
  EXPECT_THAT(lost_of(apps + "," + nobody +
                          R"(, "client_applications": [{"included_service_principals": ["All"]}])",
                      k_mfa),
              IsEmpty());
  const auto session = ElementsAre("/sessionControls/secureSignInSession",
                                   "/sessionControls/continuousAccessEvaluation",
                                   "/sessionControls/globalSecureAccessFilteringProfile");
  EXPECT_THAT(lost_of(k_everywhere, R"("grant_controls": [])"), session);
  EXPECT_THAT(lost_of(k_everywhere, R"("grant_controls": [{"operator": "OR"}])"), session);
  EXPECT_THAT(
      lost_of(k_everywhere, k_mfa + R"(, "session_controls": [{"cloud_app_security_policy": "",
                                     "sign_in_frequency_interval": "timeBased"}])"),
      session);
}

TEST(Terraform, the_format_says_what_it_has_no_place_for) {
  const Converted all = terraform_converted(
      state(resource(k_azuread, policy(k_everywhere, k_mfa)) + "," +
            resource("azuread_group_member",
                     R"({"group_object_id": "40000000-0000-4000-8000-000000000001",
                                   "member_object_id": "30000000-0000-4000-8000-000000000001"})")));
  EXPECT_THAT(all.losses, ElementsAre("what Terraform does not manage is not here",
                                      HasSubstr("azuread has no attributes for"),
                                      "of some groups not all members are here"));
  EXPECT_THAT(all.whole, IsEmpty());
  EXPECT_THAT(terraform_converted(state(resource("random_id", "{}"))).losses, IsEmpty());
}

TEST(Terraform, attributes_that_are_not_known_are_told_unless_they_are_not_configured) {
  const Converted all = terraform_converted(state(resource(
      k_azuread, policy(k_everywhere + R"(, "moon_phases": ["full"], "tides": [], "winds": "",
                                           "suns": 0, "rains": [{"heavy": false}])",
                        k_mfa))));
  EXPECT_THAT(terraform_losses(all), ElementsAre("/conditions/moonPhases"));
  EXPECT_EQ(all.objects.at(0).lost.at(0).part, PolicyPart::conditions);
  EXPECT_THAT(problems(all),
              ElementsAre("graph.unknown_member "
                          "/values/root_module/resources/0/values/conditions/0/moon_phases"));
}

TEST(Terraform, a_second_block_and_what_is_no_block_are_lost) {
  const Converted all = terraform_converted(state(
      resource(k_azuread,
               policy(R"("applications": [{"included_applications": ["All"]}], "platforms": "linux",
                           "users": [{"included_guests_or_external_users": [
                             {"guest_or_external_user_types": ["internalGuest"]},
                             {"guest_or_external_user_types": ["serviceProvider"]}]}])",
                      k_mfa))));
  EXPECT_THAT(terraform_losses(all),
              UnorderedElementsAre("/conditions/users/includeGuestsOrExternalUsers",
                                   "/conditions/platforms"));
  EXPECT_EQ(all.diagnostics.size(), 2u);
}

TEST(Terraform, values_known_only_after_apply_are_lost) {
  const Converted all = terraform_converted(
      plan(k_azuread, R"({"display_name": "New", "state": "enabled",
        "conditions": [{"client_app_types": ["all"],
          "applications": [{"included_applications": ["All"]}],
          "users": [{"included_groups": ["40000000-0000-4000-8000-000000000001", null]}],
          "locations": [{"included_locations": ["All"]}]}],
        "grant_controls": [{"operator": "OR", "built_in_controls": []}]})",
           R"({"id": true, "object_id": true, "conditions": [{"client_app_types": [false],
          "applications": [{"included_applications": [false]}],
          "users": [{"included_groups": [false, true]}],
          "locations": [{"excluded_locations": true}]}],
          "grant_controls": [{"built_in_controls": [], "authentication_strength_policy_id": true}]})"));
  EXPECT_THAT(terraform_losses(all),
              UnorderedElementsAre("/conditions/users/includeGroups",
                                   "/conditions/locations/excludeLocations",
                                   "/grantControls/authenticationStrength/id"));
  EXPECT_EQ(all.objects.at(0).lost.at(0).why, "known only after apply");
  const json::value object = only_object(all);
  EXPECT_FALSE(object.as_object().contains("id"));
  EXPECT_EQ(object.at("displayName"), "New");
  EXPECT_THAT(problems(all), testing::Contains("source.lost /planned_values/root_module/resources/0"
                                               "/values/conditions/0/users/0/included_groups"));
}

TEST(Terraform, a_block_known_only_after_apply_is_lost_whole) {
  const Converted all = terraform_converted(
      plan(k_azuread, R"({"display_name": "New", "state": "enabled", "conditions": [{}]})",
           R"({"id": true, "conditions": true, "grant_controls": true})"));
  EXPECT_THAT(terraform_losses(all), ElementsAre("/conditions", "/grantControls"));
}

TEST(Terraform, sensitive_values_that_are_left_out_are_lost_and_others_read) {
  const std::string values = policy(
      R"("applications": [{"included_applications": ["All"]}], "users": [{"included_users": ["30000000-0000-4000-8000-000000000001"],
         "excluded_users": null, "included_groups": [null]}])",
      k_mfa);
  std::string one = resource(k_azuread, values);
  one.insert(one.size() - 1,
             R"(, "sensitive_values": {"conditions": [{"users": [{"included_users": [true],
                  "excluded_users": true, "included_groups": [true], "excluded_groups": false}]}]})");
  const Converted all = terraform_converted(state(one));
  EXPECT_THAT(terraform_losses(all),
              ElementsAre("/conditions/users/excludeUsers", "/conditions/users/includeGroups"));
  EXPECT_EQ(only_object(all).at("conditions").at("users"),
            parsed_json(R"({"includeUsers": ["30000000-0000-4000-8000-000000000001"]})"));
}

TEST(Terraform, a_plan_counts_what_it_does_to_policies) {
  const auto change = [](const std::string& type, const std::string& actions,
                         const std::string& more = "") {
    return R"({"address": "a", "type": ")" + type + R"(", "change": {"actions": )" + actions +
           R"(, "before": {}, "after": {"url": "identity/conditionalAccess/policies"}})" + more +
           "}";
  };
  const std::string policies(k_azuread);
  const Converted all = terraform_converted(
      R"({"format_version": "1.2", "errored": true, "planned_values": {}, "resource_changes": [)" +
      change(policies, R"(["create"])") + "," + change("msgraph_resource", R"(["create"])") + "," +
      change(policies, R"(["update"])") + "," + change(policies, R"(["delete", "create"])") + "," +
      change(policies, R"(["delete"])") + "," + change(policies, R"(["no-op"])") + "," +
      change(policies, R"(["delete"])", R"(, "deposed": "00000001")") + "," +
      change(policies, R"(["forget"])") + "," + change("azuread_user", R"(["delete"])") + "]}");
  ASSERT_EQ(all.diagnostics.size(), 3u);
  EXPECT_EQ(all.diagnostics[0].severity, Severity::note);
  EXPECT_EQ(all.diagnostics[0].error.code, ErrorCode::terraform_plan);
  EXPECT_EQ(all.diagnostics[0].error.message,
            "the plan creates 2 policies, changes 2 policies and deletes 1 policy");
  EXPECT_THAT(all.diagnostics[1].error.message, HasSubstr("1 policy"));
  EXPECT_THAT(all.diagnostics[2].error.message, HasSubstr("ended with an error"));
}

TEST(Terraform, what_a_plan_looked_up_is_read_once) {
  const std::string office = R"({"object_id": "40000000-0000-4000-8000-000000000001",
      "display_name": "Office", "members": ["30000000-0000-4000-8000-000000000001"]})";
  const Converted all = terraform_converted(
      R"({"format_version": "1.2", "planned_values": {"root_module": {"resources": [)" +
      resource("azuread_group", office) +
      R"(]}}, "prior_state": {"values": {"root_module": {"resources": [)" +
      resource("azuread_group", office, "data") + "," + resource("azuread_group", "{}") + "," +
      resource("azuread_user", R"({"object_id": "30000000-0000-4000-8000-000000000001",
                                   "user_principal_name": "ann@harbour.example"})",
               "data") +
      "]}}}}");
  ASSERT_EQ(all.objects.size(), 2u);
  EXPECT_EQ(all.objects[0].kind, ObjectKind::group);
  EXPECT_EQ(all.objects[1].kind, ObjectKind::user);
  EXPECT_EQ(all.objects[1].where.pointer, "/prior_state/values/root_module/resources/2");
}

TEST(Terraform, state_files_have_instances) {
  const Converted all = terraform_converted(
      R"({"version": 4, "terraform_version": "1.9.5", "serial": 7, "resources": [
          {"mode": "managed", "type": "azuread_conditional_access_policy", "instances": [
            {"deposed": "0000000a", "attributes": {"display_name": "Old"}},
            {"index_key": 0, "attributes": )" +
      policy(k_everywhere, k_mfa) + R"(}]},
          {"mode": "managed", "type": "azuread_user", "instances": [{"attributes_flat": {}}]}]})");
  ASSERT_EQ(all.objects.size(), 1u);
  EXPECT_EQ(all.objects[0].where.pointer, "/resources/0/instances/1");
  EXPECT_EQ(all.objects[0].object.at("displayName"), "Warehouse");
  EXPECT_THAT(problems(all), ElementsAre("terraform.malformed /resources/1/instances/0"));
}

TEST(Terraform, documents_of_another_form_are_refused_with_a_place) {
  const auto refused = [](const std::string& text) {
    const json::value document = parsed_json(text);
    const JsonFormat* format = json_format_of(document);
    const auto result = format->read(document, "main.json");
    EXPECT_FALSE(result.has_value()) << text;
    return result ? std::string()
                  : std::string(to_string(result.error().code)) + " " +
                        to_string(result.error().where);
  };
  EXPECT_EQ(refused(R"({"format_version": "1.0", "values": []})"),
            "terraform.malformed main.json#/values");
  EXPECT_EQ(refused(R"({"format_version": "1.0", "values": {"root_module": 1}})"),
            "terraform.malformed main.json#/values/root_module");
  EXPECT_EQ(refused(R"({"format_version": "1.0", "planned_values": null})"),
            "terraform.malformed main.json#/planned_values");
  EXPECT_EQ(refused(R"({"version": 3, "terraform_version": "0.11.14", "modules": []})"),
            "terraform.malformed main.json#/resources");
  EXPECT_EQ(refused(R"({"version": 4, "terraform_version": "1.9.5", "resources": {}})"),
            "terraform.malformed main.json#/resources");
}

TEST(Terraform, odd_parts_of_a_document_do_not_hide_the_rest) {
  const Converted all = terraform_converted(
      R"({"format_version": "1.0", "values": {"root_module": {"child_modules": 3, "resources": [7, {"type": 1},
          {"type": "azuread_user"}, )" +
      resource(k_azuread, policy(k_everywhere, k_mfa)) + "]}}}");
  EXPECT_EQ(all.objects.size(), 1u);
  EXPECT_THAT(problems(all), ElementsAre("terraform.malformed /values/root_module/resources/2",
                                         "terraform.malformed /values/root_module/child_modules"));
}

TEST(Terraform, a_plan_is_read_like_any_source) {
  TemporaryFolder folder;
  folder.write(
      "plan.json",
      plan(k_azuread,
           policy(k_everywhere + R"(, "locations": [{"included_locations": ["All"]}])", k_mfa),
           R"({"conditions": [{"locations": [{"excluded_locations": true}]}]})", R"(["update"])"));
  const auto read = read_source(folder.path(), {});
  ASSERT_TRUE(read.has_value()) << to_string(read.error());
  const Snapshot& snapshot = read->value;
  ASSERT_EQ(snapshot.files.size(), 1u);
  EXPECT_EQ(snapshot.files[0].format, "Terraform plan");
  ASSERT_EQ(snapshot.tenant.policies.items.size(), 1u);
  const Policy& policy = snapshot.tenant.policies.items[0];
  EXPECT_EQ(policy.id.text(), "10000000-0000-4000-8000-000000000001");
  EXPECT_EQ(policy.state, PolicyState::enabled);
  ASSERT_EQ(policy.unread.size(), 1u);
  EXPECT_EQ(policy.unread[0].pointer, "/conditions/locations/excludeLocations");
  EXPECT_EQ(policy.unread[0].text, "known only after apply");
  std::vector<std::string> notes;
  for (const Diagnostic& one : read->diagnostics) notes.push_back(one.error.message);
  EXPECT_THAT(notes,
              testing::Contains("Terraform plan: what Terraform does not manage is not here"));
  EXPECT_THAT(notes, testing::Contains(
                         "the plan creates 0 policies, changes 1 policy and deletes 0 policies"));
}

}  // namespace
}  // namespace caprock
