#include "tests/differential/make_life.h"

#include <algorithm>
#include <array>

namespace caprock::differential {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr int k_minutes_a_day = 24 * 60;

Instant a_day() { return std::chrono::sys_days(std::chrono::year(2026) / 9 / 1) + hours(12); }

minutes some_minutes(Random& random, int most) {
  return minutes(static_cast<int>(random.below(static_cast<std::size_t>(most) + 1)));
}

Match some_match(Random& random) { return static_cast<Match>(random.below(3)); }

// --- the token -----------------------------------------------------------------------------------

struct KindOfClient {
  ConnectionKind kind;
  ClientKind client;
};
// Kinds with the clients that have them; those with a refresh token more often.
constexpr std::array k_holders = {
    KindOfClient{ConnectionKind::delegated_public, ClientKind::public_client},
    KindOfClient{ConnectionKind::delegated_public, ClientKind::public_client},
    KindOfClient{ConnectionKind::delegated_device_code, ClientKind::public_client},
    KindOfClient{ConnectionKind::delegated_confidential, ClientKind::confidential_client},
    KindOfClient{ConnectionKind::delegated_confidential, ClientKind::confidential_client},
    KindOfClient{ConnectionKind::single_page_app, ClientKind::single_page_app},
    KindOfClient{ConnectionKind::password, ClientKind::public_client},
    KindOfClient{ConnectionKind::password, ClientKind::confidential_client},
    KindOfClient{ConnectionKind::on_behalf_of, ClientKind::confidential_client},
    KindOfClient{ConnectionKind::app_only, ClientKind::confidential_client},
    KindOfClient{ConnectionKind::app_only_multi_tenant, ClientKind::confidential_client},
    KindOfClient{ConnectionKind::managed_identity, ClientKind::confidential_client},
    KindOfClient{ConnectionKind::guest, ClientKind::public_client},
    KindOfClient{ConnectionKind::guest, ClientKind::confidential_client},
    KindOfClient{ConnectionKind::guest, ClientKind::single_page_app},
    KindOfClient{ConnectionKind::local_guest, ClientKind::public_client},
    KindOfClient{ConnectionKind::local_guest, ClientKind::confidential_client},
    KindOfClient{ConnectionKind::direct_connect, ClientKind::public_client},
    KindOfClient{ConnectionKind::browser_session, ClientKind::public_client},
    KindOfClient{ConnectionKind::browser_session, ClientKind::public_client},
    KindOfClient{ConnectionKind::legacy_protocol, ClientKind::public_client},
};

bool is_one_of(ConnectionKind kind, std::initializer_list<ConnectionKind> kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

HeldToken make_token(Random& random, Instant from) {
  HeldToken token;
  const KindOfClient client = random.pick(k_holders);
  token.kind = client.kind;
  token.client = client.client;
  token.first_party = random.chance(25);
  const int age = random.chance(20) ? 100 * k_minutes_a_day : k_minutes_a_day / 2;
  token.signed_in = from - some_minutes(random, age);
  token.family_began = token.signed_in;
  const auto since = std::chrono::floor<minutes>(from - token.signed_in);
  token.issued = token.signed_in + some_minutes(random, static_cast<int>(since.count()));
  if (random.chance(40)) token.issued = from;
  const bool shows_nothing =
      is_one_of(token.kind, {ConnectionKind::password, ConnectionKind::legacy_protocol,
                             ConnectionKind::app_only, ConnectionKind::app_only_multi_tenant,
                             ConnectionKind::managed_identity});
  if (!shows_nothing) token.has_mfa = some_match(random);
  if (token.has_mfa == Match::yes)
    token.mfa = token.signed_in + some_minutes(random, static_cast<int>(since.count())) -
                some_minutes(random, random.chance(30) ? 20 * k_minutes_a_day : 0);
  if (!shows_nothing || token.kind == ConnectionKind::legacy_protocol)
    token.by_password = some_match(random);
  token.handles_claims = random.chance(40);
  token.device_bound = random.chance(40);
  token.persistent_session = random.chance(50);
  if (random.chance(90)) token.session_used = token.issued;
  if (random.chance(15)) token.joined_device_refresh = token.issued;
  return token;
}

// --- what is asked -------------------------------------------------------------------------------

constexpr std::array<int, 11> k_codes = {50076, 50079, 53000, 53001, 530003, 530004,
                                         53002, 53009, 50142, 50158, 0};
constexpr std::array<std::string_view, 4> k_control_words = {
    "", "multifactor authentication", "a compliant device", "acceptance of the terms of use"};
constexpr std::array<seconds, 8> k_frequencies = {seconds(0), hours(1), hours(1), hours(4),
                                                  hours(12),  days(1),  days(7),  days(30)};

PolicyDemand make_demand(Random& random, std::size_t number) {
  PolicyDemand demand;
  demand.policy = PolicyId("90110000-0000-4000-8000-00000000000" + std::to_string(number));
  demand.name = "P" + std::to_string(number);
  demand.applies = random.chance(70) ? Match::yes : Match::unknown;
  demand.control = random.pick(k_control_words);
  demand.blocks = random.chance(7);
  if (demand.blocks) {
    demand.met_without_mfa = demand.met_with_mfa = Match::no;
    demand.code_without_mfa = demand.code_with_mfa = random.chance(30) ? 530036 : 53003;
  } else if (random.chance(40)) {
    demand.met_without_mfa = some_match(random);
    demand.met_with_mfa = any_of(demand.met_without_mfa, some_match(random));
    if (demand.met_without_mfa != Match::yes) demand.code_without_mfa = random.pick(k_codes);
    if (demand.met_with_mfa != Match::yes) demand.code_with_mfa = random.pick(k_codes);
  }
  if (random.chance(50)) {
    demand.frequency = random.pick(k_frequencies);
    demand.frequency_secondary_only = random.chance(25);
  }
  demand.by_address = random.chance(40);
  demand.strict_location = random.chance(20);
  demand.token_protection = random.chance(5);
  demand.not_understood = random.chance(5);
  return demand;
}

// What policies ask at another address: some of them, now blocking or not.
std::vector<PolicyDemand> make_at_resource(Random& random, std::vector<PolicyDemand> policies) {
  policies.push_back(make_demand(random, policies.size() + 1));
  for (PolicyDemand& demand : policies)
    if (random.chance(40)) demand.blocks = !demand.blocks;
  return policies;
}

TenantDemands make_demands(Random& random) {
  TenantDemands demands;
  const std::size_t count = random.chance(40) ? 0 : random.below(4) + 1;
  for (std::size_t i = 0; i < count; ++i) demands.policies.push_back(make_demand(random, i + 1));
  if (random.chance(15)) demands.at_resource = make_at_resource(random, demands.policies);
  demands.azure_management = random.chance(15);
  demands.admin_portal = random.chance(10);
  demands.unwatched_locations = random.chance(20);
  demands.continuous_access_evaluation = random.chance(80);
  if (random.chance(30))
    demands.persistent_browser =
        random.chance(50) ? PersistentBrowserMode::always : PersistentBrowserMode::never;
  demands.disable_resilience_defaults = random.chance(25);
  return demands;
}

// --- what the tenant is like ---------------------------------------------------------------------

constexpr std::array k_token_accounts = {AccountPresence::present, AccountPresence::soft_deleted,
                                         AccountPresence::hard_deleted};
constexpr std::array k_token_apps = {AppPresence::present, AppPresence::disabled,
                                     AppPresence::deleted};
constexpr std::array k_token_credentials = {CredentialState::valid, CredentialState::wrong,
                                            CredentialState::bad_signature};
constexpr std::array k_token_devices = {DevicePresence::present, DevicePresence::disabled,
                                        DevicePresence::deleted};
constexpr std::array k_per_user = {PerUserMfa::disabled, PerUserMfa::enabled, PerUserMfa::enforced};
constexpr std::array<int, 5> k_remembered = {1, 7, 14, 30, 90};

// Somewhere around the life: before its beginning, in it, after its end.
Instant some_time(Random& random, Instant from) {
  return from - days(10) + some_minutes(random, 60 * k_minutes_a_day);
}

void make_account(Random& random, Instant from, TokenWorld& world) {
  if (random.chance(4)) world.account = random.pick(k_token_accounts);
  world.account_enabled = !random.chance(4);
  world.account_locked = random.chance(8);
  if (random.chance(8)) world.sessions_valid_from = some_time(random, from);
  if (random.chance(8)) world.password_changed = some_time(random, from);
  if (random.chance(15)) world.password_expires = some_time(random, from);
  world.password_right = !random.chance(8);
  if (random.chance(40)) world.mfa_registered = some_match(random);
  if (random.chance(20)) world.per_user_mfa = random.pick(k_per_user);
  world.admin_role = some_match(random);
  world.synchronization_account = random.chance(10);
}

TokenWorld make_token_world(Random& random, Instant from) {
  TokenWorld world;
  make_account(random, from, world);
  if (random.chance(20)) world.security_defaults = some_match(random);
  if (random.chance(35)) world.remember_mfa_days = random.pick(k_remembered);
  world.from_trusted_ip = random.chance(20);
  if (random.chance(25)) world.access_token_lifetime = minutes(10) + some_minutes(random, 1430);
  world.outage = random.chance(8);
  if (random.chance(4)) world.app = random.pick(k_token_apps);
  if (random.chance(5)) world.credential = random.pick(k_token_credentials);
  if (random.chance(20)) world.credential_expires = some_time(random, from);
  world.credential_is_certificate = random.chance(30);
  world.consented = !random.chance(4);
  world.assigned = !random.chance(4);
  world.guest_present = !random.chance(8);
  world.home_allows = !random.chance(8);
  world.resource_allows = !random.chance(8);
  if (random.chance(8)) world.device = random.pick(k_token_devices);
  return world;
}

// --- what happens --------------------------------------------------------------------------------

using MakeEvent = TokenEvent (*)(Random&, Instant from);

PasswordChange some_change(Random& random) { return static_cast<PasswordChange>(random.below(5)); }

constexpr std::array<MakeEvent, 23> k_happenings = {
    [](Random& random, Instant) { return TokenEvent(PasswordChanged{some_change(random)}); },
    [](Random&, Instant) { return TokenEvent(PasswordExpires{}); },
    [](Random& random, Instant) { return TokenEvent(SessionsRevoked{random.chance(60)}); },
    [](Random&, Instant) { return TokenEvent(SignedOut{}); },
    [](Random&, Instant) { return TokenEvent(BrowserClosed{}); },
    [](Random& random, Instant) {
      SignedIn signed_in{random.chance(60), random.chance(60)};
      if (random.chance(30)) signed_in.with_mfa.reset();
      return TokenEvent(signed_in);
    },
    [](Random&, Instant) { return TokenEvent(AuthorizedSilently{}); },
    [](Random&, Instant) { return TokenEvent(DeviceUnlocked{}); },
    [](Random& random, Instant) { return TokenEvent(AccountEnabled{random.chance(50)}); },
    [](Random& random, Instant) {
      return TokenEvent(AccountRemoved{random.pick(k_token_accounts)});
    },
    [](Random& random, Instant) { return TokenEvent(AppChanged{random.pick(k_token_apps)}); },
    [](Random& random, Instant) { return TokenEvent(ConsentChanged{random.chance(50)}); },
    [](Random& random, Instant) { return TokenEvent(AssignmentChanged{random.chance(50)}); },
    [](Random& random, Instant from) {
      CredentialChanged changed{random.pick(k_token_credentials), {}};
      if (random.chance(50)) changed.expires = some_time(random, from);
      return TokenEvent(changed);
    },
    [](Random& random, Instant) { return TokenEvent(DeviceChanged{random.pick(k_token_devices)}); },
    [](Random&, Instant) { return TokenEvent(GuestRemoved{}); },
    [](Random& random, Instant) {
      return TokenEvent(CrossTenantChanged{random.chance(60), random.chance(60)});
    },
    [](Random& random, Instant) { return TokenEvent(SecurityDefaultsChanged{random.chance(50)}); },
    [](Random& random, Instant) { return TokenEvent(PerUserMfaChanged{random.pick(k_per_user)}); },
    [](Random& random, Instant) {
      RememberMfaChanged changed;
      if (random.chance(60)) changed.days = random.pick(k_remembered);
      return TokenEvent(changed);
    },
    [](Random&, Instant) { return TokenEvent(MfaReregistrationRequired{}); },
    [](Random& random, Instant) { return TokenEvent(OutageChanged{random.chance(60)}); },
    [](Random& random, Instant) {
      return TokenEvent(DemandsChanged{make_demands(random), random.chance(20)});
    },
};

std::vector<DatedEvent> make_events(Random& random, Instant from, Instant until) {
  std::vector<DatedEvent> events;
  const auto span = std::chrono::floor<minutes>(until - from);
  for (std::size_t left = random.below(10); left > 0; --left) {
    DatedEvent event;
    event.at = from + some_minutes(random, static_cast<int>(span.count()));
    event.event = random.pick(k_happenings)(random, from);
    events.push_back(std::move(event));
  }
  std::stable_sort(events.begin(), events.end(),
                   [](const DatedEvent& a, const DatedEvent& b) { return a.at < b.at; });
  return events;
}

constexpr std::array<int, 9> k_cadences = {10, 15, 60, 75, 90, 240, 720, 1440, 10080};

TokenOptions make_token_options(Random& random) {
  TokenOptions options;
  if (random.chance(40)) return options;
  if (random.chance(40)) options.at_lifetime = minutes(60) + some_minutes(random, 30);
  if (random.chance(40)) options.at_lifetime_cae = hours(20) + some_minutes(random, 480);
  if (random.chance(50)) options.sif_confidential = SifConfidential::enforced;
  if (random.chance(50)) options.sif_first_party_obo = SifFirstPartyObo::deferred;
  options.sif_forces_short_at = random.chance(50);
  options.remember_mfa_applies_to_ca = random.chance(50);
  options.disable_also_revokes = random.chance(50);
  if (random.chance(50)) options.sd_admin_refresh = SdAdminRefresh::lenient;
  return options;
}

}  // namespace

LifeQuestion make_life(std::uint64_t seed) {
  Random random(seed);
  LifeQuestion question;
  ConnectionLife& life = question.life;
  life.from = a_day() + some_minutes(random, k_minutes_a_day);
  const int horizon = random.chance(30) ? 60 * k_minutes_a_day : 10 * k_minutes_a_day;
  question.until = life.from + some_minutes(random, horizon);
  life.token = make_token(random, life.from);
  life.world = make_token_world(random, life.from);
  life.demands = make_demands(random);
  if (random.chance(50))
    life.refresh_every = random.chance(70) ? minutes(random.pick(k_cadences))
                                           : minutes(1) + some_minutes(random, 3000);
  life.events = make_events(random, life.from, question.until);
  question.options = make_token_options(random);
  return question;
}

ResourceCall make_call(Random& random, Instant issued) {
  ResourceCall call;
  call.at = issued + some_minutes(random, random.chance(60) ? 90 : 2 * k_minutes_a_day);
  call.changes = random.chance(40);
  call.repeats = random.chance(30);
  return call;
}

EndpointRequest make_endpoint_request(Random& random, Instant now) {
  constexpr std::array k_grants = {GrantType::authorization_code,
                                   GrantType::refresh_token,
                                   GrantType::on_behalf_of,
                                   GrantType::device_code,
                                   GrantType::password,
                                   GrantType::client_credentials,
                                   GrantType::saml,
                                   GrantType::ws_fed,
                                   GrantType::primary_refresh_token,
                                   GrantType::authentication_transfer,
                                   GrantType::basic_authentication};
  EndpointRequest request;
  request.grant = random.pick(k_grants);
  request.names_tenant = !random.chance(30);
  for (std::size_t left = random.below(3); left > 0; --left)
    request.resources.emplace_back("a" + std::to_string(left + 3 * random.below(3)));
  request.offline_access = random.chance(70);
  request.refused_repeats = random.chance(20) ? static_cast<int>(random.below(25)) : 0;
  if (random.chance(10)) request.client_code = 7000215;
  request.code_age = some_minutes(random, 20) + seconds(random.below(2));
  request.redeemed = random.chance(20);
  request.approved = random.chance(70);
  request.own_refresh_token = random.chance(80);
  if (random.chance(70)) request.assertion_expires = now - minutes(5) + some_minutes(random, 10);
  request.wrong_passwords = static_cast<int>(random.below(14));
  request.federated = random.chance(40);
  request.home_realm_discovery = random.chance(50);
  return request;
}

}  // namespace caprock::differential
