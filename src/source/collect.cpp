#include "source/collect.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "graph_json/graph_json.h"
#include "model/words.h"

namespace caprock {
namespace {

std::string_view text_of(const json::object& object, std::string_view name) {
  const json::value* value = member(object, name);
  return value != nullptr && value->is_string() ? std::string_view(value->get_string())
                                                : std::string_view();
}

// `a/users-2.json` and `a/users.json` are pages of one series.
std::string series_of(std::string_view file) {
  const std::size_t name = file.rfind('/') + 1;  // npos + 1 is 0
  std::string series(file.substr(0, file.find('.', name)));
  while (!series.empty() &&
         std::string_view("0123456789-_ ()").find(series.back()) != std::string_view::npos)
    series.pop_back();
  return to_lower(series);
}

// The group a list of members belongs to: from `...#groups('<id>')/members`, else the file's name.
GroupId group_of_members(std::string_view context, std::string_view file) {
  const std::size_t open = context.find("groups('");
  if (open != std::string_view::npos) {
    const std::string_view rest = context.substr(open + 8);
    return GroupId(std::string(rest.substr(0, rest.find('\''))));
  }
  const std::size_t name = file.rfind('/') + 1;
  return GroupId(std::string(file.substr(name, file.find('.', name) - name)));
}

bool asks_for_next_page(const json::object& response) {
  return !text_of(response, "@odata.nextLink").empty();
}

}  // namespace

template <class T>
T Collector::take(Read<T> read) {
  std::move(read.diagnostics.begin(), read.diagnostics.end(), std::back_inserter(diagnostics));
  return std::move(read.value);
}

// Adds an object unless it is there already. The same object with other content means that two
// exports were mixed: no verdict on the mixture can be trusted, so that is an error.
template <class T, class SameObject>
void Collector::add_once(Collection<T>& collection, T item, SameObject same,
                         std::string_view what) {
  const auto at = std::find_if(collection.items.begin(), collection.items.end(),
                               [&](const T& other) { return same(other, item); });
  if (at == collection.items.end()) {
    collection.items.push_back(std::move(item));
    return;
  }
  if (at->origin.raw == item.origin.raw) return;
  diagnostics.push_back(
      {Severity::error,
       {ErrorCode::graph_duplicate_object,
        fmt::format("{} is also in `{}`, with different content", what,
                    to_string(at->origin.where)),
        item.origin.where, "keep one export per folder; the object found first is used"}});
}

void Collector::add_document(const json::value& document, const std::string& file) {
  counts.clear();
  add_value(document, std::nullopt, {.file = file});
}

void Collector::add_value(const json::value& value, std::optional<ObjectKind> hint,
                          const Place& where) {
  if (value.is_array()) {
    const json::array& items = value.get_array();
    for (std::size_t i = 0; i < items.size(); ++i)
      add_value(items[i], hint, {where.file, pointer_to(where.pointer, i)});
    return;
  }
  if (!value.is_object()) return;
  const json::object& object = value.get_object();
  const json::value* list = member(object, "value");
  if (list != nullptr && list->is_array()) {
    add_response(object, list->get_array(), where);
    return;
  }
  auto kind = kind_of_object(object);
  if (!kind) kind = kind_of_context(text_of(object, "@odata.context"));
  if (!kind) kind = hint;
  if (kind) {
    add_object(object, *kind, where);
    return;
  }
  // Templates, reports and bundles: the objects sit deeper.
  for (const auto& [name, inner] : object)
    add_value(inner, std::nullopt, {where.file, pointer_to(where.pointer, name)});
}

void Collector::add_response(const json::object& response, const json::array& items,
                             const Place& where) {
  const std::string_view context = text_of(response, "@odata.context");
  const auto by_file = kind_of_file(where.file);
  auto kind = kind_of_context(context);
  if (!kind) kind = by_file;
  pages_.push_back({where.file, series_of(where.file), asks_for_next_page(response)});
  const Place list{where.file, pointer_to(where.pointer, "value")};
  if (kind == ObjectKind::group_member) {
    auto& members = group_members_[group_of_members(context, where.file)];
    for (const json::value& item : items)
      if (item.is_object()) members.emplace_back(std::string(text_of(item.get_object(), "id")));
    counts[ObjectKind::group_member] += items.size();
    return;
  }
  if (kind) mark_exported(*kind);
  for (std::size_t i = 0; i < items.size(); ++i)
    add_value(items[i], kind, {where.file, pointer_to(list.pointer, i)});
}

void Collector::add_object(const json::object& object, ObjectKind kind, const Place& where) {
  ++counts[kind];
  const auto same_id = [](const auto& a, const auto& b) { return !a.id.empty() && a.id == b.id; };
  switch (kind) {
    case ObjectKind::policy: {
      Policy policy = take(read_policy(object, where));
      const std::string what = fmt::format("policy `{}`", policy.display_name);
      tenant.policies.exported = true;
      return add_once(tenant.policies, std::move(policy), same_id, what);
    }
    case ObjectKind::named_location:
      return add_once(tenant.named_locations, take(read_named_location(object, where)), same_id,
                      "the named location");
    case ObjectKind::authentication_strength:
      return add_once(tenant.authentication_strengths,
                      take(read_authentication_strength(object, where)), same_id,
                      "the authentication strength");
    case ObjectKind::authentication_context:
      return add_once(tenant.authentication_contexts,
                      take(read_authentication_context(object, where)), same_id,
                      "the authentication context");
    case ObjectKind::terms_of_use:
      return add_once(tenant.terms_of_use, take(read_terms_of_use(object, where)), same_id,
                      "the terms of use");
    case ObjectKind::user: tenant.users.items.push_back(take(read_user(object, where))); return;
    case ObjectKind::group: tenant.groups.items.push_back(take(read_group(object, where))); return;
    case ObjectKind::directory_role: return add_directory_role(object, where);
    case ObjectKind::role_definition:
      return add_once(tenant.role_definitions, take(read_role_definition(object, where)), same_id,
                      "the role definition");
    case ObjectKind::role_assignment:
      tenant.role_assignments.items.push_back(take(read_role_assignment(object, where)));
      return;
    case ObjectKind::service_principal:
      tenant.service_principals.items.push_back(take(read_service_principal(object, where)));
      return;
    case ObjectKind::application:
      tenant.applications.items.push_back(take(read_application(object, where)));
      return;
    case ObjectKind::token_lifetime_policy:
      return add_once(tenant.token_lifetime_policies,
                      take(read_token_lifetime_policy(object, where)), same_id,
                      "the token lifetime policy");
    case ObjectKind::per_user_mfa:
    case ObjectKind::registration_details: return add_user_fact(object, kind, where);
    case ObjectKind::organization:
    case ObjectKind::security_defaults:
    case ObjectKind::mfa_service_settings:
    case ObjectKind::cross_tenant_default:
    case ObjectKind::cross_tenant_partner: return add_settings(object, kind, where);
    case ObjectKind::group_member:
    case ObjectKind::log_record: return;
  }
}

void Collector::add_settings(const json::object& object, ObjectKind kind, const Place& where) {
  if (kind == ObjectKind::organization)
    tenant.organization = take(read_organization(object, where));
  if (kind == ObjectKind::security_defaults)
    tenant.security_defaults = take(read_security_defaults(object, where));
  if (kind == ObjectKind::mfa_service_settings)
    tenant.mfa_service_settings = take(read_mfa_service_settings(object, where));
  if (kind == ObjectKind::cross_tenant_default)
    tenant.cross_tenant_default = take(read_cross_tenant_access(object, where));
  if (kind == ObjectKind::cross_tenant_partner) {
    tenant.cross_tenant_partners.items.push_back(take(read_cross_tenant_access(object, where)));
  }
}

// One user's fact from a file of its own. The requirements resource has no id; its context has:
// `...#users('<id>')/authentication/requirements/$entity`.
void Collector::add_user_fact(const json::object& object, ObjectKind kind, const Place& where) {
  std::string_view id = text_of(object, "id");
  const std::string_view context = text_of(object, "@odata.context");
  if (const std::size_t open = context.find("users('");
      id.empty() && open != std::string_view::npos)
    id = context.substr(open + 7, context.find('\'', open + 7) - open - 7);
  if (id.empty()) {
    diagnostics.push_back(
        {Severity::warning,
         {ErrorCode::graph_missing_member, "the object does not say which user it is about", where,
          "add an `id` member with the user's object id"}});
    return;
  }
  const UserId user{std::string(id)};
  if (kind == ObjectKind::registration_details) {
    const json::value* registered = member(object, "isMfaRegistered");
    if (registered != nullptr && registered->is_bool())
      mfa_registered_[user] = registered->get_bool();
    return;
  }
  const std::string_view state = text_of(object, "perUserMfaState");
  if (const auto known = value_of<PerUserMfaState>(state)) {
    per_user_mfa_[user] = *known;
    return;
  }
  diagnostics.push_back({Severity::warning,
                         {ErrorCode::graph_unknown_value,
                          fmt::format("`{}` is not a per-user MFA state that is known here", state),
                          where, "known states are disabled, enabled and enforced"}});
}

// An activated role with its members listed inside: each member is an active assignment.
void Collector::add_directory_role(const json::object& object, const Place& where) {
  const RoleTemplateId role{std::string(text_of(object, "roleTemplateId"))};
  if (tenant.role_definitions.find(role) == nullptr) {
    RoleDefinition definition;
    definition.id = role;
    definition.display_name = text_of(object, "displayName");
    definition.is_built_in = true;
    definition.origin = {where, json::serialize(object)};
    tenant.role_definitions.items.push_back(std::move(definition));
  }
  const json::value* members = member(object, "members");
  if (members == nullptr || !members->is_array()) return;
  for (const json::value& item : members->get_array()) {
    if (!item.is_object()) continue;
    RoleAssignment assignment;
    assignment.role = role;
    assignment.principal = DirectoryObjectId(std::string(text_of(item.get_object(), "id")));
    assignment.origin.where = where;
    tenant.role_assignments.items.push_back(std::move(assignment));
  }
}

// A list of this kind was exported whole, even if it is empty. Only lists count: from single
// objects in files of their own nobody can tell whether one is missing, and an id that is not found
// in a whole list is a deleted object, which must not be concluded lightly.
void Collector::mark_exported(ObjectKind kind) {
  if (kind == ObjectKind::policy) tenant.policies.exported = true;
  if (kind == ObjectKind::named_location) tenant.named_locations.exported = true;
  if (kind == ObjectKind::authentication_strength) tenant.authentication_strengths.exported = true;
  if (kind == ObjectKind::authentication_context) tenant.authentication_contexts.exported = true;
  if (kind == ObjectKind::terms_of_use) tenant.terms_of_use.exported = true;
  if (kind == ObjectKind::user) tenant.users.exported = true;
  if (kind == ObjectKind::group) tenant.groups.exported = true;
  if (kind == ObjectKind::role_definition) tenant.role_definitions.exported = true;
  const bool assignments =
      kind == ObjectKind::role_assignment || kind == ObjectKind::directory_role;
  if (assignments) tenant.role_assignments.exported = true;
  if (kind == ObjectKind::service_principal) tenant.service_principals.exported = true;
  if (kind == ObjectKind::application) tenant.applications.exported = true;
  if (kind == ObjectKind::token_lifetime_policy) tenant.token_lifetime_policies.exported = true;
  if (kind == ObjectKind::cross_tenant_partner) tenant.cross_tenant_partners.exported = true;
}

void Collector::finish() {
  join_user_facts();
  join_group_members();
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

void Collector::join_group_members() {
  for (Group& group : tenant.groups.items) {
    const auto at = group_members_.find(group.id);
    if (at == group_members_.end()) continue;
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
