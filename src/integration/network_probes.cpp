#include "integration/network_probes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace caprock {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

int bits_of(IpFamily family) { return family == IpFamily::v4 ? 32 : 128; }

IpAddress address_of(IpFamily family, const Bytes& bytes) {
  std::string text;
  if (family == IpFamily::v4) {
    text = fmt::format("{}.{}.{}.{}", bytes[0], bytes[1], bytes[2], bytes[3]);
  } else {
    for (std::size_t i = 0; i < bytes.size(); i += 2)
      text += fmt::format("{}{:02x}{:02x}", i == 0 ? "" : ":", bytes[i], bytes[i + 1]);
  }
  return IpAddress::parse(text).value_or(IpAddress());
}

IpAddress last_of(const IpRange& range) {
  Bytes bytes = range.first().bytes();
  for (int bit = range.prefix_length(); bit < bits_of(range.first().family()); ++bit) {
    std::uint8_t& byte = bytes[static_cast<std::size_t>(bit / 8)];
    byte = static_cast<std::uint8_t>(byte | (0x80U >> (bit % 8)));
  }
  return address_of(range.first().family(), bytes);
}

// The neighbour below (`step` 0xFF) or above (`step` 1); wraps around at the ends, where the
// caller's range leaves it out or has it anyway.
IpAddress neighbour(const IpAddress& address, std::uint8_t step) {
  Bytes bytes = address.bytes();
  const std::uint8_t rolled_over = step == 1 ? 0 : 0xFF;
  for (int i = bits_of(address.family()) / 8 - 1; i >= 0; --i) {
    std::uint8_t& byte = bytes[static_cast<std::size_t>(i)];
    byte = static_cast<std::uint8_t>(byte + step);
    if (byte != rolled_over) break;
  }
  return address_of(address.family(), bytes);
}

std::vector<IpRange> ranges_that_matter(const TenantSnapshot& tenant) {
  std::vector<IpRange> ranges;
  for (const NamedLocation& location : tenant.named_locations.items)
    if (const auto* ip = std::get_if<IpNamedLocation>(&location.kind))
      ranges.insert(ranges.end(), ip->ip_ranges.begin(), ip->ip_ranges.end());
  if (const auto& settings = tenant.mfa_service_settings)
    ranges.insert(ranges.end(), settings->trusted_ips.begin(), settings->trusted_ips.end());
  return ranges;
}

}  // namespace

std::vector<IpAddress> addresses_to_try(const IpRange& range, const TenantSnapshot& tenant) {
  constexpr std::uint8_t k_below = 0xFF;
  constexpr std::uint8_t k_above = 1;
  std::vector<IpAddress> addresses = {range.first()};
  const auto add = [&](const IpAddress& address) {
    if (range.contains(address) &&
        std::find(addresses.begin(), addresses.end(), address) == addresses.end())
      addresses.push_back(address);
  };
  add(last_of(range));
  for (const IpRange& other : ranges_that_matter(tenant)) {
    add(other.first());
    add(last_of(other));
    add(neighbour(other.first(), k_below));
    add(neighbour(last_of(other), k_above));
  }
  return addresses;
}

}  // namespace caprock
