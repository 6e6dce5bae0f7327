// A connection of connections.yaml with everything it names looked up.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/match.h"
#include "integration/connections.h"
#include "integration/profile.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// Points into what it was made from; all of that must outlive it.
struct ConnectionTarget {
  const TenantSnapshot* tenant = nullptr;
  const Profile* profile = nullptr;
  const ProfileConnection* way = nullptr;  // the profile's way of holding this token
  const Connection* connection = nullptr;
  const User* user = nullptr;                   // nullptr: app-only, or no users in the export
  const ServicePrincipal* principal = nullptr;  // nullptr: delegated, or none in the export
  std::optional<AppId> app;                     // the client's appId, when anybody says it

  ConnectionKind kind() const { return way->kind; }

  // The same connection in another version of the tenant, for example with a remedy carried out.
  ConnectionTarget in(const TenantSnapshot& other) const;

  // The id under which policies would list the account; its name when only that is known.
  std::string account_id() const;

  // False when only a name is known, so that policies listing ids cannot be matched against it.
  bool account_id_known() const;

  // True when a person can sign in as this account and the product lets them.
  bool person_can_answer() const;

  // Roles the account actively holds over the whole tenant; nullopt when nobody says.
  std::optional<std::set<RoleTemplateId>> roles() const;

  // Has the account a second factor to answer with? Unknown when nobody says.
  Match mfa_registered() const;

  // When the second factor was shown: as the file says, else at a sign-in that had one.
  std::optional<Instant> mfa_at() const;

  // Does what is sent at refresh carry multifactor authentication? ROPC never does.
  Match mfa_in_token() const;
};

// Errors: profile.unknown, connections.invalid, connections.unknown_user, connections.unknown_app.
Result<ConnectionTarget> find_target(const TenantSnapshot& tenant,
                                     const std::vector<Profile>& profiles,
                                     const Connection& connection);

}  // namespace caprock
