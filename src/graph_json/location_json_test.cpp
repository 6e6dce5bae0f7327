#include "graph_json/test_json.h"

namespace caprock {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Read<NamedLocation> location_from(std::string_view text) {
  return read_named_location(object_from(text), {});
}
IpRange range(std::string_view text) { return IpRange::from_cidr(text).value(); }

TEST(NamedLocationJson, ReadsRangesInEveryForm) {
  const auto read = location_from(R"({"@odata.type": "#microsoft.graph.ipNamedLocation",
    "id": "11111111-0000-4000-8000-000000000001", "displayName": "Office", "isTrusted": true,
    "createdDateTime": null, "#microsoft.graph.restore": {"title": "x"},
    "ipRanges": [
      {"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "198.51.100.4/27"},
      {"cidrAddress": "2001:db8::/48"}, "203.0.113.0/24",
      {"lowerAddress": "192.0.2.0", "upperAddress": "192.0.2.255"},
      {"lowerAddress": "2001:db8:1::", "upperAddress": "2001:db8:1:ffff:ffff:ffff:ffff:ffff"}]})");
  EXPECT_THAT(problems(read.diagnostics), IsEmpty());
  const auto& ip = std::get<IpNamedLocation>(read.value.kind);
  EXPECT_TRUE(ip.is_trusted);
  EXPECT_THAT(ip.ip_ranges,
              ElementsAre(range("198.51.100.0/27"), range("2001:db8::/48"), range("203.0.113.0/24"),
                          range("192.0.2.0/24"), range("2001:db8:1::/48")));
}

TEST(NamedLocationJson, ABadRangeIsUnreadAndTheRestIsKept) {
  const auto read = location_from(R"({"@odata.type": "#microsoft.graph.ipNamedLocation", "id": "x",
    "ipRanges": [{"cidrAddress": "198.51.100.0/33"}, {"cidrAddress": "198.51.100.0/24"},
      {"lowerAddress": "192.0.2.1", "upperAddress": "192.0.2.9"}, {"cidrAddress": "here"}, 7]})");
  EXPECT_THAT(
      problems(read.diagnostics),
      ElementsAre("error location.bad_range /ipRanges/0", "error location.bad_range /ipRanges/2",
                  "error location.bad_range /ipRanges/3", "error graph.wrong_type /ipRanges/4"));
  EXPECT_EQ(read.value.unread.size(), 4U);
  EXPECT_EQ(std::get<IpNamedLocation>(read.value.kind).ip_ranges.size(), 1U);
}

TEST(NamedLocationJson, ReadsCountriesInUpperCase) {
  const auto read = location_from(R"({"@odata.type": "#microsoft.graph.countryNamedLocation",
    "id": "x", "countriesAndRegions": ["de", "CH", "Atlantis"],
    "countryLookupMethod": "authenticatorAppGps", "includeUnknownCountriesAndRegions": true})");
  const auto& country = std::get<CountryNamedLocation>(read.value.kind);
  EXPECT_THAT(country.countries_and_regions, ElementsAre("DE", "CH"));
  EXPECT_EQ(country.country_lookup_method, CountryLookupMethod::authenticator_app_gps);
  EXPECT_TRUE(country.include_unknown_countries_and_regions);
  EXPECT_THAT(problems(read.diagnostics),
              ElementsAre("warning graph.unknown_value /countriesAndRegions/2"));
}

TEST(NamedLocationJson, TheKindFollowsFromTheMembersWhereTheTypeIsLeftOut) {
  EXPECT_TRUE(std::holds_alternative<IpNamedLocation>(
      location_from(R"({"id": "x", "IpRanges": {"CidrAddress": "192.0.2.0/24"},
        "CountriesAndRegions": null})")
          .value.kind));
  EXPECT_TRUE(std::holds_alternative<CountryNamedLocation>(
      location_from(R"({"id": "x", "countriesAndRegions": ["DE"], "ipRanges": [],
        "isTrusted": false})")
          .value.kind));
  EXPECT_TRUE(std::holds_alternative<CompliantNetworkNamedLocation>(
      location_from(R"({"id": "x", "compliantNetworkType": "allTenantCompliantNetworks",
        "isTrusted": true})")
          .value.kind));
  const auto unknown = location_from(R"({"id": "x", "displayName": "Somewhere"})");
  EXPECT_TRUE(std::holds_alternative<OtherNamedLocation>(unknown.value.kind));
  EXPECT_THAT(problems(unknown.diagnostics), ElementsAre("warning graph.missing_member "));
}

