#include "evaluate/audiences.h"

#include <algorithm>

#include "base/text.h"
#include "evaluate/scopes.h"
#include "model/well_known.h"

namespace caprock::evaluate {
namespace {

// Inputs that would tell what an audience is.
constexpr std::string_view k_client_kind = "clientKind";
constexpr std::string_view k_client_app = "clientApp";
constexpr std::string_view k_recorded = "audiences";
constexpr std::string_view k_scopes = "scopes";
constexpr std::string_view k_resources = "resources";

// CA 1.14.3: no targets, and in a recorded list no audiences.
bool is_word_for_apps(const AppId& app) {
  return app.is(word::k_office365) || app.is(word::k_microsoft_admin_portals);
}

class Collector {
 public:
  explicit Collector(Facts& facts)
      : facts_(facts), request_(facts.sign_in.request), asked_(asked_scopes(request_)) {}

  void collect() {
    if (request_.client_app.is(app::k_risk_remediation_flow)) return;  // CA 2.15.1
    if (request_.audiences)
      add_recorded();
    else if (facts_.is_person() && asked_.only_baseline())
      add_baseline();
    else
      add_asked();
    const SubjectKind kind = facts_.sign_in.subject.kind;
    if (kind == SubjectKind::agent_identity || kind == SubjectKind::agent_user)  // CA 2.10.8
      std::erase_if(facts_.audiences,
                    [](const Audience& one) { return one.app.is(app::k_token_exchange); });
  }

 private:
  void add(Audience audience) {
    const bool there =
        std::any_of(facts_.audiences.begin(), facts_.audiences.end(), [&](const Audience& one) {
          return one.app == audience.app && one.unknown_path == audience.unknown_path &&
                 one.perhaps_path == audience.perhaps_path;
        });
    if (there) return;
    audience.traits = facts_.tenant.resources().traits_of(audience.app);
    facts_.audiences.push_back(std::move(audience));
  }

  void add_app(std::string_view app_id) {
    Audience audience;
    audience.app = AppId(std::string(app_id));
    add(std::move(audience));
  }

  void add_unknown(std::string_view path) {
    Audience audience;
    audience.unknown_path = path;
    add(std::move(audience));
  }

  // A text that is no application id is some resource.
  void add_resource(const AppId& app) {
    if (app.is_guid())
      add_app(app.text());
    else
      add_unknown(k_recorded);
  }

  // CA 2.3.10
  void add_recorded() {
    for (const AppId& app : *request_.audiences)
      if (!is_word_for_apps(app)) add_resource(app);
  }

  bool is_confidential() const {
    const ClientKind* kind = request_.client_kind.value();
    return kind != nullptr && *kind == ClientKind::confidential_client;
  }

  // What If knows resources, not clients, and takes them as they are given.
  bool kind_is_unknown() const {
    return request_.client_kind.is_unknown() && !facts_.tenant.whatif();
  }

  // CA 2.3.2
  Match client_is_audience() const {
    if (request_.client_app.empty() && facts_.tenant.whatif()) return Match::no;
    if (request_.grant == GrantType::saml || request_.grant == GrantType::ws_fed) return Match::yes;
    if (!request_.id_token_requested) return Match::no;
    return kind_is_unknown() ? Match::unknown : match_if(is_confidential());
  }

  // Some application where nobody says which client it is (CA 2.3.14).
  void add_client(Match match) {
    if (match == Match::no) return;
    Audience client;
    client.app = request_.client_app;
    if (client.app.empty()) client.unknown_path = k_client_app;
    if (match == Match::unknown) client.perhaps_path = k_client_kind;
    add(std::move(client));
  }

  // CA 2.13: the client itself, or the directory in the state that the tenant has.
  void add_baseline() {
    if (asked_.only_open_id() && kind_is_unknown()) return add_unknown(k_client_kind);
    if (asked_.only_open_id() && is_confidential()) return add_client(Match::yes);
    const EvaluationOptions& options = facts_.tenant.options();
    Audience directory;
    directory.app = AppId(std::string(app::k_windows_azure_active_directory));
    switch (options.baseline_scopes) {
      case BaselineScopes::enforced: break;
      case BaselineScopes::custom:
        if (options.baseline_custom_app) directory.app = *options.baseline_custom_app;
        break;
      case BaselineScopes::legacy:
      case BaselineScopes::disabled: look_at_exemption(directory); break;
    }
    add(std::move(directory));
    add_client(client_is_audience());
  }

  void look_at_exemption(Audience& directory) {
    const auto covered = [](std::string_view scope) {
      return is_open_id_scope(scope) || equal_ignoring_case(scope, "User.Read");
    };
    directory.legacy_baseline = true;
    facts_.asks_harmless_scopes =
        std::all_of(asked_.directory.begin(), asked_.directory.end(), covered) &&
        std::all_of(asked_.graph.begin(), asked_.graph.end(), [&](std::string_view scope) {
          return covered(scope) || equal_ignoring_case(scope, "People.Read");
        });
    facts_.client.app = request_.client_app;
    facts_.client.traits = facts_.tenant.resources().traits_of(request_.client_app);
  }

  void add_asked() {
    for (const AppId& resource : asked_.resources)
      if (!is_word_for_apps(resource) && !resource.is(app::k_microsoft_graph))
        add_resource(resource);
    if (asked_.unknown_resources) add_unknown(k_recorded);
    add_graph();
    add_client(client_is_audience());
    add_early_bound();
    const bool nothing =
        request_.scopes.empty() && request_.resources.empty() && !request_.user_action;
    if (facts_.audiences.empty() && nothing && !facts_.tenant.whatif())
      add_unknown(k_resources);  // CA 2.3.9
  }

  // CA 2.3.3: Microsoft Graph is seen through its data sets.
  void add_graph() {
    const bool named =
        std::any_of(asked_.resources.begin(), asked_.resources.end(),
                    [](const AppId& resource) { return resource.is(app::k_microsoft_graph); });
    if (asked_.graph_default || (named && asked_.asks_consented())) {
      // CA 2.3.12, 2.3.13: workloads have no scopes; What If takes a resource literally.
      const bool literally = request_.grant == GrantType::client_credentials ||
                             (facts_.tenant.whatif() && !asked_.graph_default);
      if (literally)
        add_app(app::k_microsoft_graph);
      else
        add_unknown(k_scopes);
    }
    for (const std::string& scope : asked_.graph)
      if (!is_open_id_scope(scope)) add_dataset(scope);
  }

  void add_dataset(std::string_view scope) {
    const bool graph =
        facts_.tenant.options().unknown_graph_scope_audience == UnknownScopeAudience::graph;
    std::string_view dataset = dataset_of(scope);
    if (dataset.empty())
      dataset = graph ? app::k_microsoft_graph : app::k_windows_azure_active_directory;
    add_app(dataset);
  }

  // CA 2.9.13
  void add_early_bound() {
    if (facts_.tenant.whatif() || facts_.tenant.options().service_dependencies == Toggle::off)
      return;
    if (!facts_.is_person()) return;
    const std::vector<Audience> direct = facts_.audiences;
    for (const ServiceDependency& row : early_bound_dependencies()) {
      const bool calls = request_.client_app.is(row.client_app_id) ||
                         std::any_of(direct.begin(), direct.end(), [&](const Audience& one) {
                           return one.app.is(row.client_app_id);
                         });
      if (calls) add_app(row.downstream_app_id);
    }
  }

  Facts& facts_;
  const Request& request_;
  const AskedScopes asked_;
};

}  // namespace

void add_audiences(Facts& facts) { Collector(facts).collect(); }

}  // namespace caprock::evaluate
