#include "tests/conformance/mutations.h"

#include <array>

#include "model/well_known.h"

namespace caprock::conformance {
namespace {

using Mutations = std::vector<Mutation>;

template <class Change>
void add(Mutations& mutations, std::string name, Change change) {
  mutations.push_back({std::move(name), change});
}

// Forgets a signal, and makes it known to be absent.
template <class Get>
void add_signal(Mutations& mutations, const std::string& name, Get get) {
  add(mutations, name + " unknown", [get](Situation& s) { get(s.sign_in) = {}; });
  add(mutations, name + " absent", [get](Situation& s) {
    auto& signal = get(s.sign_in);
    signal = std::remove_reference_t<decltype(signal)>::absent();
  });
}

void add_signals(Mutations& m) {
  add_signal(m, "at", [](SignIn& s) -> auto& { return s.at; });
  add_signal(m, "ip", [](SignIn& s) -> auto& { return s.client.ip; });
  add_signal(m, "country", [](SignIn& s) -> auto& { return s.client.country; });
  add_signal(m, "gps", [](SignIn& s) -> auto& { return s.client.gps; });
  add_signal(m, "network", [](SignIn& s) -> auto& { return s.client.compliant_network; });
  add_signal(m, "platform", [](SignIn& s) -> auto& { return s.client.platform; });
  add_signal(m, "app type", [](SignIn& s) -> auto& { return s.client.app_type; });
  add_signal(m, "device", [](SignIn& s) -> auto& { return s.device; });
  add_signal(m, "client kind", [](SignIn& s) -> auto& { return s.request.client_kind; });
  add_signal(m, "transfer", [](SignIn& s) -> auto& { return s.original_transfer_method; });
  add_signal(m, "sign-in risk", [](SignIn& s) -> auto& { return s.risk.sign_in; });
  add_signal(m, "user risk", [](SignIn& s) -> auto& { return s.risk.user; });
  add_signal(m, "sp risk", [](SignIn& s) -> auto& { return s.risk.service_principal; });
  add_signal(m, "agent risk", [](SignIn& s) -> auto& { return s.risk.agent; });
  add_signal(m, "insider risk", [](SignIn& s) -> auto& { return s.risk.insider; });
  add_signal(m, "kind", [](SignIn& s) -> auto& { return s.subject.user.external_kind; });
  add_signal(m, "home tenant", [](SignIn& s) -> auto& { return s.subject.user.home_tenant; });
  add_signal(m, "single tenant",
             [](SignIn& s) -> auto& { return s.subject.service_principal.single_tenant; });
}

void add_subjects(Mutations& m) {
  for (const SubjectKind kind :
       {SubjectKind::user, SubjectKind::agent_user, SubjectKind::service_principal,
        SubjectKind::agent_identity, SubjectKind::managed_identity})
    add(m, "subject kind", [kind](Situation& s) { s.sign_in.subject.kind = kind; });
  add(m, "no user id", [](Situation& s) { s.sign_in.subject.user.id = UserId(); });
  add(m, "a stranger", [](Situation& s) {
    s.sign_in.subject.user.id = UserId("5b000001-0000-4000-8000-000000000001");
  });
  add(m, "by principal name", [](Situation& s) {
    for (const User& user : s.tenant.users.items)
      if (user.id == s.sign_in.subject.user.id)
        s.sign_in.subject.user.id = UserId(user.user_principal_name);
  });
  add(m, "a text for a user", [](Situation& s) { s.sign_in.subject.user.id = UserId("All"); });
  for (const ExternalKind kind :
       {ExternalKind::none, ExternalKind::internal_guest, ExternalKind::b2b_collaboration_guest,
        ExternalKind::b2b_direct_connect_user, ExternalKind::service_provider})
    add(m, "kind given", [kind](Situation& s) { s.sign_in.subject.user.external_kind = kind; });
  add(m, "objectless guest", [](Situation& s) {
    s.sign_in.subject.user.id = UserId();
    s.sign_in.subject.user.external_kind = ExternalKind::b2b_direct_connect_user;
  });
  add(m, "google",
      [](Situation& s) { s.sign_in.subject.user.identity_provider = IdentityProvider::google; });
  add(m, "no groups", [](Situation& s) { s.sign_in.subject.user.groups.emplace(); });
  add(m, "the first group", [](Situation& s) {
    s.sign_in.subject.user.groups.emplace();
    if (!s.tenant.groups.items.empty())
      s.sign_in.subject.user.groups->insert(s.tenant.groups.items.front().id);
  });
  add(m, "no roles", [](Situation& s) { s.sign_in.subject.user.roles.emplace(); });
  add(m, "a role", [](Situation& s) {
    s.sign_in.subject.user.roles = {RoleTemplateId("62e90394-69f5-4237-9190-012177145e10")};
  });
  add(m, "attributes", [](Situation& s) {
    s.sign_in.subject.service_principal.attributes = {{"Set_Name", {"a", "b"}}};
  });
  add(m, "a blueprint", [](Situation& s) {
    s.sign_in.subject.service_principal.blueprint =
        ServicePrincipalId("5b000001-0000-4000-8000-000000000002");
  });
  add(m, "a principal of the tenant", [](Situation& s) {
    if (!s.tenant.service_principals.items.empty())
      s.sign_in.subject.service_principal.id =
          ServicePrincipalId(s.tenant.service_principals.items.front().app_id.text());
  });
}

void add_requests(Mutations& m) {
  const auto scopes = [&m](std::vector<std::string> list) {
    const std::string name = "scopes " + (list.empty() ? "none" : list.front());
    add(m, name, [list](Situation& s) { s.sign_in.request.scopes = list; });
    add(m, "only " + name, [list](Situation& s) {
      s.sign_in.request.scopes = list;
      s.sign_in.request.resources.clear();
    });
  };
  scopes({});
  scopes({"openid", "profile"});
  scopes({"User.Read"});
  scopes({"openid", "User.Read.All"});
  scopes({"Mail.Read", "Files.Read.All"});
  scopes({".default"});
  scopes({"https://graph.microsoft.com/.default"});
  scopes({"https://graph.microsoft.com/People.Read"});
  scopes({"https://graph.windows.net/User.Read"});
  scopes({"https://contoso.sharepoint.com/.default"});
  scopes({"https://nobody.example/read"});
  scopes({"Printer.Read"});
  scopes({"/odd"});
  for (const std::string_view id :
       {app::k_microsoft_graph, app::k_windows_azure_active_directory, app::k_azure_portal,
        app::k_office365_portal, app::k_azure_service_management, app::k_token_exchange,
        std::string_view("Office365"), std::string_view("https://graph.microsoft.com/"),
        std::string_view("5b000001-0000-4000-8000-000000000003")}) {
    const std::string text(id);
    add(m, "resource " + text,
        [text](Situation& s) { s.sign_in.request.resources = {AppId(text)}; });
    add(m, "also resource " + text,
        [text](Situation& s) { s.sign_in.request.resources.push_back(AppId(text)); });
    add(m, "recorded " + text,
        [text](Situation& s) { s.sign_in.request.audiences = {AppId(text), AppId("words")}; });
    add(m, "client " + text, [text](Situation& s) { s.sign_in.request.client_app = AppId(text); });
  }
  add(m, "no client app", [](Situation& s) { s.sign_in.request.client_app = AppId(); });
  add(m, "risk remediation", [](Situation& s) {
    s.sign_in.request.client_app = AppId(std::string(app::k_risk_remediation_flow));
  });
  add(m, "id token", [](Situation& s) { s.sign_in.request.id_token_requested = true; });
  add(m, "id token, kind unknown", [](Situation& s) {
    s.sign_in.request.id_token_requested = true;
    s.sign_in.request.client_kind = {};
  });
  for (const ClientKind kind : {ClientKind::public_client, ClientKind::confidential_client})
    add(m, "client kind", [kind](Situation& s) { s.sign_in.request.client_kind = kind; });
  for (const GrantType grant :
       {GrantType::refresh_token, GrantType::device_code, GrantType::password,
        GrantType::client_credentials, GrantType::saml, GrantType::basic_authentication,
        GrantType::authentication_transfer})
    add(m, "grant", [grant](Situation& s) { s.sign_in.request.grant = grant; });
  for (const char* action : {"urn:user:registersecurityinfo", "URN:user:registerdevice", "other"})
    add(m, "action", [action](Situation& s) { s.sign_in.request.user_action = action; });
  add(m, "context",
      [](Situation& s) { s.sign_in.request.authentication_contexts = {ContextId("c1")}; });
}

void add_values(Mutations& m) {
  for (const char* ip : {"198.51.100.7", "203.0.113.9", "10.1.2.3", "2001:db8::1", "fd00::1",
                         "192.0.2.1", "255.255.255.255"})
    add(m, std::string("ip ") + ip,
        [ip](Situation& s) { s.sign_in.client.ip = IpAddress::parse(ip).value(); });
  for (const char* country : {"US", "de", "XX", "?"})
    add(m, std::string("country ") + country, [country](Situation& s) {
      s.sign_in.client.country = std::string(country);
      s.sign_in.client.gps = GpsPosition{country, true};
    });
  add(m, "spoofed gps", [](Situation& s) { s.sign_in.client.gps = GpsPosition{"US", false}; });
  add(m, "compliant network", [](Situation& s) { s.sign_in.client.compliant_network = true; });
  for (const SignInClient client :
       {SignInClient::browser, SignInClient::mobile_apps_and_desktop_clients,
        SignInClient::exchange_active_sync, SignInClient::other, SignInClient::unspecified})
    add(m, "client", [client](Situation& s) { s.sign_in.client.app_type = client; });
  for (const SignInPlatform platform :
       {SignInPlatform::android, SignInPlatform::ios, SignInPlatform::windows,
        SignInPlatform::windows_phone, SignInPlatform::mac_os, SignInPlatform::linux,
        SignInPlatform::unrecognised})
    add(m, "platform", [platform](Situation& s) { s.sign_in.client.platform = platform; });
  for (const RiskLevel level : {RiskLevel::high, RiskLevel::hidden, RiskLevel::none})
    add(m, "risk", [level](Situation& s) {
      s.sign_in.risk.sign_in = level;
      s.sign_in.risk.user = level;
      s.sign_in.risk.service_principal = level;
    });
  add(m, "agent and insider risk", [](Situation& s) {
    s.sign_in.risk.agent = AgentRisk::high;
    s.sign_in.risk.insider = InsiderRisk::elevated;
  });
  add(m, "an empty device", [](Situation& s) { s.sign_in.device = Device{}; });
  add(m, "a compliant device", [](Situation& s) {
    Device device;
    device.device_id = std::string("5b000001-0000-4000-8000-000000000004");
    device.is_compliant = true;
    device.model = std::string("Surface Pro");
    device.trust_type = TrustType::azure_ad;
    device.extension_attributes[0] = std::string("SAW");
    s.sign_in.device = device;
  });
  add(m, "a hybrid joined device", [](Situation& s) {
    Device device;
    device.is_compliant = false;
    device.trust_type = TrustType::server_ad;
    device.system_labels = std::vector<std::string>{"M365Managed"};
    s.sign_in.device = device;
  });
  add(m, "an unmanaged device", [](Situation& s) {
    Device device;
    device.is_compliant = false;
    device.manufacturer = std::string("Contoso");
    device.extension_attributes[0] = std::string("SAW");
    s.sign_in.device = device;
  });
}

void add_options(Mutations& m) {
  for (const EvaluationMode mode :
       {EvaluationMode::strict, EvaluationMode::whatif, EvaluationMode::live})
    add(m, "mode", [mode](Situation& s) { s.options.mode = mode; });
  for (const BaselineScopes state : {BaselineScopes::enforced, BaselineScopes::legacy,
                                     BaselineScopes::custom, BaselineScopes::disabled})
    add(m, "baseline", [state](Situation& s) { s.options.baseline_scopes = state; });
  add(m, "baseline custom app", [](Situation& s) {
    s.options.baseline_scopes = BaselineScopes::custom;
    s.options.baseline_custom_app = s.sign_in.request.client_app;
  });
  add(m, "no dependencies", [](Situation& s) { s.options.service_dependencies = Toggle::off; });
  add(m, "empty types are all",
      [](Situation& s) { s.options.empty_client_app_types = EmptyClientAppTypes::all; });
  add(m, "extension attributes null",
      [](Situation& s) { s.options.ext_attr_unmanaged = UnmanagedExtensionAttribute::null; });
  add(m, "objectless are not all",
      [](Situation& s) { s.options.all_users_includes_objectless = Toggle::off; });
  add(m, "all covers register device",
      [](Situation& s) { s.options.all_resources_includes_registerdevice = Toggle::on; });
  add(m, "unknown scopes are the directory's", [](Situation& s) {
    s.options.unknown_graph_scope_audience = UnknownScopeAudience::directory;
  });
}

template <class Get>
void add_collection(Mutations& m, const std::string& name, Get get) {
  add(m, name + " not exported", [get](Situation& s) { get(s.tenant) = {}; });
  add(m, name + " empty", [get](Situation& s) { get(s.tenant) = {true, {}}; });
  add(m, name + " partly exported", [get](Situation& s) { get(s.tenant).exported = false; });
}

Unread unread(PolicyPart part, std::string pointer) { return {part, std::move(pointer), "\"?\""}; }

template <class Change>
void add_to_policies(Mutations& m, std::string name, Change change) {
  add(m, std::move(name), [change](Situation& s) {
    for (Policy& policy : s.tenant.policies.items) change(policy);
  });
}

template <class Change>
void add_to_users(Mutations& m, std::string name, Change change) {
  add_to_policies(m, std::move(name), [change](Policy& policy) {
    if (!policy.conditions.users) policy.conditions.users.emplace();
    change(*policy.conditions.users);
  });
}

void add_lists(Mutations& m) {
  for (const char* text : {"None", "All", "GuestsOrExternalUsers", "AllAgentIdUsers", "Admins",
                           "5b000001-0000-4000-8000-000000000001", ""}) {
    const std::string name = std::string("user ") + text;
    add_to_users(m, "include " + name, [text](Users& u) { u.include_users.emplace_back(text); });
    add_to_users(m, "exclude " + name, [text](Users& u) { u.exclude_users.emplace_back(text); });
    add_to_users(m, "only " + name, [text](Users& u) { u.include_users = {UserId(text)}; });
  }
  for (const char* text : {"Admins", "5b000001-0000-4000-8000-000000000005"}) {
    add_to_users(m, "include group", [text](Users& u) { u.include_groups.emplace_back(text); });
    add_to_users(m, "exclude group", [text](Users& u) { u.exclude_groups.emplace_back(text); });
    add_to_users(m, "include role", [text](Users& u) { u.include_roles.emplace_back(text); });
    add_to_users(m, "exclude role", [text](Users& u) { u.exclude_roles.emplace_back(text); });
  }
  add(m, "exclude every group", [](Situation& s) {
    for (Policy& policy : s.tenant.policies.items)
      for (const Group& group : s.tenant.groups.items)
        if (policy.conditions.users) policy.conditions.users->exclude_groups.push_back(group.id);
  });
  add(m, "include every group only", [](Situation& s) {
    for (Policy& policy : s.tenant.policies.items) {
      if (!policy.conditions.users) continue;
      policy.conditions.users->include_users.clear();
      for (const Group& group : s.tenant.groups.items)
        policy.conditions.users->include_groups.push_back(group.id);
    }
  });
  add_to_users(m, "administrators only", [](Users& u) {
    u.include_users.clear();
    u.include_roles = {RoleTemplateId("62e90394-69f5-4237-9190-012177145e10")};
  });
  for (const bool enumerated : {false, true})
    add_to_users(m, "guests only", [enumerated](Users& u) {
      u.include_users.clear();
      u.include_guests_or_external_users = GuestsOrExternalUsers{15, {}};
      if (enumerated)
        u.include_guests_or_external_users->external_tenants = ExternalTenants{
            MembershipKind::enumerated, {TenantId("5b000001-0000-4000-8000-000000000006")}};
    });
  add_to_users(m, "without b2b guests",
               [](Users& u) { u.exclude_guests_or_external_users = GuestsOrExternalUsers{2, {}}; });
}

void add_targets(Mutations& m) {
  for (const char* text :
       {"None", "All", "Office365", "MicrosoftAdminPortals", "AllAgentIdResources", "Some app",
        "797f4846-ba00-4fd7-ba43-dac1f8f63013", "00000003-0000-0000-c000-000000000000",
        "00000002-0000-0000-c000-000000000000", "00000002-0000-0FF1-CE00-000000000000"}) {
    add_to_policies(m, std::string("include app ") + text, [text](Policy& p) {
      p.conditions.applications.include_applications.emplace_back(text);
    });
    add_to_policies(m, std::string("exclude app ") + text, [text](Policy& p) {
      p.conditions.applications.exclude_applications.emplace_back(text);
    });
    add_to_policies(m, std::string("only app ") + text, [text](Policy& p) {
      p.conditions.applications.include_applications = {AppId(text)};
    });
  }
  add(m, "exclude the client", [](Situation& s) {
    for (Policy& policy : s.tenant.policies.items)
      policy.conditions.applications.exclude_applications.push_back(s.sign_in.request.client_app);
  });
  add_to_policies(m, "actions", [](Policy& p) {
    p.conditions.applications.include_user_actions = {"urn:user:registersecurityinfo"};
  });
  add_to_policies(m, "contexts", [](Policy& p) {
    p.conditions.applications.include_authentication_context_class_references = {ContextId("C1")};
  });
}

void add_filters(Mutations& m) {
  const std::string attribute = "CustomSecurityAttribute.Set_Name";
  for (const char* rest :
       {" -eq \"a\"", " -contains \"A\"", " -ne null", " -in [\"x\", null]", " -match \"a\""}) {
    for (const auto& mode : {std::optional<FilterMode>(), std::optional(FilterMode::include),
                             std::optional(FilterMode::exclude)}) {
      const Filter filter{mode, attribute + rest};
      add_to_policies(m, std::string("app filter") + rest, [filter](Policy& p) {
        p.conditions.applications.application_filter = filter;
      });
      add_to_policies(m, std::string("principal filter") + rest, [filter](Policy& p) {
        if (!p.conditions.client_applications) p.conditions.client_applications.emplace();
        p.conditions.client_applications->service_principal_filter = filter;
        p.conditions.client_applications->agent_id_service_principal_filter = filter;
      });
    }
  }
  for (const char* rule :
       {"device.isCompliant -eq True", "device.isCompliant -ne False",
        "device.model -contains \"pro\"", "device.trustType -in [\"ServerAD\"]",
        "device.extensionAttribute1 -ne \"SAW\"",
        "device.systemLabels -contains \"m365managed\" -or device.extensionAttribute1 -eq \"saw\"",
        "-not (device.manufacturer -startsWith 'con') -and device.deviceId -ne null",
        "device.color"})
    for (const auto& mode : {std::optional<FilterMode>(), std::optional(FilterMode::include),
                             std::optional(FilterMode::exclude)}) {
      const Filter filter{mode, rule};
      add_to_policies(m, std::string("device filter ") + rule, [filter](Policy& p) {
        p.conditions.devices.emplace();
        p.conditions.devices->device_filter = filter;
      });
    }
  add_to_policies(m, "device states", [](Policy& p) {
    p.conditions.device_states = DeviceStates{{"All"}, {"Compliant", "DomainJoined"}};
  });
  add_to_policies(m, "device lists", [](Policy& p) {
    p.conditions.devices.emplace();
    p.conditions.devices->include_devices = {"5B000001-0000-4000-8000-000000000004", "odd"};
    p.conditions.devices->include_device_states = {"domainjoined", "odd"};
    p.conditions.devices->exclude_device_states = {"compliant"};
  });
}

void add_places(Mutations& m) {
  for (const char* text : {"All", "AllTrusted", "00000000-0000-0000-0000-000000000000",
                           "5b000001-0000-4000-8000-000000000007", "Head office"}) {
    add_to_policies(m, std::string("include place ") + text, [text](Policy& p) {
      if (!p.conditions.locations) p.conditions.locations.emplace();
      p.conditions.locations->include_locations.emplace_back(text);
    });
    add_to_policies(m, std::string("exclude place ") + text, [text](Policy& p) {
      if (!p.conditions.locations) p.conditions.locations = Locations{{LocationId("All")}, {}};
      p.conditions.locations->exclude_locations.emplace_back(text);
    });
  }
  add(m, "include every place", [](Situation& s) {
    for (Policy& policy : s.tenant.policies.items) {
      policy.conditions.locations.emplace();
      for (const NamedLocation& one : s.tenant.named_locations.items)
        policy.conditions.locations->include_locations.push_back(one.id);
    }
  });
  add(m, "exclude the first place", [](Situation& s) {
    if (s.tenant.named_locations.items.empty()) return;
    for (Policy& policy : s.tenant.policies.items)
      policy.conditions.locations =
          Locations{{LocationId("All")}, {s.tenant.named_locations.items.front().id}};
  });
  for (const char* pointer : {"/isTrusted", "/ipRanges/0", "/odd"})
    add(m, std::string("places partly read ") + pointer, [pointer](Situation& s) {
      for (NamedLocation& one : s.tenant.named_locations.items)
        one.unread.push_back(unread(PolicyPart::policy, pointer));
    });
  for (const std::optional<bool> trusted : {std::optional<bool>(), std::optional(true)})
    add(m, "places of a new kind", [trusted](Situation& s) {
      for (NamedLocation& one : s.tenant.named_locations.items)
        one.kind = OtherNamedLocation{"#new", trusted};
    });
  add(m, "places by position", [](Situation& s) {
    for (NamedLocation& one : s.tenant.named_locations.items)
      one.kind = CountryNamedLocation{
          {"DE", "us", "Atlantis"}, CountryLookupMethod::authenticator_app_gps, true};
  });
  add(m, "places by country", [](Situation& s) {
    for (NamedLocation& one : s.tenant.named_locations.items)
      one.kind = CountryNamedLocation{{"DE", "?"}, CountryLookupMethod::client_ip_address, true};
  });
  add(m, "places are the network", [](Situation& s) {
    for (NamedLocation& one : s.tenant.named_locations.items)
      one.kind = CompliantNetworkNamedLocation{true};
  });
  add(m, "places are trusted", [](Situation& s) {
    for (NamedLocation& one : s.tenant.named_locations.items)
      one.kind = IpNamedLocation{
          true,
          {IpRange::from_cidr("192.0.0.0/8").value(), IpRange::from_cidr("2001:db8::/32").value()}};
  });
}

void add_rest(Mutations& m) {
  for (const PolicyState state : {PolicyState::disabled, PolicyState::enabled_for_reporting})
    add_to_policies(m, "state", [state](Policy& p) { p.state = state; });
  add_to_policies(m, "no id", [](Policy& p) { p.id = PolicyId(); });
  add_to_policies(m, "no demand", [](Policy& p) {
    p.grant_controls.reset();
    p.session_controls.reset();
  });
  add_to_policies(m, "no users", [](Policy& p) { p.conditions.users.reset(); });
  add_to_policies(m, "workloads", [](Policy& p) {
    if (!p.conditions.client_applications) p.conditions.client_applications.emplace();
    p.conditions.client_applications->include_service_principals = {
        ServicePrincipalId("ServicePrincipalsInMyTenant"), ServicePrincipalId("None"),
        ServicePrincipalId("Backup")};
  });
  add_to_policies(m, "agents", [](Policy& p) {
    if (!p.conditions.client_applications) p.conditions.client_applications.emplace();
    p.conditions.client_applications->include_agent_id_service_principals = {
        ServicePrincipalId("5b000001-0000-4000-8000-000000000002")};
    p.conditions.client_applications->exclude_agent_id_service_principals = {
        ServicePrincipalId("All")};
  });
  for (const std::vector<ClientAppType>& types :
       {std::vector<ClientAppType>{},
        {ClientAppType::all},
        {ClientAppType::eas_supported},
        {ClientAppType::browser, ClientAppType::mobile_apps_and_desktop_clients,
         ClientAppType::exchange_active_sync, ClientAppType::other},
        {ClientAppType::browser, ClientAppType::eas_supported, ClientAppType::other,
         ClientAppType::mobile_apps_and_desktop_clients}})
    add_to_policies(m, "client types",
                    [types](Policy& p) { p.conditions.client_app_types = types; });
  add_to_policies(m, "platforms", [](Policy& p) {
    p.conditions.platforms = Platforms{{DevicePlatform::all}, {DevicePlatform::windows}};
  });
  add_to_policies(m, "linux", [](Policy& p) {
    p.conditions.platforms = Platforms{{DevicePlatform::linux, DevicePlatform::ios}, {}};
  });
  add_to_policies(m, "risks", [](Policy& p) {
    p.conditions.sign_in_risk_levels = {RiskLevel::high, RiskLevel::none};
    p.conditions.user_risk_levels = {RiskLevel::hidden};
    p.conditions.service_principal_risk_levels = {RiskLevel::none};
    p.conditions.insider_risk_levels = 6;
    p.conditions.agent_id_risk_levels = 4;
  });
  for (const std::uint8_t methods : std::array<std::uint8_t, 4>{0, 1, 2, 3})
    add_to_policies(m, "flows", [methods](Policy& p) {
      p.conditions.authentication_flows = AuthenticationFlows{methods};
    });
  for (const char* pointer :
       {"", "/state", "/conditions", "/Conditions/Users/includeUsers/0",
        "/conditions/clientApplications", "/conditions/applications/applicationFilter/mode",
        "/conditions/clientAppTypes/1", "/conditions/platforms", "/conditions/locations/x",
        "/conditions/deviceStates", "/conditions/devices/deviceFilter/mode",
        "/conditions/signInRiskLevels/0", "/conditions/servicePrincipalRiskLevels",
        "/conditions/userRiskLevels", "/conditions/insiderRiskLevels",
        "/conditions/authenticationFlows", "/conditions/agentIdRiskLevels", "/conditions/times"})
    for (const PolicyPart part : {PolicyPart::conditions, PolicyPart::grant_controls})
      add_to_policies(m, std::string("unread ") + pointer,
                      [pointer, part](Policy& p) { p.unread.push_back(unread(part, pointer)); });
}

}  // namespace

const std::vector<Mutation>& sign_in_mutations() {
  static const Mutations k_mutations = [] {
    Mutations m;
    add_signals(m);
    add_subjects(m);
    add_requests(m);
    add_values(m);
    add_options(m);
    return m;
  }();
  return k_mutations;
}

const std::vector<Mutation>& tenant_mutations() {
  static const Mutations k_mutations = [] {
    Mutations m;
    add_collection(m, "locations", [](TenantSnapshot& t) -> auto& { return t.named_locations; });
    add_collection(m, "users", [](TenantSnapshot& t) -> auto& { return t.users; });
    add_collection(m, "groups", [](TenantSnapshot& t) -> auto& { return t.groups; });
    add_collection(m, "roles", [](TenantSnapshot& t) -> auto& { return t.role_definitions; });
    add_collection(m, "assignments", [](TenantSnapshot& t) -> auto& { return t.role_assignments; });
    add_collection(m, "principals",
                   [](TenantSnapshot& t) -> auto& { return t.service_principals; });
    add_collection(m, "applications", [](TenantSnapshot& t) -> auto& { return t.applications; });
    add_collection(m, "strengths",
                   [](TenantSnapshot& t) -> auto& { return t.authentication_strengths; });
    add_collection(m, "partners",
                   [](TenantSnapshot& t) -> auto& { return t.cross_tenant_partners; });
    add(m, "no organization", [](Situation& s) { s.tenant.organization.reset(); });
    add(m, "no mfa settings", [](Situation& s) { s.tenant.mfa_service_settings.reset(); });
    add(m, "no default trust", [](Situation& s) { s.tenant.cross_tenant_default.reset(); });
    add(m, "no members", [](Situation& s) {
      for (Group& group : s.tenant.groups.items) group.members.reset();
    });
    add(m, "members of every other group", [](Situation& s) {
      bool drop = false;
      for (Group& group : s.tenant.groups.items)
        if ((drop = !drop)) group.members.reset();
    });
    add(m, "users list their groups", [](Situation& s) {
      for (User& user : s.tenant.users.items) {
        user.transitive_member_of.emplace();
        if (!s.tenant.groups.items.empty())
          user.transitive_member_of->push_back(s.tenant.groups.items.back().id);
        user.transitive_member_of->emplace_back("5b000001-0000-4000-8000-000000000005");
      }
    });
    add(m, "users without kind", [](Situation& s) {
      for (User& user : s.tenant.users.items) user.user_type.reset();
    });
    add(m, "users without name", [](Situation& s) {
      for (User& user : s.tenant.users.items) user.user_principal_name.clear();
    });
    add(m, "objects twice", [](Situation& s) {
      const auto twice = [](auto& items, auto change) {
        const auto copies = items;
        for (auto copy : copies) {
          change(copy);
          items.push_back(std::move(copy));
        }
      };
      twice(s.tenant.users.items, [](User& user) {
        user.user_principal_name = "twice-" + user.user_principal_name;
        user.user_type = UserType::guest;
      });
      twice(s.tenant.groups.items, [](Group& group) { group.members.reset(); });
      twice(s.tenant.named_locations.items,
            [](NamedLocation& one) { one.kind = OtherNamedLocation{"#new", true}; });
      twice(s.tenant.service_principals.items,
            [](ServicePrincipal& one) { one.app_owner_organization_id.reset(); });
    });
    add(m, "by the second name", [](Situation& s) {
      for (const User& user : s.tenant.users.items)
        if (user.id == s.sign_in.subject.user.id)
          s.sign_in.subject.user.id = UserId("twice-" + user.user_principal_name);
    });
    add(m, "everybody invited", [](Situation& s) {
      for (User& user : s.tenant.users.items) user.creation_type = "Invitation";
    });
    add(m, "eligible only", [](Situation& s) {
      for (RoleAssignment& one : s.tenant.role_assignments.items)
        one.type = RoleAssignmentType::eligible;
    });
    add(m, "administrators through groups", [](Situation& s) {
      for (const Group& group : s.tenant.groups.items) {
        RoleAssignment one;
        one.role = RoleTemplateId("62e90394-69f5-4237-9190-012177145e10");
        one.principal = DirectoryObjectId(group.id.text());
        s.tenant.role_assignments.items.push_back(one);
      }
    });
    add(m, "custom roles", [](Situation& s) {
      for (RoleDefinition& one : s.tenant.role_definitions.items) one.is_built_in = false;
    });
    add(m, "principals without attributes", [](Situation& s) {
      for (ServicePrincipal& one : s.tenant.service_principals.items)
        one.custom_security_attributes.reset();
    });
    add(m, "principals with attributes", [](Situation& s) {
      for (ServicePrincipal& one : s.tenant.service_principals.items)
        one.custom_security_attributes = {{"set_name", {"b", "A"}}, {"Other_One", {}}};
    });
    add(m, "principals of nobody", [](Situation& s) {
      for (ServicePrincipal& one : s.tenant.service_principals.items) {
        one.app_owner_organization_id.reset();
        one.service_principal_type.clear();
      }
    });
    add(m, "agents", [](Situation& s) {
      for (ServicePrincipal& one : s.tenant.service_principals.items)
        one.service_principal_type = "ServiceIdentity";
    });
    add(m, "partners trust", [](Situation& s) {
      for (CrossTenantAccess& one : s.tenant.cross_tenant_partners.items)
        one.inbound_trust = InboundTrust{true, std::nullopt, true};
    });
    add(m, "default trusts", [](Situation& s) {
      s.tenant.cross_tenant_default.emplace();
      s.tenant.cross_tenant_default->inbound_trust = InboundTrust{true, true, std::nullopt};
    });
    return m;
  }();
  return k_mutations;
}

const std::vector<Mutation>& policy_mutations() {
  static const Mutations k_mutations = [] {
    Mutations m;
    add_lists(m);
    add_targets(m);
    add_filters(m);
    add_places(m);
    add_rest(m);
    return m;
  }();
  return k_mutations;
}

}  // namespace caprock::conformance
