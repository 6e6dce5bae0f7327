#include "graph_json/sign_in_log_json.h"

#include <gmock/gmock.h>

namespace caprock {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Result<LoggedSignIn> logged(std::string_view text) {
  auto read = parse_json(text, "log.jsonl");
  EXPECT_TRUE(read.has_value()) << text;
  return read_sign_in_log_record(read ? read->value.as_object() : json::object(),
                                 {"log.jsonl", "", 7, 0});
}

// A record of somebody with these members besides.
LoggedSignIn record(const std::string& members) {
  auto read = logged(R"({"userId": "u1")" + (members.empty() ? "" : ", " + members) + "}");
  EXPECT_TRUE(read.has_value()) << members << ": " << (read ? "" : to_string(read.error()));
  return read ? *read : LoggedSignIn{};
}

SignIn sign_in(const std::string& members) { return record(members).sign_in; }

TEST(SignInLog, what_a_record_does_not_say_stays_unknown) {
  const LoggedSignIn bare = record("");
  const SignIn& said = bare.sign_in;
  EXPECT_EQ(said.subject.kind, SubjectKind::user);
  EXPECT_EQ(said.subject.user.id, UserId("u1"));
  EXPECT_TRUE(said.subject.user.external_kind.is_unknown());
  EXPECT_TRUE(said.client.app_type.is_unknown());
  EXPECT_TRUE(said.client.ip.is_unknown());
  EXPECT_TRUE(said.client.country.is_unknown());
  EXPECT_TRUE(said.client.platform.is_unknown());
  EXPECT_TRUE(said.device.is_unknown());
  EXPECT_TRUE(said.risk.sign_in.is_unknown());
  EXPECT_TRUE(said.risk.user.is_unknown());
  EXPECT_TRUE(said.original_transfer_method.is_unknown());
  EXPECT_TRUE(said.session.mfa_claim.is_unknown());
  EXPECT_FALSE(said.request.audiences);
  EXPECT_THAT(bare.notes, IsEmpty());
}

TEST(SignInLog, empty_texts_and_null_say_nothing) {
  const LoggedSignIn empty = record(
      R"("clientAppUsed": "", "ipAddress": "", "resourceId": null, "riskLevelDuringSignIn": null,
         "originalTransferMethod": "", "location": {"countryOrRegion": ""}, "homeTenantId": "",
         "conditionalAccessAudiences": [])");
  EXPECT_TRUE(empty.sign_in.client.app_type.is_unknown());
  EXPECT_TRUE(empty.sign_in.client.country.is_unknown());
  EXPECT_TRUE(empty.sign_in.subject.user.home_tenant.is_unknown());
  EXPECT_THAT(empty.sign_in.request.resources, IsEmpty());
  EXPECT_FALSE(empty.sign_in.request.audiences);
  EXPECT_THAT(empty.notes, IsEmpty());
}

struct ClientWord {
  const char* word;
  SignInClient client;
};

class ClientAppUsed : public testing::TestWithParam<ClientWord> {};

TEST_P(ClientAppUsed, is_a_class_of_clients) {
  const SignIn read = sign_in(R"("clientAppUsed": ")" + std::string(GetParam().word) + '"');
  ASSERT_NE(read.client.app_type.value(), nullptr);
  EXPECT_EQ(*read.client.app_type.value(), GetParam().client);
}

INSTANTIATE_TEST_SUITE_P(Words, ClientAppUsed,
                         testing::Values(ClientWord{"Browser", SignInClient::browser},
                                         ClientWord{"mobile apps and desktop clients",
                                                    SignInClient::mobile_apps_and_desktop_clients},
                                         ClientWord{"Exchange ActiveSync",
                                                    SignInClient::exchange_active_sync},
                                         ClientWord{"IMAP4", SignInClient::other},
                                         ClientWord{"POP3", SignInClient::other},
                                         ClientWord{"Authenticated SMTP", SignInClient::other},
                                         ClientWord{"Other clients; MAPI", SignInClient::other}));

TEST(SignInLog, a_word_that_is_not_known_leaves_its_signal_unknown_and_is_noted) {
  const LoggedSignIn odd = record(
      R"("clientAppUsed": "Telepathy", "ipAddress": "nowhere", "originalTransferMethod": "pigeon",
         "riskLevelDuringSignIn": "purple", "location": {"countryOrRegion": "Utopia"},
         "crossTenantAccessType": "passthrough", "createdDateTime": "yesterday",
         "deviceDetail": {"deviceId": "d", "trustType": "Blood oath", "operatingSystem": "BeOS 5"})");
  EXPECT_TRUE(odd.sign_in.client.app_type.is_unknown());
  EXPECT_TRUE(odd.sign_in.client.ip.is_unknown());
  EXPECT_TRUE(odd.sign_in.client.country.is_unknown());
  EXPECT_TRUE(odd.sign_in.client.platform.is_unknown());
  EXPECT_TRUE(odd.sign_in.original_transfer_method.is_unknown());
  EXPECT_TRUE(odd.sign_in.risk.sign_in.is_unknown());
  EXPECT_TRUE(odd.sign_in.subject.user.external_kind.is_unknown());
  EXPECT_TRUE(odd.sign_in.at.is_unknown());
  EXPECT_EQ(odd.notes.size(), 9U);
  EXPECT_THAT(odd.notes, testing::Contains("`clientAppUsed` is `Telepathy`, which is not known"));
}

TEST(SignInLog, members_match_without_case_and_others_are_ignored) {
  const SignIn read = sign_in(R"("IPAddress": "203.0.113.9", "flaggedForReview": true)");
  ASSERT_NE(read.client.ip.value(), nullptr);
  EXPECT_EQ(to_string(*read.client.ip.value()), "203.0.113.9");
}

TEST(SignInLog, a_member_of_another_type_is_an_error_at_its_place) {
  const auto read = logged(R"({"userId": "u1", "clientAppUsed": 5})");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::sign_in_invalid);
  EXPECT_EQ(read.error().where.pointer, "/clientAppUsed");
  EXPECT_EQ(read.error().where.line, 7);
  EXPECT_FALSE(logged(R"({"userId": "u1", "deviceDetail": "none"})"));
  EXPECT_FALSE(logged(R"({"userId": "u1", "isInteractive": "yes"})"));
  EXPECT_FALSE(logged(R"({"userId": "u1", "conditionalAccessAudiences": "a"})"));
  EXPECT_FALSE(logged(R"({"userId": "u1", "signInEventTypes": [1]})"));
}

