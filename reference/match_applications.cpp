#include "reference/match_applications.h"

#include <algorithm>

#include "base/text.h"
#include "model/well_known.h"
#include "reference/match_workloads.h"
#include "reference/scopes.h"

namespace caprock::reference {
namespace {

constexpr std::string_view k_register_security_info = "urn:user:registersecurityinfo";
constexpr std::string_view k_register_device = "urn:user:registerdevice";

bool names(const std::vector<AppId>& entries, std::string_view word) {
  return std::any_of(entries.begin(), entries.end(),
                     [&](const AppId& entry) { return entry.is(word); });
}

const ServicePrincipal* resource_object(const Situation& situation, const AppId& app) {
  for (const ServicePrincipal& principal : situation.tenant.service_principals.items)
    if (principal.app_id == app) return &principal;
  return nullptr;
}

std::string resource_name(const Situation& situation, const AppId& app) {
  const ServicePrincipal* principal = resource_object(situation, app);
  if (principal && !principal->display_name.empty()) return "`" + principal->display_name + "`";
  const WellKnownApp* row = well_known_app(app.text());
  return "`" + (row ? std::string(row->name) : app.text()) + "`";
}

bool is_in_group(const AppId& app, AppGroup group) {
  const WellKnownApp* row = well_known_app(app.text());
  return row && (row->groups & static_cast<std::uint8_t>(group)) != 0;
}

// CA 1.5: Microsoft names the services of Office 365 without ids. What the table does not know is
// no member only if it is certainly not Microsoft's.
Finding is_office365(const Situation& situation, const AppId& app) {
  if (well_known_app(app.text())) return found(is_in_group(app, AppGroup::office365));
  const auto& applications = situation.tenant.applications.items;
  if (std::any_of(applications.begin(), applications.end(),
                  [&](const Application& own) { return own.app_id == app; }))
    return no();
  const ServicePrincipal* principal = resource_object(situation, app);
  if (principal && principal->app_owner_organization_id) {
    const auto microsoft = microsoft_tenants();
    const TenantId& owner = *principal->app_owner_organization_id;
    if (std::none_of(microsoft.begin(), microsoft.end(),
                     [&](std::string_view tenant) { return owner.is(tenant); }))
      return no();
  }
  return unknown(tenant_path("servicePrincipals", app.text()),
                 "whether the resource belongs to Office 365 is not known");
}

// CA 2.4: a blueprint principal or agent identity.
Finding is_agent_resource(const Situation& situation, const AppId& app) {
  if (well_known_app(app.text())) return no();
  const ServicePrincipal* principal = resource_object(situation, app);
  const std::string type = principal ? principal->service_principal_type : std::string();
  if (equal_ignoring_case(type, "ServiceIdentity")) return yes("the resource is an agent");
  if (!type.empty() && !equal_ignoring_case(type, "Application")) return no();
  return unknown(tenant_path("servicePrincipals", app.text()),
                 "whether the resource is an agent is not known");
}

Finding names_app(const Situation& situation, const AppId& entry, const AppId& app) {
  const std::string name = resource_name(situation, app);
  // CA 2.3: Microsoft Graph itself can be neither targeted nor excluded.
  if (app.is(app::k_microsoft_graph) || entry.is(word::k_none)) return no();
  if (entry == app) return yes("the policy names the resource " + name, "appId");
  if (entry.is(word::k_office365)) {
    Finding member = is_office365(situation, app);
    if (member.match == Match::yes) return yes(name + " belongs to Office 365", "office365");
    return member;
  }
  if (entry.is(word::k_microsoft_admin_portals))
    return found(is_in_group(app, AppGroup::admin_portals), name + " is a Microsoft admin portal",
                 "microsoftAdminPortals");
  if (entry.is(word::k_all_agent_id_resources)) return is_agent_resource(situation, app);
  // CA 1.5: the Azure management interface stands for its portal and services, too.
  if (entry.is(app::k_azure_service_management))
    return found(is_in_group(app, AppGroup::azure_management),
                 name + " belongs to Azure management", "appId");
  if (!entry.is_guid())
    return unknown(tenant_path("servicePrincipals", entry.text()),
                   "`" + entry.text() + "` stands where an application id belongs");
  return no();
}

Finding filter_names(const Situation& situation, const std::optional<Filter>& filter,
                     FilterMode side, const AppId& app) {
  if (!filter || filter->mode != side || app.is(app::k_microsoft_graph)) return no();
  const ServicePrincipal* principal = resource_object(situation, app);
  std::optional<SecurityAttributes> attributes;
  if (principal)
    attributes = principal->custom_security_attributes;
  else if (situation.tenant.service_principals.exported)
    attributes.emplace();  // CA 2.4: no service principal in the tenant, no attributes
  Finding result =
      attributes_meet(*filter, attributes, tenant_path("servicePrincipals", app.text()));
  if (result.match == Match::yes) result.rule = "appFilter";
  return result;
}

Finding named_on_side(const Situation& situation, const std::vector<AppId>& entries,
                      const Applications& applications, FilterMode side, const Audience& audience) {
  if (!audience.is_known()) {
    const bool named = std::any_of(entries.begin(), entries.end(),
                                   [](const AppId& entry) { return !entry.is(word::k_none); });
    const bool filtered =
        applications.application_filter && applications.application_filter->mode == side;
    return named || filtered ? unknown(audience.unknown_path, "the resource is not known") : no();
  }
  std::vector<Finding> ways;
  for (const AppId& entry : entries)
    if (!entry.is(word::k_all)) ways.push_back(names_app(situation, entry, audience.app));
  ways.push_back(filter_names(situation, applications.application_filter, side, audience.app));
  return any_of(ways);
}

// CA 2.13, before the change of 2026: an "all resources" policy with an exclusion did not reach
// requests for a few harmless scopes.
Finding legacy_exemption(const Situation& situation, const Applications& applications,
                         const Audience& audience) {
  if (!audience.legacy_baseline || !includes_all(applications) || !excludes_some(applications) ||
      names(applications.include_applications, app::k_windows_azure_active_directory))
    return no();
  const Request& request = situation.sign_in.request;
  const ClientKind* kind = request.client_kind.value();
  if (!kind && !request.client_kind.is_absent())
    return unknown("clientKind", "the kind of client is not known");
  if (kind && *kind == ClientKind::confidential_client)
    return named_on_side(situation, applications.exclude_applications, applications,
                         FilterMode::exclude, Audience{request.client_app, {}, false, {}});
  const auto harmless = [](std::string_view scope) {
    return is_open_id_scope(scope) || equal_ignoring_case(scope, "User.Read");
  };
  const AskedScopes asked = asked_scopes(request);
  return found(std::all_of(asked.directory.begin(), asked.directory.end(), harmless) &&
               std::all_of(asked.graph.begin(), asked.graph.end(), [&](std::string_view scope) {
                 return harmless(scope) || equal_ignoring_case(scope, "People.Read");
               }));
}

struct AudienceMatch {
  Finding include;
  Finding exclude;
};

AudienceMatch match_audience(const Situation& situation, const Applications& applications,
                             const Audience& audience) {
  AudienceMatch result;
  result.include = includes_all(applications)
                       ? yes("the policy includes all resources", "allApps")
                       : named_on_side(situation, applications.include_applications, applications,
                                       FilterMode::include, audience);
  Finding exempt = legacy_exemption(situation, applications, audience);
  if (exempt.match == Match::yes)
    exempt.why = "baseline scopes are exempt from policies with exclusions";
  result.exclude = any_of({named_on_side(situation, applications.exclude_applications, applications,
                                         FilterMode::exclude, audience),
                           exempt});
  return result;
}

Finding targets_action(const Situation& situation, const Applications& applications) {
  const auto& action = situation.sign_in.request.user_action;
  if (!action) return no();
  for (const std::string& listed : applications.include_user_actions)
    if (equal_ignoring_case(listed, *action)) return yes("the policy targets this user action");
  if (!includes_all(applications)) return no();
  const bool covered = equal_ignoring_case(*action, k_register_security_info) ||
                       (equal_ignoring_case(*action, k_register_device) &&
                        situation.options.all_resources_includes_registerdevice == Toggle::on);
  return found(covered, "the policy includes all resources, and with them this user action",
               "allApps");
}

Finding targets_context(const Situation& situation, const Applications& applications) {
  const auto& asked = situation.sign_in.request.authentication_contexts;
  for (const ContextId& context : applications.include_authentication_context_class_references)
    if (std::find(asked.begin(), asked.end(), context) != asked.end())
      return yes("the policy targets the authentication context `" + context.text() + "`", "acr");
  return no();
}

Condition kind_of_target(const Applications& applications) {
  if (!applications.include_user_actions.empty()) return Condition::user_actions;
  if (!applications.include_authentication_context_class_references.empty())
    return Condition::authentication_context;
  return Condition::applications;
}

// A resource that is perhaps not asked for at all concerns no policy for sure.
ConditionResult as_far_as_asked(ConditionResult result, const Audience& audience) {
  if (audience.perhaps_path.empty() || result.match == Match::no) return result;
  result.match = Match::unknown;
  result.why = "whether the client itself is an audience is not known";
  result.undetermined_by.push_back(audience.perhaps_path);
  return result;
}

// The audience that decides: a yes, else an unknown, else the one that came closest (included,
// then excluded).
int closeness(const ConditionResult& result) {
  if (result.match == Match::yes) return 3;
  if (result.match == Match::unknown) return 2;
  return result.include_rule.empty() ? 0 : 1;
}

}  // namespace

bool includes_all(const Applications& applications) {
  return names(applications.include_applications, word::k_all);
}

bool excludes_some(const Applications& applications) {
  return !applications.exclude_applications.empty() ||
         (applications.application_filter &&
          applications.application_filter->mode == FilterMode::exclude);
}

ConditionResult match_applications(const Situation& situation, const Applications& applications) {
  const Condition condition = kind_of_target(applications);
  ConditionResult best = plain_condition(
      condition,
      any_of({targets_context(situation, applications), targets_action(situation, applications)}));
  if (best.match == Match::no) best.why = "the policy does not target what is asked for";
  std::vector<std::string> open;
  // CA 2.4: some audience is included and that same audience is not excluded.
  for (const Audience& audience : situation.audiences) {
    const AudienceMatch sides = match_audience(situation, applications, audience);
    const ConditionResult result =
        as_far_as_asked(include_exclude(condition, sides.include, sides.exclude), audience);
    open.insert(open.end(), result.undetermined_by.begin(), result.undetermined_by.end());
    if (closeness(result) > closeness(best)) best = result;
  }
  if (best.match == Match::unknown) {
    tidy(open);
    best.undetermined_by = open;
  }
  return best;
}

}  // namespace caprock::reference