TEST(NamedLocationJson, KindsThatAreOnlyKeptStayAsTheyAre) {
  const std::string_view raw = R"({"@odata.type":"#microsoft.graph.serviceTagNamedLocation",)"
                               R"("id":"x","displayName":"T","serviceTags":["a"]})";
  const auto read = location_from(raw);
  EXPECT_THAT(problems(read.diagnostics), IsEmpty());
  EXPECT_EQ(std::get<OtherNamedLocation>(read.value.kind).odata_type,
            "#microsoft.graph.serviceTagNamedLocation");
  EXPECT_EQ(json::serialize(write_named_location(read.value)), raw);
  const auto newer =
      location_from(R"({"@odata.type": "#microsoft.graph.moonLocation", "id": "x"})");
  EXPECT_THAT(problems(newer.diagnostics), ElementsAre("warning graph.unknown_value "));
}

TEST(NamedLocationJson, AnAddedRangeLeavesTheOthersAsWritten) {
  auto location =
      location_from(R"({"id":"x","ipRanges":[{"cidrAddress":"198.51.100.4/27"},"bad"]})").value;
  std::get<IpNamedLocation>(location.kind).ip_ranges.push_back(range("2001:db8::/32"));
  EXPECT_EQ(json::serialize(write_named_location(location)),
            R"({"id":"x","ipRanges":[{"cidrAddress":"198.51.100.4/27"},"bad",)"
            R"({"@odata.type":"#microsoft.graph.iPv6CidrRange","cidrAddress":"2001:db8::/32"}]})");
}

TEST(NamedLocationJson, ALocationFromNothingIsWrittenInGraphsForm) {
  NamedLocation location;
  location.display_name = "Office";
  location.kind = IpNamedLocation{true, {range("192.0.2.0/24")}};
  EXPECT_EQ(json::serialize(write_named_location(location)),
            R"({"@odata.type":"#microsoft.graph.ipNamedLocation","displayName":"Office",)"
            R"("isTrusted":true,"ipRanges":[{"@odata.type":"#microsoft.graph.iPv4CidrRange",)"
            R"("cidrAddress":"192.0.2.0/24"}]})");
}

TEST(StrengthJson, ReadsCombinationsAndTheirConfigurations) {
  const auto read = read_authentication_strength(object_from(R"({"id": "x", "displayName": "S",
    "description": "d", "policyType": "builtIn", "requirementsSatisfied": "mfa",
    "allowedCombinations": ["fido2", "password,microsoftAuthenticatorPush"],
    "combinationConfigurations@odata.context": "c", "combinationConfigurations": [
      {"@odata.type": "#microsoft.graph.fido2CombinationConfiguration", "id": "1",
       "appliesToCombinations": ["fido2"], "allowedAAGUIDs": ["a"]},
      {"id": "2", "appliesToCombinations": ["x509CertificateMultiFactor"],
       "allowedIssuerSkis": ["s"], "allowedPolicyOIDs": []},
      {"@odata.type": "#microsoft.graph.palmConfiguration", "id": "3"}]})"),
                                                 {});
  const AuthenticationStrength& strength = read.value;
  EXPECT_EQ(strength.policy_type, StrengthType::built_in);
  EXPECT_TRUE(strength.satisfies_mfa);
  EXPECT_THAT(strength.allowed_combinations, ElementsAre(32U, 129U));
  EXPECT_THAT(strength.combination_configurations,
              ElementsAre(CombinationConfiguration(Fido2Configuration{"1", {32}, {"a"}}),
                          CombinationConfiguration(X509Configuration{"2", {8192}, {"s"}, {}})));
  EXPECT_THAT(problems(read.diagnostics),
              ElementsAre("warning graph.unknown_value /combinationConfigurations/2"));
  EXPECT_EQ(strength.unread.size(), 1U);
}

TEST(StrengthJson, AnAddedCombinationKeepsTheOthersSpelling) {
  auto strength = read_authentication_strength(
                      object_from(R"({"id":"x","allowedCombinations":["sms,password","telepathy"],)"
                                  R"("requirementsSatisfied":"none"})"),
                      {})
                      .value;
  EXPECT_FALSE(strength.satisfies_mfa);
  strength.allowed_combinations.push_back(32);
  EXPECT_EQ(json::serialize(write_authentication_strength(strength)),
            R"({"id":"x","allowedCombinations":["sms,password","telepathy","fido2"],)"
            R"("requirementsSatisfied":"none"})");
}

}  // namespace
}  // namespace caprock
