#include "tests/conformance/token_vector.h"

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "graph_json/sign_in_json.h"
#include "integration/words.h"
#include "reference/decide.h"
#include "tests/conformance/member_reader.h"
#include "tests/conformance/token_endpoint_requests.h"
#include "tests/conformance/token_events.h"
#include "tests/conformance/token_words.h"
#include "token/demands.h"

namespace caprock::conformance {
namespace {

constexpr std::array<std::string_view, 13> k_token_vector_members = {
    "id",         "title", "rules",   "source", "evidence", "needs",  "tenant",
    "connection", "world", "options", "cases",  "policies", "sign_in"};
constexpr std::array<std::string_view, 14> k_token_case_members = {
    "title",    "connection", "world", "options", "sign_in", "policies", "events",
    "requests", "every",      "until", "spans",   "tenant",  "after",    "endpoint"};

// What a kind of connection is to the token service: conformance/tokens/README.md.
struct KindRow {
  ConnectionKind kind;
  ClientKind client;
  std::string_view grant;
  std::string_view app_type;
  std::string_view app;      // a name of the world
  std::string_view subject;  // a member of the sign-in
  std::string_view who;      // a name of the world
};

constexpr std::string_view k_native = "mobileAppsAndDesktopClients";
constexpr std::array k_kind_rows = {
    KindRow{ConnectionKind::delegated_public, ClientKind::public_client, "refreshToken", k_native,
            "PC", "user", "Alice"},
    KindRow{ConnectionKind::delegated_device_code, ClientKind::public_client, "refreshToken",
            k_native, "PC", "user", "Alice"},
    KindRow{ConnectionKind::delegated_confidential, ClientKind::confidential_client, "refreshToken",
            "browser", "CC", "user", "Alice"},
    KindRow{ConnectionKind::single_page_app, ClientKind::single_page_app, "refreshToken", "browser",
            "SPA", "user", "Alice"},
    KindRow{ConnectionKind::password, ClientKind::public_client, "password", k_native, "PC", "user",
            "Alice"},
    KindRow{ConnectionKind::on_behalf_of, ClientKind::confidential_client, "onBehalfOf", "browser",
            "API1", "user", "Alice"},
    KindRow{ConnectionKind::app_only, ClientKind::confidential_client, "clientCredentials",
            "browser", "WorkloadApp", "servicePrincipal", "WorkloadSp"},
    KindRow{ConnectionKind::app_only_multi_tenant, ClientKind::confidential_client,
            "clientCredentials", "browser", "VendorApp", "servicePrincipal", "VendorSp"},
    KindRow{ConnectionKind::managed_identity, ClientKind::confidential_client, "clientCredentials",
            "browser", "ManagedApp", "managedIdentity", "ManagedSp"},
    KindRow{ConnectionKind::guest, ClientKind::public_client, "refreshToken", k_native, "PC",
            "user", "GuestOfF"},
    KindRow{ConnectionKind::local_guest, ClientKind::public_client, "refreshToken", k_native, "PC",
            "user", "LocalGuest"},
    KindRow{ConnectionKind::direct_connect, ClientKind::public_client, "authorizationCode",
            k_native, "PC", "user", ""},
    KindRow{ConnectionKind::browser_session, ClientKind::public_client, "authorizationCode",
            "browser", "PC", "user", "Alice"},
    KindRow{ConnectionKind::legacy_protocol, ClientKind::public_client, "basicAuthentication",
            "other", "PC", "user", "Alice"},
};

const KindRow& row_of(ConnectionKind kind) {
  const auto row = std::find_if(k_kind_rows.begin(), k_kind_rows.end(),
                                [&](const KindRow& one) { return one.kind == kind; });
  CAPROCK_ASSERT(row != k_kind_rows.end());
  return *row;
}

json::object merged(json::object below, const json::object& above) {
  for (const auto& [key, value] : above) below[key] = value;
  return below;
}

Result<HeldToken> read_connection(const json::object& object, const Place& where) {
  HeldToken token;
  const Instant t0 = first_sign_in();
  MemberReader reader(object, where, t0);
  reader.word("kind", token.kind, words<ConnectionKind>());
  token.client = row_of(token.kind).client;
  reader.word("client", token.client, words<ClientKind>());
  reader.flag("firstParty", token.first_party);
  token.signed_in = t0;
  reader.time("signedIn", token.signed_in);
  token.issued = token.family_began = token.signed_in;
  token.session_used = token.signed_in;
  reader.time("issued", token.issued);
  reader.time("familyBegan", token.family_began);
  const json::value* mfa = reader.find("mfa");
  if (mfa != nullptr && mfa->is_string() && mfa->get_string() == "unknown") {
    token.has_mfa = Match::unknown;
  } else {
    reader.time("mfa", token.mfa);
    token.has_mfa = match_if(token.mfa.has_value());
  }
  reader.match("byPassword", token.by_password);
  reader.flag("handlesClaims", token.handles_claims);
  reader.flag("deviceBound", token.device_bound);
  reader.flag("persistentSession", token.persistent_session);
  reader.time("sessionUsed", token.session_used);
  reader.time("joinedDeviceRefresh", token.joined_device_refresh);
  if (auto fine = reader.finish(); !fine) return tl::unexpected(fine.error());
  return token;
}

// The options of both: what tokens do not know is about one decision.
struct BothOptions {
  TokenOptions token;
  EvaluationOptions decision;
};

Result<BothOptions> read_both_options(const json::object& object, const Place& where) {
  BothOptions options;
  json::object of_decision;
  MemberReader reader(object, where, first_sign_in());
  TokenOptions& token = options.token;
  reader.period("at_lifetime", token.at_lifetime);
  reader.period("at_lifetime_cae", token.at_lifetime_cae);
  reader.word("sif_confidential", token.sif_confidential, sif_confidential_words());
  reader.word("sif_first_party_obo", token.sif_first_party_obo, sif_first_party_words());
  reader.flag("sif_forces_short_at", token.sif_forces_short_at);
  reader.flag("remember_mfa_applies_to_ca", token.remember_mfa_applies_to_ca);
  reader.flag("disable_also_revokes", token.disable_also_revokes);
  reader.word("sd_admin_refresh", token.sd_admin_refresh, sd_admin_words());
  for (const NamedOption& option : named_options())
    if (const json::value* value = reader.find(option.name))
      if (option.name != "sif_confidential") of_decision[option.name] = *value;
  if (auto fine = reader.finish(); !fine) return tl::unexpected(fine.error());
  CAPROCK_TRY(options.decision, read_evaluation_options(of_decision, where));
  return options;
}

// What the policies ask of the connection: the tenant and the request, as they are at some time.
class Asking {
 public:
  Asking(const json::object& tenant, const json::object& vector, const World& world,
         const BothOptions& options)
      : tenant_(tenant), vector_(vector), world_(world), options_(options) {}

