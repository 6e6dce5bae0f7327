#include "source/policy_yaml.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "source/text_lines.h"
#include "yaml/yaml_text.h"

namespace caprock {
namespace {

const YamlNode* find(const YamlNode& node, std::string_view key) {
  for (std::size_t i = 0; i < node.keys.size() && i < node.items.size(); ++i)
    if (equal_ignoring_case(node.keys[i].text, key)) return &node.items[i];
  return nullptr;
}

bool is_policy(const YamlNode& node) {
  const YamlNode* conditions = find(node, "conditions");
  return conditions != nullptr && conditions->kind == YamlNode::Kind::map &&
         (find(node, "grantControls") != nullptr || find(node, "sessionControls") != nullptr ||
          find(node, "state") != nullptr);
}

// Members that are text whatever it looks like: a policy may be called `2024` or `true`.
bool is_text(std::string_view key) {
  constexpr std::array<std::string_view, 6> k_texts = {"displayName", "id",    "description",
                                                       "templateId",  "state", "rule"};
  return std::any_of(k_texts.begin(), k_texts.end(),
                     [&](std::string_view text) { return equal_ignoring_case(text, key); });
}

json::value scalar(const YamlNode& node, std::string_view key) {
  if (node.quoted || is_text(key)) return json::value(node.text);
  if (equal_ignoring_case(node.text, "true")) return true;
  if (equal_ignoring_case(node.text, "false")) return false;
  std::int64_t number = 0;
  const char* const end = node.text.data() + node.text.size();
  const auto [stop, error] = std::from_chars(node.text.data(), end, number);
  if (error == std::errc() && stop == end) return number;
  return json::value(node.text);
}

json::value yaml_value(const YamlNode& node, std::string_view key);

// Scalars in Graph's lists are texts.
json::value list_of(const YamlNode& node) {
  json::array list;
  for (const YamlNode& item : node.items)
    list.push_back(item.kind == YamlNode::Kind::scalar ? json::value(item.text)
                                                       : yaml_value(item, {}));
  return list;
}

json::object object_of(const YamlNode& node) {
  json::object object;
  for (std::size_t i = 0; i < node.items.size(); ++i)
    object[node.keys[i].text] = yaml_value(node.items[i], node.keys[i].text);
  return object;
}

// The parser bounds the depth.
json::value yaml_value(const YamlNode& node, std::string_view key) {
  switch (node.kind) {
    case YamlNode::Kind::null: return nullptr;
    case YamlNode::Kind::scalar: return scalar(node, key);
    case YamlNode::Kind::sequence: return list_of(node);
    case YamlNode::Kind::map: return object_of(node);
  }
  return nullptr;
}

// Graph has no `name`: it is the file's own, and names the policy where nothing else does.
json::object policy_of(const YamlNode& node) {
  const bool is_named = find(node, "displayName") != nullptr;
  json::object policy;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const std::string& key = node.keys[i].text;
    if (!equal_ignoring_case(key, "name"))
      policy[key] = yaml_value(node.items[i], key);
    else if (!is_named && node.items[i].kind == YamlNode::Kind::scalar)
      policy["displayName"] = node.items[i].text;
  }
  return policy;
}

void collect(const YamlNode& node, const std::string& file, Converted& converted) {
  if (node.kind == YamlNode::Kind::map && is_policy(node)) {
    converted.objects.push_back(
        {ObjectKind::policy, policy_of(node), {file, {}, node.line, node.column}, {}});
    return;
  }
  for (const YamlNode& item : node.items) collect(item, file, converted);
}

}  // namespace

bool is_policy_yaml(std::string_view text) {
  bool conditions = false;
  bool controls = false;
  const bool is_plain = for_each_line(text, [&](std::string_view line) {
    const std::string_view key = yaml_line(line).key;
    conditions = conditions || equal_ignoring_case(key, "conditions");
    controls = controls || equal_ignoring_case(key, "grantControls") ||
               equal_ignoring_case(key, "sessionControls");
  });
  return is_plain && conditions && controls;
}

Result<Converted> read_policy_yaml(std::string_view text, const std::string& file) {
  CAPROCK_TRY(const YamlNode root, parse_yaml(text, file));
  Converted converted;
  collect(root, file, converted);
  if (converted.objects.empty())
    return failure(ErrorCode::source_unknown_format, "no policy is found in this YAML",
                   {.file = file, .line = 1},
                   "a policy is a map with `displayName`, `state`, `conditions` and controls");
  return converted;
}

}  // namespace caprock
