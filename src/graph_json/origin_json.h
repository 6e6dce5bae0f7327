// What whole objects have in common: a name for messages, and a way back to the JSON they came
// from.
#pragma once

#include <boost/json/serialize.hpp>

#include "graph_json/binding.h"

namespace caprock {

// `policy `Require MFA``, from displayName or else id, shortened.
std::string subject_of(std::string_view kind, const json::object& object);

// The `@odata.type` of an object, or empty.
std::string_view odata_type_of(const json::object& object);

// The object in `raw`, or an empty one when there is none.
json::object object_in(const std::string& raw);

// Reads an object that keeps its JSON text and what is not understood of it.
template <class T>
Read<T> read_whole(const json::object& object, const Place& where, ReadContext& context) {
  Read<T> read;
  read_members(object, read.value, context);
  read.value.unread = std::move(context.unread);
  read.value.origin = {where, json::serialize(object)};
  read.diagnostics = std::move(context.diagnostics);
  return read;
}

// Reads an object that is never written back: only the place it came from is kept.
template <class T>
Read<T> read_plain(std::string_view kind, const json::object& object, const Place& where) {
  ReadContext context(where, subject_of(kind, object), PolicyPart::policy);
  Read<T> read;
  read_members(object, read.value, context);
  read.value.origin.where = where;
  read.diagnostics = std::move(context.diagnostics);
  return read;
}

// Writes an object over the JSON it came from, or from nothing.
template <class T>
json::object write_whole(const T& value, Read<T> (*read)(const json::object&, const Place&)) {
  json::object object = object_in(value.origin.raw);
  if (object.empty()) return fresh_object(value);
  const T was = read(object, value.origin.where).value;
  write_members(object, value, was, Form::edit);
  return object;
}

}  // namespace caprock
