#include "graph_json/test_json.h"

namespace caprock {
namespace {

constexpr std::string_view k_raw = R"({"@odata.context":"c","displayName":"P","state":"Enabled",)"
                                   R"("future":{"x":[1,null]},"conditions":{"clientAppTypes":)"
                                   R"(["Browser","hologram","other"],"insiderRiskLevels":"grave,)"
                                   R"(Minor","locations":[],"users":{"includeUsers":["ALL"],)"
                                   R"("excludeUsers@odata.type":"#Strings",)"
                                   R"("excludeUsers":["AAAAAAAA-0000-4000-8000-000000000001"],)"
                                   R"("includeRoles":null}},"grantControls":{"operator":"or",)"
                                   R"("builtInControls":["MFA"]},"sessionControls":null})";

// Replaces one piece of the raw text: what a change must come out as, to the letter.
std::string raw_with(std::string_view piece, std::string_view replacement) {
  std::string text(k_raw);
  const std::size_t at = text.find(piece);
  EXPECT_NE(at, std::string::npos) << piece;
  return text.replace(at, piece.size(), replacement);
}

Policy raw_policy() { return read_policy(object_from(k_raw), {}).value; }
std::string written(const Policy& policy) { return json::serialize(write_policy(policy)); }

TEST(WritePolicy, AnUnchangedPolicyKeepsEveryLetter) { EXPECT_EQ(written(raw_policy()), k_raw); }

TEST(WritePolicy, AnAppendedIdLeavesTheOthersAsTheyAre) {
  Policy policy = raw_policy();
  policy.conditions.users->exclude_users.emplace_back("bbbbbbbb-0000-4000-8000-000000000002");
  EXPECT_EQ(written(policy),
            raw_with("000001\"]", R"(000001","bbbbbbbb-0000-4000-8000-000000000002"])"));
}

TEST(WritePolicy, ARemovedIdLeavesAnEmptyList) {
  Policy policy = raw_policy();
  policy.conditions.users->exclude_users.clear();
  EXPECT_EQ(written(policy), raw_with(R"(["AAAAAAAA-0000-4000-8000-000000000001"])", "[]"));
}

TEST(WritePolicy, ValuesThatAreNotUnderstoodStayInTheirList) {
  Policy policy = raw_policy();
  policy.conditions.client_app_types = {ClientAppType::other, ClientAppType::exchange_active_sync};
  EXPECT_EQ(written(policy), raw_with(R"("Browser","hologram","other")",
                                      R"("other","exchangeActiveSync","hologram")"));
  policy = raw_policy();
  policy.conditions.insider_risk_levels = 4;
  EXPECT_EQ(written(policy), raw_with("grave,Minor", "grave,elevated"));
}

TEST(WritePolicy, TheOrderOfTheModelIsKept) {
  Policy policy = raw_policy();
  policy.conditions.client_app_types = {ClientAppType::other, ClientAppType::browser};
  EXPECT_EQ(written(policy),
            raw_with(R"("Browser","hologram","other")", R"("other","Browser","hologram")"));
}

TEST(WritePolicy, AChangedStateReplacesOnlyItself) {
  Policy policy = raw_policy();
  policy.state = PolicyState::disabled;
  EXPECT_EQ(written(policy), raw_with(R"("Enabled")", R"("disabled")"));
}

TEST(WritePolicy, AMissingMemberIsAddedAndANullOneReplaced) {
  Policy policy = raw_policy();
  policy.conditions.users->include_roles.emplace_back("cccccccc-0000-4000-8000-000000000003");
  policy.conditions.users->exclude_groups.emplace_back("dddddddd-0000-4000-8000-000000000004");
  EXPECT_EQ(written(policy),
            raw_with(R"("includeRoles":null)",
                     R"("includeRoles":["cccccccc-0000-4000-8000-000000000003"],)"
                     R"("excludeGroups":["dddddddd-0000-4000-8000-000000000004"])"));
}

TEST(WritePolicy, AnAbsentObjectIsWrittenInGraphsForm) {
  Policy policy = raw_policy();
  policy.conditions.locations = Locations{{LocationId("All")}, {LocationId("AllTrusted")}};
  EXPECT_EQ(
      written(policy),
      raw_with(R"("locations":[])",
               R"("locations":{"includeLocations":["All"],"excludeLocations":["AllTrusted"]})"));
  policy = raw_policy();
  policy.session_controls = SessionControls{};
  policy.session_controls->persistent_browser =
      PersistentBrowser{true, PersistentBrowserMode::never};
  EXPECT_EQ(written(policy),
            raw_with(R"("sessionControls":null)",
                     R"("sessionControls":{"disableResilienceDefaults":null,)"
                     R"("applicationEnforcedRestrictions":null,"cloudAppSecurity":null,)"
                     R"("signInFrequency":null,"persistentBrowser":{"mode":"never",)"
                     R"("isEnabled":true}})"));
}

TEST(WritePolicy, ADroppedObjectBecomesNull) {
  Policy policy = raw_policy();
  policy.grant_controls.reset();
  EXPECT_EQ(written(policy), raw_with(R"({"operator":"or","builtInControls":["MFA"]})", "null"));
}

TEST(WritePolicy, AnUnsetObjectOfASerialisedSdkIsFilledUnderItsOwnNames) {
  const std::string raw = R"({"DisplayName":"P","State":"enabled","Conditions":{"ClientAppTypes":)"
                          R"(["all"]},"SessionControls":{"SignInFrequency":{"IsEnabled":null,)"
                          R"("Type":null,"Value":null},"PersistentBrowser":{"Mode":null}}})";
  Policy policy = read_policy(object_from(raw), {}).value;
  policy.session_controls = SessionControls{};
  policy.session_controls->sign_in_frequency =
      SignInFrequency{true, FrequencyInterval::time_based, 4, FrequencyUnit::hours,
                      FrequencyAuthentication::primary_and_secondary};
  const json::object object = write_policy(policy);
  EXPECT_EQ(read_policy(object, {}).value.session_controls, policy.session_controls);
  EXPECT_FALSE(object.contains("sessionControls"));
  EXPECT_TRUE(object.at("SessionControls").as_object().contains("SignInFrequency"));
}

TEST(WritePolicy, FlagsKeepTheirForm) {
  const auto rewritten = [](const std::string& flags) {
    Policy policy = policy_with_conditions(R"({"users": {"includeGuestsOrExternalUsers":
      {"guestOrExternalUserTypes": )" + flags +
                                           "}}}")
                        .value;
    policy.conditions.users->include_guests_or_external_users->types = 33;
    return json::serialize(write_policy(policy)
                               .at("conditions")
                               .at("users")
                               .at("includeGuestsOrExternalUsers")
                               .at("guestOrExternalUserTypes"));
  };
  EXPECT_EQ(rewritten(R"("internalGuest,b2bCollaborationGuest")"),
            R"("internalGuest,serviceProvider")");
  EXPECT_EQ(rewritten("259"), "289");  // the bit that is not known stays
  EXPECT_EQ(rewritten(R"(["InternalGuest", "newcomer"])"),
            R"(["InternalGuest","newcomer","serviceProvider"])");
  EXPECT_EQ(rewritten(R"("none")"), R"("internalGuest,serviceProvider")");
}

TEST(WritePolicy, AStrengthIsWrittenAsItsId) {
  const std::string strength =
      R"({"id": "cccccccc-0000-4000-8000-000000000003", "allowedCombinations": ["fido2"]})";
  Policy policy =
      policy_with_grant(R"({"operator": "OR", "authenticationStrength": )" + strength + "}").value;
  const auto slot = [](const Policy& p) {
    return json::serialize(write_policy(p).at("grantControls").at("authenticationStrength"));
  };
  EXPECT_EQ(slot(policy), json::serialize(object_from(strength)));
  policy.grant_controls->authentication_strength = StrengthReference{k_mfa_strength, std::nullopt};
  EXPECT_EQ(slot(policy), R"({"id":"00000000-0000-0000-0000-000000000002"})");
}

TEST(WritePolicy, EnumeratedTenantsCarryTheirType) {
  Policy policy = policy_with_conditions(R"({"users": {"excludeGuestsOrExternalUsers": {
    "guestOrExternalUserTypes": "serviceProvider", "externalTenants": {
      "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants",
      "membershipKind": "all"}}}})")
                      .value;
  auto& tenants = *policy.conditions.users->exclude_guests_or_external_users->external_tenants;
  tenants = {MembershipKind::enumerated, {TenantId("eeeeeeee-0000-4000-8000-000000000005")}};
  const json::object written_policy = write_policy(policy);
  const json::value& written_tenants = written_policy.at("conditions")
                                           .at("users")
                                           .at("excludeGuestsOrExternalUsers")
                                           .at("externalTenants");
  EXPECT_EQ(written_tenants.at("@odata.type").as_string(),
            "#microsoft.graph.conditionalAccessEnumeratedExternalTenants");
  EXPECT_EQ(read_policy(written_policy, {}).value.conditions, policy.conditions);
}

