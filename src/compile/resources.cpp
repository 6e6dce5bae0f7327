#include "compile/resources.h"

#include <algorithm>

#include "base/text.h"
#include "model/well_known.h"

namespace caprock {
namespace {

bool is_in(const WellKnownApp* row, AppGroup group) {
  return row != nullptr && (row->groups & static_cast<std::uint8_t>(group)) != 0;
}

bool is_of_microsoft(const TenantId& owner) {
  const auto tenants = microsoft_tenants();
  return std::any_of(tenants.begin(), tenants.end(),
                     [&](std::string_view tenant) { return owner.is(tenant); });
}

// CA 1.5.2, 1.5.3: what no table knows is part of Office 365 unless it is certainly not
// Microsoft's.
Match is_office365(const WellKnownApp* row, const ServicePrincipal* principal, bool own) {
  if (row != nullptr) return match_if(is_in(row, AppGroup::office365));
  const bool foreign = principal != nullptr && principal->app_owner_organization_id &&
                       !is_of_microsoft(*principal->app_owner_organization_id);
  return own || foreign ? Match::no : Match::unknown;
}

// CA 2.4.10: a blueprint principal or agent identity.
Match is_agent(const WellKnownApp* row, const ServicePrincipal* principal) {
  if (row != nullptr) return Match::no;
  if (principal == nullptr) return Match::unknown;
  const std::string& type = principal->service_principal_type;
  if (equal_ignoring_case(type, "ServiceIdentity")) return Match::yes;
  return type.empty() || equal_ignoring_case(type, "Application") ? Match::unknown : Match::no;
}

}  // namespace

Resources::Resources(const TenantSnapshot& snapshot) : snapshot_(&snapshot) {
  std::vector<const AppId*> listed;
  std::uint32_t at = 0;
  for (const ServicePrincipal& principal : snapshot.service_principals.items) {
    principals_.add(principal.app_id.text(), at++);
    listed.push_back(&principal.app_id);
  }
  for (const Application& application : snapshot.applications.items)
    applications_.add(application.app_id.text(), 0);
  for (const Policy& policy : snapshot.policies.items) {
    const Applications& applications = policy.conditions.applications;
    for (const AppId& entry : applications.include_applications) listed.push_back(&entry);
    for (const AppId& entry : applications.exclude_applications) listed.push_back(&entry);
  }
  for (const AppId* app : listed) {
    const auto number = static_cast<std::uint32_t>(traits_.size());
    if (!numbers_.add(app->text(), number)) continue;
    traits_.push_back(look_at(*app));
    traits_.back().number = number;
  }
}

std::uint32_t Resources::number_of(const AppId& entry) const {
  return numbers_.find(entry.text()).value_or(ResourceTraits::k_unlisted);
}

ResourceTraits Resources::traits_of(const AppId& app) const {
  if (const auto number = numbers_.find(app.text())) return traits_[*number];
  return look_at(app);
}

ResourceTraits Resources::look_at(const AppId& app) const {
  const WellKnownApp* row = well_known_app(app.text());
  ResourceTraits traits;
  if (const auto at = principals_.find(app.text()))
    traits.principal = &snapshot_->service_principals.items[*at];
  traits.is_microsoft_graph = app.is(app::k_microsoft_graph);
  traits.is_admin_portal = is_in(row, AppGroup::admin_portals);
  traits.is_azure_management = is_in(row, AppGroup::azure_management);
  traits.office365 =
      is_office365(row, traits.principal, applications_.find(app.text()).has_value());
  traits.agent = is_agent(row, traits.principal);
  return traits;
}

std::string Resources::name_of(const AppId& app) const {
  const auto at = principals_.find(app.text());
  const std::string* name = at ? &snapshot_->service_principals.items[*at].display_name : nullptr;
  if (name != nullptr && !name->empty()) return "`" + *name + "`";
  const WellKnownApp* row = well_known_app(app.text());
  return "`" + (row != nullptr ? std::string(row->name) : app.text()) + "`";
}

}  // namespace caprock
