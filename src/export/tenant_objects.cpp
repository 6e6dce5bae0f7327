#include "export/tenant_objects.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "graph_json/graph_json.h"
#include "graph_json/origin_json.h"

namespace caprock {
namespace {

// Objects that keep their text are as they were found; policies and the like may have been changed.
json::object text_of(const Policy& policy) { return write_policy(policy); }
json::object text_of(const NamedLocation& location) { return write_named_location(location); }
json::object text_of(const AuthenticationStrength& strength) {
  return write_authentication_strength(strength);
}
template <class T>
json::object text_of(const T& item) {
  return object_in(item.origin.raw);
}

template <class T>
std::string name_in(const T& item) {
  return item.id.text();
}
std::string name_in(const PermissionGrant& grant) { return grant.id; }
std::string name_in(const TokenLifetimePolicy& policy) { return policy.id; }
std::string name_in(const Application& application) { return application.id; }
std::string name_in(const CrossTenantAccess& partner) {
  return partner.tenant_id ? partner.tenant_id->text() : std::string();
}
std::string name_in(const RoleAssignment& assignment) {
  return std::string(text_member(object_in(assignment.origin.raw), "id"));
}

class TenantObjects {
 public:
  explicit TenantObjects(const Snapshot& snapshot) : snapshot_(snapshot) {}

  std::vector<ObjectList> gather() {
    const TenantSnapshot& tenant = snapshot_.tenant;
    add(ObjectKind::policy, tenant.policies);
    add(ObjectKind::named_location, tenant.named_locations);
    add(ObjectKind::authentication_strength, tenant.authentication_strengths);
    add(ObjectKind::authentication_context, tenant.authentication_contexts);
    add(ObjectKind::terms_of_use, tenant.terms_of_use);
    add(ObjectKind::user, tenant.users);
    add(ObjectKind::group, tenant.groups);
    add_directory_roles();
    add(ObjectKind::role_definition, tenant.role_definitions);
    add(ObjectKind::role_assignment, tenant.role_assignments);
    add(ObjectKind::service_principal, tenant.service_principals);
    add(ObjectKind::permission_grant, tenant.permission_grants);
    add(ObjectKind::application, tenant.applications);
    add(ObjectKind::token_lifetime_policy, tenant.token_lifetime_policies);
    add(ObjectKind::cross_tenant_partner, tenant.cross_tenant_partners);
    add_setting(ObjectKind::organization, tenant.organization);
    add_setting(ObjectKind::security_defaults, tenant.security_defaults);
    add_setting(ObjectKind::mfa_service_settings, tenant.mfa_service_settings);
    add_setting(ObjectKind::cross_tenant_default, tenant.cross_tenant_default);
    add_facts(ObjectKind::per_user_mfa, snapshot_.kept.per_user_mfa);
    add_facts(ObjectKind::registration_details, snapshot_.kept.registration_details);
    return std::move(lists_);
  }

 private:
  // What has no text came from another object's: a group from its members, an assignment from an
  // activated role.
  template <class T>
  void add(ObjectKind kind, const Collection<T>& collection) {
    ObjectList list{kind, collection.exported, {}};
    for (const T& item : collection.items) {
      if (item.origin.raw.empty()) continue;
      json::object object = text_of(item);
      if (kind == ObjectKind::role_definition &&
          kind_of_object(object) == ObjectKind::directory_role)
        continue;
      put(list, name_in(item), std::move(object));
    }
    if (list.whole || !list.objects.empty()) lists_.push_back(std::move(list));
  }

  template <class T>
  void add_setting(ObjectKind kind, const std::optional<T>& setting) {
    if (!setting) return;
    ObjectList list{kind, true, {}};
    json::object object = object_in(setting->origin.raw);
    const std::string name(text_member(object, "id"));
    put(list, name, std::move(object));
    lists_.push_back(std::move(list));
  }

  // They say who holds a role only where all do.
  void add_directory_roles() {
    ObjectList list{ObjectKind::directory_role, snapshot_.tenant.role_assignments.exported, {}};
    for (const Kept::Text& role : snapshot_.kept.directory_roles) {
      json::object object = object_in(role.raw);
      const std::string name(text_member(object, "id"));
      put(list, name, std::move(object));
    }
    if (!list.objects.empty()) lists_.push_back(std::move(list));
  }

  void add_facts(ObjectKind kind, const std::map<UserId, std::string>& texts) {
    ObjectList list{kind, true, {}};
    for (const auto& [user, text] : texts) {
      json::object object = object_in(text);
      if (text_member(object, "id").empty()) object["id"] = user.text();
      put(list, user.text(), std::move(object));
    }
    if (!list.objects.empty()) lists_.push_back(std::move(list));
  }

  static void put(ObjectList& list, std::string name, json::object object) {
    const auto told = kind_of_object(object);
    if (list.whole ? told && *told != list.kind : told != list.kind)
      object = telling_its_kind(std::move(object), list.kind);
    list.objects.push_back({std::move(name), std::move(object)});
  }

  const Snapshot& snapshot_;
  std::vector<ObjectList> lists_;
};

bool may_stand_in_file_name(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
         c == '_' || c == '@' || c == '.';
}

}  // namespace

std::vector<ObjectList> objects_of(const Snapshot& snapshot) {
  return TenantObjects(snapshot).gather();
}

json::object telling_its_kind(json::object object, ObjectKind kind) {
  const auto told = kind_of_object(object);
  const bool assigns = kind == ObjectKind::role_assignment && told == ObjectKind::role_eligibility;
  const std::string type = odata_type_for(kind);
  if (told == kind || assigns || type.empty()) return object;
  json::object telling{{"@odata.type", type}};
  for (auto& [name, value] : object)
    if (!equal_ignoring_case(name, "@odata.type")) telling[name] = std::move(value);
  return telling;
}

std::string FileNames::unused(std::string_view id) {
  constexpr std::size_t k_longest = 120;  // many file systems take 255 bytes with what comes behind
  std::string name;
  for (const char c : id.substr(0, k_longest)) name += may_stand_in_file_name(c) ? c : '_';
  if (name.empty() || name.front() == '.') name.insert(0, 1, '_');
  const std::string stem = name;
  for (int number = 2;; ++number) {
    const std::string key = to_lower(name);
    const auto at = std::lower_bound(taken_.begin(), taken_.end(), key);
    if (at == taken_.end() || *at != key) {
      taken_.insert(at, key);
      return name;
    }
    name = fmt::format("{}-{}", stem, number);
  }
}

}  // namespace caprock
