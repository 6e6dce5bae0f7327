// The attributes that hashicorp/azuread has for what Graph has: one table for reading and for
// writing.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "source/recognise.h"

namespace caprock {

enum class TerraformForm : std::uint8_t {
  as_is,     // texts, numbers and lists; the zero value is not configured
  fact,      // like as_is, but `false` and `[]` say something
  label,     // nothing depends on it, so nothing is lost where it is not known yet
  id,        // an object id, perhaps with its path
  ids,       // a list of these and of Graph's words
  fact_ids,  // likewise, and `[]` says that there are none
  own_id,    // of the resource itself; what is still to be created has none
  flags,     // a list that Graph writes as one text
  ranges,    // CIDR texts that Graph writes as objects
  switched,  // Graph has it beside `isEnabled`
  block,     // a list of one object
  unused,    // known, without meaning here
};

// `member` is Graph's, with `/` into an object of its own; empty: the same object as around it.
struct TerraformAttribute {
  std::string_view name;
  std::string_view member;
  TerraformForm form = TerraformForm::as_is;
  std::span<const TerraformAttribute> inside{};
};
using TerraformAttributes = std::span<const TerraformAttribute>;

struct TerraformType {
  std::string_view name;
  ObjectKind kind;
  TerraformAttributes attributes{};
};
// Resources that write Graph's beta bodies in their own spelling; without attributes here.
inline constexpr std::string_view k_beta_policy =
    "microsoft365_graph_beta_identity_and_access_conditional_access_policy";

// The row of a resource type; nullptr for the many that are none of ours.
const TerraformType* terraform_type(std::string_view name);

// The resource that Terraform manages such an object with; nullptr where there is none.
const TerraformType* terraform_type_for(ObjectKind kind);

}  // namespace caprock
