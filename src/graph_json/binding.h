// One description per model struct, used both for reading and for writing.
//
// `Shape<T>::visit` names every member of a Graph object once, with the field it fills. A
// FieldReader runs it from JSON to the struct; a FieldWriter runs it back, changing only members
// whose field differs from what the JSON already says.
#pragma once

#include <array>
#include <boost/json/object.hpp>
#include <span>
#include <string_view>
#include <vector>

#include "graph_json/read_context.h"

namespace caprock {

// Specialised per struct, next to its family of objects:
//   template <class V> static void visit(V& v);            all members, v.member(name, &T::field)
//   static constexpr std::array k_silent                   known members without meaning here
//   static constexpr bool k_open                           unknown members are none of our business
//   static void after_read(const json::object&, T&, ReadContext&)
//   static std::string_view odata_type(const T&)           `@odata.type` of a polymorphic object
template <class T>
struct Shape;

enum class Form : std::uint8_t {
  edit,   // change what differs
  fresh,  // write every member, as Graph does: `[]` and `null` for what is not configured
};

enum class Presence : std::uint8_t {
  always,    // fresh objects have the member even when it is not configured
  when_set,  // beta members: fresh objects have them only when they say something
};

// The member with this name in any letter case; the last one when there are several.
const json::key_value_pair* find_member(const json::object& object, std::string_view name);
json::key_value_pair* find_member(json::object& object, std::string_view name);

// "Not configured": null, `""`, `[]`, `{}`, and lists and objects of nothing else. OData
// annotations inside do not count. SDK serialisations write unset objects this way.
bool is_blank(const json::value& value);

// Members that describe and never decide: OData annotations and action links.
bool is_annotation(std::string_view name);

// The members of one object, each handed out once; what is left over is unknown.
class MemberReader {
 public:
  MemberReader(const json::object& object, ReadContext& context)
      : object_(object), context_(context), taken_(object.size(), false) {}

  const json::key_value_pair* take(std::string_view name);
  void pass_over(std::span<const std::string_view> names);
  void report_the_rest();

 private:
  const json::object& object_;
  ReadContext& context_;
  std::vector<bool> taken_;
};

// Reads the members of `object` into `into`; absent and blank members leave their field alone.
template <class T>
void read_members(const json::object& object, T& into, ReadContext& context);

// Makes `object`, which means `was`, mean `now`.
template <class T>
void write_members(json::object& object, const T& now, const T& was, Form form);

template <class T>
json::object fresh_object(const T& value) {
  json::object object;
  write_members(object, value, T{}, Form::fresh);
  return object;
}

template <class Field>
struct DefaultCodec;  // codecs.h

template <class T>
class FieldReader {
 public:
  FieldReader(MemberReader& members, T& into, ReadContext& context)
      : members_(members), into_(into), context_(context) {}

  template <class Field, class Codec = DefaultCodec<Field>>
  void member(std::string_view name, Field T::* field, const Codec& codec = Codec{},
              Presence = Presence::always) {
    const json::key_value_pair* found = members_.take(name);
    if (found == nullptr) return;
    if (is_blank(found->value()) && !Codec::reads_blank(found->value())) return;
    const auto step = context_.into(found->key());
    codec.read(found->value(), into_.*field, context_);
  }

 private:
  MemberReader& members_;
  T& into_;
  ReadContext& context_;
};

template <class T>
class FieldWriter {
 public:
  FieldWriter(json::object& object, const T& now, const T& was, Form form)
      : object_(object), now_(now), was_(was), form_(form) {}

  template <class Field, class Codec = DefaultCodec<Field>>
  void member(std::string_view name, Field T::* field, const Codec& codec = Codec{},
              Presence presence = Presence::always) {
    const Field& now = now_.*field;
    json::key_value_pair* slot = find_member(object_, name);
    if (form_ == Form::edit) {
      const Field& was = was_.*field;
      if (codec.same(now, was)) return;
      if (slot == nullptr)
        object_[name] = codec.write(now);
      else
        codec.update(slot->value(), now, was);
      return;
    }
    const bool unset = codec.same(now, defaults_.*field);
    if (slot != nullptr && !unset) slot->value() = codec.write(now);
    if (slot == nullptr && !(unset && presence == Presence::when_set))
      object_[name] = codec.write(now);
  }

 private:
  json::object& object_;
  const T& now_;
  const T& was_;
  Form form_;
  const T defaults_{};
};

// Shape<T>::visit and what belongs to it, without a verdict on left-over members. For objects that
// are described by more than one shape.
template <class T>
void read_shape(MemberReader& members, T& into, ReadContext& context) {
  FieldReader<T> reader(members, into, context);
  Shape<T>::visit(reader);
  if constexpr (requires { Shape<T>::k_silent; }) members.pass_over(Shape<T>::k_silent);
}

template <class T>
void read_members(const json::object& object, T& into, ReadContext& context) {
  MemberReader members(object, context);
  read_shape(members, into, context);
  if constexpr (!requires { Shape<T>::k_open; }) members.report_the_rest();
  if constexpr (requires { Shape<T>::after_read(object, into, context); })
    Shape<T>::after_read(object, into, context);
}

template <class T>
void write_members(json::object& object, const T& now, const T& was, Form form) {
  if constexpr (requires { Shape<T>::odata_type(now); }) {
    if (form == Form::fresh || Shape<T>::odata_type(now) != Shape<T>::odata_type(was))
      object["@odata.type"] = Shape<T>::odata_type(now);
  }
  FieldWriter<T> writer(object, now, was, form);
  Shape<T>::visit(writer);
}

}  // namespace caprock
