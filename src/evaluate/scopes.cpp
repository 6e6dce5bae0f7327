#include "evaluate/scopes.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "model/well_known.h"

namespace caprock::evaluate {
namespace {

const BaselineScope* find_baseline(std::string_view scope) {
  const auto rows = baseline_scopes();
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const BaselineScope& row) {
    return equal_ignoring_case(row.scope, scope);
  });
  return at == rows.end() ? nullptr : &*at;
}

bool is_baseline_scope(std::string_view scope) { return find_baseline(scope) != nullptr; }

bool is_directory(const AppId& app) {
  return app.is(app::k_microsoft_graph) || app.is(app::k_windows_azure_active_directory);
}

bool is_word(const AppId& resource) {
  return resource.is(word::k_office365) || resource.is(word::k_microsoft_admin_portals);
}

// `https://outlook.office365.com/` and `spn:<id>` name their application: the table's id for a
// host, otherwise what is left without scheme and slashes.
AppId application_of(std::string_view resource) {
  for (const std::string_view scheme : {"https://", "http://", "api://", "spn:"})
    if (starts_with_ignoring_case(resource, scheme)) resource.remove_prefix(scheme.size());
  while (resource.ends_with('/')) resource.remove_suffix(1);
  std::string plain = to_lower(resource);
  const std::string_view known = resource_app(plain);
  return AppId(known.empty() ? std::move(plain) : std::string(known));
}

// A resource, and the scope of it that is asked; an empty one for the resource as a whole.
void add(AskedScopes& asked, std::string_view resource, const std::string& scope) {
  const AppId app = application_of(resource);
  if (app.is_guid())
    asked.resources.push_back(app);
  else
    asked.unknown_resources = true;
  if (!is_directory(app)) return;
  if (scope.empty())
    asked.names_directory = true;
  else if (!app.is(app::k_microsoft_graph))
    asked.directory.push_back(scope);
  else if (equal_ignoring_case(scope, ".default"))
    asked.graph_default = true;
  else
    asked.graph.push_back(scope);
}

bool all_open_id(const std::vector<std::string>& scopes) {
  return std::all_of(scopes.begin(), scopes.end(), is_open_id_scope);
}

}  // namespace

bool AskedScopes::only_open_id() const { return all_open_id(graph) && all_open_id(directory); }

bool AskedScopes::only_baseline() const {
  if ((graph.empty() && directory.empty()) || asks_consented() || unknown_resources) return false;
  return std::all_of(resources.begin(), resources.end(), is_directory) &&
         std::all_of(graph.begin(), graph.end(), is_baseline_scope) &&
         std::all_of(directory.begin(), directory.end(), is_baseline_scope);
}

AskedScopes asked_scopes(const Request& request) {
  AskedScopes asked;
  for (const AppId& resource : request.resources) {
    if (is_word(resource))
      asked.resources.push_back(resource);
    else
      add(asked, resource.text(), {});
  }
  // The last slash divides `api://<id>/read`; without a resource a scope is Microsoft Graph's.
  for (const std::string& scope : request.scopes) {
    const std::size_t slash = scope.rfind('/');
    const bool has_resource = slash != scope.npos && slash != 0;
    std::string name = slash == scope.npos ? scope : scope.substr(slash + 1);
    if (has_resource)
      add(asked, std::string_view(scope).substr(0, slash), name);
    else if (equal_ignoring_case(name, ".default"))
      asked.graph_default = true;
    else
      asked.graph.push_back(std::move(name));
  }
  return asked;
}

bool is_open_id_scope(std::string_view scope) {
  const BaselineScope* row = find_baseline(scope);
  return row != nullptr && row->kind == BaselineKind::open_id;
}

std::string_view dataset_of(std::string_view scope) {
  for (const ScopeAudience& row : scope_audiences()) {
    const bool family = row.scope.ends_with('*');
    const std::string_view text = row.scope.substr(0, row.scope.size() - (family ? 1 : 0));
    if (family ? starts_with_ignoring_case(scope, text) : equal_ignoring_case(scope, text))
      return row.app_id;
  }
  return {};
}

}  // namespace caprock::evaluate
