// External users: V13, L31-L35.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "lint/policy_parts.h"
#include "lint/rule.h"

namespace caprock {
namespace {

constexpr std::string_view k_whom = "/conditions/users";

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

// External users of all users are met by the way; whoever wrote the policy may not have thought of
// them.
void add_for_guests(const Policy& policy, const LintInput& input, const std::string& message,
                    Findings& findings) {
  if (names_strangers(policy)) return findings.add(k_whom, message);
  if (includes_all_users(policy) && !excludes_guests(policy) &&
      input.strangers() != KnownStrangers::none)
    findings.add(k_whom, message + ", who are among all users", Severity::note);
}

// --- L31
bool changes_password_on_risk(const Policy& policy) {
  return !policy.conditions.user_risk_levels.empty() &&
         cannot_avoid(policy, {BuiltInControl::password_change, BuiltInControl::risk_remediation});
}

void guests_remedy_no_risk(const Policy& policy, const LintInput& input, Findings& findings) {
  const bool refused = demands(policy, BuiltInControl::risk_remediation) && names_guests(policy);
  if (changes_password_on_risk(policy) && !refused)  // what is refused is for V18
    add_for_guests(policy, input, "user risk is to be remedied here by external users", findings);
}

// --- L32
void guests_can_meet_it(const Policy& policy, const LintInput& input, Findings& findings) {
  if (!changes_password_on_risk(policy) &&
      cannot_avoid(policy,
                   {BuiltInControl::approved_application, BuiltInControl::compliant_application,
                    BuiltInControl::password_change}))
    add_for_guests(policy, input,
                   "an app control or a password change is demanded of external users", findings);
}

// --- L33, L34: what other directories are trusted for
using Trusts = bool (*)(const InboundTrust&);

bool trusts_devices(const InboundTrust& trust) {
  return trust.is_compliant_device_accepted.value_or(false) ||
         trust.is_hybrid_azure_ad_joined_device_accepted.value_or(false);
}

bool trusts_mfa(const InboundTrust& trust) { return trust.is_mfa_accepted.value_or(false); }

bool somebody_is_trusted(const TenantSnapshot& tenant, Trusts trusts) {
  const auto holds = [&](const CrossTenantAccess& access) {
    return access.inbound_trust && trusts(*access.inbound_trust);
  };
  const auto& partners = tenant.cross_tenant_partners.items;
  return (tenant.cross_tenant_default && holds(*tenant.cross_tenant_default)) ||
         std::any_of(partners.begin(), partners.end(), holds);
}

void guests_bring_devices(const Policy& policy, const LintInput& input, Findings& findings) {
  if (!cannot_avoid(policy,
                    {BuiltInControl::compliant_device, BuiltInControl::domain_joined_device}) ||
      somebody_is_trusted(input.snapshot(), trusts_devices))
    return;
  const bool known = input.snapshot().cross_tenant_default.has_value();
  if (known)
    return add_for_guests(policy, input,
                          "a device control is demanded of external users, and no device of "
                          "another directory is trusted",
                          findings);
  if (names_strangers(policy))
    findings.add(k_whom,
                 "a device control is demanded of external users; whether their devices are "
                 "trusted cannot be told from this export",
                 Severity::note);
}

// --- L34
bool has_type(const std::optional<GuestsOrExternalUsers>& guests, GuestType type) {
  return guests && (guests->types & static_cast<std::uint8_t>(type)) != 0;
}

// Of all users nobody knows whether direct-connect users are meant; here they are, by name.
bool names_direct_connect(const Policy& policy) {
  if (!names_guests(policy)) return false;
  const Users& users = *policy.conditions.users;
  constexpr GuestType k_direct = GuestType::b2b_direct_connect_user;
  const bool included = has_word(users.include_users, word::k_guests_or_external_users) ||
                        has_type(users.include_guests_or_external_users, k_direct);
  return included && !has_word(users.exclude_users, word::k_guests_or_external_users) &&
         !has_type(users.exclude_guests_or_external_users, k_direct);
}

void direct_connect_mfa_is_trusted(const Policy& policy, const LintInput& input,
                                   Findings& findings) {
  if (!cannot_avoid_mfa(policy) || somebody_is_trusted(input.snapshot(), trusts_mfa)) return;
  const std::string message = "MFA is demanded of B2B direct connect users";
  if (input.snapshot().cross_tenant_default)
    return findings.add(k_whom, message + ", and no MFA of another directory is trusted");
  findings.add(k_whom, message + "; whether their MFA is trusted cannot be told from this export",
               Severity::note);
}

std::vector<std::string> not_for_direct_connect(const Policy& policy) {
  std::vector<std::string> out;
  if (policy.grant_controls && !policy.grant_controls->terms_of_use.empty())
    out.emplace_back("terms of use");
  if (!policy.session_controls || blocks(policy)) return out;
  const SessionControls& session = *policy.session_controls;
  const auto note = [&](bool there, const char* name) {
    if (there) out.emplace_back(name);
  };
  const auto is_on = [](const auto& control) { return control && control->is_enabled; };
  note(session.application_enforced_restrictions, "app enforced restrictions");
  note(is_on(session.cloud_app_security), "app control");
  note(sign_in_frequency(policy) != nullptr, "sign-in frequency");
  note(is_on(session.persistent_browser), "persistent browser");
  return out;
}

void direct_connect_can_meet_it(const Policy& policy, const LintInput& input, Findings& findings) {
  if (!names_direct_connect(policy)) return;
  direct_connect_mfa_is_trusted(policy, input, findings);
  if (const auto controls = not_for_direct_connect(policy); !controls.empty())
    findings.add(k_whom,
                 "B2B direct connect users are included, who cannot have " + join(controls, ", "),
                 Severity::note);
}

// --- L35
// People whose directory may be another one than Entra. With tenants listed, nobody is.
bool names_any_provider(const Policy& policy) {
  if (!names_guests(policy)) return false;
  const Users& users = *policy.conditions.users;
  if (has_word(users.include_users, word::k_guests_or_external_users)) return true;
  const auto& guests = users.include_guests_or_external_users;
  if (guests->external_tenants &&
      guests->external_tenants->membership_kind == MembershipKind::enumerated)
    return false;
  return has_type(guests, GuestType::b2b_collaboration_guest) ||
         has_type(guests, GuestType::b2b_collaboration_member) ||
         has_type(guests, GuestType::other_external_user);
}

void strengths_fit_guests(const Policy& policy, const LintInput& input, Findings& findings) {
  if (!cannot_avoid_strength(policy)) return;
  const bool among_all = includes_all_users(policy) && !excludes_guests(policy) &&
                         input.strangers() == KnownStrangers::some;
  if (names_any_provider(policy) || among_all)
    findings.add("/grantControls/authenticationStrength",
                 std::string("an authentication strength is demanded of external users") +
                     (among_all ? ", who are among all users" : ""));
}

constexpr std::array k_guests_rules = {
    Rule{"V13", "external tenants that do not fit", Severity::error, "O",
         "Graph refuses external tenants without types of external users, and a list of tenants "
         "unless the membership kind is `enumerated`",
         "name the types, and write `enumerated` for a list", each_policy<guests_have_types>},
    Rule{"L31", "user risk that external users shall remedy here", Severity::warning, "",
         "their password and their risk belong to their own directory: they are refused until "
         "the risk is remedied there",
         "exclude external users here, and let their own directory see to their risk",
         each_policy<guests_remedy_no_risk>},
    Rule{"L32", "control that external users cannot meet", Severity::warning, "",
         "people from other directories cannot meet it and are refused",
         "exclude external users here, and demand MFA of them in a policy of their own",
         each_policy<guests_can_meet_it>},
    Rule{"L33", "device control for external users without device trust", Severity::warning, "",
         "their devices are managed elsewhere and not seen here, so they are refused",
         "trust device claims of these directories, or exclude external users",
         each_policy<guests_bring_devices>},
    Rule{"L34", "control that B2B direct connect users cannot meet", Severity::warning, "",
         "they have no account here: without trust for the MFA of their directory they are "
         "refused, and terms of use and session controls are not supported for them",
         "trust the MFA of these directories, or leave direct connect users out",
         each_policy<direct_connect_can_meet_it>},
    Rule{"L35", "strength for external users of any provider", Severity::note, "",
         "people who sign in with a one-time passcode by mail, with Google or by SAML cannot be "
         "asked for a strength; an export does not say who they are",
         "demand `mfa` of external users, or list the Entra tenants that the policy is for",
         each_policy<strengths_fit_guests>},
};

}  // namespace

std::span<const Rule> guest_rules() { return k_guests_rules; }

}  // namespace caprock
