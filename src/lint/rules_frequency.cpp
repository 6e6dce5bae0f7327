// Sign-in frequency beside other settings: L16, L18.
#include <algorithm>
#include <array>

#include "lint/policy_parts.h"
#include "lint/rule.h"
#include "model/well_known.h"

namespace caprock {
namespace {

// --- L16
void frequency_and_remembered_mfa(const LintInput& input, Findings& findings) {
  const auto& settings = input.snapshot().mfa_service_settings;
  if (!settings || !settings->remember_mfa) return;
  for (const Policy& policy : input.snapshot().policies.items) {
    if (sign_in_frequency(policy) == nullptr) continue;
    findings.look_at(policy);
    findings.add(k_sign_in_frequency, "the tenant remembers MFA on trusted devices for " +
                                          std::to_string(settings->remember_mfa->count()) +
                                          " days, and the policy sets a sign-in frequency");
  }
}

// --- L18
struct Service {
  std::string_view app_id;
  std::string_view name;
  bool serves_others;  // Teams signs in to it as well (CA 2.9)
};

constexpr std::array k_services = {Service{app::k_exchange_online, "Exchange", true},
                                   Service{app::k_sharepoint_online, "SharePoint", true},
                                   Service{app::k_teams_services, "Teams", false}};

bool is_for_service(const Policy& policy, const Service& service) {
  const Applications& apps = policy.conditions.applications;
  const auto names = [&](const std::vector<AppId>& list) {
    return has_word(list, service.app_id) || has_word(list, word::k_office365);
  };
  return (includes_all_apps(policy) || names(apps.include_applications)) &&
         !names(apps.exclude_applications);
}

struct Limit {
  const Policy* policy;
  std::chrono::seconds period;
};

// Policies whose period every sign-in to their services meets.
std::vector<Limit> limits_of(const LintInput& input) {
  std::vector<Limit> out;
  for (const Policy& policy : input.snapshot().policies.items) {
    const SignInFrequency* frequency = sign_in_frequency(policy);
    const auto period = frequency == nullptr ? std::nullopt : frequency->period();
    if (period && other_conditions(policy).empty() && covers_modern_client(policy) &&
        !policy.conditions.applications.application_filter && !is_unread(policy, "/conditions"))
      out.push_back({&policy, *period});
  }
  return out;
}

bool is_for_a_shared_service(const Policy& policy) {
  return std::any_of(k_services.begin(), k_services.end(), [&](const Service& service) {
    return service.serves_others && is_for_service(policy, service);
  });
}

// Of the services that only the first is for, one whose apps also use those of the other.
const Service* drawn_in(const Policy& longer, const Policy& shorter) {
  if (!is_for_a_shared_service(shorter)) return nullptr;
  const auto at = std::find_if(k_services.rbegin(), k_services.rend(), [&](const Service& service) {
    return is_for_service(longer, service) && !is_for_service(shorter, service);
  });
  return at == k_services.rend() ? nullptr : &*at;
}

void frequencies_agree(const LintInput& input, Findings& findings) {
  const std::vector<Limit> limits = limits_of(input);
  for (const Limit& longer : limits)
    for (const Limit& shorter : limits) {
      if (shorter.period >= longer.period || is_off(*shorter.policy) != is_off(*longer.policy) ||
          !share_people(*longer.policy, *shorter.policy))
        continue;
      const Service* service = drawn_in(*longer.policy, *shorter.policy);
      if (service == nullptr) continue;
      findings.look_at(*longer.policy);
      findings.add(k_sign_in_frequency, "the period for " + std::string(service->name) +
                                            " is longer than that of " + shown(*shorter.policy) +
                                            " for a service that the same apps use");
    }
}

constexpr std::array k_frequency_rules = {
    Rule{"L16", "sign-in frequency beside remembered MFA", Severity::warning, "",
         "the two settings count on their own, so people are prompted when neither says so",
         "switch `remember multifactor authentication` off and keep the sign-in frequency",
         frequency_and_remembered_mfa},
    Rule{
        "L18", "sign-in frequencies that differ across Microsoft 365", Severity::warning, "",
        "an app such as Teams signs in to Exchange and SharePoint, too, and the shortest period of "
        "all these policies counts",
        "give Exchange, SharePoint and Teams one period, best in one policy for Office 365",
        frequencies_agree},
};

}  // namespace

std::span<const Rule> frequency_rules() { return k_frequency_rules; }

}  // namespace caprock
