#include "graph_json/origin_json.h"

namespace caprock {
namespace {

std::string_view text_or_empty(const json::object& object, std::string_view name) {
  const json::key_value_pair* member = find_member(object, name);
  const json::string* text = member != nullptr ? member->value().if_string() : nullptr;
  return text != nullptr ? std::string_view(text->data(), text->size()) : std::string_view();
}

}  // namespace

std::string subject_of(std::string_view kind, const json::object& object) {
  std::string_view name = text_or_empty(object, "displayName");
  if (name.empty()) name = text_or_empty(object, "id");
  if (name.empty()) return std::string(kind);
  return std::string(kind) + " " + quoted(name);
}

std::string_view odata_type_of(const json::object& object) {
  return text_or_empty(object, "@odata.type");
}

json::object object_in(const std::string& raw) {
  if (raw.empty()) return {};
  auto parsed = parse_json(raw, {});
  if (!parsed || !parsed->value.is_object()) return {};
  return std::move(parsed->value.get_object());
}

}  // namespace caprock
