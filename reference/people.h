// What the tenant says about the person signing in: groups, roles, kind, trust in the home tenant.
#pragma once

#include <optional>
#include <set>

#include "reference/finding.h"
#include "reference/situation.h"

namespace caprock::reference {

// The user object of the person signing in, or nullptr.
const User* user_object(const Situation& situation);

// The object id of the person; empty for users without an object here.
UserId user_id(const Situation& situation);

// What holds of a question about groups, roles or lists of ids when nobody can tell the person's id
// (CA 2.9.15); nothing when the id is known. People without an object here have none to be listed.
std::optional<Finding> without_id(const Situation& situation);

// Member of the group, directly or through nested groups (CA 2.9). The rule word is `groupId`.
Finding in_group(const Situation& situation, const GroupId& group);

// Holds the built-in role now, at tenant scope (CA 2.9). The rule word is `roleId`.
Finding has_role(const Situation& situation, const RoleTemplateId& role);

// The kinds of external user the person may be; one when it is known (CA 2.9).
struct PossibleKinds {
  std::set<ExternalKind> kinds;
  std::string path;  // what would tell
};
PossibleKinds possible_kinds(const Situation& situation);

// One of these kinds? `types` are bits of GuestType.
Finding is_one_of(const PossibleKinds& possible, std::uint8_t types);

inline constexpr std::uint8_t k_every_guest_type = 63;
// Kinds that come from another organisation and prove themselves there: all but internal guests.
inline constexpr std::uint8_t k_external_types = 62;
// Kinds without an object in this tenant: direct connect and service providers.
inline constexpr std::uint8_t k_objectless_types = 40;

enum class TrustedClaim : std::uint8_t { mfa, compliant_device, hybrid_joined_device };

// Does this tenant accept the claim from the person's home tenant (CA 2.19)? A partner's setting
// overrides the default one member at a time; only Entra tenants can be trusted.
Finding is_trusted(const Situation& situation, TrustedClaim claim);

// Does the claim count in this tenant? Claims of people of this tenant do; claims that people from
// elsewhere bring along do if they are trusted.
Finding claim_counts(const Situation& situation, TrustedClaim claim);

}  // namespace caprock::reference
