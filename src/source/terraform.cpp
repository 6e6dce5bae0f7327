#include "source/terraform.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "source/terraform_objects.h"

namespace caprock {
namespace {

const json::value* member_of(const json::value& value, std::string_view name) {
  const json::object* object = value.if_object();
  return object != nullptr ? object->if_contains(name) : nullptr;
}
const json::array* list_in(const json::value& value, std::string_view name) {
  const json::value* found = member_of(value, name);
  return found != nullptr ? found->if_array() : nullptr;
}
std::string_view text_in(const json::value& value, std::string_view name) {
  const json::value* found = member_of(value, name);
  const json::string* text = found != nullptr ? found->if_string() : nullptr;
  return text != nullptr ? std::string_view(*text) : std::string_view();
}
bool says_yes(const json::value& value, std::string_view name) {
  const json::value* found = member_of(value, name);
  const bool* yes = found != nullptr ? found->if_bool() : nullptr;
  return yes != nullptr && *yes;
}

// Waits to be destroyed; another one is in its place.
bool is_deposed(const json::value& resource) {
  return !text_in(resource, "deposed").empty() || !text_in(resource, "deposed_key").empty();
}

Error malformed(std::string message, Place where) {
  return {ErrorCode::terraform_malformed, std::move(message), std::move(where),
          "write the document again with `terraform show -json`"};
}

// The objects of a document, and what of them is joined from several resources.
class Objects {
 public:
  explicit Objects(const std::string& file) : file_(file) {}

  // Something of the document has another form than it should have.
  void tell_malformed(std::string message, std::string pointer) {
    out_.diagnostics.push_back(
        {Severity::warning, malformed(std::move(message), place(std::move(pointer)))});
  }
  void tell(Severity severity, ErrorCode code, std::string message, std::string hint) {
    out_.diagnostics.push_back({severity, {code, std::move(message), place({}), std::move(hint)}});
  }

  void add(const TerraformResource& resource) {
    const auto kind = kind_of(resource);
    if (!kind) return;
    if (resource.values.value == nullptr || !resource.values.value->is_object())
      return tell_malformed(fmt::format("a resource of type `{}` has no values", resource.type),
                            resource.where.pointer);
    if (*kind == ObjectKind::group_member)
      memberships_.push_back(membership_in(resource));
    else
      add_object(resource, *kind);
  }

  Converted finish() {
    join_memberships();
    say_losses();
    return std::move(out_);
  }

  Place place(std::string pointer) const {
    Place where;
    where.file = file_;
    where.pointer = std::move(pointer);
    return where;
  }

 private:
  void add_object(const TerraformResource& resource, ObjectKind kind) {
    ConvertedObject converted = convert(resource, kind, out_.diagnostics);
    const std::string_view id = text_in(converted.object, "id");
    const bool has_id = !id.empty();
    if (kind != ObjectKind::policy && (!has_id || converted.object.empty())) {
      leaves_out_new_ = true;
      return;
    }
    // The same object may be made in one place and looked up in another.
    if (has_id && !seen_.emplace(kind, to_lower(id)).second && resource.is_data) return;
    is_of_azuread_ = is_of_azuread_ || (kind == ObjectKind::policy && is_of_azuread(resource));
    out_.objects.push_back(std::move(converted));
  }
  static std::string_view text_in(const json::object& object, std::string_view name) {
    const json::value* found = object.if_contains(name);
    const json::string* text = found != nullptr ? found->if_string() : nullptr;
    return text != nullptr ? std::string_view(*text) : std::string_view();
  }

  // A group's own list may be older than the members that were added beside it. Where nobody lists
  // the group's members, those added are not all.
  void join_memberships() {
    std::map<std::string, json::array*> members_of;
    for (ConvertedObject& one : out_.objects) {
      json::value* list =
          one.kind == ObjectKind::group ? one.object.if_contains("members") : nullptr;
      if (list != nullptr && list->is_array())
        members_of[to_lower(text_in(one.object, "id"))] = &list->get_array();
    }
    for (const TerraformMembership& one : memberships_) {
      const auto at = members_of.find(to_lower(one.group));
      if (at == members_of.end() || one.member.empty())
        leaves_out_members_ = true;
      else
        at->second->push_back(json::value(one.member));
    }
  }

  void say_losses() {
    if (out_.objects.empty()) return;
    out_.losses.emplace_back("what Terraform does not manage is not here");
    if (is_of_azuread_)
      out_.losses.emplace_back(
          "azuread has no attributes for authentication contexts, agents, token protection, "
          "continuous access evaluation and Global Secure Access profiles of policies");
    if (leaves_out_members_) out_.losses.emplace_back("of some groups not all members are here");
    if (leaves_out_new_)
      out_.losses.emplace_back("objects that have no id before apply are left out");
  }

