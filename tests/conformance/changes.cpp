#include "tests/conformance/changes.h"

#include <array>
#include <string_view>

#include "model/well_known.h"
#include "model/words.h"

namespace caprock::conformance {
namespace {

using SignInChanges = std::vector<Change<SignIn>>;
using OptionChanges = std::vector<Change<EvaluationOptions>>;
using TenantChanges = std::vector<Change<TenantSnapshot>>;

AppId app_of(std::string_view id) { return AppId(std::string(id)); }

// `part` leads from the whole to the member that is changed.
template <class T, class Part>
struct Maker {
  std::vector<Change<T>>& changes;
  std::string name;
  Part part;

  template <class V>
  void set(const std::string& text, V value) {
    changes.push_back({name + " is " + text, [to = part, value](T& whole) { to(whole) = value; }});
  }
  template <class V>
  void unknown_or_absent() {
    set("unknown", Signal<V>());
    set("absent", Signal<V>::absent());
  }
  template <class E>
  void every_word() {
    for (const Word<E>& row : words<E>()) set(std::string(row.text), row.value);
  }
};

template <class T, class Part>
Maker<T, Part> maker(std::vector<Change<T>>& changes, std::string name, Part part) {
  return {changes, std::move(name), part};
}

#define CAPROCK_PART(member) [](auto& whole) -> auto& { return whole.member; }

template <class E, class Part>
void add_signal(SignInChanges& changes, std::string name, Part part) {
  auto make = maker<SignIn>(changes, std::move(name), part);
  make.template unknown_or_absent<E>();
  make.template every_word<E>();
}

template <class Part>
void add_flag(SignInChanges& changes, std::string name, Part part) {
  auto make = maker<SignIn>(changes, std::move(name), part);
  make.template unknown_or_absent<bool>();
  make.set("true", Signal<bool>(true));
  make.set("false", Signal<bool>(false));
}

void add_subject(SignInChanges& changes) {
  maker<SignIn>(changes, "the subject's kind", CAPROCK_PART(subject.kind))
      .every_word<SubjectKind>();
  add_signal<ExternalKind>(changes, "the external kind", CAPROCK_PART(subject.user.external_kind));
  maker<SignIn>(changes, "the identity provider", CAPROCK_PART(subject.user.identity_provider))
      .every_word<IdentityProvider>();
  maker<SignIn>(changes, "the home tenant", CAPROCK_PART(subject.user.home_tenant))
      .unknown_or_absent<TenantId>();
  maker<SignIn>(changes, "the user's id", CAPROCK_PART(subject.user.id)).set("empty", UserId());
  maker<SignIn>(changes, "the user's groups", CAPROCK_PART(subject.user.groups))
      .set("none", std::set<GroupId>());
  maker<SignIn>(changes, "the user's roles", CAPROCK_PART(subject.user.roles))
      .set("none", std::set<RoleTemplateId>());
  add_flag(changes, "single tenant", CAPROCK_PART(subject.service_principal.single_tenant));
}

void add_request(SignInChanges& changes) {
  maker<SignIn>(changes, "the grant", CAPROCK_PART(request.grant)).every_word<GrantType>();
  auto interactive = maker<SignIn>(changes, "interactive", CAPROCK_PART(request.interactive));
  interactive.set("true", true);
  interactive.set("false", false);
  add_signal<ClientKind>(changes, "the client's kind", CAPROCK_PART(request.client_kind));
  auto token = maker<SignIn>(changes, "an ID token", CAPROCK_PART(request.id_token_requested));
  token.set("asked", true);
  token.set("not asked", false);
  auto client = maker<SignIn>(changes, "the client", CAPROCK_PART(request.client_app));
  client.set("nobody", AppId());
  for (const std::string_view id :
       {app::k_authenticator, app::k_defender_mobile, app::k_risk_remediation_flow})
    client.set(std::string(id), app_of(id));
  auto scopes = maker<SignIn>(changes, "scopes", CAPROCK_PART(request.scopes));
  using Scopes = std::vector<std::string>;
  scopes.set("none", Scopes{});
  scopes.set("mail", Scopes{"Mail.Read"});
  scopes.set("openid", Scopes{"openid", "profile"});
  scopes.set("one's own methods", Scopes{"openid", "UserAuthenticationMethod.Read"});
  scopes.set("the same of Graph by host",
             Scopes{"https://graph.microsoft.com/UserAuthenticationMethod.Read"});
  scopes.set("those and more", Scopes{"UserAuthenticationMethod.Read", "User.Read"});
  scopes.set("Graph's default", Scopes{"https://graph.microsoft.com/.default"});
  scopes.set("Graph without a scope", Scopes{"https://graph.microsoft.com/"});
  auto resources = maker<SignIn>(changes, "resources", CAPROCK_PART(request.resources));
  resources.set("none", std::vector<AppId>{});
  resources.set("Graph", std::vector{app_of(app::k_microsoft_graph)});
  resources.set("no id", std::vector{app_of("something")});
  maker<SignIn>(changes, "audiences", CAPROCK_PART(request.audiences))
      .set("SharePoint", std::vector{app_of(app::k_sharepoint_online)});
  maker<SignIn>(changes, "the action", CAPROCK_PART(request.user_action))
      .set("registering", std::string("urn:user:registersecurityinfo"));
}

// Authenticator and Defender have exemptions of their own (CA 2.15).
void add_exemptions(SignInChanges& changes) {
  changes.push_back({"Authenticator reads its own methods", [](SignIn& sign_in) {
                       sign_in.request.client_app = app_of(app::k_authenticator);
                       sign_in.request.resources.clear();
                       sign_in.request.scopes = {"openid", "UserAuthenticationMethod.Read"};
                     }});
  changes.push_back({"Authenticator reads what was consented to", [](SignIn& sign_in) {
                       sign_in.request.client_app = app_of(app::k_authenticator);
                       sign_in.request.resources = {app_of(app::k_microsoft_graph)};
                       sign_in.request.scopes = {"openid"};
                     }});
}

void add_client(SignInChanges& changes) {
  add_signal<SignInClient>(changes, "the class of client", CAPROCK_PART(client.app_type));
  add_signal<SignInPlatform>(changes, "the platform", CAPROCK_PART(client.platform));
  maker<SignIn>(changes, "the address", CAPROCK_PART(client.ip)).unknown_or_absent<IpAddress>();
  maker<SignIn>(changes, "the country", CAPROCK_PART(client.country))
      .unknown_or_absent<std::string>();
  maker<SignIn>(changes, "the position", CAPROCK_PART(client.gps)).unknown_or_absent<GpsPosition>();
  add_flag(changes, "the compliant network", CAPROCK_PART(client.compliant_network));
}

void add_device(SignInChanges& changes) {
  auto make = maker<SignIn>(changes, "the device", CAPROCK_PART(device));
  make.unknown_or_absent<Device>();
  Device device;
  device.device_id = std::string("de710001-0000-4000-8000-0000000000e1");
  make.set("registered", Signal<Device>(device));
  device.is_compliant = true;
  make.set("compliant", Signal<Device>(device));
  device.trust_type = TrustType::server_ad;
  make.set("compliant and hybrid joined", Signal<Device>(device));
}

void add_risks(SignInChanges& changes) {
  add_signal<RiskLevel>(changes, "the sign-in risk", CAPROCK_PART(risk.sign_in));
  add_signal<RiskLevel>(changes, "the user risk", CAPROCK_PART(risk.user));
  add_signal<RiskLevel>(changes, "the principal's risk", CAPROCK_PART(risk.service_principal));
  add_signal<AgentRisk>(changes, "the agent's risk", CAPROCK_PART(risk.agent));
  add_signal<InsiderRisk>(changes, "the insider risk", CAPROCK_PART(risk.insider));
  auto method =
      maker<SignIn>(changes, "the transfer method", CAPROCK_PART(original_transfer_method));
  method.unknown_or_absent<std::uint8_t>();
  for (std::uint8_t bits = 0; bits <= 3; ++bits)
    method.set(std::to_string(bits), Signal<std::uint8_t>(bits));
}

void add_methods(SignInChanges& changes) {
  using enum MethodMode;
  auto make = maker<SignIn>(changes, "the methods", CAPROCK_PART(session.methods));
  make.unknown_or_absent<std::vector<UsedMethod>>();
  const auto used = [](std::vector<MethodMode> modes) {
    std::vector<UsedMethod> methods;
    for (const MethodMode mode : modes) methods.push_back({mode, {}, {}, {}});
    return Signal<std::vector<UsedMethod>>(std::move(methods));
  };
  make.set("none", used({}));
  make.set("password", used({password}));
  make.set("password and SMS", used({password, sms}));
  make.set("password and a hardware token", used({password, hardware_oath}));
  make.set("Windows Hello", used({windows_hello_for_business}));
  make.set("a temporary pass", used({temporary_access_pass_one_time}));
  make.set("a key", used({fido2}));
  make.set("a certificate", used({x509_certificate_multi_factor}));
  make.set("password and a certificate", used({password, x509_certificate_single_factor}));
}

template <class Part>
void add_time(SignInChanges& changes, std::string name, Part part) {
  maker<SignIn>(changes, name, part).template unknown_or_absent<Instant>();
  for (const auto& [text, age] :
       {std::pair{"now", std::chrono::seconds(0)},
        std::pair{"five minutes ago", std::chrono::seconds(std::chrono::minutes(5))},
        std::pair{"longer ago", std::chrono::seconds(301)},
        std::pair{"two months ago", std::chrono::seconds(std::chrono::days(60))}})
    changes.push_back({name + " is " + text, [part, age](SignIn& sign_in) {
                         if (const Instant* now = sign_in.at.value()) part(sign_in) = *now - age;
                       }});
}

void add_session(SignInChanges& changes) {
  add_methods(changes);
  add_flag(changes, "the MFA claim", CAPROCK_PART(session.mfa_claim));
  add_flag(changes, "MFA registered", CAPROCK_PART(session.mfa_registered));
  maker<SignIn>(changes, "the time", CAPROCK_PART(at)).unknown_or_absent<Instant>();
  add_time(changes, "the first factor", CAPROCK_PART(session.last_primary_authentication));
  add_time(changes, "the second factor", CAPROCK_PART(session.last_secondary_authentication));
  auto terms = maker<SignIn>(changes, "accepted terms", CAPROCK_PART(session.terms_accepted));
  terms.unknown_or_absent<std::set<TermsOfUseId>>();
  terms.set("some", Signal(std::set{TermsOfUseId("t1")}));
  auto custom =
      maker<SignIn>(changes, "custom controls", CAPROCK_PART(session.custom_controls_satisfied));
  custom.unknown_or_absent<std::set<CustomControlId>>();
  custom.set("some", Signal(std::set{CustomControlId("x1")}));
  add_flag(changes, "the approved app", CAPROCK_PART(session.approved_app));
  add_flag(changes, "app protection", CAPROCK_PART(session.app_protection));
  add_flag(changes, "the bound token", CAPROCK_PART(session.bound_token));
  add_flag(changes, "the changed password", CAPROCK_PART(session.password_changed_for_risk));
  add_flag(changes, "remediated risk", CAPROCK_PART(session.risk_remediated));
}

template <class E, class Part>
void add_option(OptionChanges& changes, std::string name, Part part, int values) {
  auto make = maker<EvaluationOptions>(changes, std::move(name), part);
  for (int value = 0; value < values; ++value)
    make.set(std::to_string(value), static_cast<E>(value));
}

struct PolicyChanges {
  TenantChanges& changes;
  std::size_t index;

