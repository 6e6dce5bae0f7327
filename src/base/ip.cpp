#include "base/ip.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace caprock {
namespace {

constexpr std::array<std::uint8_t, 12> k_v4_mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

std::string quoted(std::string_view text) {
  return "`" + std::string(text.substr(0, 64)) + (text.size() > 64 ? "..." : "") + "`";
}

// What inet_pton takes as IPv4, several times faster: four numbers up to 255 without leading zeros.
bool read_dotted(std::string_view text, std::uint8_t* bytes) {
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto next_is_digit = [&] { return at != end && *at >= '0' && *at <= '9'; };
  const auto next_digit = [&] { return static_cast<unsigned>(*at++ - '0'); };
  for (std::size_t number = 0; number < 4; ++number) {
    if (number > 0) {
      if (at == end || *at != '.') return false;
      ++at;
    }
    if (!next_is_digit()) return false;
    unsigned value = next_digit();
    if (next_is_digit()) {
      if (value == 0) return false;
      value = 10 * value + next_digit();
      if (next_is_digit()) value = 10 * value + next_digit();
      if (value > 255) return false;
    }
    bytes[number] = static_cast<std::uint8_t>(value);
  }
  return at == end;
}

constexpr std::uint8_t k_not_hexadecimal = 255;
constexpr std::array<std::uint8_t, 256> k_nibbles = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(k_not_hexadecimal);
  for (unsigned i = 0; i < 10; ++i) values['0' + i] = static_cast<std::uint8_t>(i);
  for (unsigned i = 0; i < 6; ++i)
    values['a' + i] = values['A' + i] = static_cast<std::uint8_t>(10 + i);
  return values;
}();

// What inet_pton takes as IPv6, several times faster: eight groups of up to four letters, one run
// of zero groups left out, and IPv4 in place of the last two groups.
class GroupReader {
 public:
  explicit GroupReader(std::string_view text) : text_(text) {}

  bool read(std::array<std::uint8_t, 16>& bytes) {
    if (text_.starts_with("::") && !separator()) return false;
    while (at_ < text_.size()) {
      const std::size_t begin = at_;
      const unsigned value = group();
      if (at_ == begin || filled_ == bytes.size()) return false;
      if (at_ < text_.size() && text_[at_] == '.') {
        if (filled_ > 12 || !read_dotted(text_.substr(begin), bytes.data() + filled_)) return false;
        filled_ += 4;
        break;
      }
      bytes[filled_++] = static_cast<std::uint8_t>(value >> 8U);
      bytes[filled_++] = static_cast<std::uint8_t>(value & 255U);
      if (at_ < text_.size() && !separator()) return false;
    }
    return spread(bytes);
  }

 private:
  unsigned group() {
    unsigned value = 0;
    for (const std::size_t end = std::min(text_.size(), at_ + 4); at_ < end; ++at_) {
      const std::uint8_t nibble = k_nibbles[static_cast<unsigned char>(text_[at_])];
      if (nibble == k_not_hexadecimal) break;
      value = value << 4U | nibble;
    }
    return value;
  }
  // A colon that something follows, or two.
  bool separator() {
    if (text_[at_] != ':') return false;
    ++at_;
    if (at_ == text_.size()) return false;
    return text_[at_] != ':' || gap();
  }
  bool gap() {
    if (gap_ != k_none) return false;
    gap_ = filled_;
    ++at_;
    return true;
  }
  // Moves what stands behind the gap to the end.
  bool spread(std::array<std::uint8_t, 16>& bytes) const {
    if (gap_ == k_none) return filled_ == bytes.size();
    if (filled_ == bytes.size()) return false;
    const auto begin = bytes.begin();
    const auto from = static_cast<std::ptrdiff_t>(gap_), to = static_cast<std::ptrdiff_t>(filled_);
    std::move_backward(begin + from, begin + to, bytes.end());
    std::fill(begin + from, bytes.end() - (to - from), std::uint8_t{0});
    return true;
  }

  static constexpr std::size_t k_none = 17;  // more than can be filled
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t filled_ = 0;
  std::size_t gap_ = k_none;
};

}  // namespace

std::optional<IpAddress> IpAddress::read(std::string_view text) noexcept {
  IpAddress address;
  if (read_dotted(text, address.bytes_.data())) return address;
  address.bytes_ = {};
  if (!GroupReader(text).read(address.bytes_)) return std::nullopt;
  address.family_ = IpFamily::v6;
  if (!std::equal(k_v4_mapped.begin(), k_v4_mapped.end(), address.bytes_.begin())) return address;
  IpAddress mapped;
  std::copy_n(address.bytes_.begin() + 12, 4, mapped.bytes_.begin());
  return mapped;
}

Result<IpAddress> IpAddress::parse(std::string_view text) {
  if (const std::optional<IpAddress> address = read(text)) return *address;
  return failure(ErrorCode::location_bad_range, quoted(text) + " is not an IPv4 or IPv6 address");
}

std::string to_string(const IpAddress& address) {
  char buffer[INET6_ADDRSTRLEN] = {};
  inet_ntop(address.family() == IpFamily::v4 ? AF_INET : AF_INET6, address.bytes().data(), buffer,
            sizeof buffer);
  return buffer;
}

Result<IpRange> IpRange::from_cidr(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto bad = [&](const std::string& why) {
    return failure(ErrorCode::location_bad_range, quoted(text) + " is not a CIDR range: " + why, {},
                   "write it as address/prefix, for example 198.51.100.0/24 or 2001:db8::/48");
  };
  if (slash == std::string_view::npos) return bad("there is no prefix length");
  auto address = IpAddress::parse(text.substr(0, slash));
  if (!address) return bad("the part before the slash is not an address");
  const std::string_view length = text.substr(slash + 1);
  IpRange range;
  range.first_ = *address;
  const auto [end, error] =
      std::from_chars(length.data(), length.data() + length.size(), range.prefix_length_);
  if (error != std::errc() || end != length.data() + length.size())
    return bad("the prefix length is not a number");
  const bool v4 = address->family() == IpFamily::v4;
  // A mapped IPv6 range keeps its meaning when its prefix covers the mapping's 96 bits.
  if (v4 && text.substr(0, slash).find(':') != std::string_view::npos) range.prefix_length_ -= 96;
  const int longest = v4 ? 32 : 128;
  if (range.prefix_length_ < 0 || range.prefix_length_ > longest)
    return bad("the prefix length must be between 0 and " + std::to_string(longest));
  for (int bit = range.prefix_length_; bit < longest; ++bit)
    range.first_.bytes_[static_cast<std::size_t>(bit / 8)] &=
        static_cast<std::uint8_t>(~(0x80 >> (bit % 8)));
  return range;
}

bool IpRange::contains(const IpAddress& address) const {
  if (address.family() != first_.family()) return false;
  const auto& a = first_.bytes_;
  const auto& b = address.bytes();
  const auto whole = static_cast<std::size_t>(prefix_length_ / 8);
  if (!std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(whole), b.begin()))
    return false;
  const int rest = prefix_length_ % 8;
  if (rest == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xff << (8 - rest));
  return (a[whole] & mask) == (b[whole] & mask);
}

std::string to_string(const IpRange& range) {
  return to_string(range.first()) + "/" + std::to_string(range.prefix_length());
}

}  // namespace caprock
