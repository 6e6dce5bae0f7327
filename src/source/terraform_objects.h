// What one Terraform resource is in Graph's shape: the resources of hashicorp/azuread, and of
// providers that write Graph's own bodies.
#pragma once

#include <optional>
#include <string_view>

#include "source/converted.h"

namespace caprock {

// A value of a resource beside what Terraform says of it. Plans leave out what is known only after
// apply; redacted documents leave out what is sensitive.
struct TerraformValue {
  const json::value* value = nullptr;      // nullptr: left out
  const json::value* unknown = nullptr;    // `true`, or `true` deeper in lists and objects
  const json::value* sensitive = nullptr;  // likewise

  TerraformValue member(std::string_view name) const;
  TerraformValue element(std::size_t index) const;
  // The document does not say the value, or not all of it.
  bool is_hidden() const;
};

struct TerraformResource {
  std::string_view type;
  bool is_data = false;  // read by Terraform, not made by it
  TerraformValue values;
  Place where;         // of the resource
  Place where_values;  // of its attributes
};

// The kind of object that the resource is; nothing for the many resources that are none of ours.
// `azuread_group_member` is a group_member.
std::optional<ObjectKind> kind_of(const TerraformResource& resource);

// The resource as Graph would have written it; empty when too little of it is said. What a policy
// does not say is in `lost`, and odd things are told in `diagnostics`.
// REQUIRES: `kind_of(resource)` is `kind`, no group_member, and the values are an object.
ConvertedObject convert(const TerraformResource& resource, ObjectKind kind,
                        std::vector<Diagnostic>& diagnostics);

// The object id in a resource id: azuread 3 writes `/users/<guid>`, where older ones write the
// GUID.
std::string_view object_id_in(std::string_view resource_id);

// A group's member as `azuread_group_member` has it. Empty where the document does not say it.
struct TerraformMembership {
  std::string_view group;
  std::string_view member;
};
TerraformMembership membership_in(const TerraformResource& resource);

// The attributes of azuread policies say less than Graph does.
bool is_of_azuread(const TerraformResource& resource);

}  // namespace caprock
