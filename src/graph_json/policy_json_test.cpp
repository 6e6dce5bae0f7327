#include "graph_json/test_json.h"

namespace caprock {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(ReadPolicy, ReadsEveryMemberOfAGraphPolicy) {
  const auto read = policy_from(R"({
    "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#policies/$entity",
    "id": "0f6a2b3c-1111-4222-8333-444455556666", "templateId": null,
    "displayName": "Managed devices or MFA", "createdDateTime": "2025-04-05T06:07:08.9Z",
    "modifiedDateTime": null, "state": "enabledForReportingButNotEnforced",
    "conditions": {
      "clientAppTypes": ["browser", "mobileAppsAndDesktopClients"],
      "applications": {"includeApplications": ["All"], "excludeApplications": ["Office365"],
        "includeUserActions": [], "includeAuthenticationContextClassReferences": ["c1"],
        "applicationFilter": null},
      "users": {"includeUsers": ["All"], "excludeUsers": [], "includeGroups": [],
        "excludeGroups": ["aaaaaaaa-0000-4000-8000-000000000001"], "includeRoles": [],
        "excludeRoles": [], "includeGuestsOrExternalUsers": null,
        "excludeGuestsOrExternalUsers": {"guestOrExternalUserTypes": "serviceProvider,internalGuest",
          "externalTenants": {"@odata.type": "#microsoft.graph.conditionalAccessEnumeratedExternalTenants",
            "membershipKind": "enumerated", "members": ["bbbbbbbb-0000-4000-8000-000000000002"]}}},
      "platforms": {"includePlatforms": ["all"], "excludePlatforms": ["iOS", "linux"]},
      "locations": {"includeLocations": ["All"], "excludeLocations": ["AllTrusted"]},
      "devices": {"deviceFilter": {"mode": "exclude", "rule": "device.isCompliant -eq True"}},
      "signInRiskLevels": ["high", "medium"], "userRiskLevels": [],
      "insiderRiskLevels": "elevated,minor", "clientApplications": null, "times": null,
      "authenticationFlows": {"transferMethods": "deviceCodeFlow,authenticationTransfer"}},
    "grantControls": {"operator": "OR", "builtInControls": ["mfa", "compliantDevice"],
      "customAuthenticationFactors": [], "termsOfUse": [], "authenticationStrength": null},
    "sessionControls": {"disableResilienceDefaults": null,
      "signInFrequency": {"value": 4, "type": "hours", "isEnabled": true,
        "authenticationType": "primaryAndSecondaryAuthentication", "frequencyInterval": "timeBased"},
      "persistentBrowser": {"mode": "never", "isEnabled": true},
      "applicationEnforcedRestrictions": {"isEnabled": true},
      "cloudAppSecurity": {"isEnabled": true, "cloudAppSecurityType": "blockDownloads"},
      "secureSignInSession": {"isEnabled": true},
      "continuousAccessEvaluation": {"mode": "strictLocation"}}})");
  EXPECT_THAT(problems(read.diagnostics), IsEmpty());
  const Policy& policy = read.value;
  EXPECT_TRUE(policy.fully_read());
  EXPECT_EQ(policy.id, PolicyId("0F6A2B3C-1111-4222-8333-444455556666"));
  EXPECT_EQ(policy.display_name, "Managed devices or MFA");
  EXPECT_EQ(policy.state, PolicyState::enabled_for_reporting);
  const Conditions& conditions = policy.conditions;
  EXPECT_THAT(conditions.client_app_types,
              ElementsAre(ClientAppType::browser, ClientAppType::mobile_apps_and_desktop_clients));
  EXPECT_THAT(conditions.applications.include_applications, ElementsAre(AppId("all")));
  EXPECT_THAT(conditions.applications.exclude_applications, ElementsAre(AppId("Office365")));
  EXPECT_THAT(conditions.applications.include_authentication_context_class_references,
              ElementsAre(ContextId("c1")));
  EXPECT_FALSE(conditions.applications.application_filter);
  ASSERT_TRUE(conditions.users && conditions.users->exclude_guests_or_external_users);
  const auto& guests = *conditions.users->exclude_guests_or_external_users;
  EXPECT_EQ(guests.types, 33);
  ASSERT_TRUE(guests.external_tenants);
  EXPECT_EQ(guests.external_tenants->membership_kind, MembershipKind::enumerated);
  EXPECT_EQ(guests.external_tenants->members.size(), 1U);
  EXPECT_EQ(conditions.platforms,
            (Platforms{{DevicePlatform::all}, {DevicePlatform::ios, DevicePlatform::linux}}));
  EXPECT_TRUE(conditions.locations);
  EXPECT_EQ(conditions.devices->device_filter,
            (Filter{FilterMode::exclude, "device.isCompliant -eq True"}));
  EXPECT_THAT(conditions.sign_in_risk_levels, ElementsAre(RiskLevel::high, RiskLevel::medium));
  EXPECT_EQ(conditions.insider_risk_levels, 5);
  EXPECT_EQ(conditions.authentication_flows, AuthenticationFlows{3});
  EXPECT_FALSE(conditions.client_applications);
  EXPECT_EQ(policy.grant_controls->combine, GrantOperator::any);
  EXPECT_THAT(policy.grant_controls->built_in_controls,
              ElementsAre(BuiltInControl::mfa, BuiltInControl::compliant_device));
  const SessionControls& session = *policy.session_controls;
  EXPECT_EQ(session.sign_in_frequency->period(), std::chrono::hours(4));
  EXPECT_EQ(session.persistent_browser->mode, PersistentBrowserMode::never);
  EXPECT_TRUE(session.application_enforced_restrictions);
  EXPECT_EQ(session.cloud_app_security->type, CloudAppSecurityType::block_downloads);
  EXPECT_TRUE(session.secure_sign_in_session);
  EXPECT_EQ(session.continuous_access_evaluation, CaeMode::strict_location);
  EXPECT_FALSE(session.disable_resilience_defaults);
  EXPECT_EQ(policy.origin.where.pointer, "/value/3");
}