TEST(SignInLog, a_record_that_names_nobody_is_refused) {
  for (const char* text : {R"({"appId": "a"})", R"({"userId": "", "servicePrincipalId": ""})",
                           R"({"userId": "00000000-0000-0000-0000-000000000000"})",
                           R"({"userId": "u1", "signInEventTypes": ["servicePrincipal"]})"}) {
    const auto read = logged(text);
    ASSERT_FALSE(read) << text;
    EXPECT_THAT(read.error().message, HasSubstr("names nobody")) << text;
  }
}

TEST(SignInLog, a_user_without_id_goes_by_name) {
  const auto read = logged(R"({"userId": "00000000-0000-0000-0000-000000000000",
                               "userPrincipalName": "ada@contoso.example"})");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->sign_in.subject.user.id, UserId("ada@contoso.example"));
}

TEST(SignInLog, event_types_tell_who_signs_in) {
  const auto workload = logged(
      R"({"servicePrincipalId": "sp", "userId": "", "signInEventTypes": ["servicePrincipal"]})");
  ASSERT_TRUE(workload);
  EXPECT_EQ(workload->sign_in.subject.kind, SubjectKind::service_principal);
  EXPECT_EQ(workload->sign_in.subject.service_principal.id, ServicePrincipalId("sp"));
  EXPECT_EQ(workload->sign_in.request.grant, GrantType::client_credentials);
  EXPECT_FALSE(workload->sign_in.request.interactive);
  const auto managed =
      logged(R"({"servicePrincipalId": "sp", "signInEventTypes": ["managedIdentity"]})");
  ASSERT_TRUE(managed);
  EXPECT_EQ(managed->sign_in.subject.kind, SubjectKind::managed_identity);
  EXPECT_FALSE(sign_in(R"("signInEventTypes": ["nonInteractiveUser"])").request.interactive);
  EXPECT_TRUE(sign_in(R"("signInEventTypes": ["interactiveUser"])").request.interactive);
}

