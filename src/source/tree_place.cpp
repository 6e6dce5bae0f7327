#include "source/tree_place.h"

#include <vector>

#include "base/text.h"

namespace caprock {
namespace {

// The last steps of a path, the file first.
std::vector<std::string_view> steps_from_the_end(std::string_view path, std::size_t count) {
  std::vector<std::string_view> steps;
  while (steps.size() < count && !path.empty()) {
    const std::size_t slash = path.rfind('/');
    steps.push_back(slash == path.npos ? path : path.substr(slash + 1));
    path = slash == path.npos ? std::string_view() : path.substr(0, slash);
  }
  steps.resize(count);
  return steps;
}

bool has_folders(std::string_view collection) {
  return equal_ignoring_case(collection, "Groups") ||
         equal_ignoring_case(collection, "DirectoryRoles");
}

}  // namespace

std::optional<TreePlace> tree_place_of(std::string_view file) {
  if (!ends_with_ignoring_case(file, ".json")) return std::nullopt;
  const auto steps = steps_from_the_end(file.substr(0, file.size() - 5), 5);
  if (steps[0].empty() || !equal_ignoring_case(steps[0], steps[1])) return std::nullopt;
  if (has_folders(steps[2])) return TreePlace{steps[2], steps[1], {}};
  if (equal_ignoring_case(steps[2], "Members") && has_folders(steps[4]))
    return TreePlace{steps[4], steps[3], steps[1]};
  return std::nullopt;
}

}  // namespace caprock
