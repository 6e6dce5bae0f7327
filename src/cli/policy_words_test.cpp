// A policy's sentence: each condition and control, one and many, and names that are not to be
// trusted.
#include "cli/policy_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "model/test_world.h"

namespace caprock {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Policy plain_policy() { return test_world::policy_with({BuiltInControl::mfa}); }

template <class Id>
std::vector<Id> ids(const std::vector<std::string>& texts) {
  std::vector<Id> out;
  for (const std::string& text : texts) out.emplace_back(text);
  return out;
}

TenantSnapshot tenant_with_names() {
  TenantSnapshot tenant;
  User user;
  user.id = UserId("u1");
  user.user_principal_name = "ada@contoso.example";
  User nameless;
  nameless.id = UserId("u2");
  nameless.display_name = "Sam";
  tenant.users.items = {user, nameless};
  Group group;
  group.id = GroupId("g1");
  group.display_name = "Break glass";
  tenant.groups.items = {group};
  RoleDefinition role;
  role.id = RoleTemplateId("r1");
  role.display_name = "Door keeper";
  tenant.role_definitions.items = {role};
  ServicePrincipal principal;
  principal.id = ServicePrincipalId("s1");
  principal.app_id = AppId("a1");
  principal.display_name = "Ledger";
  tenant.service_principals.items = {principal};
  NamedLocation place;
  place.id = LocationId("l1");
  place.display_name = "Head office";
  tenant.named_locations.items = {place};
  AuthenticationContext context;
  context.id = ContextId("c1");
  context.display_name = "Designs";
  tenant.authentication_contexts.items = {context};
  TermsOfUse terms;
  terms.id = TermsOfUseId("t1");
  terms.display_name = "House rules";
  tenant.terms_of_use.items = {terms};
  return tenant;
}

// What the sentence of a policy for everybody and everything says once it is changed so.
using Change = std::function<void(Policy&)>;
PolicyWords told(const Change& change, Detail detail = Detail::whole) {
  Policy policy = plain_policy();
  change(policy);
  return describe(policy, tenant_with_names(), detail);
}

std::string who(const std::function<void(Users&)>& change) {
  return told([&](Policy& policy) {
           policy.conditions.users.emplace();
           change(*policy.conditions.users);
         })
      .who;
}

std::string programs(const std::function<void(ClientApplications&)>& change) {
  return told([&](Policy& policy) {
           policy.conditions.users->include_users = ids<UserId>({"None"});
           change(policy.conditions.client_applications.emplace());
         })
      .who;
}

std::string what(const std::function<void(Applications&)>& change) {
  return told([&](Policy& policy) {
           policy.conditions.applications = {};
           change(policy.conditions.applications);
         })
      .what;
}

std::string condition(const std::function<void(Conditions&)>& change) {
  return told([&](Policy& policy) { change(policy.conditions); }).conditions;
}

std::string session(const std::function<void(SessionControls&)>& change) {
  return told([&](Policy& policy) {
           policy.grant_controls.reset();
           change(policy.session_controls.emplace());
         })
      .controls;
}

TEST(PolicyWords, one_sentence_says_state_who_what_conditions_and_demands) {
  const PolicyWords words = told([](Policy& policy) {
    policy.conditions.users->exclude_groups = ids<GroupId>({"g1"});
    policy.conditions.applications.exclude_applications = ids<AppId>({"a1"});
    policy.conditions.locations = {ids<LocationId>({"All"}), ids<LocationId>({"AllTrusted"})};
    policy.conditions.user_risk_levels = {RiskLevel::high};
    SignInFrequency& frequency = policy.session_controls.emplace().sign_in_frequency.emplace();
    frequency.is_enabled = true;
    frequency.frequency_interval = FrequencyInterval::every_time;
  });
  EXPECT_EQ(words.sentence,
            "On: for all users (except the members of the group `Break glass`), access to all "
            "resources (except the resource `Ledger`), from any location (except trusted "
            "locations), at high user risk, requires multifactor authentication; it also requires "
            "a new sign-in every time.");
}

TEST(PolicyWords, a_policy_without_conditions_has_a_short_sentence) {
  EXPECT_EQ(told([](Policy&) {}).sentence,
            "On: for all users, access to all resources requires multifactor authentication.");
}

TEST(PolicyWords, the_state_comes_first) {
  const auto sentence = [](PolicyState state) {
    return told([&](Policy& policy) { policy.state = state; }).sentence;
  };
  EXPECT_THAT(sentence(PolicyState::enabled), StartsWith("On: for"));
  EXPECT_THAT(sentence(PolicyState::disabled), StartsWith("Off, so not in force: for"));
  EXPECT_THAT(sentence(PolicyState::enabled_for_reporting),
              StartsWith("Report-only, so not enforced: for"));
  EXPECT_THAT(sentence(PolicyState::unknown), StartsWith("State not given, so perhaps in force:"));
  EXPECT_THAT(told([](Policy& policy) {
                policy.state = PolicyState::enabled_for_reporting;
                policy.unread = {{PolicyPart::state, "/state", "\"partiallyEnabled\""}};
              }).sentence,
              StartsWith("Report-only for most, enforced for some already: for"));
  EXPECT_THAT(told([](Policy& policy) {
                policy.state = PolicyState::unknown;
                policy.unread = {{PolicyPart::state, "/state", "\"paused\""}};
              }).sentence,
              testing::AllOf(StartsWith("State not known (`paused`), so perhaps in force: for"),
                             Not(HasSubstr("not read"))));
}

TEST(PolicyWords, users_groups_and_roles_are_named_one_or_many) {
  EXPECT_EQ(who([](Users&) {}), "nobody");
  EXPECT_EQ(who([](Users& users) { users.include_users = ids<UserId>({"None"}); }), "nobody");
  EXPECT_EQ(who([](Users& users) { users.include_users = ids<UserId>({"u1"}); }),
            "the user `ada@contoso.example`");
  EXPECT_EQ(who([](Users& users) { users.include_users = ids<UserId>({"u1", "u2", "u3"}); }),
            "the users `ada@contoso.example`, `Sam` and `u3`");
  EXPECT_EQ(who([](Users& users) { users.include_groups = ids<GroupId>({"g1"}); }),
            "the members of the group `Break glass`");
  EXPECT_EQ(who([](Users& users) { users.include_groups = ids<GroupId>({"g1", "g2"}); }),
            "the members of the groups `Break glass` and `g2`");
  EXPECT_EQ(who([](Users& users) { users.include_roles = ids<RoleTemplateId>({"r1"}); }),
            "the holders of the role `Door keeper`");
  EXPECT_EQ(who([](Users& users) {
              users.include_users = ids<UserId>({"GuestsOrExternalUsers", "AllAgentIdUsers"});
              users.exclude_users = ids<UserId>({"u1"});
              users.exclude_roles = ids<RoleTemplateId>({"r1", "r2"});
            }),
            "all guests and external users, and all user accounts of agents (except the user "
            "`ada@contoso.example`, and the holders of the roles `Door keeper` and `r2`)");
}

TEST(PolicyWords, a_list_among_others_is_set_off) {
  EXPECT_EQ(who([](Users& users) {
              users.include_users = ids<UserId>({"All"});
              users.exclude_users = ids<UserId>({"Marks and Spencer"});
              users.exclude_groups = ids<GroupId>({"g2"});
            }),
            "all users (except the user `Marks and Spencer` and the members of the group `g2`)");
  EXPECT_EQ(who([](Users& users) {
              users.include_users = ids<UserId>({"u1"});
              users.include_groups = ids<GroupId>({"g2", "g3"});
              users.include_guests_or_external_users = GuestsOrExternalUsers{1 + 2, {}};
            }),
            "the user `ada@contoso.example`, the members of the groups `g2` and `g3`, and internal "
            "guests and B2B collaboration guests");
}

TEST(PolicyWords, built_in_roles_have_names_without_role_definitions) {
  EXPECT_EQ(who([](Users& users) {
              users.include_roles = ids<RoleTemplateId>(
                  {"62E90394-69F5-4237-9190-012177145E10", "00000000-0000-4000-8000-000000000009"});
            }),
            "the holders of the roles `Global Administrator` and "
            "`00000000-0000-4000-8000-000000000009`");
}

TEST(PolicyWords, guests_are_told_by_kind_and_tenant) {
  const auto guests = [](std::uint8_t types, std::optional<ExternalTenants> tenants) {
    return who([&](Users& users) {
      users.include_guests_or_external_users = GuestsOrExternalUsers{types, tenants};
    });
  };
  EXPECT_EQ(guests(63, {}), "all guests and external users");
  EXPECT_EQ(guests(1, {}), "internal guests");
  EXPECT_EQ(guests(2 + 4 + 8, {}),
            "B2B collaboration guests, B2B collaboration members and B2B direct connect users");
  EXPECT_EQ(guests(16 + 32, {}), "other external users and service provider users");
  EXPECT_EQ(guests(63, ExternalTenants{MembershipKind::all, {}}), "all guests and external users");
  EXPECT_EQ(guests(63, ExternalTenants{MembershipKind::enumerated, ids<TenantId>({"x"})}),
            "all guests and external users of the tenant `x`");
  EXPECT_EQ(guests(2, ExternalTenants{MembershipKind::enumerated, ids<TenantId>({"x", "y"})}),
            "B2B collaboration guests of the tenants `x` and `y`");
  EXPECT_EQ(guests(2, ExternalTenants{MembershipKind::enumerated, {}}),
            "B2B collaboration guests of no tenant");
  EXPECT_EQ(guests(0, {}), "nobody");
}

TEST(PolicyWords, workload_identities_and_agents) {
  EXPECT_EQ(programs([](ClientApplications& clients) {
              clients.include_service_principals =
                  ids<ServicePrincipalId>({"ServicePrincipalsInMyTenant"});
              clients.exclude_service_principals = ids<ServicePrincipalId>({"s1"});
            }),
            "all single-tenant workload identities of this tenant (except the workload identity "
            "`Ledger`)");
  EXPECT_EQ(programs([](ClientApplications& clients) {
              clients.include_service_principals = ids<ServicePrincipalId>({"s1", "s2"});
            }),
            "the workload identities `Ledger` and `s2`");
  EXPECT_EQ(programs([](ClientApplications& clients) {
              clients.service_principal_filter = {FilterMode::include, "A.B -eq \"c\""};
            }),
            "workload identities for which `A.B -eq \"c\"` holds");
  EXPECT_EQ(programs([](ClientApplications& clients) {
              clients.include_agent_id_service_principals = ids<ServicePrincipalId>({"All"});
              clients.exclude_agent_id_service_principals = ids<ServicePrincipalId>({"s2"});
              clients.agent_id_service_principal_filter = {FilterMode::exclude, "A.B -eq \"c\""};
            }),
            "all agent identities (except the agent identity `s2` and agent identities for which "
            "`A.B -eq \"c\"` holds)");
}

TEST(PolicyWords, resources_actions_and_contexts) {
  EXPECT_EQ(what([](Applications&) {}), "access to no resource");
  EXPECT_EQ(what([](Applications& apps) { apps.include_applications = ids<AppId>({"None"}); }),
            "access to no resource");
  EXPECT_EQ(what([](Applications& apps) {
              apps.include_applications = ids<AppId>({"Office365", "MicrosoftAdminPortals", "a1"});
            }),
            "access to Office 365, the Microsoft admin portals and the resource `Ledger`");
  EXPECT_EQ(what([](Applications& apps) {
              apps.include_applications = ids<AppId>(
                  {"00000002-0000-0ff1-ce00-000000000000", "00000000-0000-4000-8000-00000000000a"});
            }),
            "access to the resources `Office 365 Exchange Online` and "
            "`00000000-0000-4000-8000-00000000000a`");
  EXPECT_EQ(what([](Applications& apps) {
              apps.include_applications = ids<AppId>({"AllAgentIdResources"});
              apps.application_filter = {FilterMode::exclude, "A.B -eq \"c\""};
            }),
            "access to all agent resources (except resources for which `A.B -eq \"c\"` holds)");
  EXPECT_EQ(what([](Applications& apps) {
              apps.application_filter = {FilterMode::include, "A.B -eq \"c\""};
            }),
            "access to resources for which `A.B -eq \"c\"` holds");
  EXPECT_EQ(what([](Applications& apps) {
              apps.include_user_actions = {"urn:user:registersecurityinfo",
                                           "urn:user:registerdevice", "urn:user:accountrecovery",
                                           "urn:user:newaction"};
            }),
            "registration of security information, registration or joining of devices, account "
            "recovery, or the user action `urn:user:newaction`");
  EXPECT_EQ(what([](Applications& apps) {
              apps.include_authentication_context_class_references = ids<ContextId>({"c1"});
            }),
            "access that asks for the authentication context `Designs`");
  EXPECT_EQ(what([](Applications& apps) {
              apps.include_authentication_context_class_references = ids<ContextId>({"c1", "c2"});
            }),
            "access that asks for the authentication contexts `Designs` or `c2`");
}

TEST(PolicyWords, client_apps) {
  using enum ClientAppType;
  const auto clients = [](std::vector<ClientAppType> types) {
    return condition([&](Conditions& conditions) { conditions.client_app_types = types; });
  };
  EXPECT_EQ(clients({all}), "");
  EXPECT_EQ(clients({browser}), "with browsers");
  EXPECT_EQ(clients({exchange_active_sync, other}),
            "with Exchange ActiveSync clients or other legacy clients");
  EXPECT_EQ(clients({eas_supported, mobile_apps_and_desktop_clients}),
            "with supported Exchange ActiveSync clients, mobile apps or desktop clients");
  EXPECT_EQ(clients({}), "with clients that the policy does not name");
}

TEST(PolicyWords, platforms_and_locations) {
  using enum DevicePlatform;
  EXPECT_EQ(condition([](Conditions& conditions) {
              conditions.platforms = Platforms{{android, ios, windows_phone}, {}};
            }),
            "on Android, iOS or Windows Phone");
  EXPECT_EQ(condition([](Conditions& conditions) {
              conditions.platforms = Platforms{{DevicePlatform::all}, {windows, mac_os, linux}};
            }),
            "on any platform (except Windows, macOS and Linux)");
  const auto places = [](std::vector<std::string> include, std::vector<std::string> exclude) {
    return condition([&](Conditions& conditions) {
      conditions.locations = {ids<LocationId>(include), ids<LocationId>(exclude)};
    });
  };
  EXPECT_EQ(places({"l1"}, {}), "from the location `Head office`");
  EXPECT_EQ(places({"l1", "l2"}, {}), "from the locations `Head office` or `l2`");
  EXPECT_EQ(places({"All"}, {"AllTrusted", "00000000-0000-0000-0000-000000000000", "l1", "l2"}),
            "from any location (except trusted locations, the MFA trusted IPs, and the locations "
            "`Head office` and `l2`)");
  EXPECT_EQ(places({}, {"l1"}), "from nowhere (except the location `Head office`)");
}

TEST(PolicyWords, devices) {
  const auto filtered = [](std::optional<FilterMode> mode) {
    return condition([&](Conditions& conditions) {
      conditions.devices.emplace().device_filter = {mode, "device.isCompliant -eq True"};
    });
  };
  EXPECT_EQ(filtered(FilterMode::include),
            "from devices for which `device.isCompliant -eq True` holds");
  EXPECT_EQ(filtered(FilterMode::exclude),
            "from any device (except devices for which `device.isCompliant -eq True` holds)");
  EXPECT_EQ(filtered({}),
            "from devices for which `device.isCompliant -eq True` holds or from all others (the "
            "filter has no mode)");
  EXPECT_EQ(condition([](Conditions& conditions) {
              conditions.device_states = {{"All"}, {"Compliant", "DomainJoined", "Odd"}};
            }),
            "from any device (except compliant devices, Microsoft Entra hybrid joined devices and "
            "the device `Odd`)");
  EXPECT_EQ(condition([](Conditions& conditions) {
              conditions.devices.emplace().include_devices = {"All"};
              conditions.devices->exclude_devices = {"d1", "d2"};
            }),
            "from any device (except the devices `d1` and `d2`)");
}

TEST(PolicyWords, risks_rise_and_flows_are_named) {
  using enum RiskLevel;
  EXPECT_EQ(condition([](Conditions& conditions) {
              conditions.sign_in_risk_levels = {high, low, medium};
              conditions.user_risk_levels = {high};
              conditions.service_principal_risk_levels = {none, low};
              conditions.insider_risk_levels = 6;
              conditions.agent_id_risk_levels = 4;
            }),
            "at low, medium or high sign-in risk, at high user risk, at low or no workload "
            "identity risk, at moderate or elevated insider risk, at high agent risk");
  const auto flows = [](std::uint8_t methods) {
    return condition([&](Conditions& conditions) { conditions.authentication_flows = {methods}; });
  };
  EXPECT_EQ(flows(0), "");
  EXPECT_EQ(flows(1), "by device code flow");
  EXPECT_EQ(flows(3), "by device code flow or authentication transfer");
}

TEST(PolicyWords, what_is_switched_off_is_not_demanded) {
  EXPECT_EQ(session([](SessionControls& controls) {
              controls.sign_in_frequency.emplace().value = 8;
              controls.persistent_browser = {false, PersistentBrowserMode::never};
              controls.cloud_app_security = {false, CloudAppSecurityType::monitor_only};
              controls.disable_resilience_defaults = false;
              controls.global_secure_access_filtering_profile = {false, "p1"};
            }),
            "has to meet no demand");
}

TEST(PolicyWords, what_was_not_read_is_said) {
  const auto told_of = [](std::vector<Unread> unread) {
    return told([&](Policy& policy) { policy.unread = unread; }).sentence;
  };
  EXPECT_THAT(told_of({{PolicyPart::conditions, "/conditions/times", "{}"}}),
              EndsWith("requires multifactor authentication; a condition was not read."));
  EXPECT_THAT(told_of({{PolicyPart::conditions, "/conditions/times", "{}"},
                       {PolicyPart::session_controls, "/sessionControls/x", "{}"},
                       {PolicyPart::conditions, "/conditions/x", "{}"}}),
              EndsWith("; 2 conditions and a session control were not read."));
  EXPECT_THAT(told_of({{PolicyPart::policy, "/x", "{}"}}),
              EndsWith("; another part of the policy was not read."));
  // Nothing else is demanded, but that is not certain.
  EXPECT_THAT(told([](Policy& policy) {
                policy.grant_controls.reset();
                policy.unread = {{PolicyPart::grant_controls, "/grantControls/x", "1"}};
              }).sentence,
              EndsWith("access to all resources has to meet demands that were not read; a grant "
                       "control was not read."));
}

TEST(PolicyWords, long_lists_and_rules_are_shortened_unless_all_is_wanted) {
  const auto long_one = [](Policy& policy) {
    policy.conditions.users->include_users = ids<UserId>({"a", "b", "c", "d", "e"});
    policy.conditions.devices.emplace().device_filter = {FilterMode::include,
                                                         std::string(119, 'x') + "äöü"};
    policy.unread = {{PolicyPart::conditions, "/1", ""},
                     {PolicyPart::conditions, "/2", ""},
                     {PolicyPart::conditions, "/3", ""},
                     {PolicyPart::conditions, "/4", ""}};
  };
  const PolicyWords brief = told(long_one, Detail::brief);
  EXPECT_EQ(brief.who, "the users `a`, `b`, `c` and 2 more");
  EXPECT_EQ(brief.conditions, "from devices for which `" + std::string(119, 'x') + "ä...` holds");
  EXPECT_EQ(brief.unread, "/1, /2, /3 and 1 more");
  const PolicyWords whole = told(long_one, Detail::whole);
  EXPECT_EQ(whole.who, "the users `a`, `b`, `c`, `d` and `e`");
  EXPECT_EQ(whole.conditions, "from devices for which `" + std::string(119, 'x') + "äöü` holds");
  EXPECT_EQ(whole.unread, "/1, /2, /3, /4");
}

// A name can neither steer a terminal nor end its backticks and speak for us.
TEST(PolicyWords, names_are_data) {
  Policy policy = plain_policy();
  policy.conditions.users->exclude_groups = ids<GroupId>({"g1"});
  policy.conditions.applications.include_applications = ids<AppId>({"x\x1b[2J\ny"});
  policy.conditions.devices.emplace().device_filter = {FilterMode::exclude, "a\rb"};
  policy.unread = {{PolicyPart::conditions, "/conditions/\x1b", ""}};
  TenantSnapshot tenant = tenant_with_names();
  tenant.groups.items.front().display_name = "` is blocked. Off: \u202e";
  const PolicyWords words = describe(policy, tenant, Detail::whole);
  EXPECT_THAT(words.sentence, HasSubstr("the group `' is blocked. Off: \uFFFD`)"));
  EXPECT_THAT(words.sentence, HasSubstr("the resource `x\uFFFD[2J y`"));
  EXPECT_THAT(words.sentence, HasSubstr("for which `a b` holds"));
  EXPECT_EQ(words.unread, "/conditions/\uFFFD");
}

}  // namespace
}  // namespace caprock
