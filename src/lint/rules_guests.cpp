// External users: V13, L32, L33.
#include <array>

#include "base/text.h"
#include "lint/policy_parts.h"
#include "lint/rule.h"

namespace caprock {
namespace {

// --- V13
void check_tenants(const GuestsOrExternalUsers& guests, std::string_view pointer,
                   Findings& findings) {
  if (!guests.external_tenants) return;
  if (guests.types == 0)
    findings.add(pointer, "external tenants are given and no type of external user");
  if (guests.external_tenants->membership_kind == MembershipKind::all &&
      !guests.external_tenants->members.empty())
    findings.add(std::string(pointer) + "/externalTenants",
                 "tenants are listed and the membership kind is `all`");
}

void guests_have_types(const Policy& policy, Findings& findings) {
  if (!policy.conditions.users) return;
  const Users& users = *policy.conditions.users;
  constexpr std::string_view k_include = "/conditions/users/includeGuestsOrExternalUsers";
  constexpr std::string_view k_exclude = "/conditions/users/excludeGuestsOrExternalUsers";
  if (users.include_guests_or_external_users && !is_unread(policy, k_include))
    check_tenants(*users.include_guests_or_external_users, k_include, findings);
  if (users.exclude_guests_or_external_users && !is_unread(policy, k_exclude))
    check_tenants(*users.exclude_guests_or_external_users, k_exclude, findings);
}

// Internal guests sign in here and have devices here; everybody else comes from another directory.
bool names_strangers(const Policy& policy) {
  if (!names_guests(policy)) return false;
  const Users& users = *policy.conditions.users;
  if (has_word(users.include_users, word::k_guests_or_external_users)) return true;
  const auto internal = static_cast<std::uint8_t>(GuestType::internal_guest);
  return (users.include_guests_or_external_users->types & ~internal) != 0;
}

// The export shows no guest, or does not list users.
bool has_no_guests(const TenantSnapshot& tenant) {
  if (!tenant.users.exported) return false;
  for (const User& user : tenant.users.items)
    if (user.user_type != UserType::member ||
        contains_ignoring_case(user.user_principal_name, "#EXT#"))
      return false;
  return true;
}

// Guests of all users are met by the way; whoever wrote the policy may not have thought of them.
void add_for_guests(const Policy& policy, const LintInput& input, const std::string& message,
                    Findings& findings) {
  if (names_strangers(policy)) return findings.add("/conditions/users", message);
  if (includes_all_users(policy) && !excludes_guests(policy) && !has_no_guests(input.snapshot()))
    findings.add("/conditions/users", message + ", who are among all users", Severity::note);
}

// --- L32
void guests_can_meet_it(const Policy& policy, const LintInput& input, Findings& findings) {
  if (cannot_avoid(policy,
                   {BuiltInControl::approved_application, BuiltInControl::compliant_application,
                    BuiltInControl::password_change}))
    add_for_guests(policy, input,
                   "an app control or a password change is demanded of external users", findings);
}

// --- L33
bool trusts_devices(const std::optional<InboundTrust>& trust) {
  return trust && (trust->is_compliant_device_accepted.value_or(false) ||
                   trust->is_hybrid_azure_ad_joined_device_accepted.value_or(false));
}

bool somebody_is_trusted(const TenantSnapshot& tenant) {
  if (tenant.cross_tenant_default && trusts_devices(tenant.cross_tenant_default->inbound_trust))
    return true;
  for (const CrossTenantAccess& partner : tenant.cross_tenant_partners.items)
    if (trusts_devices(partner.inbound_trust)) return true;
  return false;
}

void guests_bring_devices(const Policy& policy, const LintInput& input, Findings& findings) {
  if (!cannot_avoid(policy,
                    {BuiltInControl::compliant_device, BuiltInControl::domain_joined_device}) ||
      somebody_is_trusted(input.snapshot()))
    return;
  const bool known = input.snapshot().cross_tenant_default.has_value();
  if (known)
    return add_for_guests(policy, input,
                          "a device control is demanded of external users, and no device of "
                          "another directory is trusted",
                          findings);
  if (names_strangers(policy))
    findings.add("/conditions/users",
                 "a device control is demanded of external users; whether their devices are "
                 "trusted cannot be told from this export",
                 Severity::note);
}

constexpr std::array k_guests_rules = {
    Rule{"V13", "external tenants that do not fit", Severity::error, "O",
         "Graph refuses external tenants without types of external users, and a list of tenants "
         "unless the membership kind is `enumerated`",
         "name the types, and write `enumerated` for a list", each_policy<guests_have_types>},
    Rule{"L32", "control that external users cannot meet", Severity::warning, "",
         "people from other directories cannot meet it and are refused",
         "exclude external users here, and demand MFA of them in a policy of their own",
         each_policy<guests_can_meet_it>},
    Rule{"L33", "device control for external users without device trust", Severity::warning, "",
         "their devices are managed elsewhere and not seen here, so they are refused",
         "trust device claims of these directories, or exclude external users",
         each_policy<guests_bring_devices>},
};

}  // namespace

std::span<const Rule> guest_rules() { return k_guests_rules; }

}  // namespace caprock
