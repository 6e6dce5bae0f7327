#include "integration/connection_target.h"

#include <fmt/format.h>

#include <algorithm>

#include "integration/connection_kinds.h"
#include "integration/near_names.h"

namespace caprock {
namespace {

std::string quoted_list(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  for (const std::string& name : names) quoted.push_back(fmt::format("`{}`", name));
  return join(quoted, ", ");
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& names,
                         std::string otherwise) {
  const std::vector<std::string> near = near_names(name, names);
  return near.empty() ? std::move(otherwise) : fmt::format("did you mean {}?", quoted_list(near));
}

Result<const Profile*> find_profile(const std::vector<Profile>& profiles,
                                    const Connection& connection) {
  std::vector<std::string> ids;
  for (const Profile& profile : profiles) {
    if (equal_ignoring_case(profile.id, connection.profile)) return &profile;
    ids.push_back(profile.id);
  }
  return failure(ErrorCode::profile_unknown,
                 fmt::format("connection `{}` names the profile `{}`, which does not exist",
                             connection.name, connection.profile),
                 connection.where,
                 did_you_mean(connection.profile, ids, "known profiles: " + quoted_list(ids)));
}

Result<const ProfileConnection*> find_way(const Profile& profile, const Connection& connection) {
  if (connection.connection.empty() && profile.connections.size() == 1)
    return &profile.connections.front();
  std::vector<std::string> ids;
  for (const ProfileConnection& way : profile.connections) {
    if (equal_ignoring_case(way.id, connection.connection)) return &way;
    ids.push_back(way.id);
  }
  const std::string message =
      connection.connection.empty()
          ? fmt::format("connection `{}` does not say which connection of the profile `{}` it is",
                        connection.name, profile.id)
          : fmt::format("connection `{}` names `{}`, which the profile `{}` does not have",
                        connection.name, connection.connection, profile.id);
  return failure(ErrorCode::connections_invalid, message, connection.where,
                 "set `connection` to one of " + quoted_list(ids));
}

// Direct-connect users and partner administrators have no user object in this tenant (CA 2.9).
bool has_no_user_object(const ConnectionTarget& target) {
  const ExternalKind kind = target.connection->external_kind.value_or(target.way->external_kind);
  return kind == ExternalKind::b2b_direct_connect_user || kind == ExternalKind::service_provider;
}

Result<ConnectionTarget> with_account(ConnectionTarget target) {
  const Connection& connection = *target.connection;
  if (connection.account.empty())
    return failure(ErrorCode::connections_invalid,
                   fmt::format("connection `{}` has no `account`", connection.name),
                   connection.where, "add the user principal name or the object id of its account");
  target.user = find_user(*target.tenant, connection.account);
  if (target.user || !target.tenant->users.exported || has_no_user_object(target)) return target;
  std::vector<std::string> names;
  for (const User& user : target.tenant->users.items) names.push_back(user.user_principal_name);
  return failure(
      ErrorCode::connections_unknown_user,
      fmt::format("connection `{}` names the account `{}`, which the tenant does not have",
                  connection.name, connection.account),
      connection.where,
      did_you_mean(connection.account, names,
                   "use the user principal name or the object id as the export has it"));
}

Result<ConnectionTarget> with_app(ConnectionTarget target) {
  const Connection& connection = *target.connection;
  // Policies reach no vendor's app and no managed identity (CA 2.10), so which one does not matter.
  if (!target.app && target.kind() != ConnectionKind::app_only) return target;
  if (!target.app)
    return failure(
        ErrorCode::connections_invalid,
        fmt::format("connection `{}` needs `app`: it signs in as an application", connection.name),
        connection.where, "add the appId of the integration's enterprise application");
  target.principal = find_service_principal(*target.tenant, target.app->text());
  if (target.principal || !target.tenant->service_principals.exported) return target;
  return failure(ErrorCode::connections_unknown_app,
                 fmt::format("connection `{}` names the app `{}`, which the tenant does not have",
                             connection.name, target.app->text()),
                 connection.where,
                 "use the application (client) id shown under Enterprise applications");
}

}  // namespace

ConnectionTarget ConnectionTarget::in(const TenantSnapshot& other) const {
  ConnectionTarget copy = *this;
  copy.tenant = &other;
  if (user) copy.user = find_user(other, user->id.text());
  if (principal) copy.principal = find_service_principal(other, principal->id.text());
  return copy;
}

std::string ConnectionTarget::account_id() const {
  if (is_app_only(kind())) return principal ? principal->id.text() : app.value_or(AppId()).text();
  return user ? user->id.text() : connection->account;
}

bool ConnectionTarget::account_id_known() const {
  if (is_app_only(kind())) return principal != nullptr;
  return user != nullptr || looks_like_guid(connection->account);
}

bool ConnectionTarget::person_can_answer() const {
  return way->person_can_sign_in && way->mfa_at_consent.value_or(true) && !is_app_only(kind()) &&
         !sends_password(kind());
}

std::optional<std::set<RoleTemplateId>> ConnectionTarget::roles() const {
  if (connection->roles)
    return std::set<RoleTemplateId>(connection->roles->begin(), connection->roles->end());
  if (!tenant->role_assignments.exported || !user) return std::nullopt;
  std::set<RoleTemplateId> roles;
  const auto holds = [&](const DirectoryObjectId& principal_id) {
    if (principal_id.is(user->id.text())) return true;
    const auto& groups = connection->groups ? connection->groups : user->transitive_member_of;
    return groups && std::any_of(groups->begin(), groups->end(), [&](const GroupId& group) {
             return principal_id.is(group.text());
           });
  };
  for (const RoleAssignment& assignment : tenant->role_assignments.items)
    if (assignment.type == RoleAssignmentType::active && assignment.directory_scope_id == "/" &&
        holds(assignment.principal))
      roles.insert(assignment.role);
  return roles;
}

Match ConnectionTarget::mfa_registered() const {
  if (connection->mfa_registered) return match_if(*connection->mfa_registered);
  if (user && user->is_mfa_registered) return match_if(*user->is_mfa_registered);
  return way->person_can_sign_in ? Match::unknown : Match::no;
}

std::optional<Instant> ConnectionTarget::mfa_at() const {
  const StoredToken& token = connection->token;
  return token.mfa_at || mfa_in_token() != Match::yes ? token.mfa_at : token.signed_in_at;
}

Match ConnectionTarget::mfa_in_token() const {
  if (sends_password(kind())) return Match::no;
  return connection->token.with_mfa ? match_if(*connection->token.with_mfa) : Match::unknown;
}

Result<ConnectionTarget> find_target(const TenantSnapshot& tenant,
                                     const std::vector<Profile>& profiles,
                                     const Connection& connection) {
  ConnectionTarget target;
  target.tenant = &tenant;
  target.connection = &connection;
  CAPROCK_TRY(target.profile, find_profile(profiles, connection));
  CAPROCK_TRY(target.way, find_way(*target.profile, connection));
  target.app = connection.app ? connection.app : target.way->client_app;
  return is_app_only(target.kind()) ? with_app(std::move(target)) : with_account(std::move(target));
}

}  // namespace caprock
