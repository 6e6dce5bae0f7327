#include "cli/json_out.h"

namespace caprock {

json::object to_json(const Error& error) {
  json::object place{{"file", error.where.file}};
  if (!error.where.pointer.empty()) place["pointer"] = error.where.pointer;
  if (error.where.line > 0) place["line"] = error.where.line;
  if (error.where.column > 0) place["column"] = error.where.column;
  return {{"code", to_string(error.code)},
          {"message", error.message},
          {"place", std::move(place)},
          {"hint", error.hint}};
}

json::array to_json(const std::vector<Diagnostic>& diagnostics) {
  json::array out;
  for (const Diagnostic& diagnostic : diagnostics) {
    json::object item{{"severity", to_string(diagnostic.severity)}};
    for (auto& [name, value] : to_json(diagnostic.error)) item[name] = std::move(value);
    out.push_back(std::move(item));
  }
  return out;
}

json::value instant_or_null(const std::optional<Instant>& at) {
  return at ? json::value(to_string(*at)) : json::value(nullptr);
}

}  // namespace caprock
