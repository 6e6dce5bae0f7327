#include "evaluate/person.h"

#include <algorithm>

namespace caprock::evaluate {
namespace {

void add_kinds(Facts& facts) {
  const UserSubject& subject = facts.sign_in.subject.user;
  Person& person = facts.person;
  person.kinds =
      possible_kinds(facts.tenant.people(), subject, person.has_object ? person.row : std::nullopt);
  if (subject.external_kind.is_unknown())
    person.kinds_path =
        subject.id.empty() ? std::string("user") : tenant_path("users", person.id.text());
}

void add_groups(Facts& facts) {
  const People& people = facts.tenant.people();
  Person& person = facts.person;
  if (const auto& given = facts.sign_in.subject.user.groups) {
    for (const GroupId& id : *given)
      if (const auto group = people.find_group(id.text())) person.groups.push_back(*group);
    std::sort(person.groups.begin(), person.groups.end());
  } else if (person.row) {
    person.groups = people.groups_of(*person.row);
  }
}

std::string group_name(const Facts& facts, const GroupEntry& group) {
  const std::string_view name =
      group.index ? facts.tenant.people().group_name(*group.index) : std::string_view();
  return "`" + (name.empty() ? group.id.text() : std::string(name)) + "`";
}

std::string members_path(const GroupId& group) {
  return tenant_path("groups", group.text()) + ".members";
}

bool is_in(const std::vector<People::GroupIndex>& groups, People::GroupIndex group) {
  return std::binary_search(groups.begin(), groups.end(), group);
}

// The tenant's own data, whatever the sign-in says of groups.
bool is_certain_member(const Facts& facts, People::GroupIndex group) {
  const Person& person = facts.person;
  if (!person.row) return false;
  if (!facts.sign_in.subject.user.groups) return is_in(person.groups, group);
  return is_in(facts.tenant.people().groups_of(*person.row), group);
}

// CA 2.9.5: a list of the person's own groups is final.
bool lists_group(const Facts& facts, const GroupEntry& group) {
  if (group.index) return is_certain_member(facts, *group.index);
  const auto others = facts.tenant.people().unlisted_groups_of(*facts.person.row);
  return std::find(others.begin(), others.end(), group.id) != others.end();
}

Match members_unknown(const Facts& facts, const GroupEntry& group, Reason* reason) {
  if (reason == nullptr) return Match::unknown;
  reason->rule.clear();
  reason->open.clear();
  if (!group.index) {
    reason->open.push_back(members_path(group.id));
    reason->why = "the members of the group " + group_name(facts, group) + " are not known";
    return Match::unknown;
  }
  for (const GroupId& open : facts.tenant.people().unlisted_within(*group.index))
    reason->open.push_back(members_path(open));
  reason->why = "the members of the group " + group_name(facts, group) + " are not all known";
  return Match::unknown;
}

Match membership(const Facts& facts, const GroupEntry& group, Reason* reason) {
  const Person& person = facts.person;
  const People& people = facts.tenant.people();
  if (const auto& given = facts.sign_in.subject.user.groups) {
    if (given->contains(group.id)) return yes(reason);
    if (group.is_guid) return no(reason);
  }
  if (!group.is_guid && !group.index)
    return unknown(
        reason, [&] { return tenant_path("groups", group.id.text()); },
        [&] { return "`" + group.id.text() + "` is not a group id"; });
  if (!has_known_id(person)) {
    if (!person.id.empty() && group.index && is_certain_member(facts, *group.index))
      return yes(reason);
    if (!group.index && people.groups_exported()) return no(reason);  // CA 2.1.5
    return without_id(person, reason);
  }
  if (person.has_object && people.lists_own_groups(*person.row))
    return found(lists_group(facts, group), reason);
  if (!group.index)  // CA 2.1.5
    return people.groups_exported() ? no(reason) : members_unknown(facts, group, reason);
  if (is_certain_member(facts, *group.index)) return yes(reason);
  return people.unlisted_within(*group.index).empty() ? no(reason)
                                                      : members_unknown(facts, group, reason);
}

std::string role_name(const CompiledRole& role) {
  return "`" + (role.display_name.empty() ? role.id.text() : role.display_name) + "`";
}

bool is_assigned(const Person& person, const CompiledRole& role) {
  if (person.id_row)
    return std::binary_search(role.people.begin(), role.people.end(), *person.id_row);
  return std::any_of(
      role.strangers.begin(), role.strangers.end(),
      [&](const DirectoryObjectId& one) { return is_named(person, std::nullopt, one.text()); });
}

// `holds` takes the device and a Reason*.
template <class Claim>
Match device_claim(const Facts& facts, const Claim& holds, Reason* reason) {
  if (facts.has_no_device()) return no(reason, "there is no registered device");
  const Device* device = facts.sign_in.device.value();
  if (device == nullptr) return unknown(reason, "device", "the device is not known");
  return holds(*device, reason);
}

}  // namespace

std::uint8_t possible_kinds(const People& people, const UserSubject& subject,
                            std::optional<People::Row> object) {
  constexpr std::uint8_t k_every_kind = 127;
  const auto only = [](ExternalKind kind) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind));
  };
  if (const ExternalKind* kind = subject.external_kind.value()) return only(*kind);
  if (subject.external_kind.is_absent()) return only(ExternalKind::none);
  return object ? people.possible_kinds(*object) : k_every_kind;
}