TEST(SignInLog, external_users) {
  const auto kind = [](const char* access, const char* type) {
    const SignIn read = sign_in(R"("crossTenantAccessType": ")" + std::string(access) +
                                R"(", "userType": ")" + type + '"');
    const ExternalKind* value = read.subject.user.external_kind.value();
    return value == nullptr ? std::nullopt : std::optional(*value);
  };
  EXPECT_EQ(kind("none", "member"), ExternalKind::none);
  EXPECT_EQ(kind("none", "guest"), ExternalKind::internal_guest);
  EXPECT_EQ(kind("b2bCollaboration", "guest"), ExternalKind::b2b_collaboration_guest);
  EXPECT_EQ(kind("b2bCollaboration", "member"), ExternalKind::b2b_collaboration_member);
  EXPECT_EQ(kind("b2bCollaboration", ""), std::nullopt);
  EXPECT_EQ(kind("b2bDirectConnect", "guest"), ExternalKind::b2b_direct_connect_user);
  EXPECT_EQ(kind("serviceProvider", "external"), ExternalKind::service_provider);
  const SignIn home = sign_in(R"("homeTenantId": "t9")");
  ASSERT_NE(home.subject.user.home_tenant.value(), nullptr);
  EXPECT_EQ(*home.subject.user.home_tenant.value(), TenantId("t9"));
}

TEST(SignInLog, grants) {
  const auto grant = [](const std::string& members) { return sign_in(members).request.grant; };
  EXPECT_EQ(grant(R"("authenticationProtocol": "deviceCode")"), GrantType::device_code);
  EXPECT_EQ(grant(R"("authenticationProtocol": "ropc")"), GrantType::password);
  EXPECT_EQ(grant(R"("authenticationProtocol": "saml20")"), GrantType::saml);
  EXPECT_EQ(grant(R"("authenticationProtocol": "none")"), GrantType::authorization_code);
  EXPECT_EQ(grant(R"("authenticationProtocol": "deviceCode", "incomingTokenType": "refreshToken")"),
            GrantType::refresh_token);
  EXPECT_EQ(grant(R"("incomingTokenType": "primaryRefreshToken")"),
            GrantType::primary_refresh_token);
  EXPECT_EQ(grant(R"("isInteractive": false)"), GrantType::refresh_token);
}

TEST(SignInLog, resources_audiences_and_contexts) {
  const SignIn read = sign_in(
      R"("appId": "client", "resourceId": "resource", "clientCredentialType": "clientSecret",
         "conditionalAccessAudiences": ["00000003-0000-0ff1-ce00-000000000000",
           {"applicationId": "00000002-0000-0ff1-ce00-000000000000"}],
         "authenticationContextClassReferences": [{"id": "c1", "detail": "required"},
           {"id": "c2", "detail": "notApplicable"}])");
  EXPECT_EQ(read.request.client_app, AppId("client"));
  EXPECT_THAT(read.request.resources, ElementsAre(AppId("resource")));
  ASSERT_TRUE(read.request.audiences);
  EXPECT_THAT(*read.request.audiences, ElementsAre(AppId("00000003-0000-0ff1-ce00-000000000000"),
                                                   AppId("00000002-0000-0ff1-ce00-000000000000")));
  EXPECT_THAT(read.request.authentication_contexts, ElementsAre(ContextId("c1")));
  ASSERT_NE(read.request.client_kind.value(), nullptr);
  EXPECT_EQ(*read.request.client_kind.value(), ClientKind::confidential_client);
}

