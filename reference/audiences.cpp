#include "reference/audiences.h"

#include <algorithm>

#include "base/text.h"
#include "model/well_known.h"
#include "reference/scopes.h"

namespace caprock::reference {
namespace {

constexpr std::string_view k_client_kind = "clientKind";
constexpr std::string_view k_client_app = "clientApp";

void add(std::vector<Audience>& audiences, Audience audience) {
  const bool there = std::any_of(audiences.begin(), audiences.end(), [&](const Audience& one) {
    return one.app == audience.app && one.unknown_path == audience.unknown_path &&
           one.perhaps_path == audience.perhaps_path;
  });
  if (!there) audiences.push_back(std::move(audience));
}

void add(std::vector<Audience>& audiences, std::string_view app_id) {
  add(audiences, Audience{AppId(std::string(app_id)), {}, false, {}});
}

bool is_confidential(const Situation& situation) {
  const ClientKind* kind = situation.sign_in.request.client_kind.value();
  return kind && *kind == ClientKind::confidential_client;
}

bool is_federated_protocol(GrantType grant) {
  return grant == GrantType::saml || grant == GrantType::ws_fed;
}

// What If knows resources, not clients, and takes them as they are given.
bool kind_is_unknown(const Situation& situation) {
  return situation.sign_in.request.client_kind.is_unknown() && !situation.whatif();
}

// CA 2.3: only a confidential client that asks an ID token, and a SAML or WS-Fed application, is
// itself an audience.
Match client_is_audience(const Situation& situation) {
  const Request& request = situation.sign_in.request;
  if (request.client_app.empty() && situation.whatif()) return Match::no;
  if (is_federated_protocol(request.grant)) return Match::yes;
  if (!request.id_token_requested) return Match::no;
  return kind_is_unknown(situation) ? Match::unknown : match_if(is_confidential(situation));
}

// Some application, where nobody says which.
Audience the_client(const Situation& situation, std::string perhaps_path) {
  const AppId& app = situation.sign_in.request.client_app;
  return {app, app.empty() ? std::string(k_client_app) : "", false, std::move(perhaps_path)};
}

void add_client(std::vector<Audience>& audiences, const Situation& situation) {
  const Match match = client_is_audience(situation);
  if (match == Match::no) return;
  add(audiences, the_client(situation, match == Match::yes ? "" : std::string(k_client_kind)));
}

// CA 2.13. What the directory audience of baseline scopes is, and whether the old exemption holds.
std::vector<Audience> baseline_audience(const Situation& situation, const AskedScopes& asked) {
  std::vector<Audience> audiences;
  if (asked.only_open_id() && kind_is_unknown(situation)) {
    // The client itself, or else the directory.
    add(audiences, Audience{AppId(), std::string(k_client_kind), false, {}});
    return audiences;
  }
  if (is_confidential(situation) && asked.only_open_id()) {
    add(audiences, the_client(situation, {}));
    return audiences;
  }
  switch (situation.options.baseline_scopes) {
    case BaselineScopes::enforced: add(audiences, app::k_windows_azure_active_directory); break;
    case BaselineScopes::custom:
      add(audiences, situation.options.baseline_custom_app
                         ? situation.options.baseline_custom_app->text()
                         : std::string(app::k_windows_azure_active_directory));
      break;
    case BaselineScopes::legacy:
    case BaselineScopes::disabled:
      add(audiences,
          Audience{AppId(std::string(app::k_windows_azure_active_directory)), {}, true, {}});
      break;
  }
  add_client(audiences, situation);
  return audiences;
}

// Graph, without saying for which of its data.
bool asks_consented_data(const AskedScopes& asked) {
  const bool names_graph =
      std::any_of(asked.resources.begin(), asked.resources.end(),
                  [](const AppId& resource) { return resource.is(app::k_microsoft_graph); });
  return asked.graph_default || (names_graph && asked.asks_consented());
}

// CA 2.3: Microsoft Graph is an umbrella; policies see the data sets behind the scopes.
void add_graph_datasets(std::vector<Audience>& audiences, const Situation& situation,
                        const AskedScopes& asked) {
  if (asks_consented_data(asked)) {
    // CA 2.4: a workload's policies look at the resource of its request; it has no scopes. What If
    // takes resources as they are given.
    const bool literally = situation.sign_in.request.grant == GrantType::client_credentials ||
                           (situation.whatif() && !asked.graph_default);
    if (literally)
      add(audiences, app::k_microsoft_graph);
    else
      add(audiences, Audience{AppId(), "scopes", false, {}});
  }
  for (const std::string& scope : asked.graph) {
    if (is_open_id_scope(scope)) continue;
    const std::string_view dataset = dataset_of(scope);
    if (!dataset.empty())
      add(audiences, dataset);
    else
      add(audiences, situation.options.unknown_graph_scope_audience == UnknownScopeAudience::graph
                         ? app::k_microsoft_graph
                         : app::k_windows_azure_active_directory);
  }
}

// CA 2.9: audiences of downstream services that join at client sign-in. Not simulated by What If.
void add_early_bound(std::vector<Audience>& audiences, const Situation& situation) {
  if (situation.whatif() || situation.options.service_dependencies == Toggle::off) return;
  if (!is_person(situation.sign_in.subject.kind)) return;
  const std::vector<Audience> direct = audiences;
  for (const ServiceDependency& row : early_bound_dependencies()) {
    const bool calls = situation.sign_in.request.client_app.is(row.client_app_id) ||
                       std::any_of(direct.begin(), direct.end(), [&](const Audience& one) {
                         return one.app.is(row.client_app_id);
                       });
    if (calls) add(audiences, row.downstream_app_id);
  }
}

// CA 1.14: the words for groups of applications are no targets and match nothing.
bool is_word_for_apps(const AppId& app) {
  return app.is(word::k_office365) || app.is(word::k_microsoft_admin_portals);
}

Audience resource_audience(const AppId& app) {
  return app.is_guid() ? Audience{app, {}, false, {}} : Audience{AppId(), "audiences", false, {}};
}

void add_resources(std::vector<Audience>& audiences, const AskedScopes& asked) {
  for (const AppId& resource : asked.resources) {
    // CA 2.3: Graph is seen through its data sets.
    if (is_word_for_apps(resource) || resource.is(app::k_microsoft_graph)) continue;
    add(audiences, resource_audience(resource));
  }
  if (!asked.unknown_resources.empty()) add(audiences, Audience{AppId(), "audiences", false, {}});
}

bool asks_nothing(const Request& request) {
  return request.scopes.empty() && request.resources.empty() && !request.user_action;
}

std::vector<Audience> recorded(const std::vector<AppId>& audiences) {
  std::vector<Audience> result;
  for (const AppId& app : audiences)
    if (!is_word_for_apps(app)) add(result, resource_audience(app));
  return result;
}

std::vector<Audience> computed(const Situation& situation) {
  const Request& request = situation.sign_in.request;
  const AskedScopes asked = asked_scopes(request);
  if (is_person(situation.sign_in.subject.kind) && asked.only_baseline())
    return baseline_audience(situation, asked);
  std::vector<Audience> audiences;
  add_resources(audiences, asked);
  add_graph_datasets(audiences, situation, asked);
  add_client(audiences, situation);
  add_early_bound(audiences, situation);
  // A request that names nothing is one whose resource nobody gave; What If takes it literally.
  if (audiences.empty() && asks_nothing(request) && !situation.whatif())
    add(audiences, Audience{AppId(), "resources", false, {}});
  return audiences;
}

// CA 2.10: an agent's intermediate exchange is not evaluated.
bool is_agent_exchange(const Situation& situation, const Audience& audience) {
  const SubjectKind kind = situation.sign_in.subject.kind;
  return (kind == SubjectKind::agent_identity || kind == SubjectKind::agent_user) &&
         audience.app.is(app::k_token_exchange);
}

}  // namespace

std::vector<Audience> audiences_of(const Situation& situation) {
  const Request& request = situation.sign_in.request;
  // CA 2.15: Microsoft's own risk remediation flow is not subject to policies.
  if (request.client_app.is(app::k_risk_remediation_flow)) return {};
  std::vector<Audience> audiences =
      request.audiences ? recorded(*request.audiences) : computed(situation);
  std::erase_if(audiences, [&](const Audience& one) { return is_agent_exchange(situation, one); });
  return audiences;
}

}  // namespace caprock::reference
