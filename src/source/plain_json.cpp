#include "source/plain_json.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "base/instant.h"
#include "base/text.h"

namespace caprock::plain {
namespace {

constexpr std::size_t k_piece = std::size_t{256} << 10;
constexpr int k_deepest = 16;  // far less than the careful reader takes

class File {
 public:
  explicit File(const std::filesystem::path& path)
      : number_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~File() {
    if (number_ >= 0) close(number_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  // The size of a regular file.
  std::optional<std::uintmax_t> size() const {
    struct stat status = {};
    if (number_ < 0 || fstat(number_, &status) != 0 || !S_ISREG(status.st_mode))
      return std::nullopt;
    return static_cast<std::uintmax_t>(status.st_size);
  }
  // Calls `each` with the pieces as they come, while they are in the cache.
  template <class Each>
  bool read_all(char* into, std::size_t size, const Each& each) const {
    while (size > 0) {
      const ssize_t count = read(number_, into, std::min(size, k_piece));
      if (count <= 0) return false;
      each(into, static_cast<std::size_t>(count));
      into += count;
      size -= static_cast<std::size_t>(count);
    }
    return true;
  }

 private:
  int number_;
};

bool is_half_of_a_pair(std::string_view escape, char low, char high) {
  if (escape.size() < 4 || (escape[0] != 'd' && escape[0] != 'D')) return false;
  const char second =
      escape[1] >= 'A' && escape[1] <= 'F' ? static_cast<char>(escape[1] + 32) : escape[1];
  return second >= low && second <= high;
}

// Every `\u` escape of half a surrogate pair has its other half. The parser is lenient here.
bool pairs_are_whole(std::string_view text) {
  for (std::size_t at = text.find('\\'); at != std::string_view::npos; at = text.find('\\', at)) {
    const std::string_view escape = text.substr(std::min(text.size(), at + 2));
    const bool unicode = at + 1 < text.size() && text[at + 1] == 'u';
    at += 2;
    if (!unicode) continue;
    if (is_half_of_a_pair(escape, 'c', 'f')) return false;
    if (!is_half_of_a_pair(escape, '8', '9') && !is_half_of_a_pair(escape, 'a', 'b')) continue;
    const std::string_view second = escape.substr(4);
    if (!second.starts_with("\\u") || !is_half_of_a_pair(second.substr(2), 'c', 'f')) return false;
    at += 10;
  }
  return true;
}

bool number_between(const char* digits, int low, int high) {
  if (digits[0] < '0' || digits[0] > '9' || digits[1] < '0' || digits[1] > '9') return false;
  const int number = (digits[0] - '0') * 10 + (digits[1] - '0');
  return number >= low && number <= high;
}

// `2026-03-01T09:30:00Z`, as Graph writes it, before the 29th of a month.
bool is_usual_instant(std::string_view text) {
  if (text.size() != 20) return false;
  const char* const at = text.data();
  return number_between(at, 19, 20) && number_between(at + 2, 0, 99) && at[4] == '-' &&
         number_between(at + 5, 1, 12) && at[7] == '-' && number_between(at + 8, 1, 28) &&
         at[10] == 'T' && number_between(at + 11, 0, 23) && at[13] == ':' &&
         number_between(at + 14, 0, 59) && at[16] == ':' && number_between(at + 17, 0, 59) &&
         at[19] == 'Z';
}

bool is_json_object(ondemand::value& value, bool has_escapes, int depth) {
  ondemand::object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) return false;
  std::vector<std::string_view> names;
  for (auto member : object) {
    ondemand::field field;
    if (std::move(member).get(field) != simdjson::SUCCESS) return false;
    std::string_view name;
    if (field.unescaped_key().get(name) != simdjson::SUCCESS) return false;
    names.push_back(name);
    if (!is_json(field.value(), has_escapes, depth + 1)) return false;
  }
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) == names.end();
}

bool is_json_array(ondemand::value& value, bool has_escapes, int depth) {
  ondemand::array array;
  if (value.get_array().get(array) != simdjson::SUCCESS) return false;
  for (auto item : array) {
    ondemand::value element;
    if (std::move(item).get(element) != simdjson::SUCCESS) return false;
    if (!is_json(element, has_escapes, depth + 1)) return false;
  }
  return true;
}

}  // namespace

bool Buffer::load(const std::filesystem::path& path, std::uintmax_t limit) {
  const File file(path);
  const std::optional<std::uintmax_t> size = file.size();
  if (!size || *size > limit) return false;
  size_ = static_cast<std::size_t>(*size);
  if (bytes_.size() < size_ + simdjson::SIMDJSON_PADDING)
    bytes_.resize(size_ + simdjson::SIMDJSON_PADDING);
  has_escapes_ = false;
  const auto look_for_escapes = [&](const char* piece, std::size_t size_of_piece) {
    has_escapes_ = has_escapes_ || std::memchr(piece, '\\', size_of_piece) != nullptr;
  };
  if (!file.read_all(bytes_.data(), size_, look_for_escapes)) return false;
  std::memset(bytes_.data() + size_, ' ', simdjson::SIMDJSON_PADDING);
  // Byte order marks begin with bytes above ASCII.
  if (size_ == 0 || static_cast<unsigned char>(bytes_.front()) >= 0x80) return false;
  return !has_escapes_ || pairs_are_whole(text());
}

Layout::Name::Name(std::string quoted) : text_(std::move(quoted)) {
  const std::size_t size = std::min(text_.size(), sizeof(words_));
  std::memcpy(words_.data(), text_.data(), size);
  std::memset(masks_.data(), 0xFF, size);
}

std::optional<Use> Layout::classify(std::string_view name) const {
  if (name.find('\\') != std::string_view::npos) return std::nullopt;
  for (const NamedUse& each : uses_) {
    if (each.name == name) return each.use;
    if (equal_ignoring_case(each.name, name)) return std::nullopt;
  }
  return Use::passed_over;
}

std::optional<std::size_t> Layout::position_of(const char* key, const char* end) {
  for (std::size_t at = 0; at < known_.size(); ++at)
    if (known_[at].name.stands_at(key, end)) return at;
  const auto* const quote =
      static_cast<const char*>(std::memchr(key, '"', static_cast<std::size_t>(end - key)));
  if (quote == nullptr || known_.size() == k_most_members) return std::nullopt;
  const std::string_view name(key, static_cast<std::size_t>(quote - key));
  const std::optional<Use> use = classify(name);
  if (!use) return std::nullopt;
  known_.push_back({Name(std::string(name) + '"'), *use});
  return known_.size() - 1;
}

std::optional<Use> Layout::use_of_unexpected(const char* key, const char* end) {
  const std::optional<std::size_t> found = position_of(key, end);
  return found ? seen(*found) : std::nullopt;
}

bool is_instant_or_null(ondemand::value& value) {
  const std::string_view token = token_of(value);
  if (token == "null") return true;
  if (is_quoted(token) && is_usual_instant(token.substr(1, token.size() - 2))) return true;
  const std::optional<std::string_view> text = text_in(value, true);
  return text && parse_instant(*text).has_value();
}

bool is_json(ondemand::value& value, bool has_escapes, int depth) {
  if (depth > k_deepest) return false;
  ondemand::json_type type;
  if (value.type().get(type) != simdjson::SUCCESS) return false;
  switch (type) {
    case ondemand::json_type::object: return is_json_object(value, has_escapes, depth);
    case ondemand::json_type::array: return is_json_array(value, has_escapes, depth);
    case ondemand::json_type::string: return is_text_or_null(value, has_escapes);
    case ondemand::json_type::number: return value.get_number().error() == simdjson::SUCCESS;
    case ondemand::json_type::boolean:
    case ondemand::json_type::null: return is_boolean_or_null(value);
  }
  return false;
}

}  // namespace caprock::plain