TEST(SignInLog, a_registered_device) {
  const SignIn read = sign_in(
      R"("deviceDetail": {"deviceId": "d1", "displayName": "Laptop", "operatingSystem": "Windows 11",
          "isCompliant": true, "isManaged": true, "trustType": "Hybrid Azure AD joined"})");
  const Device* device = read.device.value();
  ASSERT_NE(device, nullptr);
  EXPECT_EQ(device->device_id, std::string("d1"));
  EXPECT_EQ(device->is_compliant, true);
  EXPECT_EQ(device->trust_type, TrustType::server_ad);
  ASSERT_NE(read.client.platform.value(), nullptr);
  EXPECT_EQ(*read.client.platform.value(), SignInPlatform::windows);
}

TEST(SignInLog, the_system_with_its_version_is_not_the_property_of_the_device) {  // CA 2.7
  for (const char* system : {"Windows", "Windows 10", "Windows10"}) {
    const SignIn read = sign_in(R"("deviceDetail": {"deviceId": "d1", "operatingSystem": ")" +
                                std::string(system) + "\"}");
    ASSERT_NE(read.device.value(), nullptr);
    EXPECT_TRUE(read.device.value()->operating_system.is_unknown()) << system;
    ASSERT_NE(read.client.platform.value(), nullptr);
    EXPECT_EQ(*read.client.platform.value(), SignInPlatform::windows) << system;
  }
}

TEST(SignInLog, what_is_not_said_of_a_device_is_unknown) {
  const Device said =
      *sign_in(R"("deviceDetail": {"deviceId": "d1", "isCompliant": null})").device.value();
  EXPECT_TRUE(said.is_compliant.is_unknown());
  EXPECT_TRUE(said.trust_type.is_unknown());
  EXPECT_TRUE(said.intune_managed.is_unknown());
  EXPECT_TRUE(said.model.is_unknown());
  const auto managed = [](const char* truth) {
    return sign_in(R"("deviceDetail": {"deviceId": "d1", "isManaged": )" + std::string(truth) + "}")
        .device.value()
        ->intune_managed;
  };
  EXPECT_EQ(managed("false"), false);
  EXPECT_TRUE(managed("true").is_unknown());
}

TEST(SignInLog, a_browser_that_says_its_system_is_no_registered_device) {
  const SignIn read = sign_in(
      R"("deviceDetail": {"deviceId": "", "operatingSystem": "Ios 17.4", "browser": "Mobile Safari",
          "isCompliant": false, "isManaged": false, "trustType": ""})");
  EXPECT_TRUE(read.device.is_absent());
  ASSERT_NE(read.client.platform.value(), nullptr);
  EXPECT_EQ(*read.client.platform.value(), SignInPlatform::ios);
}

TEST(SignInLog, a_device_of_which_nothing_is_said_is_unknown) {
  for (const char* detail :
       {R"({})", R"({"operatingSystem": "Windows10", "browser": "Edge"})", R"({"deviceId": null})",
        R"({"isCompliant": false, "isManaged": false})", R"({"trustType": ""})",
        R"({"deviceId": "", "trustType": "Hybrid joined, by a new word"})"})
    EXPECT_TRUE(sign_in(R"("deviceDetail": )" + std::string(detail)).device.is_unknown()) << detail;
  EXPECT_TRUE(sign_in(R"("deviceDetail": {"deviceId": ""})").device.is_absent());
  EXPECT_TRUE(sign_in(R"("deviceDetail": {"deviceId": "", "trustType": null})").device.is_absent());
}