  const std::string& file_;
  Converted out_;
  std::vector<TerraformMembership> memberships_;
  std::set<std::pair<ObjectKind, std::string>> seen_;
  bool is_of_azuread_ = false;
  bool leaves_out_members_ = false;
  bool leaves_out_new_ = false;
};

// --- what `terraform show` writes ---------------------------------------------------------------

enum class Mode : std::uint8_t { managed, data };

// By address, what of a resource is known only after apply.
using UnknownValues = std::unordered_map<std::string_view, const json::value*>;

class Modules {
 public:
  Modules(Objects& objects, const UnknownValues& unknown) : objects_(objects), unknown_(unknown) {}

  // REQUIRES: the nesting is bounded, as that of parsed documents is.
  void walk(const json::value& module, const std::string& pointer, Mode mode) {
    each_in(module, "resources", pointer, mode,
            [&](const json::value& resource, const std::string& at) {
              read_resource(resource, at, mode);
            });
    each_in(module, "child_modules", pointer, mode,
            [&](const json::value& child, const std::string& at) { walk(child, at, mode); });
  }

 private:
  template <class Each>
  void each_in(const json::value& module, std::string_view name, const std::string& pointer,
               Mode mode, const Each& each) {
    const json::value* found = member_of(module, name);
    if (found == nullptr || found->is_null()) return;
    const std::string list_pointer = pointer_to(pointer, name);
    const json::array* list = found->if_array();
    if (list == nullptr) {
      if (mode == Mode::data) return;  // told before
      return objects_.tell_malformed(fmt::format("`{}` should be a list", name), list_pointer);
    }
    for (std::size_t i = 0; i < list->size(); ++i) each((*list)[i], pointer_to(list_pointer, i));
  }

  void read_resource(const json::value& written, const std::string& pointer, Mode mode) {
    TerraformResource resource;
    resource.type = text_in(written, "type");
    resource.is_data = text_in(written, "mode") == "data";
    if (resource.is_data != (mode == Mode::data) || is_deposed(written)) return;
    const auto unknown = unknown_.find(text_in(written, "address"));
    resource.values = {member_of(written, "values"),
                       unknown == unknown_.end() ? nullptr : unknown->second,
                       member_of(written, "sensitive_values")};
    resource.where = objects_.place(pointer);
    resource.where_values = objects_.place(pointer_to(pointer, "values"));
    objects_.add(resource);
  }

