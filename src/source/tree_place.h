// Where a file stands in a tree that has a folder for each object, as EntraExporter writes it:
// `Groups/<id>/<id>.json`, and `Groups/<id>/Members/<id>/<id>.json` for what is in it.
#pragma once

#include <optional>
#include <string_view>

namespace caprock {

struct TreePlace {
  std::string_view collection;  // `Groups`, `DirectoryRoles`
  std::string_view object;      // the object's id
  std::string_view member;      // the id of a member of it; empty: the object itself
};

// Nothing for files of other trees, and of owners and other relations.
std::optional<TreePlace> tree_place_of(std::string_view file);

}  // namespace caprock
