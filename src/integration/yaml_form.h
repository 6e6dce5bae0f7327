// The form of one object in a YAML file, as its reader knows it: which keys, which words.
//
// A reader's forms are made by the reader itself, so a schema can be held against them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace caprock {

struct YamlKey {
  std::string name;
  bool required = false;
  std::vector<std::string_view> words;  // the values it may have; empty: any

  bool operator==(const YamlKey&) const = default;
};

struct YamlForm {
  std::string name;  // `remedy`
  std::vector<YamlKey> keys;
};

}  // namespace caprock
