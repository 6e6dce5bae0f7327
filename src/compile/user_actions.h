// The user actions that policies target (CA 2.4.7).
#pragma once

#include <string_view>

#include "base/text.h"

namespace caprock {

// Setting up one's methods.
inline constexpr std::string_view k_register_security_info = "urn:user:registersecurityinfo";
inline constexpr std::string_view k_register_device = "urn:user:registerdevice";

inline bool is_registration(std::string_view user_action) {
  return equal_ignoring_case(user_action, k_register_security_info);
}

}  // namespace caprock
