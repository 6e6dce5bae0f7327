// What comes in several files, in any order, as one tenant.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <set>

#include "source/collect.h"
#include "source/complete.h"

namespace caprock {
namespace {

// The indices of the items, those with the same id side by side and else in their order.
template <class T>
std::vector<std::size_t> by_id(const std::vector<T>& items) {
  std::vector<std::size_t> order(items.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return items[a].id < items[b].id; });
  return order;
}

// Keeps the first of several objects with the same id; `meet` is told of it and of each other one.
template <class T, class Meet>
void keep_first(std::vector<T>& items, const Meet& meet) {
  const std::vector<std::size_t> order = by_id(items);
  std::vector<bool> drop(items.size());
  std::size_t kept = 0;  // index into `order`
  for (std::size_t i = 1; i < order.size(); ++i) {
    T& first = items[order[kept]];
    if (first.id.empty() || !(first.id == items[order[i]].id)) {
      kept = i;
      continue;
    }
    drop[order[i]] = true;
    meet(first, items[order[i]]);
  }
  std::size_t at = 0;
  std::erase_if(items, [&](const T&) { return drop[at++]; });
}

// Directory objects differ legally (answers with `$select`, members of groups in files of their
// own): what one leaves out, another says.
template <class T>
void join_repeats(Collection<T>& collection) {
  keep_first(collection.items, [](T& first, const T& other) {
    complete(first, other);
    complete_text(first.origin.raw, other.origin.raw);
  });
}

}  // namespace

// A policy, location or strength that is there twice with different content means that two exports
// were mixed: no verdict on the mixture can be trusted.
template <class T>
void Collector::drop_repeats(Collection<T>& collection, std::string_view what) {
  keep_first(collection.items, [&](const T& first, const T& other) {
    if (first.origin.raw == other.origin.raw) return;
    diagnostics.push_back({Severity::error,
                           {ErrorCode::graph_duplicate_object,
                            fmt::format("{} `{}` is also in `{}`, with different content", what,
                                        other.display_name, to_string(first.origin.where)),
                            other.origin.where, "keep one export per folder"}});
  });
}

void Collector::drop_all_repeats() {
  drop_repeats(tenant.policies, "policy");
  drop_repeats(tenant.named_locations, "named location");
  drop_repeats(tenant.authentication_strengths, "authentication strength");
  keep_first(tenant.authentication_contexts.items, [](const auto&, const auto&) {});
  keep_first(tenant.terms_of_use.items, [](const auto&, const auto&) {});
  keep_first(tenant.permission_grants.items, [](const auto&, const auto&) {});
  join_repeats(tenant.role_definitions);
  join_repeats(tenant.users);
  join_repeats(tenant.groups);
  join_repeats(tenant.service_principals);
}

// v1.0 and beta lists of one tenant: beta says more, so its policies count. One that only the other
// list has was left out by somebody, or changed in between.
void Collector::compare_versions() {
  const auto has = [&](Version version) {
    return std::find(policy_versions_.begin(), policy_versions_.end(), version) !=
           policy_versions_.end();
  };
  if (!has(Version::v1) || !has(Version::beta)) return;
  std::vector<Policy>& policies = tenant.policies.items;
  std::set<PolicyId> in_v1, in_beta;
  for (std::size_t i = 0; i < policies.size(); ++i) {
    if (policy_versions_[i] == Version::v1) in_v1.insert(policies[i].id);
    if (policy_versions_[i] == Version::beta) in_beta.insert(policies[i].id);
  }
  for (std::size_t i = 0; i < policies.size(); ++i) {
    const bool only_v1 = policy_versions_[i] == Version::v1 && !in_beta.contains(policies[i].id);
    const bool only_beta = policy_versions_[i] == Version::beta && !in_v1.contains(policies[i].id);
    if (!only_v1 && !only_beta) continue;
    diagnostics.push_back(
        {Severity::warning,
         {ErrorCode::source_versions_differ,
          fmt::format("policy `{}` is in the {} list and not in the {} list",
                      policies[i].display_name, only_v1 ? "v1.0" : "beta",
                      only_v1 ? "beta" : "v1.0"),
          policies[i].origin.where, "export both lists again, one right after the other"}});
  }
  std::size_t at = 0;
  std::erase_if(policies, [&](const Policy& policy) {
    return policy_versions_[at++] == Version::v1 && in_beta.contains(policy.id);
  });
}

