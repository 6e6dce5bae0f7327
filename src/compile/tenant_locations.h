// The named locations of a tenant, and the MFA trusted IPs, over one table of addresses (CA 2.6).
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/match.h"
#include "compile/address_table.h"
#include "compile/text_index.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// Country codes of a location, without case.
class CountrySet {
 public:
  void add(std::string_view country);
  bool contains(std::string_view country) const;

 private:
  std::bitset<std::size_t{26} * 26> codes_;
  std::vector<std::string> others_;  // texts that are no two-letter code
};

// Some ranges: a list of the address table.
struct RangeList {
  std::uint32_t number = 0;
  bool is_empty = true;  // then it contains no address, known or not
};

struct CompiledLocation {
  enum class Kind : std::uint8_t {
    ranges,
    country_by_address,
    country_by_position,
    network,
    other
  };
  Kind kind = Kind::other;
  const NamedLocation* location = nullptr;  // in the snapshot
  RangeList ranges;
  // A part that decides what is inside is not understood; of ranges only what is known counts.
  bool partly_read = false;
  Match trusted = Match::unknown;
  CountrySet countries;
  bool include_unknown_countries = false;
};

class TenantLocations {
 public:
  // REQUIRES: the snapshot outlives the table. Cost: all ranges.
  explicit TenantLocations(const TenantSnapshot& snapshot);

  const AddressTable& addresses() const { return addresses_; }
  bool exported() const { return exported_; }
  std::optional<std::uint32_t> find(const LocationId& id) const { return numbers_.find(id.text()); }
  const CompiledLocation& operator[](std::uint32_t number) const { return locations_[number]; }

  // Nothing when the export does not carry them.
  const std::optional<RangeList>& mfa_trusted_ips() const { return mfa_trusted_ips_; }
  // `AllTrusted` is the union of trusted address locations that are fully understood ...
  const RangeList& trusted_ranges() const { return trusted_ranges_; }
  // ... and of these, which are trusted or may be.
  const std::vector<std::uint32_t>& other_trusted() const { return other_trusted_; }

 private:
  bool exported_ = false;
  TextIndex numbers_;
  std::vector<CompiledLocation> locations_;
  std::optional<RangeList> mfa_trusted_ips_;
  RangeList trusted_ranges_;
  std::vector<std::uint32_t> other_trusted_;
  AddressTable addresses_;
};

}  // namespace caprock
