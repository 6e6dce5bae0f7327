// Named locations: address ranges, countries, and kinds that are only kept.
// Graph: namedLocation and its derived types (CA 2.6).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/ip.h"
#include "model/ids.h"
#include "model/origin.h"

namespace caprock {

struct IpNamedLocation {
  bool is_trusted = false;
  std::vector<IpRange> ip_ranges;
  bool operator==(const IpNamedLocation&) const = default;
};

enum class CountryLookupMethod : std::uint8_t { client_ip_address, authenticator_app_gps };

struct CountryNamedLocation {
  std::vector<std::string> countries_and_regions;  // ISO 3166 two-letter codes, upper case
  CountryLookupMethod country_lookup_method = CountryLookupMethod::client_ip_address;
  bool include_unknown_countries_and_regions = false;
  bool operator==(const CountryNamedLocation&) const = default;
};

// All networks of the tenant's Global Secure Access clients.
struct CompliantNetworkNamedLocation {
  bool is_trusted = false;
  bool operator==(const CompliantNetworkNamedLocation&) const = default;
};

// Service tags, private links and types newer than this program: kept, never matched with
// certainty.
struct OtherNamedLocation {
  std::string odata_type;
  std::optional<bool> is_trusted = std::nullopt;  // not every kind has it
  bool operator==(const OtherNamedLocation&) const = default;
};

struct NamedLocation {
  LocationId id;
  std::string display_name;
  std::variant<IpNamedLocation, CountryNamedLocation, CompliantNetworkNamedLocation,
               OtherNamedLocation>
      kind;
  std::vector<Unread> unread;  // ranges that do not parse, unknown members
  Origin origin;
  bool operator==(const NamedLocation&) const = default;
};

}  // namespace caprock
