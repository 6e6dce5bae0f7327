#include "cli/json_out.h"

#include <boost/json/serialize.hpp>

namespace caprock {
namespace {

void print(const json::value& value, std::size_t depth, std::string& out) {
  const auto line = [&](std::size_t level) { out += "\n" + std::string(2 * level, ' '); };
  if (value.is_object() && !value.get_object().empty()) {
    out += '{';
    bool first = true;
    for (const auto& [name, inner] : value.get_object()) {
      if (!first) out += ',';
      first = false;
      line(depth + 1);
      out += json::serialize(name) + ": ";
      print(inner, depth + 1, out);
    }
    line(depth);
    out += '}';
  } else if (value.is_array() && !value.get_array().empty()) {
    out += '[';
    bool first = true;
    for (const json::value& inner : value.get_array()) {
      if (!first) out += ',';
      first = false;
      line(depth + 1);
      print(inner, depth + 1, out);
    }
    line(depth);
    out += ']';
  } else {
    out += json::serialize(value);
  }
}

}  // namespace

std::string pretty(const json::value& value) {
  std::string out;
  print(value, 0, out);
  return out + "\n";
}

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

}  // namespace caprock
