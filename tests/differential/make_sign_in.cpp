#include "tests/differential/make_sign_in.h"

#include "tests/differential/names.h"

namespace caprock::differential {
namespace {

// How much of the sign-in nobody described, and how much of it does not exist.
struct Gaps {
  unsigned unknown;
  unsigned absent;
};

// Writes the member, writes null, or leaves it out.
template <class Make>
void signal(Random& random, const Gaps& gaps, json::object& object, Text member, const Make& make) {
  if (random.chance(gaps.unknown)) return;
  object[member] = random.chance(gaps.absent) ? json::value(nullptr) : json::value(make());
}

// The same for members that cannot be null.
template <class Make>
void plain(Random& random, const Gaps& gaps, json::object& object, Text member, const Make& make) {
  if (!random.chance(gaps.unknown)) object[member] = make();
}

constexpr std::array<Text, 7> k_kinds = {"none",
                                         "internalGuest",
                                         "b2bCollaborationGuest",
                                         "b2bCollaborationMember",
                                         "b2bDirectConnectUser",
                                         "otherExternalUser",
                                         "serviceProvider"};
constexpr std::array<Text, 6> k_providers = {"entra",     "microsoftAccount", "google",
                                             "samlWsFed", "emailOtp",         "other"};

// An object id, a principal name, or a name that no user has.
json::value make_user_id(Random& random) {
  if (random.chance(8)) return "user1@contoso.example";
  return random.chance(5) ? json::value("renamed@contoso.example") : one_of(random, k_users);
}

json::value make_person(Random& random) {
  json::object person;
  const bool named = !random.chance(6);
  if (named) person["id"] = make_user_id(random);
  if (!named || random.chance(30)) person["externalKind"] = one_of(random, k_kinds);
  if (random.chance(8) && named) person["externalKind"] = nullptr;
  if (random.chance(35))
    person["homeTenant"] = random.chance(15) ? json::value(nullptr) : one_of(random, k_tenants);
  if (random.chance(15)) person["identityProvider"] = one_of(random, k_providers);
  if (random.chance(8)) person["groups"] = some(random, k_groups, 3);
  if (random.chance(8)) person["roles"] = some(random, k_roles, 2);
  return person;
}

json::value make_workload(Random& random) {
  json::object workload{{"id", one_of(random, k_principals)}};
  if (random.chance(30)) workload["singleTenant"] = random.chance(75);
  if (random.chance(15)) workload["attributes"] = {{"S_Level", json::array{"high", "x"}}};
  if (random.chance(15)) workload["blueprint"] = one_of(random, k_principals);
  return workload;
}

void make_subject(Random& random, json::object& sign_in) {
  const std::size_t kind = random.below(100);
  if (kind < 74)
    sign_in["user"] = make_person(random);
  else if (kind < 80)
    sign_in["agentUser"] = make_person(random);
  else if (kind < 90)
    sign_in["servicePrincipal"] = make_workload(random);
  else if (kind < 97)
    sign_in["agentIdentity"] = make_workload(random);
  else
    sign_in["managedIdentity"] = make_workload(random);
}

constexpr std::array<Text, 11> k_grants = {"authorizationCode",
                                           "refreshToken",
                                           "onBehalfOf",
                                           "deviceCode",
                                           "password",
                                           "clientCredentials",
                                           "saml",
                                           "wsFed",
                                           "primaryRefreshToken",
                                           "authenticationTransfer",
                                           "basicAuthentication"};
constexpr std::array<Text, 22> k_scopes = {"Mail.Read",
                                           "Files.Read",
                                           "Chat.Read",
                                           "openid",
                                           "profile",
                                           "email",
                                           "offline_access",
                                           "User.Read",
                                           "user.read",
                                           "People.Read",
                                           "User.Read.All",
                                           "GroupMember.Read.All",
                                           "Directory.Read.All",
                                           "Foo.Bar",
                                           ".default",
                                           "https://graph.microsoft.com/.default",
                                           "https://outlook.office365.com/EWS.AccessAsUser.All",
                                           "https://graph.windows.net/User.Read",
                                           "api://0d1f0004-0000-4000-8000-000000000001/read",
                                           "https://unknown.example/x",
                                           "https://contoso.sharepoint.com/.default",
                                           "UserAuthenticationMethod.Read"};
constexpr std::array<Text, 4> k_user_actions = {
    "urn:user:registersecurityinfo", "urn:user:registerdevice", "urn:user:accountrecovery",
    "URN:user:registersecurityinfo"};
constexpr std::array<Text, 4> k_odd_resources = {"Office365", "MicrosoftAdminPortals", "not an id",
                                                 "https://outlook.office.com/"};

json::array make_resources(Random& random) {
  json::array resources = some(random, k_apps, 2);
  if (random.chance(40)) resources = {json::string_view(k_apps[random.below(3)])};
  if (random.chance(5)) resources.push_back(one_of(random, k_odd_resources));
  return resources;
}

void make_request(Random& random, json::object& sign_in) {
  if (random.chance(70)) sign_in["grant"] = one_of(random, k_grants);
  if (random.chance(50)) sign_in["interactive"] = random.chance(50);
  if (random.chance(70))
    sign_in["clientApp"] = random.chance(30) ? one_of(random, k_clients) : one_of(random, k_apps);
  constexpr std::array<Text, 3> k_client_kinds = {"public", "spa", "confidential"};
  if (random.chance(70))
    sign_in["clientKind"] =
        random.chance(4) ? json::value(nullptr) : one_of(random, k_client_kinds);
  if (random.chance(30)) sign_in["idTokenRequested"] = random.chance(70);
  if (random.chance(70)) sign_in["resources"] = make_resources(random);
  if (random.chance(35)) sign_in["scopes"] = some(random, k_scopes, 3);
  if (random.chance(8)) sign_in["audiences"] = make_resources(random);
  if (random.chance(8)) sign_in["userAction"] = one_of(random, k_user_actions);
  if (random.chance(8)) sign_in["authenticationContexts"] = some(random, k_contexts, 2);
}

// Said, known to be null, or not said.
void property(Random& random, json::object& device, Text member, json::value value) {
  if (random.chance(65))
    device[member] = std::move(value);
  else if (random.chance(60))
    device[member] = nullptr;
}

void text(Random& random, json::object& device, Text member, std::initializer_list<Text> values) {
  property(random, device, member, json::value(*(values.begin() + random.below(values.size()))));
}

json::value make_device(Random& random) {
  json::object device;
  text(random, device, "deviceId", {"dev-1", "DEV-2"});
  text(random, device, "displayName", {"ABC-1", "other"});
  text(random, device, "ownership", {"Company", "Personal"});
  text(random, device, "enrollmentProfileName", {"AutoPilot", "auto"});
  text(random, device, "manufacturer", {"Microsoft", ""});
  text(random, device, "mdmAppId", {"mdm-1", "MDM-2", "7"});
  text(random, device, "model", {"Surface Pro", "Surface", "Phone"});
  text(random, device, "operatingSystem", {"Windows", "iOS"});
  text(random, device, "operatingSystemVersion", {"10.0.1", "17"});
  text(random, device, "profileType", {"RegisteredDevice", "Printer", "Shared"});
  text(random, device, "trustType", {"ServerAD", "AzureAD", "Workplace"});
  text(random, device, "extensionAttribute1", {"SAW", "it\"s", ""});
  text(random, device, "extensionAttribute15", {"saw", "x"});
  property(random, device, "isCompliant", json::value(random.chance(50)));
  property(random, device, "intuneManaged", json::value(random.chance(50)));
  property(random, device, "physicalIds", json::array{"[ZTDId]:v", "[GID]:g:1"});
  property(random, device, "systemLabels", json::array{"M365Managed", ""});
  return device;
}

void make_client(Random& random, const Gaps& gaps, json::object& sign_in) {
  constexpr std::array<Text, 5> k_classes = {"browser", "mobileAppsAndDesktopClients",
                                             "exchangeActiveSync", "other", "all"};
  constexpr std::array<Text, 7> k_platforms = {"android", "iOS",   "windows", "windowsPhone",
                                               "macOS",   "linux", "unknown"};
  signal(random, gaps, sign_in, "clientAppType", [&] { return one_of(random, k_classes); });
  signal(random, gaps, sign_in, "devicePlatform", [&] { return one_of(random, k_platforms); });
  signal(random, gaps, sign_in, "ipAddress", [&] { return json::value(random.pick(k_addresses)); });
  signal(random, gaps, sign_in, "country", [&] { return one_of(random, k_countries); });
  signal(random, {gaps.unknown, 50}, sign_in, "gps", [&] {
    return json::value(
        json::object{{"country", one_of(random, k_countries)}, {"valid", random.chance(75)}});
  });
  signal(random, gaps, sign_in, "compliantNetwork", [&] { return json::value(random.chance(40)); });
  signal(random, {gaps.unknown, 35}, sign_in, "device", [&] { return make_device(random); });
}

void make_risk(Random& random, const Gaps& gaps, json::object& sign_in) {
  constexpr std::array<Text, 5> k_levels = {"low", "medium", "high", "hidden", "none"};
  constexpr std::array<Text, 4> k_agent = {"low", "medium", "high", "none"};
  constexpr std::array<Text, 4> k_insider = {"minor", "moderate", "elevated", "none"};
  constexpr std::array<Text, 4> k_transfers = {"none", "deviceCodeFlow", "authenticationTransfer",
                                               "deviceCodeFlow,authenticationTransfer"};
  for (const Text member : {"signInRiskLevel", "userRiskLevel", "servicePrincipalRiskLevel"})
    signal(random, gaps, sign_in, member, [&] { return one_of(random, k_levels); });
  plain(random, gaps, sign_in, "agentIdRiskLevel", [&] { return one_of(random, k_agent); });
  plain(random, gaps, sign_in, "insiderRiskLevel", [&] { return one_of(random, k_insider); });
  signal(random, gaps, sign_in, "originalTransferMethod",
         [&] { return json::value(random.pick(k_transfers)); });
}

json::array make_methods(Random& random) {
  constexpr std::array<Text, 14> k_modes = {"password",
                                            "sms",
                                            "voice",
                                            "softwareOath",
                                            "hardwareOath",
                                            "fido2",
                                            "windowsHelloForBusiness",
                                            "microsoftAuthenticatorPush",
                                            "deviceBasedPush",
                                            "temporaryAccessPassOneTime",
                                            "x509CertificateSingleFactor",
                                            "x509CertificateMultiFactor",
                                            "federatedSingleFactor",
                                            "federatedMultiFactor"};
  json::array methods;
  if (random.chance(60)) methods.push_back(json::object{{"mode", "password"}});
  for (std::size_t left = random.below(3); left > 0; --left) {
    json::object method{{"mode", one_of(random, k_modes)}};
    if (random.chance(40)) method["aaguid"] = random.chance(60) ? "AAGUID-1" : "aaguid-2";
    if (random.chance(40)) method["issuerSki"] = random.chance(60) ? "SKI-1" : "SKI-2";
    if (random.chance(40))
      method["policyOids"] =
          random.chance(50) ? json::array{"1.2.3"} : json::array{"1", "2", "3", "4", "5", "1.2.3"};
    methods.push_back(std::move(method));
  }
  return methods;
}

// Around the edges of one hour, five minutes, a day and a month before `k_at`.
constexpr Text k_at = "2026-09-01T12:00:00Z";
constexpr std::array<Text, 11> k_times = {
    "2026-09-01T12:00:00Z", "2026-09-01T11:55:00Z", "2026-09-01T11:54:59Z", "2026-09-01T11:00:00Z",
    "2026-09-01T10:59:59Z", "2026-09-01T03:00:00Z", "2026-08-31T12:00:00Z", "2026-08-31T11:59:59Z",
    "2026-08-02T12:00:00Z", "2026-07-01T12:00:00Z", "2026-09-01T12:00:01Z"};

json::object make_session(Random& random, const Gaps& gaps) {
  json::object session;
  signal(random, gaps, session, "methods", [&] { return make_methods(random); });
  for (const Text member : {"mfaClaim", "mfaRegistered", "approvedApp", "appProtection",
                            "boundToken", "passwordChangedForRisk", "riskRemediated"})
    signal(random, gaps, session, member, [&] { return json::value(random.chance(45)); });
  for (const Text member : {"lastPrimaryAuthentication", "lastSecondaryAuthentication"})
    signal(random, gaps, session, member, [&] { return json::value(random.pick(k_times)); });
  signal(random, gaps, session, "termsAccepted", [&] { return some(random, k_terms, 2); });
  signal(random, gaps, session, "customControlsSatisfied",
         [&] { return some(random, k_custom_controls, 2); });
  return session;
}

}  // namespace

json::object make_sign_in(Random& random) {
  constexpr std::array<Gaps, 4> k_gaps = {Gaps{0, 5}, Gaps{6, 5}, Gaps{25, 10}, Gaps{70, 20}};
  const Gaps gaps = random.pick(k_gaps);
  json::object sign_in;
  make_subject(random, sign_in);
  make_request(random, sign_in);
  make_client(random, gaps, sign_in);
  make_risk(random, gaps, sign_in);
  plain(random, gaps, sign_in, "at", [&] { return json::value(k_at); });
  if (random.chance(95)) sign_in["session"] = make_session(random, gaps);
  return sign_in;
}

json::object make_options(Random& random) {
  json::object options;
  const std::size_t mode = random.below(100);
  options["evaluation_mode"] = mode < 60 ? "strict" : mode < 85 ? "whatif" : "live";
  constexpr std::array<Text, 4> k_baseline = {"legacy", "disabled",
                                              "custom(0d1f0004-0000-4000-8000-000000000001)",
                                              "custom(00000002-0000-0ff1-ce00-000000000000)"};
  if (random.chance(35)) options["baseline_scopes"] = json::value(random.pick(k_baseline));
  const auto other = [&](Text option, json::value value) {
    if (random.chance(20)) options[option] = std::move(value);
  };
  other("service_dependencies", "off");
  other("empty_client_app_types", "all");
  other("ext_attr_unmanaged", "null");
  other("persistent_browser_conflict", "always");
  other("cas_conflict", "first");
  other("sif_confidential", "enforced");
  other("all_users_includes_objectless", false);
  other("all_resources_includes_registerdevice", true);
  other("unknown_graph_scope_audience", "directory");
  return options;
}

}  // namespace caprock::differential
