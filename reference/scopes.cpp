#include "reference/scopes.h"

#include <algorithm>

#include "base/text.h"
#include "model/well_known.h"

namespace caprock::reference {
namespace {

const BaselineScope* baseline_row(std::string_view scope) {
  for (const BaselineScope& row : baseline_scopes())
    if (equal_ignoring_case(row.scope, scope)) return &row;
  return nullptr;
}

struct SplitScope {
  std::string resource;  // empty: Microsoft Graph
  std::string name;
};

// `https://outlook.office365.com/EWS.AccessAsUser.All`, `api://<id>/read`, `<id>/.default`.
SplitScope split_scope(const std::string& scope) {
  const std::size_t slash = scope.rfind('/');
  if (slash == std::string::npos) return {{}, scope};
  return {scope.substr(0, slash), scope.substr(slash + 1)};
}

std::string without_scheme(std::string_view resource) {
  for (const std::string_view scheme : {"https://", "http://", "api://", "spn:"})
    if (starts_with_ignoring_case(resource, scheme)) resource.remove_prefix(scheme.size());
  while (!resource.empty() && resource.back() == '/') resource.remove_suffix(1);
  return to_lower(resource);
}

bool is_directory(const AppId& app) {
  return app.is(app::k_microsoft_graph) || app.is(app::k_windows_azure_active_directory);
}

void add_resource(AskedScopes& asked, const std::string& resource, const std::string& name) {
  const std::string plain = without_scheme(resource);
  const std::string_view known = resource_app(plain);
  const AppId app(known.empty() ? plain : std::string(known));
  const bool graph = app.is(app::k_microsoft_graph);
  if (is_directory(app) && name.empty()) asked.names_directory = true;
  if (graph && equal_ignoring_case(name, ".default"))
    asked.graph_default = true;
  else if (graph && !name.empty())
    asked.graph.push_back(name);
  else if (is_directory(app) && !name.empty())
    asked.directory.push_back(name);
  if (app.is_guid())
    asked.resources.push_back(app);
  else
    asked.unknown_resources.push_back(resource);
}

}  // namespace

bool AskedScopes::only_open_id() const {
  return std::all_of(graph.begin(), graph.end(), is_open_id_scope) &&
         std::all_of(directory.begin(), directory.end(), is_open_id_scope);
}

bool AskedScopes::only_baseline() const {
  const bool resources_fit = std::all_of(resources.begin(), resources.end(), is_directory);
  return !(graph.empty() && directory.empty()) && !asks_consented() && unknown_resources.empty() &&
         resources_fit && std::all_of(graph.begin(), graph.end(), is_baseline_scope) &&
         std::all_of(directory.begin(), directory.end(), is_baseline_scope);
}

AskedScopes asked_scopes(const Request& request) {
  AskedScopes asked;
  for (const AppId& resource : request.resources) {
    if (resource.is(word::k_office365) || resource.is(word::k_microsoft_admin_portals))
      asked.resources.push_back(resource);
    else
      add_resource(asked, resource.text(), {});
  }
  for (const std::string& scope : request.scopes) {
    const SplitScope split = split_scope(scope);
    if (!split.resource.empty())
      add_resource(asked, split.resource, split.name);
    else if (equal_ignoring_case(split.name, ".default"))
      asked.graph_default = true;
    else
      asked.graph.push_back(split.name);
  }
  return asked;
}

bool is_open_id_scope(std::string_view scope) {
  const BaselineScope* row = baseline_row(scope);
  return row && row->kind == BaselineKind::open_id;
}

bool is_baseline_scope(std::string_view scope) { return baseline_row(scope) != nullptr; }

std::string_view dataset_of(std::string_view scope) {
  for (const ScopeAudience& row : scope_audiences()) {
    const bool prefix = row.scope.ends_with('*');
    const std::string_view text = prefix ? row.scope.substr(0, row.scope.size() - 1) : row.scope;
    if (prefix ? starts_with_ignoring_case(scope, text) : equal_ignoring_case(scope, text))
      return row.app_id;
  }
  return {};
}

}  // namespace caprock::reference
