// Typed reading of a YAML tree, with the place of everything that is wrong.
//
// A reading function names each key once, with the variable it fills. What the keys of an object
// are follows from those calls: for refusing all others, for `write one of` hints, and, when the
// same function runs in describing mode, for the YamlForm that a schema is held against.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "base/ip.h"
#include "integration/yaml_form.h"
#include "model/ids.h"
#include "model/words.h"
#include "yaml/yaml_text.h"

namespace caprock {

// Keeps the first thing found wrong in a file, or the forms when describing.
class YamlReader {
 public:
  YamlReader(std::string file, ErrorCode code) : file_(std::move(file)), code_(code) {}
  static YamlReader describing() { return YamlReader(); }

  bool is_describing() const { return describing_; }
  void refuse(const YamlNode& at, std::string message, std::string hint);
  Place place(const YamlNode& node) const { return {file_, {}, node.line, node.column}; }
  const std::optional<Error>& first_error() const { return first_error_; }

  void describe(YamlForm form);
  const std::vector<YamlForm>& forms() const { return forms_; }

 private:
  YamlReader() : describing_(true) {}

  std::string file_;
  ErrorCode code_{};
  bool describing_ = false;
  std::optional<Error> first_error_;
  std::vector<YamlForm> forms_;
};

// Readers of single values. `key` is for messages.
void read_value(YamlReader& reader, const YamlNode& node, std::string_view key, std::string& out);
void read_value(YamlReader& reader, const YamlNode& node, std::string_view key, bool& out);
void read_value(YamlReader& reader, const YamlNode& node, std::string_view key, int& out);
void read_value(YamlReader& reader, const YamlNode& node, std::string_view key, Instant& out);
// An address or a CIDR range; an address becomes /32 or /128.
void read_value(YamlReader& reader, const YamlNode& node, std::string_view key, IpRange& out);
void read_value(YamlReader& reader, const YamlNode& node, std::string_view key, AppId& out);
void read_value(YamlReader& reader, const YamlNode& node, std::string_view key,
                RoleTemplateId& out);
void read_value(YamlReader& reader, const YamlNode& node, std::string_view key, TenantId& out);
void read_value(YamlReader& reader, const YamlNode& node, std::string_view key, GroupId& out);

std::string one_of(const std::vector<std::string_view>& words);

// The words of an enumeration, each once.
template <class E>
std::vector<std::string_view> word_list() {
  std::vector<std::string_view> out;
  for (const Word<E>& row : words<E>()) out.push_back(row.text);
  return out;
}

template <class E>
  requires std::is_enum_v<E>
void read_value(YamlReader& reader, const YamlNode& node, std::string_view key, E& out) {
  std::string text;
  read_value(reader, node, key, text);
  if (text.empty()) return;
  if (const auto value = value_of<E>(text))
    out = *value;
  else
    reader.refuse(node, "`" + text + "` is not a value of `" + std::string(key) + "`",
                  one_of(word_list<E>()));
}

template <class T>
void read_value(YamlReader& reader, const YamlNode& node, std::string_view key,
                std::optional<T>& out) {
  read_value(reader, node, key, out.emplace());
}

template <class T>
void read_value(YamlReader& reader, const YamlNode& node, std::string_view key,
                std::vector<T>& out) {
  if (node.kind != YamlNode::Kind::sequence)
    return reader.refuse(
        node, "`" + std::string(key) + "` must be a list",
        "write `" + std::string(key) + ": [one, another]`, or one line `- one` each");
  for (const YamlNode& item : node.items) read_value(reader, item, key, out.emplace_back());
}

template <class T>
struct WordsOf {
  static std::vector<std::string_view> list() {
    if constexpr (std::is_enum_v<T>) return word_list<T>();
    return {};
  }
};
template <class T>
struct WordsOf<std::optional<T>> : WordsOf<T> {};
template <class T>
struct WordsOf<std::vector<T>> : WordsOf<T> {};

// One object of the file while it is read. `finish` must be the last call.
class YamlMap {
 public:
  // `form` is the kind of object, for messages: `remedy`.
  YamlMap(YamlReader& reader, const YamlNode& node, std::string_view form);

  template <class T>
  void required(std::string_view key, T& out) {
    if (const YamlNode* node = ask({std::string(key), true, WordsOf<T>::list()}))
      read_value(reader_, *node, key, out);
  }

  template <class T>
  void optional(std::string_view key, T& out) {
    if (const YamlNode* node = ask({std::string(key), false, WordsOf<T>::list()}))
      read_value(reader_, *node, key, out);
  }

  enum class Need : bool { optional, required };

  // A list of objects. `read` is called with each object's YamlMap and a new T, which joins `out`
  // afterwards.
  template <class T, class Read>
  void objects(std::string_view key, Need need, std::string_view form, std::vector<T>& out,
               Read read) {
    for_each_object(key, need, [&](const YamlNode& item) {
      T value;
      YamlMap map(reader_, item, form);
      read(map, value);
      map.finish();
      out.push_back(std::move(value));
    });
  }

  // An object that may be left out.
  template <class T, class Read>
  void object(std::string_view key, std::string_view form, T& out, Read read) {
    const YamlNode* node = ask({std::string(key), false, {}});
    if (node == nullptr && !reader_.is_describing()) return;
    YamlMap map(reader_, node == nullptr ? nothing() : *node, form);
    read(map, out);
    map.finish();
  }

  bool has(std::string_view key) const { return node_.find(key) != nullptr; }
  // Reads `version`, which must be `known`; says so before anything else that may be wrong.
  void version(int known);

  // For rules about several keys: refuses the value of a key, or the whole object where it has no
  // such key, once `finish` has seen that no key is misspelt or missing.
  void refuse(std::string_view key, std::string message, std::string hint);
  Place place() const { return reader_.place(node_); }

  // Refuses keys that nobody asked for, required keys that are missing, then by `refuse`.
  void finish();

 private:
  static const YamlNode& nothing();

  const YamlNode* ask(YamlKey key);

  template <class Use>
  void for_each_object(std::string_view key, Need need, Use use) {
    const YamlNode* node = ask({std::string(key), need == Need::required, {}});
    if (reader_.is_describing()) return use(nothing());
    if (node == nullptr) return;
    const bool nothing_there = node->kind == YamlNode::Kind::null && need == Need::required;
    if (node->kind != YamlNode::Kind::sequence && !nothing_there)
      return reader_.refuse(*node, "`" + std::string(key) + "` must be a list",
                            "start each item with a dash: `- name: ...`");
    if (node->items.empty() && need == Need::required)
      reader_.refuse(*node, "`" + std::string(key) + "` is empty", "write at least one item");
    for (const YamlNode& item : node->items) use(item);
  }

  YamlReader& reader_;
  const YamlNode& node_;
  YamlForm form_;
  struct Refusal {
    const YamlNode& at;
    std::string message;
    std::string hint;
  };
  std::vector<Refusal> refusals_;
};

}  // namespace caprock
