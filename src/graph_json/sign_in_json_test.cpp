#include "graph_json/sign_in_json.h"

#include <gmock/gmock.h>

namespace caprock {
namespace {

json::object parsed(std::string_view text) {
  auto read = parse_json(text, "sign_in.json");
  EXPECT_TRUE(read.has_value()) << text;
  return read ? read->value.as_object() : json::object{};
}

Result<SignIn> sign_in_of(std::string_view text) { return read_sign_in(parsed(text), {}); }

Result<EvaluationOptions> options_of(std::string_view text) {
  return read_evaluation_options(parsed(text), {});
}

TEST(SignInJson, a_member_that_is_missing_is_unknown_and_null_is_absent) {
  const auto said_nothing = sign_in_of(R"({"user": "u"})");
  ASSERT_TRUE(said_nothing);
  EXPECT_TRUE(said_nothing->device.is_unknown());
  EXPECT_TRUE(said_nothing->client.ip.is_unknown());
  EXPECT_TRUE(said_nothing->session.mfa_claim.is_unknown());
  EXPECT_TRUE(said_nothing->original_transfer_method.is_unknown());

  const auto said_no = sign_in_of(R"({"user": "u", "device": null, "country": null, "gps": null})");
  ASSERT_TRUE(said_no);
  EXPECT_TRUE(said_no->device.is_absent());
  EXPECT_TRUE(said_no->client.country.is_absent());
  EXPECT_TRUE(said_no->client.gps.is_absent());
}

TEST(SignInJson, every_subject_is_a_text_or_an_object) {
  const auto user = sign_in_of(
      R"({"user": {"id": "u", "externalKind": "internalGuest", "homeTenant": "t",
          "identityProvider": "google", "groups": ["g"], "roles": []}})");
  ASSERT_TRUE(user);
  EXPECT_EQ(user->subject.kind, SubjectKind::user);
  EXPECT_EQ(*user->subject.user.external_kind.value(), ExternalKind::internal_guest);
  EXPECT_EQ(user->subject.user.identity_provider, IdentityProvider::google);
  EXPECT_EQ(user->subject.user.groups->count(GroupId("G")), 1U);
  EXPECT_TRUE(user->subject.user.roles->empty());

  const auto agent = sign_in_of(
      R"({"agentIdentity": {"id": "a", "blueprint": "b", "attributes": {"S_a": ["x", "y"]}}})");
  ASSERT_TRUE(agent);
  EXPECT_EQ(agent->subject.kind, SubjectKind::agent_identity);
  EXPECT_EQ(agent->subject.service_principal.blueprint, ServicePrincipalId("b"));
  EXPECT_EQ(agent->subject.service_principal.attributes->at("S_a").size(), 2U);

  const auto workload = sign_in_of(R"({"servicePrincipal": "s"})");
  ASSERT_TRUE(workload);
  EXPECT_EQ(workload->subject.service_principal.id, ServicePrincipalId("S"));
  EXPECT_TRUE(workload->subject.service_principal.single_tenant.is_unknown());
  EXPECT_EQ(sign_in_of(R"({"managedIdentity": "m"})")->subject.kind, SubjectKind::managed_identity);
  EXPECT_EQ(sign_in_of(R"({"agentUser": "m"})")->subject.kind, SubjectKind::agent_user);
}

TEST(SignInJson, a_user_without_an_object_needs_a_kind) {
  EXPECT_TRUE(sign_in_of(R"({"user": {"externalKind": "serviceProvider"}})"));
  EXPECT_FALSE(sign_in_of(R"({"user": {"homeTenant": "t"}})"));
}

TEST(SignInJson, exactly_one_subject_is_named) {
  EXPECT_EQ(sign_in_of(R"({"country": "US"})").error().code, ErrorCode::sign_in_invalid);
  EXPECT_FALSE(sign_in_of(R"({"user": "u", "servicePrincipal": "s"})"));
}

TEST(SignInJson, request_and_client_are_read_with_graphs_words) {
  const auto read = sign_in_of(
      R"({"user": "u", "at": "2026-09-01T12:00:00Z", "grant": "refreshToken", "interactive": false,
          "clientApp": "c", "clientKind": "confidential", "idTokenRequested": true,
          "scopes": ["Mail.Read"], "resources": ["r"], "audiences": [],
          "userAction": "urn:user:registerdevice", "authenticationContexts": ["c1"],
          "clientAppType": "all", "devicePlatform": "unknown", "ipAddress": "::ffff:192.0.2.1",
          "country": "nl", "gps": {"country": "NL", "valid": false}, "compliantNetwork": true})");
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(to_string(*read->at.value()), "2026-09-01T12:00:00Z");
  EXPECT_EQ(read->request.grant, GrantType::refresh_token);
  EXPECT_FALSE(read->request.interactive);
  EXPECT_EQ(*read->request.client_kind.value(), ClientKind::confidential_client);
  EXPECT_TRUE(read->request.id_token_requested);
  EXPECT_THAT(read->request.scopes, testing::ElementsAre("Mail.Read"));
  EXPECT_TRUE(read->request.audiences.has_value());
  EXPECT_EQ(read->request.user_action, "urn:user:registerdevice");
  EXPECT_EQ(*read->client.app_type.value(), SignInClient::unspecified);
  EXPECT_EQ(*read->client.platform.value(), SignInPlatform::unrecognised);
  EXPECT_EQ(to_string(*read->client.ip.value()), "192.0.2.1");
  EXPECT_EQ(*read->client.country.value(), "NL");
  EXPECT_FALSE(read->client.gps.value()->valid);
}

