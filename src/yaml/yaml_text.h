// YAML text as a tree in which everything has a line and a column.
//
// A deliberate part of YAML: one document; no aliases, anchors or tags; no key twice in a map. The
// files read here are written by people, and a text that needs more is an attack or a mistake.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace caprock {

struct YamlNode {
  enum class Kind : std::uint8_t { null, scalar, sequence, map };
  Kind kind = Kind::null;
  std::string text;             // of a scalar
  bool quoted = false;          // a scalar in quotes is text, whatever it looks like
  std::vector<YamlNode> keys;   // of a map: scalars, keys[i] belongs to items[i]
  std::vector<YamlNode> items;  // of a sequence or a map
  int line = 0;                 // 1-based
  int column = 0;

  // The value of a key, or nullptr; also nullptr when this is not a map.
  const YamlNode* find(std::string_view key) const;
};

inline constexpr std::size_t k_max_yaml_bytes = std::size_t{1024} * 1024;
inline constexpr std::size_t k_max_yaml_depth = 64;
inline constexpr std::size_t k_max_yaml_keys = 256;  // in one map

// Errors: yaml.malformed; file.too_large above k_max_yaml_bytes.
Result<YamlNode> parse_yaml(std::string_view text, const std::string& file);

}  // namespace caprock
