#include "source/dsc_yaml.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <span>

#include "base/text.h"
#include "source/dsc_properties.h"
#include "source/text_lines.h"
#include "yaml/yaml_text.h"

namespace caprock {
namespace {

// Properties that no other widespread YAML has, in the letter case of the tool.
struct Signature {
  std::string_view type;
  std::array<std::string_view, 2> properties;
};
constexpr std::array k_signatures = {
    Signature{"AADConditionalAccessPolicy", {"DisplayName", "IncludeApplications"}},
    Signature{"AADConditionalAccessPolicy", {"DisplayName", "IncludeUserActions"}},
    Signature{"AADConditionalAccessPolicy", {"DisplayName", "BuiltInControls"}},
    Signature{"AADNamedLocationPolicy", {"OdataType", "IpRanges"}},
    Signature{"AADNamedLocationPolicy", {"OdataType", "CountriesAndRegions"}},
    Signature{"AADAuthenticationStrengthPolicy", {"AllowedCombinations", "DisplayName"}},
    Signature{"AADSecurityDefaults", {"IsSingleInstance", "IsEnabled"}},
    Signature{"AADGroup", {"MailNickname", "SecurityEnabled"}},
};

template <class Has>
std::string_view type_by_signature(Has has) {
  for (const Signature& signature : k_signatures)
    if (std::all_of(signature.properties.begin(), signature.properties.end(), has))
      return signature.type;
  return {};
}

// Handlers of Datum: `[x={ ... }=]`.
bool is_expression(const YamlNode& node) {
  return node.kind == YamlNode::Kind::scalar && node.text.find("[x=") != std::string::npos;
}

bool is_boolean(std::string_view property) {
  return property.ends_with("Enabled") || property == "IsTrusted" || property == "IsAvailable" ||
         property == "IncludeUnknownCountriesAndRegions";
}

json::value dsc_scalar(const YamlNode& node, std::string_view property) {
  if (!node.quoted && is_boolean(property)) {
    if (equal_ignoring_case(node.text, "true")) return true;
    if (equal_ignoring_case(node.text, "false")) return false;
  }
  if (!node.quoted && property == "SignInFrequencyValue") {
    std::int64_t number = 0;
    const char* const end = node.text.data() + node.text.size();
    const auto [stop, error] = std::from_chars(node.text.data(), end, number);
    if (error == std::errc() && stop == end) return number;
  }
  return json::value(node.text);
}

// Without the expressions inside; the parser bounds the depth.
json::value dsc_value(const YamlNode& node, std::string_view property, bool& has_expression) {
  switch (node.kind) {
    case YamlNode::Kind::null: return nullptr;
    case YamlNode::Kind::scalar: return dsc_scalar(node, property);
    case YamlNode::Kind::sequence: {
      json::array list;
      for (const YamlNode& item : node.items) {
        if (is_expression(item))
          has_expression = true;
        else
          list.push_back(dsc_value(item, property, has_expression));
      }
      return list;
    }
    case YamlNode::Kind::map: {
      json::object object;
      for (std::size_t i = 0; i < node.items.size(); ++i) {
        if (is_dsc_connection_parameter(node.keys[i].text)) continue;
        if (is_expression(node.items[i]))
          has_expression = true;
        else
          object[node.keys[i].text] = dsc_value(node.items[i], node.keys[i].text, has_expression);
      }
      return object;
    }
  }
  return nullptr;
}

class Finder {
 public:
  explicit Finder(const std::string& file) : file_(file) {}

  void find(const YamlNode& node) {
    if (node.kind == YamlNode::Kind::sequence)
      for (const YamlNode& item : node.items) find(item);
    if (node.kind != YamlNode::Kind::map) return;
    const auto has = [&](std::string_view name) { return node.find(name) != nullptr; };
    if (const std::string_view type = type_by_signature(has); !type.empty()) return add(node, type);
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      const std::string_view type = dsc_type(node.keys[i].text);
      if (type.empty())
        find(node.items[i]);
      else
        add_all(node.items[i], type);
    }
  }

  std::vector<DscResource> resources;

 private:
  // A list of property sets, one of them, or `Items:` with the list.
  void add_all(const YamlNode& node, std::string_view type) {
    if (const YamlNode* items = node.find("Items")) return add_all(*items, type);
    if (node.kind == YamlNode::Kind::map) return add(node, type);
    for (const YamlNode& item : node.items)
      if (item.kind == YamlNode::Kind::map) add(item, type);
  }

  Place place(const YamlNode& node) const { return {file_, {}, node.line, node.column}; }

  void add(const YamlNode& node, std::string_view type) {
    DscResource resource;
    resource.type = type;
    resource.where = place(node);
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      const std::string& name = node.keys[i].text;
      if (is_dsc_connection_parameter(name)) continue;
      bool has_expression = is_expression(node.items[i]);
      if (!has_expression)
        resource.properties[name] = dsc_value(node.items[i], name, has_expression);
      if (has_expression) resource.expressions.push_back({name, place(node.items[i])});
    }
    resources.push_back(std::move(resource));
  }

  const std::string& file_;
};

}  // namespace

bool is_dsc_yaml(std::string_view text) {
  std::set<std::string_view> known;
  bool names_resource = false;
  const bool is_plain = for_each_line(text, [&](std::string_view line) {
    const std::string_view key = yaml_line(line).key;
    names_resource = names_resource || !dsc_type(key).empty();
    for (const Signature& signature : k_signatures)
      for (const std::string_view property : signature.properties)
        if (property == key) known.insert(property);
  });
  const auto has = [&](std::string_view name) { return known.contains(name); };
  return is_plain && (names_resource || !type_by_signature(has).empty());
}

Result<Converted> read_dsc_yaml(std::string_view text, const std::string& file) {
  CAPROCK_TRY(const YamlNode root, parse_yaml(text, file));
  Finder finder(file);
  finder.find(root);
  return convert_dsc(finder.resources);
}

}  // namespace caprock