// Without an export of policies, the last version of each that an audit log tells of.
void Collector::rebuild_policies() {
  if (tenant.policies.exported || !tenant.policies.items.empty() || history_.size() == 0) return;
  changed_policies_only_ = true;
  const std::vector<PolicyChange> changes = history_.changes();
  std::set<PolicyId> done;
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    if (!done.insert(change->policy).second || !change->after) continue;
    add_policy(*change->after, change->where);
    for (const Loss& loss : change->lost) {
      tenant.policies.items.back().unread.push_back({loss.part, loss.pointer, loss.why});
      diagnostics.push_back({Severity::warning,
                             {ErrorCode::graph_unknown_value,
                              fmt::format("policy `{}`: {}", change->display_name, loss.why),
                              change->where, "what it means for a sign-in stays unknown"}});
    }
  }
}

void Collector::finish() {
  rebuild_policies();
  compare_versions();
  join_names();
  drop_all_repeats();
  join_user_facts();
  join_group_members();
  join_role_members();
  note_group_cycles();
  find_open_pages();
}

void Collector::join_user_facts() {
  for (User& user : tenant.users.items) {
    if (const auto at = per_user_mfa_.find(user.id); at != per_user_mfa_.end())
      user.per_user_mfa_state = at->second;
    if (const auto at = mfa_registered_.find(user.id); at != mfa_registered_.end())
      user.is_mfa_registered = at->second;
  }
}

// Names stand for whole objects where there are none.
void Collector::join_names() {
  std::move(named_groups_.begin(), named_groups_.end(), std::back_inserter(tenant.groups.items));
  std::move(named_users_.begin(), named_users_.end(), std::back_inserter(tenant.users.items));
}

void Collector::join_group_members() {
  for (Group& group : tenant.groups.items) {
    const auto at = group_members_.find(group.id);
    if (at == group_members_.end()) {
      if (has_member_folders_ && !group.members && assigned_groups_.contains(group.id))
        group.members.emplace();
      continue;
    }
    group.members = std::move(at->second);
    group_members_.erase(at);
  }
  // Members of a group that is not listed itself are still members.
  for (auto& [id, members] : group_members_) {
    Group group;
    group.id = id;
    group.members = std::move(members);
    tenant.groups.items.push_back(std::move(group));
  }
}

// A tree has a folder for each activated role that somebody holds, and somebody is always an
// administrator.
void Collector::join_role_members() {
  for (const auto& [role, members] : role_members_) {
    const auto at = role_templates_.find(role);
    if (at == role_templates_.end()) continue;
    tenant.role_assignments.exported = true;
    for (const RoleMember& member : members) {
      RoleAssignment assignment;
      assignment.role = at->second;
      assignment.principal = member.id;
      assignment.origin.where = member.where;
      tenant.role_assignments.items.push_back(std::move(assignment));
    }
  }
}

// Groups that contain each other are legal in some synchronised directories and membership stays
// well defined; people should know. Repeatedly drops groups that contain no other remaining group.
void Collector::note_group_cycles() {
  std::map<GroupId, std::set<GroupId>> inside;
  std::map<GroupId, std::vector<GroupId>> parents;
  for (const Group& group : tenant.groups.items) inside[group.id];
  for (const Group& group : tenant.groups.items) {
    if (!group.members) continue;
    for (const DirectoryObjectId& object : *group.members) {
      const GroupId child(object.text());
      if (inside.contains(child) && inside[group.id].insert(child).second)
        parents[child].push_back(group.id);
    }
  }
  std::vector<GroupId> done;
  for (const auto& [id, children] : inside)
    if (children.empty()) done.push_back(id);
  while (!done.empty()) {
    const GroupId id = done.back();
    done.pop_back();
    for (const GroupId& parent : parents[id]) {
      inside[parent].erase(id);
      if (inside[parent].empty()) done.push_back(parent);
    }
    inside.erase(id);
  }
  if (inside.empty()) return;
  const GroupId& first = inside.begin()->first;
  const Group* group = tenant.groups.find(first);
  diagnostics.push_back(
      {Severity::warning,
       {ErrorCode::group_cycle,
        fmt::format("{} groups contain each other or lead to groups that do, among them `{}`",
                    inside.size(),
                    group->display_name.empty() ? first.text() : group->display_name),
        group->origin.where,
        "membership is evaluated all the same: a group's members count once"}});
}

// Every paged response must end in a page without a next link: as many series as such pages.
void Collector::find_open_pages() {
  std::set<std::string> ended;
  for (const OpenPage& page : pages_)
    if (!page.has_next) ended.insert(page.series);
  for (const OpenPage& page : pages_)
    if (page.has_next && !ended.contains(page.series)) open_pages.push_back(page.file);
}

}  // namespace caprock
