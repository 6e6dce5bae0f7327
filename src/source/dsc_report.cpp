#include "source/dsc_report.h"
#include "source/dsc_properties.h"

#include <algorithm>

#include "base/text.h"

namespace caprock {
namespace {

// The type of resource an element of either form is; empty when it is none that is read here.
std::string_view type_of(const json::value& element) {
  const json::object* object = element.if_object();
  if (object == nullptr) return {};
  const std::string_view name = text_member(*object, "ResourceName");
  return dsc_type(name.empty() ? text_member(*object, "resourceType") : name);
}

bool is_resource(const json::value& element) { return !type_of(element).empty(); }

struct Elements {
  const json::array* list = nullptr;
  std::string pointer;
};

Elements elements_of(const json::value& document) {
  if (const json::array* list = document.if_array()) return {list, {}};
  const json::object* object = document.if_object();
  const json::value* resources = object != nullptr ? member(*object, "resources") : nullptr;
  if (resources == nullptr || !resources->is_array()) return {};
  return {&resources->get_array(), "/resources"};
}

// The report shows variables of the configuration as they stand there.
bool is_expression(std::string_view text) {
  const auto begins_variable = [](std::string_view rest) {
    const char c = rest.empty() ? '\0' : rest.front();
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '(' || c == '{' || c == '_';
  };
  if (text.starts_with('$') && begins_variable(text.substr(1))) return true;
  const std::size_t domain = text.find("@$");  // `admin@$OrganizationName`
  return domain != text.npos && begins_variable(text.substr(domain + 2));
}

// The value without what is an expression; nothing where nothing is left.
std::optional<json::value> literal_of(const json::value& value, bool& has_expression) {
  if (const json::string* text = value.if_string(); text != nullptr && is_expression(*text)) {
    has_expression = true;
    return std::nullopt;
  }
  const json::array* list = value.if_array();
  if (list == nullptr) return value;
  json::array kept;
  for (const json::value& item : *list) {
    const json::string* text = item.if_string();
    const bool drop = text != nullptr && is_expression(*text);
    has_expression = has_expression || drop;
    if (!drop) kept.push_back(item);
  }
  return json::value(std::move(kept));
}

DscResource resource_of(const json::object& object, std::string_view type, Place where) {
  DscResource resource;
  resource.type = type;
  resource.where = std::move(where);
  const json::value* inner = member(object, "properties");
  const bool wrapped = inner != nullptr && inner->is_object();
  if (wrapped) resource.where.pointer += "/properties";
  for (const auto& [name, value] : wrapped ? inner->get_object() : object) {
    if (is_dsc_connection_parameter(name)) continue;
    bool has_expression = false;
    auto literal = literal_of(value, has_expression);
    if (has_expression)
      resource.expressions.push_back(
          {std::string(name),
           {resource.where.file, pointer_to(resource.where.pointer, std::string_view(name))}});
    if (literal) resource.properties[name] = *std::move(literal);
  }
  return resource;
}

}  // namespace

bool is_dsc_report(const json::value& document) {
  if (is_resource(document)) return true;  // a list of one, as PowerShell writes it
  const Elements elements = elements_of(document);
  return elements.list != nullptr &&
         std::any_of(elements.list->begin(), elements.list->end(), is_resource);
}

Result<Converted> read_dsc_report(const json::value& document, const std::string& file) {
  std::vector<DscResource> resources;
  const auto add = [&](const json::value& element, std::string pointer) {
    if (const std::string_view type = type_of(element); !type.empty())
      resources.push_back(resource_of(element.get_object(), type, {file, std::move(pointer)}));
  };
  add(document, {});
  const Elements elements = elements_of(document);
  for (std::size_t i = 0; elements.list != nullptr && i < elements.list->size(); ++i)
    add((*elements.list)[i], pointer_to(elements.pointer, i));
  return convert_dsc(resources);
}

}  // namespace caprock