  // The request of this kind of connection, with members that say otherwise.
  void ask_as(const HeldToken& token, const TokenWorld& life, const json::object& own) {
    const KindRow& row = row_of(token.kind);
    json::object sign_in = {{"grant", row.grant},
                            {"interactive", false},
                            {"clientApp", world_.names.at(std::string(row.app))},
                            {"clientKind", word_of(words<ClientKind>(), token.client)},
                            {"clientAppType", row.app_type}};
    if (token.kind == ConnectionKind::direct_connect)
      sign_in["user"] = {{"externalKind", "b2bDirectConnectUser"},
                         {"homeTenant", world_.names.at("F")}};
    else
      sign_in[row.subject] = world_.names.at(std::string(row.who));
    if (token.kind == ConnectionKind::delegated_device_code)
      sign_in["originalTransferMethod"] = "deviceCodeFlow";
    sign_in_ = sign_in_over(sign_in_over(world_.sign_in, sign_in), own);
    json::value& session = sign_in_["session"];
    if (session.is_object() && !own.contains("session")) {
      session.get_object().erase("mfaRegistered");
      if (life.mfa_registered != Match::unknown)
        session.get_object()["mfaRegistered"] = life.mfa_registered == Match::yes;
    }
  }

  // For one request, or for all from now on.
  json::object with(const json::object& own) const { return sign_in_over(sign_in_, own); }
  void set_sign_in(json::object sign_in) { sign_in_ = std::move(sign_in); }

