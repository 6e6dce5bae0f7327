#include "source/terraform_objects.h"

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
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST(Terraform, named_locations_have_their_kind) {
  const auto object = [](const std::string& blocks) {
    return only_object(terraform_converted(state(resource(
        "azuread_named_location",
        R"({"id": "/identity/conditionalAccess/namedLocations/70000000-0000-4000-8000-000000000001",
            "display_name": "Quay", )" +
            blocks + "}"))));
  };
  EXPECT_EQ(
      object(
          R"("country": [], "ip": [{"ip_ranges": ["198.51.100.0/24", "2001:db8::/32"], "trusted": false}])"),
      parsed_json(R"({"id": "70000000-0000-4000-8000-000000000001", "displayName": "Quay",
              "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "198.51.100.0/24"},
                           {"@odata.type": "#microsoft.graph.iPv6CidrRange", "cidrAddress": "2001:db8::/32"}],
              "isTrusted": false, "@odata.type": "#microsoft.graph.ipNamedLocation"})"));
  EXPECT_EQ(object(R"("ip": [], "country": [{"countries_and_regions": ["NO"],
                       "country_lookup_method": "authenticatorAppGps", "include_unknown_countries_and_regions": true}])"),
            parsed_json(R"({"id": "70000000-0000-4000-8000-000000000001", "displayName": "Quay",
              "countriesAndRegions": ["NO"], "countryLookupMethod": "authenticatorAppGps",
              "includeUnknownCountriesAndRegions": true,
              "@odata.type": "#microsoft.graph.countryNamedLocation"})"));
}

TEST(Terraform, a_location_that_is_not_wholly_known_has_no_kind) {
  const Converted all = terraform_converted(
      plan("azuread_named_location",
           R"({"id": "70000000-0000-4000-8000-000000000001", "display_name": "Quay",
               "ip": [{"ip_ranges": ["198.51.100.0/24", null], "trusted": true}]})",
           R"({"ip": [{"ip_ranges": [false, true]}]})", R"(["update"])"));
  EXPECT_EQ(
      only_object(all),
      parsed_json(R"({"id": "70000000-0000-4000-8000-000000000001", "displayName": "Quay"})"));
  EXPECT_THAT(problems(all),
              testing::Contains("source.lost /planned_values/root_module/resources/0"));
}

TEST(Terraform, people_have_their_groups_and_roles) {
  const Converted all = terraform_converted(state(
      resource("azuread_user", R"({"id": "/users/30000000-0000-4000-8000-000000000001",
        "user_principal_name": "ann@harbour.example", "user_type": "Member", "account_enabled": false,
        "creation_type": "", "password": "not read"})") +
      "," + resource("azuread_group", R"({"id": "40000000-0000-4000-8000-000000000001",
        "display_name": "Crew", "members": []})") +
      "," +
      resource("azuread_group_without_members",
               R"({"id": "/groups/40000000-0000-4000-8000-000000000002",
        "display_name": "Guests"})") +
      "," + resource("azuread_group_member", R"({"id": "x",
        "group_object_id": "/groups/40000000-0000-4000-8000-000000000001",
        "member_object_id": "30000000-0000-4000-8000-000000000001"})") +
      "," +
      resource("azuread_service_principal", R"({"object_id": "60000000-0000-4000-8000-000000000001",
        "client_id": "20000000-0000-4000-8000-000000000001", "type": "Application",
        "account_enabled": true})") +
      "," + resource("azuread_directory_role_assignment", R"({"id": "r1", "app_scope_id": "",
        "role_id": "62e90394-69f5-4237-9190-012177145e10", "directory_scope_id": "/",
        "principal_object_id": "/groups/40000000-0000-4000-8000-000000000001"})")));
  std::vector<std::string> objects;
  for (const ConvertedObject& one : all.objects) objects.push_back(json::serialize(one.object));
  EXPECT_THAT(
      objects,
      ElementsAre(
          R"({"id":"30000000-0000-4000-8000-000000000001","userPrincipalName":"ann@harbour.example","userType":"Member","accountEnabled":false})",
          R"({"id":"40000000-0000-4000-8000-000000000001","displayName":"Crew","members":["30000000-0000-4000-8000-000000000001"]})",
          R"({"id":"40000000-0000-4000-8000-000000000002","displayName":"Guests"})",
          R"({"id":"60000000-0000-4000-8000-000000000001","appId":"20000000-0000-4000-8000-000000000001","servicePrincipalType":"Application","accountEnabled":true})",
          R"({"id":"r1","roleDefinitionId":"62e90394-69f5-4237-9190-012177145e10","principalId":"40000000-0000-4000-8000-000000000001","directoryScopeId":"/"})"));
}

TEST(Terraform, an_assignment_for_one_application_is_not_for_the_directory) {
  const Converted all =
      terraform_converted(state(resource("azuread_directory_role_assignment", R"({"id": "r1",
        "role_id": "62e90394-69f5-4237-9190-012177145e10", "directory_scope_id": "/",
        "app_scope_id": "/20000000-0000-4000-8000-000000000001",
        "principal_object_id": "30000000-0000-4000-8000-000000000001"})")));
  EXPECT_EQ(only_object(all).at("directoryScopeId"), "/20000000-0000-4000-8000-000000000001");
}

TEST(Terraform, half_known_strengths_and_assignments_and_new_people_are_left_out) {
  for (const std::string& text :
       {plan("azuread_authentication_strength_policy",
             R"({"id": "90000000-0000-4000-8000-000000000001", "display_name": "Keys"})",
             R"({"allowed_combinations": true})"),
        plan("azuread_directory_role_assignment",
             R"({"id": "r1", "role_id": "62e90394-69f5-4237-9190-012177145e10",
                 "principal_object_id": "30000000-0000-4000-8000-000000000001"})",
             R"({"directory_scope_id": true})"),
        plan("azuread_user", R"({"user_principal_name": "new@harbour.example"})",
             R"({"id": true, "object_id": true})")}) {
    const Converted all = terraform_converted(text);
    EXPECT_THAT(all.objects, IsEmpty()) << text;
  }
  const Converted known = terraform_converted(state(resource(
      "azuread_authentication_strength_policy",
      R"({"id": "/policies/authenticationStrengthPolicies/90000000-0000-4000-8000-000000000001",
                 "display_name": "Keys", "description": "", "allowed_combinations": ["fido2"]})")));
  EXPECT_EQ(only_object(known), parsed_json(R"({"id": "90000000-0000-4000-8000-000000000001",
                                           "displayName": "Keys", "allowedCombinations": ["fido2"]})"));
}