TEST(SignInJson, the_level_none_is_absent_where_the_model_has_no_such_level) {
  const auto read = sign_in_of(
      R"({"user": "u", "signInRiskLevel": "none", "agentIdRiskLevel": "none",
          "insiderRiskLevel": "elevated"})");
  ASSERT_TRUE(read);
  EXPECT_EQ(*read->risk.sign_in.value(), RiskLevel::none);
  EXPECT_TRUE(read->risk.agent.is_absent());
  EXPECT_EQ(*read->risk.insider.value(), InsiderRisk::elevated);
  EXPECT_TRUE(read->risk.user.is_unknown());
}

TEST(SignInJson, transfer_methods_are_flags) {
  EXPECT_EQ(*sign_in_of(R"({"user": "u", "originalTransferMethod": "none"})")
                 ->original_transfer_method.value(),
            0);
  EXPECT_EQ(*sign_in_of(
                 R"({"user": "u", "originalTransferMethod":
                     "deviceCodeFlow, authenticationTransfer"})")
                 ->original_transfer_method.value(),
            3);
  EXPECT_FALSE(sign_in_of(R"({"user": "u", "originalTransferMethod": "carrierPigeon"})"));
}

TEST(SignInJson, a_device_has_every_property_of_the_filter_table) {
  const auto read = sign_in_of(
      R"({"user": "u", "device": {"deviceId": "d", "displayName": "n", "ownership": "Company",
          "enrollmentProfileName": "e", "isCompliant": true, "manufacturer": "m", "mdmAppId": "a",
          "model": "o", "operatingSystem": "Windows", "operatingSystemVersion": "10",
          "physicalIds": ["p"], "profileType": "IoT", "systemLabels": ["l"], "trustType": "ServerAD",
          "extensionAttribute1": "one", "extensionAttribute15": "fifteen", "intuneManaged": true}})");
  ASSERT_TRUE(read) << to_string(read.error());
  const Device& device = *read->device.value();
  EXPECT_EQ(device.trust_type, TrustType::server_ad);
  EXPECT_EQ(device.extension_attributes[0], std::string("one"));
  EXPECT_EQ(device.extension_attributes[14], std::string("fifteen"));
  EXPECT_EQ(device.is_compliant, true);
  EXPECT_EQ(device.intune_managed, true);
}

TEST(SignInJson, a_device_property_that_is_missing_is_unknown_and_null_is_null) {
  const auto read = sign_in_of(
      R"({"user": "u", "device": {"trustType": null, "model": null, "physicalIds": null}})");
  ASSERT_TRUE(read) << to_string(read.error());
  const Device& device = *read->device.value();
  EXPECT_TRUE(device.trust_type.is_absent());
  EXPECT_TRUE(device.model.is_absent());
  EXPECT_TRUE(device.physical_ids.is_absent());
  EXPECT_TRUE(device.is_compliant.is_unknown());
  EXPECT_TRUE(device.manufacturer.is_unknown());
  EXPECT_TRUE(device.system_labels.is_unknown());
  EXPECT_TRUE(device.intune_managed.is_unknown());
}

TEST(SignInJson, a_session_says_what_is_already_proven) {
  const auto read = sign_in_of(
      R"({"user": "u", "session": {"methods": [{"mode": "fido2", "aaguid": "k"},
          {"mode": "x509CertificateMultiFactor", "issuerSki": "i", "policyOids": ["1.2"]}],
          "mfaClaim": true, "termsAccepted": ["t"], "lastSecondaryAuthentication": null}})");
  ASSERT_TRUE(read) << to_string(read.error());
  const Session& session = read->session;
  ASSERT_EQ(session.methods.value()->size(), 2U);
  EXPECT_EQ((*session.methods.value())[0].aaguid, "k");
  EXPECT_EQ(*session.mfa_claim.value(), true);
  EXPECT_TRUE(session.terms_accepted.value()->count(TermsOfUseId("T")));
  EXPECT_TRUE(session.last_secondary_authentication.is_absent());
  EXPECT_TRUE(session.last_primary_authentication.is_unknown());
}

struct Bad {
  std::string_view text;
  std::string_view pointer;
};

class SignInJsonRefuses : public testing::TestWithParam<Bad> {};

TEST_P(SignInJsonRefuses, and_points_at_the_member) {
  const auto read = sign_in_of(GetParam().text);
  ASSERT_FALSE(read) << GetParam().text;
  EXPECT_EQ(read.error().code, ErrorCode::sign_in_invalid);
  EXPECT_EQ(read.error().where.pointer, GetParam().pointer);
}