TEST(ReadPolicy, MemberNamesAndWordsIgnoreCase) {
  const auto read = policy_from(R"({"Id": "x", "DisplayName": "P", "State": "ENABLED",
    "Conditions": {"ClientAppTypes": ["All"], "Users": {"IncludeUsers": ["ALL"]},
      "SignInRiskLevels": ["High"]},
    "GrantControls": {"Operator": "or", "BuiltInControls": ["MFA"]}})");
  EXPECT_THAT(problems(read.diagnostics), IsEmpty());
  EXPECT_EQ(read.value.state, PolicyState::enabled);
  EXPECT_THAT(read.value.conditions.client_app_types, ElementsAre(ClientAppType::all));
  EXPECT_THAT(read.value.conditions.sign_in_risk_levels, ElementsAre(RiskLevel::high));
  EXPECT_THAT(read.value.grant_controls->built_in_controls, ElementsAre(BuiltInControl::mfa));
}

TEST(ReadPolicy, NullMissingEmptyAndAllNullObjectsAreNotConfigured) {
  const auto read = policy_from(R"({"displayName": "P", "state": "enabled", "description": null,
    "conditions": {"clientAppTypes": ["all"], "locations": [], "platforms": null, "devices": {},
      "signInRiskLevels": null, "userRiskLevels": "", "authenticationFlows": [],
      "insiderRiskLevels": null, "agents": {"includeAgentUsers": []}, "times": null,
      "clientApplications": {"ServicePrincipalFilter": {"Mode": null, "Rule": null},
        "IncludeServicePrincipals": null},
      "users": {"includeUsers": ["All"],
        "includeGuestsOrExternalUsers": {"guestOrExternalUserTypes": null,
          "externalTenants": {"membershipKind": null}}},
      "applications": {"includeApplications": ["All", null], "networkAccess": {}}},
    "grantControls": null, "partialEnablementStrategy": null, "AdditionalProperties": {},
    "sessionControls": {"PersistentBrowser": {"IsEnabled": null, "Mode": null},
      "signInFrequency@odata.type": "#x", "networkAccessSecurity": null,
      "cloudAppSecurity": {"@odata.type": "#x"}}})");
  EXPECT_THAT(problems(read.diagnostics), IsEmpty());
  EXPECT_TRUE(read.value.fully_read());
  const Conditions& conditions = read.value.conditions;
  EXPECT_FALSE(conditions.locations || conditions.platforms || conditions.devices ||
               conditions.authentication_flows || conditions.client_applications);
  EXPECT_FALSE(conditions.users->include_guests_or_external_users);
  EXPECT_THAT(conditions.applications.include_applications, ElementsAre(AppId("All")));
  EXPECT_FALSE(read.value.grant_controls);
  EXPECT_FALSE(read.value.session_controls);
}

