// People whom no policy can tell apart share a class.
//
// Of a million people 240 policies tell about a thousand classes apart. What holds of one person of
// a class for every condition on users holds of all, so decisions need two bytes a person and one
// small table, and complete analysis walks classes instead of people.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/people.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// What conditions on users name, resolved. Each list is sorted and without repeats.
struct UserMentions {
  std::vector<People::GroupIndex> groups;
  std::vector<People::Row> people;
  std::vector<GroupId> unlisted_groups;  // no group objects here; transitiveMemberOf may name them

  bool operator==(const UserMentions&) const = default;
};

// What these policies name: users, groups, and whoever holds the roles they name (CA 2.9).
// `policies` may be any of the tenant's, for example the one that changed.
UserMentions mentions_of(std::span<const Policy> policies, const TenantSnapshot& tenant,
                         const People& people);

class UserClasses {
 public:
  using ClassId = std::uint32_t;

  UserClasses() = default;

  // Two people are in one class exactly when they are in the same mentioned groups, neither is
  // mentioned by id, and possible kinds, being a user object and listing own groups are the same.
  // Everybody who is mentioned by id has a class of their own.
  // Cost: one pass over people and memberships; about a tenth of a second for a million users.
  static UserClasses of(const People& people, const UserMentions& mentions);

  // The classes when `more` is mentioned, too. Classes keep their number as far as they keep a
  // member. What is no longer mentioned still tells people apart, which is harmless; `of` starts
  // anew. Cost: some milliseconds for a million users.
  UserClasses refined(const People& people, const UserMentions& more) const;

  std::size_t count() const { return sizes_.size(); }
  ClassId class_of(People::Row row) const noexcept {
    return wide_.empty() ? narrow_[row] : wide_[row];
  }
  // Somebody of the class.
  People::Row representative(ClassId id) const { return representatives_[id]; }

 private:
  static constexpr std::size_t k_narrow_limit = 65'536;

  struct Parting;

  ClassId add_class(People::Row representative);
  void put(People::Row row, ClassId id);
  void widen();
  void apply(const Parting& parting);
  void replace_lost_representatives(const People& people);

  std::vector<std::uint16_t> narrow_;  // by row; one of the two is empty
  std::vector<ClassId> wide_;
  std::vector<People::Row> representatives_;  // by class
  std::vector<std::uint32_t> sizes_;          // by class
};

}  // namespace caprock
