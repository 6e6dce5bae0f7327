#include <fmt/format.h>

#include "base/printable.h"
#include "base/text.h"
#include "cli/policy_names.h"
#include "cli/policy_phrases.h"
#include "model/words.h"

namespace caprock {
namespace {

template <class Tag>
Phrases names_of(const std::vector<Id<Tag>>& ids, const Telling& telling) {
  Phrases names;
  for (const Id<Tag>& id : ids) names.push_back(name_of(id, telling.tenant));
  return names;
}

// Accounts by name, and the words that stand among them.
void add_users(Phrases& phrases, const std::vector<UserId>& users, const Telling& telling) {
  Phrases names;
  for (const UserId& id : users) {
    if (id.is(word::k_none)) continue;
    if (id.is(word::k_all))
      phrases.emplace_back("all users");
    else if (id.is(word::k_guests_or_external_users))
      phrases.emplace_back("all guests and external users");
    else if (id.is(word::k_all_agent_id_users))
      phrases.emplace_back("all user accounts of agents");
    else
      names.push_back(name_of(id, telling.tenant));
  }
  add_named(phrases, {"the user", "the users"}, names, "and", telling.detail);
}

std::string_view guests_of(GuestType type) {
  switch (type) {
    case GuestType::internal_guest: return "internal guests";
    case GuestType::b2b_collaboration_guest: return "B2B collaboration guests";
    case GuestType::b2b_collaboration_member: return "B2B collaboration members";
    case GuestType::b2b_direct_connect_user: return "B2B direct connect users";
    case GuestType::other_external_user: return "other external users";
    case GuestType::service_provider: return "service provider users";
  }
  return {};
}

void add_guests(Phrases& phrases, const std::optional<GuestsOrExternalUsers>& guests,
                const Telling& telling) {
  if (!guests || guests->types == 0) return;
  Phrases kinds;
  for (const Word<GuestType>& row : words<GuestType>())
    if ((guests->types & static_cast<std::uint8_t>(row.value)) != 0)
      kinds.emplace_back(guests_of(row.value));
  if (kinds.size() == words<GuestType>().size()) kinds = {"all guests and external users"};
  const auto& tenants = guests->external_tenants;
  if (tenants && tenants->membership_kind == MembershipKind::enumerated) {
    Phrases ids, from;
    for (const TenantId& id : tenants->members) ids.push_back(in_backticks(id.text()));
    add_named(from, {"the tenant", "the tenants"}, ids, "and", telling.detail);
    kinds.back() += " of " + (from.empty() ? "no tenant" : from.front());
  }
  phrases.push_back(spoken(kinds, "and"));
}

Phrases people(const std::vector<UserId>& users, const std::vector<GroupId>& groups,
               const std::vector<RoleTemplateId>& roles,
               const std::optional<GuestsOrExternalUsers>& guests, const Telling& telling) {
  Phrases phrases;
  add_users(phrases, users, telling);
  add_named(phrases, {"the members of the group", "the members of the groups"},
            names_of(groups, telling), "and", telling.detail);
  add_named(phrases, {"the holders of the role", "the holders of the roles"},
            names_of(roles, telling), "and", telling.detail);
  add_guests(phrases, guests, telling);
  return phrases;
}

void add_principals(Phrases& phrases, const std::vector<ServicePrincipalId>& ids, const Noun& noun,
                    const Telling& telling) {
  Phrases names;
  for (const ServicePrincipalId& id : ids) {
    if (id.is(word::k_none)) continue;
    if (id.is(word::k_service_principals_in_my_tenant))
      phrases.emplace_back("all single-tenant workload identities of this tenant");
    else if (id.is(word::k_all))
      phrases.push_back(fmt::format("all {}", noun.many));
    else
      names.push_back(name_of(id, telling.tenant));
  }
  const std::string one = fmt::format("the {}", noun.one), many = fmt::format("the {}", noun.many);
  add_named(phrases, {one, many}, names, "and", telling.detail);
}

constexpr Noun k_workload{"workload identity", "workload identities"};
constexpr Noun k_agent{"agent identity", "agent identities"};

// A filter adds to the side that its mode names.
void add_filtered(Phrases& phrases, const std::optional<Filter>& filter, FilterMode side,
                  const Noun& noun, Detail detail) {
  if (has_rule(filter) && filter->mode == side)
    phrases.push_back(those_meeting(noun.many, *filter, detail));
}

void add_programs(Phrases& phrases, const ClientApplications& clients, FilterMode side,
                  const Telling& telling) {
  const bool include = side == FilterMode::include;
  add_principals(phrases,
                 include ? clients.include_service_principals : clients.exclude_service_principals,
                 k_workload, telling);
  add_filtered(phrases, clients.service_principal_filter, side, k_workload, telling.detail);
  add_principals(phrases,
                 include ? clients.include_agent_id_service_principals
                         : clients.exclude_agent_id_service_principals,
                 k_agent, telling);
  add_filtered(phrases, clients.agent_id_service_principal_filter, side, k_agent, telling.detail);
}

}  // namespace

std::string who_in_words(const Conditions& conditions, const Telling& telling) {
  Phrases included, excluded;
  if (const auto& users = conditions.users) {
    included = people(users->include_users, users->include_groups, users->include_roles,
                      users->include_guests_or_external_users, telling);
    excluded = people(users->exclude_users, users->exclude_groups, users->exclude_roles,
                      users->exclude_guests_or_external_users, telling);
  }
  if (const auto& clients = conditions.client_applications) {
    add_programs(included, *clients, FilterMode::include, telling);
    add_programs(excluded, *clients, FilterMode::exclude, telling);
  }
  return with_exceptions(included, "and", excluded, "nobody");
}

}  // namespace caprock
