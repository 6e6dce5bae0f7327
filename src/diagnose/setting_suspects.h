// Settings outside Conditional Access behind an error: Security Defaults, per-user MFA, remembered
// MFA, states of accounts and applications (TS 2.2, 5.1 to 5.3).
#pragma once

#include <string>
#include <vector>

#include "diagnose/suspects.h"

namespace caprock {

struct SettingSuspects {
  std::vector<Suspect> items;
  std::vector<std::string> against;  // settings that would fit and are not set: one sentence each
  std::vector<std::string> missing;  // what the export does not have
};

// Mechanisms that the record itself names.
std::vector<Suspect> named_mechanisms(const FoundError& error);

// Is it a setting, and never a policy, that raises the code?
bool only_settings_raise(int code);

SettingSuspects fitting_settings(const FoundError& error, const TenantSnapshot& tenant);

}  // namespace caprock