TEST(ReadPolicy, AnUnknownMemberThatSaysSomethingIsKeptAsUnreadInItsPart) {
  const auto read = policy_from(R"({"displayName": "P", "state": "enabled", "rollout": {"ring": 1},
    "conditions": {"clientAppTypes": ["all"], "times": {"allDay": true},
      "applications": {"includeApplications": ["All"], "globalSecureAccess": {"x": ["m365"]}}},
    "grantControls": {"operator": "OR", "builtInControls": ["mfa"], "future": 1},
    "sessionControls": {"networkAccessSecurity": {"isEnabled": true}}})");
  EXPECT_THAT(
      problems(read.diagnostics),
      ElementsAre(
          "warning graph.unknown_member /value/3/conditions/applications/globalSecureAccess",
          "warning graph.unknown_member /value/3/conditions/times",
          "warning graph.unknown_member /value/3/grantControls/future",
          "warning graph.unknown_member /value/3/sessionControls/networkAccessSecurity",
          "warning graph.unknown_member /value/3/rollout"));
  EXPECT_THAT(
      read.value.unread,
      ElementsAre(Unread{PolicyPart::conditions, "/conditions/applications/globalSecureAccess",
                         R"({"x":["m365"]})"},
                  Unread{PolicyPart::conditions, "/conditions/times", R"({"allDay":true})"},
                  Unread{PolicyPart::grant_controls, "/grantControls/future", "1"},
                  Unread{PolicyPart::session_controls, "/sessionControls/networkAccessSecurity",
                         R"({"isEnabled":true})"},
                  Unread{PolicyPart::policy, "/rollout", R"({"ring":1})"}));
  EXPECT_THAT(read.diagnostics[0].error.message, HasSubstr("policy `P`"));
}

TEST(ReadPolicy, AnUnknownWordIsKeptAsUnread) {
  const auto read = policy_from(R"({"displayName": "P", "state": "enabled",
    "conditions": {"clientAppTypes": ["browser", "hologram"], "insiderRiskLevels": "minor,grave",
      "devices": {"deviceFilter": {"mode": "perhaps", "rule": "x"}}},
    "grantControls": {"operator": "XOR", "builtInControls": ["compliantNetwork"]},
    "sessionControls": {"continuousAccessEvaluation": {"mode": "sometimes"}}})");
  EXPECT_THAT(
      problems(read.diagnostics),
      ElementsAre("warning graph.unknown_value /value/3/conditions/clientAppTypes/1",
                  "warning graph.unknown_value /value/3/conditions/devices/deviceFilter/mode",
                  "warning graph.unknown_value /value/3/conditions/insiderRiskLevels",
                  "warning graph.unknown_value /value/3/grantControls/operator",
                  "warning graph.unknown_value /value/3/grantControls/builtInControls/0",
                  "warning graph.unknown_value "
                  "/value/3/sessionControls/continuousAccessEvaluation/mode"));
  EXPECT_EQ(read.value.unread.size(), 6U);
  EXPECT_THAT(read.value.conditions.client_app_types, ElementsAre(ClientAppType::browser));
  EXPECT_EQ(read.value.conditions.insider_risk_levels, 1);
}

