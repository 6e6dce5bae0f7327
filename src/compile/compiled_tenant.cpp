#include "compile/compiled_tenant.h"

#include <utility>

#include "compile/compile_policy.h"

namespace caprock {

CompiledTenant::CompiledTenant(std::shared_ptr<const TenantSnapshot> snapshot,
                               std::shared_ptr<const People> people,
                               const EvaluationOptions& options)
    : snapshot_(std::move(snapshot)),
      people_(std::move(people)),
      options_(options),
      resources_(*snapshot_),
      locations_(*snapshot_),
      roles_(*snapshot_, *people_),
      trust_(*snapshot_) {
  std::uint32_t number = 0;
  for (const ServicePrincipal& principal : snapshot_->service_principals.items) {
    service_principals_.add(principal.id.text(), number);
    service_principals_.add(principal.app_id.text(), number);
    ++number;
  }
  const TenantTables tables{*snapshot_, *people_, options_, resources_, locations_, roles_};
  policies_.reserve(snapshot_->policies.items.size());
  for (const Policy& policy : snapshot_->policies.items)
    policies_.push_back(compile_policy(policy, tables));
}

const ServicePrincipal* CompiledTenant::find_service_principal(
    std::string_view id_or_app_id) const {
  const auto number = service_principals_.find(id_or_app_id);
  return number ? &snapshot_->service_principals.items[*number] : nullptr;
}

std::string CompiledTenant::account_name(People::Row row) const {
  const auto& users = snapshot_->users.items;
  if (row < users.size() && !users[row].display_name.empty()) return users[row].display_name;
  return people_->id(row).text();
}

CompiledTenant compile_borrowed(const TenantSnapshot& snapshot, const EvaluationOptions& options) {
  const auto keep = [](const TenantSnapshot*) {};
  return {std::shared_ptr<const TenantSnapshot>(&snapshot, keep),
          std::make_shared<const People>(people_of(snapshot)), options};
}

}  // namespace caprock
