#include "source/compressed_ranges.h"

#include <zlib.h>

#include <array>
#include <optional>

#include "base/text.h"

namespace caprock {
namespace {

constexpr std::size_t k_most_bytes = std::size_t{1} << 20;
constexpr std::string_view k_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// RFC 4648 with padding; nothing for any other text.
std::optional<std::string> decode_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  const std::size_t end = text.find_last_not_of('=') + 1;  // npos + 1 is 0
  if (text.size() - end > 2) return std::nullopt;
  std::string bytes;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text.substr(0, end)) {
    const std::size_t digit = k_digits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    bits = (bits << 6 | static_cast<unsigned>(digit)) & 0xFFFF;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xFF);
  }
  return bytes;
}

// The end of an inflate stream, whatever happens between.
class Inflater {
 public:
  Inflater() : ready_(inflateInit2(&stream_, -MAX_WBITS) == Z_OK) {}
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // Nothing when the bytes are no complete deflate stream or unpack to more than is allowed.
  std::optional<std::string> inflate_all(std::string bytes) {
    if (!ready_) return std::nullopt;
    stream_.next_in = reinterpret_cast<Bytef*>(bytes.data());
    stream_.avail_in = static_cast<uInt>(bytes.size());
    std::string out;
    std::array<char, 16384> chunk{};
    for (int state = Z_OK; state != Z_STREAM_END;) {
      stream_.next_out = reinterpret_cast<Bytef*>(chunk.data());
      stream_.avail_out = static_cast<uInt>(chunk.size());
      state = inflate(&stream_, Z_NO_FLUSH);
      if (state != Z_OK && state != Z_STREAM_END) return std::nullopt;
      out.append(chunk.data(), chunk.size() - stream_.avail_out);
      if (out.size() > k_most_bytes) return std::nullopt;
    }
    return out;
  }

 private:
  z_stream stream_{};
  bool ready_;
};

}  // namespace

Result<std::vector<std::string>> unpack_ranges(std::string_view base64) {
  const auto broken = [](const std::string& why) {
    return failure(ErrorCode::location_bad_range,
                   "the packed address ranges cannot be read: " + why, {},
                   "export the tenant again");
  };
  if (base64.size() > 2 * k_most_bytes) return broken("they are too long");
  auto bytes = decode_base64(trim(base64));
  if (!bytes) return broken("they are not base64");
  const auto text = Inflater().inflate_all(*std::move(bytes));
  if (!text) return broken("they do not unpack to a list of ranges");
  if (first_invalid_utf8(*text) != std::string::npos) return broken("they are no text");
  return split(*text, ',');
}

}  // namespace caprock
