#include "export/terraform_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"
#include "export/plain_objects.h"
#include "graph_json/binding.h"
#include "graph_json/pretty_json.h"
#include "source/terraform_attributes.h"

namespace caprock {
namespace {

json::value words_in(const json::value& flags) {
  if (!flags.is_string()) return flags;
  json::array words;
  for (const std::string& word : split(flags.get_string(), ',')) words.emplace_back(word);
  return words;
}

json::value cidr_texts(const json::value& ranges) {
  if (!ranges.is_array()) return ranges;
  json::array texts;
  for (const json::value& range : ranges.get_array()) {
    const json::value* text =
        range.is_object() ? value_at(range.get_object(), "cidrAddress") : nullptr;
    texts.emplace_back(text != nullptr ? *text : range);
  }
  return texts;
}

json::array block_of(const json::object& object, TerraformAttributes attributes);

// The value of an attribute; null where the object has nothing for it.
json::value attribute_value(const json::object& object, const TerraformAttribute& attribute) {
  const json::value* found = value_at(object, attribute.member);
  if (found == nullptr || found->is_null()) return nullptr;
  switch (attribute.form) {
    case TerraformForm::flags: return words_in(*found);
    case TerraformForm::ranges: return cidr_texts(*found);
    case TerraformForm::block:
      return found->is_object() && !is_blank(*found)
                 ? json::value(block_of(found->get_object(), attribute.inside))
                 : json::value(nullptr);
    case TerraformForm::as_is:
    case TerraformForm::fact:
    case TerraformForm::label:
    case TerraformForm::id:
    case TerraformForm::ids:
    case TerraformForm::fact_ids:
    case TerraformForm::own_id:
    case TerraformForm::switched:
    case TerraformForm::unused: return *found;
  }
  return nullptr;
}

json::object attributes_of(const json::object& object, TerraformAttributes attributes) {
  json::object values;
  std::set<std::string_view> written;  // later names of a member are older or newer ones
  for (const TerraformAttribute& attribute : attributes) {
    if (attribute.member.empty() || !written.insert(attribute.member).second) continue;
    json::value value = attribute_value(object, attribute);
    if (!value.is_null()) values[attribute.name] = std::move(value);
  }
  return values;
}

// Terraform writes a block as a list of one.
json::array block_of(const json::object& object, TerraformAttributes attributes) {
  return json::array{attributes_of(object, attributes)};
}

// Names of resources are identifiers; a file may have each once.
class ResourceNames {
 public:
  std::string unused(std::string_view type, std::string_view display_name) {
    std::string name;
    for (const char c : to_lower(display_name)) {
      const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (plain)
        name += c;
      else if (!name.empty() && name.back() != '_')
        name += '_';
    }
    while (name.ends_with('_')) name.pop_back();
    if (name.empty() || (name.front() >= '0' && name.front() <= '9')) name.insert(0, "object_");
    const std::string stem = name;
    for (int number = 2; !taken_.emplace(type, name).second; ++number)
      name = fmt::format("{}_{}", stem, number);
    return name;
  }

 private:
  std::set<std::pair<std::string_view, std::string>> taken_;
};

class StateWriter {
 public:
  explicit StateWriter(const TenantSnapshot& tenant) : tenant_(tenant) {}

  ExportedFile write() {
    for (const NamedLocation& location : tenant_.named_locations.items) add(location);
    for (const AuthenticationStrength& strength : tenant_.authentication_strengths.items)
      add(strength);
    for (const Policy& policy : tenant_.policies.items) add_quoted_strength(policy);
    for (const Policy& policy : tenant_.policies.items) add(policy);
    const json::object document{
        {"format_version", "1.0"},
        {"values", {{"root_module", {{"resources", std::move(resources_)}}}}}};
    return {"state.json", pretty(document)};
  }

 private:
  void add(const Policy& policy) {
    json::object object = plain(policy);
    drop_what_is_off(object);
    put(ObjectKind::policy, policy.display_name, attributes_of_kind(ObjectKind::policy, object));
  }

  // Other kinds than these two have no block.
  void add(const NamedLocation& location) {
    const bool is_ip = std::holds_alternative<IpNamedLocation>(location.kind);
    if (!is_ip && !std::holds_alternative<CountryNamedLocation>(location.kind)) return;
    const json::object object = plain(location);
    json::object values = attributes_of_kind(ObjectKind::named_location, object);
    const std::string_view block = is_ip ? "ip" : "country";
    for (const TerraformAttribute& row : terraform_type_for(ObjectKind::named_location)->attributes)
      if (row.name == block) values[block] = block_of(object, row.inside);
    put(ObjectKind::named_location, location.display_name, std::move(values));
  }

  // The strengths that every tenant has are nobody's to manage.
  void add(const AuthenticationStrength& strength) {
    if (built_in_strength(strength.id) != nullptr || !strengths_.insert(strength.id).second) return;
    put(ObjectKind::authentication_strength, strength.display_name,
        attributes_of_kind(ObjectKind::authentication_strength, plain(strength)));
  }
  void add_quoted_strength(const Policy& policy) {
    const bool named = policy.grant_controls && policy.grant_controls->authentication_strength;
    if (named && policy.grant_controls->authentication_strength->inline_copy)
      add(*policy.grant_controls->authentication_strength->inline_copy);
  }

  static json::object attributes_of_kind(ObjectKind kind, const json::object& object) {
    return attributes_of(object, terraform_type_for(kind)->attributes);
  }

  void put(ObjectKind kind, std::string_view display_name, json::object values) {
    const std::string_view type = terraform_type_for(kind)->name;
    const std::string name = names_.unused(type, display_name);
    resources_.push_back({{"address", fmt::format("{}.{}", type, name)},
                          {"mode", "managed"},
                          {"type", type},
                          {"name", name},
                          {"provider_name", "registry.terraform.io/hashicorp/azuread"},
                          {"schema_version", 0},
                          {"values", std::move(values)},
                          {"sensitive_values", json::object()}});
  }

  const TenantSnapshot& tenant_;
  json::array resources_;
  std::set<StrengthId> strengths_;
  ResourceNames names_;
};

}  // namespace

ExportedFile terraform_state(const Snapshot& snapshot) {
  return StateWriter(snapshot.tenant).write();
}

}  // namespace caprock
