#include "reference/people.h"

#include <algorithm>

#include "base/text.h"

namespace caprock::reference {
namespace {

std::string group_name(const Situation& situation, const GroupId& id) {
  const Group* group = situation.tenant.groups.find(id);
  return "`" + (group && !group->display_name.empty() ? group->display_name : id.text()) + "`";
}

std::string role_name(const Situation& situation, const RoleTemplateId& id) {
  const RoleDefinition* role = situation.tenant.role_definitions.find(id);
  return "`" + (role && !role->display_name.empty() ? role->display_name : id.text()) + "`";
}

bool is_service_principal_only(const Situation& situation, const DirectoryObjectId& id) {
  return situation.tenant.service_principals.find(ServicePrincipalId(id.text())) &&
         !situation.tenant.users.find(UserId(id.text()));
}

bool is_known_as_other(const Situation& situation, const DirectoryObjectId& id) {
  return situation.tenant.users.find(UserId(id.text())) ||
         situation.tenant.service_principals.find(ServicePrincipalId(id.text()));
}

// The group itself or a group inside it lists the user. `visited` makes cycles harmless.
Finding lists_user(const Situation& situation, const GroupId& id, const UserId& user,
                   std::set<GroupId>& visited) {
  if (!visited.insert(id).second) return no();
  const Group* group = situation.tenant.groups.find(id);
  if (!group && situation.tenant.groups.exported) return no();  // CA 2.9: deleted objects
  if (!group || !group->members)
    return unknown(tenant_path("groups", id.text(), "members"),
                   "the members of the group " + group_name(situation, id) + " are not known");
  std::vector<Finding> ways = {no()};
  for (const DirectoryObjectId& member : *group->members) {
    if (member.is(user.text())) return yes();
    const GroupId nested(member.text());
    if (situation.tenant.groups.find(nested) || !is_known_as_other(situation, member))
      ways.push_back(lists_user(situation, nested, user, visited));
  }
  return any_of(ways);
}

Finding named_list(Finding finding, std::string why, std::string rule) {
  if (finding.match == Match::yes) finding.why = std::move(why);
  if (finding.match != Match::no) finding.rule = std::move(rule);
  return finding;
}

Finding membership(const Situation& situation, const GroupId& group) {
  const UserSubject& subject = situation.sign_in.subject.user;
  if (subject.groups) {
    if (subject.groups->contains(group)) return yes();
    if (group.is_guid()) return no();
  }
  if (!group.is_guid() && !situation.tenant.groups.find(group))
    return unknown(tenant_path("groups", group.text()), "`" + group.text() + "` is not a group id");
  const UserId user = user_id(situation);
  std::set<GroupId> visited;
  if (const std::optional<Finding> open = without_id(situation)) {
    if (!user.empty() && lists_user(situation, group, user, visited).match == Match::yes)
      return yes();
    const bool gone = situation.tenant.groups.exported && !situation.tenant.groups.find(group);
    return gone ? no() : *open;
  }
  const User* object = user_object(situation);
  if (object && object->transitive_member_of) {
    const auto& groups = *object->transitive_member_of;
    return found(std::find(groups.begin(), groups.end(), group) != groups.end());
  }
  return lists_user(situation, group, user, visited);
}

Finding assignment_reaches(const Situation& situation, const RoleAssignment& assignment) {
  const UserId user = user_id(situation);
  if (!user.empty() && assignment.principal.is(user.text())) return yes();
  const GroupId group(assignment.principal.text());
  if (situation.tenant.groups.find(group)) return membership(situation, group);
  const bool may_be_group =
      !situation.tenant.groups.exported && !is_known_as_other(situation, assignment.principal);
  Finding through_group = may_be_group ? membership(situation, group) : no();
  const std::optional<Finding> open = without_id(situation);
  if (!open || is_service_principal_only(situation, assignment.principal)) return through_group;
  return any_of({through_group, *open});
}

std::optional<ExternalKind> kind_of(const User& user) {
  const bool invited = equal_ignoring_case(user.creation_type, "Invitation") ||
                       contains_ignoring_case(user.user_principal_name, "#EXT#");
  if (!user.user_type || (!invited && user.user_principal_name.empty())) return std::nullopt;
  const bool guest = *user.user_type == UserType::guest;
  if (invited)
    return guest ? ExternalKind::b2b_collaboration_guest : ExternalKind::b2b_collaboration_member;
  return guest ? ExternalKind::internal_guest : ExternalKind::none;
}

std::set<ExternalKind> kinds_left(const User& user) {
  using enum ExternalKind;
  if (const std::optional<ExternalKind> kind = kind_of(user)) return {*kind};
  const bool invited = equal_ignoring_case(user.creation_type, "Invitation") ||
                       contains_ignoring_case(user.user_principal_name, "#EXT#");
  if (invited) return {b2b_collaboration_guest, b2b_collaboration_member};
  if (!user.user_type)
    return user.user_principal_name.empty()
               ? std::set{none, internal_guest, b2b_collaboration_guest, b2b_collaboration_member}
               : std::set{none, internal_guest};
  return *user.user_type == UserType::guest ? std::set{internal_guest, b2b_collaboration_guest}
                                            : std::set{none, b2b_collaboration_member};
}

std::uint8_t type_bit(ExternalKind kind) {
  switch (kind) {
    case ExternalKind::none: return 0;
    case ExternalKind::internal_guest: return static_cast<std::uint8_t>(GuestType::internal_guest);
    case ExternalKind::b2b_collaboration_guest:
      return static_cast<std::uint8_t>(GuestType::b2b_collaboration_guest);
    case ExternalKind::b2b_collaboration_member:
      return static_cast<std::uint8_t>(GuestType::b2b_collaboration_member);
    case ExternalKind::b2b_direct_connect_user:
      return static_cast<std::uint8_t>(GuestType::b2b_direct_connect_user);
    case ExternalKind::other_external_user:
      return static_cast<std::uint8_t>(GuestType::other_external_user);
    case ExternalKind::service_provider:
      return static_cast<std::uint8_t>(GuestType::service_provider);
  }
  return 0;
}

std::optional<bool> setting(const std::optional<InboundTrust>& trust, TrustedClaim claim) {
  if (!trust) return std::nullopt;
  switch (claim) {
    case TrustedClaim::mfa: return trust->is_mfa_accepted;
    case TrustedClaim::compliant_device: return trust->is_compliant_device_accepted;
    case TrustedClaim::hybrid_joined_device:
      return trust->is_hybrid_azure_ad_joined_device_accepted;
  }
  return std::nullopt;
}

Finding default_trust(const Situation& situation, TrustedClaim claim) {
  const auto& standard = situation.tenant.cross_tenant_default;
  if (!standard)
    return unknown("tenant.crossTenantDefault", "the cross-tenant access settings are not known");
  // CA 2.19: a member that is not set means "not accepted".
  return found(setting(standard->inbound_trust, claim).value_or(false));
}

}  // namespace

const User* user_object(const Situation& situation) {
  const UserId& id = situation.sign_in.subject.user.id;
  return id.empty() ? nullptr : find_user(situation.tenant, id.text());
}

UserId user_id(const Situation& situation) {
  const User* user = user_object(situation);
  return user ? user->id : situation.sign_in.subject.user.id;
}

std::optional<Finding> without_id(const Situation& situation) {
  const UserId user = user_id(situation);
  if (!user.empty() && (user_object(situation) || user.is_guid())) return std::nullopt;
  // CA 2.9.16
  if (is_one_of(possible_kinds(situation), k_objectless_types).match == Match::yes) return no();
  return unknown("user", "the user is not known");
}

Finding in_group(const Situation& situation, const GroupId& group) {
  return named_list(membership(situation, group),
                    "member of the group " + group_name(situation, group), "groupId");
}

Finding has_role(const Situation& situation, const RoleTemplateId& role) {
  const TenantSnapshot& tenant = situation.tenant;
  const std::string why = "holds the role " + role_name(situation, role);
  const RoleDefinition* definition = tenant.role_definitions.find(role);
  if (definition && definition->is_built_in == false) return no();  // CA 2.9: custom roles
  if (const auto& roles = situation.sign_in.subject.user.roles) {
    if (roles->contains(role)) return yes(why, "roleId");
    if (role.is_guid()) return no();
  }
  if (!role.is_guid() && !definition)
    return unknown(tenant_path("roleDefinitions", role.text()),
                   "`" + role.text() + "` is not a role id");
  if (!tenant.role_assignments.exported)
    return unknown("tenant.roleAssignments", "role assignments are not known", "roleId");
  std::vector<Finding> ways = {no()};
  for (const RoleAssignment& assignment : tenant.role_assignments.items) {
    // CA 2.9: eligible is not active, and scopes below the tenant never count.
    if (assignment.role == role && assignment.type == RoleAssignmentType::active &&
        assignment.directory_scope_id == "/")
      ways.push_back(assignment_reaches(situation, assignment));
  }
  return named_list(any_of(ways), why, "roleId");
}

PossibleKinds possible_kinds(const Situation& situation) {
  const UserSubject& subject = situation.sign_in.subject.user;
  if (const ExternalKind* kind = subject.external_kind.value()) return {{*kind}, {}};
  if (subject.external_kind.is_absent()) return {{ExternalKind::none}, {}};
  if (const User* user = user_object(situation))
    return {kinds_left(*user), tenant_path("users", user->id.text())};
  using enum ExternalKind;
  return {{none, internal_guest, b2b_collaboration_guest, b2b_collaboration_member,
           b2b_direct_connect_user, other_external_user, service_provider},
          subject.id.empty() ? "user" : tenant_path("users", subject.id.text())};
}

Finding is_one_of(const PossibleKinds& possible, std::uint8_t types) {
  const auto listed = [&](ExternalKind kind) { return (type_bit(kind) & types) != 0; };
  const auto count = std::count_if(possible.kinds.begin(), possible.kinds.end(), listed);
  if (count == 0) return no();
  if (count < static_cast<std::ptrdiff_t>(possible.kinds.size()))
    return unknown(possible.path, "the kind of user is not known");
  return yes();
}

Finding claim_counts(const Situation& situation, TrustedClaim claim) {
  if (situation.sign_in.subject.kind != SubjectKind::user) return yes();
  return any_of({negate(is_one_of(possible_kinds(situation), k_external_types)),
                 is_trusted(situation, claim)});
}

Finding is_trusted(const Situation& situation, TrustedClaim claim) {
  const UserSubject& subject = situation.sign_in.subject.user;
  if (subject.identity_provider != IdentityProvider::entra) return no();  // no home tenant
  const auto& partners = situation.tenant.cross_tenant_partners;
  if (!partners.exported)
    return unknown("tenant.crossTenantPartners", "the cross-tenant access settings are not known");
  const TenantId* home = subject.home_tenant.value();
  std::vector<Finding> possible;
  for (const CrossTenantAccess& partner : partners.items) {
    const std::optional<bool> accepted = setting(partner.inbound_trust, claim);
    if (!accepted || (home && partner.tenant_id != *home)) continue;
    if (home) return found(*accepted);
    possible.push_back(found(*accepted));
  }
  const Finding standard = default_trust(situation, claim);
  const bool agree = std::all_of(possible.begin(), possible.end(),
                                 [&](const Finding& one) { return one.match == standard.match; });
  // An unknown home tenant matters only when some partner's setting differs from the default.
  return agree || subject.home_tenant.is_absent()
             ? standard
             : unknown("user.homeTenant", "the home tenant is not known");
}

}  // namespace caprock::reference
