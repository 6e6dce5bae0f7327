// conditionalAccessConditionSet and everything below it (CA 1.4 to 1.8).
#include "graph_json/codecs.h"
#include "graph_json/shapes.h"

namespace caprock {
namespace {

constexpr std::array<std::string_view, 5> k_app_words = {
    word::k_all, word::k_none, word::k_office365, word::k_microsoft_admin_portals,
    word::k_all_agent_id_resources};
constexpr std::array<std::string_view, 4> k_user_words = {
    word::k_all, word::k_none, word::k_guests_or_external_users, word::k_all_agent_id_users};
constexpr std::array<std::string_view, 3> k_principal_words = {
    word::k_all, word::k_none, word::k_service_principals_in_my_tenant};
constexpr std::array<std::string_view, 2> k_location_words = {word::k_all, word::k_all_trusted};

constexpr std::size_t k_longest_rule = 3072;  // CA 1.8

}  // namespace

template <>
struct Shape<Filter> {
  template <class V>
  static void visit(V& v) {
    v.member("mode", &Filter::mode);
    v.member("rule", &Filter::rule);
  }
  static void after_read(const json::object& object, Filter& filter, ReadContext& context) {
    if (display_width(filter.rule) <= k_longest_rule) return;
    const json::key_value_pair* rule = find_member(object, "rule");
    const auto step = context.into(rule->key());
    context.report(Severity::error, ErrorCode::filter_too_long,
                   "a filter rule is longer than 3072 characters",
                   "split it; the service refuses rules of this length");
    context.keep_unread(rule->value());
  }
};

template <>
struct Shape<Applications> {
  template <class V>
  static void visit(V& v) {
    v.member("includeApplications", &Applications::include_applications, Ids(k_app_words));
    v.member("excludeApplications", &Applications::exclude_applications, Ids(k_app_words));
    v.member("includeUserActions", &Applications::include_user_actions);
    v.member("includeAuthenticationContextClassReferences",
             &Applications::include_authentication_context_class_references);
    v.member("applicationFilter", &Applications::application_filter);
  }
};

template <>
struct Shape<ExternalTenants> {
  template <class V>
  static void visit(V& v) {
    v.member("membershipKind", &ExternalTenants::membership_kind);
    v.member("members", &ExternalTenants::members, Ids(), Presence::when_set);
  }
  static std::string_view odata_type(const ExternalTenants& tenants) {
    return tenants.membership_kind == MembershipKind::all
               ? "#microsoft.graph.conditionalAccessAllExternalTenants"
               : "#microsoft.graph.conditionalAccessEnumeratedExternalTenants";
  }
  // A list of tenants says what kind it is even where the kind is left out.
  static void after_read(const json::object& object, ExternalTenants& tenants, ReadContext&) {
    const json::key_value_pair* kind = find_member(object, "membershipKind");
    if ((kind == nullptr || is_blank(kind->value())) && !tenants.members.empty())
      tenants.membership_kind = MembershipKind::enumerated;
  }
};

template <>
struct Shape<GuestsOrExternalUsers> {
  template <class V>
  static void visit(V& v) {
    v.member("guestOrExternalUserTypes", &GuestsOrExternalUsers::types, Flags<GuestType>());
    v.member("externalTenants", &GuestsOrExternalUsers::external_tenants);
  }
};

template <>
struct Shape<Users> {
  template <class V>
  static void visit(V& v) {
    v.member("includeUsers", &Users::include_users, Ids(k_user_words));
    v.member("excludeUsers", &Users::exclude_users, Ids(k_user_words));
    v.member("includeGroups", &Users::include_groups, Ids());
    v.member("excludeGroups", &Users::exclude_groups, Ids());
    v.member("includeRoles", &Users::include_roles, Ids());
    v.member("excludeRoles", &Users::exclude_roles, Ids());
    v.member("includeGuestsOrExternalUsers", &Users::include_guests_or_external_users);
    v.member("excludeGuestsOrExternalUsers", &Users::exclude_guests_or_external_users);
  }
};

template <>
struct Shape<ClientApplications> {
  template <class V>
  static void visit(V& v) {
    using C = ClientApplications;
    v.member("includeServicePrincipals", &C::include_service_principals, Ids(k_principal_words));
    v.member("excludeServicePrincipals", &C::exclude_service_principals, Ids(k_principal_words));
    v.member("servicePrincipalFilter", &C::service_principal_filter);
    v.member("includeAgentIdServicePrincipals", &C::include_agent_id_service_principals,
             Ids(k_principal_words), Presence::when_set);
    v.member("excludeAgentIdServicePrincipals", &C::exclude_agent_id_service_principals,
             Ids(k_principal_words), Presence::when_set);
    v.member("agentIdServicePrincipalFilter", &C::agent_id_service_principal_filter,
             DefaultCodec<Filter>(), Presence::when_set);
  }
};

template <>
struct Shape<Platforms> {
  template <class V>
  static void visit(V& v) {
    v.member("includePlatforms", &Platforms::include_platforms);
    v.member("excludePlatforms", &Platforms::exclude_platforms);
  }
};

template <>
struct Shape<Locations> {
  template <class V>
  static void visit(V& v) {
    v.member("includeLocations", &Locations::include_locations, Ids(k_location_words));
    v.member("excludeLocations", &Locations::exclude_locations, Ids(k_location_words));
  }
};

template <>
struct Shape<Devices> {
  template <class V>
  static void visit(V& v) {
    const DefaultCodec<std::vector<std::string>> texts;
    v.member("deviceFilter", &Devices::device_filter);
    v.member("includeDevices", &Devices::include_devices, texts, Presence::when_set);
    v.member("excludeDevices", &Devices::exclude_devices, texts, Presence::when_set);
    v.member("includeDeviceStates", &Devices::include_device_states, texts, Presence::when_set);
    v.member("excludeDeviceStates", &Devices::exclude_device_states, texts, Presence::when_set);
  }
};

template <>
struct Shape<DeviceStates> {
  template <class V>
  static void visit(V& v) {
    v.member("includeStates", &DeviceStates::include_states);
    v.member("excludeStates", &DeviceStates::exclude_states);
  }
};

template <>
struct Shape<AuthenticationFlows> {
  template <class V>
  static void visit(V& v) {
    v.member("transferMethods", &AuthenticationFlows::transfer_methods, Flags<TransferMethod>());
  }
};

template <>
struct Shape<Conditions> {
  template <class V>
  static void visit(V& v) {
    v.member("clientAppTypes", &Conditions::client_app_types);
    v.member("applications", &Conditions::applications);
    v.member("users", &Conditions::users);
    v.member("clientApplications", &Conditions::client_applications);
    v.member("platforms", &Conditions::platforms);
    v.member("locations", &Conditions::locations);
    v.member("devices", &Conditions::devices);
    v.member("deviceStates", &Conditions::device_states, DefaultCodec<DeviceStates>(),
             Presence::when_set);
    v.member("signInRiskLevels", &Conditions::sign_in_risk_levels);
    v.member("userRiskLevels", &Conditions::user_risk_levels);
    v.member("servicePrincipalRiskLevels", &Conditions::service_principal_risk_levels);
    v.member("insiderRiskLevels", &Conditions::insider_risk_levels, Flags<InsiderRisk>());
    v.member("agentIdRiskLevels", &Conditions::agent_id_risk_levels, Flags<AgentRisk>(),
             Presence::when_set);
    v.member("authenticationFlows", &Conditions::authentication_flows);
  }
};

template void read_members(const json::object&, Conditions&, ReadContext&);
template void write_members(json::object&, const Conditions&, const Conditions&, Form);

}  // namespace caprock
