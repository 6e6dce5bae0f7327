#include "source/collect.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>
#include <utility>

#include "base/text.h"
#include "graph_json/graph_json.h"
#include "model/words.h"
#include "source/tree_place.h"

namespace caprock {
namespace {

// `a/users-2.json` and `a/users.json` are pages of one series.
std::string series_of(std::string_view file) {
  const std::size_t name = file.rfind('/') + 1;  // npos + 1 is 0
  std::string series(file.substr(0, file.find('.', name)));
  while (!series.empty() &&
         std::string_view("0123456789-_ ()").find(series.back()) != std::string_view::npos)
    series.pop_back();
  return to_lower(series);
}

// A list of activated roles tells who holds them only if every one lists all its members; Graph
// leaves them out unless it is asked for them.
bool says_who_is_meant(ObjectKind kind, const json::array& items) {
  if (kind != ObjectKind::directory_role) return true;
  return std::all_of(items.begin(), items.end(), [](const json::value& item) {
    if (!item.is_object()) return false;
    const json::value* members = member(item.get_object(), "members");
    return members != nullptr && members->is_array() &&
           text_member(item.get_object(), "members@odata.nextLink").empty();
  });
}

// The policy that a template has under `details`: its name stands beside it, and so may its state.
std::optional<json::object> policy_of_template(const json::object& around, std::string_view name,
                                               const json::value& inner) {
  const json::object* details = equal_ignoring_case(name, "details") ? inner.if_object() : nullptr;
  if (details == nullptr || kind_of_object(*details) != ObjectKind::policy) return std::nullopt;
  json::object policy = *details;
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> k_lifted = {
      {{"displayName", "displayName"}, {"name", "displayName"}, {"state", "state"}}};
  for (const auto& [from, to] : k_lifted) {
    const json::value* own = member(policy, to);
    const std::string_view text = text_member(around, from);
    if ((own == nullptr || own->is_null()) && !text.empty()) policy[to] = text;
  }
  return policy;
}

bool asks_for_next_page(const json::object& response) {
  return !text_member(response, "@odata.nextLink").empty();
}

}  // namespace

OpenPage page_in(const std::string& file, bool has_next) {
  return {file, series_of(file), has_next};
}

GroupId group_of_members(std::string_view context, std::string_view file) {
  const std::size_t open = context.find("groups('");
  if (open != std::string_view::npos) {
    const std::string_view rest = context.substr(open + 8);
    return GroupId(std::string(rest.substr(0, rest.find('\''))));
  }
  const std::size_t name = file.rfind('/') + 1;
  return GroupId(std::string(file.substr(name, file.find('.', name) - name)));
}

bool is_of_deleted_items(std::string_view context_or_file) {
  return contains_ignoring_case(context_or_file, "deletedItems/");
}

bool Collector::has_people() const {
  return tenant.users.exported || tenant.groups.exported || !tenant.users.items.empty() ||
         !tenant.groups.items.empty() || !group_members_.empty() || !named_groups_.empty() ||
         !named_users_.empty();
}

template <class T>
T Collector::take(Read<T> read) {
  std::move(read.diagnostics.begin(), read.diagnostics.end(), std::back_inserter(diagnostics));
  return std::move(read.value);
}

template <class T>
void Collector::keep_text(T& item, const json::object& object) const {
  if (keep_texts && item.origin.raw.empty()) item.origin.raw = json::serialize(object);
}

void Collector::add_document(const json::value& document, const std::string& file) {
  counts.clear();
  // A single setting in a file of our own layout needs no context: the file's name says what it is.
  const auto by_file = kind_of_file(file);
  const bool single = by_file == ObjectKind::mfa_service_settings ||
                      by_file == ObjectKind::security_defaults ||
                      by_file == ObjectKind::cross_tenant_default;
  const bool lone = document.is_object() && member(document.get_object(), "value") == nullptr;
  if (lone) note_tree_place(document.get_object(), {.file = file});
  add_value(document, single && lone ? by_file : std::nullopt, {.file = file});
}

// Who is in a group or holds a role, where folders say it. A group without a folder of members is
// empty if it is one whose members are assigned.
void Collector::note_tree_place(const json::object& object, const Place& where) {
  const auto place = tree_place_of(where.file);
  if (!place) return;
  const bool of_group = equal_ignoring_case(place->collection, "Groups");
  const DirectoryObjectId id{std::string(place->member)};
  if (!place->member.empty() && !of_group)
    role_members_[std::string(place->object)].push_back({id, where});
  if (!of_group) return;
  const GroupId group{std::string(place->object)};
  if (!place->member.empty()) {
    has_member_folders_ = true;
    group_members_[group].push_back(id);
    if (keep_texts) kept_texts.group_members[group].push_back(json::serialize(object));
    return;
  }
  const json::value* types = member(object, "groupTypes");
  const json::array* list = types != nullptr ? types->if_array() : nullptr;
  const auto is_rule = [](const json::value& type) {
    return !type.is_string() || equal_ignoring_case(type.get_string(), "DynamicMembership");
  };
  if (list != nullptr && std::none_of(list->begin(), list->end(), is_rule))
    assigned_groups_.insert(group);
}

// The table that IntuneManagement keeps beside its exports, of the ids in them.
bool Collector::add_names(const json::object& object, const Place& where) {
  const json::value* value = member(object, "Objects");
  if (value == nullptr || !value->is_array() || text_member(object, "TenantId").empty())
    return false;
  for (std::size_t i = 0; i < value->get_array().size(); ++i) {
    const json::object* row = value->get_array()[i].if_object();
    if (row == nullptr || text_member(*row, "Id").empty()) continue;
    const std::string_view type = text_member(*row, "Type");
    const Place at{where.file, pointer_to(pointer_to(where.pointer, "Objects"), i)};
    const auto add = [&](auto& list, ObjectKind kind) {
      auto& one = list.emplace_back();
      one.id = decltype(one.id)(std::string(text_member(*row, "Id")));
      one.display_name = text_member(*row, "DisplayName");
      one.origin.where = at;
      ++counts[kind];
    };
    if (equal_ignoring_case(type, "Group")) add(named_groups_, ObjectKind::group);
    if (equal_ignoring_case(type, "User")) add(named_users_, ObjectKind::user);
  }
  return true;
}

void Collector::add_converted(const Converted& converted) {
  counts.clear();
  diagnostics.insert(diagnostics.end(), converted.diagnostics.begin(), converted.diagnostics.end());
  for (const ObjectKind kind : converted.whole) mark_exported(kind);
  for (const ConvertedObject& one : converted.objects) {
    const std::size_t policies = tenant.policies.items.size();
    add_object(one.object, one.kind, one.where);
    if (tenant.policies.items.size() == policies) continue;
    for (const Loss& loss : one.lost)
      tenant.policies.items.back().unread.push_back({loss.part, loss.pointer, loss.why});
  }
}

void Collector::add_value(const json::value& value, std::optional<ObjectKind> hint,
                          const Place& where) {
  if (value.is_array()) {
    const json::array& items = value.get_array();
    for (std::size_t i = 0; i < items.size(); ++i)
      add_value(items[i], hint, {where.file, pointer_to(where.pointer, i)});
    return;
  }
  if (value.is_string()) add_text(value.get_string(), where);
  if (!value.is_object()) return;
  const json::object& object = value.get_object();
  const json::value* list = member(object, "value");
  if (list != nullptr && list->is_array()) {
    add_response(object, list->get_array(), where);
    return;
  }
  auto kind = kind_of_object(object);
  if (!kind) kind = kind_of_context(text_member(object, "@odata.context"));
  if (!kind) kind = hint;
  if (kind) {
    add_object(object, *kind, where);
    return;
  }
  if (add_names(object, where)) return;
  // Templates, reports and bundles: the objects sit deeper.
  for (const auto& [name, inner] : object) {
    const Place inside{where.file, pointer_to(where.pointer, name)};
    if (const auto policy = policy_of_template(object, name, inner))
      add_object(*policy, ObjectKind::policy, inside);
    else
      add_value(inner, std::nullopt, inside);
  }
}

// A policy as JSON in a text, as tables and queues of some tools hold it. Places inside are of the
// text itself.
void Collector::add_text(const json::string& text, const Place& where) {
  if (!text.starts_with('{') && !text.starts_with('[')) return;
  const bool like_policy = contains_ignoring_case(text, "\"conditions\"");
  auto document = parse_json(text, where.file);
  if (document) return add_value(document->value, std::nullopt, where);
  if (!like_policy) return;
  Error error = document.error();
  error.message = "the text here looks like a policy and is not JSON: " + error.message;
  error.where = where;
  diagnostics.push_back({Severity::error, std::move(error)});
}

void Collector::add_response(const json::object& response, const json::array& items,
                             const Place& where) {
  const std::string_view context = text_member(response, "@odata.context");
  const auto by_file = kind_of_file(where.file);
  auto kind = kind_of_context(context);
  if (!kind) kind = by_file;
  // Logs are no part of a tenant; theirs may go on for ever.
  if (kind != ObjectKind::log_record)
    pages_.push_back(page_in(where.file, asks_for_next_page(response)));
  const Place list{where.file, pointer_to(where.pointer, "value")};
  if (kind == ObjectKind::group_member) {
    const GroupId group = group_of_members(context, where.file);
    auto& members = group_members_[group];
    for (const json::value& item : items) {
      if (!item.is_object()) continue;
      members.emplace_back(std::string(text_member(item.get_object(), "id")));
      if (keep_texts) kept_texts.group_members[group].push_back(json::serialize(item));
    }
    if (keep_texts) kept_texts.group_members[group];
    counts[ObjectKind::group_member] += items.size();
    return;
  }
  const bool deleted = is_of_deleted_items(context) || is_of_deleted_items(where.file);
  if (kind && says_who_is_meant(*kind, items) && !deleted) mark_exported(*kind);
  const bool outside = std::exchange(in_deleted_items_, deleted);
  const Version version_outside =
      std::exchange(version_, contains_ignoring_case(context, "/beta/")   ? Version::beta
                              : contains_ignoring_case(context, "/v1.0/") ? Version::v1
                                                                          : Version::unsaid);
  for (std::size_t i = 0; i < items.size(); ++i)
    add_value(items[i], kind, {where.file, pointer_to(list.pointer, i)});
  in_deleted_items_ = outside;
  version_ = version_outside;
}

// CA 1.1: a deleted object protects nothing, although it looks like the others.
bool Collector::pass_over_deleted(const json::object& object, ObjectKind kind, const Place& where) {
  if (!in_deleted_items_ && text_member(object, "deletedDateTime").empty() &&
      !is_of_deleted_items(text_member(object, "@odata.context")))
    return false;
  std::string_view name = text_member(object, "displayName");
  if (name.empty()) name = text_member(object, "id");
  diagnostics.push_back({Severity::note,
                         {ErrorCode::graph_deleted_object,
                          fmt::format("{} `{}` is deleted and is left out", word_of(kind), name),
                          where,
                          {}}});
  return true;
}

void Collector::add_object(const json::object& object, ObjectKind kind, const Place& where) {
  ++counts[kind];
  if (pass_over_deleted(object, kind, where)) return;
  const auto add = [&](auto& collection, auto read) {
    collection.items.push_back(take(std::move(read)));
    keep_text(collection.items.back(), object);
  };
  switch (kind) {
    case ObjectKind::policy: return add_policy(object, where);
    case ObjectKind::named_location:
      return add(tenant.named_locations, read_named_location(object, where));
    case ObjectKind::authentication_strength:
      return add(tenant.authentication_strengths, read_authentication_strength(object, where));
    case ObjectKind::authentication_context:
      return add(tenant.authentication_contexts, read_authentication_context(object, where));
    case ObjectKind::terms_of_use:
      return add(tenant.terms_of_use, read_terms_of_use(object, where));
    case ObjectKind::user: return add(tenant.users, read_user(object, where));
    case ObjectKind::group: return add(tenant.groups, read_group(object, where));
    case ObjectKind::directory_role: return add_directory_role(object, where);
    case ObjectKind::role_definition:
      return add(tenant.role_definitions, read_role_definition(object, where));
    case ObjectKind::role_assignment:
      return add(tenant.role_assignments, read_role_assignment(object, where));
    case ObjectKind::role_eligibility: return add_role_eligibility(object, where);
    case ObjectKind::service_principal:
      return add(tenant.service_principals, read_service_principal(object, where));
    case ObjectKind::permission_grant:
      return add(tenant.permission_grants, read_permission_grant(object, where));
    case ObjectKind::application: return add(tenant.applications, read_application(object, where));
    case ObjectKind::token_lifetime_policy:
      return add(tenant.token_lifetime_policies, read_token_lifetime_policy(object, where));
    case ObjectKind::cross_tenant_partner:
      return add(tenant.cross_tenant_partners, read_cross_tenant_access(object, where));
    case ObjectKind::per_user_mfa:
    case ObjectKind::registration_details: return add_user_fact(object, kind, where);
    case ObjectKind::organization:
    case ObjectKind::security_defaults:
    case ObjectKind::mfa_service_settings:
    case ObjectKind::cross_tenant_default: return add_settings(object, kind, where);
    case ObjectKind::log_record: return history_.add_record(object, where, diagnostics);
    case ObjectKind::group_member: return;
  }
}

// Templates of CIPP bring the locations that they name along; there the name is the id.
void Collector::add_policy(const json::object& object, const Place& where) {
  tenant.policies.exported = true;
  tenant.policies.items.push_back(take(read_policy(object, where)));
  policy_versions_.push_back(version_);
  const json::value* locations = member(object, "LocationInfo");
  if (locations == nullptr || !locations->is_array()) return;
  const Place list{where.file, pointer_to(where.pointer, "LocationInfo")};
  for (std::size_t i = 0; i < locations->get_array().size(); ++i) {
    const json::value& item = locations->get_array()[i];
    if (!item.is_object()) continue;
    json::object location = item.get_object();
    // A copy: the member that is added moves the others.
    const json::string name(text_member(location, "displayName"));
    if (text_member(location, "id").empty()) location["id"] = name;
    add_object(location, ObjectKind::named_location, {list.file, pointer_to(list.pointer, i)});
  }
}

void Collector::add_settings(const json::object& object, ObjectKind kind, const Place& where) {
  const auto set = [&](auto& setting, auto read) {
    setting = take(std::move(read));
    keep_text(*setting, object);
  };
  if (kind == ObjectKind::organization) set(tenant.organization, read_organization(object, where));
  if (kind == ObjectKind::security_defaults)
    set(tenant.security_defaults, read_security_defaults(object, where));
  if (kind == ObjectKind::mfa_service_settings)
    set(tenant.mfa_service_settings, read_mfa_service_settings(object, where));
  if (kind == ObjectKind::cross_tenant_default)
    set(tenant.cross_tenant_default, read_cross_tenant_access(object, where));
}

// One user's fact from a file of its own. The requirements resource has no id; its context has:
// `...#users('<id>')/authentication/requirements/$entity`.
void Collector::add_user_fact(const json::object& object, ObjectKind kind, const Place& where) {
  std::string_view id = text_member(object, "id");
  const std::string_view context = text_member(object, "@odata.context");
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
  if (keep_texts)
    (kind == ObjectKind::registration_details ? kept_texts.registration_details
                                              : kept_texts.per_user_mfa)[user] =
        json::serialize(object);
  if (kind == ObjectKind::registration_details) {
    const json::value* registered = member(object, "isMfaRegistered");
    if (registered != nullptr && registered->is_bool())
      mfa_registered_[user] = registered->get_bool();
    return;
  }
  const std::string_view state = text_member(object, "perUserMfaState");
  if (const auto known = value_of<PerUserMfaState>(state)) {
    per_user_mfa_[user] = *known;
    return;
  }
  diagnostics.push_back({Severity::warning,
                         {ErrorCode::graph_unknown_value,
                          fmt::format("`{}` is not a per-user MFA state that is known here", state),
                          where, "known states are disabled, enabled and enforced"}});
}

// CA 2.9: a role that may be activated is not held, whatever the object says of itself.
void Collector::add_role_eligibility(const json::object& object, const Place& where) {
  RoleAssignment assignment = take(read_role_assignment(object, where));
  assignment.type = RoleAssignmentType::eligible;
  keep_text(assignment, object);
  tenant.role_assignments.items.push_back(std::move(assignment));
}

// An activated role with its members listed inside: each member is an active assignment.
void Collector::add_directory_role(const json::object& object, const Place& where) {
  if (keep_texts) kept_texts.directory_roles.push_back({json::serialize(object), where});
  const RoleTemplateId role{std::string(text_member(object, "roleTemplateId"))};
  role_templates_.emplace(text_member(object, "id"), role);
  if (tenant.role_definitions.find(role) == nullptr) {
    RoleDefinition definition;
    definition.id = role;
    definition.display_name = text_member(object, "displayName");
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
    assignment.principal = DirectoryObjectId(std::string(text_member(item.get_object(), "id")));
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
  if (kind == ObjectKind::permission_grant) tenant.permission_grants.exported = true;
  if (kind == ObjectKind::application) tenant.applications.exported = true;
  if (kind == ObjectKind::token_lifetime_policy) tenant.token_lifetime_policies.exported = true;
  if (kind == ObjectKind::cross_tenant_partner) tenant.cross_tenant_partners.exported = true;
}

}  // namespace caprock
