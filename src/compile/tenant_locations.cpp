#include "compile/tenant_locations.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "compile/unread_parts.h"

namespace caprock {
namespace {

constexpr std::string_view k_is_trusted = "/isTrusted";

std::optional<std::size_t> code_of(std::string_view country) {
  if (country.size() != 2) return std::nullopt;
  std::size_t code = 0;
  for (const char c : country) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (!capital && (c < 'a' || c > 'z')) return std::nullopt;
    code = code * 26 + static_cast<std::size_t>(c - (capital ? 'A' : 'a'));
  }
  return code;
}

// What each kind of location says of itself.
struct LocationReader {
  CompiledLocation& compiled;

  void operator()(const IpNamedLocation& kind) const {
    compiled.kind = CompiledLocation::Kind::ranges;
    compiled.trusted = match_if(kind.is_trusted);
    const std::vector<Unread>& unread = compiled.location->unread;
    compiled.partly_read = !std::all_of(
        unread.begin(), unread.end(), [](const Unread& one) { return touches(one, k_is_trusted); });
  }
  void operator()(const CountryNamedLocation& kind) const {
    compiled.kind = kind.country_lookup_method == CountryLookupMethod::authenticator_app_gps
                        ? CompiledLocation::Kind::country_by_position
                        : CompiledLocation::Kind::country_by_address;
    compiled.trusted = Match::no;  // CA 1.11: countries cannot be trusted
    compiled.partly_read = !compiled.location->unread.empty();
    compiled.include_unknown_countries = kind.include_unknown_countries_and_regions;
    for (const std::string& country : kind.countries_and_regions) compiled.countries.add(country);
  }
  void operator()(const CompliantNetworkNamedLocation& kind) const {
    compiled.kind = CompiledLocation::Kind::network;
    compiled.trusted = match_if(kind.is_trusted);
  }
  void operator()(const OtherNamedLocation& kind) const {
    compiled.kind = CompiledLocation::Kind::other;
    if (kind.is_trusted) compiled.trusted = match_if(*kind.is_trusted);
  }
};

RangeList add_list(std::vector<std::vector<IpRange>>& lists, std::vector<IpRange> ranges) {
  const RangeList list{static_cast<std::uint32_t>(lists.size()), ranges.empty()};
  lists.push_back(std::move(ranges));
  return list;
}

}  // namespace

void CountrySet::add(std::string_view country) {
  if (const auto code = code_of(country))
    codes_.set(*code);
  else
    others_.emplace_back(country);
}

bool CountrySet::contains(std::string_view country) const {
  if (const auto code = code_of(country)) return codes_.test(*code);
  return std::any_of(others_.begin(), others_.end(),
                     [&](const std::string& one) { return equal_ignoring_case(one, country); });
}

TenantLocations::TenantLocations(const TenantSnapshot& snapshot)
    : exported_(snapshot.named_locations.exported) {
  std::vector<std::vector<IpRange>> lists;
  std::vector<IpRange> trusted;
  for (const NamedLocation& location : snapshot.named_locations.items) {
    const auto number = static_cast<std::uint32_t>(locations_.size());
    numbers_.add(location.id.text(), number);
    CompiledLocation& compiled = locations_.emplace_back();
    compiled.location = &location;
    std::visit(LocationReader{compiled}, location.kind);
    if (touch(location.unread, k_is_trusted)) compiled.trusted = Match::unknown;
    if (const auto* ranges = std::get_if<IpNamedLocation>(&location.kind))
      compiled.ranges = add_list(lists, ranges->ip_ranges);
    if (compiled.trusted == Match::no) continue;
    const bool plain = compiled.kind == CompiledLocation::Kind::ranges && !compiled.partly_read;
    if (plain && compiled.trusted == Match::yes) {
      const auto& ranges = std::get<IpNamedLocation>(location.kind).ip_ranges;
      trusted.insert(trusted.end(), ranges.begin(), ranges.end());
    } else {
      other_trusted_.push_back(number);
    }
  }
  trusted_ranges_ = add_list(lists, std::move(trusted));
  if (const auto& settings = snapshot.mfa_service_settings)
    mfa_trusted_ips_ = add_list(lists, settings->trusted_ips);
  addresses_ = AddressTable(lists);
}

}  // namespace caprock
