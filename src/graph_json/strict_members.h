// Strict reading of our own small JSON forms: every member of an object is in a table, and whatever
// is not in the table is an error, so that a misspelt word can never be ignored.
#pragma once

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <concepts>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/error.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/ip.h"
#include "graph_json/json_text.h"
#include "model/sign_in.h"
#include "model/words.h"

namespace caprock::strict {

// Where a form is described, and the code its errors carry, are the same for all forms of a
// sign-in.
inline Failure wrong(std::string message, const Place& where, std::string hint = {}) {
  return failure(ErrorCode::sign_in_invalid, std::move(message), where, std::move(hint));
}

inline Place inside(const Place& where, std::string_view member) {
  return {where.file, pointer_to(where.pointer, member), 0, 0};
}

inline Place inside(const Place& where, std::size_t index) {
  return {where.file, pointer_to(where.pointer, index), 0, 0};
}

// One member of the object that fills a `T`.
template <class T>
struct Member {
  std::string_view name;
  Result<void> (*read)(T&, const json::value&, const Place&);
};

// `members` are rows that have what a `Member<T>` has.
template <class T, class Members>
Result<void> read_members(T& into, const json::object& object, const Place& where,
                          const Members& members) {
  for (const auto& [key, value] : object) {
    const auto found = std::find_if(members.begin(), members.end(), [&](const auto& member) {
      return member.name == std::string_view(key);
    });
    const Place place = inside(where, std::string_view(key));
    if (found == members.end())
      return wrong("unknown member `" + std::string(key) + "`", place,
                   "see docs/sign-in-json.md for the members there are");
    if (auto read = found->read(into, value, place); !read) return read;
  }
  return {};
}

// Scalars.
Result<void> read_into(bool& into, const json::value& value, const Place& where);
Result<void> read_into(std::string& into, const json::value& value, const Place& where);
Result<void> read_into(Instant& into, const json::value& value, const Place& where);
Result<void> read_into(IpAddress& into, const json::value& value, const Place& where);

template <class Tag>
Result<void> read_into(Id<Tag>& into, const json::value& value, const Place& where) {
  std::string text;
  if (auto read = read_into(text, value, where); !read) return read;
  if (text.empty()) return wrong("an empty text is no id", where);
  into = Id<Tag>(std::move(text));
  return {};
}

// `words` in the order of the table, for hints.
template <class E>
std::string list_of(std::span<const Word<E>> table) {
  std::vector<std::string> texts;
  for (const Word<E>& row : table) texts.emplace_back(row.text);
  return "one of: " + join(texts, ", ");
}

template <class E>
Result<void> read_word(E& into, const json::value& value, const Place& where,
                       std::span<const Word<E>> table) {
  std::string text;
  if (auto read = read_into(text, value, where); !read) return read;
  for (const Word<E>& row : table)
    if (equal_ignoring_case(row.text, text)) {
      into = row.value;
      return {};
    }
  return wrong("unknown word `" + text + "`", where, list_of(table));
}

template <class E>
  requires std::is_enum_v<E>
Result<void> read_into(E& into, const json::value& value, const Place& where) {
  return read_word<E>(into, value, where, words<E>());
}

// Objects with readers of their own; declared here so that lists and signals of them find them.
Result<void> read_into(Device& into, const json::value& value, const Place& where);
Result<void> read_into(GpsPosition& into, const json::value& value, const Place& where);
Result<void> read_into(UsedMethod& into, const json::value& value, const Place& where);

template <class T, class Add>
Result<void> read_items(const json::value& value, const Place& where, Add add) {
  const json::array* items = value.if_array();
  if (items == nullptr) return wrong("an array is expected here", where);
  for (std::size_t i = 0; i < items->size(); ++i) {
    T item{};
    if (auto read = read_into(item, (*items)[i], inside(where, i)); !read) return read;
    add(std::move(item));
  }
  return {};
}

template <class T>
Result<void> read_into(std::vector<T>& into, const json::value& value, const Place& where) {
  return read_items<T>(value, where, [&](T item) { into.push_back(std::move(item)); });
}

template <class T>
Result<void> read_into(std::set<T>& into, const json::value& value, const Place& where) {
  return read_items<T>(value, where, [&](T item) { into.insert(std::move(item)); });
}

// Null and missing mean the same where the model has an optional.
template <class T>
Result<void> read_into(std::optional<T>& into, const json::value& value, const Place& where) {
  if (value.is_null()) return {};
  return read_into(into.emplace(), value, where);
}

// Null is "known not to exist"; a signal that is not mentioned stays unknown.
template <class T>
Result<void> read_into(Signal<T>& into, const json::value& value, const Place& where) {
  if (value.is_null()) {
    into = Signal<T>::absent();
    return {};
  }
  T read{};
  if (auto done = read_into(read, value, where); !done) return done;
  into = Signal<T>(std::move(read));
  return {};
}

template <class T>
struct OwnerOf;
template <class Owner, class Field>
struct OwnerOf<Field Owner::*> {
  using type = Owner;
};

// A table row for a plain field, and for a field of a field.
template <auto field>
constexpr auto member(std::string_view name) {
  using Owner = typename OwnerOf<decltype(field)>::type;
  return Member<Owner>{name, [](Owner& into, const json::value& value, const Place& where) {
                         return read_into(into.*field, value, where);
                       }};
}

template <auto outer, auto field>
constexpr auto member(std::string_view name) {
  using Owner = typename OwnerOf<decltype(outer)>::type;
  return Member<Owner>{name, [](Owner& into, const json::value& value, const Place& where) {
                         return read_into(into.*outer.*field, value, where);
                       }};
}

// The value as an object, read by a table.
template <class T>
Result<void> read_object(T& into, const json::value& value, const Place& where,
                         std::span<const Member<T>> members) {
  const json::object* object = value.if_object();
  if (object == nullptr) return wrong("an object is expected here", where);
  return read_members(into, *object, where, members);
}

}  // namespace caprock::strict