  void add(const std::string& what, std::function<void(Policy&)> make) const {
    changes.push_back({"policy " + std::to_string(index) + ": " + what,
                       [at = index, make = std::move(make)](TenantSnapshot& tenant) {
                         make(tenant.policies.items[at]);
                       }});
  }
};

GrantControls& grants_of(Policy& policy) {
  if (!policy.grant_controls) policy.grant_controls.emplace();
  return *policy.grant_controls;
}

SessionControls& session_of(Policy& policy) {
  if (!policy.session_controls) policy.session_controls.emplace();
  return *policy.session_controls;
}

void add_unread(const PolicyChanges& policy) {
  constexpr std::array k_parts = {std::pair{PolicyPart::policy, "policy"},
                                  std::pair{PolicyPart::conditions, "conditions"},
                                  std::pair{PolicyPart::grant_controls, "grants"},
                                  std::pair{PolicyPart::session_controls, "session"}};
  for (const auto& [part, name] : k_parts)
    for (const std::string pointer :
         {"/state", "/new", "/conditions", "/conditions/users/includeUsers/0",
          "/conditions/applications", "/conditions/locations", "/conditions/authenticationFlows",
          "/grantControls", "/GrantControls/Operator", "/grantControls/builtInControls/0",
          "/grantControls/authenticationStrength/id", "/sessionControls",
          "/sessionControls/signInFrequency/value", "/sessionControls/secureSignInSession",
          "/sessionControls/new"})
      policy.add(std::string(name) + " unread at " + pointer, [where = part, pointer](Policy& one) {
        one.unread.push_back({where, pointer, "?"});
      });
}

void add_grants(const PolicyChanges& policy, const TenantSnapshot& tenant) {
  for (const Word<GrantOperator>& row : words<GrantOperator>())
    policy.add("operator " + std::string(row.text),
               [value = row.value](Policy& one) { grants_of(one).combine = value; });
  for (const Word<BuiltInControl>& row : words<BuiltInControl>())
    policy.add("and " + std::string(row.text), [value = row.value](Policy& one) {
      grants_of(one).built_in_controls.push_back(value);
    });
  std::vector<StrengthId> strengths = {k_mfa_strength, k_passwordless_strength,
                                       k_phishing_resistant_strength, StrengthId("nobody")};
  for (const AuthenticationStrength& strength : tenant.authentication_strengths.items)
    strengths.push_back(strength.id);
  for (const StrengthId& id : strengths)
    policy.add("strength " + id.text(), [id](Policy& one) {
      grants_of(one).authentication_strength = StrengthReference{id, std::nullopt};
    });
  policy.add("its own copy of a strength", [](Policy& one) {
    AuthenticationStrength copy = *built_in_strength(k_passwordless_strength);
    copy.id = StrengthId("own");
    copy.policy_type = StrengthType::custom;
    copy.lists_configurations = false;
    grants_of(one).authentication_strength = StrengthReference{copy.id, copy};
  });
  policy.add("terms of use", [](Policy& one) { grants_of(one).terms_of_use.emplace_back("t1"); });
  policy.add("a custom control",
             [](Policy& one) { grants_of(one).custom_authentication_factors.emplace_back("x1"); });
  policy.add("no grant controls", [](Policy& one) { one.grant_controls.reset(); });
}

void add_session_controls(const PolicyChanges& policy) {
  const auto frequency = [&](const std::string& what, SignInFrequency control) {
    control.is_enabled = true;
    policy.add("sign-in frequency, " + what,
               [control](Policy& one) { session_of(one).sign_in_frequency = control; });
  };
  SignInFrequency control;
  frequency("incomplete", control);
  control.value = 1;
  control.type = FrequencyUnit::hours;
  frequency("an hour", control);
  control.authentication_type = FrequencyAuthentication::secondary;
  frequency("an hour of the second factor", control);
  control.frequency_interval = FrequencyInterval::every_time;
  frequency("every time the second factor", control);
  control.authentication_type = FrequencyAuthentication::primary_and_secondary;
  frequency("every time", control);
  policy.add("token protection",
             [](Policy& one) { session_of(one).secure_sign_in_session = true; });
  for (const Word<CaeMode>& row : words<CaeMode>())
    policy.add("access evaluation " + std::string(row.text), [value = row.value](Policy& one) {
      session_of(one).continuous_access_evaluation = value;
    });
  for (const Word<PersistentBrowserMode>& row : words<PersistentBrowserMode>())
    policy.add("persistent browser " + std::string(row.text), [value = row.value](Policy& one) {
      session_of(one).persistent_browser = PersistentBrowser{true, value};
    });
  for (const Word<CloudAppSecurityType>& row : words<CloudAppSecurityType>())
    policy.add("app control " + std::string(row.text), [value = row.value](Policy& one) {
      session_of(one).cloud_app_security = CloudAppSecurity{true, value};
    });
}

void add_strength_changes(TenantChanges& changes, const TenantSnapshot& tenant) {
  for (std::size_t i = 0; i < tenant.authentication_strengths.items.size(); ++i) {
    const auto add = [&](const std::string& what,
                         std::function<void(AuthenticationStrength&)> make) {
      changes.push_back({"strength " + std::to_string(i) + ": " + what,
                         [i, make = std::move(make)](TenantSnapshot& changed) {
                           auto& strengths = changed.authentication_strengths.items;
                           if (i < strengths.size()) make(strengths[i]);
                         }});
    };
    for (const std::string pointer : {"/allowedCombinations/1", "/requirementsSatisfied",
                                      "/combinationConfigurations/0", "/new", ""})
      add("unread at " + pointer, [pointer](AuthenticationStrength& strength) {
        strength.unread.push_back({PolicyPart::grant_controls, pointer, "?"});
      });
    add("lists no configurations",
        [](AuthenticationStrength& strength) { strength.lists_configurations = false; });
    add("lists no combinations",
        [](AuthenticationStrength& strength) { strength.allowed_combinations.clear(); });
    add("allows everything without a description of keys",
        [](AuthenticationStrength& strength) { strength.combination_configurations.clear(); });
  }
}

void add_tenant_wide(TenantChanges& changes) {
  changes.push_back({"no strengths are exported",
                     [](TenantSnapshot& tenant) { tenant.authentication_strengths = {}; }});
  changes.push_back(
      {"no terms of use are exported", [](TenantSnapshot& tenant) { tenant.terms_of_use = {}; }});
  changes.push_back({"the default of cross-tenant access is not exported",
                     [](TenantSnapshot& tenant) { tenant.cross_tenant_default.reset(); }});
  changes.push_back({"partners are not exported",
                     [](TenantSnapshot& tenant) { tenant.cross_tenant_partners = {}; }});
  for (const bool accepted : {false, true})
    changes.push_back(
        {std::string("everybody's claims are ") + (accepted ? "" : "not ") + "trusted",
         [accepted](TenantSnapshot& tenant) {
           tenant.cross_tenant_partners = {true, {}};
           tenant.cross_tenant_default.emplace();
           tenant.cross_tenant_default->inbound_trust = InboundTrust{accepted, accepted, accepted};
         }});
}

}  // namespace

std::vector<Change<SignIn>> sign_in_changes() {
  SignInChanges changes;
  add_subject(changes);
  add_request(changes);
  add_exemptions(changes);
  add_client(changes);
  add_device(changes);
  add_risks(changes);
  add_session(changes);
  return changes;
}

std::vector<Change<EvaluationOptions>> option_changes() {
  OptionChanges changes;
  using Options = EvaluationOptions;
  add_option<EvaluationMode>(changes, "mode", CAPROCK_PART(mode), 3);
  add_option<BaselineScopes>(changes, "baseline_scopes", CAPROCK_PART(baseline_scopes), 4);
  maker<Options>(changes, "baseline_custom_app", CAPROCK_PART(baseline_custom_app))
      .set("SharePoint", app_of(app::k_sharepoint_online));
  add_option<Toggle>(changes, "service_dependencies", CAPROCK_PART(service_dependencies), 2);
  add_option<EmptyClientAppTypes>(changes, "empty_client_app_types",
                                  CAPROCK_PART(empty_client_app_types), 2);
  add_option<UnmanagedExtensionAttribute>(changes, "ext_attr_unmanaged",
                                          CAPROCK_PART(ext_attr_unmanaged), 2);
  add_option<PersistentBrowserConflict>(changes, "persistent_browser_conflict",
                                        CAPROCK_PART(persistent_browser_conflict), 2);
  add_option<CloudAppSecurityConflict>(changes, "cas_conflict", CAPROCK_PART(cas_conflict), 2);
  add_option<SifConfidential>(changes, "sif_confidential", CAPROCK_PART(sif_confidential), 2);
  add_option<Toggle>(changes, "all_users_includes_objectless",
                     CAPROCK_PART(all_users_includes_objectless), 2);
  add_option<Toggle>(changes, "all_resources_includes_registerdevice",
                     CAPROCK_PART(all_resources_includes_registerdevice), 2);
  add_option<UnknownScopeAudience>(changes, "unknown_graph_scope_audience",
                                   CAPROCK_PART(unknown_graph_scope_audience), 2);
  return changes;
}

#undef CAPROCK_PART

std::vector<Change<TenantSnapshot>> tenant_changes(const TenantSnapshot& tenant) {
  TenantChanges changes;
  for (std::size_t i = 0; i < tenant.policies.items.size(); ++i) {
    const PolicyChanges policy{changes, i};
    for (const Word<PolicyState>& row : words<PolicyState>())
      policy.add("state " + std::string(row.text),
                 [value = row.value](Policy& one) { one.state = value; });
    add_unread(policy);
    add_grants(policy, tenant);
    add_session_controls(policy);
  }
  add_strength_changes(changes, tenant);
  add_tenant_wide(changes);
  return changes;
}

}  // namespace caprock::conformance
