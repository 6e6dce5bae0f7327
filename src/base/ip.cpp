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

}  // namespace

namespace {

// What inet_pton takes as IPv4, several times faster: four numbers up to 255 without leading zeros.
bool read_dotted(std::string_view text, std::array<std::uint8_t, 16>& bytes) {
  std::size_t at = 0;
  for (std::size_t number = 0; number < 4; ++number) {
    if (number > 0 && (at == text.size() || text[at] != '.')) return false;
    if (number > 0) ++at;
    const std::size_t begin = at;
    unsigned value = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && value < 256; ++at)
      value = 10 * value + static_cast<unsigned>(text[at] - '0');
    if (at == begin || value > 255 || (text[begin] == '0' && at - begin > 1)) return false;
    bytes[number] = static_cast<std::uint8_t>(value);
  }
  return at == text.size();
}

}  // namespace

Result<IpAddress> IpAddress::parse(std::string_view text) {
  IpAddress address;
  if (read_dotted(text, address.bytes_)) return address;
  address.bytes_ = {};
  std::array<char, INET6_ADDRSTRLEN> terminated{};  // what inet_pton wants; no address is longer
  const bool fits = text.size() < terminated.size() && text.find('\0') == std::string_view::npos;
  if (fits) std::copy(text.begin(), text.end(), terminated.begin());
  if (!fits || inet_pton(AF_INET6, terminated.data(), address.bytes_.data()) != 1)
    return failure(ErrorCode::location_bad_range, quoted(text) + " is not an IPv4 or IPv6 address");
  address.family_ = IpFamily::v6;
  if (std::equal(k_v4_mapped.begin(), k_v4_mapped.end(), address.bytes_.begin())) {
    IpAddress mapped;
    std::copy_n(address.bytes_.begin() + 12, 4, mapped.bytes_.begin());
    return mapped;
  }
  return address;
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
