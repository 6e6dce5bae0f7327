#include "diagnose/setting_suspects.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/printable.h"
#include "base/text.h"
#include "diagnose/policy_suspects.h"
#include "diagnose/words.h"
#include "model/words.h"
#include "token/words.h"

namespace caprock {
namespace {

constexpr std::string_view k_security_defaults = "Security Defaults";
constexpr std::string_view k_per_user_mfa = "per-user multifactor authentication";
constexpr std::string_view k_remember_mfa = "remembered multifactor authentication";

Suspect setting(std::string_view name, Sureness sureness, std::string because) {
  Suspect suspect;
  suspect.name = name;
  suspect.sureness = sureness;
  suspect.because = std::move(because);
  return suspect;
}

// What a record names, and what that is called.
struct Mechanism {
  std::string_view logged;
  std::string_view setting;
};

// `multiConditionalAccess` is left out: the record lists the policies themselves.
constexpr std::array k_providers = {
    Mechanism{"user", k_per_user_mfa},
    Mechanism{"securityDefaults", k_security_defaults},
    Mechanism{"mfaRegistrationRequiredBySecurityDefaults", k_security_defaults},
    Mechanism{"baselineProtection", "baseline protection, the forerunner of Security Defaults"},
    Mechanism{"mfaRegistrationRequiredByIdentityProtectionPolicy",
              "the registration policy of Identity Protection"},
    Mechanism{"enforcedForCspAdmins", "Microsoft's demand on partners' administrators"},
    Mechanism{"crossTenantOutboundRule", "the outbound rule of the home tenant"},
};

constexpr std::array k_session_ends = {
    Mechanism{"rememberMultifactorAuthenticationOnTrustedDevices", k_remember_mfa},
    Mechanism{"tenantTokenLifetimePolicy", "the token lifetime policy of the tenant"},
    Mechanism{"audienceTokenLifetimePolicy", "the token lifetime policy of the resource"},
    Mechanism{"signInFrequencyPeriodicReauthentication", "a sign-in frequency of a policy"},
    Mechanism{"signInFrequencyEveryTime", "a sign-in frequency of every time"},
};

template <std::size_t N>
void add_mechanisms(const std::vector<LoggedMechanism>& logged,
                    const std::array<Mechanism, N>& known, std::vector<Suspect>& suspects) {
  for (const LoggedMechanism& one : logged)
    for (const Mechanism& row : known)
      if (equal_ignoring_case(row.logged, one.name))
        suspects.push_back(
            setting(row.setting, logged.size() == 1 ? Sureness::certain : Sureness::likely,
                    fmt::format("the record names `{}` as what asked for it", row.logged)));
}

// Security Defaults, as far as the export knows them.
void add_security_defaults(const TenantSnapshot& tenant, Sureness when_on, SettingSuspects& out) {
  if (!tenant.security_defaults)
    out.missing.emplace_back("whether Security Defaults are on");
  else if (tenant.security_defaults->is_enabled)
    out.items.push_back(setting(k_security_defaults, when_on, "they are on in the export"));
  else
    out.against.emplace_back("Security Defaults are off in the export");
}

void add_per_user_mfa(const FoundError& error, const TenantSnapshot& tenant, SettingSuspects& out) {
  const auto demands = [](const User& user) {
    return user.per_user_mfa_state && *user.per_user_mfa_state != PerUserMfaState::disabled;
  };
  if (const User* user = error.user.empty() ? nullptr : find_user(tenant, error.user)) {
    if (!user->per_user_mfa_state)
      out.missing.emplace_back("the account's state of per-user MFA");
    else if (demands(*user))
      out.items.push_back(
          setting(k_per_user_mfa, Sureness::likely,
                  fmt::format("it is {} for {}", word_for(*user->per_user_mfa_state),
                              in_backticks(user->user_principal_name))));
    else
      out.against.emplace_back("per-user MFA is disabled for the account");
    return;
  }
  const auto& users = tenant.users.items;
  const auto count = std::count_if(users.begin(), users.end(), demands);
  const bool known = std::any_of(users.begin(), users.end(), [](const User& user) {
    return user.per_user_mfa_state.has_value();
  });
  if (!known)
    out.missing.emplace_back("states of per-user MFA");
  else if (count > 0)
    out.items.push_back(setting(
        k_per_user_mfa, Sureness::possible,
        fmt::format("it is on for {} of the export; the text names no account",
                    count_in_words(static_cast<std::size_t>(count), "account", "accounts"))));
  else
    out.against.emplace_back("per-user MFA is disabled for every account of the export");
}

void add_remembered_mfa(const TenantSnapshot& tenant, SettingSuspects& out) {
  if (!tenant.mfa_service_settings) {
    out.missing.emplace_back("for how many days MFA is remembered (mfaServiceSettings)");
  } else if (tenant.mfa_service_settings->remember_mfa) {
    out.items.push_back(
        setting(k_remember_mfa, Sureness::likely,
                fmt::format("it ends after {}",
                            period_in_words(*tenant.mfa_service_settings->remember_mfa))));
  } else {
    out.against.emplace_back("remembering MFA is off in the export");
  }
}

void add_account(const FoundError& error, const TenantSnapshot& tenant, SettingSuspects& out) {
  if (error.user.empty()) return;
  const User* user = find_user(tenant, error.user);
  if (user == nullptr) return;
  const std::string name = "the account " + in_backticks(user->user_principal_name);
  if (user->account_enabled == false)
    out.items.push_back(setting(name, Sureness::certain, "it is disabled in the export"));
  else if (user->account_enabled)
    out.against.emplace_back("the account is enabled in the export");
}

// The moment that the text names, found again at an account.
void add_revocation(const FoundError& error, const TenantSnapshot& tenant, SettingSuspects& out) {
  if (!error.valid_from) return;
  std::vector<const User*> same;
  for (const User& user : tenant.users.items)
    if (user.sign_in_sessions_valid_from == error.valid_from) same.push_back(&user);
  if (same.empty())
    out.against.emplace_back("no account of the export has sessions valid from that moment on");
  for (const User* user : same) {
    const bool by_password = user->last_password_change == error.valid_from;
    out.items.push_back(
        setting((by_password ? "the password change of " : "the revocation for ") +
                    in_backticks(user->user_principal_name),
                same.size() == 1 ? Sureness::certain : Sureness::possible,
                "the account's sessions are valid from the moment on that the text says"));
  }
}

// The credentials of an application, for the code that says that they have run out.
void add_credentials(const FoundError& error, const TenantSnapshot& tenant, const AppId& id,
                     const std::string& name, SettingSuspects& out) {
  for (const Application& app : tenant.applications.items) {
    if (app.app_id != id || app.credentials_end.empty()) continue;
    const Instant last = *std::max_element(app.credentials_end.begin(), app.credentials_end.end());
    const bool over = error.at && last < *error.at;
    if (!over)
      out.against.push_back(name + " has a credential until " + moment_in_words(last) +
                            ", so the product may hold an older one");
    if (over)
      out.items.push_back(
          setting(name, Sureness::certain,
                  "its last credential in the export ended " + moment_in_words(last)));
  }
}

void add_application(const FoundError& error, const TenantSnapshot& tenant, SettingSuspects& out) {
  if (!looks_like_guid(error.app)) return;
  const ServicePrincipal* principal = find_service_principal(tenant, error.app);
  if (principal == nullptr) {
    if (tenant.service_principals.exported)
      out.items.push_back(setting("the application " + in_backticks(error.app), Sureness::likely,
                                  "the export has no enterprise application with this id"));
    else
      out.missing.emplace_back("which enterprise applications there are");
    return;
  }
  const std::string name = "the application " + in_backticks(principal->display_name);
  if (principal->account_enabled == false)
    out.items.push_back(
        setting(name, Sureness::certain, "its enterprise application is disabled in the export"));
  else if (principal->account_enabled && error.code() != 7000222)
    out.against.push_back(name + " is enabled in the export");
  if (error.code() == 7000222) add_credentials(error, tenant, principal->app_id, name, out);
}

void add_inbound_trust(const TenantSnapshot& tenant, SettingSuspects& out) {
  if (!tenant.cross_tenant_default) {
    out.missing.emplace_back("the default settings of cross-tenant access");
    return;
  }
  const auto& trust = tenant.cross_tenant_default->inbound_trust;
  if (trust && trust->is_compliant_device_accepted == true)
    out.against.emplace_back(
        "the default settings of cross-tenant access trust compliant devices; a partner's may not");
  else
    out.items.push_back(setting("inbound trust of cross-tenant access", Sureness::likely,
                                "the default settings do not accept compliant devices of other "
                                "tenants"));
}

}  // namespace

std::vector<Suspect> named_mechanisms(const FoundError& error) {
  std::vector<Suspect> suspects;
  const int code = error.code();
  if (demands_mfa(code)) add_mechanisms(error.demanded_by, k_providers, suspects);
  if (code == 50078 || code == 70043 || code == 70044)
    add_mechanisms(error.session_ends, k_session_ends, suspects);
  return suspects;
}

bool only_settings_raise(int code) {
  constexpr std::array k_codes = {50057,  50078,  50173,   530035,  70001,
                                  700011, 700016, 7000112, 7000222, 7000229};
  return std::find(k_codes.begin(), k_codes.end(), code) != k_codes.end();
}

SettingSuspects fitting_settings(const FoundError& error, const TenantSnapshot& tenant) {
  SettingSuspects out;
  const int code = error.code();
  if (demands_mfa(code)) {
    // A policy would have sent its claims along (TS 8.2), so without them a setting is likely.
    const bool no_claims = error.claims_readable && !error.has_claims;
    add_security_defaults(tenant, no_claims ? Sureness::likely : Sureness::possible, out);
    add_per_user_mfa(error, tenant, out);
  }
  switch (code) {
    case 530035: add_security_defaults(tenant, Sureness::certain, out); break;
    case 530004: add_inbound_trust(tenant, out); break;
    case 50078: add_remembered_mfa(tenant, out); break;
    case 50057: add_account(error, tenant, out); break;
    case 50173: add_revocation(error, tenant, out); break;
    case 70001:
    case 700011:
    case 700016:
    case 7000112:
    case 7000222:
    case 7000229: add_application(error, tenant, out); break;
    default: break;
  }
  return out;
}

}  // namespace caprock