TEST(Terraform, beta_policies_in_snake_case_are_graph_s) {
  const Converted all = terraform_converted(plan(
      "microsoft365_graph_beta_identity_and_access_conditional_access_policy",
      R"({"id": "10000000-0000-4000-8000-000000000002", "display_name": "Beta", "state": "enabled",
          "timeouts": null, "partial_enablement_strategy": null, "template_id": null,
          "conditions": {"client_app_types": ["all"],
            "applications": {"include_applications": [], "include_authentication_context_class_references":
              ["require_terms_of_use", "c9"]},
            "users": {"include_users": [], "include_groups": [null, "40000000-0000-4000-8000-000000000001"],
              "include_guests_or_external_users": {"guest_or_external_user_types": ["InternalGuest"],
                "external_tenants": {"membership_kind": "all", "members": null}}},
            "insider_risk_levels": "minor"},
          "grant_controls": {"operator": "OR", "built_in_controls": [],
            "authentication_strength": {"id": "phishing_resistant_mfa", "display_name": null}},
          "session_controls": {"secure_sign_in_session": {"is_enabled": true}}})",
      R"({"created_date_time": true, "grant_controls": {"authentication_strength": {"created_date_time": true}},
          "conditions": {"users": {"include_groups": [true, false]}, "platforms": true}})"));
  EXPECT_EQ(only_object(all), parsed_json(R"({"id": "10000000-0000-4000-8000-000000000002",
      "displayName": "Beta", "state": "enabled", "partialEnablementStrategy": null, "templateId": null,
      "conditions": {"clientAppTypes": ["all"],
        "applications": {"includeApplications": [], "includeAuthenticationContextClassReferences": ["c2", "c9"]},
        "users": {"includeUsers": [], "includeGroups": ["40000000-0000-4000-8000-000000000001"],
          "includeGuestsOrExternalUsers": {"guestOrExternalUserTypes": ["InternalGuest"],
            "externalTenants": {"membershipKind": "all", "members": null}}},
        "insiderRiskLevels": "minor"},
      "grantControls": {"operator": "OR", "builtInControls": [],
        "authenticationStrength": {"id": "00000000-0000-0000-0000-000000000004", "displayName": null}},
      "sessionControls": {"secureSignInSession": {"isEnabled": true}}})"));
  EXPECT_THAT(terraform_losses(all),
              UnorderedElementsAre("/conditions/users/includeGroups", "/conditions/platforms"));
}

TEST(Terraform, bodies_of_graph_are_taken_by_their_collection) {
  const std::string body =
      R"({"displayName": "Raw", "state": "disabled", "conditions": {"clientAppTypes": ["all"]}})";
  const std::string expected =
      R"({"displayName":"Raw","state":"disabled","conditions":{"clientAppTypes":["all"]},"id":"10000000-0000-4000-8000-000000000003"})";
  const auto of = [](const std::string& written) {
    return resource("msgraph_resource",
                    R"({"id": "10000000-0000-4000-8000-000000000003", "api_version": "v1.0",
                        "url": "/identity/conditionalAccess/policies", "body": )" +
                        written + "}");
  };
  EXPECT_EQ(json::serialize(only_object(terraform_converted(state(of(body))))), expected);
  EXPECT_EQ(json::serialize(
                only_object(terraform_converted(state(of(json::serialize(json::value(body))))))),
            expected);
  const Converted file = terraform_converted(
      R"({"version": 4, "terraform_version": "1.9.5", "resources": [{"mode": "managed", "type": "msgraph_resource",
          "instances": [{"attributes": {"id": "10000000-0000-4000-8000-000000000003",
            "url": "identity/conditionalAccess/policies", "body": {"type": ["object", {}], "value": )" +
      body + R"(}}}]}]})");
  EXPECT_EQ(json::serialize(only_object(file)), expected);
  const Converted other = terraform_converted(state(
      resource("msgraph_resource", R"({"url": "applications", "body": {"displayName": "A"}})")));
  EXPECT_THAT(other.objects, IsEmpty());
}

TEST(Terraform, a_body_that_is_none_loses_the_policy) {
  for (const char* body : {"7", R"("{")", "null"}) {
    const Converted all = terraform_converted(state(resource(
        "msgraph_resource",
        std::string(R"({"url": "identity/conditionalAccess/policies", "body": )") + body + "}")));
    ASSERT_EQ(all.objects.size(), 1u) << body;
    ASSERT_EQ(all.objects[0].lost.size(), 1u);
    EXPECT_EQ(all.objects[0].lost[0].part, PolicyPart::policy);
    EXPECT_THAT(problems(all),
                ElementsAre("terraform.malformed /values/root_module/resources/0/values/body"));
  }
}

}  // namespace
}  // namespace caprock
