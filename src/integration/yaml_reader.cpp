#include "integration/yaml_reader.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "integration/near_names.h"

namespace caprock {
namespace {

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

void read_guid(YamlReader& reader, const YamlNode& node, std::string_view key, std::string& out) {
  read_value(reader, node, key, out);
  if (!out.empty() && !looks_like_guid(out))
    reader.refuse(node, quoted(out) + " in " + quoted(key) + " is not an id",
                  "write the id with its dashes: 00000000-1111-2222-3333-444444444444");
}

std::string did_you_mean_key(const std::string& key, const std::vector<std::string_view>& known) {
  const auto near = near_names(key, std::vector<std::string>(known.begin(), known.end()));
  return near.empty() ? "" : "did you mean " + quoted(near.front()) + "? ";
}

}  // namespace

void YamlReader::refuse(const YamlNode& at, std::string message, std::string hint) {
  if (describing_ || first_error_) return;
  first_error_ = Error{code_, std::move(message), place(at), std::move(hint)};
}

void YamlReader::describe(YamlForm form) {
  if (describing_) forms_.push_back(std::move(form));
}

void read_value(YamlReader& reader, const YamlNode& node, std::string_view key, std::string& out) {
  if (node.kind != YamlNode::Kind::scalar || trim(node.text).empty())
    return reader.refuse(
        node, quoted(key) + " must be text that is not empty",
        "write " + quoted(std::string(key) + ": some text") + ", or leave the key out if you may");
  out = std::string(trim(node.text));
}

void read_value(YamlReader& reader, const YamlNode& node, std::string_view key, bool& out) {
  out = node.text == "true";
  if (node.kind != YamlNode::Kind::scalar || node.quoted || (!out && node.text != "false"))
    reader.refuse(node, quoted(key) + " must be true or false",
                  "write `true` or `false`, without quotes");
}

void read_value(YamlReader& reader, const YamlNode& node, std::string_view key, int& out) {
  const char* const end = node.text.data() + node.text.size();
  const auto [stop, error] = std::from_chars(node.text.data(), end, out);
  if (node.kind != YamlNode::Kind::scalar || node.quoted || error != std::errc() || stop != end ||
      out < 1)
    reader.refuse(node, quoted(key) + " must be a whole number above zero",
                  "write digits only, without quotes");
}

void read_value(YamlReader& reader, const YamlNode& node, std::string_view key, Instant& out) {
  std::string text;
  read_value(reader, node, key, text);
  if (text.empty()) return;
  if (const auto instant = parse_instant(text))
    out = *instant;
  else
    reader.refuse(node, quoted(text) + " in " + quoted(key) + " is not a point in time",
                  "write 2026-03-01T09:30:00Z, or 2026-03-01 for its midnight UTC");
}

void read_value(YamlReader& reader, const YamlNode& node, std::string_view key, IpRange& out) {
  std::string text;
  read_value(reader, node, key, text);
  if (text.empty()) return;
  if (text.find('/') == std::string::npos) {
    const auto address = IpAddress::parse(text);
    if (address) text = to_string(*address) + (address->family() == IpFamily::v4 ? "/32" : "/128");
  }
  if (const auto range = IpRange::from_cidr(text))
    out = *range;
  else
    reader.refuse(node, quoted(text) + " in " + quoted(key) + " is not an address or a range",
                  "write 198.51.100.7, 198.51.100.0/24 or 2001:db8::/48");
}

void read_value(YamlReader& reader, const YamlNode& node, std::string_view key, AppId& out) {
  std::string text;
  read_guid(reader, node, key, text);
  out = AppId(std::move(text));
}

void read_value(YamlReader& reader, const YamlNode& node, std::string_view key,
                RoleTemplateId& out) {
  std::string text;
  read_guid(reader, node, key, text);
  out = RoleTemplateId(std::move(text));
}

void read_value(YamlReader& reader, const YamlNode& node, std::string_view key, TenantId& out) {
  std::string text;
  read_guid(reader, node, key, text);
  out = TenantId(std::move(text));
}

// Exports carry names and placeholders where group ids belong, so a group may be any text.
void read_value(YamlReader& reader, const YamlNode& node, std::string_view key, GroupId& out) {
  std::string text;
  read_value(reader, node, key, text);
  out = GroupId(std::move(text));
}

std::string one_of(const std::vector<std::string_view>& words) {
  std::string out = "write one of: ";
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += ", ";
    out += words[i];
  }
  return out;
}

YamlMap::YamlMap(YamlReader& reader, const YamlNode& node, std::string_view form)
    : reader_(reader), node_(node), form_{std::string(form), {}} {
  if (node.kind != YamlNode::Kind::map)
    reader_.refuse(node, "a " + form_.name + " must be made of keys and values",
                   "write `key: value` lines");
}

const YamlNode* YamlMap::ask(YamlKey key) {
  const YamlNode* node = node_.find(key.name);
  form_.keys.push_back(std::move(key));
  return node;
}

void YamlMap::refuse(std::string_view key, std::string message, std::string hint) {
  const YamlNode* node = node_.find(key);
  refusals_.push_back({node == nullptr ? node_ : *node, std::move(message), std::move(hint)});
}

void YamlMap::version(int known) {
  int version = known;
  required("version", version);
  if (version != known)
    reader_.refuse(*node_.find("version"),
                   "version " + std::to_string(version) + " of this kind of file is not known here",
                   "write `version: " + std::to_string(known) + "`");
}

void YamlMap::finish() {
  std::vector<std::string_view> known;
  for (const YamlKey& key : form_.keys) known.push_back(key.name);
  for (const YamlNode& key : node_.keys)
    if (std::find(known.begin(), known.end(), key.text) == known.end())
      reader_.refuse(key, "a " + form_.name + " has no key " + quoted(key.text),
                     did_you_mean_key(key.text, known) + one_of(known));
  for (const YamlKey& key : form_.keys)
    if (key.required && !has(key.name))
      reader_.refuse(node_, "this " + form_.name + " has no " + quoted(key.name),
                     "add " + quoted(key.name + ": ...") + " to it");
  for (const Refusal& refusal : refusals_)
    reader_.refuse(refusal.at, refusal.message, refusal.hint);
  reader_.describe(form_);
}

const YamlNode& YamlMap::nothing() {
  static const YamlNode node;
  return node;
}

}  // namespace caprock