Read<Policy> policy_in_state(const std::string& member) {
  return policy_from(R"({"displayName": "P", )" + member +
                     R"( "conditions": {"clientAppTypes": ["all"]}})");
}

TEST(ReadPolicy, ARolloutInPartsIsReportOnlyAndUnread) {
  for (const std::string word : {"partiallyEnabled", " PartiallyENABLED"}) {
    const auto read = policy_in_state(R"("state": ")" + word + R"(",)");
    EXPECT_EQ(read.value.state, PolicyState::enabled_for_reporting);
    EXPECT_THAT(read.value.unread,
                ElementsAre(Unread{PolicyPart::state, "/state", '"' + word + '"'}));
  }
}

TEST(ReadPolicy, AStateThatIsNoKnownWordIsUnknownAndUnread) {  // CA 2.11.14
  const std::pair<std::string, std::string> cases[] = {
      {R"("paused")", "warning graph.unknown_value /value/3/state"},
      {R"("unknown")", "warning graph.unknown_value /value/3/state"},
      {"1", "error graph.wrong_type /value/3/state"},
      {R"({"is": "enabled"})", "error graph.wrong_type /value/3/state"}};
  for (const auto& [state, problem] : cases) {
    const auto read = policy_in_state(R"("state": )" + state + ",");
    EXPECT_EQ(read.value.state, PolicyState::unknown) << state;
    EXPECT_EQ(read.value.unread.size(), 1U) << state;
    EXPECT_EQ(read.value.unread.front().part, PolicyPart::state) << state;
    EXPECT_THAT(problems(read.diagnostics), ElementsAre(problem)) << state;
  }
  EXPECT_EQ(unread_state(policy_in_state(R"("state": "paused",)").value), "paused");
  EXPECT_EQ(unread_state(policy_in_state(R"("state": 1,)").value), "1");
}

TEST(ReadPolicy, AStateThatIsNotGivenIsUnknownAndUnread) {  // CA 2.11.14
  for (const std::string member : {"", R"("state": null,)", R"("state": "",)"}) {
    const auto read = policy_in_state(member);
    EXPECT_EQ(read.value.state, PolicyState::unknown) << member;
    EXPECT_THAT(problems(read.diagnostics), ElementsAre("warning graph.missing_member /value/3"));
    EXPECT_THAT(read.value.unread, ElementsAre(Unread{PolicyPart::state, "/state", "null"}));
    EXPECT_EQ(unread_state(read.value), "");
  }
}

TEST(ReadPolicy, APolicyWithoutConditionsIsNotFullyRead) {
  const auto read = policy_from(R"({"displayName": "P", "state": "enabled", "conditions": null})");
  EXPECT_THAT(problems(read.diagnostics), ElementsAre("error graph.missing_member /value/3"));
  EXPECT_THAT(read.value.unread,
              ElementsAre(Unread{PolicyPart::conditions, "/conditions", "null"}));
}

