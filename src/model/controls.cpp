#include "model/controls.h"

namespace caprock {

std::optional<std::chrono::seconds> SignInFrequency::period() const {
  if (frequency_interval == FrequencyInterval::every_time) return std::chrono::seconds(0);
  if (!value || !type || *value < 1) return std::nullopt;
  return *type == FrequencyUnit::hours ? std::chrono::seconds(std::chrono::hours(*value))
                                       : std::chrono::seconds(std::chrono::days(*value));
}

bool SessionControls::effective() const {
  return application_enforced_restrictions || secure_sign_in_session ||
         (cloud_app_security && cloud_app_security->is_enabled) ||
         (sign_in_frequency && sign_in_frequency->is_enabled && sign_in_frequency->period()) ||
         (persistent_browser && persistent_browser->is_enabled && persistent_browser->mode) ||
         disable_resilience_defaults.value_or(false) || continuous_access_evaluation ||
         (global_secure_access_filtering_profile &&
          global_secure_access_filtering_profile->is_enabled);
}

}  // namespace caprock
