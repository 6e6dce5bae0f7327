#include "reference/match_users.h"

#include <algorithm>

#include "model/words.h"
#include "reference/people.h"

namespace caprock::reference {
namespace {

// CA 2.9 `All`: everyone with an object here, guests included, but no agent's user account. People
// without an object: option all_users_includes_objectless.
Finding is_anyone(const Situation& situation) {
  const std::string why = "the policy includes all users";
  if (situation.sign_in.subject.kind == SubjectKind::agent_user)
    return no("`All` does not include agents' user accounts");
  if (situation.options.all_users_includes_objectless == Toggle::on || user_object(situation))
    return yes(why, "allUsers");
  Finding result = negate(is_one_of(possible_kinds(situation), k_objectless_types));
  if (result.match == Match::yes) return yes(why, "allUsers");
  return result;
}

// CA 2.9: non-Entra identity providers have no tenant; internal guests ignore the list.
Finding tenant_fits(const Situation& situation, const GuestsOrExternalUsers& guests) {
  if (!guests.external_tenants || guests.external_tenants->membership_kind == MembershipKind::all)
    return yes();
  const UserSubject& subject = situation.sign_in.subject.user;
  Finding listed = no("the home tenant is not one of the tenants listed");
  if (subject.identity_provider == IdentityProvider::entra) {
    const auto& members = guests.external_tenants->members;
    if (const TenantId* home = subject.home_tenant.value())
      listed = found(std::find(members.begin(), members.end(), *home) != members.end());
    else if (subject.home_tenant.is_unknown() && !members.empty())
      listed = unknown("user.homeTenant", "the home tenant is not known");
  }
  const Finding internal =
      is_one_of(possible_kinds(situation), static_cast<std::uint8_t>(GuestType::internal_guest));
  return any_of({internal, listed});
}

Finding is_guest(const Situation& situation, const GuestsOrExternalUsers& guests) {
  const PossibleKinds possible = possible_kinds(situation);
  Finding result = all_of({is_one_of(possible, guests.types), tenant_fits(situation, guests)});
  if (result.match != Match::yes) return result;
  const ExternalKind kind = *possible.kinds.begin();
  return yes("is an external user of a kind the policy lists", std::string(word_for(kind)));
}

Finding is_listed(const Situation& situation, const UserId& entry) {
  const SubjectKind kind = situation.sign_in.subject.kind;
  const UserId user = user_id(situation);
  if (!user.empty() && entry == user) {
    const User* object = user_object(situation);
    return yes("the policy names the account `" +
                   (object && !object->display_name.empty() ? object->display_name : user.text()) +
                   "`",
               "userId");
  }
  if (entry.is(word::k_none)) return no();
  if (entry.is(word::k_all_agent_id_users))
    return found(kind == SubjectKind::agent_user, "the policy includes agents' user accounts",
                 "allUsers");
  if (entry.is(word::k_all)) return is_anyone(situation);
  if (entry.is(word::k_guests_or_external_users)) {
    if (kind == SubjectKind::agent_user) return no();
    Finding guest = is_one_of(possible_kinds(situation), k_every_guest_type);
    if (guest.match == Match::yes) return yes("is a guest or external user", "guest");
    return guest;
  }
  if (!entry.is_guid())
    return unknown(tenant_path("users", entry.text()),
                   "`" + entry.text() + "` stands where a user id belongs");
  return without_id(situation).value_or(no());
}

struct UserSide {
  const std::vector<UserId>& users;
  const std::vector<GroupId>& groups;
  const std::vector<RoleTemplateId>& roles;
  const std::optional<GuestsOrExternalUsers>& guests;
};

// CA 2.9: any of the lists. For agents' user accounts only ids and their own word count.
Finding on_side(const Situation& situation, const UserSide& side) {
  std::vector<Finding> ways;
  for (const UserId& entry : side.users) ways.push_back(is_listed(situation, entry));
  if (situation.sign_in.subject.kind == SubjectKind::user) {
    for (const GroupId& group : side.groups) ways.push_back(in_group(situation, group));
    for (const RoleTemplateId& role : side.roles) ways.push_back(has_role(situation, role));
    if (side.guests && side.guests->types != 0) ways.push_back(is_guest(situation, *side.guests));
  }
  return any_of(ways);
}

}  // namespace

ConditionResult match_users(const Situation& situation, const Users& users) {
  const Finding include =
      on_side(situation, {users.include_users, users.include_groups, users.include_roles,
                          users.include_guests_or_external_users});
  const Finding exclude =
      on_side(situation, {users.exclude_users, users.exclude_groups, users.exclude_roles,
                          users.exclude_guests_or_external_users});
  return include_exclude(Condition::users, include, exclude);
}

}  // namespace caprock::reference
