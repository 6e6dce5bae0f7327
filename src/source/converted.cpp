#include "source/converted.h"

namespace caprock {

PolicyPart part_of(std::string_view pointer) {
  if (pointer.starts_with("/conditions")) return PolicyPart::conditions;
  if (pointer.starts_with("/grantControls")) return PolicyPart::grant_controls;
  if (pointer.starts_with("/sessionControls")) return PolicyPart::session_controls;
  return pointer.starts_with("/state") ? PolicyPart::state : PolicyPart::policy;
}

json::value& slot_at(json::object& object, std::string_view steps) {
  const std::size_t slash = steps.find('/');
  json::value& slot = object[steps.substr(0, slash)];
  if (slash == std::string_view::npos) return slot;
  if (!slot.is_object()) slot.emplace_object();
  return slot_at(slot.get_object(), steps.substr(slash + 1));
}

std::optional<std::vector<std::string>> texts_in(const json::value& value) {
  std::vector<std::string> texts;
  if (const json::string* text = value.if_string()) return std::vector{std::string(*text)};
  if (!value.is_array()) return std::nullopt;
  for (const json::value& element : value.get_array()) {
    if (!element.is_string()) return std::nullopt;
    texts.emplace_back(element.get_string());
  }
  return texts;
}

}  // namespace caprock
