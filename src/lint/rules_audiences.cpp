// Entries that are no resource by themselves, or drag others in: V30, L01, L03, L04.
#include <algorithm>
#include <array>

#include "lint/policy_parts.h"
#include "lint/rule.h"
#include "model/well_known.h"

namespace caprock {
namespace {

constexpr std::string_view k_included_apps = "/conditions/applications/includeApplications";
constexpr std::string_view k_excluded_apps = "/conditions/applications/excludeApplications";

std::string name_or_id(const std::string& name, const AppId& app) {
  return in_backticks(name.empty() ? app.text() : name);
}

// --- V30
void filter_beside_words(const Policy& policy, Findings& findings) {
  const Applications& apps = policy.conditions.applications;
  if (!apps.application_filter || apps.application_filter->rule.empty()) return;
  for (std::size_t i = 0; i < apps.include_applications.size(); ++i) {
    const AppId& one = apps.include_applications[i];
    const bool excludes = apps.application_filter->mode == FilterMode::exclude;
    if ((one.is(word::k_all) && !excludes) || one.is(word::k_none) ||
        one.is(word::k_all_agent_id_resources))
      findings.add(entry(k_included_apps, i),
                   in_backticks(one.text()) + " stands beside a filter for apps");
  }
}

// --- L03
// Tools of Microsoft that people sign in with and no token is issued for.
constexpr std::array<std::string_view, 3> k_tools = {"04b07795-8ddb-461a-bbee-02f9e1bf7b46",
                                                     "1950a258-227b-4e31-a9cf-717495945fc2",
                                                     "14d82eec-204b-4c2f-b7e8-296a70dab67e"};

const WellKnownApp* known_tool(const AppId& app) {
  return std::any_of(k_tools.begin(), k_tools.end(), [&](auto id) { return app.is(id); })
             ? well_known_app(app.text())
             : nullptr;
}

// A native or single-page app: it has redirect URIs for those, and none for a web app.
const Application* public_client(const AppId& app, const LintInput& input) {
  for (const Application& one : input.snapshot().applications.items) {
    if (one.app_id != app) continue;
    const bool is_public = one.has_public_client_redirect || one.has_spa_redirect ||
                           one.is_fallback_public_client.value_or(false);
    return is_public && !one.has_web_redirect ? &one : nullptr;
  }
  return nullptr;
}

void clients_are_no_targets(const Policy& policy, const LintInput& input, Findings& findings) {
  const Applications& apps = policy.conditions.applications;
  const auto look = [&](const std::vector<AppId>& list, std::string_view pointer) {
    for (std::size_t i = 0; i < list.size(); ++i)
      if (const WellKnownApp* tool = known_tool(list[i]))
        findings.add(entry(pointer, i), in_backticks(tool->name) + " is a public client");
      else if (const Application* app = public_client(list[i], input))
        findings.add(entry(pointer, i),
                     name_or_id(app->display_name, list[i]) +
                         " is registered as a public client; the entry counts only if it also "
                         "offers an API",
                     Severity::note);
  };
  look(apps.include_applications, k_included_apps);
  look(apps.exclude_applications, k_excluded_apps);
}

// --- L01
// Somebody else's, and not Microsoft's, as far as the export says so.
const ServicePrincipal* vendor_app(const AppId& app, const LintInput& input) {
  const auto& organization = input.snapshot().organization;
  const ServicePrincipal* principal = input.tenant().find_service_principal(app.text());
  if (!organization || principal == nullptr || !principal->app_owner_organization_id)
    return nullptr;
  const TenantId& owner = *principal->app_owner_organization_id;
  const auto microsoft = microsoft_tenants();
  const bool is_microsofts = std::any_of(microsoft.begin(), microsoft.end(),
                                         [&](std::string_view tenant) { return owner.is(tenant); });
  return is_microsofts || owner == organization->id ? nullptr : principal;
}

void vendor_apps_are_not_freed(const Policy& policy, const LintInput& input, Findings& findings) {
  const auto& excluded = policy.conditions.applications.exclude_applications;
  for (std::size_t i = 0; i < excluded.size(); ++i)
    if (const ServicePrincipal* app = vendor_app(excluded[i], input))
      findings.add(entry(k_excluded_apps, i), "the app " +
                                                  name_or_id(app->display_name, excluded[i]) +
                                                  " of another directory is excluded");
}

// --- L04
bool is_office_service(const AppId& app) {
  const WellKnownApp* known = well_known_app(app.text());
  return known != nullptr && (known->groups & static_cast<std::uint8_t>(AppGroup::office365)) != 0;
}

// Exchange ActiveSync, token protection and restrictions enforced by the app exist for single
// services only.
bool must_name_services(const Policy& policy) {
  if (!covers_modern_client(policy)) return true;
  return policy.session_controls && (policy.session_controls->secure_sign_in_session ||
                                     policy.session_controls->application_enforced_restrictions);
}

void office_is_one_whole(const Policy& policy, Findings& findings) {
  const Applications& apps = policy.conditions.applications;
  if (includes_all_apps(policy)) {
    for (std::size_t i = 0; i < apps.exclude_applications.size(); ++i)
      if (apps.exclude_applications[i].is(word::k_office365))
        findings.add(entry(k_excluded_apps, i),
                     "Office 365 is excluded; what its apps read in the directory is not");
    return;
  }
  if (has_word(apps.include_applications, word::k_office365) || must_name_services(policy)) return;
  const auto first = std::find_if(apps.include_applications.begin(),
                                  apps.include_applications.end(), is_office_service);
  if (first == apps.include_applications.end()) return;
  const auto index = static_cast<std::size_t>(first - apps.include_applications.begin());
  findings.add(entry(k_included_apps, index), in_backticks(well_known_app(first->text())->name) +
                                                  " is included, and Office 365 as a whole is not");
}

constexpr std::array k_audiences_rules = {
    Rule{"V30", "filter for apps beside a word for apps", Severity::note, "O U",
         "some clients refuse the policy; an including filter adds nothing to `All`",
         "keep the word or the filter; an excluding filter may stand beside `All`",
         each_policy<filter_beside_words>},
    Rule{"L01", "vendor's app as an exception", Severity::note, "",
         "that frees sign-ins to the app itself; tokens for Exchange, SharePoint or Teams data, "
         "through Microsoft Graph as well, are still under the policy",
         "if an integration is meant to be freed, exclude its account and fence that account in",
         each_policy<vendor_apps_are_not_freed>},
    Rule{"L03", "public client as a target", Severity::warning, "U",
         "policies look at the resource a token is for, and a public client is none: the entry has "
         "no effect",
         "name the resource that the client uses, or the people",
         each_policy<clients_are_no_targets>},
    Rule{"L04", "one part of Microsoft 365", Severity::note, "I U",
         "services of Microsoft 365 sign in to each other and to the directory, so people meet the "
         "policy in some apps and escape it in others",
         "target `Office365` as a whole", each_policy<office_is_one_whole>},
};

}  // namespace

std::span<const Rule> audience_rules() { return k_audiences_rules; }

}  // namespace caprock
