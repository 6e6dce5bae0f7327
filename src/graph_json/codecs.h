// How one field type looks in JSON: read, written anew, and changed in place.
//
// A codec has: read(value, field, context), write(field) -> value, update(slot, now, was),
// same(a, b), and reads_blank(value): whether a blank value reaches read at all.
#pragma once

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/ip.h"
#include "graph_json/binding.h"
#include "model/words.h"

namespace caprock {

inline std::string_view text_of(const json::string& text) { return {text.data(), text.size()}; }

// What most codecs have in common.
struct CodecBase {
  static bool reads_blank(const json::value&) { return false; }
  template <class Field>
  static bool same(const Field& a, const Field& b) {
    return a == b;
  }
};

// --- single values ---------------------------------------------------------------------------
// decode(value, context) -> optional<T>, reporting what is odd; encode(T) -> value.

struct StringValue {
  static std::optional<std::string> decode(const json::value& value, ReadContext& context);
  static json::value encode(const std::string& text) { return json::value(text); }
};

struct BoolValue {
  static std::optional<bool> decode(const json::value& value, ReadContext& context);
  static json::value encode(bool value) { return value; }
};

struct IntValue {
  static std::optional<int> decode(const json::value& value, ReadContext& context);
  static json::value encode(int value) { return value; }
};

struct InstantValue {
  static std::optional<Instant> decode(const json::value& value, ReadContext& context);
  static json::value encode(Instant value) { return json::value(to_string(value)); }
};

template <class AnyId>
struct IdValue {
  static std::optional<AnyId> decode(const json::value& value, ReadContext& context) {
    auto text = StringValue::decode(value, context);
    if (!text) return std::nullopt;
    return AnyId(*std::move(text));
  }
  static json::value encode(const AnyId& id) { return json::value(id.text()); }
};

template <class E>
struct EnumValue {
  static std::optional<E> decode(const json::value& value, ReadContext& context) {
    const json::string* text = value.if_string();
    if (text == nullptr) {
      context.wrong_type(value, "a text");
      return std::nullopt;
    }
    const auto found = value_of<E>(trim(text_of(*text)));
    if (!found) context.unknown_value(value);
    return found;
  }
  static json::value encode(E value) { return json::value(word_for(value)); }
};

// A field of the value type itself or an optional of it.
template <class Value>
struct Scalar : CodecBase {
  template <class Field>
  void read(const json::value& value, Field& field, ReadContext& context) const {
    if (auto decoded = Value::decode(value, context)) field = *std::move(decoded);
  }
  template <class T>
  void read(const json::value& value, std::optional<T>& field, ReadContext& context) const {
    if (auto decoded = Value::decode(value, context)) field = std::move(decoded);
  }
  template <class Field>
  json::value write(const Field& field) const {
    return Value::encode(field);
  }
  template <class T>
  json::value write(const std::optional<T>& field) const {
    return field ? Value::encode(*field) : json::value(nullptr);
  }
  template <class Field>
  void update(json::value& slot, const Field& now, const Field&) const {
    slot = write(now);
  }
};

// --- lists -------------------------------------------------------------------------------------

// The elements of a raw list; a single value stands for a list of one.
std::vector<json::value> elements_of(const json::value& slot);

// The list `raw` changed to mean `now`: raw elements that still belong keep their spelling, order
// and neighbours that are not understood; new elements are appended in the order of `now`.
// `raw_keys[i]` is nothing for an element that is not understood. Linear.
json::array merged_list(const std::vector<json::value>& raw,
                        const std::vector<std::optional<std::string>>& raw_keys,
                        const std::vector<std::string>& now_keys, const json::array& now);

// What makes two elements of a list equal.
inline std::string key_of(const json::value& encoded) {
  return encoded.is_string() ? to_lower(text_of(encoded.get_string())) : json::serialize(encoded);
}

template <class Value>
struct List : CodecBase {
  template <class T>
  void read(const json::value& value, std::vector<T>& field, ReadContext& context) const {
    if (const json::array* array = value.if_array()) {
      for (std::size_t i = 0; i < array->size(); ++i) {
        if (is_blank((*array)[i])) continue;
        const auto step = context.into(i);
        if (auto decoded = Value::decode((*array)[i], context))
          field.push_back(*std::move(decoded));
      }
      return;
    }
    const std::size_t problems = context.diagnostics.size();
    if (auto decoded = Value::decode(value, context)) field.push_back(*std::move(decoded));
    if (context.diagnostics.size() == problems) context.odd_form("a list");
  }
  template <class T>
  json::value write(const std::vector<T>& field) const {
    json::array array;
    for (const T& element : field) array.push_back(Value::encode(element));
    return array;
  }
  template <class T>
  void update(json::value& slot, const std::vector<T>& now, const std::vector<T>&) const {
    const std::vector<json::value> raw = elements_of(slot);
    std::vector<std::optional<std::string>> raw_keys;
    for (const json::value& element : raw) {
      ReadContext unheard({}, {});
      const auto decoded = is_blank(element) ? std::nullopt : Value::decode(element, unheard);
      raw_keys.push_back(decoded ? std::optional(key_of(Value::encode(*decoded))) : std::nullopt);
    }
    const json::array canonical = write(now).get_array();
    std::vector<std::string> now_keys;
    for (const json::value& element : canonical) now_keys.push_back(key_of(element));
    slot = merged_list(raw, raw_keys, now_keys, canonical);
  }
};

// A list of object ids and of the special words that may stand beside them. A text that is neither
// is kept as an id, with one warning for the list (exports carry names and placeholders).
struct Ids : CodecBase {
  std::span<const std::string_view> special_words;

