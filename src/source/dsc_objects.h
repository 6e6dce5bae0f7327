// Microsoft365DSC resources as Graph objects, whichever text they were written in.
//
// A resource is a flat set of properties (`IncludeUsers`, `SignInFrequencyValue`); groups, roles,
// locations and strengths stand there by their names. Names that another resource of the same text
// gives an id for become that id; the others stay, and what hangs on them stays unknown.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/converted.h"

namespace caprock {

// A value that is no literal, or holds a part that is none; literals beside it in a list are kept.
struct DscExpression {
  std::string property;
  Place where;
};

struct DscResource {
  std::string type;         // as written: `AADConditionalAccessPolicy`
  json::object properties;  // names as written, none twice; no connection parameters
  Place where;
  std::string guard;  // `if`, `foreach`: the statement that decides whether the resource exists
  std::vector<DscExpression> expressions;
};

// Resources of types that are not read here are passed over.
Converted convert_dsc(const std::vector<DscResource>& resources);

}  // namespace caprock
