// People whom no policy can tell apart by who they are.
//
// Two rows of People are in one class when they are in the same of the groups that policies and
// assigned roles name, may be the same kinds of user, are both user objects or neither, and neither
// is named by id; whoever is named has a class alone. Disabled policies do not count.
#pragma once

#include <cstdint>
#include <vector>

#include "compile/compiled_tenant.h"

namespace caprock {

class UserClasses {
 public:
  using Class = std::uint32_t;

  // Cost: about 0.1 microseconds a person and membership.
  static UserClasses of(const CompiledTenant& tenant);

  // For the same people under other policies: splits classes where those name somebody new. Never
  // joins any, so it may be finer than `of`. Cost: a look at every membership. REQUIRES: `changed`
  // has the same People.
  UserClasses refined_for(const CompiledTenant& changed) const;

  Class count() const { return static_cast<Class>(representatives_.size()); }
  const std::vector<Class>& class_of_row() const { return class_of_row_; }
  // A row of each class that is found under its own id; any row where a class has none.
  const std::vector<People::Row>& representatives() const { return representatives_; }

 private:
  // Whom policies name; each list sorted, without repeats.
  struct Named {
    std::vector<People::GroupIndex> groups;
    std::vector<GroupId> groups_elsewhere;  // no objects here; transitiveMemberOf may have them
    std::vector<People::Row> rows;
  };
  class Splitter;

  static Named named_by(const CompiledTenant& tenant);
  Named not_yet_named(const Named& all) const;
  void take(const People& people, const Named& fresh, Named all);
  void choose_representatives(const People& people);

  std::vector<Class> class_of_row_;
  std::vector<People::Row> representatives_;
  Named named_;
};

}  // namespace caprock
