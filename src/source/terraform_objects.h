// What one Terraform resource is in Graph's shape: the resources of hashicorp/azuread, and of
// providers that write Graph's own bodies.
#pragma once

#include <optional>
#include <string_view>

#include "source/converted.h"
#include "source/terraform_resource.h"

namespace caprock {

// The kind of object that the resource is; nothing for the many resources that are none of ours.
// `azuread_group_member` is a group_member.
std::optional<ObjectKind> kind_of(const TerraformResource& resource);

// The resource as Graph would have written it; empty when too little of it is said. What a policy
// does not say is in `lost`, and odd things are told in `diagnostics`.
// REQUIRES: `kind_of(resource)` is `kind`, no group_member, and the values are an object.
ConvertedObject convert(const TerraformResource& resource, ObjectKind kind,
                        std::vector<Diagnostic>& diagnostics);

// A group's member as `azuread_group_member` has it. Empty where the document does not say it.
struct TerraformMembership {
  std::string_view group;
  std::string_view member;
};
TerraformMembership membership_in(const TerraformResource& resource);

// The attributes of azuread policies say less than Graph does.
bool is_of_azuread(const TerraformResource& resource);

}  // namespace caprock