void add_person(Facts& facts) {
  if (!facts.is_person()) return;
  const People& people = facts.tenant.people();
  Person& person = facts.person;
  person.id = facts.sign_in.subject.user.id;
  if (!person.id.empty()) {
    person.row = people.find_user(person.id.text());
    person.has_object = person.row.has_value();
    if (person.has_object) person.id = people.id(*person.row);
    person.id_row = people.find_principal(person.id.text());
    if (!person.has_object) person.row = person.id_row;
  }
  add_kinds(facts);
  add_groups(facts);
}

bool is_named(const Person& person, std::optional<People::Row> row, std::string_view id) {
  if (person.id.empty()) return false;
  return person.id_row || row ? person.id_row == row : person.id.is(id);
}

Match is_one_of(const Person& person, std::uint8_t types, Reason* reason) {
  // The bits of guest types are those of the kinds without `none`.
  const unsigned listed = (static_cast<unsigned>(person.kinds) >> 1U) & types;
  if (listed == 0) return no(reason);
  if (listed << 1U == person.kinds) return yes(reason);
  return unknown(reason, [&] { return person.kinds_path; }, "the kind of user is not known");
}

bool has_known_id(const Person& person) {
  return !person.id.empty() && (person.has_object || person.id.is_guid());
}

Match without_id(const Person& person, Reason* reason) {
  if (is_one_of(person, k_objectless_types, nullptr) == Match::yes) return no(reason);  // CA 2.9.16
  return unknown(reason, "user", "the user is not known");
}

Match in_group(const Facts& facts, const GroupEntry& group, Reason* reason) {
  const Match match = membership(facts, group, reason);
  if (match != Match::yes) return match;
  return yes(reason, [&] { return "member of the group " + group_name(facts, group); }, "groupId");
}

Match has_role(const Facts& facts, const CompiledRole& role, Reason* reason) {
  const auto why = [&] { return "holds the role " + role_name(role); };
  if (role.is_custom) return no(reason);  // CA 2.9.7
  if (const auto& given = facts.sign_in.subject.user.roles) {
    if (given->contains(role.id)) return yes(reason, why, "roleId");
    if (role.id.is_guid()) return no(reason);
  }
  if (role.is_no_id)
    return unknown(
        reason, [&] { return tenant_path("roleDefinitions", role.id.text()); },
        [&] { return "`" + role.id.text() + "` is not a role id"; });
  if (!facts.tenant.roles().assignments_exported())
    return unknown(reason, "tenant.roleAssignments", "role assignments are not known");
  if (is_assigned(facts.person, role)) return yes(reason, why, "roleId");
  const Match otherwise =
      AnyOf(reason)
          .add_all(role.groups, [&](const GroupEntry& group,
                                    Reason* own) { return membership(facts, group, own); })
          .add([&](Reason* own) {
            return role.may_be_held && !has_known_id(facts.person) ? without_id(facts.person, own)
                                                                   : no(own);
          })
          .match();
  return otherwise == Match::yes ? yes(reason, why, "roleId") : otherwise;
}

Match is_trusted(const Facts& facts, TrustedClaim claim, Reason* reason) {
  const UserSubject& subject = facts.sign_in.subject.user;
  const InboundTrustTable& trust = facts.tenant.inbound_trust();
  if (subject.identity_provider != IdentityProvider::entra) return no(reason);  // no home tenant
  if (!trust.partners_exported())
    return unknown(reason, "tenant.crossTenantPartners",
                   "the cross-tenant access settings are not known");
  if (const TenantId* home = subject.home_tenant.value()) {
    if (const auto accepted = trust.partner(claim, home->text())) return found(*accepted, reason);
  } else if (subject.home_tenant.is_unknown() && trust.depends_on_home(claim)) {
    return unknown(reason, "user.homeTenant", "the home tenant is not known");
  }
  if (trust.standard(claim) == Match::unknown)
    return unknown(reason, "tenant.crossTenantDefault",
                   "the cross-tenant access settings are not known");
  return found(trust.standard(claim) == Match::yes, reason);
}

Match claim_counts(const Facts& facts, TrustedClaim claim, Reason* reason) {
  if (facts.sign_in.subject.kind != SubjectKind::user) return yes(reason);
  return AnyOf(reason)
      .add([&](Reason* own) {
        return caprock::negate(is_one_of(facts.person, k_external_types, own));
      })
      .add([&](Reason* own) { return is_trusted(facts, claim, own); })
      .match();
}

Match is_compliant(const Facts& facts, Reason* reason) {
  const auto marked = [&](const Device& device, Reason* own) {
    if (device.is_compliant.is_unknown() && !facts.whatif())
      return unknown(own, "device.isCompliant", "it is not known whether the device is compliant");
    return found(device.is_compliant == Signal(true), own);
  };
  return AllOf(reason)
      .add([&](Reason* own) { return device_claim(facts, marked, own); })
      .add([&](Reason* own) { return claim_counts(facts, TrustedClaim::compliant_device, own); })
      .match();
}

Match is_hybrid_joined(const Facts& facts, Reason* reason) {
  const auto joined = [&](const Device& device, Reason* own) {
    if (device.trust_type.is_unknown() && !facts.whatif())
      return unknown(own, "device.trustType", "it is not known how the device is joined");
    return found(device.trust_type == Signal(TrustType::server_ad), own);
  };
  return AllOf(reason)
      .add([&](Reason* own) { return device_claim(facts, joined, own); })
      .add(
          [&](Reason* own) { return claim_counts(facts, TrustedClaim::hybrid_joined_device, own); })
      .match();
}

}  // namespace caprock::evaluate