  explicit Ids(std::span<const std::string_view> words = {}) : special_words(words) {}

  template <class AnyId>
  void read(const json::value& value, std::vector<AnyId>& field, ReadContext& context) const {
    List<IdValue<AnyId>>().read(value, field, context);
    std::size_t odd = 0;
    const AnyId* first = nullptr;
    for (const AnyId& id : field) {
      const auto matches = [&](std::string_view word) { return id.is(word); };
      if (id.is_guid() || std::any_of(special_words.begin(), special_words.end(), matches))
        continue;
      if (odd++ == 0) first = &id;
    }
    if (odd > 0) report_not_ids(first->text(), odd, context);
  }
  template <class AnyId>
  json::value write(const std::vector<AnyId>& field) const {
    return List<IdValue<AnyId>>().write(field);
  }
  template <class AnyId>
  void update(json::value& slot, const std::vector<AnyId>& now,
              const std::vector<AnyId>& was) const {
    List<IdValue<AnyId>>().update(slot, now, was);
  }

 private:
  static void report_not_ids(const std::string& first, std::size_t count, ReadContext& context);
};

// --- flags -------------------------------------------------------------------------------------

// `a,b`, `["a", "b"]` or `3` as the words of a flags enumeration.
std::vector<std::string> flag_words(const json::value& value);

template <class E>
struct Flags : CodecBase {
  template <class Bits>
  void read(const json::value& value, Bits& field, ReadContext& context) const {
    if (const auto number = whole_number(value)) {
      field = static_cast<Bits>(*number & all_bits());
      if ((*number & ~all_bits()) != 0) context.unknown_value(value);
      return;
    }
    if (!value.is_string() && !value.is_array()) return context.wrong_type(value, "a text");
    bool understood = true;
    for (const std::string& word : flag_words(value)) {
      if (equal_ignoring_case(word, "none")) continue;
      const auto bit = value_of<E>(word);
      if (bit) field = static_cast<Bits>(field | static_cast<Bits>(*bit));
      understood = understood && bit.has_value();
    }
    if (!understood) context.unknown_value(value);
  }
  template <class Bits>
  json::value write(const Bits& field) const {
    const std::string text = join(words_of(field), ",");
    return text.empty() ? json::value(nullptr) : json::value(text);
  }
  template <class Bits>
  void update(json::value& slot, const Bits& now, const Bits&) const {
    if (const auto number = whole_number(slot)) {
      slot = (*number & ~all_bits()) | static_cast<std::int64_t>(now);
      return;
    }
    std::vector<std::string> kept;
    Bits present = 0;
    for (const std::string& word : flag_words(slot)) {
      const auto bit = value_of<E>(word);
      const bool none = equal_ignoring_case(word, "none");
      if (bit && (now & static_cast<Bits>(*bit)) != 0)
        present = static_cast<Bits>(present | static_cast<Bits>(*bit));
      else if (bit || none)
        continue;
      kept.push_back(word);
    }
    for (const std::string& word : words_of(static_cast<Bits>(now & ~present)))
      kept.push_back(word);
    if (slot.is_array())
      slot = json::array(kept.begin(), kept.end());
    else
      slot = kept.empty() ? json::value(nullptr) : json::value(join(kept, ","));
  }

