#include <array>

#include "model/well_known.h"
#include "model/words.h"
#include "tests/conformance/changes.h"

namespace caprock::conformance {
namespace {

using PolicyChanges = std::vector<PolicyChange>;

template <class Make>
void add(PolicyChanges& changes, std::string what, Make make) {
  if constexpr (std::is_invocable_v<Make, Policy&>)
    changes.push_back({std::move(what), [make](Policy& p, const Situation&) { make(p); }});
  else
    changes.push_back({std::move(what), make});
}

// One for each word of an enumeration.
template <class E, class Make>
void add_words(PolicyChanges& changes, const std::string& what, Make make) {
  for (const Word<E>& row : words<E>())
    add(changes, what + " " + std::string(row.text),
        [make, value = row.value](Policy& p) { make(p, value); });
}

// A part that a policy may lack.
template <class T>
T& made(std::optional<T>& part) {
  return part ? *part : part.emplace();
}
GrantControls& grants_of(Policy& policy) { return made(policy.grant_controls); }
SessionControls& session_of(Policy& policy) { return made(policy.session_controls); }
ClientApplications& workloads_of(Policy& policy) {
  return made(policy.conditions.client_applications);
}

template <class Make>
void add_to_users(PolicyChanges& changes, std::string name, Make make) {
  add(changes, std::move(name), [make](Policy& policy) { make(made(policy.conditions.users)); });
}

void add_lists(PolicyChanges& changes) {
  for (const char* text : {"None", "All", "GuestsOrExternalUsers", "AllAgentIdUsers", "Admins",
                           "5b000001-0000-4000-8000-000000000001", ""}) {
    const std::string name = std::string("user ") + text;
    add_to_users(changes, "include " + name,
                 [text](Users& u) { u.include_users.emplace_back(text); });
    add_to_users(changes, "exclude " + name,
                 [text](Users& u) { u.exclude_users.emplace_back(text); });
    add_to_users(changes, "only " + name, [text](Users& u) { u.include_users = {UserId(text)}; });
  }
  for (const char* text : {"Admins", "5b000001-0000-4000-8000-000000000005"}) {
    add_to_users(changes, "include group",
                 [text](Users& u) { u.include_groups.emplace_back(text); });
    add_to_users(changes, "exclude group",
                 [text](Users& u) { u.exclude_groups.emplace_back(text); });
    add_to_users(changes, "include role", [text](Users& u) { u.include_roles.emplace_back(text); });
    add_to_users(changes, "exclude role", [text](Users& u) { u.exclude_roles.emplace_back(text); });
  }
  add(changes, "exclude every group", [](Policy& policy, const Situation& s) {
    for (const Group& group : s.tenant.groups.items)
      if (policy.conditions.users) policy.conditions.users->exclude_groups.push_back(group.id);
  });
  add(changes, "include every group only", [](Policy& policy, const Situation& s) {
    if (!policy.conditions.users) return;
    policy.conditions.users->include_users.clear();
    for (const Group& group : s.tenant.groups.items)
      policy.conditions.users->include_groups.push_back(group.id);
  });
  add_to_users(changes, "administrators only", [](Users& u) {
    u.include_users.clear();
    u.include_roles = {RoleTemplateId("62e90394-69f5-4237-9190-012177145e10")};
  });
  for (const bool enumerated : {false, true})
    add_to_users(changes, "guests only", [enumerated](Users& u) {
      u.include_users.clear();
      u.include_guests_or_external_users = GuestsOrExternalUsers{15, {}};
      if (enumerated)
        u.include_guests_or_external_users->external_tenants = ExternalTenants{
            MembershipKind::enumerated, {TenantId("5b000001-0000-4000-8000-000000000006")}};
    });
  add_to_users(changes, "without b2b guests",
               [](Users& u) { u.exclude_guests_or_external_users = GuestsOrExternalUsers{2, {}}; });
}

void add_targets(PolicyChanges& changes) {
  for (const char* text :
       {"None", "All", "Office365", "MicrosoftAdminPortals", "AllAgentIdResources", "Some app",
        "797f4846-ba00-4fd7-ba43-dac1f8f63013", "00000003-0000-0000-c000-000000000000",
        "00000002-0000-0000-c000-000000000000", "00000002-0000-0FF1-CE00-000000000000"}) {
    add(changes, std::string("include app ") + text,
        [text](Policy& p) { p.conditions.applications.include_applications.emplace_back(text); });
    add(changes, std::string("exclude app ") + text,
        [text](Policy& p) { p.conditions.applications.exclude_applications.emplace_back(text); });
    add(changes, std::string("only app ") + text,
        [text](Policy& p) { p.conditions.applications.include_applications = {AppId(text)}; });
  }
  add(changes, "exclude the client", [](Policy& policy, const Situation& s) {
    policy.conditions.applications.exclude_applications.push_back(s.sign_in.request.client_app);
  });
  add(changes, "actions", [](Policy& p) {
    p.conditions.applications.include_user_actions = {"urn:user:registersecurityinfo"};
  });
  add(changes, "contexts", [](Policy& p) {
    p.conditions.applications.include_authentication_context_class_references = {ContextId("C1")};
  });
}

void add_filters(PolicyChanges& changes) {
  constexpr std::array<std::optional<FilterMode>, 3> k_modes = {std::nullopt, FilterMode::include,
                                                                FilterMode::exclude};
  const std::string attribute = "CustomSecurityAttribute.Set_Name";
  for (const char* rest :
       {" -eq \"a\"", " -contains \"A\"", " -ne null", " -in [\"x\", null]", " -match \"a\""}) {
    for (const auto& mode : k_modes) {
      const Filter filter{mode, attribute + rest};
      add(changes, std::string("app filter") + rest,
          [filter](Policy& p) { p.conditions.applications.application_filter = filter; });
      add(changes, std::string("principal filter") + rest, [filter](Policy& p) {
        workloads_of(p).service_principal_filter = filter;
        workloads_of(p).agent_id_service_principal_filter = filter;
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
    for (const auto& mode : k_modes) {
      const Filter filter{mode, rule};
      add(changes, std::string("device filter ") + rule, [filter](Policy& p) {
        p.conditions.devices.emplace();
        p.conditions.devices->device_filter = filter;
      });
    }
  add(changes, "device states", [](Policy& p) {
    p.conditions.device_states = DeviceStates{{"All"}, {"Compliant", "DomainJoined"}};
  });
  add(changes, "device lists", [](Policy& p) {
    p.conditions.devices.emplace();
    p.conditions.devices->include_devices = {"5B000001-0000-4000-8000-000000000004", "odd"};
    p.conditions.devices->include_device_states = {"domainjoined", "odd"};
    p.conditions.devices->exclude_device_states = {"compliant"};
  });
}

void add_places(PolicyChanges& changes) {
  for (const char* text : {"All", "AllTrusted", "00000000-0000-0000-0000-000000000000",
                           "5b000001-0000-4000-8000-000000000007", "Head office"}) {
    add(changes, std::string("include place ") + text,
        [text](Policy& p) { made(p.conditions.locations).include_locations.emplace_back(text); });
    add(changes, std::string("exclude place ") + text, [text](Policy& p) {
      if (!p.conditions.locations) p.conditions.locations = Locations{{LocationId("All")}, {}};
      p.conditions.locations->exclude_locations.emplace_back(text);
    });
  }
  add(changes, "include every place", [](Policy& policy, const Situation& s) {
    policy.conditions.locations.emplace();
    for (const NamedLocation& one : s.tenant.named_locations.items)
      policy.conditions.locations->include_locations.push_back(one.id);
  });
  add(changes, "exclude the first place", [](Policy& policy, const Situation& s) {
    if (s.tenant.named_locations.items.empty()) return;
    policy.conditions.locations =
        Locations{{LocationId("All")}, {s.tenant.named_locations.items.front().id}};
  });
}

void add_conditions(PolicyChanges& changes) {
  add_words<PolicyState>(changes, "state", [](Policy& p, PolicyState state) { p.state = state; });
  add(changes, "no id", [](Policy& p) { p.id = PolicyId(); });
  add(changes, "no demand", [](Policy& p) {
    p.grant_controls.reset();
    p.session_controls.reset();
  });
  add(changes, "no users", [](Policy& p) { p.conditions.users.reset(); });
  add(changes, "workloads", [](Policy& p) {
    workloads_of(p).include_service_principals = {ServicePrincipalId("ServicePrincipalsInMyTenant"),
                                                  ServicePrincipalId("None"),
                                                  ServicePrincipalId("Backup")};
  });
  add(changes, "agents", [](Policy& p) {
    workloads_of(p).include_agent_id_service_principals = {
        ServicePrincipalId("5b000001-0000-4000-8000-000000000002")};
    workloads_of(p).exclude_agent_id_service_principals = {ServicePrincipalId("All")};
  });
  for (const std::vector<ClientAppType>& types :
       {std::vector<ClientAppType>{},
        {ClientAppType::all},
        {ClientAppType::eas_supported},
        {ClientAppType::browser, ClientAppType::mobile_apps_and_desktop_clients,
         ClientAppType::exchange_active_sync, ClientAppType::other},
        {ClientAppType::browser, ClientAppType::eas_supported, ClientAppType::other,
         ClientAppType::mobile_apps_and_desktop_clients}})
    add(changes, "client types", [types](Policy& p) { p.conditions.client_app_types = types; });
  add(changes, "platforms", [](Policy& p) {
    p.conditions.platforms = Platforms{{DevicePlatform::all}, {DevicePlatform::windows}};
  });
  add(changes, "linux", [](Policy& p) {
    p.conditions.platforms = Platforms{{DevicePlatform::linux, DevicePlatform::ios}, {}};
  });
  add(changes, "risks", [](Policy& p) {
    p.conditions.sign_in_risk_levels = {RiskLevel::high, RiskLevel::none};
    p.conditions.user_risk_levels = {RiskLevel::hidden};
    p.conditions.service_principal_risk_levels = {RiskLevel::none};
    p.conditions.insider_risk_levels = 6;
    p.conditions.agent_id_risk_levels = 4;
  });
  for (const std::uint8_t methods : std::array<std::uint8_t, 4>{0, 1, 2, 3})
    add(changes, "flows",
        [methods](Policy& p) { p.conditions.authentication_flows = AuthenticationFlows{methods}; });
}

// Parts that are not understood, where readers note them: beside the part of the policy.
void add_unread(PolicyChanges& changes) {
  const auto add_at = [&changes](std::string_view pointer, PolicyPart part) {
    add(changes,
        "unread at " + std::string(pointer) + " of part " + std::to_string(static_cast<int>(part)),
        [pointer, part](Policy& p) { p.unread.push_back({part, std::string(pointer), "\"?\""}); });
  };
  for (const std::string_view pointer : {"",
                                         "/state",
                                         "/new",
                                         "/conditions",
                                         "/Conditions/Users/includeUsers/0",
                                         "/conditions/applications",
                                         "/conditions/clientApplications",
                                         "/conditions/applications/applicationFilter/mode",
                                         "/conditions/clientAppTypes/1",
                                         "/conditions/platforms",
                                         "/conditions/locations/x",
                                         "/conditions/deviceStates",
                                         "/conditions/devices/deviceFilter/mode",
                                         "/conditions/signInRiskLevels/0",
                                         "/conditions/servicePrincipalRiskLevels",
                                         "/conditions/userRiskLevels",
                                         "/conditions/insiderRiskLevels",
                                         "/conditions/authenticationFlows",
                                         "/conditions/agentIdRiskLevels",
                                         "/conditions/times",
                                         "/grantControls",
                                         "/GrantControls/Operator",
                                         "/grantControls/builtInControls/0",
                                         "/grantControls/authenticationStrength/id",
                                         "/sessionControls",
                                         "/sessionControls/signInFrequency/value",
                                         "/sessionControls/secureSignInSession",
                                         "/sessionControls/new"})
    for (const PolicyPart part : {PolicyPart::policy, PolicyPart::state, PolicyPart::conditions,
                                  PolicyPart::grant_controls, PolicyPart::session_controls})
      add_at(pointer, part);
}

void add_grants(PolicyChanges& changes) {
  add_words<GrantOperator>(changes, "operator", [](Policy& one, GrantOperator combine) {
    grants_of(one).combine = combine;
  });
  add_words<BuiltInControl>(changes, "and", [](Policy& one, BuiltInControl control) {
    grants_of(one).built_in_controls.push_back(control);
  });
  for (const StrengthId& id : {k_mfa_strength, k_passwordless_strength,
                               k_phishing_resistant_strength, StrengthId("nobody")})
    add(changes, "strength " + id.text(), [id](Policy& one) {
      grants_of(one).authentication_strength = StrengthReference{id, std::nullopt};
    });
  for (const bool last : {false, true})
    add(changes, last ? "the tenant's last strength" : "the tenant's first strength",
        [last](Policy& one, const Situation& s) {
          const auto& strengths = s.tenant.authentication_strengths.items;
          if (strengths.empty()) return;
          grants_of(one).authentication_strength =
              StrengthReference{(last ? strengths.back() : strengths.front()).id, std::nullopt};
        });
  add(changes, "its own copy of a strength", [](Policy& one) {
    AuthenticationStrength copy = *built_in_strength(k_passwordless_strength);
    copy.id = StrengthId("own");
    copy.policy_type = StrengthType::custom;
    copy.lists_configurations = false;
    grants_of(one).authentication_strength = StrengthReference{copy.id, copy};
  });
  add(changes, "terms of use", [](Policy& one) { grants_of(one).terms_of_use.emplace_back("t1"); });
  add(changes, "a custom control",
      [](Policy& one) { grants_of(one).custom_authentication_factors.emplace_back("x1"); });
  add(changes, "no grant controls", [](Policy& one) { one.grant_controls.reset(); });
}

void add_session_controls(PolicyChanges& changes) {
  const auto frequency = [&](const std::string& what, SignInFrequency control) {
    control.is_enabled = true;
    add(changes, "sign-in frequency, " + what,
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
  add(changes, "token protection",
      [](Policy& one) { session_of(one).secure_sign_in_session = true; });
  add_words<CaeMode>(changes, "access evaluation", [](Policy& one, CaeMode mode) {
    session_of(one).continuous_access_evaluation = mode;
  });
  add_words<PersistentBrowserMode>(
      changes, "persistent browser", [](Policy& one, PersistentBrowserMode mode) {
        session_of(one).persistent_browser = PersistentBrowser{true, mode};
      });
  add_words<CloudAppSecurityType>(
      changes, "app control", [](Policy& one, CloudAppSecurityType type) {
        session_of(one).cloud_app_security = CloudAppSecurity{true, type};
      });
}

}  // namespace

const std::vector<PolicyChange>& policy_changes() {
  static const PolicyChanges all = [] {
    PolicyChanges changes;
    add_lists(changes);
    add_targets(changes);
    add_filters(changes);
    add_places(changes);
    add_conditions(changes);
    add_unread(changes);
    add_grants(changes);
    add_session_controls(changes);
    return changes;
  }();
  return all;
}

}  // namespace caprock::conformance
