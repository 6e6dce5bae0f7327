// Resources, user actions and authentication contexts: V04, V19, L02, L05, L43, L44.
#include <array>

#include "lint/policy_parts.h"
#include "lint/rule.h"
#include "model/well_known.h"

namespace caprock {
namespace {

constexpr std::string_view k_apps = "/conditions/applications";
constexpr std::string_view k_include = "/conditions/applications/includeApplications";
constexpr std::string_view k_exclude = "/conditions/applications/excludeApplications";
constexpr std::string_view k_actions = "/conditions/applications/includeUserActions";
constexpr std::string_view k_register_device = "urn:user:registerdevice";

// --- V04
void one_kind_of_target(const Policy& policy, Findings& findings) {
  const Applications& apps = policy.conditions.applications;
  const bool resources =
      !apps.include_applications.empty() && !(apps.include_applications.size() == 1 &&
                                              apps.include_applications.front().is(word::k_none));
  const std::size_t kinds =
      (resources ? 1U : 0U) + (apps.include_user_actions.empty() ? 0U : 1U) +
      (apps.include_authentication_context_class_references.empty() ? 0U : 1U);
  if (kinds > 1)
    findings.add(k_apps,
                 std::to_string(kinds) +
                     " of resources, user actions and authentication contexts are included");
}

// --- V19
bool is_for_device_registration(const Policy& policy) {
  for (const std::string& action : policy.conditions.applications.include_user_actions)
    if (equal_ignoring_case(action, k_register_device)) return true;
  return false;
}

void device_registration_takes_mfa_only(const Policy& policy, Findings& findings) {
  if (!is_for_device_registration(policy)) return;
  const std::size_t mfa =
      (demands(policy, BuiltInControl::mfa) ? 1U : 0U) + (has_strength(policy) ? 1U : 0U);
  if (control_count(policy) > mfa)
    findings.add("/grantControls", "registering a device demands something else than MFA");
  if (!policy.conditions.client_app_types.empty() && !covers_every_client(policy))
    findings.add("/conditions/clientAppTypes", "registering a device is limited to client apps");
  if (has_device_filter(policy) || has_device_lists(policy))
    findings.add("/conditions/devices", "registering a device is limited to known devices");
}

// --- L02
void graph_is_no_target(const Policy& policy, Findings& findings) {
  const Applications& apps = policy.conditions.applications;
  const auto look = [&](const std::vector<AppId>& list, std::string_view pointer) {
    for (std::size_t i = 0; i < list.size(); ++i)
      if (list[i].is(app::k_microsoft_graph))
        findings.add(entry(pointer, i), "Microsoft Graph itself is listed");
  };
  look(apps.include_applications, k_include);
  look(apps.exclude_applications, k_exclude);
}

// --- L05
void all_but_some(const Policy& policy, Findings& findings) {
  const Applications& apps = policy.conditions.applications;
  if (!includes_all_apps(policy) || targets_workloads(policy) || targets_agents(policy)) return;
  const bool filtered = apps.application_filter &&
                        apps.application_filter->mode == FilterMode::exclude &&
                        !apps.application_filter->rule.empty();
  const std::size_t count = apps.exclude_applications.size();
  if (count > 0)
    findings.add(k_exclude, "all resources but " + std::to_string(count) + " are included");
  else if (filtered)
    findings.add(std::string(k_apps) + "/applicationFilter",
                 "all resources but those of a filter are included");
}

// --- L43
void user_actions_are_not_reported(const Policy& policy, Findings& findings) {
  if (policy.state == PolicyState::enabled_for_reporting &&
      !policy.conditions.applications.include_user_actions.empty())
    findings.add(k_actions, "a report-only policy is for a user action");
}

// --- L44
void portals_are_no_exception(const Policy& policy, Findings& findings) {
  const std::vector<AppId>& list = policy.conditions.applications.exclude_applications;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i].is(word::k_microsoft_admin_portals))
      findings.add(entry(k_exclude, i), "the admin portals are excluded");
}

constexpr std::array k_targets_rules = {
    Rule{"V04", "more than one kind of target", Severity::error, "O",
         "Graph refuses it (InvalidApplications): a policy is for resources, for user actions or "
         "for authentication contexts",
         "make one policy for each kind", each_policy<one_kind_of_target>},
    Rule{"V19", "device registration with more than MFA", Severity::error, "",
         "for registering or joining a device only MFA or a strength can be demanded, and client "
         "apps and devices are no conditions",
         "demand MFA alone, for all client apps", each_policy<device_registration_takes_mfa_only>},
    Rule{"L02", "Microsoft Graph as a target", Severity::warning, "",
         "policies see the data behind a scope (Exchange, SharePoint, Teams), not Graph: the entry "
         "has no effect on them",
         "name the resource whose data is meant, or the user", each_policy<graph_is_no_target>},
    Rule{
        "L05", "all resources with exceptions", Severity::note, "",
        "while the tenant's baseline scopes are `legacy`, clients that ask for sign-in and profile "
        "scopes only escape such a policy; where they are enforced, the same clients are prompted",
        "check the tenant's setting for baseline scopes; exclude users rather than resources",
        each_policy<all_but_some>},
    Rule{"L43", "report-only for a user action", Severity::warning, "",
         "sign-ins do not evaluate such a policy: the report stays empty and shows no harm",
         "try it with a small group in the state `enabled`",
         each_policy<user_actions_are_not_reported>},
    Rule{"L44", "admin portals as an exception", Severity::note, "",
         "only the portals' own ids are freed, not the services behind them",
         "exclude the people instead", each_policy<portals_are_no_exception>},
};

}  // namespace

std::span<const Rule> target_rules() { return k_targets_rules; }

}  // namespace caprock
