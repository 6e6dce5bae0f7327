#include "integration/guess.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/printable.h"
#include "base/text.h"
#include "integration/connection_kinds.h"
#include "integration/guess_match.h"
#include "model/well_known.h"

namespace caprock {
namespace {

// More accounts than this are people who use a program, not an integration's own; they are counted.
constexpr std::size_t k_most_accounts = 8;
constexpr std::size_t k_most_scopes = 12;

// An application with all that the tenant and the log tell of it.
struct SeenApp {
  AppId id;
  std::string name;
  const ServicePrincipal* principal = nullptr;  // nullptr: only the log has it
  std::vector<const ObservedUse*> uses;
  std::vector<const PermissionGrant*> grants;
};

// One connection that there may be: an application as one account or as itself.
struct Seed {
  std::string account{};       // object id or name; empty: the application itself, or nobody knows
  const User* user = nullptr;  // nullptr: not in the export
  std::vector<const ObservedUse*> uses{};
  std::vector<const PermissionGrant*> grants{};
  bool as_itself = false;
  bool of_many = false;  // more accounts than are proposed one by one
};

struct Draft {
  Guess guess;
  const User* user = nullptr;
  bool as_itself = false;  // seen as an application without a user
};

// What the file's reader takes, and what cannot leave the line that it stands on.
bool can_be_written(std::string_view account) {
  return (account.find('@') != std::string_view::npos || looks_like_guid(account)) &&
         printable(account) == account;
}

std::string names_of(const std::vector<const ProfileConnection*>& ways) {
  std::vector<std::string> names;
  for (const ProfileConnection* way : ways) names.push_back(in_backticks(way->id));
  return join(names, ", ");
}

// --- evidence in words --------------------------------------------------------------------------

std::string words_of_scopes(const PermissionGrant& grant) {
  std::vector<std::string> scopes = split(grant.scope, ' ');
  const std::size_t all = scopes.size();
  if (all == 0) return "no permission that is named";
  scopes.resize(std::min(all, k_most_scopes));
  std::string text = join(scopes, " ");
  if (all > k_most_scopes) text += fmt::format(" and {} more", all - k_most_scopes);
  return text;
}

GuessEvidence consent_evidence(const PermissionGrant& grant) {
  std::string_view whom = "consent, not said for whom";
  if (grant.consent_type == ConsentType::all_principals) whom = "consent for all users";
  if (grant.consent_type == ConsentType::principal) whom = "consent of this account alone";
  return {GuessEvidenceKind::consent, fmt::format("{}: {}", whom, words_of_scopes(grant))};
}

std::string words_of_addresses(const ObservedUse& use) {
  std::vector<std::string> addresses;
  for (const IpAddress& address : use.addresses) addresses.push_back(to_string(address));
  return join(addresses, ", ") + (use.more_addresses ? " and more, so no network is proposed" : "");
}

std::string words_of_presence(const ObservedUse& use) {
  if (use.without_person == 0)
    return use.count == 1 ? ", somebody there" : ", each time somebody there";
  if (use.without_person == use.count)
    return use.count == 1 ? ", nobody there" : ", never anybody there";
  return fmt::format(", {} with nobody there", use.without_person);
}

GuessEvidence use_evidence(const ObservedUse& use) {
  std::string text = count_in_words(use.count, "sign-in", "sign-ins") + " in the log";
  if (use.last) text += ", the last on " + to_string(*use.last);
  if (use.is_person()) text += words_of_presence(use);
  if (!use.is_person())
    text += use.subject == SubjectKind::managed_identity ? ", as a managed identity"
                                                         : ", as the application itself";
  if (use.refused > 0)
    text += fmt::format(", {} refused, whose addresses do not count", use.refused);
  if (use.by_device_code) text += ", with a device code (deviceCode)";
  if (use.by_password) text += ", with a stored password (ropc)";
  if (use.by_basic_authentication) text += ", with basic authentication";
  if (!use.addresses.empty()) text += "; from " + words_of_addresses(use);
  if (!use.countries.empty())
    text += "; in " + join({use.countries.begin(), use.countries.end()}, ", ");
  return {GuessEvidenceKind::sign_ins, std::move(text)};
}

// --- how it is used -----------------------------------------------------------------------------

ExternalKind external_kind_in(const User& user) {
  const bool invited = contains_ignoring_case(user.user_principal_name, "#EXT#");
  if (user.user_type == UserType::guest)
    return invited ? ExternalKind::b2b_collaboration_guest : ExternalKind::internal_guest;
  return invited ? ExternalKind::b2b_collaboration_member : ExternalKind::none;
}

std::optional<bool> is_single_tenant(const TenantSnapshot& tenant, const SeenApp& app) {
  if (app.principal == nullptr) return std::nullopt;
  if (equal_ignoring_case(app.principal->sign_in_audience, "AzureADMyOrg")) return true;
  if (!app.principal->app_owner_organization_id || !tenant.organization) return std::nullopt;
  return *app.principal->app_owner_organization_id == tenant.organization->id;
}

AppUse::As kind_of_use(const SeenApp& app, const Seed& seed) {
  if (app.principal != nullptr &&
      equal_ignoring_case(app.principal->service_principal_type, "ManagedIdentity"))
    return AppUse::As::managed_identity;
  const auto managed = [](const ObservedUse* use) {
    return use->subject == SubjectKind::managed_identity;
  };
  if (seed.as_itself)
    return std::any_of(seed.uses.begin(), seed.uses.end(), managed) ? AppUse::As::managed_identity
                                                                    : AppUse::As::itself;
  // Consent to act as users is given to applications that do.
  const bool for_users = !seed.account.empty() || !seed.uses.empty() || !seed.grants.empty();
  return for_users ? AppUse::As::account : AppUse::As::unknown;
}

AppUse use_of(const TenantSnapshot& tenant, const SeenApp& app, const Seed& seed) {
  AppUse use;
  use.as = kind_of_use(app, seed);
  use.single_tenant = is_single_tenant(tenant, app);
  if (seed.user != nullptr && seed.user->user_type)
    use.external_kind = external_kind_in(*seed.user);
  for (const ObservedUse* seen : seed.uses) {
    use.by_device_code = use.by_device_code || seen->by_device_code;
    use.by_password = use.by_password || seen->by_password;
    use.by_basic_authentication = use.by_basic_authentication || seen->by_basic_authentication;
    if (seen->confidential) use.confidential = seen->confidential;
    if (seen->external_kind) use.external_kind = seen->external_kind;
  }
  return use;
}

// Nothing where the log saw more than can be told apart: half a list would be taken for a whole
// one.
void propose_place(const Seed& seed, Guess& guess) {
  std::set<IpAddress> addresses;
  std::set<std::string> countries;
  for (const ObservedUse* use : seed.uses) {
    if (use->more_addresses) return;
    addresses.insert(use->addresses.begin(), use->addresses.end());
    countries.insert(use->countries.begin(), use->countries.end());
  }
  if (addresses.size() <= ObservedUse::k_most_addresses)
    guess.network.assign(addresses.begin(), addresses.end());
  if (countries.size() == 1) guess.country = *countries.begin();
}

// --- guessing -----------------------------------------------------------------------------------

class Guesses {
 public:
  Guesses(const TenantSnapshot& tenant, const std::vector<Profile>& profiles,
          const ObservedSignIns& observed, const Connections& known)
      : tenant_(tenant), profiles_(profiles), observed_(observed), known_(known) {}