TEST(WritePolicy, APolicyFromNothingHasEveryMemberOfTheStableVersion) {
  Policy policy;
  policy.display_name = "New";
  policy.conditions.client_app_types = {ClientAppType::all};
  policy.conditions.users.emplace().include_users.emplace_back("All");
  policy.grant_controls.emplace().built_in_controls = {BuiltInControl::mfa};
  EXPECT_EQ(written(policy),
            R"({"displayName":"New","state":"disabled","conditions":{"clientAppTypes":["all"],)"
            R"("applications":{"includeApplications":[],"excludeApplications":[],)"
            R"("includeUserActions":[],"includeAuthenticationContextClassReferences":[],)"
            R"("applicationFilter":null},"users":{"includeUsers":["All"],"excludeUsers":[],)"
            R"("includeGroups":[],"excludeGroups":[],"includeRoles":[],"excludeRoles":[],)"
            R"("includeGuestsOrExternalUsers":null,"excludeGuestsOrExternalUsers":null},)"
            R"("clientApplications":null,"platforms":null,"locations":null,"devices":null,)"
            R"("signInRiskLevels":[],"userRiskLevels":[],"servicePrincipalRiskLevels":[],)"
            R"("insiderRiskLevels":null,"authenticationFlows":null},"grantControls":{"operator":)"
            R"("OR","builtInControls":["mfa"],"customAuthenticationFactors":[],"termsOfUse":[],)"
            R"("authenticationStrength":null},"sessionControls":null})");
}

}  // namespace
}  // namespace caprock
