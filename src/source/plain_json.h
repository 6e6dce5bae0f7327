// JSON documents in the one plain shape that large exports have, read without building values; part
// of read_people.h, which no command uses yet.
//
// Everything here answers "is this plain?" and is wrong on one side only: what is not plain may
// still be a good file, and the careful reader decides.
#pragma once

#include <simdjson.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caprock::plain {

namespace ondemand = simdjson::ondemand;

// A file's bytes with the room behind them that the parser wants; used again for the next file.
class Buffer {
 public:
  // False: it cannot be read, is larger than `limit`, or is not plain UTF-8 without byte order
  // mark.
  bool load(const std::filesystem::path& path, std::uintmax_t limit);

  std::string_view text() const { return {bytes_.data(), size_}; }
  std::size_t capacity() const { return bytes_.size(); }
  // Some text has an escape, so that texts must be decoded one by one.
  bool has_escapes() const { return has_escapes_; }

 private:
  std::vector<char> bytes_;
  std::size_t size_ = 0;
  bool has_escapes_ = false;
};

// What a member of an object is taken for.
enum class Use : std::uint8_t {
  passed_over,  // any value, as long as it is JSON
  forbidden,    // it could make the object another kind, also as null, or hold more
  null_only,    // anything but null would mean something
  odata_type,
  id,
  name,  // userPrincipalName of users, displayName of groups
  user_type,
  creation_type,
  text,
  boolean,
  instant,
  references,  // transitiveMemberOf of users, members of groups
};

struct NamedUse {
  std::string_view name;
  Use use;
};

// The members of one kind of object. Objects of one file have the same members in the same order,
// so each member is first compared with what stood there in the object before.
class Layout {
 public:
  explicit Layout(std::vector<NamedUse> uses) : uses_(std::move(uses)) {}

  // Members of the next object follow.
  void begin() {
    seen_ = 0;
    next_ = 0;
  }
  // Nothing when the member is not plain: given twice, or spelled in another letter case than Graph
  // does. `end` is where the document ends.
  std::optional<Use> use_of(ondemand::field& field, const char* end) {
    const char* const key = field.key().raw();
    return next_ < known_.size() && known_[next_].name.stands_at(key, end)
               ? seen(next_)
               : use_of_unexpected(key, end);
  }

 private:
  static constexpr std::size_t k_most_members = 64;

  // The first letters of a name as words, so that comparing it takes no call and no loop.
  class Name {
   public:
    explicit Name(std::string quoted);
    bool stands_at(const char* key, const char* end) const {
      if (text_.size() > static_cast<std::size_t>(end - key)) return false;
      std::array<std::uint64_t, k_words> there;
      std::memcpy(there.data(), key, sizeof(there));  // beyond the end, there is padding
      std::uint64_t different = 0;
      for (std::size_t i = 0; i < k_words; ++i) different |= (there[i] ^ words_[i]) & masks_[i];
      return different == 0 &&
             (text_.size() <= sizeof(there) || std::memcmp(text_.data(), key, text_.size()) == 0);
    }

   private:
    static constexpr std::size_t k_words = 4;
    static_assert(k_words * sizeof(std::uint64_t) <= simdjson::SIMDJSON_PADDING);

    std::string text_;  // without the opening quote, with the closing one
    std::array<std::uint64_t, k_words> words_ = {}, masks_ = {};
  };
  struct Known {
    Name name;
    Use use;
  };

  std::optional<Use> seen(std::size_t at) {
    const std::uint64_t bit = std::uint64_t{1} << at;
    if ((seen_ & bit) != 0) return std::nullopt;
    seen_ |= bit;
    next_ = at + 1;
    return known_[at].use;
  }
  std::optional<Use> use_of_unexpected(const char* key, const char* end);
  std::optional<std::size_t> position_of(const char* key, const char* end);
  std::optional<Use> classify(std::string_view name) const;

  std::vector<NamedUse> uses_;
  std::vector<Known> known_;
  std::uint64_t seen_ = 0;  // by position in `known_`
  std::size_t next_ = 0;
};

inline bool is_json_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
// A value as it stands in the document, without the space behind it.
inline std::string_view token_of(ondemand::value& value) {
  std::string_view token = value.raw_json_token();
  while (!token.empty() && is_json_space(token.back())) token.remove_suffix(1);
  return token;
}
inline bool is_quoted(std::string_view token) {
  return token.size() >= 2 && token.front() == '"' && token.back() == '"';
}

// A text, decoded; lives until the next document. Nothing: it is no text.
inline std::optional<std::string_view> text_in(ondemand::value& value, bool has_escapes) {
  if (!has_escapes)
    if (const std::string_view token = token_of(value); is_quoted(token))
      return token.substr(1, token.size() - 2);
  std::string_view text;
  if (value.get_string().get(text) != simdjson::SUCCESS) return std::nullopt;
  return text;
}
inline bool is_null(ondemand::value& value) { return token_of(value) == "null"; }
// A text, or null as an empty one.
inline std::optional<std::string_view> text_or_null_in(ondemand::value& value, bool has_escapes) {
  return is_null(value) ? std::string_view() : text_in(value, has_escapes);
}

// Any JSON value, all of it well formed and without members given twice.
bool is_json(ondemand::value& value, bool has_escapes, int depth = 0);
// A text or null.
inline bool is_text_or_null(ondemand::value& value, bool has_escapes) {
  const std::string_view token = token_of(value);
  if (token == "null") return true;
  return has_escapes ? text_in(value, true).has_value() : is_quoted(token);
}
inline bool is_boolean_or_null(ondemand::value& value) {
  const std::string_view token = token_of(value);
  return token == "true" || token == "false" || token == "null";
}
// A date and time that the careful reader understands, or null.
bool is_instant_or_null(ondemand::value& value);

}  // namespace caprock::plain