 private:
  static std::int64_t all_bits() {
    std::int64_t bits = 0;
    for (const Word<E>& row : words<E>()) bits |= static_cast<std::int64_t>(row.value);
    return bits;
  }
  static std::optional<std::int64_t> whole_number(const json::value& value) {
    if (const std::int64_t* number = value.if_int64(); number != nullptr && *number >= 0)
      return *number;
    return std::nullopt;
  }
  template <class Bits>
  static std::vector<std::string> words_of(Bits bits) {
    std::vector<std::string> out;
    for (const Word<E>& row : words<E>())
      if ((bits & static_cast<Bits>(row.value)) != 0) out.emplace_back(row.text);
    return out;
  }
};

// One combination of authentication methods: a flags text inside a list.
struct CombinationValue {
  static std::optional<Combination> decode(const json::value& value, ReadContext& context);
  static json::value encode(Combination combination) {
    return Flags<MethodMode>().write(combination);
  }
};

// `{"cidrAddress": "198.51.100.0/24"}`, the bare text, or `lowerAddress` and `upperAddress` that
// span exactly one CIDR range (CA 1.11).
struct IpRangeValue {
  static std::optional<IpRange> decode(const json::value& value, ReadContext& context);
  static json::value encode(const IpRange& range);
};

// --- objects -----------------------------------------------------------------------------------

// A struct with a Shape, required or optional.
struct Object : CodecBase {
  template <class T>
  void read(const json::value& value, T& field, ReadContext& context) const {
    if (const json::object* object = value.if_object())
      read_members(*object, field, context);
    else
      context.wrong_type(value, "an object");
  }
  template <class T>
  void read(const json::value& value, std::optional<T>& field, ReadContext& context) const {
    T read_value;
    read(value, read_value, context);
    if (value.is_object()) field = std::move(read_value);
  }
  template <class T>
  json::value write(const T& field) const {
    return fresh_object(field);
  }
  template <class T>
  json::value write(const std::optional<T>& field) const {
    return field ? json::value(fresh_object(*field)) : json::value(nullptr);
  }
  template <class T>
  void update(json::value& slot, const T& now, const T& was) const {
    if (!slot.is_object()) slot = json::object();
    write_members(slot.get_object(), now, was, is_blank(slot) ? Form::fresh : Form::edit);
  }
  template <class T>
  void update(json::value& slot, const std::optional<T>& now, const std::optional<T>& was) const {
    if (now)
      update(slot, *now, was ? *was : T{});
    else
      slot = nullptr;
  }
};

// A field that stands as the only member of an object of its own, such as `{"isEnabled": true}`.
template <class Codec>
struct Inside : CodecBase {
  std::string_view name;

  explicit Inside(std::string_view member) : name(member) {}

  template <class Field>
  void read(const json::value& value, Field& field, ReadContext& context) const {
    const json::object* object = value.if_object();
    if (object == nullptr) return context.wrong_type(value, "an object");
    MemberReader members(*object, context);
    const json::key_value_pair* found = members.take(name);
    if (found != nullptr && !is_blank(found->value())) {
      const auto step = context.into(found->key());
      Codec().read(found->value(), field, context);
    }
    members.report_the_rest();
  }
  template <class Field>
  json::value write(const Field& field) const {
    if (field == Field{}) return nullptr;
    return json::object{{name, Codec().write(field)}};
  }
  template <class Field>
  void update(json::value& slot, const Field& now, const Field& was) const {
    json::object* object = slot.if_object();
    json::key_value_pair* member = object != nullptr ? find_member(*object, name) : nullptr;
    if (member != nullptr)
      Codec().update(member->value(), now, was);
    else if (object != nullptr)
      (*object)[name] = Codec().write(now);
    else
      slot = write(now);
  }
};

// --- the codec that a field type has unless its member says otherwise ----------------------------

template <>
struct DefaultCodec<std::string> : Scalar<StringValue> {};
template <>
struct DefaultCodec<bool> : Scalar<BoolValue> {};
template <>
struct DefaultCodec<int> : Scalar<IntValue> {};
template <>
struct DefaultCodec<Instant> : Scalar<InstantValue> {};
template <class Tag>
struct DefaultCodec<Id<Tag>> : Scalar<IdValue<Id<Tag>>> {};
template <class E>
  requires std::is_enum_v<E>
struct DefaultCodec<E> : Scalar<EnumValue<E>> {};
template <class T>
struct DefaultCodec<std::optional<T>> : DefaultCodec<T> {};
template <class T>
  requires std::is_class_v<T>
struct DefaultCodec<T> : Object {};

template <>
struct DefaultCodec<std::vector<std::string>> : List<StringValue> {};
template <class Tag>
struct DefaultCodec<std::vector<Id<Tag>>> : List<IdValue<Id<Tag>>> {};
template <class E>
  requires std::is_enum_v<E>
struct DefaultCodec<std::vector<E>> : List<EnumValue<E>> {};
template <>
struct DefaultCodec<std::vector<Combination>> : List<CombinationValue> {};

}  // namespace caprock
