#include <boost/json/serialize.hpp>
#include <string_view>

#include "base/assert.h"
#include "graph_json/sign_in_json.h"
#include "model/well_known.h"
#include "model/words.h"
#include "tests/conformance/changes.h"

namespace caprock::conformance {
namespace {

using Changes = std::vector<Change>;
using Texts = std::initializer_list<std::string_view>;

AppId app_of(std::string_view id) { return AppId(std::string(id)); }

// `part` leads to the member that is changed.
template <class Part>
struct Maker {
  using Value = std::remove_reference_t<std::invoke_result_t<Part, Situation&>>;

  Changes& changes;
  std::string name;
  Part part;

  Maker& set(std::string_view text, Value value) {
    changes.push_back({name + " is " + std::string(text),
                       [to = part, value = std::move(value)](Situation& s) { to(s) = value; }});
    return *this;
  }
  Maker& unknown_or_absent() { return set("unknown", {}).set("absent", Value::absent()); }
  template <class E>
  Maker& every_word() {
    for (const Word<E>& row : words<E>()) set(row.text, row.value);
    return *this;
  }
  Maker& true_or_false() { return set("true", true).set("false", false); }
};

template <class Part>
Maker<Part> maker(Changes& changes, std::string name, Part part) {
  return {changes, std::move(name), part};
}

// Changes of one member of the sign-in, by its name.
#define CAPROCK_SIGN_IN(member) \
  maker(changes, #member, [](Situation& s) -> auto& { return s.sign_in.member; })

void add_user(Changes& changes) {
  CAPROCK_SIGN_IN(subject.kind).every_word<SubjectKind>();
  CAPROCK_SIGN_IN(subject.user.external_kind).unknown_or_absent().every_word<ExternalKind>();
  CAPROCK_SIGN_IN(subject.user.identity_provider).every_word<IdentityProvider>();
  CAPROCK_SIGN_IN(subject.user.home_tenant).unknown_or_absent();
  CAPROCK_SIGN_IN(subject.user.id)
      .set("empty", UserId())
      .set("a stranger", UserId("5b000001-0000-4000-8000-000000000001"))
      .set("a text", UserId("All"));
  CAPROCK_SIGN_IN(subject.user.groups).set("none", std::set<GroupId>());
  CAPROCK_SIGN_IN(subject.user.roles)
      .set("none", std::set<RoleTemplateId>())
      .set("a role", std::set{RoleTemplateId("62e90394-69f5-4237-9190-012177145e10")});
  add(changes, "the first group", [](Situation& s) {
    s.sign_in.subject.user.groups.emplace();
    if (!s.tenant.groups.items.empty())
      s.sign_in.subject.user.groups->insert(s.tenant.groups.items.front().id);
  });
  for (const std::string before : {"", "twice-"})
    add(changes, "by principal name " + before, [before](Situation& s) {
      UserId& id = s.sign_in.subject.user.id;
      for (const User& user : s.tenant.users.items)
        if (user.id == id) {
          id = UserId(before + user.user_principal_name);
          return;
        }
    });
  add(changes, "a guest without an object", [](Situation& s) {
    s.sign_in.subject.user.id = UserId();
    s.sign_in.subject.user.external_kind = ExternalKind::b2b_direct_connect_user;
  });
}

void add_workload(Changes& changes) {
  CAPROCK_SIGN_IN(subject.service_principal.single_tenant).unknown_or_absent().true_or_false();
  add(changes, "attributes", [](Situation& s) {
    s.sign_in.subject.service_principal.attributes = {{"Set_Name", {"a", "b"}}};
  });
  add(changes, "a blueprint", [](Situation& s) {
    s.sign_in.subject.service_principal.blueprint =
        ServicePrincipalId("5b000001-0000-4000-8000-000000000002");
  });
  add(changes, "a principal of the tenant", [](Situation& s) {
    if (!s.tenant.service_principals.items.empty())
      s.sign_in.subject.service_principal.id =
          ServicePrincipalId(s.tenant.service_principals.items.front().app_id.text());
  });
}

void add_scopes(Changes& changes) {
  using Scopes = std::vector<std::string>;
  for (const Scopes& scopes : {Scopes{},
                               {"openid", "profile"},
                               {"openid", "UserAuthenticationMethod.Read"},
                               {"https://graph.microsoft.com/UserAuthenticationMethod.Read"},
                               {"UserAuthenticationMethod.Read", "User.Read"},
                               {"User.Read"},
                               {"openid", "User.Read.All"},
                               {"Mail.Read", "Files.Read.All"},
                               {".default"},
                               {"https://graph.microsoft.com/.default"},
                               {"https://graph.microsoft.com/"},
                               {"https://graph.microsoft.com/People.Read"},
                               {"https://graph.windows.net/User.Read"},
                               {"https://contoso.sharepoint.com/.default"},
                               {"https://nobody.example/read"},
                               {"Printer.Read"},
                               {"/odd"}}) {
    const std::string name = "scopes " + (scopes.empty() ? "none" : scopes.front());
    add(changes, name, [scopes](Situation& s) { s.sign_in.request.scopes = scopes; });
    add(changes, "only " + name, [scopes](Situation& s) {
      s.sign_in.request.scopes = scopes;
      s.sign_in.request.resources.clear();
    });
  }
}

void add_resources(Changes& changes) {
  using Apps = std::vector<AppId>;
  for (const std::string_view text :
       {app::k_microsoft_graph, app::k_windows_azure_active_directory, app::k_azure_portal,
        app::k_office365_portal, app::k_azure_service_management, app::k_token_exchange,
        app::k_sharepoint_online, app::k_authenticator, app::k_defender_mobile,
        app::k_risk_remediation_flow, std::string_view("Office365"), std::string_view(""),
        std::string_view("https://graph.microsoft.com/"),
        std::string_view("5b000001-0000-4000-8000-000000000003")}) {
    const AppId id = app_of(text);
    CAPROCK_SIGN_IN(request.resources).set(text, Apps{id});
    CAPROCK_SIGN_IN(request.audiences).set(text, Apps{id, AppId("words")});
    CAPROCK_SIGN_IN(request.client_app).set(text, id);
    add(changes, "also the resource " + std::string(text),
        [id](Situation& s) { s.sign_in.request.resources.push_back(id); });
  }
  CAPROCK_SIGN_IN(request.resources).set("none", Apps{});
}

// Authenticator and Defender have exemptions of their own (CA 2.15).
void add_exemptions(Changes& changes) {
  for (const std::string_view client : {app::k_authenticator, app::k_defender_mobile}) {
    add(changes, std::string(client) + " reads its own methods", [client](Situation& s) {
      s.sign_in.request.client_app = app_of(client);
      s.sign_in.request.resources.clear();
      s.sign_in.request.scopes = {"openid", "UserAuthenticationMethod.Read"};
    });
    add(changes, std::string(client) + " reads what was consented to", [client](Situation& s) {
      s.sign_in.request.client_app = app_of(client);
      s.sign_in.request.resources = {app_of(app::k_microsoft_graph)};
      s.sign_in.request.scopes = {"openid"};
    });
  }
}

void add_request(Changes& changes) {
  CAPROCK_SIGN_IN(request.grant).every_word<GrantType>();
  CAPROCK_SIGN_IN(request.interactive).true_or_false();
  CAPROCK_SIGN_IN(request.client_kind).unknown_or_absent().every_word<ClientKind>();
  CAPROCK_SIGN_IN(request.id_token_requested).true_or_false();
  add(changes, "an ID token, the kind of client unknown", [](Situation& s) {
    s.sign_in.request.id_token_requested = true;
    s.sign_in.request.client_kind = {};
  });
  for (const std::string_view action :
       Texts{"urn:user:registersecurityinfo", "URN:user:registerdevice", "other"})
    CAPROCK_SIGN_IN(request.user_action).set(action, std::string(action));
  add(changes, "a context",
      [](Situation& s) { s.sign_in.request.authentication_contexts = {ContextId("c1")}; });
}

void add_client(Changes& changes) {
  CAPROCK_SIGN_IN(client.app_type).unknown_or_absent().every_word<SignInClient>();
  CAPROCK_SIGN_IN(client.platform).unknown_or_absent().every_word<SignInPlatform>();
  CAPROCK_SIGN_IN(client.ip).unknown_or_absent();
  for (const std::string_view ip : Texts{"198.51.100.7", "203.0.113.9", "10.1.2.3", "2001:db8::1",
                                         "fd00::1", "192.0.2.1", "255.255.255.255"})
    CAPROCK_SIGN_IN(client.ip).set(ip, IpAddress::parse(ip).value());
  CAPROCK_SIGN_IN(client.country).unknown_or_absent();
  CAPROCK_SIGN_IN(client.gps).unknown_or_absent().set("spoofed", GpsPosition{"US", false});
  for (const std::string country : {"US", "de", "XX", "?"})
    add(changes, "country " + country, [country](Situation& s) {
      s.sign_in.client.country = country;
      s.sign_in.client.gps = GpsPosition{country, true};
    });
  CAPROCK_SIGN_IN(client.compliant_network).unknown_or_absent().true_or_false();
}

void add_device(Changes& changes) {
  Device registered, compliant, hybrid, unmanaged;
  registered.device_id = std::string("5b000001-0000-4000-8000-000000000004");
  compliant = registered;
  compliant.is_compliant = true;
  compliant.model = std::string("Surface Pro");
  compliant.trust_type = TrustType::azure_ad;
  compliant.extension_attributes[0] = std::string("SAW");
  hybrid.is_compliant = false;
  hybrid.trust_type = TrustType::server_ad;
  hybrid.system_labels = std::vector<std::string>{"M365Managed"};
  unmanaged.is_compliant = false;
  unmanaged.manufacturer = std::string("Contoso");
  unmanaged.extension_attributes[0] = std::string("SAW");
  CAPROCK_SIGN_IN(device)
      .unknown_or_absent()
      .set("empty", Device{})
      .set("registered", registered)
      .set("compliant", compliant)
      .set("hybrid joined", hybrid)
      .set("unmanaged", unmanaged);
  hybrid.is_compliant = true;
  CAPROCK_SIGN_IN(device).set("compliant and hybrid joined", hybrid);
}

void add_risks(Changes& changes) {
  CAPROCK_SIGN_IN(risk.sign_in).unknown_or_absent().every_word<RiskLevel>();
  CAPROCK_SIGN_IN(risk.user).unknown_or_absent().every_word<RiskLevel>();
  CAPROCK_SIGN_IN(risk.service_principal).unknown_or_absent().every_word<RiskLevel>();
  CAPROCK_SIGN_IN(risk.agent).unknown_or_absent().every_word<AgentRisk>();
  CAPROCK_SIGN_IN(risk.insider).unknown_or_absent().every_word<InsiderRisk>();
  CAPROCK_SIGN_IN(original_transfer_method).unknown_or_absent();
  for (std::uint8_t bits = 0; bits <= 3; ++bits)
    CAPROCK_SIGN_IN(original_transfer_method).set(std::to_string(bits), bits);
}

void add_methods(Changes& changes) {
  using enum MethodMode;
  const auto used = [](std::vector<MethodMode> modes) {
    std::vector<UsedMethod> methods;
    for (const MethodMode mode : modes) methods.push_back({mode, {}, {}, {}});
    return methods;
  };
  CAPROCK_SIGN_IN(session.methods)
      .unknown_or_absent()
      .set("none", used({}))
      .set("password", used({password}))
      .set("password and SMS", used({password, sms}))
      .set("password and a hardware token", used({password, hardware_oath}))
      .set("Windows Hello", used({windows_hello_for_business}))
      .set("a temporary pass", used({temporary_access_pass_one_time}))
      .set("a key", used({fido2}))
      .set("a certificate", used({x509_certificate_multi_factor}))
      .set("password and a certificate", used({password, x509_certificate_single_factor}));
}

// How long ago, for times of authentication.
template <class Part>
void add_ages(Changes& changes, const std::string& name, Part part) {
  using namespace std::chrono;
  for (const seconds age : {seconds(0), seconds(300), seconds(301), seconds(days(60))})
    add(changes, name + ", " + std::to_string(age.count()) + " s ago", [part, age](Situation& s) {
      if (const Instant* now = s.sign_in.at.value()) part(s.sign_in.session) = *now - age;
    });
}

void add_session(Changes& changes) {
  CAPROCK_SIGN_IN(at).unknown_or_absent();
  CAPROCK_SIGN_IN(session.last_primary_authentication).unknown_or_absent();
  CAPROCK_SIGN_IN(session.last_secondary_authentication).unknown_or_absent();
  add_ages(changes, "the first factor",
           [](Session& session) -> auto& { return session.last_primary_authentication; });
  add_ages(changes, "the second factor",
           [](Session& session) -> auto& { return session.last_secondary_authentication; });
  CAPROCK_SIGN_IN(session.terms_accepted)
      .unknown_or_absent()
      .set("some", std::set{TermsOfUseId("t1")});
  CAPROCK_SIGN_IN(session.custom_controls_satisfied)
      .unknown_or_absent()
      .set("some", std::set{CustomControlId("x1")});
  CAPROCK_SIGN_IN(session.mfa_claim).unknown_or_absent().true_or_false();
  CAPROCK_SIGN_IN(session.mfa_registered).unknown_or_absent().true_or_false();
  CAPROCK_SIGN_IN(session.approved_app).unknown_or_absent().true_or_false();
  CAPROCK_SIGN_IN(session.app_protection).unknown_or_absent().true_or_false();
  CAPROCK_SIGN_IN(session.bound_token).unknown_or_absent().true_or_false();
  CAPROCK_SIGN_IN(session.password_changed_for_risk).unknown_or_absent().true_or_false();
  CAPROCK_SIGN_IN(session.risk_remediated).unknown_or_absent().true_or_false();
}

}  // namespace

const std::vector<Change>& sign_in_changes() {
  static const Changes all = [] {
    Changes changes;
    add_user(changes);
    add_workload(changes);
    add_scopes(changes);
    add_resources(changes);
    add_exemptions(changes);
    add_request(changes);
    add_client(changes);
    add_device(changes);
    add_risks(changes);
    add_methods(changes);
    add_session(changes);
    return changes;
  }();
  return all;
}

const std::vector<Change>& option_changes() {
  static const Changes all = [] {
    Changes changes;
    for (const NamedOption& option : named_options())
      for (const json::value& value : option.values)
        add(changes, std::string(option.name) + " is " + json::serialize(value),
            [&](Situation& s) { CAPROCK_ASSERT(option.read(s.options, value, {})); });
    add(changes, "baseline_custom_app is SharePoint",
        [](Situation& s) { s.options.baseline_custom_app = app_of(app::k_sharepoint_online); });
    add(changes, "baseline_scopes is custom without an app",
        [](Situation& s) { s.options.baseline_scopes = BaselineScopes::custom; });
    add(changes, "baseline_scopes is custom with the client", [](Situation& s) {
      s.options.baseline_scopes = BaselineScopes::custom;
      s.options.baseline_custom_app = s.sign_in.request.client_app;
    });
    return changes;
  }();
  return all;
}

#undef CAPROCK_SIGN_IN

}  // namespace caprock::conformance