  // States of policies by their display names, and other members of the tenant.
  Result<void> change(const json::object& policies, const json::object& tenant,
                      const Place& where) {
    for (const auto& [key, value] : tenant) tenant_[key] = value;
    for (const auto& [name, state] : policies) {
      bool found = false;
      for (json::value& policy : tenant_["policies"].as_array()) {
        if (policy.as_object().at("displayName").as_string() != name) continue;
        policy.as_object()["state"] = state;
        found = true;
      }
      if (!found) return bad("no policy has this name", step(where, name));
    }
    return {};
  }

  Result<TenantDemands> demands(const json::object& sign_in, const Place& where) const {
    CAPROCK_TRY(const TenantSnapshot tenant, read_tenant_as_told(tenant_, vector_, where));
    CAPROCK_TRY(const SignIn request, read_sign_in(sign_in, step(where, "sign_in")));
    return demands_of(
        request, tenant.policies.items, tenant.named_locations.items,
        [&](const SignIn& one) { return reference::decide(tenant, one, options_.decision); });
  }
  Result<TenantDemands> demands(const Place& where) const { return demands(sign_in_, where); }

 private:
  json::object tenant_;
  const json::object& vector_;
  const World& world_;
  const BothOptions& options_;
  json::object sign_in_;
};

// An event that changes what is asked is one of ours; the others stand in token_events.h.
Result<DatedEvent> read_event(const json::object& object, Asking& asking, const Place& where) {
  DatedEvent event;
  MemberReader reader(object, where, first_sign_in());
  reader.time("at", event.at);
  const json::value* named = reader.find("event");
  if (named == nullptr || !named->is_string()) return bad("an event has a name", where);
  event.label = std::string(named->get_string());
  if (event.label != "demandsChanged") {
    auto known = read_token_event(event.label, reader);
    if (!known) return bad("no event is called `" + event.label + "`", step(where, "event"));
    event.event = std::move(*known);
  } else {
    DemandsChanged changed;
    CAPROCK_TRY(const json::object policies, object_at(object, "policies", where));
    CAPROCK_TRY(const json::object tenant, object_at(object, "tenant", where));
    CAPROCK_TRY(const json::object sign_in, object_at(object, "sign_in", where));
    for (const std::string_view member : {"policies", "tenant", "sign_in"}) reader.find(member);
    reader.flag("fromTrustedIp", changed.from_trusted_ip);
    if (auto fine = asking.change(policies, tenant, where); !fine)
      return tl::unexpected(fine.error());
    asking.set_sign_in(asking.with(sign_in));
    CAPROCK_TRY(changed.demands, asking.demands(where));
    event.event = std::move(changed);
  }
  if (auto fine = reader.finish(); !fine) return tl::unexpected(fine.error());
  return event;
}

// A request with `token` is a call with an access token that was issued then.
std::optional<CallAsked> read_call(Instant at, MemberReader& reader) {
  std::optional<Instant> issued;
  CallAsked asked;
  reader.time("token", issued);
  if (!issued) return std::nullopt;
  asked.token_issued = *issued;
  asked.call.at = at;
  reader.flag("afterChallenge", asked.after_challenge);
  reader.flag("changes", asked.call.changes);
  reader.flag("repeats", asked.call.repeats);
  return asked;
}

Result<TokenAsked> read_asked(const json::object& object, const Asking& asking,
                              const Place& where) {
  TokenAsked asked;
  MemberReader reader(object, where, first_sign_in());
  reader.time("at", asked.at);
  reader.time("issued", asked.issued);
  reader.flag("authorize", asked.authorize);
  asked.call = read_call(asked.at, reader);
  for (const std::string_view member : {"sign_in", "resource", "expect"}) reader.find(member);
  CAPROCK_TRY(const json::object sign_in, object_at(object, "sign_in", where));
  CAPROCK_TRY(const json::object resource, object_at(object, "resource", where));
  CAPROCK_TRY(asked.expect, object_at(object, "expect", where));
  if (auto fine = reader.finish(); !fine) return tl::unexpected(fine.error());
  if (!sign_in.empty() || !resource.empty()) {
    CAPROCK_TRY(asked.demands, asking.demands(asking.with(sign_in), where));
  }
  if (!resource.empty()) {
    CAPROCK_TRY(const TenantDemands seen,
                asking.demands(asking.with(merged(sign_in, resource)), where));
    asked.demands->at_resource = seen.policies;
  }
  return asked;
}

Result<Instant> time_at(const json::object& object, const Place& where) {
  const json::value* at = object.if_contains("at");
  const auto offset =
      at != nullptr && at->is_string() ? parse_offset(at->get_string()) : std::nullopt;
  if (!offset) return bad("a time such as `90d+1s` is expected here", step(where, "at"));
  return first_sign_in() + *offset;
}

// Events and requests in the order of time, events first, so that a request with members of its own
// asks the tenant that it meets.
Result<void> read_course(const json::array& events, const json::array& requests, Asking& asking,
                         TokenCase& into, const Place& where) {
  const auto item = [&](const json::array& list, std::string_view member,
                        std::size_t i) -> Result<std::pair<json::object, Place>> {
    const Place place = step(step(where, member), i);
    if (!list[i].is_object()) return bad("an object is expected here", place);
    return std::pair{list[i].get_object(), place};
  };
  std::size_t next = 0;
  const auto events_until = [&](std::optional<Instant> end) -> Result<void> {
    for (; next < events.size(); ++next) {
      CAPROCK_TRY(const auto one, item(events, "events", next));
      CAPROCK_TRY(const Instant at, time_at(one.first, one.second));
      if (end && at > *end) break;
      CAPROCK_TRY(auto event, read_event(one.first, asking, one.second));
      into.life.events.push_back(std::move(event));
    }
    return {};
  };
  for (std::size_t i = 0; i < requests.size(); ++i) {
    CAPROCK_TRY(const auto one, item(requests, "requests", i));
    CAPROCK_TRY(const Instant at, time_at(one.first, one.second));
    if (auto done = events_until(at); !done) return done;
    CAPROCK_TRY(auto asked, read_asked(one.first, asking, one.second));
    into.requests.push_back(std::move(asked));
  }
  return events_until(std::nullopt);
}

// What a case says on top of its vector.
Result<json::object> both(const json::object& vector, const json::object& one,
                          std::string_view member, const Place& where) {
  CAPROCK_TRY(const json::object below, object_at(vector, member, where));
  CAPROCK_TRY(const json::object above, object_at(one, member, where));
  return merged(below, above);
}

Result<void> read_own_cadence(const json::object& object, TokenCase& into, const Place& where) {
  const json::object members = [&] {
    json::object some;
    for (const std::string_view member : {"every", "until"})
      if (const json::value* value = object.if_contains(member)) some[member] = *value;
    return some;
  }();
  MemberReader reader(members, where, first_sign_in());
  reader.period("every", into.life.refresh_every);
  reader.time("until", into.until);
  CAPROCK_TRY(into.spans, array_at(object, "spans", where));
  return reader.finish();
}

Result<TokenCase> read_token_case(const json::object& object, const json::object& vector,
                                  const json::object& tenant, const World& world,
                                  const Place& where) {
  TokenCase result;
  if (auto known = only_members(object, k_token_case_members, where); !known)
    return tl::unexpected(known.error());
  CAPROCK_TRY(result.title, text_at(object, "title", where));
  CAPROCK_TRY(const json::object connection, both(vector, object, "connection", where));
  CAPROCK_TRY(result.life.token, read_connection(connection, step(where, "connection")));
  CAPROCK_TRY(const json::object around, both(vector, object, "world", where));
  CAPROCK_TRY(result.life.world, read_token_world(around, {}, step(where, "world")));
  CAPROCK_TRY(const json::object written, both(vector, object, "options", where));
  CAPROCK_TRY(const BothOptions options, read_both_options(written, step(where, "options")));
  result.options = options.token;
  CAPROCK_TRY(const json::object sign_in, both(vector, object, "sign_in", where));
  CAPROCK_TRY(const json::object states, object_at(object, "policies", where));
  CAPROCK_TRY(const json::object otherwise, object_at(object, "tenant", where));
  Asking asking(tenant, vector, world, options);
  if (auto fine = asking.change(states, otherwise, step(where, "policies")); !fine)
    return tl::unexpected(fine.error());
  asking.ask_as(result.life.token, result.life.world, sign_in);
  CAPROCK_TRY(result.life.demands, asking.demands(where));
  result.life.from = first_sign_in();
  CAPROCK_TRY(const json::array events, array_at(object, "events", where));
  CAPROCK_TRY(const json::array requests, array_at(object, "requests", where));
  if (auto done = read_course(events, requests, asking, result, where); !done)
    return tl::unexpected(done.error());
  if (auto done = read_own_cadence(object, result, where); !done)
    return tl::unexpected(done.error());
  CAPROCK_TRY(result.after, object_at(object, "after", where));
  CAPROCK_TRY(const json::array endpoint, array_at(object, "endpoint", where));
  CAPROCK_TRY(result.endpoint, read_endpoint_requests(endpoint, step(where, "endpoint")));
  return result;
}

}  // namespace

std::vector<std::string> token_vector_ids() {
  std::vector<std::string> ids;
  for (const auto& entry : std::filesystem::directory_iterator(vector_dir() / "tokens"))
    if (entry.path().extension() == ".json") ids.push_back(entry.path().stem().string());
  std::sort(ids.begin(), ids.end());
  return ids;
}

Result<TokenWorld> read_token_world(const json::object& object, TokenWorld world,
                                    const Place& where) {
  MemberReader reader(object, where, first_sign_in());
  reader.word("account", world.account, account_words());
  reader.flag("accountEnabled", world.account_enabled);
  reader.flag("accountLocked", world.account_locked);
  reader.time("sessionsValidFrom", world.sessions_valid_from);
  reader.time("passwordChanged", world.password_changed);
  reader.time("passwordExpires", world.password_expires);
  reader.flag("passwordRight", world.password_right);
  reader.match("mfaRegistered", world.mfa_registered);
  reader.word("perUserMfa", world.per_user_mfa, per_user_words());
  reader.match("adminRole", world.admin_role);
  reader.flag("synchronizationAccount", world.synchronization_account);
  reader.match("securityDefaults", world.security_defaults);
  reader.number("rememberMfaDays", world.remember_mfa_days);
  reader.flag("fromTrustedIp", world.from_trusted_ip);
  reader.period("accessTokenLifetime", world.access_token_lifetime);
  reader.flag("outage", world.outage);
  reader.word("app", world.app, app_words());
  reader.word("credential", world.credential, credential_words());
  reader.time("credentialExpires", world.credential_expires);
  reader.flag("credentialIsCertificate", world.credential_is_certificate);
  reader.flag("consented", world.consented);
  reader.flag("assigned", world.assigned);
  reader.flag("guestPresent", world.guest_present);
  reader.flag("homeAllows", world.home_allows);
  reader.flag("resourceAllows", world.resource_allows);
  reader.word("device", world.device, device_words());
  if (auto fine = reader.finish(); !fine) return tl::unexpected(fine.error());
  return world;
}

Instant first_sign_in() {
  using namespace std::chrono;
  return sys_days(year(2026) / 9 / 1) + hours(12);
}

Result<TokenVector> read_token_vector(const std::string& id, const World& world) {
  const Place where{"tokens/" + id + ".json", "", 0, 0};
  CAPROCK_TRY(const json::object written,
              read_object_file(vector_dir() / "tokens" / (id + ".json")));
  CAPROCK_TRY(const json::value replaced, with_names_replaced(written, world.names, where));
  const json::object& object = replaced.get_object();
  TokenVector vector;
  vector.id = id;
  if (auto head = check_head(object, id, k_token_vector_members, where); !head)
    return tl::unexpected(head.error());
  CAPROCK_TRY(vector.title, text_at(object, "title", where));
  if (object.contains("needs")) {
    CAPROCK_TRY(vector.needs, text_at(object, "needs", where));
  }
  CAPROCK_TRY(const json::object tenant, tenant_around(object, world, where));
  CAPROCK_TRY(const json::array cases, array_at(object, "cases", where));
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Place place = step(step(where, "cases"), i);
    if (!cases[i].is_object()) return bad("an object is expected here", place);
    CAPROCK_TRY(auto one, read_token_case(cases[i].get_object(), object, tenant, world, place));
    vector.cases.push_back(std::move(one));
  }
  return vector;
}

}  // namespace caprock::conformance