TEST(ReadPolicy, FlagsComeAsTextInAnyOrderAsAListOrAsANumber) {
  for (const std::string flags :
       {R"("internalGuest,b2bCollaborationMember")", R"("b2bCollaborationMember, internalGuest")",
        R"(["internalGuest", "B2BCollaborationMember"])",
        R"(["internalGuest,b2bCollaborationMember"])", "5"}) {
    const auto read = policy_with_conditions(
        R"({"users": {"includeGuestsOrExternalUsers": {"guestOrExternalUserTypes": )" + flags +
        R"(, "externalTenants": {}}}})");
    EXPECT_THAT(problems(read.diagnostics), IsEmpty()) << flags;
    ASSERT_TRUE(read.value.conditions.users->include_guests_or_external_users) << flags;
    EXPECT_EQ(read.value.conditions.users->include_guests_or_external_users->types, 5) << flags;
    EXPECT_FALSE(read.value.conditions.users->include_guests_or_external_users->external_tenants);
  }
  const auto all = policy_with_conditions(
      R"({"users": {"includeGuestsOrExternalUsers": {"guestOrExternalUserTypes": 63}}})");
  EXPECT_EQ(all.value.conditions.users->include_guests_or_external_users->types, 63);
  const auto newer = policy_with_conditions(
      R"({"users": {"includeGuestsOrExternalUsers": {"guestOrExternalUserTypes": 257}}})");
  EXPECT_EQ(newer.value.conditions.users->include_guests_or_external_users->types, 1);
  EXPECT_FALSE(newer.value.fully_read());
  const auto none =
      policy_with_conditions(R"({"authenticationFlows": {"transferMethods": "none"}})");
  EXPECT_THAT(problems(none.diagnostics), IsEmpty());
  EXPECT_EQ(none.value.conditions.authentication_flows, AuthenticationFlows{});
}

TEST(ReadPolicy, ASingleValueWhereAListBelongsIsReadWithAWarning) {
  const auto read =
      policy_with_conditions(R"({"clientAppTypes": "all", "users": {"includeUsers": "All"}})");
  EXPECT_THAT(problems(read.diagnostics),
              ElementsAre("warning graph.wrong_type /value/3/conditions/clientAppTypes",
                          "warning graph.wrong_type /value/3/conditions/users/includeUsers"));
  EXPECT_TRUE(read.value.fully_read());
  EXPECT_THAT(read.value.conditions.client_app_types, ElementsAre(ClientAppType::all));
  EXPECT_THAT(read.value.conditions.users->include_users, ElementsAre(UserId("All")));
}

TEST(ReadPolicy, AnotherJsonTypeIsAnErrorAndUnread) {
  const auto read = policy_from(R"({"displayName": 7, "id": "x", "state": true,
    "conditions": {"clientAppTypes": ["all", 3], "users": "All", "locations": ["All"],
      "platforms": {"includePlatforms": {"a": 1}}, "insiderRiskLevels": -1},
    "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
    "sessionControls": {"signInFrequency": {"isEnabled": "yes", "value": 1.5, "type": "days"},
      "disableResilienceDefaults": {"isEnabled": true}}})");
  EXPECT_THAT(problems(read.diagnostics),
              ElementsAre("error graph.wrong_type /value/3/displayName",
                          "error graph.wrong_type /value/3/state",
                          "error graph.wrong_type /value/3/conditions/clientAppTypes/1",
                          "error graph.wrong_type /value/3/conditions/users",
                          "error graph.wrong_type /value/3/conditions/platforms/includePlatforms",
                          "error graph.wrong_type /value/3/conditions/locations",
                          "error graph.wrong_type /value/3/conditions/insiderRiskLevels",
                          "error graph.wrong_type "
                          "/value/3/sessionControls/disableResilienceDefaults",
                          "error graph.wrong_type /value/3/sessionControls/signInFrequency/value",
                          "error graph.wrong_type "
                          "/value/3/sessionControls/signInFrequency/isEnabled"));
  EXPECT_EQ(read.value.unread.size(), 10U);
}

TEST(ReadPolicy, QuotedBooleansAndNumbersAreReadWithAWarning) {
  const auto read = policy_with_session(
      R"({"signInFrequency": {"isEnabled": "True", "value": "8", "type": "hours"}})");
  EXPECT_EQ(read.diagnostics.size(), 2U);
  EXPECT_EQ(read.value.session_controls->sign_in_frequency->period(), std::chrono::hours(8));
}

