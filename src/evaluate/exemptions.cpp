#include "evaluate/exemptions.h"

#include <algorithm>

#include "base/text.h"
#include "evaluate/scopes.h"
#include "model/well_known.h"

namespace caprock::evaluate {
namespace {

// CA 2.15.2: one's own methods of Microsoft Graph, and nothing else.
bool reads_own_methods_only(const Request& request) {
  const AskedScopes asked = asked_scopes(request);
  const auto is_graph = [](const AppId& app) { return app.is(app::k_microsoft_graph); };
  const auto is_harmless = [](std::string_view scope) {
    return is_open_id_scope(scope) || equal_ignoring_case(scope, "UserAuthenticationMethod.Read");
  };
  return !asked.unknown_resources && !asked.asks_consented() && !asked.graph.empty() &&
         std::all_of(asked.resources.begin(), asked.resources.end(), is_graph) &&
         std::all_of(asked.graph.begin(), asked.graph.end(), is_harmless);
}

}  // namespace

bool is_exempt(const Request& request, BuiltInControl control) {
  if (control == BuiltInControl::approved_application)
    return request.client_app.is(app::k_defender_mobile);  // CA 2.15.3
  return control == BuiltInControl::compliant_device &&
         request.client_app.is(app::k_authenticator) && reads_own_methods_only(request);
}

}  // namespace caprock::evaluate
