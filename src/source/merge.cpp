#include "source/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/printable.h"
#include "base/text.h"
#include "source/complete.h"
#include "source/recognise.h"

namespace caprock {
namespace {

// Objects of one kind that both sources have and that do not agree.
struct Disagreements {
  std::size_t count = 0;
  std::string first;  // its name and the members
  Place there;        // in the second source
  Place here;
};

class Merge {
 public:
  Merge(Read<Snapshot>& policies, Read<Snapshot>& directory, const std::string& name)
      : into_(policies), from_(directory), name_(name) {}

  std::optional<Error> join() {
    const TenantSnapshot& tenant = from_.value.tenant;
    const TenantSnapshot& first = into_.value.tenant;
    if (tenant.organization && first.organization && !tenant.organization->id.empty() &&
        !first.organization->id.empty() && !(tenant.organization->id == first.organization->id))
      return Error{ErrorCode::directory_other_tenant,
                   fmt::format("the users and groups are of the tenant `{}`, the policies of `{}`",
                               tenant.organization->id.text(), first.organization->id.text()),
                   {.file = name_},
                   "give an export of the same tenant with --directory"};
    join_objects();
    if (parts_.empty())
      return Error{ErrorCode::directory_none,
                   "there are no users, groups, roles or service principals in it",
                   {.file = name_},
                   "give an export that has them with --directory"};
    say_what_came();
    take_kept_texts();
    take_files();
    return std::nullopt;
  }

 private:
  void join_objects() {
    TenantSnapshot& to = into_.value.tenant;
    TenantSnapshot& from = from_.value.tenant;
    join(to.users, from.users, ObjectKind::user);
    join(to.groups, from.groups, ObjectKind::group);
    join(to.role_definitions, from.role_definitions, ObjectKind::role_definition);
    join_role_assignments(to.role_assignments, from.role_assignments);
    join(to.service_principals, from.service_principals, ObjectKind::service_principal);
    join_permission_grants(to.permission_grants, from.permission_grants);
  }

  template <class T>
  bool begin(Collection<T>& to, Collection<T>& from, ObjectKind kind) {
    if (!from.exported && from.items.empty()) return false;
    to.exported = to.exported || from.exported;
    parts_.push_back(count_of(kind, from.items.size()));
    for (T& item : from.items) item.origin.where = placed(item.origin.where);
    return true;
  }

  template <class T>
  void join(Collection<T>& to, Collection<T>& from, ObjectKind kind) {
    if (!begin(to, from, kind)) return;
    std::map<decltype(T::id), std::size_t> known;
    to.items.reserve(to.items.size() + from.items.size());
    for (std::size_t i = 0; i < to.items.size(); ++i) known.emplace(to.items[i].id, i);
    Disagreements found;
    for (T& item : from.items) {
      const auto at = known.find(item.id);
      if (item.id.empty() || at == known.end())
        to.items.push_back(std::move(item));
      else
        complete_one(to.items[at->second], item, found);
    }
    say(found, kind);
  }

  template <class T>
  void complete_one(T& kept, const T& other, Disagreements& found) {
    const std::vector<std::string> differing = complete(kept, other);
    complete_text(kept.origin.raw, other.origin.raw);
    if (differing.empty() || found.count++ > 0) return;
    const std::string& name = kept.display_name.empty() ? kept.id.text() : kept.display_name;
    found.first = fmt::format("{} ({})", in_backticks(name), caprock::join(differing, ", "));
    found.here = kept.origin.where;
    found.there = other.origin.where;
  }

  void join_role_assignments(Collection<RoleAssignment>& to, Collection<RoleAssignment>& from) {
    if (!begin(to, from, ObjectKind::role_assignment)) return;
    const auto key = [](const RoleAssignment& one) {
      return std::tuple(one.role, one.principal, one.directory_scope_id, one.type);
    };
    std::set<decltype(key(std::declval<const RoleAssignment&>()))> known;
    for (const RoleAssignment& one : to.items) known.insert(key(one));
    for (RoleAssignment& one : from.items)
      if (known.insert(key(one)).second) to.items.push_back(std::move(one));
  }

  void join_permission_grants(Collection<PermissionGrant>& to, Collection<PermissionGrant>& from) {
    if (!begin(to, from, ObjectKind::permission_grant)) return;
    std::set<std::string> known;
    for (const PermissionGrant& one : to.items) known.insert(one.id);
    for (PermissionGrant& one : from.items)
      if (one.id.empty() || known.insert(one.id).second) to.items.push_back(std::move(one));
  }

  void say(const Disagreements& found, ObjectKind kind) {
    if (found.count == 0) return;
    into_.diagnostics.push_back(
        {Severity::warning,
         {ErrorCode::graph_duplicate_object,
          fmt::format("{} in both sources, with different content, among them {}; `{}` counts",
                      count_of(kind, found.count) + (found.count == 1 ? " is" : " are"),
                      found.first, to_string(found.here)),
          found.there, "take both exports at the same time"}});
  }

  void say_what_came() {
    const std::size_t policies = from_.value.tenant.policies.items.size();
    std::string message =
        fmt::format("the directory is completed from it: {}", caprock::join(parts_, ", "));
    if (policies > 0)
      message +=
          fmt::format("; its {} and settings are not used", count_of(ObjectKind::policy, policies));
    into_.diagnostics.push_back(
        {Severity::note, {ErrorCode::directory_merged, std::move(message), {.file = name_}, {}}});
  }

  // A single file is called by its own name, and so is the source.
  Place placed(Place where) const {
    if (where.file.empty() || where.file == name_) return where;
    where.file = name_.ends_with("/" + where.file) ? name_ : name_ + "/" + where.file;
    return where;
  }

  // What the first has of them counts.
  void take_kept_texts() {
    Kept& to = into_.value.kept;
    Kept& from = from_.value.kept;
    std::move(from.directory_roles.begin(), from.directory_roles.end(),
              std::back_inserter(to.directory_roles));
    to.group_members.merge(from.group_members);
    to.per_user_mfa.merge(from.per_user_mfa);
    to.registration_details.merge(from.registration_details);
  }

  void take_files() {
    for (SourceFile& file : from_.value.files) {
      file.path = placed({.file = file.path}).file;
      into_.value.files.push_back(std::move(file));
    }
    for (Diagnostic& diagnostic : from_.diagnostics) {
      diagnostic.error.where = placed(diagnostic.error.where);
      into_.diagnostics.push_back(std::move(diagnostic));
    }
    into_.value.partial = into_.value.partial || from_.value.partial;
  }

  Read<Snapshot>& into_;
  Read<Snapshot>& from_;
  const std::string& name_;
  std::vector<std::string> parts_;  // `3 users`
};

}  // namespace

Result<Read<Snapshot>> merge_directory(Read<Snapshot> policies, Read<Snapshot> directory,
                                       const std::string& name) {
  if (auto problem = Merge(policies, directory, name).join())
    return tl::unexpected(std::move(*problem));
  return policies;
}

}  // namespace caprock
