// Every input that a decision can lack is told in words: those listed here, and no decision about
// the conformance vectors, or what their cases could also have been, lacks another.
#include "cli/what_if_tellings.h"

#include <gmock/gmock.h>

#include <set>

#include "evaluate/decide.h"
#include "tests/conformance/changes.h"
#include "tests/conformance/vector.h"
#include "tests/differential/share.h"

namespace caprock {
namespace {

using conformance::Situation;
using testing::HasSubstr;
using testing::Not;

// Ids in brackets left out.
const std::set<std::string> k_paths = {
    "agentIdRiskLevel",
    "agentIdentity.blueprint",
    "at",
    "audiences",
    "clientApp",
    "clientAppType",
    "clientKind",
    "compliantNetwork",
    "country",
    "device",
    "device.deviceId",
    "device.displayName",
    "device.enrollmentProfileName",
    "device.extensionAttribute",
    "device.intuneManaged",
    "device.isCompliant",
    "device.manufacturer",
    "device.mdmAppId",
    "device.model",
    "device.operatingSystem",
    "device.operatingSystemVersion",
    "device.ownership",
    "device.physicalIds",
    "device.profileType",
    "device.systemLabels",
    "device.trustType",
    "devicePlatform",
    "gps",
    "insiderRiskLevel",
    "ipAddress",
    "originalTransferMethod",
    "policies[].unread",
    "resources",
    "scopes",
    "servicePrincipalRiskLevel",
    "session.appProtection",
    "session.approvedApp",
    "session.boundToken",
    "session.customControlsSatisfied",
    "session.lastPrimaryAuthentication",
    "session.lastSecondaryAuthentication",
    "session.methods",
    "session.mfaClaim",
    "session.passwordChangedForRisk",
    "session.riskRemediated",
    "session.termsAccepted",
    "signInRiskLevel",
    "tenant.authenticationStrengths[]",
    "tenant.crossTenantDefault",
    "tenant.crossTenantPartners",
    "tenant.groups[]",
    "tenant.groups[].members",
    "tenant.mfaServiceSettings",
    "tenant.namedLocations",
    "tenant.namedLocations[]",
    "tenant.organization",
    "tenant.roleAssignments",
    "tenant.roleDefinitions[]",
    "tenant.servicePrincipals[]",
    "tenant.users[]",
    "user",
    "user.homeTenant",
    "userRiskLevel",
};

// `tenant.groups[<id>].members` as `tenant.groups[].members`; the attributes' number left out.
std::string without_id(std::string path) {
  const std::size_t open = path.find('['), close = path.rfind(']');
  if (open != path.npos && close != path.npos) path.erase(open + 1, close - open - 1);
  if (path.starts_with("device.extensionAttribute"))
    path.erase(path.find_last_not_of("0123456789") + 1);
  return path;
}

const auto k_is_told = Not(HasSubstr("not understood here"));

TEST(Tellings, say_every_input_in_words) {
  for (const std::string& path : k_paths) {
    // Told by the policy, in the test below.
    if (path == "policies[].unread") continue;
    EXPECT_THAT(how_to_say(path, TenantSnapshot()), k_is_told) << path;
  }
}

class Lacking {
 public:
  void decide(const Situation& situation) {
    decide(compile_borrowed(situation.tenant, situation.options), situation.sign_in);
  }
  void decide(const CompiledTenant& tenant, const SignIn& sign_in) {
    const Decision decision = evaluate::decide(tenant, sign_in);
    take(decision, tenant.snapshot());
    for (const PolicyResult& policy : decision.policies) {
      for (const ConditionResult& condition : policy.conditions) take(condition, tenant.snapshot());
      for (const ControlResult& control : policy.controls) take(control, tenant.snapshot());
    }
  }
  const std::set<std::string>& seen() const { return seen_; }

 private:
  template <class T>
  void take(const T& result, const TenantSnapshot& tenant) {
    for (const std::string& path : result.undetermined_by) {
      seen_.insert(without_id(path));
      EXPECT_THAT(how_to_say(path, tenant), k_is_told) << path;
    }
  }

  std::set<std::string> seen_;
};

// Each change meets every so many cases.
constexpr std::size_t k_sign_in_stride = 4 * differential::k_share;
constexpr std::size_t k_tenant_stride = 64 * differential::k_share;

template <class Changes, class Apply>
void with_changes(const Changes& changes, std::size_t number, std::size_t stride, Apply apply) {
  for (std::size_t i = number % stride; i < changes.size(); i += stride) apply(changes[i]);
}

TEST(Tellings, no_decision_lacks_anything_else) {
  const auto world = conformance::read_world();
  ASSERT_TRUE(world) << to_string(world.error());
  Lacking lacking;
  std::size_t number = 0;
  for (const std::string& id : conformance::vector_ids()) {
    const auto vector = conformance::read_vector(id, *world);
    ASSERT_TRUE(vector) << to_string(vector.error());
    for (const conformance::Case& one : vector->cases) {
      const Situation situation{vector->tenant, one.sign_in, one.options};
      const CompiledTenant compiled = compile_borrowed(situation.tenant, situation.options);
      lacking.decide(compiled, situation.sign_in);
      ++number;
      Situation asked = situation;
      with_changes(conformance::sign_in_changes(), number, k_sign_in_stride,
                   [&](const conformance::Change& change) {
                     asked.sign_in = situation.sign_in;
                     change.make(asked);
                     lacking.decide(compiled, asked.sign_in);
                   });
      with_changes(conformance::tenant_changes(), number, k_tenant_stride,
                   [&](const conformance::Change& change) {
                     Situation other = situation;
                     change.make(other);
                     lacking.decide(other);
                   });
      with_changes(conformance::policy_changes(), number, k_tenant_stride,
                   [&](const conformance::PolicyChange& change) {
                     Situation other = situation;
                     for (Policy& policy : other.tenant.policies.items) change.make(policy, other);
                     lacking.decide(other);
                   });
    }
  }
  std::set<std::string> unlisted;
  for (const std::string& path : lacking.seen())
    if (!k_paths.contains(path)) unlisted.insert(path);
  EXPECT_THAT(unlisted, testing::IsEmpty());
  EXPECT_GT(lacking.seen().size() * differential::k_share, k_paths.size() / 2);
}

}  // namespace
}  // namespace caprock
