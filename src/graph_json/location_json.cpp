// namedLocation and its derived types (CA 1.11).
#include "graph_json/codecs.h"
#include "graph_json/graph_json.h"
#include "graph_json/origin_json.h"

namespace caprock {
namespace {

constexpr std::string_view k_ip = "ipNamedLocation";
constexpr std::string_view k_country = "countryNamedLocation";
constexpr std::string_view k_compliant_network = "compliantNetworkNamedLocation";
constexpr std::string_view k_type_prefix = "#microsoft.graph.";

// ISO 3166 alpha-2, upper case in the model and as written in the JSON.
struct CountryValue {
  static std::optional<std::string> decode(const json::value& value, ReadContext& context) {
    auto code = StringValue::decode(value, context);
    if (!code) return std::nullopt;
    const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    if (code->size() != 2 || !std::all_of(code->begin(), code->end(), is_letter)) {
      context.unknown_value(value);
      return std::nullopt;
    }
    for (char& c : *code) c = static_cast<char>(c & ~0x20);
    return code;
  }
  static json::value encode(const std::string& code) { return json::value(code); }
};

}  // namespace

template <>
struct Shape<NamedLocation> {
  // Members of every kind stand in any kind where an export writes the union of all.
  static constexpr std::array<std::string_view, 10> k_silent = {"createdDateTime",
                                                                "modifiedDateTime",
                                                                "deletedDateTime",
                                                                "isTrusted",
                                                                "ipRanges",
                                                                "countriesAndRegions",
                                                                "countryLookupMethod",
                                                                "includeUnknownCountriesAndRegions",
                                                                "compliantNetworkType",
                                                                "locationType"};
  template <class V>
  static void visit(V& v) {
    v.member("id", &NamedLocation::id, DefaultCodec<LocationId>(), Presence::when_set);
    v.member("displayName", &NamedLocation::display_name);
  }
  static std::string odata_type(const NamedLocation& location) {
    struct Name {
      std::string operator()(const IpNamedLocation&) const { return prefixed(k_ip); }
      std::string operator()(const CountryNamedLocation&) const { return prefixed(k_country); }
      std::string operator()(const CompliantNetworkNamedLocation&) const {
        return prefixed(k_compliant_network);
      }
      std::string operator()(const OtherNamedLocation& other) const { return other.odata_type; }
      static std::string prefixed(std::string_view name) {
        return std::string(k_type_prefix) + std::string(name);
      }
    };
    return std::visit(Name{}, location.kind);
  }
};

template <>
struct Shape<IpNamedLocation> {
  template <class V>
  static void visit(V& v) {
    v.member("isTrusted", &IpNamedLocation::is_trusted);
    v.member("ipRanges", &IpNamedLocation::ip_ranges, List<IpRangeValue>());
  }
};

template <>
struct Shape<CountryNamedLocation> {
  template <class V>
  static void visit(V& v) {
    using C = CountryNamedLocation;
    v.member("countriesAndRegions", &C::countries_and_regions, List<CountryValue>());
    v.member("countryLookupMethod", &C::country_lookup_method);
    v.member("includeUnknownCountriesAndRegions", &C::include_unknown_countries_and_regions);
  }
};

template <>
struct Shape<CompliantNetworkNamedLocation> {
  template <class V>
  static void visit(V& v) {
    v.member("isTrusted", &CompliantNetworkNamedLocation::is_trusted);
  }
};

template <>
struct Shape<OtherNamedLocation> {
  template <class V>
  static void visit(V& v) {
    v.member("isTrusted", &OtherNamedLocation::is_trusted, DefaultCodec<std::optional<bool>>(),
             Presence::when_set);
  }
};

namespace {

using Kind = decltype(NamedLocation::kind);

// From `@odata.type`, or from the members where it is left out.
Kind kind_of(const json::object& object, ReadContext& context) {
  const std::string_view type = odata_type_of(object);
  const auto filled = [&](std::string_view name) {
    const json::key_value_pair* member = find_member(object, name);
    return member != nullptr && !is_blank(member->value());
  };
  const auto is = [&](std::string_view name) { return ends_with_ignoring_case(type, name); };
  const bool untyped = type.empty();
  if (is(k_ip) || (untyped && filled("ipRanges"))) return IpNamedLocation{};
  if (is(k_country) || (untyped && filled("countriesAndRegions"))) return CountryNamedLocation{};
  if (is(k_compliant_network) || (untyped && filled("compliantNetworkType")))
    return CompliantNetworkNamedLocation{};
  if (untyped)
    context.missing_member(Severity::warning, "@odata.type",
                           "what kind of location it is is not known");
  else if (!is("serviceTagNamedLocation") && !is("privateLinkNamedLocation"))
    context.report(Severity::warning, ErrorCode::graph_unknown_value,
                   quoted(type) + " is not a known kind of location");
  return OtherNamedLocation{std::string(type), std::nullopt};
}

}  // namespace

Read<NamedLocation> read_named_location(const json::object& object, const Place& where) {
  ReadContext context(where, subject_of("named location", object), PolicyPart::conditions);
  Read<NamedLocation> read;
  NamedLocation& location = read.value;
  MemberReader members(object, context);
  read_shape(members, location, context);
  location.kind = kind_of(object, context);
  std::visit([&](auto& kind) { read_shape(members, kind, context); }, location.kind);
  if (!std::holds_alternative<OtherNamedLocation>(location.kind)) members.report_the_rest();
  if (location.id.empty())
    context.missing_member(Severity::warning, "id", "policies cannot refer to it");
  location.unread = std::move(context.unread);
  location.origin = {where, json::serialize(object)};
  read.diagnostics = std::move(context.diagnostics);
  return read;
}

json::object write_named_location(const NamedLocation& location) {
  json::object object = object_in(location.origin.raw);
  const Form form = object.empty() ? Form::fresh : Form::edit;
  const NamedLocation was =
      form == Form::fresh ? NamedLocation{} : read_named_location(object, {}).value;
  write_members(object, location, was, form);
  std::visit(
      [&]<class T>(const T& now) {
        const T* before = std::get_if<T>(&was.kind);
        write_members(object, now, before != nullptr ? *before : T{},
                      before != nullptr ? form : Form::fresh);
      },
      location.kind);
  return object;
}

}  // namespace caprock
