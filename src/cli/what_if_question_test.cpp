#include "cli/what_if_question.h"
#include "cli/what_if_named_options.h"
#include "cli/what_if_options.h"
#include "cli/what_if_tellings.h"

#include <map>

#include "cli/what_if_test_tenant.h"

namespace caprock {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Instant k_now = *parse_instant("2026-03-01T09:00:00Z");

QuestionInput input(std::vector<SaidOption> said) {
  QuestionInput made;
  made.said = std::move(said);
  made.now = k_now;
  return made;
}

Result<Question> asked(std::vector<SaidOption> said) {
  return question_from(input(std::move(said)), small_tenant());
}

Question question(std::vector<SaidOption> said) {
  auto read = asked(std::move(said));
  EXPECT_TRUE(read) << to_string(read.error());
  return read ? *read : Question{};
}

Error error(const Result<Question>& result) {
  EXPECT_FALSE(result);
  return result ? Error{} : result.error();
}

TEST(WhatIfQuestion, a_minimal_question_implies_a_new_interactive_sign_in) {
  const Question read = question({{"--user", "Ada Byron"}, {"--app", "Ledger"}});
  const SignIn& sign_in = read.sign_in;
  EXPECT_EQ(sign_in.request.grant, GrantType::authorization_code);
  EXPECT_TRUE(sign_in.request.interactive);
  EXPECT_THAT(sign_in.request.resources,
              ElementsAre(AppId("33333333-0000-4000-8000-00000000000a")));
  EXPECT_EQ(sign_in.at, Signal<Instant>(k_now));
  EXPECT_EQ(sign_in.session.last_primary_authentication, Signal<Instant>(k_now));
  EXPECT_TRUE(sign_in.session.last_secondary_authentication.is_absent());
  EXPECT_EQ(sign_in.session.mfa_claim, Signal<bool>(false));
  EXPECT_EQ(sign_in.original_transfer_method, Signal<std::uint8_t>(std::uint8_t{0}));
  EXPECT_THAT(read.assumptions, SizeIs(4));
}

TEST(WhatIfQuestion, what_it_does_not_imply_stays_unknown) {
  const SignIn sign_in = question({{"--user", "Ada Byron"}}).sign_in;
  EXPECT_TRUE(sign_in.client.ip.is_unknown());
  EXPECT_TRUE(sign_in.client.country.is_unknown());
  EXPECT_TRUE(sign_in.client.platform.is_unknown());
  EXPECT_TRUE(sign_in.client.app_type.is_unknown());
  EXPECT_TRUE(sign_in.device.is_unknown());
  EXPECT_TRUE(sign_in.risk.sign_in.is_unknown());
  EXPECT_TRUE(sign_in.risk.user.is_unknown());
}

TEST(WhatIfQuestion, what_is_said_is_not_assumed) {
  const Question read = question({{"--user", "Ada Byron"},
                                  {"--grant", "refreshToken"},
                                  {"--flow", "deviceCodeFlow"},
                                  {"--mfa", "yes"}});
  EXPECT_THAT(read.assumptions, IsEmpty());
  EXPECT_FALSE(read.sign_in.request.interactive);
  EXPECT_TRUE(read.sign_in.at.is_unknown());
  EXPECT_EQ(read.sign_in.session.mfa_claim, Signal<bool>(true));
}

TEST(WhatIfQuestion, mfa_done_in_a_new_session_is_done_now) {
  const SignIn sign_in = question({{"--user", "Ada Byron"}, {"--mfa", "yes"}}).sign_in;
  EXPECT_EQ(sign_in.session.last_secondary_authentication, Signal<Instant>(k_now));
}

TEST(WhatIfQuestion, device_code_gives_birth_to_the_session) {
  const SignIn sign_in = question({{"--user", "Ada Byron"}, {"--grant", "deviceCode"}}).sign_in;
  EXPECT_EQ(sign_in.original_transfer_method,
            Signal<std::uint8_t>(static_cast<std::uint8_t>(TransferMethod::device_code_flow)));
}

TEST(WhatIfQuestion, scopes_are_written_as_oauth_writes_them) {
  const SignIn sign_in = question({{"--user", "Ada Byron"},
                                   {"--scope", " openid  User.Read Mail.Read "},
                                   {"--scope", "Files.Read"}})
                             .sign_in;
  EXPECT_THAT(sign_in.request.scopes,
              ElementsAre("openid", "User.Read", "Mail.Read", "Files.Read"));
  for (const char* wrong : {"openid,Mail.Read", "", "  "})
    EXPECT_EQ(error(asked({{"--user", "Ada Byron"}, {"--scope", wrong}})).where.file, "--scope")
        << wrong;
}

TEST(WhatIfQuestion, user_actions_that_no_policy_can_target_are_refused) {
  for (const char* wrong : {"registerSecurityInfo", "", "urn:user:registersecurity"})
    EXPECT_EQ(error(asked({{"--user", "Ada Byron"}, {"--user-action", wrong}})).where.file,
              "--user-action")
        << wrong;
  const SignIn sign_in =
      question({{"--user", "Ada Byron"}, {"--user-action", "URN:user:AccountRecovery"}}).sign_in;
  EXPECT_EQ(sign_in.request.user_action, "urn:user:accountrecovery");
}

TEST(WhatIfQuestion, facts_that_exclude_each_other_are_refused) {
  const std::vector<std::vector<SaidOption>> contradictions = {
      {{"--mfa", "no"}, {"--method", "fido2"}},
      {{"--mfa", "no"}, {"--method", "password"}, {"--method", "sms"}},
      {{"--mfa", "yes"}, {"--mfa-registered", "no"}},
      {{"--mfa", "yes"}, {"--mfa-at", "never"}},
      {{"--at", "2026-03-01T09:00:00Z"}, {"--signed-in-at", "2026-03-01T10:00:00Z"}},
      {{"--grant", "basicAuthentication"}, {"--client-app", "browser"}},
      {{"--grant", "deviceCode"}, {"--flow", "none"}}};
  for (std::vector<SaidOption> said : contradictions) {
    said.push_back({"--user", "Ada Byron"});
    const Error refused = error(asked(said));
    EXPECT_EQ(refused.code, ErrorCode::sign_in_unsaid);
    EXPECT_THAT(refused.message, HasSubstr(said[0].name));
    EXPECT_THAT(refused.message, HasSubstr(said[1].name));
  }
  for (const SaidOption& of_a_person :
       {SaidOption{"--mfa", "yes"}, SaidOption{"--user-risk", "low"}})
    EXPECT_THAT(error(asked({{"--service-principal", "Ledger"}, of_a_person})).message,
                HasSubstr(of_a_person.name));
}

TEST(WhatIfQuestion, a_subject_of_another_kind_is_refused) {
  TenantSnapshot tenant = small_tenant();
  const auto ask = [&](const char* option) {
    return question_from(input({{option, "Ledger"}}), tenant);
  };
  EXPECT_TRUE(ask("--managed-identity"));  // the export does not say what it is
  tenant.service_principals.items[0].service_principal_type = "Application";
  EXPECT_TRUE(ask("--service-principal"));
  EXPECT_THAT(error(ask("--managed-identity")).hint, HasSubstr("--service-principal"));
  EXPECT_THAT(error(ask("--agent")).hint, HasSubstr("--service-principal"));
  tenant.service_principals.items[0].service_principal_type = "ManagedIdentity";
  EXPECT_TRUE(ask("--managed-identity"));
  EXPECT_THAT(error(ask("--service-principal")).hint, HasSubstr("--managed-identity"));
}

TEST(WhatIfQuestion, all_clients_are_a_word_of_what_if_alone) {
  QuestionInput made = input({{"--user", "Ada Byron"}, {"--client-app", "all"}});
  EXPECT_THAT(error(question_from(made, small_tenant())).message, HasSubstr("--mode whatif"));
  made.mode = EvaluationMode::whatif;
  EXPECT_TRUE(question_from(made, small_tenant()));
}

TEST(WhatIfQuestion, a_named_option_is_given_once) {
  EXPECT_EQ(ErrorCode::usage,
            named_options_from("strict", {"baseline_scopes=legacy", "baseline_scopes=enforced"})
                .error()
                .code);
}

TEST(WhatIfQuestion, a_workload_shows_its_own_credentials) {
  const SignIn sign_in = question({{"--service-principal", "Ledger"}}).sign_in;
  EXPECT_EQ(sign_in.subject.kind, SubjectKind::service_principal);
  EXPECT_EQ(sign_in.request.grant, GrantType::client_credentials);
  EXPECT_FALSE(sign_in.request.interactive);
  EXPECT_EQ(sign_in.request.client_app, AppId("33333333-0000-4000-8000-00000000000a"));
}

// Each option reaches its signal; what is left out of this list cannot be said.
TEST(WhatIfQuestion, every_option_is_read) {
  const std::map<std::string, std::string> values = {
      {"--user", "Ada Byron"},
      {"--guest", "b2bCollaborationGuest"},
      {"--home-tenant", "88888888-0000-4000-8000-000000000000"},
      {"--identity-provider", "google"},
      {"--group", "Night shift"},
      {"--role", "62e90394-69f5-4237-9190-012177145e10"},
      {"--app", "Ledger"},
      {"--scope", "Mail.Read"},
      {"--audience", "Exchange Online"},
      {"--client", "Ledger"},
      {"--client-kind", "confidential"},
      {"--id-token", "yes"},
      {"--grant", "authorizationCode"},
      {"--interactive", "yes"},
      {"--user-action", "registerSecurityInformation"},
      {"--auth-context", "c1"},
      {"--at", "2026-03-01T09:00:00Z"},
      {"--ip", "203.0.113.9"},
      {"--country", "nl"},
      {"--gps", "NL:spoofed"},
      {"--compliant-network", "no"},
      {"--platform", "windows"},
      {"--client-app", "browser"},
      {"--device", "compliant,trustType=ServerAD,physicalIds=[ZTDID];x"},
      {"--flow", "none"},
      {"--sign-in-risk", "low"},
      {"--user-risk", "medium"},
      {"--service-principal-risk", "none"},
      {"--agent-risk", "none"},
      {"--insider-risk", "minor"},
      {"--mfa", "yes"},
      {"--method", "fido2"},
      {"--mfa-registered", "yes"},
      {"--signed-in-at", "2026-03-01T08:00:00Z"},
      {"--mfa-at", "2026-03-01T08:00:00Z"},
      {"--terms-accepted", "55555555-0000-4000-8000-000000000001"},
      {"--custom-control", "duo"},
      {"--approved-app", "yes"},
      {"--app-protection", "no"},
      {"--bound-token", "yes"},
      {"--password-changed", "no"},
      {"--risk-remediated", "no"}};
  std::vector<SaidOption> said;
  for (const QuestionOption& option : question_options()) {
    const auto at = values.find(std::string(option.name));
    if (at != values.end())
      said.push_back({at->first, at->second});
    else
      EXPECT_THAT(std::string(option.member), testing::EndsWith("/id")) << option.name;
  }
  EXPECT_EQ(said.size(), values.size());
  const SignIn sign_in = question(std::move(said)).sign_in;
  EXPECT_THAT(*sign_in.subject.user.groups,
              ElementsAre(GroupId("22222222-0000-4000-8000-000000000001")));
  EXPECT_THAT(*sign_in.subject.user.roles, SizeIs(1));
  EXPECT_EQ(sign_in.client.country, Signal<std::string>("NL"));
  ASSERT_NE(sign_in.client.gps.value(), nullptr);
  EXPECT_FALSE(sign_in.client.gps.value()->valid);
  ASSERT_NE(sign_in.device.value(), nullptr);
  EXPECT_EQ(sign_in.device.value()->is_compliant, true);
  EXPECT_EQ(sign_in.device.value()->trust_type, TrustType::server_ad);
  EXPECT_THAT(*sign_in.device.value()->physical_ids.value(), ElementsAre("[ZTDID]", "x"));
  EXPECT_EQ(sign_in.request.user_action, "urn:user:registersecurityinfo");
  EXPECT_EQ(sign_in.session.last_secondary_authentication,
            Signal<Instant>(*parse_instant("2026-03-01T08:00:00Z")));
  EXPECT_THAT(*sign_in.request.audiences, SizeIs(1));
}

TEST(WhatIfQuestion, nobody_is_not_somebody) {
  const Error nobody = error(asked({{"--app", "Ledger"}}));
  EXPECT_EQ(nobody.code, ErrorCode::sign_in_unsaid);
  EXPECT_THAT(nobody.message, HasSubstr("names nobody"));
}

TEST(WhatIfQuestion, two_are_not_one) {
  EXPECT_EQ(error(asked({{"--user", "Ada Byron"}, {"--service-principal", "Ledger"}})).code,
            ErrorCode::sign_in_unsaid);
  EXPECT_EQ(error(asked({{"--guest", "none"}, {"--service-principal", "Ledger"}})).code,
            ErrorCode::sign_in_unsaid);
}

TEST(WhatIfQuestion, a_key_is_told_by_its_aaguid) {
  const std::string aaguid = "0bb43545-fd2c-4185-87dd-feb0b2916ace";
  const SignIn sign_in =
      question({{"--user", "Ada Byron"}, {"--method", "fido2:" + aaguid}}).sign_in;
  ASSERT_THAT(*sign_in.session.methods.value(), SizeIs(1));
  EXPECT_EQ(sign_in.session.methods.value()->front().mode, MethodMode::fido2);
  EXPECT_EQ(sign_in.session.methods.value()->front().aaguid, aaguid);
  const Error alone = error(asked({{"--user", "Ada Byron"}, {"--method", aaguid}}));
  EXPECT_THAT(alone.hint, HasSubstr("fido2:" + aaguid));
  const Error broken = error(asked({{"--user", "Ada Byron"}, {"--method", "fido2:YubiKey 5"}}));
  EXPECT_EQ(broken.where.file, "--method");
  EXPECT_THAT(broken.hint, HasSubstr("five groups"));
}

TEST(WhatIfQuestion, a_protocol_is_no_class_of_client) {
  const Error saml = error(asked({{"--user", "Ada Byron"}, {"--client-app", "SAML"}}));
  EXPECT_THAT(saml.hint, HasSubstr("`browser`"));
  const Error imap = error(asked({{"--user", "Ada Byron"}, {"--client-app", "imap"}}));
  EXPECT_EQ(imap.where.file, "--client-app");
  EXPECT_THAT(imap.hint, HasSubstr("`other`"));
}

TEST(WhatIfQuestion, what_is_not_said_of_a_device_is_unknown) {
  const SignIn sign_in =
      question({{"--user", "Ada Byron"}, {"--device", "joined,model=null"}}).sign_in;
  const Device& device = *sign_in.device.value();
  EXPECT_EQ(device.trust_type, TrustType::azure_ad);
  EXPECT_TRUE(device.is_compliant.is_unknown());
  EXPECT_TRUE(device.manufacturer.is_unknown());
  EXPECT_TRUE(device.model.is_absent());
  EXPECT_THAT(how_to_say("device.isCompliant", {}), HasSubstr("--device compliant"));
  EXPECT_THAT(how_to_say("device.model", {}), HasSubstr("--device MEMBER=VALUE"));
}

TEST(WhatIfQuestion, contradictions_about_the_device_are_refused) {
  QuestionInput both = input({{"--user", "Ada Byron"}, {"--device", "compliant"}});
  both.no_device = true;
  EXPECT_EQ(error(question_from(both, small_tenant())).code, ErrorCode::sign_in_unsaid);
  const Error twice =
      error(asked({{"--user", "Ada Byron"}, {"--device", "compliant,isCompliant=false"}}));
  EXPECT_EQ(twice.code, ErrorCode::sign_in_unsaid);
  EXPECT_THAT(twice.message, HasSubstr("`isCompliant`"));
}

TEST(WhatIfQuestion, odd_devices_stay_what_they_are) {
  const SignIn sign_in =
      question({{"--user", "Ada Byron"}, {"--device", "registered,intune,not-compliant"}}).sign_in;
  ASSERT_NE(sign_in.device.value(), nullptr);
  EXPECT_EQ(sign_in.device.value()->trust_type, TrustType::workplace);
  EXPECT_EQ(sign_in.device.value()->intune_managed, true);
  EXPECT_EQ(sign_in.device.value()->is_compliant, false);
}

TEST(WhatIfQuestion, a_wrong_word_is_an_error_of_its_option) {
  const Error platform = error(asked({{"--user", "Ada Byron"}, {"--platform", "Windwos"}}));
  EXPECT_EQ(platform.where, Place{"--platform"});
  EXPECT_THAT(platform.hint, HasSubstr("windows"));
  EXPECT_EQ(error(asked({{"--user", "Ada Byron"}, {"--device", "isCompliant=maybe"}})).where.file,
            "--device");
  EXPECT_EQ(error(asked({{"--user", "Ada Byron"}, {"--device", "shiny"}})).where.file, "--device");
  EXPECT_EQ(error(asked({{"--user", "Ada Byron"}, {"--mfa", "maybe"}})).where.file, "--mfa");
  EXPECT_EQ(error(asked({{"--user", "Ada Byron"}, {"--method", "fax"}})).where.file, "--method");
}

TEST(WhatIfQuestion, a_described_sign_in_is_taken_as_it_is_and_options_override_it) {
  QuestionInput described = input({{"--ip", "203.0.113.9"}, {"--group", "Night shift"}});
  described.described =
      json::object{{"user", "11111111-0000-4000-8000-000000000001"}, {"ipAddress", "192.0.2.1"}};
  described.described_in = "sign-in.json";
  const auto read = question_from(described, small_tenant());
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_THAT(read->assumptions, IsEmpty());
  EXPECT_TRUE(read->sign_in.session.mfa_claim.is_unknown());
  EXPECT_EQ(to_string(*read->sign_in.client.ip.value()), "203.0.113.9");
  EXPECT_EQ(read->sign_in.subject.user.id, UserId("11111111-0000-4000-8000-000000000001"));
  EXPECT_TRUE(read->sign_in.subject.user.groups);

  described.said = {{"--service-principal", "Ledger"}};
  const auto replaced = question_from(described, small_tenant());
  ASSERT_TRUE(replaced);
  EXPECT_EQ(replaced->sign_in.subject.kind, SubjectKind::service_principal);
}

TEST(WhatIfQuestion, an_error_of_the_file_is_placed_in_the_file) {
  QuestionInput described = input({});
  described.described = json::object{{"user", "u"}, {"devicePlatform", "Amiga"}};
  described.described_in = "sign-in.json";
  const Error wrong = error(question_from(described, small_tenant()));
  EXPECT_EQ(to_string(wrong.where), "sign-in.json#/devicePlatform");
}

TEST(WhatIfQuestion, named_options) {
  const auto options = named_options_from(
      "whatif", {"baseline_scopes=legacy", "all_resources_includes_registerdevice=yes",
                 "ext_attr_unmanaged=false"});
  ASSERT_TRUE(options) << to_string(options.error());
  EXPECT_EQ(options->mode, EvaluationMode::whatif);
  EXPECT_EQ(options->baseline_scopes, BaselineScopes::legacy);
  EXPECT_EQ(options->all_resources_includes_registerdevice, Toggle::on);
  EXPECT_FALSE(named_options_from("live", {}));
  EXPECT_FALSE(named_options_from("strict", {"nonsense=1"}));
  EXPECT_FALSE(named_options_from("strict", {"evaluation_mode=live"}));
  EXPECT_FALSE(named_options_from("strict", {"baseline_scopes"}));
}

TEST(WhatIfQuestion, unknown_inputs_name_the_option_that_tells_them) {
  EXPECT_EQ(how_to_say("ipAddress", {}), "the address: --ip");
  EXPECT_EQ(how_to_say("resources", {}), "the resource: --app or --scope");
  EXPECT_THAT(how_to_say("tenant.groups[g].members", {}), HasSubstr("--group"));
  EXPECT_THAT(how_to_say("agentIdentity.blueprint", {}), HasSubstr("--sign-in"));
}

TEST(WhatIfQuestion, what_is_not_known_of_a_policy_names_the_policy) {
  const TenantSnapshot tenant = small_tenant();
  const std::string id = tenant.policies.items.front().id.text();
  EXPECT_EQ(how_to_say("policies[" + id + "].unread", tenant),
            "what is not known here of policy `MFA for everybody`: look at the policy");
}

}  // namespace
}  // namespace caprock
