#include "graph_json/strict_members.h"

namespace caprock::strict {

Result<void> read_into(bool& into, const json::value& value, const Place& where) {
  if (!value.is_bool()) return wrong("`true` or `false` is expected here", where);
  into = value.get_bool();
  return {};
}

Result<void> read_into(std::string& into, const json::value& value, const Place& where) {
  if (!value.is_string()) return wrong("a text is expected here", where);
  into = std::string(value.get_string());
  return {};
}

Result<void> read_into(Instant& into, const json::value& value, const Place& where) {
  std::string text;
  if (auto read = read_into(text, value, where); !read) return read;
  const std::optional<Instant> instant = parse_instant(text);
  if (!instant)
    return wrong("`" + text + "` is no point in time", where, "write it as 2026-03-01T09:30:00Z");
  into = *instant;
  return {};
}

Result<void> read_into(IpAddress& into, const json::value& value, const Place& where) {
  std::string text;
  if (auto read = read_into(text, value, where); !read) return read;
  const Result<IpAddress> address = IpAddress::parse(text);
  if (!address)
    return wrong("`" + text + "` is no internet address", where, "for example 203.0.113.9");
  into = *address;
  return {};
}

}  // namespace caprock::strict
