#include "reference/match_workloads.h"

#include "base/text.h"
#include "reference/filter_rule.h"

namespace caprock::reference {
namespace {

const ServicePrincipal* principal_object(const Situation& situation) {
  return find_service_principal(situation.tenant,
                                situation.sign_in.subject.service_principal.id.text());
}

ServicePrincipalId principal_id(const Situation& situation) {
  const ServicePrincipal* principal = principal_object(situation);
  return principal ? principal->id : situation.sign_in.subject.service_principal.id;
}

std::string principal_path(const Situation& situation) {
  return tenant_path("servicePrincipals", principal_id(situation).text());
}

// CA 2.10: registered in this tenant, owned by it, and single-tenant.
Finding is_own_single_tenant(const Situation& situation) {
  const std::string foreign = "the service principal is not a single-tenant one of this tenant";
  const auto& given = situation.sign_in.subject.service_principal.single_tenant;
  if (const bool* value = given.value()) return found(*value, *value ? "" : foreign);
  if (given.is_absent()) return no(foreign);
  const ServicePrincipal* principal = principal_object(situation);
  if (!principal || !principal->app_owner_organization_id)
    return unknown(principal_path(situation), "the owner of the service principal is not known");
  if (equal_ignoring_case(principal->service_principal_type, "ManagedIdentity")) return no(foreign);
  if (!situation.tenant.organization)
    return unknown("tenant.organization", "this tenant's own id is not known");
  if (*principal->app_owner_organization_id != situation.tenant.organization->id)
    return no(foreign);
  if (principal->sign_in_audience.empty())
    return unknown(principal_path(situation), "who may use the application is not known");
  const bool single = equal_ignoring_case(principal->sign_in_audience, "AzureADMyOrg");
  return found(single, single ? "" : foreign);
}

Finding filter_side(const Situation& situation, const std::optional<Filter>& filter,
                    FilterMode side) {
  if (!filter || filter->mode != side) return no();
  const auto& given = situation.sign_in.subject.service_principal.attributes;
  if (given) return attributes_meet(*filter, given, {});
  const ServicePrincipal* principal = principal_object(situation);
  return attributes_meet(*filter, principal ? principal->custom_security_attributes : std::nullopt,
                         principal_path(situation));
}

Finding names_principal(const Situation& situation, const std::vector<ServicePrincipalId>& entries,
                        std::string_view everyone) {
  std::vector<Finding> ways;
  for (const ServicePrincipalId& entry : entries) {
    if (entry == principal_id(situation))
      ways.push_back(yes("the policy names the service principal"));
    else if (!everyone.empty() && entry.is(everyone))
      ways.push_back(yes("the policy includes every one of this tenant"));
    else if (!entry.is_guid() && !entry.is(word::k_none))
      ways.push_back(unknown(tenant_path("servicePrincipals", entry.text()),
                             "`" + entry.text() + "` stands where an id belongs"));
  }
  return any_of(ways);
}

// CA 2.10 (inferred): naming the blueprint names its agents.
Finding names_blueprint(const Situation& situation,
                        const std::vector<ServicePrincipalId>& entries) {
  const auto& blueprint = situation.sign_in.subject.service_principal.blueprint;
  std::vector<Finding> ways;
  for (const ServicePrincipalId& entry : entries) {
    if (!entry.is_guid()) continue;
    if (blueprint)
      ways.push_back(found(entry == *blueprint, "the policy names the agent's blueprint"));
    else if (!situation.whatif())
      ways.push_back(unknown("agentIdentity.blueprint", "the agent's blueprint is not known"));
  }
  return any_of(ways);
}

}  // namespace

Finding attributes_meet(const Filter& filter, const std::optional<SecurityAttributes>& attributes,
                        const std::string& path) {
  const Result<FilterRule> rule =
      parse_filter_rule(filter.rule, FilterRealm::custom_security_attribute);
  if (!rule)  // the policy's validity names what is missing, see applicability
    return {Match::unknown, {}, "the filter rule cannot be read", {}};
  return rule_holds(*rule, [&](std::string_view name) -> FilterProperty {
    if (!attributes) return UnknownProperty{path};
    for (const auto& [attribute, values] : *attributes)
      if (equal_ignoring_case(attribute, name)) return values;
    return NullProperty{};
  });
}

ConditionResult match_workloads(const Situation& situation, const ClientApplications& clients) {
  if (situation.sign_in.subject.kind == SubjectKind::managed_identity)
    return plain_condition(Condition::workload_identities,
                           no("no policy concerns managed identities"));
  const Finding include =
      any_of({names_principal(situation, clients.include_service_principals,
                              word::k_service_principals_in_my_tenant),
              filter_side(situation, clients.service_principal_filter, FilterMode::include)});
  const Finding exclude =
      any_of({names_principal(situation, clients.exclude_service_principals, {}),
              filter_side(situation, clients.service_principal_filter, FilterMode::exclude)});
  return include_exclude(Condition::workload_identities,
                         all_of({include, is_own_single_tenant(situation)}), exclude);
}

ConditionResult match_agents(const Situation& situation, const ClientApplications& clients) {
  const auto& included = clients.include_agent_id_service_principals;
  const auto& excluded = clients.exclude_agent_id_service_principals;
  const auto& filter = clients.agent_id_service_principal_filter;
  const Finding include = any_of({names_principal(situation, included, word::k_all),
                                  names_blueprint(situation, included),
                                  filter_side(situation, filter, FilterMode::include)});
  const Finding exclude =
      any_of({names_principal(situation, excluded, {}), names_blueprint(situation, excluded),
              filter_side(situation, filter, FilterMode::exclude)});
  return include_exclude(Condition::agent_identities, include, exclude);
}

}  // namespace caprock::reference