TEST(ReadPolicy, TextsThatAreNotIdsAreKeptWithOneWarningForTheList) {
  const auto read = policy_with_conditions(
      R"({"users": {"includeUsers": ["All", "<Break glass>", "11111111-0000-4000-8000-000000000001",
        "REPLACE_ME"], "includeRoles": ["Global Reader"]}})");
  EXPECT_THAT(problems(read.diagnostics),
              ElementsAre("warning graph.not_an_id /value/3/conditions/users/includeUsers",
                          "warning graph.not_an_id /value/3/conditions/users/includeRoles"));
  EXPECT_THAT(read.diagnostics[0].error.message,
              HasSubstr("`<Break glass>` and 1 more in this list are not ids"));
  EXPECT_EQ(read.value.conditions.users->include_users.size(), 4U);
  EXPECT_TRUE(read.value.fully_read());
}

TEST(ReadPolicy, SpecialWordsOfEveryListAreIds) {
  const auto read = policy_with_conditions(R"({
    "applications": {"includeApplications": ["all", "None", "Office365", "MicrosoftAdminPortals",
      "AllAgentIdResources"], "includeUserActions": ["urn:user:registerdevice"]},
    "users": {"includeUsers": ["none", "GuestsOrExternalUsers", "AllAgentIdUsers"]},
    "clientApplications": {"includeServicePrincipals": ["ServicePrincipalsInMyTenant"],
      "includeAgentIdServicePrincipals": ["All"]},
    "locations": {"includeLocations": ["All"],
      "excludeLocations": ["AllTrusted", "00000000-0000-0000-0000-000000000000"]}})");
  EXPECT_THAT(problems(read.diagnostics), IsEmpty());
}

TEST(ReadPolicy, AFilterRulePastTheLimitIsAnErrorAndUnread) {
  const auto read =
      policy_with_conditions(R"({"devices": {"deviceFilter": {"mode": "include", "rule": ")" +
                             std::string(3073, 'x') + R"("}}})");
  EXPECT_THAT(problems(read.diagnostics),
              ElementsAre("error filter.too_long /value/3/conditions/devices/deviceFilter/rule"));
  ASSERT_EQ(read.value.unread.size(), 1U);
  EXPECT_EQ(read.value.unread[0].text.size(), 203U);
  const auto longest =
      policy_with_conditions(R"({"devices": {"deviceFilter": {"mode": "include", "rule": ")" +
                             std::string(3072, 'x') + R"("}}})");
  EXPECT_TRUE(longest.value.fully_read());
}

TEST(ReadPolicy, AnInlineStrengthIsReadAndABareIdIsAReference) {
  const auto whole = policy_with_grant(R"({"operator": "AND",
    "authenticationStrength@odata.context": "x", "authenticationStrength": {
      "id": "cccccccc-0000-4000-8000-000000000003", "displayName": "Keys", "createdDateTime": "x",
      "policyType": "custom", "requirementsSatisfied": "mfa",
      "allowedCombinations": ["fido2", "sms, password"], "combinationConfigurations": []}})");
  EXPECT_THAT(problems(whole.diagnostics), IsEmpty());
  const auto& strength = whole.value.grant_controls->authentication_strength;
  ASSERT_TRUE(strength && strength->inline_copy);
  EXPECT_EQ(strength->id, StrengthId("cccccccc-0000-4000-8000-000000000003"));
  EXPECT_TRUE(strength->inline_copy->satisfies_mfa);
  EXPECT_THAT(strength->inline_copy->allowed_combinations, ElementsAre(32U, 17U));
  EXPECT_EQ(strength->inline_copy->origin.where.pointer,
            "/value/3/grantControls/authenticationStrength");

  const auto bare = policy_with_grant(
      R"({"operator": "OR", "authenticationStrength": {"id": "00000000-0000-0000-0000-000000000004"}})");
  EXPECT_EQ(bare.value.grant_controls->authentication_strength,
            (StrengthReference{k_phishing_resistant_strength, std::nullopt}));

  const auto named =
      policy_with_grant(R"({"operator": "OR", "authenticationStrength": {"displayName": "Keys"}})");
  EXPECT_FALSE(named.value.fully_read());
}

