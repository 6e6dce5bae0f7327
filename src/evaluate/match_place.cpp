#include "evaluate/condition_rules.h"
#include "evaluate/conditions.h"
#include "evaluate/reason.h"

namespace caprock::evaluate {
namespace {

// CA 2.10.9: an agent's user account has no address of its own; it knows `All` and the compliant
// network only. Service principals know addresses and countries only.
bool has_address(const Facts& facts) {
  return facts.sign_in.subject.kind != SubjectKind::agent_user;
}

// CA 1.14.2: a missing signal is no match for What If, and unknown otherwise.
Match missing(const Facts& facts, std::string_view path, std::string_view why, Reason* reason) {
  return facts.whatif() ? no(reason) : unknown(reason, path, why);
}

Match in_ranges(const Facts& facts, const RangeList& ranges, Reason* reason) {
  const auto& ip = facts.sign_in.client.ip;
  if (ranges.is_empty || ip.is_absent() || !has_address(facts)) return no(reason);
  if (!facts.interval) return missing(facts, "ipAddress", "the address is not known", reason);
  return found(facts.tenant.addresses().contains(*facts.interval, ranges.number), reason);
}

// CA 2.6.8: IPv4 only, and Graph never shows them.
Match in_mfa_trusted_ips(const Facts& facts, Reason* reason) {
  const auto& ip = facts.sign_in.client.ip;
  const bool v6 = ip.value() != nullptr && ip.value()->family() == IpFamily::v6;
  if (v6 || !has_address(facts)) return no(reason);
  if (const auto& ranges = facts.tenant.locations().mfa_trusted_ips())
    return in_ranges(facts, *ranges, reason);
  if (ip.is_absent()) return no(reason);
  return missing(facts, "tenant.mfaServiceSettings", "the MFA trusted IPs are not known", reason);
}

// CA 2.6.9
Match in_country_by_address(const Facts& facts, const CompiledLocation& location, Reason* reason) {
  if (!has_address(facts)) return no(reason);
  const auto& country = facts.sign_in.client.country;
  if (country.is_unknown()) return missing(facts, "country", "the country is not known", reason);
  if (country.is_absent())
    return found(location.include_unknown_countries, reason,
                 "the address belongs to no known country");
  return found(location.countries.contains(*country.value()), reason);
}

// CA 2.6.10, 2.6.11: a position that was not shared leaves the condition open.
Match in_country_by_position(const Facts& facts, const CompiledLocation& location, Reason* reason) {
  if (facts.sign_in.subject.kind != SubjectKind::user) return no(reason);
  const GpsPosition* position = facts.sign_in.client.gps.value();
  if (position == nullptr)
    return missing(facts, k_gps_path, "the position has not been shared", reason);
  return found(position->valid && location.countries.contains(position->country), reason);
}

// CA 2.6.12
Match in_compliant_network(const Facts& facts, Reason* reason) {
  const auto& signal = facts.sign_in.client.compliant_network;
  if (signal.is_absent() || !facts.is_person()) return no(reason);
  if (signal.is_unknown())
    return missing(facts, "compliantNetwork",
                   "whether the Global Secure Access network was used is not known", reason);
  return found(*signal.value(), reason);
}

Match not_understood(const CompiledLocation& location, Reason* reason) {
  return unknown(
      reason, [&] { return tenant_path("namedLocations", location.location->id.text()); },
      [&] {
        return "the location `" + location.location->display_name + "` is not fully understood";
      });
}

// CA 2.6.13: of ranges those that are understood still count.
Match is_inside(const Facts& facts, const CompiledLocation& location, Reason* reason) {
  using Kind = CompiledLocation::Kind;
  switch (location.kind) {
    case Kind::ranges:
      if (!location.partly_read) return in_ranges(facts, location.ranges, reason);
      return AnyOf(reason)
          .add([&](Reason* own) { return in_ranges(facts, location.ranges, own); })
          .add([&](Reason* own) { return not_understood(location, own); })
          .match();
    case Kind::country_by_address:
      return location.partly_read ? not_understood(location, reason)
                                  : in_country_by_address(facts, location, reason);
    case Kind::country_by_position:
      return location.partly_read ? not_understood(location, reason)
                                  : in_country_by_position(facts, location, reason);
    case Kind::network: return in_compliant_network(facts, reason);
    case Kind::other: break;
  }
  return not_understood(location, reason);
}

// CA 2.6.15
Match is_trusted_hit(const Facts& facts, const CompiledLocation& location, Reason* reason) {
  return AllOf(reason)
      .add([&](Reason* own) {
        return location.trusted == Match::yes ? yes(own) : not_understood(location, own);
      })
      .add([&](Reason* own) { return is_inside(facts, location, own); })
      .match();
}

// CA 2.6.7
Match in_any_trusted(const Facts& facts, Reason* reason) {
  const TenantLocations& locations = facts.tenant.locations();
  AnyOf any(reason);
  any.add([&](Reason* own) { return in_mfa_trusted_ips(facts, own); });
  if (!locations.exported() && has_address(facts))
    any.add([&](Reason* own) {
      return missing(facts, "tenant.namedLocations", "named locations are not known", own);
    });
  any.add([&](Reason* own) { return in_ranges(facts, locations.trusted_ranges(), own); });
  any.add_all(locations.other_trusted(), [&](std::uint32_t location, Reason* own) {
    return is_trusted_hit(facts, locations[location], own);
  });
  return any.match();
}

template <class Why>
Match named(Match match, Reason* reason, const Why& why, std::string_view rule) {
  return match == Match::yes ? yes(reason, why, rule) : match;
}

Match is_hit(const Facts& facts, const LocationEntry& entry, Reason* reason) {
  switch (entry.kind) {
    case LocationEntry::Kind::everywhere:
      return yes(reason, "the policy includes all locations", "allLocations");
    case LocationEntry::Kind::trusted:
      return named(in_any_trusted(facts, reason), reason, "the address is in a trusted location",
                   "allTrustedLocations");
    case LocationEntry::Kind::mfa_trusted_ips:
      return named(in_mfa_trusted_ips(facts, reason), reason,
                   "the address is one of the MFA trusted IPs", "locationId");
    case LocationEntry::Kind::location: {
      const CompiledLocation& location = facts.tenant.locations()[entry.location];
      return named(
          is_inside(facts, location, reason), reason,
          [&] { return "the sign-in comes from `" + location.location->display_name + "`"; },
          "locationId");
    }
    case LocationEntry::Kind::gone: return no(reason);
    case LocationEntry::Kind::unknown: break;
  }
  return unknown(
      reason, [&] { return tenant_path("namedLocations", entry.id.text()); },
      [&] { return "the location `" + entry.id.text() + "` is not known"; });
}

Match on_side(const Facts& facts, const LocationSide& side, Reason* reason) {
  return AnyOf(reason)
      .add_all(side.locations,
               [&](const LocationEntry& entry, Reason* own) { return is_hit(facts, entry, own); })
      .match();
}

}  // namespace

Match match_locations(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result) {
  return include_exclude(
      result, [&](Reason* reason) { return on_side(facts, policy.include_locations, reason); },
      [&](Reason* reason) { return on_side(facts, policy.exclude_locations, reason); });
}

}  // namespace caprock::evaluate
