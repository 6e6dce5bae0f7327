#include "reference/match_locations.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "reference/unread.h"

namespace caprock::reference {
namespace {

// CA 2.10: an agent's user account has no address of its own; it knows `All` and the compliant
// network only. Service principals know addresses and countries only.
bool has_address(const Situation& situation) {
  return situation.sign_in.subject.kind != SubjectKind::agent_user;
}

IpRange range(std::string_view text) { return IpRange::from_cidr(text).value(); }

// CA 2.6: Entra sees public addresses; a private one never matches.
bool is_private(const IpAddress& address) {
  static const std::array k_private = {range("10.0.0.0/8"), range("172.16.0.0/12"),
                                       range("192.168.0.0/16"), range("fc00::/7"),
                                       range("fe80::/10")};
  return std::any_of(k_private.begin(), k_private.end(),
                     [&](const IpRange& one) { return one.contains(address); });
}

// A missing signal: no match for What If, unknown otherwise (CA 2.6).
Finding missing(const Situation& situation, std::string path, std::string why) {
  return situation.whatif() ? no() : unknown(std::move(path), std::move(why));
}

Finding in_ranges(const Situation& situation, const std::vector<IpRange>& ranges) {
  const auto& ip = situation.sign_in.client.ip;
  if (ranges.empty() || ip.is_absent() || !has_address(situation)) return no();
  if (ip.is_unknown()) return missing(situation, "ipAddress", "the address is not known");
  return found(!is_private(*ip.value()) &&
               std::any_of(ranges.begin(), ranges.end(),
                           [&](const IpRange& one) { return one.contains(*ip.value()); }));
}

bool is_ipv6(const Situation& situation) {
  const IpAddress* ip = situation.sign_in.client.ip.value();
  return ip && ip->family() == IpFamily::v6;
}

// CA 2.6: the MFA trusted IPs are IPv4 only, and Graph never shows them.
Finding in_mfa_trusted_ips(const Situation& situation) {
  if (is_ipv6(situation) || !has_address(situation)) return no();
  const auto& settings = situation.tenant.mfa_service_settings;
  if (settings) return in_ranges(situation, settings->trusted_ips);
  if (situation.sign_in.client.ip.is_absent()) return no();
  return missing(situation, "tenant.mfaServiceSettings", "the MFA trusted IPs are not known");
}

bool lists(const CountryNamedLocation& location, std::string_view country) {
  const auto& countries = location.countries_and_regions;
  return std::any_of(countries.begin(), countries.end(),
                     [&](const std::string& one) { return equal_ignoring_case(one, country); });
}

Finding in_country_by_ip(const Situation& situation, const CountryNamedLocation& location) {
  const auto& country = situation.sign_in.client.country;
  if (country.is_unknown()) return missing(situation, "country", "the country is not known");
  if (country.is_absent())
    return found(location.include_unknown_countries_and_regions,
                 "the address belongs to no known country");
  return found(lists(location, *country.value()));
}

// CA 2.6: a position that was not shared leaves the condition open, and access is not granted.
Finding in_country_by_gps(const Situation& situation, const CountryNamedLocation& location) {
  if (situation.sign_in.subject.kind != SubjectKind::user) return no();
  const auto& gps = situation.sign_in.client.gps;
  const GpsPosition* position = gps.value();
  if (!position)
    return missing(situation, std::string(k_gps_path), "the position has not been shared");
  return found(position->valid && lists(location, position->country));
}

Finding in_compliant_network(const Situation& situation) {
  const auto& signal = situation.sign_in.client.compliant_network;
  if (signal.is_absent() || !is_person(situation.sign_in.subject.kind)) return no();
  if (signal.is_unknown())
    return missing(situation, "compliantNetwork",
                   "whether the Global Secure Access network was used is not known");
  return found(*signal.value());
}

struct Inside {
  const Situation& situation;
  const NamedLocation& location;

