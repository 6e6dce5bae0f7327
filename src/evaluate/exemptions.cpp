#include "evaluate/exemptions.h"

#include "base/text.h"
#include "evaluate/conditions.h"
#include "model/well_known.h"

namespace caprock::evaluate {
namespace {

// A resource or host, in any of the forms that scopes use.
bool is_graph(std::string_view resource) {
  for (const std::string_view scheme : {"https://", "http://", "api://", "spn:"})
    if (starts_with_ignoring_case(resource, scheme)) resource.remove_prefix(scheme.size());
  while (resource.ends_with('/')) resource.remove_suffix(1);
  return equal_ignoring_case(resource, app::k_microsoft_graph) ||
         resource_app(to_lower(resource)) == app::k_microsoft_graph;
}

// CA 2.15.2: one's own methods of Microsoft Graph, and nothing else. Graph without a scope beyond
// OpenID Connect's stands for all that was consented to (CA 2.3.13).
bool reads_own_methods_only(const Request& request) {
  bool names_graph = false, reads_methods = false;
  for (const AppId& resource : request.resources) {
    if (!is_graph(resource.text())) return false;
    names_graph = true;
  }
  for (const std::string_view scope : request.scopes) {
    const std::size_t slash = scope.rfind('/');
    const std::string_view resource = scope.substr(0, slash == scope.npos ? 0 : slash);
    const std::string_view name = slash == scope.npos ? scope : scope.substr(slash + 1);
    if (!resource.empty() && !is_graph(resource)) return false;
    if (!resource.empty() && name.empty()) {
      names_graph = true;
      continue;
    }
    const bool methods = equal_ignoring_case(name, "UserAuthenticationMethod.Read");
    if (!methods && !is_open_id_scope(name)) return false;
    reads_methods = reads_methods || methods;
  }
  return reads_methods || (!names_graph && !request.scopes.empty());
}

}  // namespace

bool is_exempt(const Request& request, BuiltInControl control) {
  if (control == BuiltInControl::approved_application)
    return request.client_app.is(app::k_defender_mobile);  // CA 2.15.3
  return control == BuiltInControl::compliant_device &&
         request.client_app.is(app::k_authenticator) && reads_own_methods_only(request);
}

}  // namespace caprock::evaluate
