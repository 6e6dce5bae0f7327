#include <fmt/format.h>

#include "base/printable.h"
#include "cli/policy_names.h"
#include "cli/policy_phrases.h"
#include "integration/control_words.h"

namespace caprock {
namespace {

Phrases grant_nouns(const GrantControls& grant, const TenantSnapshot& tenant) {
  Phrases nouns;
  for (const BuiltInControl one : grant.built_in_controls)
    nouns.push_back(control_noun({ControlKind::built_in, one, "", ""}));
  if (const auto& strength = grant.authentication_strength)
    nouns.push_back(control_noun({ControlKind::authentication_strength,
                                  {},
                                  strength->id.text(),
                                  bare_name_of(*strength, tenant)}));
  for (const TermsOfUseId& id : grant.terms_of_use)
    nouns.push_back(
        control_noun({ControlKind::terms_of_use, {}, id.text(), bare_name_of(id, tenant)}));
  for (const CustomControlId& id : grant.custom_authentication_factors)
    nouns.push_back(control_noun({ControlKind::custom, {}, id.text(), ""}));
  return nouns;
}

// `every hour`, `every 8 hours`
std::string every(int value, FrequencyUnit unit) {
  const std::string_view name = unit == FrequencyUnit::hours ? "hour" : "day";
  return value == 1 ? fmt::format("every {}", name) : fmt::format("every {} {}s", value, name);
}

std::string frequency_in_words(const SignInFrequency& frequency) {
  const bool second = frequency.authentication_type == FrequencyAuthentication::secondary;
  const std::string_view what = second ? "a new second factor" : "a new sign-in";
  if (frequency.frequency_interval == FrequencyInterval::every_time)
    return fmt::format("requires {} every time", what);
  if (!frequency.value || !frequency.type) return "has a sign-in frequency without a period";
  return fmt::format("requires {} {}", what, every(*frequency.value, *frequency.type));
}

std::string browser_in_words(const PersistentBrowser& browser) {
  if (!browser.mode) return "has a persistent browser control without a mode";
  return *browser.mode == PersistentBrowserMode::always ? "always has a persistent browser session"
                                                        : "never has a persistent browser session";
}

std::string app_control_in_words(const CloudAppSecurity& control) {
  const std::string through = "runs through Defender for Cloud Apps";
  if (!control.type) return through;
  switch (*control.type) {
    case CloudAppSecurityType::mcas_configured: return through + " under the policies set there";
    case CloudAppSecurityType::monitor_only: return through + " for monitoring only";
    case CloudAppSecurityType::block_downloads: return through + " with downloads blocked";
  }
  return through;
}

std::string_view evaluation_in_words(CaeMode mode) {
  switch (mode) {
    case CaeMode::strict_enforcement:
      return "is under strictly enforced continuous access evaluation";
    case CaeMode::strict_location:
      return "is under continuous access evaluation with strictly enforced locations";
    case CaeMode::disabled: return "is exempt from continuous access evaluation";
  }
  return {};
}

}  // namespace

std::string grant_in_words(const GrantControls& grant, const TenantSnapshot& tenant) {
  const Phrases nouns = grant_nouns(grant, tenant);
  if (nouns.empty()) return {};
  if (grant.built_in_controls == std::vector{BuiltInControl::block} && nouns.size() == 1)
    return "is blocked";
  return "requires " + spoken(nouns, grant.combine == GrantOperator::all ? "and" : "or");
}

std::string session_in_words(const SessionControls& session) {
  Phrases phrases;
  if (session.sign_in_frequency && session.sign_in_frequency->is_enabled)
    phrases.push_back(frequency_in_words(*session.sign_in_frequency));
  if (session.persistent_browser && session.persistent_browser->is_enabled)
    phrases.push_back(browser_in_words(*session.persistent_browser));
  if (session.application_enforced_restrictions)
    phrases.emplace_back("is limited by the restrictions of the app itself");
  if (session.cloud_app_security && session.cloud_app_security->is_enabled)
    phrases.push_back(app_control_in_words(*session.cloud_app_security));
  if (session.secure_sign_in_session)
    phrases.emplace_back("requires tokens that are bound to their device");
  if (session.continuous_access_evaluation)
    phrases.emplace_back(evaluation_in_words(*session.continuous_access_evaluation));
  if (session.disable_resilience_defaults.value_or(false))
    phrases.emplace_back("has the resilience defaults switched off");
  const auto& profile = session.global_secure_access_filtering_profile;
  if (profile && profile->is_enabled)
    phrases.push_back("runs through the Global Secure Access profile " +
                      in_backticks(profile->profile_id));
  return spoken(phrases, "and");
}

}  // namespace caprock
