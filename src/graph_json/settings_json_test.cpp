#include "graph_json/test_json.h"

namespace caprock {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SettingsJson, ReadsSecurityDefaults) {
  EXPECT_TRUE(read_security_defaults(object_from(R"({"isEnabled": true, "description": "d"})"), {})
                  .value.is_enabled);
  EXPECT_THAT(problems(read_security_defaults(object_from(R"({"id": "x"})"), {}).diagnostics),
              ElementsAre("error graph.missing_member "));
}

TEST(SettingsJson, ReadsMultifactorServiceSettings) {
  const auto read = read_mfa_service_settings(
      object_from(R"({"@odata.context": "x#mfaServiceSettings", "rememberMfaDays": 14,
        "trustedIps": ["198.51.100.0/24"], "appPasswordsAllowed": true})"),
      {});
  EXPECT_THAT(problems(read.diagnostics), IsEmpty());
  EXPECT_EQ(read.value.remember_mfa, std::chrono::days(14));
  EXPECT_EQ(read.value.trusted_ips.size(), 1U);
  EXPECT_TRUE(read.value.app_passwords_allowed);
  const auto off = read_mfa_service_settings(object_from(R"({"rememberMfaDays": null})"), {});
  EXPECT_FALSE(off.value.remember_mfa);
  const auto odd = read_mfa_service_settings(object_from(R"({"rememberMfa": 3})"), {});
  EXPECT_THAT(problems(odd.diagnostics), ElementsAre("warning graph.unknown_member /rememberMfa"));
}

TEST(SettingsJson, ReadsCrossTenantAccess) {
  const auto read = read_cross_tenant_access(object_from(R"({"tenantId": "t",
    "isServiceProvider": true, "inboundTrust": {"isMfaAccepted": true,
      "isCompliantDeviceAccepted": false, "isHybridAzureADJoinedDeviceAccepted": null},
    "b2bCollaborationInbound": null})"),
                                             {});
  EXPECT_EQ(read.value.tenant_id, TenantId("t"));
  EXPECT_EQ(read.value.is_service_provider, true);
  EXPECT_EQ(read.value.inbound_trust, (InboundTrust{true, false, std::nullopt}));
  const auto standard = read_cross_tenant_access(object_from(R"({"inboundTrust": null})"), {});
  EXPECT_FALSE(standard.value.inbound_trust);
  EXPECT_FALSE(standard.value.tenant_id);
}

TEST(SettingsJson, ReadsAccessTokenLifetimes) {
  const auto lifetime = [](const std::string& span) {
    const std::string text =
        R"({"id": "p", "isOrganizationDefault": true, "definition":)"
        R"( ["{\"TokenLifetimePolicy\":{\"Version\":1,\"AccessTokenLifetime\":\")" +
        span + R"(\"}}"]})";
    return read_token_lifetime_policy(object_from(text), {}).value.access_token_lifetime;
  };
  using std::chrono::seconds;
  EXPECT_EQ(lifetime("04:00:00"), seconds(14'400));
  EXPECT_EQ(lifetime("1.00:00:30"), seconds(86'430));
  EXPECT_FALSE(lifetime("1.24:00:00"));
  EXPECT_FALSE(lifetime("until-revoked"));
  EXPECT_FALSE(lifetime("-1:00:00"));
}

TEST(SettingsJson, ADefinitionThatIsNotJsonIsAnError) {
  const auto read =
      read_token_lifetime_policy(object_from(R"({"id": "p", "definition": ["{oops"]})"), {});
  EXPECT_THAT(problems(read.diagnostics), ElementsAre("error json.malformed /definition"));
  const auto other = read_token_lifetime_policy(
      object_from(R"({"id": "p", "definition": ["{\"ClaimsMappingPolicy\":{}}"]})"), {});
  EXPECT_THAT(problems(other.diagnostics), IsEmpty());
}

TEST(SettingsJson, ReadsAuthenticationContextsAndTermsOfUse) {
  const auto context = read_authentication_context(
      object_from(R"({"id": "c7", "displayName": "Payroll", "isAvailable": true})"), {});
  EXPECT_EQ(context.value.id, ContextId("C7"));
  EXPECT_EQ(context.value.is_available, true);
  const auto terms =
      read_terms_of_use(object_from(R"({"id": "t", "displayName": "Terms", "files": []})"), {});
  EXPECT_EQ(terms.value.display_name, "Terms");
}

}  // namespace
}  // namespace caprock
