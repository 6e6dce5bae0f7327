// Who holds the built-in roles that policies name (CA 2.9.6).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compile/compiled_policy.h"
#include "compile/text_index.h"

namespace caprock {

// Only active assignments for the whole tenant count.
struct CompiledRole {
  RoleTemplateId id;
  std::string display_name;                  // may be empty
  bool is_custom = false;                    // never counts (CA 2.9.7)
  bool is_no_id = false;                     // neither an id nor a role of the tenant
  std::vector<People::Row> people;           // assigned directly, sorted
  std::vector<DirectoryObjectId> strangers;  // assigned directly, not in People
  std::vector<GroupEntry> groups;
  bool may_be_held = false;  // directly: assigned to no group or service principal
};

class TenantRoles {
 public:
  // Only roles that policies name. Cost: their assignments.
  TenantRoles(const TenantSnapshot& snapshot, const People& people);

  bool assignments_exported() const { return assignments_exported_; }
  // REQUIRES: a policy of the snapshot names the role.
  std::uint32_t number_of(const RoleTemplateId& role) const;
  const CompiledRole& operator[](std::uint32_t number) const { return roles_[number]; }

 private:
  bool assignments_exported_ = false;
  TextIndex numbers_;
  std::vector<CompiledRole> roles_;
};

// The group as People knows it.
GroupEntry group_entry(const People& people, const GroupId& id);

}  // namespace caprock
