// One policy of a generated tenant in the making, with the words that many policies share.
#pragma once

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "bench/tenant_plan.h"

namespace caprock::bench {

inline constexpr std::array k_roles = {
    "62e90394-69f5-4237-9190-012177145e10", "194ae4cb-b126-40b2-bd5b-6091b380977d",
    "29232cdf-9323-42fd-ade2-1d097af3e4de", "f28a1f50-f6e7-4571-818b-6a12f2af6b6c",
    "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9", "fe930be7-5e62-47db-91af-98c3a49a38b1",
    "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3", "c4e39bd9-1100-46d3-8c65-fb160da0071f",
    "158c047a-c907-4556-b7ef-446551a6b5f7", "e8611ab8-c189-46e8-94e1-60213ab1f814"};
inline constexpr std::string_view k_partner_tenant = "7a3f1c5e-2b48-4d6a-9e01-5c7d8f2a4b63";

template <class AnyId>
AnyId id_of(const Guid& guid) {
  return AnyId(to_string(guid));
}

template <class AnyId>
std::vector<AnyId> ids(std::initializer_list<std::string_view> texts) {
  std::vector<AnyId> out;
  for (const std::string_view text : texts) out.emplace_back(std::string(text));
  return out;
}

// Words about the policy at hand; where a tenant has several of something, one is drawn.
class Draft {
 public:
  // `round` counts how often the kinds of policies have been gone through.
  Draft(const TenantPlan& plan, const TenantSnapshot& tenant, Dice& dice, std::uint32_t round);

  Users& users();
  Applications& apps();
  GrantControls& grant();
  SessionControls& session();
  Dice& dice() { return dice_; }

  // Everybody in the first round and often later; else a persona, pilot, department or country.
  void for_somebody();
  void for_administrators();
  void for_guests(std::uint8_t types, bool partners_only);
  // CA 1.4: policies for workloads carry `None`.
  ClientApplications& for_workloads();
  void except_emergency();
  void for_some_apps();

  void require(std::vector<BuiltInControl> controls, GrantOperator combine = GrantOperator::any);
  void require_strength(const StrengthId& id);
  void sign_in_every(int value, FrequencyUnit unit);
  void sign_in_every_time();
  void devices(FilterMode mode, std::string rule);
  void at(std::vector<LocationId> included, std::vector<LocationId> excluded);

  LocationId location(std::string_view name) const;
  LocationId some_office();
  StrengthId some_strength();
  ServicePrincipalId some_workload();

  Policy policy;

 private:
  GroupId group(std::uint32_t number) const { return id_of<GroupId>(plan_.groups[number].id); }

  const TenantPlan& plan_;
  const TenantSnapshot& tenant_;
  Dice& dice_;
  std::uint32_t round_;
};

}  // namespace caprock::bench
