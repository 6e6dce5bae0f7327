// The published schemas and the readers must know the same objects, keys and words.
#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "integration/connections.h"
#include "integration/profile.h"
#include "yaml/yaml_text.h"

namespace caprock {
namespace {

using Words = std::set<std::string>;

struct SchemaKey {
  bool required = false;
  Words words;
  bool operator==(const SchemaKey&) const = default;
};

void PrintTo(const SchemaKey& key, std::ostream* out) {
  *out << (key.required ? "required" : "optional") << testing::PrintToString(key.words);
}

using Keys = std::map<std::string, SchemaKey>;
using Forms = std::map<std::string, Keys>;

Words texts(const YamlNode* list) {
  Words out;
  if (list != nullptr)
    for (const YamlNode& item : list->items) out.insert(item.text);
  return out;
}

// Local references only: `#/$defs/name`.
const YamlNode& resolve(const YamlNode& root, const YamlNode& schema) {
  const YamlNode* reference = schema.find("$ref");
  if (reference == nullptr) return schema;
  const std::string name = reference->text.substr(std::string_view("#/$defs/").size());
  const YamlNode* target = root.find("$defs")->find(name);
  if (target != nullptr) return *target;
  ADD_FAILURE() << "the schema has no " << reference->text;
  return schema;
}

// The enumeration of a property, or of the items of a list.
Words words_of(const YamlNode& root, const YamlNode& property) {
  const YamlNode& schema = resolve(root, property);
  const YamlNode* items = schema.find("items");
  return items == nullptr ? texts(schema.find("enum")) : words_of(root, *items);
}

Keys keys_of(const YamlNode& root, const YamlNode& object) {
  const Words required = texts(object.find("required"));
  const YamlNode& properties = *object.find("properties");
  Keys out;
  for (std::size_t i = 0; i < properties.keys.size(); ++i) {
    const std::string& name = properties.keys[i].text;
    const YamlNode& property = properties.items[i];
    EXPECT_NE(property.find("description"), nullptr) << name << " has no description";
    out[name] = {required.contains(name), words_of(root, property)};
  }
  EXPECT_EQ(object.find("additionalProperties")->text, "false");
  return out;
}

// The root object as `form`, and every object among the definitions.
Forms forms_of_schema(const std::string& path, const std::string& form) {
  std::ifstream in(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  const auto root = parse_yaml(text, path);
  EXPECT_TRUE(root.has_value()) << to_string(root.error());
  if (!root) return {};
  Forms out{{form, keys_of(*root, *root)}};
  const YamlNode& definitions = *root->find("$defs");
  for (std::size_t i = 0; i < definitions.keys.size(); ++i)
    if (definitions.items[i].find("properties") != nullptr)
      out[definitions.keys[i].text] = keys_of(*root, definitions.items[i]);
  return out;
}

Forms forms_of_reader(const std::vector<YamlForm>& forms) {
  Forms out;
  for (const YamlForm& form : forms)
    for (const YamlKey& key : form.keys)
      out[form.name][key.name] = {key.required, Words(key.words.begin(), key.words.end())};
  return out;
}

TEST(SchemaTest, TheProfileSchemaAndItsReaderKnowTheSame) {
  EXPECT_EQ(forms_of_schema("docs/schemas/profile.schema.json", "profile"),
            forms_of_reader(profile_forms()));
}

TEST(SchemaTest, TheConnectionsSchemaAndItsReaderKnowTheSame) {
  EXPECT_EQ(forms_of_schema("docs/schemas/connections.schema.json", "connections file"),
            forms_of_reader(connections_forms()));
}

}  // namespace
}  // namespace caprock