  Objects& objects_;
  const UnknownValues& unknown_;
};

// The values of one moment: `/values`, `/planned_values` or `/prior_state/values`.
struct Values {
  const json::value* root_module = nullptr;
  std::string pointer;
};

Result<Values> values_at(const json::value& document, std::string_view name,
                         const std::string& file) {
  const json::value* values = member_of(document, name);
  const std::string pointer = pointer_to("", name);
  if (values == nullptr || !values->is_object())
    return tl::unexpected(malformed(fmt::format("`{}` should be an object", name),
                                    {.file = file, .pointer = pointer}));
  const json::value* root = member_of(*values, "root_module");
  const std::string root_pointer = pointer_to(pointer, "root_module");
  if (root != nullptr && !root->is_object())
    return tl::unexpected(
        malformed("`root_module` should be an object", {.file = file, .pointer = root_pointer}));
  return Values{root, root_pointer};
}

// --- plans ------------------------------------------------------------------------------------

UnknownValues unknown_values_in(const json::array* changes) {
  UnknownValues unknown;
  if (changes == nullptr) return unknown;
  for (const json::value& one : *changes) {
    const json::value* change = member_of(one, "change");
    const json::value* tree = change != nullptr ? member_of(*change, "after_unknown") : nullptr;
    if (tree != nullptr && !is_deposed(one)) unknown[text_in(one, "address")] = tree;
  }
  return unknown;
}

bool changes_a_policy(const json::value& written, const json::value& change) {
  for (const std::string_view moment : {"after", "before"}) {
    TerraformResource resource;
    resource.type = text_in(written, "type");
    resource.values.value = member_of(change, moment);
    if (kind_of(resource) == ObjectKind::policy) return true;
  }
  return false;
}

struct PolicyChanges {
  std::size_t created = 0;
  std::size_t changed = 0;
  std::size_t deleted = 0;
  std::size_t forgotten = 0;  // stay in the tenant, and Terraform no longer knows them
};

PolicyChanges policy_changes_in(const json::array* changes) {
  PolicyChanges count;
  if (changes == nullptr) return count;
  for (const json::value& one : *changes) {
    const json::value* change = member_of(one, "change");
    const json::array* actions = change != nullptr ? list_in(*change, "actions") : nullptr;
    if (actions == nullptr || is_deposed(one) || !changes_a_policy(one, *change)) continue;
    const auto has = [&](std::string_view action) {
      return std::any_of(actions->begin(), actions->end(), [&](const json::value& each) {
        return each.is_string() && std::string_view(each.get_string()) == action;
      });
    };
    const bool replaced = has("create") && (has("delete") || has("forget"));
    count.changed += replaced || has("update") ? 1U : 0U;
    count.created += !replaced && has("create") ? 1U : 0U;
    count.deleted += !replaced && has("delete") ? 1U : 0U;
    count.forgotten += !replaced && has("forget") ? 1U : 0U;
  }
  return count;
}

std::string policies(std::size_t count) { return count_of(ObjectKind::policy, count); }

void tell_plan(const json::value& document, const PolicyChanges& count, Objects& objects) {
  objects.tell(
      Severity::note, ErrorCode::terraform_plan,
      fmt::format("the plan creates {}, changes {} and deletes {}", policies(count.created),
                  policies(count.changed), policies(count.deleted)),
      "policies are read as they will be after apply");
  if (count.forgotten > 0)
    objects.tell(Severity::warning, ErrorCode::source_lost,
                 fmt::format("the plan leaves {} to itself; what stays in the tenant is not read",
                             policies(count.forgotten)),
                 "add an export of Graph's own responses");
  if (says_yes(document, "errored"))
    objects.tell(Severity::warning, ErrorCode::source_lost,
                 "the plan ended with an error and may lack resources",
                 "plan again without errors");
}

// --- state files ------------------------------------------------------------------------------

void read_instances(const json::value& written, const std::string& pointer, Mode mode,
                    Objects& objects) {
  TerraformResource resource;
  resource.type = text_in(written, "type");
  resource.is_data = text_in(written, "mode") == "data";
  const json::array* instances = list_in(written, "instances");
  if (resource.is_data != (mode == Mode::data) || instances == nullptr) return;
  const std::string list_pointer = pointer_to(pointer, "instances");
  for (std::size_t i = 0; i < instances->size(); ++i) {
    const json::value& instance = (*instances)[i];
    if (is_deposed(instance)) continue;
    const std::string at = pointer_to(list_pointer, i);
    resource.values = {member_of(instance, "attributes"), nullptr, nullptr};
    resource.where = objects.place(at);
    resource.where_values = objects.place(pointer_to(at, "attributes"));
    objects.add(resource);
  }
}

}  // namespace

bool is_terraform_state(const json::value& document) {
  return !text_in(document, "format_version").empty() && member_of(document, "values") != nullptr;
}

bool is_terraform_plan(const json::value& document) {
  return !text_in(document, "format_version").empty() &&
         member_of(document, "planned_values") != nullptr;
}

// `lineage` came with version 4; before, resources stood in modules.
bool is_terraform_state_file(const json::value& document) {
  const json::value* version = member_of(document, "version");
  const bool plausible = version != nullptr && version->is_int64() &&
                         (version->get_int64() == 3 || version->get_int64() == 4);
  return plausible && !text_in(document, "terraform_version").empty() &&
         (member_of(document, "resources") != nullptr || member_of(document, "modules") != nullptr);
}

Result<Converted> read_terraform_state(const json::value& document, const std::string& file) {
  CAPROCK_TRY(const Values values, values_at(document, "values", file));
  Objects objects(file);
  if (values.root_module != nullptr)
    for (const Mode mode : {Mode::managed, Mode::data})
      Modules(objects, {}).walk(*values.root_module, values.pointer, mode);
  return objects.finish();
}

Result<Converted> read_terraform_plan(const json::value& document, const std::string& file) {
  CAPROCK_TRY(const Values planned, values_at(document, "planned_values", file));
  Objects objects(file);
  const json::array* changes = list_in(document, "resource_changes");
  const UnknownValues unknown = unknown_values_in(changes);
  if (planned.root_module != nullptr)
    for (const Mode mode : {Mode::managed, Mode::data})
      Modules(objects, unknown).walk(*planned.root_module, planned.pointer, mode);
  // What was looked up for the plan stands in the state before it.
  if (const json::value* prior = member_of(document, "prior_state"))
    if (const auto values = values_at(*prior, "values", file); values && values->root_module)
      Modules(objects, {}).walk(*values->root_module, "/prior_state" + values->pointer, Mode::data);
  tell_plan(document, policy_changes_in(changes), objects);
  return objects.finish();
}

Result<Converted> read_terraform_state_file(const json::value& document, const std::string& file) {
  const json::array* resources = list_in(document, "resources");
  if (resources == nullptr)
    return tl::unexpected(
        malformed("`resources` should be a list, as Terraform 0.12 and newer "
                  "write it",
                  {.file = file, .pointer = "/resources"}));
  Objects objects(file);
  for (const Mode mode : {Mode::managed, Mode::data})
    for (std::size_t i = 0; i < resources->size(); ++i)
      read_instances((*resources)[i], pointer_to("/resources", i), mode, objects);
  return objects.finish();
}

}  // namespace caprock
