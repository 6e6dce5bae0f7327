#include "export/entra_exporter_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "export/tenant_objects.h"
#include "graph_json/origin_json.h"
#include "graph_json/pretty_json.h"

namespace caprock {
namespace {

struct TreeFolder {
  ObjectKind kind;
  std::string_view path;
};

// Kinds that are not here have no folder in the tree.
constexpr std::array k_tree_folders = {
    TreeFolder{ObjectKind::policy, "Identity/Conditional/AccessPolicies"},
    TreeFolder{ObjectKind::named_location, "Identity/Conditional/NamedLocations"},
    TreeFolder{ObjectKind::authentication_context, "Identity/Conditional/AuthenticationContexts"},
    TreeFolder{ObjectKind::terms_of_use, "IdentityGovernance/TermsOfUse/Agreements"},
    TreeFolder{ObjectKind::user, "Users"},
    TreeFolder{ObjectKind::group, "Groups"},
    TreeFolder{ObjectKind::directory_role, "DirectoryRoles"},
    TreeFolder{ObjectKind::role_definition, "RoleManagement/Directory/RoleDefinitions"},
    TreeFolder{ObjectKind::role_assignment, "RoleManagement/Directory/RoleAssignments"},
    TreeFolder{ObjectKind::service_principal, "ServicePrincipals"},
    TreeFolder{ObjectKind::application, "Applications"},
    TreeFolder{ObjectKind::token_lifetime_policy, "Policies/TokenLifetimePolicy"},
    TreeFolder{ObjectKind::security_defaults, "Policies/IdentitySecurityDefaultsEnforcementPolicy"},
    TreeFolder{ObjectKind::cross_tenant_default, "Policies/CrossTenantAccessPolicy/Default"},
    TreeFolder{ObjectKind::cross_tenant_partner, "Policies/CrossTenantAccessPolicy/Partners"},
    TreeFolder{ObjectKind::organization, "Organization"},
};

ExportedFile tree_file(std::string_view folder, const std::string& name,
                       const json::object& object) {
  return {fmt::format("{0}/{1}/{1}.json", folder, name), pretty(object)};
}

// The organization has a file and no folder of its own.
void write_list(ObjectList list, std::string_view folder, std::vector<ExportedFile>& files) {
  FileNames names;
  for (NamedObject& one : list.objects) {
    const json::object object = telling_its_kind(std::move(one.object), list.kind);
    if (list.kind == ObjectKind::organization) {
      files.push_back({"Organization/Organization.json", pretty(object)});
      continue;
    }
    const std::string_view last = folder.substr(folder.rfind('/') + 1);  // npos + 1 is 0
    files.push_back(tree_file(folder, names.unused(one.name.empty() ? last : one.name), object));
  }
}

}  // namespace

std::vector<ExportedFile> entra_exporter_tree(const Snapshot& snapshot) {
  std::vector<ExportedFile> files;
  for (ObjectList& list : objects_of(snapshot)) {
    const auto at = std::find_if(k_tree_folders.begin(), k_tree_folders.end(),
                                 [&](const TreeFolder& row) { return row.kind == list.kind; });
    if (at != k_tree_folders.end()) write_list(std::move(list), at->path, files);
  }
  FileNames groups;
  for (const auto& [group, references] : snapshot.kept.group_members) {
    const std::string folder = fmt::format("Groups/{}/Members", groups.unused(group.text()));
    FileNames names;
    for (const std::string& reference : references) {
      const json::object member = object_in(reference);
      files.push_back(tree_file(folder, names.unused(text_member(member, "id")), member));
    }
  }
  return files;
}

}  // namespace caprock
