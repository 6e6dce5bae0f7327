// Questions that many rules ask of a policy.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/printable.h"
#include "model/policy.h"
#include "model/words.h"

namespace caprock {

inline constexpr std::string_view k_grant = "/grantControls";
inline constexpr std::string_view k_sign_in_frequency = "/sessionControls/signInFrequency";

// Something at this pointer, above it or below it was not read, so what the model says there is not
// the whole truth.
bool is_unread(const Policy& policy, std::string_view pointer);

bool is_off(const Policy& policy);
// The other closes a gap of this one: it is not off, or both are, as in a design that is not yet
// switched on.
bool stands_beside(const Policy& other, const Policy& policy);

template <class T>
bool has(const std::vector<T>& list, const T& one) {
  for (const T& item : list)
    if (item == one) return true;
  return false;
}
template <class Tag>
bool has_word(const std::vector<Id<Tag>>& list, std::string_view word) {
  for (const Id<Tag>& item : list)
    if (item.is(word)) return true;
  return false;
}

bool includes_all_users(const Policy& policy);
bool includes_all_apps(const Policy& policy);
// `includeUsers` says All, or the legacy word or object for guests of other directories.
bool names_guests(const Policy& policy);
bool excludes_guests(const Policy& policy);
// Both name the same people for certain, exceptions aside.
bool share_people(const Policy& a, const Policy& b);

// --- client app types (CA 2.5)
bool covers_every_client(const Policy& policy);   // `all`, or every class by name
bool covers_modern_client(const Policy& policy);  // some browser or app sign-in can match
bool covers_client(const Policy& policy, ClientAppType type);

// --- grant
std::size_t control_count(const Policy& policy);
bool demands(const Policy& policy, BuiltInControl control);
bool blocks(const Policy& policy);
bool has_strength(const Policy& policy);
// No way to satisfy the grant goes without one of so many of its controls.
bool needs_one_of(const Policy& policy, std::size_t counted);
// The same for these.
bool cannot_avoid(const Policy& policy, std::initializer_list<BuiltInControl> controls);
bool cannot_avoid_strength(const Policy& policy);
bool cannot_avoid_mfa(const Policy& policy);  // nor a strength
bool has_session(const Policy& policy);       // a session control is on and complete
bool asks_for_mfa(const Policy& policy);      // mfa or a strength, whatever stands beside it

// --- session
// What is switched on and was read, or nullptr.
const SignInFrequency* sign_in_frequency(const Policy& policy);

// --- conditions
bool targets_workloads(const Policy& policy);
bool targets_agents(const Policy& policy);
bool has_platforms(const Policy& policy);
// Without platforms as a condition every one is covered. REQUIRES: `platform` is not `all`.
bool covers_platform(const Policy& policy, DevicePlatform platform);
bool has_locations(const Policy& policy);
bool has_device_filter(const Policy& policy);
bool has_device_lists(const Policy& policy);
bool has_flows(const Policy& policy);
// Any condition besides users, applications and client app types.
std::vector<std::string_view> other_conditions(const Policy& policy);

// Microsoft-managed, by its creator (V28).
bool is_made_by_microsoft(const Policy& policy);

// `/conditions/users/includeUsers` and 2 give the pointer of the third entry.
std::string entry(std::string_view pointer, std::size_t index);

// `compliantDevice` and others in backticks.
template <class E>
std::string shown(E value) {
  return "`" + std::string(word_for(value)) + "`";
}

// A policy by name, or by id, in backticks.
std::string shown(const Policy& policy);

}  // namespace caprock
