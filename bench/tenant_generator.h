// Believable tenants of any size, the same for the same seed, in memory or as snapshot files.
//
// People: departments with units and teams (five levels below "All employees"), sites below
// countries, licences, projects, about four direct groups a person; 5 % guests of every kind, some
// service accounts, two break-glass accounts, role-assignable groups. Policies: personas, pilots
// and exclusions by groups; every condition, grant control and session control there is, in mixes
// as real tenants have them, a tenth disabled and a sixth report-only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <random>

#include "base/error.h"
#include "model/people.h"
#include "model/sign_in.h"
#include "model/tenant_snapshot.h"

namespace caprock::bench {

struct TenantSize {
  std::uint32_t users = 10'000;  // 100 at least
  std::uint32_t apps = 300;      // service principals, 40 at least
  std::uint32_t policies = 60;
  std::uint32_t seed = 1;
};

struct GeneratedTenant {
  std::shared_ptr<const TenantSnapshot> snapshot;
  std::shared_ptr<const People> people;
};

enum class PeopleObjects : std::uint8_t {
  left_out,  // users and groups are exported, but only `people` has them
  included,  // as `User` and `Group` objects, too: what the reference interpreter needs
};

// Cost: about a second for a million users without objects.
GeneratedTenant generate_tenant(const TenantSize& size, PeopleObjects objects);

// Writes the same tenant in the layout of docs/snapshot-format.md, users in numbered pages as Graph
// gives them out. Errors: file.unreadable.
Result<void> write_tenant(const TenantSize& size, const std::filesystem::path& folder,
                          std::uint32_t users_a_page = 50'000);

// Sign-ins of the tenant's people, and a few of its workloads: everything a sign-in log says is
// known; about one in six lacks something.
class SignInGenerator {
 public:
  SignInGenerator(GeneratedTenant tenant, std::uint32_t seed);
  SignIn next();

 private:
  TenantId home_of(People::Row row);
  void describe_person(SignIn& sign_in);
  void describe_workload(SignIn& sign_in);
  void describe_client(SignIn& sign_in);
  void describe_device(SignIn& sign_in);
  void describe_session(SignIn& sign_in);
  void forget_something(SignIn& sign_in);
  std::uint32_t below(std::size_t count);
  bool chance(unsigned percent);

  GeneratedTenant tenant_;
  std::vector<std::size_t> workloads_;  // service principals that sign in as themselves
  std::vector<AppId> resources_;
  std::mt19937 random_;
};

}  // namespace caprock::bench