  std::vector<Guess> run() {
    for (const auto& [id, app] : apps()) guess_app(app);
    guess_role_holders();
    std::vector<Guess> guesses;
    for (Draft& draft : drafts_)
      if (!is_known(draft)) guesses.push_back(std::move(draft.guess));
    std::stable_sort(guesses.begin(), guesses.end(), [](const Guess& a, const Guess& b) {
      return a.strength != b.strength ? a.strength < b.strength
                                      : less_ignoring_case(a.name, b.name);
    });
    make_names_unique(guesses);
    return guesses;
  }

 private:
  std::map<AppId, SeenApp> apps() const;
  bool is_microsofts(const SeenApp& app) const;
  std::vector<Seed> seeds_of(const SeenApp& app) const;
  void guess_app(const SeenApp& app);
  void guess_match(const SeenApp& app, const ProfileMatch& match);
  bool propose(const SeenApp& app, const ProfileMatch& match, const Seed& seed);
  void propose_unfitting(const SeenApp& app, const ProfileMatch& match);
  void guess_role_holders();
  void guess_role_holder(const Profile& profile, const Remedy& remedy, const User& user);
  bool is_known(const Draft& draft) const;
  void make_names_unique(std::vector<Guess>& guesses) const;

  const TenantSnapshot& tenant_;
  const std::vector<Profile>& profiles_;
  const ObservedSignIns& observed_;
  const Connections& known_;
  std::vector<Draft> drafts_;
};

std::map<AppId, SeenApp> Guesses::apps() const {
  std::map<AppId, SeenApp> apps;
  std::map<ServicePrincipalId, AppId> by_object;
  for (const ServicePrincipal& principal : tenant_.service_principals.items) {
    if (!principal.app_id.is_guid()) continue;
    apps[principal.app_id] = {principal.app_id, principal.display_name, &principal, {}, {}};
    by_object[principal.id] = principal.app_id;
  }
  for (const auto& [key, use] : observed_.uses()) {
    if (!use.app.is_guid()) continue;
    SeenApp& app = apps[use.app];
    app.id = use.app;
    if (app.name.empty()) app.name = use.client_name;
    if (const WellKnownApp* known = well_known_app(use.app.text()); known && app.name.empty())
      app.name = known->name;
    app.uses.push_back(&use);
  }
  for (const PermissionGrant& grant : tenant_.permission_grants.items)
    if (const auto at = by_object.find(grant.client); at != by_object.end())
      apps[at->second].grants.push_back(&grant);
  return apps;
}

bool Guesses::is_microsofts(const SeenApp& app) const {
  if (well_known_app(app.id.text()) != nullptr) return true;
  if (app.principal == nullptr || !app.principal->app_owner_organization_id) return false;
  const auto& tenants = microsoft_tenants();
  return std::any_of(tenants.begin(), tenants.end(), [&](std::string_view tenant) {
    return app.principal->app_owner_organization_id->is(tenant);
  });
}

// The log and the consents may know one account by id and by name. Consent for everybody belongs to
// every account, and stands alone where there is none.
std::vector<Seed> Guesses::seeds_of(const SeenApp& app) const {
  std::map<UserId, Seed> by_account;
  Seed itself{.as_itself = true};
  Seed nobody;
  for (const ObservedUse* use : app.uses)
    (use->is_person() ? by_account[use->account] : itself).uses.push_back(use);
  for (const PermissionGrant* grant : app.grants)
    (grant->principal.empty() ? nobody : by_account[grant->principal]).grants.push_back(grant);
  std::vector<Seed> seeds;
  if (!itself.uses.empty()) seeds.push_back(std::move(itself));
  if (by_account.size() > k_most_accounts) {
    for (const auto& [id, seed] : by_account) {
      nobody.uses.insert(nobody.uses.end(), seed.uses.begin(), seed.uses.end());
      nobody.grants.insert(nobody.grants.end(), seed.grants.begin(), seed.grants.end());
    }
    nobody.of_many = true;
    seeds.push_back(std::move(nobody));
    return seeds;
  }
  const std::size_t first_account = seeds.size();
  for (auto& [id, seed] : by_account) {
    seed.account = id.text();
    seed.user = find_user(tenant_, id.text());
    seed.grants.insert(seed.grants.end(), nobody.grants.begin(), nobody.grants.end());
    const auto same =
        std::find_if(seeds.begin() + static_cast<std::ptrdiff_t>(first_account), seeds.end(),
                     [&](const Seed& other) { return seed.user && other.user == seed.user; });
    if (same == seeds.end()) {
      seeds.push_back(std::move(seed));
      continue;
    }
    same->uses.insert(same->uses.end(), seed.uses.begin(), seed.uses.end());
    for (const PermissionGrant* grant : seed.grants)
      if (!grant->principal.empty()) same->grants.push_back(grant);
  }
  if (seeds.size() == first_account && (seeds.empty() || !nobody.grants.empty()))
    seeds.push_back(std::move(nobody));
  return seeds;
}

void Guesses::guess_app(const SeenApp& app) {
  for (const ProfileMatch& match :
       profiles_of_app({app.id, app.name, is_microsofts(app)}, profiles_))
    guess_match(app, match);
}

// A program that Microsoft ships is in every tenant; only its use tells that somebody has it here.
void Guesses::guess_match(const SeenApp& app, const ProfileMatch& match) {
  const bool used = !app.uses.empty() || !app.grants.empty();
  if (is_microsofts(app) && !used) return;
  bool any = false;
  for (const Seed& seed : seeds_of(app)) any = propose(app, match, seed) || any;
  if (!any && !is_microsofts(app)) propose_unfitting(app, match);
}

// It is there, but signs in as no way of the profile does: a person has to say which it is.
void Guesses::propose_unfitting(const SeenApp& app, const ProfileMatch& match) {
  if (!propose(app, match, {})) return;
  drafts_.back().guess.strength = GuessStrength::possible;
  std::vector<GuessEvidence>& evidence = drafts_.back().guess.evidence;
  for (const ObservedUse* use : app.uses)
    if (evidence.size() <= k_most_accounts) evidence.push_back(use_evidence(*use));
  evidence.push_back(
      {GuessEvidenceKind::choice,
       "it signs in as no connection of the profile does, so it may be none of them"});
}

// Nobody's when the application acts as itself or nobody knows as whom it acts.
std::string account_of(const Seed& seed) {
  if (seed.account.empty()) return {};
  if (seed.user != nullptr && can_be_written(seed.user->user_principal_name))
    return seed.user->user_principal_name;
  for (const ObservedUse* use : seed.uses)
    if (can_be_written(use->account_name)) return use->account_name;
  return can_be_written(seed.account) ? seed.account : std::string();
}

void add_choice(const ProfileMatch& match, const std::vector<const ProfileConnection*>& ways,
                Guess& guess) {
  if (ways.size() > 1)
    guess.evidence.push_back({GuessEvidenceKind::choice,
                              fmt::format("{} fit equally well; {} comes first in the profile",
                                          names_of(ways), in_backticks(guess.connection))});
  else if (match.ways.size() > 1)
    guess.evidence.push_back({GuessEvidenceKind::choice,
                              fmt::format("of {} it is {} that fits best", names_of(match.ways),
                                          in_backticks(guess.connection))});
  if (ways.front()->account_of == AccountOf::person)
    guess.evidence.push_back(
        {GuessEvidenceKind::choice,
         fmt::format("{} is a person's own sign-in: a connection only if a program lives on it",
                     in_backticks(guess.connection))});
}

void add_use(const TenantSnapshot& tenant, const Seed& seed, Guess& guess) {
  if (seed.of_many) {
    guess.evidence.push_back(
        {GuessEvidenceKind::sign_ins,
         fmt::format("more than {} accounts use it or consented to it, so none is proposed",
                     k_most_accounts)});
    return;
  }
  for (const PermissionGrant* grant : seed.grants)
    guess.evidence.push_back(consent_evidence(*grant));
  for (const ObservedUse* use : seed.uses) guess.evidence.push_back(use_evidence(*use));
  if (!seed.account.empty() && seed.user == nullptr && tenant.users.exported)
    guess.evidence.push_back({GuessEvidenceKind::choice, fmt::format("the export has no user {}",
                                                                     in_backticks(seed.account))});
  propose_place(seed, guess);
}

// Whether the use fits a way of the profile.
bool Guesses::propose(const SeenApp& app, const ProfileMatch& match, const Seed& seed) {
  const auto ways = likeliest_ways(match.ways, use_of(tenant_, app, seed));
  if (ways.empty()) return false;
  Guess guess;
  guess.profile = match.profile->id;
  guess.connection = ways.front()->id;
  guess.strength = match.strength;
  guess.app = app.id;
  guess.account = account_of(seed);
  const std::string product = product_name(*match.profile);
  const std::string& shown = app.name.empty() ? product : app.name;
  guess.name = printable(guess.account.empty() ? shown : product + ": " + guess.account);
  guess.evidence.push_back(match.evidence);
  add_use(tenant_, seed, guess);
  add_choice(match, ways, guess);
  drafts_.push_back({std::move(guess), seed.user, seed.as_itself});
  return true;
}

// --- role holders -------------------------------------------------------------------------------

// A role that a profile says to exclude as a whole is the product's own.
void Guesses::guess_role_holders() {
  for (const Profile& profile : profiles_)
    for (const Remedy& remedy : profile.remedies) {
      if (remedy.change != RemedyChange::exclude_role) continue;
      for (const RoleAssignment& assignment : tenant_.role_assignments.items) {
        if (!assignment.role.is(remedy.value) || assignment.type != RoleAssignmentType::active)
          continue;
        if (const User* user = find_user(tenant_, assignment.principal.text()))
          guess_role_holder(profile, remedy, *user);
      }
    }
}

void Guesses::guess_role_holder(const Profile& profile, const Remedy& remedy, const User& user) {
  GuessEvidence evidence{GuessEvidenceKind::role,
                         fmt::format("the account holds the role {}, which is the product's own",
                                     in_backticks(remedy.value))};
  for (const RoleDefinition& role : tenant_.role_definitions.items)
    if (role.id.is(remedy.value) && !role.display_name.empty())
      evidence.text = fmt::format("the account holds the role {}, which is the product's own",
                                  in_backticks(role.display_name));
  for (Draft& draft : drafts_)
    if (draft.guess.profile == profile.id && draft.user == &user) {
      draft.guess.evidence.push_back(std::move(evidence));
      return;
    }
  const auto way = std::find_if(
      profile.connections.begin(), profile.connections.end(), [&](const ProfileConnection& one) {
        const auto& meant = remedy.connections;
        return !is_app_only(one.kind) &&
               (meant.empty() || std::find(meant.begin(), meant.end(), one.id) != meant.end());
      });
  if (way == profile.connections.end()) return;
  Guess guess;
  guess.profile = profile.id;
  guess.connection = way->id;
  guess.account = account_of({.account = user.id.text(), .user = &user});
  guess.name = printable(product_name(profile) + ": " + guess.account);
  guess.strength = GuessStrength::likely;
  guess.evidence.push_back(std::move(evidence));
  drafts_.push_back({std::move(guess), &user, false});
}

// --- the list -----------------------------------------------------------------------------------

// A guess without an account is covered by any connection of its application, unless the
// application was seen to act as itself: then only by one that has no account either.
bool Guesses::is_known(const Draft& draft) const {
  const Guess& guess = draft.guess;
  return std::any_of(known_.items.begin(), known_.items.end(), [&](const Connection& connection) {
    if (connection.profile != guess.profile) return false;
    if (connection.app && guess.app && !(*connection.app == *guess.app)) return false;
    if (guess.account.empty()) return !draft.as_itself || connection.account.empty();
    if (equal_ignoring_case(connection.account, guess.account)) return true;
    return draft.user != nullptr && draft.user == find_user(tenant_, connection.account);
  });
}

void Guesses::make_names_unique(std::vector<Guess>& guesses) const {
  std::set<std::string> taken;
  for (const Connection& connection : known_.items) taken.insert(to_lower(connection.name));
  for (Guess& guess : guesses) {
    const std::string stem = guess.name;
    for (int number = 2; !taken.insert(to_lower(guess.name)).second; ++number)
      guess.name = fmt::format("{} ({})", stem, number);
  }
}

}  // namespace

std::string_view word_of(GuessStrength strength) {
  switch (strength) {
    case GuessStrength::certain: return "certain";
    case GuessStrength::likely: return "likely";
    case GuessStrength::possible: return "possible";
  }
  return {};
}

std::string_view word_of(GuessEvidenceKind kind) {
  switch (kind) {
    case GuessEvidenceKind::app_id: return "appId";
    case GuessEvidenceKind::name: return "name";
    case GuessEvidenceKind::role: return "role";
    case GuessEvidenceKind::consent: return "consent";
    case GuessEvidenceKind::sign_ins: return "signIns";
    case GuessEvidenceKind::choice: return "choice";
  }
  return {};
}

std::vector<Guess> guess_connections(const TenantSnapshot& tenant,
                                     const std::vector<Profile>& profiles,
                                     const ObservedSignIns& observed, const Connections& known) {
  return Guesses(tenant, profiles, observed, known).run();
}

}  // namespace caprock
