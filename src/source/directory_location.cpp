#include "source/directory_location.h"

#include <set>

#include "base/text.h"
#include "source/compressed_ranges.h"

namespace caprock {
namespace {

// True, `true` and `True`.
bool says_yes(const json::value& value) {
  if (const bool* yes = value.if_bool()) return *yes;
  return value.is_string() && equal_ignoring_case(value.get_string(), "true");
}

class LocationReader {
 public:
  LocationReader(const DirectoryObject& object, std::vector<Diagnostic>& diagnostics)
      : object_(object), diagnostics_(diagnostics) {}

  ConvertedObject read(const json::object& detail) {
    graph_["id"] = object_.identifier;
    graph_["displayName"] = object_.display_name;
    for (const auto& [name, value] : detail)
      if (!value.is_null()) read_member(name, value);
    set_type();
    return {ObjectKind::named_location, std::move(graph_), object_.where, {}};
  }

 private:
  void read_member(std::string_view name, const json::value& value) {
    const auto is = [&](std::string_view word) { return equal_ignoring_case(name, word); };
    if (is("NetworkName"))
      graph_["displayName"] = value;
    else if (is("NetworkId"))
      graph_["id"] = value;
    else if (is("Categories"))
      read_categories(name, value);
    else if (is("CountryIsoCodes"))
      read_countries(name, value);
    else if (is("ApplyToUnknownCountry"))
      unknown_country_ = says_yes(value);
    else if (is("CidrIpRanges"))
      read_ranges(name, value);
    else if (is("CompressedCidrIpRanges"))
      read_packed_ranges(name, value);
    else if (!is("Version"))
      graph_[name] = value;
  }

  void read_categories(std::string_view name, const json::value& value) {
    const auto categories = texts_in(value);
    if (!categories) return keep(name, value);
    for (const std::string& category : *categories)
      if (equal_ignoring_case(category, "trusted")) trusted_ = true;
  }
  void read_countries(std::string_view name, const json::value& value) {
    if (!value.is_array()) return keep(name, value);
    countries_ = value.get_array();
  }
  void read_ranges(std::string_view name, const json::value& value) {
    const auto ranges = texts_in(value);
    if (!ranges) return keep(name, value);
    has_ranges_ = has_ranges_ || !ranges->empty();
    add_ranges(*ranges);
  }
  // The same ranges may stand in both members.
  void add_ranges(const std::vector<std::string>& ranges) {
    ranges_.insert(ranges.begin(), ranges.end());
  }
  void read_packed_ranges(std::string_view name, const json::value& value) {
    if (!value.is_string()) return keep(name, value);
    if (value.get_string().empty()) return;
    has_ranges_ = true;
    const auto ranges = unpack_ranges(value.get_string());
    if (ranges) return add_ranges(*ranges);
    Error error = ranges.error();
    error.where = object_.where;
    error.where.pointer = pointer_to(error.where.pointer, name);
    diagnostics_.push_back({Severity::error, std::move(error)});
    keep(name, value);
  }
  // Said to be unknown by the reader of Graph's shape; the location is then not fully read.
  void keep(std::string_view name, const json::value& value) { graph_[name] = value; }

  void set_type() {
    const bool by_country = !countries_.empty() || unknown_country_;
    if (by_country == has_ranges_) return;  // what kind it is is not known
    if (by_country) {
      graph_["@odata.type"] = "#microsoft.graph.countryNamedLocation";
      graph_["countriesAndRegions"] = std::move(countries_);
      graph_["includeUnknownCountriesAndRegions"] = unknown_country_;
      return;
    }
    graph_["@odata.type"] = "#microsoft.graph.ipNamedLocation";
    graph_["isTrusted"] = trusted_;
    json::array ranges;
    for (const std::string& range : ranges_) ranges.push_back(json::object{{"cidrAddress", range}});
    graph_["ipRanges"] = std::move(ranges);
  }

  const DirectoryObject& object_;
  std::vector<Diagnostic>& diagnostics_;
  json::object graph_;
  std::set<std::string> ranges_;
  json::array countries_;
  bool has_ranges_ = false;
  bool trusted_ = false;
  bool unknown_country_ = false;
};

}  // namespace

ConvertedObject read_directory_location(const json::object& detail, const DirectoryObject& object,
                                        std::vector<Diagnostic>& diagnostics) {
  const json::value* known = member(detail, "KnownNetworkPolicies");
  if (known == nullptr || !known->is_object())
    return LocationReader(object, diagnostics).read(detail);
  return LocationReader(object, diagnostics).read(known->get_object());
}

// Its members are Graph's; whatever restricts a combination further must not get lost.
ConvertedObject read_directory_strength(const json::object& detail, const DirectoryObject& object) {
  ConvertedObject out{ObjectKind::authentication_strength, {}, object.where, {}};
  for (const auto& [name, value] : detail)
    if (!value.is_null() && !equal_ignoring_case(name, "Version")) out.object[name] = value;
  out.object["id"] = object.id;
  out.object["displayName"] = object.display_name;
  return out;
}

}  // namespace caprock
