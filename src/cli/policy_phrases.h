// The phrases that policy_words.h joins to a sentence, and how they list things.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/policy_words.h"
#include "model/policy.h"
#include "model/tenant_snapshot.h"

namespace caprock {

using Phrases = std::vector<std::string>;

struct Telling {
  const TenantSnapshot& tenant;
  Detail detail;
};

// `all users (except the members of the group `Break glass`)`; `nobody`.
std::string who_in_words(const Conditions& conditions, const Telling& telling);

// `access to all resources (except `Mio`)`, `registration of security information`.
std::string what_in_words(const Applications& applications, const Telling& telling);

// `with browsers`, `from any location (except trusted locations)`, `at high user risk`.
Phrases conditions_in_words(const Conditions& conditions, const Telling& telling);

// `is blocked`, `requires multifactor authentication or a compliant device`; empty without one.
std::string grant_in_words(const GrantControls& grant, const TenantSnapshot& tenant);

// `requires a new sign-in every 8 hours and never has a persistent browser session`; empty without
// one.
std::string session_in_words(const SessionControls& session);

// `a`, `a and b`, `a, b and c`; where one is a list itself `a, and b and c`.
std::string spoken(const Phrases& items, std::string_view conjunction);

// `a (except b and c)`; `included` may be empty, then `nothing` stands for it.
std::string with_exceptions(const Phrases& included, std::string_view conjunction,
                            const Phrases& excluded, std::string_view nothing);

struct Noun {
  std::string_view one;
  std::string_view many;
};

// `the user `a``, `the users `a`, `b`, `c` and 2 more`: a phrase, or none if there are no names.
void add_named(Phrases& phrases, const Noun& noun, const Phrases& names,
               std::string_view conjunction, Detail detail);

// Whether there is a rule to speak of.
bool has_rule(const std::optional<Filter>& filter);
// `devices for which `device.isCompliant -eq True` holds`
std::string those_meeting(std::string_view what, const Filter& filter, Detail detail);

}  // namespace caprock
