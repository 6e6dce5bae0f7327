#include "export/plain_objects.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "graph_json/graph_json.h"
#include "graph_json/origin_json.h"

namespace caprock {
namespace {

std::string unescaped(std::string_view step) {
  std::string name;
  for (std::size_t i = 0; i < step.size(); ++i) {
    const bool escaped = step[i] == '~' && i + 1 < step.size();
    name += !escaped ? step[i] : step[++i] == '0' ? '~' : '/';
  }
  return name;
}

std::optional<std::size_t> position_in(std::string_view step) {
  std::size_t position = 0;
  const auto [at, error] = std::from_chars(step.data(), step.data() + step.size(), position);
  const bool whole = error == std::errc() && at == step.data() + step.size();
  return whole ? std::optional(position) : std::nullopt;
}

// Puts what `raw` has at the pointer to the same place in `into`. An element of a list goes between
// its neighbours, as far as these are there.
void put_at(json::value& into, const json::value& raw, std::string_view pointer) {
  if (pointer.empty()) {
    into = raw;
    return;
  }
  pointer.remove_prefix(1);
  const std::size_t slash = pointer.find('/');
  const std::string step = unescaped(pointer.substr(0, slash));
  const std::string_view rest =
      slash == std::string_view::npos ? std::string_view() : pointer.substr(slash);
  if (const json::object* object = raw.if_object()) {
    const json::key_value_pair* found = find_member(*object, step);
    if (found == nullptr) return;
    if (!into.is_object()) into.emplace_object();
    json::key_value_pair* slot = find_member(into.get_object(), step);
    put_at(slot != nullptr ? slot->value() : into.get_object()[step], found->value(), rest);
    return;
  }
  const json::array* list = raw.if_array();
  const auto position = position_in(step);
  if (list == nullptr || !position || *position >= list->size()) return;
  if (!into.is_array()) into.emplace_array();
  json::array& out = into.get_array();
  if (rest.empty())
    out.insert(out.begin() + static_cast<std::ptrdiff_t>(std::min(*position, out.size())),
               (*list)[*position]);
  else if (*position < out.size())
    put_at(out[*position], (*list)[*position], rest);
}

template <class T>
json::object with_the_rest(const T& item, json::object understood_object) {
  const json::value raw(object_in(item.origin.raw));
  json::value out(std::move(understood_object));
  for (const Unread& unread : item.unread) put_at(out, raw, unread.pointer);
  for (const auto& [name, value] : raw.get_object())
    if (find_member(out.get_object(), name) == nullptr && !value.is_null())
      out.get_object()[name] = value;
  return std::move(out.get_object());
}

template <class T>
T without_text(T item) {
  item.origin = {};
  return item;
}

}  // namespace

json::object understood(const Policy& policy) {
  json::object object = write_policy(without_text(policy));
  if (policy.state == PolicyState::unknown) object.erase("state");
  return object;
}
json::object understood(const NamedLocation& location) {
  return write_named_location(without_text(location));
}
json::object understood(const AuthenticationStrength& strength) {
  json::object object = write_authentication_strength(without_text(strength));
  if (!strength.lists_configurations) object.erase("combinationConfigurations");
  return object;
}

json::object plain(const Policy& policy) { return with_the_rest(policy, understood(policy)); }
json::object plain(const NamedLocation& location) {
  return with_the_rest(location, understood(location));
}
json::object plain(const AuthenticationStrength& strength) {
  return with_the_rest(strength, understood(strength));
}

void drop_what_is_off(json::object& policy) {
  json::key_value_pair* session = find_member(policy, "sessionControls");
  json::object* controls = session != nullptr ? session->value().if_object() : nullptr;
  if (controls == nullptr) return;
  const auto is_off = [](const json::value& control) {
    const json::value* on =
        control.is_object() ? value_at(control.get_object(), "isEnabled") : &control;
    return on != nullptr && on->is_bool() && !on->get_bool();
  };
  json::object kept;
  for (auto& [name, control] : *controls)
    if (!is_off(control)) kept[name] = std::move(control);
  *controls = std::move(kept);
}

const json::value* value_at(const json::object& object, std::string_view steps) {
  const std::size_t slash = steps.find('/');
  const json::key_value_pair* found = find_member(object, steps.substr(0, slash));
  if (found == nullptr || slash == std::string_view::npos)
    return found == nullptr ? nullptr : &found->value();
  const json::object* inside = found->value().if_object();
  return inside == nullptr ? nullptr : value_at(*inside, steps.substr(slash + 1));
}

}  // namespace caprock
