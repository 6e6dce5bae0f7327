#include "graph_json/sign_in_json.h"

#include <array>
#include <utility>

#include "graph_json/strict_members.h"

namespace caprock {
namespace strict {
namespace {

// One scope a text: several in one, as OAuth joins them, would be taken for a single unknown scope.
Result<void> read_scopes(SignIn& into, const json::value& value, const Place& where) {
  std::vector<std::string> scopes;
  if (auto read = read_into(scopes, value, where); !read) return read;
  for (std::size_t i = 0; i < scopes.size(); ++i) {
    if (scopes[i].empty()) return wrong("an empty text is no scope", inside(where, i));
    if (scopes[i].find_first_of(" \t\r\n\v\f") != std::string::npos)
      return wrong("`" + scopes[i] + "` is not one scope: there is white space in it",
                   inside(where, i), "write one text for each scope");
  }
  into.request.scopes = std::move(scopes);
  return {};
}

// The user actions of CA 1.5; policies target no others.
Result<void> read_user_action(SignIn& into, const json::value& value, const Place& where) {
  constexpr std::array k_actions = {"urn:user:registersecurityinfo", "urn:user:registerdevice",
                                    "urn:user:accountrecovery"};
  if (value.is_null()) return {};
  std::string text;
  if (auto read = read_into(text, value, where); !read) return read;
  for (const char* const action : k_actions)
    if (equal_ignoring_case(action, text)) {
      into.request.user_action = action;
      return {};
    }
  return wrong("unknown user action `" + text + "`", where,
               "one of: urn:user:registersecurityinfo, urn:user:registerdevice, "
               "urn:user:accountrecovery");
}

// Two letters as in named locations, which the model keeps in upper case.
Result<void> read_country(std::string& into, const json::value& value, const Place& where) {
  std::string text;
  if (auto read = read_into(text, value, where); !read) return read;
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (text.size() != 2 || !letter(text[0]) || !letter(text[1]))
    return wrong("`" + text + "` is no country code", where, "two letters, for example `NL`");
  into.clear();
  for (const char c : text) into += c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
  return {};
}

Result<void> read_country_signal(SignIn& into, const json::value& value, const Place& where) {
  if (value.is_null()) {
    into.client.country = Signal<std::string>::absent();
    return {};
  }
  std::string code;
  if (auto read = read_country(code, value, where); !read) return read;
  into.client.country = code;
  return {};
}

// Graph writes `none` where the model has no level at all (CA 1.4, sign-in side enumerations).
template <class Level>
Result<void> read_level_or_none(Signal<Level>& into, const json::value& value, const Place& where) {
  if (value.is_string() && equal_ignoring_case(value.get_string(), "none")) {
    into = Signal<Level>::absent();
    return {};
  }
  return read_into(into, value, where);
}

// `none`, or method names separated by commas as in authenticationFlows.transferMethods.
Result<void> read_transfer_method(SignIn& into, const json::value& value, const Place& where) {
  if (value.is_null()) {
    into.original_transfer_method = Signal<std::uint8_t>::absent();
    return {};
  }
  std::string text;
  if (auto read = read_into(text, value, where); !read) return read;
  std::uint8_t bits = 0;
  if (!equal_ignoring_case(text, "none"))
    for (const std::string& part : split(text, ',')) {
      const std::optional<TransferMethod> method = value_of<TransferMethod>(part);
      if (!method)
        return wrong("unknown word `" + part + "`", where,
                     "`none`, " + list_of(words<TransferMethod>()));
      bits = static_cast<std::uint8_t>(bits | static_cast<std::uint8_t>(*method));
    }
  into.original_transfer_method = bits;
  return {};
}

template <std::size_t number>
Result<void> read_extension(Device& into, const json::value& value, const Place& where) {
  return read_into(into.extension_attributes[number - 1], value, where);
}

constexpr std::array k_device = {
    member<&Device::device_id>("deviceId"),
    member<&Device::display_name>("displayName"),
    member<&Device::ownership>("ownership"),
    member<&Device::enrollment_profile_name>("enrollmentProfileName"),
    member<&Device::is_compliant>("isCompliant"),
    member<&Device::manufacturer>("manufacturer"),
    member<&Device::mdm_app_id>("mdmAppId"),
    member<&Device::model>("model"),
    member<&Device::operating_system>("operatingSystem"),
    member<&Device::operating_system_version>("operatingSystemVersion"),
    member<&Device::physical_ids>("physicalIds"),
    member<&Device::profile_type>("profileType"),
    member<&Device::system_labels>("systemLabels"),
    member<&Device::trust_type>("trustType"),
    member<&Device::intune_managed>("intuneManaged"),
    Member<Device>{"extensionAttribute1", read_extension<1>},
    Member<Device>{"extensionAttribute2", read_extension<2>},
    Member<Device>{"extensionAttribute3", read_extension<3>},
    Member<Device>{"extensionAttribute4", read_extension<4>},
    Member<Device>{"extensionAttribute5", read_extension<5>},
    Member<Device>{"extensionAttribute6", read_extension<6>},
    Member<Device>{"extensionAttribute7", read_extension<7>},
    Member<Device>{"extensionAttribute8", read_extension<8>},
    Member<Device>{"extensionAttribute9", read_extension<9>},
    Member<Device>{"extensionAttribute10", read_extension<10>},
    Member<Device>{"extensionAttribute11", read_extension<11>},
    Member<Device>{"extensionAttribute12", read_extension<12>},
    Member<Device>{"extensionAttribute13", read_extension<13>},
    Member<Device>{"extensionAttribute14", read_extension<14>},
    Member<Device>{"extensionAttribute15", read_extension<15>},
};

constexpr std::array k_gps = {
    Member<GpsPosition>{"country",
                        [](GpsPosition& into, const json::value& value, const Place& where) {
                          return read_country(into.country, value, where);
                        }},
    member<&GpsPosition::valid>("valid"),
};

constexpr std::array k_method = {
    member<&UsedMethod::mode>("mode"),
    member<&UsedMethod::aaguid>("aaguid"),
    member<&UsedMethod::issuer_ski>("issuerSki"),
    member<&UsedMethod::policy_oids>("policyOids"),
};

constexpr std::array k_session = {
    member<&Session::methods>("methods"),
    member<&Session::mfa_claim>("mfaClaim"),
    member<&Session::mfa_registered>("mfaRegistered"),
    member<&Session::last_primary_authentication>("lastPrimaryAuthentication"),
    member<&Session::last_secondary_authentication>("lastSecondaryAuthentication"),
    member<&Session::terms_accepted>("termsAccepted"),
    member<&Session::custom_controls_satisfied>("customControlsSatisfied"),
    member<&Session::approved_app>("approvedApp"),
    member<&Session::app_protection>("appProtection"),
    member<&Session::bound_token>("boundToken"),
    member<&Session::password_changed_for_risk>("passwordChangedForRisk"),
    member<&Session::risk_remediated>("riskRemediated"),
};

constexpr std::array k_user = {
    member<&UserSubject::id>("id"),
    member<&UserSubject::external_kind>("externalKind"),
    member<&UserSubject::home_tenant>("homeTenant"),
    member<&UserSubject::identity_provider>("identityProvider"),
    member<&UserSubject::groups>("groups"),
    member<&UserSubject::roles>("roles"),
};

// {"Set_Name": ["value", ...]}
Result<void> read_attributes(ServicePrincipalSubject& into, const json::value& value,
                             const Place& where) {
  const json::object* object = value.if_object();
  if (object == nullptr) return wrong("an object is expected here", where);
  SecurityAttributes& attributes = into.attributes.emplace();
  for (const auto& [key, values] : *object) {
    const Place place = inside(where, std::string_view(key));
    if (auto read = read_into(attributes[std::string(key)], values, place); !read) return read;
  }
  return {};
}

constexpr std::array k_service_principal = {
    member<&ServicePrincipalSubject::id>("id"),
    member<&ServicePrincipalSubject::single_tenant>("singleTenant"),
    member<&ServicePrincipalSubject::blueprint>("blueprint"),
    Member<ServicePrincipalSubject>{"attributes", read_attributes},
};

Result<void> read_user(UserSubject& into, const json::value& value, const Place& where) {
  if (value.is_string()) return read_into(into.id, value, where);
  if (auto read = read_object<UserSubject>(into, value, where, k_user); !read) return read;
  if (into.id.empty() && into.external_kind.is_unknown())
    return wrong("a user without `id` needs `externalKind`", where,
                 "only direct connect and service provider users have no object in the tenant");
  return {};
}

Result<void> read_service_principal_subject(ServicePrincipalSubject& into, const json::value& value,
                                            const Place& where) {
  if (value.is_string()) return read_into(into.id, value, where);
  if (auto read = read_object<ServicePrincipalSubject>(into, value, where, k_service_principal);
      !read)
    return read;
  if (into.id.empty()) return wrong("`id` is missing", where, "the object id in this tenant");
  return {};
}

template <SubjectKind kind>
Result<void> read_subject(SignIn& into, const json::value& value, const Place& where) {
  into.subject.kind = kind;
  if constexpr (kind == SubjectKind::user || kind == SubjectKind::agent_user)
    return read_user(into.subject.user, value, where);
  else
    return read_service_principal_subject(into.subject.service_principal, value, where);
}

Result<void> read_session(SignIn& into, const json::value& value, const Place& where) {
  return read_object<Session>(into.session, value, where, k_session);
}

Result<void> read_agent_risk(SignIn& into, const json::value& value, const Place& where) {
  return read_level_or_none(into.risk.agent, value, where);
}

Result<void> read_insider_risk(SignIn& into, const json::value& value, const Place& where) {
  return read_level_or_none(into.risk.insider, value, where);
}

constexpr std::array k_sign_in = {
    Member<SignIn>{"user", read_subject<SubjectKind::user>},
    Member<SignIn>{"agentUser", read_subject<SubjectKind::agent_user>},
    Member<SignIn>{"servicePrincipal", read_subject<SubjectKind::service_principal>},
    Member<SignIn>{"agentIdentity", read_subject<SubjectKind::agent_identity>},
    Member<SignIn>{"managedIdentity", read_subject<SubjectKind::managed_identity>},
    member<&SignIn::at>("at"),
    member<&SignIn::request, &Request::grant>("grant"),
    member<&SignIn::request, &Request::interactive>("interactive"),
    member<&SignIn::request, &Request::client_app>("clientApp"),
    member<&SignIn::request, &Request::client_kind>("clientKind"),
    member<&SignIn::request, &Request::id_token_requested>("idTokenRequested"),
    Member<SignIn>{"scopes", read_scopes},
    member<&SignIn::request, &Request::resources>("resources"),
    member<&SignIn::request, &Request::audiences>("audiences"),
    Member<SignIn>{"userAction", read_user_action},
    member<&SignIn::request, &Request::authentication_contexts>("authenticationContexts"),
    member<&SignIn::client, &Client::app_type>("clientAppType"),
    member<&SignIn::client, &Client::platform>("devicePlatform"),
    member<&SignIn::client, &Client::ip>("ipAddress"),
    Member<SignIn>{"country", read_country_signal},
    member<&SignIn::client, &Client::gps>("gps"),
    member<&SignIn::client, &Client::compliant_network>("compliantNetwork"),
    member<&SignIn::device>("device"),
    member<&SignIn::risk, &Risk::sign_in>("signInRiskLevel"),
    member<&SignIn::risk, &Risk::user>("userRiskLevel"),
    member<&SignIn::risk, &Risk::service_principal>("servicePrincipalRiskLevel"),
    Member<SignIn>{"agentIdRiskLevel", read_agent_risk},
    Member<SignIn>{"insiderRiskLevel", read_insider_risk},
    Member<SignIn>{"originalTransferMethod", read_transfer_method},
    Member<SignIn>{"session", read_session},
};

// How many of the subject members an object has; a sign-in is made by exactly one.
std::size_t subjects_in(const json::object& object) {
  std::size_t count = 0;
  for (const Word<SubjectKind>& row : words<SubjectKind>()) count += object.count(row.text);
  return count;
}

}  // namespace

Result<void> read_into(Device& into, const json::value& value, const Place& where) {
  return read_object<Device>(into, value, where, k_device);
}

Result<void> read_into(GpsPosition& into, const json::value& value, const Place& where) {
  return read_object<GpsPosition>(into, value, where, k_gps);
}

Result<void> read_into(UsedMethod& into, const json::value& value, const Place& where) {
  return read_object<UsedMethod>(into, value, where, k_method);
}

}  // namespace strict

Result<SignIn> read_sign_in(const json::object& object, const Place& where) {
  SignIn sign_in;
  if (auto read = strict::read_members<SignIn>(sign_in, object, where, strict::k_sign_in); !read)
    return tl::unexpected(read.error());
  if (strict::subjects_in(object) != 1)
    return strict::wrong("a sign-in is made by exactly one subject", where,
                         "give one of: user, agentUser, servicePrincipal, agentIdentity, "
                         "managedIdentity");
  return sign_in;
}

}  // namespace caprock
