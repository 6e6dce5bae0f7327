#include "integration/missing_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "integration/policy_hit.h"

namespace caprock {
namespace {

// The first row whose word occurs in the path counts; paths are matched without case.
struct Row {
  std::string_view part;
  std::string_view answer;
};

constexpr Row k_missing[] = {
    {"ipaddress", "the addresses the integration calls from: add `network` to the connection"},
    {"client.ip", "the addresses the integration calls from: add `network` to the connection"},
    {"country", "the country the integration calls from: add `country` to the connection"},
    {"mfaclaim",
     "whether the stored token was obtained with a second factor: add "
     "`token.with_mfa` to the connection"},
    {"mfa_claim",
     "whether the stored token was obtained with a second factor: add "
     "`token.with_mfa` to the connection"},
    {"session.methods",
     "whether the stored token was obtained with a second factor: add "
     "`token.with_mfa` to the connection"},
    {"mfaregistered",
     "whether the account has a second factor registered: add `mfa_registered` to "
     "the connection"},
    {"lastprimary", "when somebody last signed in: add `token.signed_in_at` to the connection"},
    {"lastsecondary",
     "when the second factor was last shown: add `token.mfa_at` to the connection"},
    {"subject.id", "the account's object id: give it as `account`, or add the users to the export"},
    {"role",
     "the roles of the account: add `roles` to the connection, or role assignments to the "
     "export"},
    {"group",
     "the groups of the account: add `groups` to the connection, or the users with their "
     "groups to the export"},
    {"tenant.users[",
     "the account in the directory: add it to the export, or `groups` and "
     "`external_kind` to the connection"},
    {"crosstenantpartners",
     "which claims of other tenants are trusted: add "
     "`policies/crossTenantAccessPolicy/partners` to the export"},
    {"crosstenant",
     "which claims of other tenants are trusted: add "
     "`policies/crossTenantAccessPolicy` to the export"},
    {"hometenant", "the guest's home tenant, which decides whether its second factor is trusted"},
    {"termsaccepted", "whether the account accepted the terms of use"},
    {"customcontrols", "whether the account meets the custom control"},
    {"externalkind", "what kind of guest the account is: add `external_kind` to the connection"},
    {"mfaservicesettings",
     "the MFA service settings, which Graph does not export: write `mfaServiceSettings.json` "
     "(docs/snapshot-format.md)"},
    {"securitydefaults", "whether Security Defaults are on: add them to the export"},
    {"peruser",
     "whether per-user multifactor authentication is on for the account: add "
     "`users/{id}/authentication/requirements` to the export"},
    {"namedlocation",
     "the named locations: add `identity/conditionalAccess/namedLocations` to the "
     "export"},
    {"serviceprincipal", "the enterprise applications: add `servicePrincipals` to the export"},
};

// The policy of a path `policies[<id>].unread`; those without an id go by their name.
const Policy* policy_not_read(std::string_view path, const TenantSnapshot& tenant) {
  constexpr std::string_view k_before = "policies[";
  constexpr std::string_view k_behind = "].unread";
  if (!path.starts_with(k_before) || !path.ends_with(k_behind)) return nullptr;
  path.remove_prefix(k_before.size());
  path.remove_suffix(k_behind.size());
  for (const Policy& policy : tenant.policies.items)
    if (policy.id.empty() ? policy.display_name == path : policy.id.is(path)) return &policy;
  return nullptr;
}

std::string look_at(const Policy& policy) {
  const bool only_its_state =
      (policy.state == PolicyState::unknown || is_rolled_out_in_parts(policy)) &&
      std::all_of(policy.unread.begin(), policy.unread.end(),
                  [](const Unread& one) { return one.part == PolicyPart::state; });
  const std::string name = fmt::format("policy `{}`", quotable(policy.display_name));
  if (is_rolled_out_in_parts(policy) && only_its_state)
    return "whether " + name + " is enforced for this account already: look at the policy";
  return (only_its_state ? "whether " + name + " is on" : "what is not known here of " + name) +
         ": look at the policy";
}

}  // namespace

std::optional<std::string> how_to_tell_unread(std::string_view path, const TenantSnapshot& tenant) {
  if (const Policy* policy = policy_not_read(path, tenant)) return look_at(*policy);
  return std::nullopt;
}

std::string how_to_tell(std::string_view path, const ConnectionTarget& target) {
  if (auto unread = how_to_tell_unread(path, *target.tenant)) return *std::move(unread);
  if (starts_with_ignoring_case(path, "policy"))
    return fmt::format("the meaning of `{}`, which this program does not know: look at the policy",
                       quotable(path));
  for (const Row& row : k_missing)
    if (contains_ignoring_case(path, row.part)) return std::string(row.answer);
  return fmt::format("`{}` of connection `{}`: neither the export nor the connections file says it",
                     quotable(path), quotable(target.connection->name));
}

}  // namespace caprock
