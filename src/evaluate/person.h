// Questions about the person signing in (CA 2.9, 2.19). `reason` may be nullptr.
#pragma once

#include "evaluate/facts.h"
#include "evaluate/reason.h"

namespace caprock::evaluate {

// Fills in the person. REQUIRES: tenant and sign-in stand.
void add_person(Facts& facts);

// The kinds of external user the person may be, one bit (1 << ExternalKind) each: as the sign-in
// says, otherwise as the user object does, otherwise every kind (CA 2.9.9, 2.9.10).
std::uint8_t possible_kinds(const People& people, const UserSubject& subject,
                            std::optional<People::Row> object);

// An id in a list, and the row it has if any, is that of the person.
bool is_named(const Person& person, std::optional<People::Row> row, std::string_view id);

// One of these kinds? `types` are bits of GuestType.
Match is_one_of(const Person& person, std::uint8_t types, Reason* reason);
// The id stands: groups, roles and lists of ids can be searched for it (CA 2.9.15).
bool has_known_id(const Person& person);
// What such a search tells where the id is not known. People without an object are in no list.
Match without_id(const Person& person, Reason* reason);

// Member of the group, directly or through nested groups (CA 2.9.4).
Match in_group(const Facts& facts, const GroupEntry& group, Reason* reason);
// Holds the built-in role now, for the whole tenant (CA 2.9.6).
Match has_role(const Facts& facts, const CompiledRole& role, Reason* reason);

Match is_trusted(const Facts& facts, TrustedClaim claim, Reason* reason);
Match claim_counts(const Facts& facts, TrustedClaim claim, Reason* reason);
Match is_compliant(const Facts& facts, Reason* reason);
Match is_hybrid_joined(const Facts& facts, Reason* reason);

}  // namespace caprock::evaluate