  Finding operator()(const IpNamedLocation& kind) const {
    const Finding inside = in_ranges(situation, kind.ip_ranges);
    const bool ranges_read =
        std::all_of(location.unread.begin(), location.unread.end(),
                    [](const Unread& one) { return touches(one, "/isTrusted"); });
    return ranges_read ? inside : any_of({inside, not_understood()});
  }
  Finding operator()(const CountryNamedLocation& kind) const {
    if (!location.unread.empty()) return not_understood();
    if (kind.country_lookup_method == CountryLookupMethod::authenticator_app_gps)
      return in_country_by_gps(situation, kind);
    return has_address(situation) ? in_country_by_ip(situation, kind) : no();
  }
  Finding operator()(const CompliantNetworkNamedLocation&) const {
    return in_compliant_network(situation);
  }
  Finding operator()(const OtherNamedLocation&) const { return not_understood(); }

  Finding not_understood() const {
    return unknown(tenant_path("namedLocations", location.id.text()),
                   "the location `" + location.display_name + "` is not fully understood");
  }
};

// Countries cannot be trusted (CA 1.11); a kind that is newer than this program perhaps.
struct Trusted {
  std::optional<bool> operator()(const IpNamedLocation& kind) const { return kind.is_trusted; }
  std::optional<bool> operator()(const CountryNamedLocation&) const { return false; }
  std::optional<bool> operator()(const CompliantNetworkNamedLocation& kind) const {
    return kind.is_trusted;
  }
  std::optional<bool> operator()(const OtherNamedLocation& kind) const { return kind.is_trusted; }
};

Finding is_trusted(const Situation& situation, const NamedLocation& location) {
  const std::optional<bool> trusted = std::visit(Trusted{}, location.kind);
  if (trusted && !touch(location.unread, "/isTrusted")) return found(*trusted);
  return Inside{situation, location}.not_understood();
}

Finding in_any_trusted(const Situation& situation) {
  std::vector<Finding> ways = {in_mfa_trusted_ips(situation)};
  const auto& locations = situation.tenant.named_locations;
  if (!locations.exported)  // CA 2.1.5; also for agents' user accounts: a network may be trusted
    ways.push_back(missing(situation, "tenant.namedLocations", "named locations are not known"));
  for (const NamedLocation& location : locations.items)
    ways.push_back(all_of(
        {is_trusted(situation, location), std::visit(Inside{situation, location}, location.kind)}));
  return any_of(ways);
}

Finding named(Finding finding, std::string why, std::string rule) {
  if (finding.match == Match::yes) finding.why = std::move(why);
  finding.rule = std::move(rule);
  return finding;
}

Finding hit(const Situation& situation, const LocationId& entry) {
  if (entry.is(word::k_all)) return yes("the policy includes all locations", "allLocations");
  if (entry.is(word::k_all_trusted))
    return named(in_any_trusted(situation), "the address is in a trusted location",
                 "allTrustedLocations");
  if (entry.is(word::k_mfa_trusted_ips))
    return named(in_mfa_trusted_ips(situation), "the address is one of the MFA trusted IPs",
                 "locationId");
  const NamedLocation* location = situation.tenant.named_locations.find(entry);
  if (location)
    return named(std::visit(Inside{situation, *location}, location->kind),
                 "the sign-in comes from `" + location->display_name + "`", "locationId");
  const bool stale = entry.is_guid() && situation.tenant.named_locations.exported;
  return stale ? no()
               : unknown(tenant_path("namedLocations", entry.text()),
                         "the location `" + entry.text() + "` is not known");
}

Finding on_side(const Situation& situation, const std::vector<LocationId>& entries) {
  std::vector<Finding> ways;
  for (const LocationId& entry : entries) ways.push_back(hit(situation, entry));
  return any_of(ways);
}

}  // namespace

ConditionResult match_locations(const Situation& situation, const Locations& locations) {
  return include_exclude(Condition::locations, on_side(situation, locations.include_locations),
                         on_side(situation, locations.exclude_locations));
}

}  // namespace caprock::reference
