#include "cli/what_if_tellings.h"

#include <fmt/format.h>

#include <array>

#include "base/printable.h"
#include "integration/missing_words.h"

namespace caprock {
namespace {

// What tells the inputs that no single option stands for.
struct Telling {
  std::string_view part;  // of the path
  std::string_view says;
};

constexpr std::array k_tellings = {
    Telling{
        "tenant.mfaServiceSettings",
        "the MFA service settings, which Graph does not export: write `mfaServiceSettings.json` "
        "(docs/snapshot-format.md)"},
    Telling{"tenant.crossTenant",
            "which claims of other tenants are trusted: add `policies/crossTenantAccessPolicy` to "
            "the export"},
    Telling{"tenant.organization", "this tenant's own id: add `organization` to the export"},
    Telling{"tenant.roleAssignments",
            "the account's roles: --role, or add role assignments to the export"},
    Telling{"tenant.roleDefinitions",
            "whether a role is built in: add role definitions to the export"},
    Telling{"tenant.groups", "who is in a group: --group, or add its members to the export"},
    Telling{"tenant.users",
            "the account in the directory: --guest, --group, --role, or add the "
            "user to the export"},
    Telling{"tenant.namedLocations", "a named location: add named locations to the export"},
    Telling{"tenant.servicePrincipals",
            "an application in the tenant: add service principals to the export"},
    Telling{"tenant.authenticationStrengths",
            "an authentication strength: add the strengths to the export"},
    Telling{"user.homeTenant", "the guest's own tenant: --home-tenant"},
    Telling{"agentIdentity.blueprint",
            "the agent's blueprint: a sign-in in JSON says it (--sign-in)"},
    Telling{"device.", "a property of the device: --device MEMBER=VALUE"},
};

struct Known {
  std::string_view path;
  std::string_view what;
  std::string_view options;
};

constexpr std::array k_known = {
    Known{"ipAddress", "the address", "--ip"},
    Known{"country", "the country of the address", "--country"},
    Known{"gps", "the authenticator's position", "--gps"},
    Known{"compliantNetwork", "whether it comes through the compliant network",
          "--compliant-network"},
    Known{"clientAppType", "the class of client", "--client-app"},
    Known{"devicePlatform", "the device platform", "--platform"},
    Known{"device", "the device", "--device or --no-device"},
    Known{"device.isCompliant", "whether the device is compliant",
          "--device compliant or not-compliant"},
    Known{"device.trustType", "how the device is joined",
          "--device joined, hybrid-joined or registered"},
    Known{"device.intuneManaged", "whether Intune manages the device",
          "--device intune or intuneManaged=no"},
    Known{"signInRiskLevel", "the sign-in risk", "--sign-in-risk"},
    Known{"userRiskLevel", "the user risk", "--user-risk"},
    Known{"servicePrincipalRiskLevel", "the risk of the workload", "--service-principal-risk"},
    Known{"agentIdRiskLevel", "the risk of the agent", "--agent-risk"},
    Known{"insiderRiskLevel", "the insider risk", "--insider-risk"},
    Known{"originalTransferMethod", "how the session was born", "--flow"},
    Known{"resources", "the resource", "--app or --scope"},
    Known{"scopes", "the resource", "--app or --scope"},
    Known{"audiences", "the resource", "--app, or --audience as a log records it"},
    Known{"clientKind", "the kind of client", "--client-kind"},
    Known{"clientApp", "the client application", "--client"},
    Known{"at", "the time", "--at"},
    Known{"user", "who signs in", "--user or --guest"},
    Known{"session.methods", "the methods used", "--method"},
    Known{"session.mfaClaim", "whether MFA was done", "--mfa"},
    Known{"session.mfaRegistered", "whether a second factor is registered", "--mfa-registered"},
    Known{"session.lastPrimaryAuthentication", "when the first factor was given", "--signed-in-at"},
    Known{"session.lastSecondaryAuthentication", "when the second factor was given", "--mfa-at"},
    Known{"session.termsAccepted", "which terms of use were accepted", "--terms-accepted"},
    Known{"session.customControlsSatisfied", "which custom controls are met", "--custom-control"},
    Known{"session.approvedApp", "whether the client is an approved app", "--approved-app"},
    Known{"session.appProtection", "whether the client has an app protection policy",
          "--app-protection"},
    Known{"session.boundToken", "whether the token is bound to its device", "--bound-token"},
    Known{"session.passwordChangedForRisk", "whether the password was changed",
          "--password-changed"},
    Known{"session.riskRemediated", "whether the risk was remediated", "--risk-remediated"},
};

}  // namespace

std::string how_to_say(std::string_view path, const TenantSnapshot& tenant) {
  if (auto unread = how_to_tell_unread(path, tenant)) return *std::move(unread);
  for (const Known& known : k_known)
    if (known.path == path) return fmt::format("{}: {}", known.what, known.options);
  for (const Telling& telling : k_tellings)
    if (path.starts_with(telling.part))
      return fmt::format("{} (`{}`)", telling.says, quotable(path));
  return fmt::format("`{}`, which is not understood here: look at the policy", quotable(path));
}

}  // namespace caprock
