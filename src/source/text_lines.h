// Lines of a text that may be YAML or a script, without parsing it: for recognising formats.
#pragma once

#include <algorithm>
#include <string_view>

#include "base/text.h"

namespace caprock {

// The key of a line `key: value` or `- key: value`, and what follows the colon; empty for others.
struct YamlLine {
  std::string_view key;
  std::string_view value;
};
inline YamlLine yaml_line(std::string_view line) {
  line = trim(line);
  while (line.starts_with("- ")) line = trim(line.substr(2));
  const std::size_t colon = line.find(':');
  if (colon == line.npos || line.starts_with('#')) return {};
  if (colon + 1 < line.size() && line[colon + 1] != ' ' && line[colon + 1] != '\t') return {};
  std::string_view key = trim(line.substr(0, colon));
  const bool quoted =
      key.size() > 1 && (key.front() == '"' || key.front() == '\'') && key.back() == key.front();
  if (quoted) key = key.substr(1, key.size() - 2);
  return {key, trim(line.substr(colon + 1))};
}

// Calls `use` with every line; false as soon as a line is a fence of Markdown, whose texts quote
// configurations and are none.
template <class Use>
bool for_each_line(std::string_view text, Use use) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (trim(line).starts_with("```")) return false;
    use(line);
    at = end + 1;
  }
  return true;
}

}  // namespace caprock
