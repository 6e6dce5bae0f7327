// JSON documents in the one plain shape that large exports have, read without building values.
//
// Everything here answers "is this plain?" and is wrong on one side only: what is not plain may
// still be a good file, and the careful reader decides.
#pragma once

#include <simdjson.h>

#include <array>
#include <cstdint>
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
  std::optional<Use> use_of(ondemand::field& field, const char* end);

 private:
  static constexpr std::size_t k_most_members = 64;

  struct Known {
    std::string quoted_name;  // without the opening quote, with the closing one
    Use use;
  };

  std::optional<std::size_t> position_of(const char* key, const char* end);
  std::optional<Use> classify(std::string_view name) const;

  std::vector<NamedUse> uses_;
  std::vector<Known> known_;
  std::uint64_t seen_ = 0;  // by position in `known_`
  std::size_t next_ = 0;
};

// A text, decoded; lives until the next document. Nothing: it is no text.
std::optional<std::string_view> text_in(ondemand::value& value);
// A text, or null as an empty one.
std::optional<std::string_view> text_or_null_in(ondemand::value& value);
bool is_null(ondemand::value& value);

// Any JSON value, all of it well formed and without members given twice.
bool is_json(ondemand::value& value, bool has_escapes, int depth = 0);
// A text or null.
bool is_text_or_null(ondemand::value& value, bool has_escapes);
bool is_boolean_or_null(ondemand::value& value);
// A date and time that the careful reader understands, or null.
bool is_instant_or_null(ondemand::value& value);

}  // namespace caprock::plain