INSTANTIATE_TEST_SUITE_P(
    What, SignInJsonRefuses,
    testing::Values(Bad{R"({"user": "u", "ipAdress": "192.0.2.1"})", "/ipAdress"},
                    Bad{R"({"user": "u", "ipaddress": "192.0.2.1"})", "/ipaddress"},
                    Bad{R"({"user": "u", "ipAddress": "192.0.2"})", "/ipAddress"},
                    Bad{R"({"user": "u", "session": {"mfa": true}})", "/session/mfa"},
                    Bad{R"({"user": "u", "device": {"isCompliant": "True"}})",
                        "/device/isCompliant"},
                    Bad{R"({"user": "u", "device": {"extensionAttribute16": "x"}})",
                        "/device/extensionAttribute16"},
                    Bad{R"({"user": "u", "clientAppType": "easSupported"})", "/clientAppType"},
                    Bad{R"({"user": "u", "scopes": ["Mail.Read", 7]})", "/scopes/1"},
                    Bad{R"({"user": "u", "scopes": ["openid Mail.Read"]})", "/scopes/0"},
                    Bad{R"({"user": "u", "scopes": ["openid", ""]})", "/scopes/1"},
                    Bad{R"({"user": "u", "userAction": "registerSecurityInfo"})", "/userAction"},
                    Bad{R"({"user": "u", "userAction": ""})", "/userAction"},
                    Bad{R"({"user": "u", "country": "USA"})", "/country"},
                    Bad{R"({"user": "u", "gps": {"country": "1L"}})", "/gps/country"},
                    Bad{R"({"user": "u", "at": "yesterday"})", "/at"},
                    Bad{R"({"user": "u", "interactive": null})", "/interactive"},
                    Bad{R"({"user": ""})", "/user"},
                    Bad{R"({"user": {"name": "u"}})", "/user/name"},
                    Bad{R"({"servicePrincipal": {"singleTenant": true}})", "/servicePrincipal"},
                    Bad{R"({"servicePrincipal": {"id": "s", "attributes": {"S_a": "x"}}})",
                        "/servicePrincipal/attributes/S_a"}));

TEST(EvaluationOptionsJson, every_named_option_is_read) {
  const auto read = options_of(
      R"({"evaluation_mode": "whatif", "baseline_scopes": "legacy", "service_dependencies": "off",
          "empty_client_app_types": "all", "ext_attr_unmanaged": "null",
          "persistent_browser_conflict": "always", "cas_conflict": "first",
          "sif_confidential": "enforced", "all_users_includes_objectless": false,
          "all_resources_includes_registerdevice": true,
          "unknown_graph_scope_audience": "directory"})");
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(*read,
            (EvaluationOptions{.mode = EvaluationMode::whatif,
                               .baseline_scopes = BaselineScopes::legacy,
                               .baseline_custom_app = std::nullopt,
                               .service_dependencies = Toggle::off,
                               .empty_client_app_types = EmptyClientAppTypes::all,
                               .ext_attr_unmanaged = UnmanagedExtensionAttribute::null,
                               .persistent_browser_conflict = PersistentBrowserConflict::always,
                               .cas_conflict = CloudAppSecurityConflict::first,
                               .sif_confidential = SifConfidential::enforced,
                               .all_users_includes_objectless = Toggle::off,
                               .all_resources_includes_registerdevice = Toggle::on,
                               .unknown_graph_scope_audience = UnknownScopeAudience::directory}));
}

TEST(EvaluationOptionsJson, no_option_means_the_defaults) {
  EXPECT_EQ(*options_of("{}"), EvaluationOptions{});
}

TEST(EvaluationOptionsJson, of_a_named_option_the_first_value_is_the_default_and_no_other) {
  EXPECT_EQ(named_options().size(), 11U);
  for (const NamedOption& option : named_options())
    for (const json::value& value : option.values) {
      const auto read = read_evaluation_options(json::object{{option.name, value}}, {});
      ASSERT_TRUE(read) << to_string(read.error());
      EXPECT_EQ(*read == EvaluationOptions{}, &value == &option.values.front()) << option.name;
    }
}

TEST(EvaluationOptionsJson, a_custom_audience_of_baseline_scopes_is_an_app_id) {
  const auto read =
      options_of(R"json({"baseline_scopes": "custom(11111111-0000-4000-8000-000000000001)"})json");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->baseline_scopes, BaselineScopes::custom);
  EXPECT_EQ(read->baseline_custom_app, AppId("11111111-0000-4000-8000-000000000001"));
  EXPECT_FALSE(options_of(R"json({"baseline_scopes": "custom(mine)"})json"));
  EXPECT_FALSE(options_of(R"({"baseline_scopes": "custom"})"));
}

TEST(EvaluationOptionsJson, an_unknown_option_or_value_is_an_error) {
  EXPECT_EQ(options_of(R"({"kc_refresh_ip": "caller"})").error().where.pointer, "/kc_refresh_ip");
  EXPECT_EQ(options_of(R"({"evaluation_mode": "guess"})").error().where.pointer,
            "/evaluation_mode");
}

}  // namespace
}  // namespace caprock