TEST(ReadPolicy, AnUnknownMethodInAnInlineStrengthIsUnreadInBoth) {
  const auto read = policy_with_grant(R"({"operator": "OR", "authenticationStrength": {
    "id": "cccccccc-0000-4000-8000-000000000003",
    "allowedCombinations": ["fido2", "password,telepathy"]}})");
  EXPECT_EQ(read.value.unread.size(), 1U);
  const auto& copy = read.value.grant_controls->authentication_strength->inline_copy;
  EXPECT_THAT(copy->allowed_combinations, ElementsAre(32U));
  EXPECT_THAT(copy->unread, ElementsAre(Unread{PolicyPart::grant_controls, "/allowedCombinations/1",
                                               "\"password,telepathy\""}));
}

TEST(ReadPolicy, SeveralControlsWithoutAnOperatorAreNotFullyRead) {
  EXPECT_TRUE(policy_with_grant(R"({"builtInControls": ["mfa"]})").value.fully_read());
  EXPECT_FALSE(
      policy_with_grant(R"({"builtInControls": ["mfa", "compliantDevice"]})").value.fully_read());
}

TEST(ReadPolicy, AControlThatDoesNotSayWhetherItIsOnIsNotFullyRead) {
  const auto read = policy_with_session(R"({"persistentBrowser": {"mode": "never"}})");
  EXPECT_THAT(
      problems(read.diagnostics),
      ElementsAre("warning graph.missing_member /value/3/sessionControls/persistentBrowser"));
  EXPECT_THAT(read.value.unread,
              ElementsAre(Unread{PolicyPart::session_controls, "/sessionControls/persistentBrowser",
                                 R"({"mode":"never"})"}));
}

TEST(ReadPolicy, LongNamesAreCutInMessagesAndWholeInPointers) {
  const std::string name(5000, 'n');
  const auto read = policy_with_conditions(R"({"clientAppTypes": ["all"], ")" + name + R"(": 1})");
  ASSERT_EQ(read.diagnostics.size(), 1U);
  EXPECT_LT(read.diagnostics[0].error.message.size(), 200U);
  EXPECT_THAT(read.diagnostics[0].error.where.pointer, HasSubstr(name));
}

TEST(ReadPolicy, NamesBesideListedIdsAreSilentAndWithoutThemUnread) {
  const auto beside = policy_with_conditions(
      R"({"users": {"includeGroups": ["11111111-0000-4000-8000-000000000001"],
        "includeGroupNames": ["Sales"]}})");
  EXPECT_THAT(problems(beside.diagnostics), IsEmpty());
  const auto alone =
      policy_with_conditions(R"({"users": {"includeGroups": [], "includeGroupNames": ["Sales"]}})");
  EXPECT_FALSE(alone.value.fully_read());
}

TEST(ReadPolicy, OfAMemberInTwoLetterCasesTheLastCounts) {
  const auto read = policy_from(R"({"displayName": "P", "state": "disabled", "State": "enabled",
    "conditions": {"clientAppTypes": ["all"]}})");
  EXPECT_EQ(read.value.state, PolicyState::enabled);
  EXPECT_THAT(problems(read.diagnostics), ElementsAre("warning json.duplicate_member /value/3"));
}

TEST(ReadPolicy, ExternalTenantsWithMembersButNoKindAreEnumerated) {
  const auto read = policy_with_conditions(R"({"users": {"includeGuestsOrExternalUsers":
    {"guestOrExternalUserTypes": "internalGuest",
     "externalTenants": {"members": ["11111111-0000-4000-8000-000000000001"]}}}})");
  EXPECT_EQ(read.value.conditions.users->include_guests_or_external_users->external_tenants
                ->membership_kind,
            MembershipKind::enumerated);
}

}  // namespace
}  // namespace caprock
