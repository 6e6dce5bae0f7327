// Who and what there is in a generated tenant, before it becomes objects, columns or files.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/guid.h"
#include "bench/tenant_generator.h"

namespace caprock::bench {

// Draws that are the same with every standard library; only the engine is taken from it.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  std::uint32_t below(std::size_t count) {
    return static_cast<std::uint32_t>((std::uint64_t{engine_()} * count) >> 32);
  }
  bool chance(unsigned percent) { return below(100) < percent; }
  Guid guid();
  template <class T>
  const T& one_of(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }

 private:
  std::mt19937 engine_;
};

enum class UserShape : std::uint8_t {
  member,
  service_account,
  break_glass,
  b2b_guest,
  b2b_member,
  internal_guest,
  untyped,  // the export does not say the user type
};

struct PlannedUser {
  Guid id;
  UserShape shape = UserShape::member;
};

struct PlannedGroup {
  Guid id;
  std::string name;
  std::vector<std::uint32_t> groups;  // members
  std::vector<std::uint32_t> users;   // members
};

using GroupNumbers = std::vector<std::uint32_t>;

struct TenantPlan {
  explicit TenantPlan(const TenantSize& size);

  Guid organization;
  std::vector<PlannedUser> users;
  std::vector<PlannedGroup> groups;
  std::vector<std::uint32_t> guests, service_accounts, administrators;  // users

  std::uint32_t all_employees = 0, all_guests = 0, break_glass = 0, service_account_group = 0;
  GroupNumbers divisions, departments, units, teams, sites, countries, licences, projects, personas,
      pilots, exclusions, role_assignable;

  std::string name_of(std::uint32_t user) const;  // user principal name
  std::string display_name_of(std::uint32_t user) const;

 private:
  std::uint32_t add_group(std::string name);
  void add_users(const TenantSize& size);
  void add_organisation();
  void place_users();
  void add_policy_groups(const TenantSize& size);
  GroupNumbers add_level(std::string_view word, std::size_t count, const GroupNumbers& above);

  Dice dice_;
};

// Everything but users and groups.
TenantSnapshot settings_of(const TenantPlan& plan, const TenantSize& size);
std::vector<Policy> policies_of(const TenantPlan& plan, const TenantSnapshot& settings,
                                const TenantSize& size);

}  // namespace caprock::bench
