#include "graph_json/pretty_json.h"

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

}  // namespace caprock
