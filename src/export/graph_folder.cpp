#include "export/graph_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "export/tenant_objects.h"
#include "graph_json/origin_json.h"
#include "graph_json/pretty_json.h"

namespace caprock {
namespace {

struct GraphFile {
  ObjectKind kind;
  std::string_view file;
  std::string_view resource;  // after the version
};

constexpr std::array k_graph_files = {
    GraphFile{ObjectKind::policy, "policies.json", "identity/conditionalAccess/policies"},
    GraphFile{ObjectKind::named_location, "namedLocations.json",
              "identity/conditionalAccess/namedLocations"},
    GraphFile{ObjectKind::authentication_strength, "authenticationStrengths.json",
              "identity/conditionalAccess/authenticationStrength/policies"},
    GraphFile{ObjectKind::authentication_context, "authenticationContexts.json",
              "identity/conditionalAccess/authenticationContextClassReferences"},
    GraphFile{ObjectKind::terms_of_use, "termsOfUse.json",
              "identityGovernance/termsOfUse/agreements"},
    GraphFile{ObjectKind::user, "users.json", "users"},
    GraphFile{ObjectKind::group, "groups.json", "groups"},
    GraphFile{ObjectKind::directory_role, "directoryRoles.json", "directoryRoles"},
    GraphFile{ObjectKind::role_definition, "roleDefinitions.json",
              "roleManagement/directory/roleDefinitions"},
    GraphFile{ObjectKind::role_assignment, "roleAssignments.json",
              "roleManagement/directory/roleAssignments"},
    GraphFile{ObjectKind::service_principal, "servicePrincipals.json", "servicePrincipals"},
    GraphFile{ObjectKind::permission_grant, "oauth2PermissionGrants.json",
              "oauth2PermissionGrants"},
    GraphFile{ObjectKind::application, "applications.json", "applications"},
    GraphFile{ObjectKind::token_lifetime_policy, "tokenLifetimePolicies.json",
              "policies/tokenLifetimePolicies"},
    GraphFile{ObjectKind::cross_tenant_partner, "crossTenantAccessPolicyPartners.json",
              "policies/crossTenantAccessPolicy/partners"},
    GraphFile{ObjectKind::organization, "organization.json", "organization"},
    GraphFile{ObjectKind::security_defaults, "identitySecurityDefaults.json",
              "policies/identitySecurityDefaultsEnforcementPolicy"},
    GraphFile{ObjectKind::mfa_service_settings, "mfaServiceSettings.json", ""},
    GraphFile{ObjectKind::cross_tenant_default, "crossTenantAccessPolicyDefault.json",
              "policies/crossTenantAccessPolicy/default"},
    GraphFile{ObjectKind::per_user_mfa, "perUserMfa.json",
              "users/{id}/authentication/requirements"},
    GraphFile{ObjectKind::registration_details, "userRegistrationDetails.json",
              "reports/authenticationMethods/userRegistrationDetails"},
};

const GraphFile& graph_file_of(ObjectKind kind) {
  return *std::find_if(k_graph_files.begin(), k_graph_files.end(),
                       [&](const GraphFile& row) { return row.kind == kind; });
}

bool stands_alone(ObjectKind kind) {
  return kind == ObjectKind::security_defaults || kind == ObjectKind::mfa_service_settings ||
         kind == ObjectKind::cross_tenant_default;
}

// The version is left out: nobody here knows which one was asked.
json::object graph_response(std::string_view resource, json::array items) {
  return {{"@odata.context", fmt::format("#{}", resource)}, {"value", std::move(items)}};
}

// A response says that it is whole; what nobody said so of stays a bare list.
json::value in_one_file(ObjectList list, const GraphFile& file) {
  if (stands_alone(list.kind)) return std::move(list.objects.front().object);
  json::array items;
  for (NamedObject& one : list.objects) items.emplace_back(std::move(one.object));
  if (!list.whole) return items;
  return graph_response(file.resource, std::move(items));
}

class GraphFolder {
 public:
  explicit GraphFolder(const Snapshot& snapshot) : snapshot_(snapshot) {}

  std::vector<ExportedFile> write() {
    for (ObjectList& list : objects_of(snapshot_)) {
      const GraphFile& file = graph_file_of(list.kind);
      put(std::string(file.file), file.resource, in_one_file(std::move(list), file));
    }
    write_members();
    put_manifest();
    return std::move(files_);
  }

 private:
  void put(std::string path, std::string_view resource, const json::value& content) {
    json::object entry{{"file", path}};
    if (!resource.empty()) entry["resource"] = fmt::format("/{}", resource);
    resources_.emplace_back(std::move(entry));
    files_.push_back({std::move(path), pretty(content)});
  }

  void write_members() {
    FileNames names;
    for (const auto& [group, references] : snapshot_.kept.group_members) {
      json::array members;
      for (const std::string& reference : references) members.emplace_back(object_in(reference));
      put(fmt::format("groupMembers/{}.json", names.unused(group.text())),
          fmt::format("groups/{}/members", group.text()),
          graph_response(fmt::format("groups('{}')/members", group.text()), std::move(members)));
    }
  }

  void put_manifest() {
    json::object manifest{{"format", "caprock-snapshot"}, {"version", 1}};
    if (snapshot_.tenant.organization)
      manifest["tenantId"] = snapshot_.tenant.organization->id.text();
    manifest["complete"] = !snapshot_.partial;
    manifest["resources"] = std::move(resources_);
    files_.push_back({"manifest.json", pretty(manifest)});
  }

  const Snapshot& snapshot_;
  std::vector<ExportedFile> files_;
  json::array resources_;
};

}  // namespace

std::vector<ExportedFile> graph_folder(const Snapshot& snapshot) {
  return GraphFolder(snapshot).write();
}

}  // namespace caprock