TEST(SignInLog, risk_of_which_the_log_does_not_tell_the_level_is_unknown) {
  EXPECT_TRUE(sign_in(R"("riskLevelDuringSignIn": "hidden")").risk.sign_in.is_unknown());
  EXPECT_TRUE(
      sign_in(R"("riskLevelAggregated": "high", "riskState": "atRisk")").risk.sign_in.is_unknown());
  const SignIn high = sign_in(R"("riskLevelDuringSignIn": "high")");
  ASSERT_NE(high.risk.sign_in.value(), nullptr);
  EXPECT_EQ(*high.risk.sign_in.value(), RiskLevel::high);
}

TEST(SignInLog, names_and_the_result_stand_beside_the_sign_in) {
  const LoggedSignIn said = record(R"("appDisplayName": "Mio", "userPrincipalName": "a@t.example",
                                      "status": {"errorCode": 50076})");
  EXPECT_EQ(said.client_name, "Mio");
  EXPECT_EQ(said.account_name, "a@t.example");
  EXPECT_EQ(said.went_through, false);
  EXPECT_EQ(record(R"("status": {"errorCode": 0})").went_through, true);
  EXPECT_EQ(record(R"("status": {})").went_through, std::nullopt);
}

TEST(SignInLog, multifactor_is_proven_where_it_was_demanded_and_went_through) {
  const auto claim = [](const std::string& members) {
    const SignIn read = sign_in(members);
    return read.session.mfa_claim.value() == nullptr
               ? std::nullopt
               : std::optional(*read.session.mfa_claim.value());
  };
  EXPECT_EQ(claim(R"("authenticationRequirement": "multiFactorAuthentication",
                     "status": {"errorCode": 0})"),
            true);
  EXPECT_EQ(claim(R"("authenticationRequirement": "multiFactorAuthentication",
                     "status": {"errorCode": 50076})"),
            std::nullopt);
  EXPECT_EQ(claim(R"("authenticationRequirement": "singleFactorAuthentication",
                     "status": {"errorCode": 0})"),
            std::nullopt);
}

TEST(SignInLog, steps_are_methods_when_each_names_one) {
  const SignIn password = sign_in(
      R"("authenticationDetails": [{"authenticationMethod": "Password", "succeeded": true}])");
  ASSERT_NE(password.session.methods.value(), nullptr);
  EXPECT_EQ(password.session.methods.value()->front().mode, MethodMode::password);
  EXPECT_TRUE(sign_in(R"("authenticationDetails": [
      {"authenticationMethod": "Previously satisfied", "succeeded": true}])")
                  .session.methods.is_unknown());
  EXPECT_TRUE(sign_in(R"("authenticationDetails": [
      {"authenticationMethod": "Password", "succeeded": false}])")
                  .session.methods.is_unknown());
}

TEST(SignInLog, session_birth_and_token_binding) {
  const SignIn device_code = sign_in(R"("originalTransferMethod": "deviceCodeFlow")");
  ASSERT_NE(device_code.original_transfer_method.value(), nullptr);
  EXPECT_EQ(*device_code.original_transfer_method.value(),
            static_cast<std::uint8_t>(TransferMethod::device_code_flow));
  const SignIn none = sign_in(R"("originalTransferMethod": "none",
      "tokenProtectionStatusDetails": {"signInSessionStatus": "unbound"})");
  ASSERT_NE(none.original_transfer_method.value(), nullptr);
  EXPECT_EQ(*none.original_transfer_method.value(), 0);
  ASSERT_NE(none.session.bound_token.value(), nullptr);
  EXPECT_FALSE(*none.session.bound_token.value());
}

TEST(SignInLog, knows_its_records_from_described_sign_ins) {
  const auto is_record = [](std::string_view text) {
    return is_sign_in_log_record(parse_json(text, "x")->value.as_object());
  };
  EXPECT_TRUE(is_record(R"({"userId": "u"})"));
  EXPECT_TRUE(is_record(R"({"CreatedDateTime": "2026-01-01T00:00:00Z"})"));
  EXPECT_FALSE(is_record(R"({"user": "u", "ipAddress": "203.0.113.9"})"));
  EXPECT_FALSE(is_record("{}"));
}

}  // namespace
}  // namespace caprock
