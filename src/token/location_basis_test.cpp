#include "token/location_basis.h"

#include <gtest/gtest.h>

namespace caprock {
namespace {

NamedLocation ranges(std::string id, bool trusted, std::size_t count = 1) {
  NamedLocation location;
  location.id = LocationId(std::move(id));
  IpNamedLocation kind;
  kind.is_trusted = trusted;
  kind.ip_ranges.resize(count);
  location.kind = kind;
  return location;
}

NamedLocation country(std::string id) {
  NamedLocation location;
  location.id = LocationId(std::move(id));
  location.kind = CountryNamedLocation{{"NL"}};
  return location;
}

Policy outside(std::initializer_list<const char*> excluded) {
  Policy policy;
  Locations& locations = policy.conditions.locations.emplace();
  locations.include_locations.emplace_back("All");
  for (const char* id : excluded) locations.exclude_locations.emplace_back(id);
  return policy;
}

const std::vector<NamedLocation> k_places = {ranges("hq", true, 3), ranges("home", false),
                                             country("nl")};

TEST(LocationBasis, a_policy_without_places_goes_by_none) {
  EXPECT_FALSE(location_basis(Policy{}, k_places).is_named);
  EXPECT_FALSE(location_basis(outside({}), k_places).is_named);
  EXPECT_TRUE(location_basis(outside({}), k_places).ranges_only);
}

TEST(LocationBasis, counts_the_ranges_it_names) {
  const LocationBasis basis = location_basis(outside({"hq", "home"}), k_places);
  EXPECT_TRUE(basis.is_named);
  EXPECT_TRUE(basis.ranges_only);
  EXPECT_EQ(basis.ranges, 4U);
}

TEST(LocationBasis, trusted_places_are_those_that_are_trusted) {
  const LocationBasis basis = location_basis(outside({"AllTrusted"}), k_places);
  EXPECT_TRUE(basis.is_named);
  EXPECT_TRUE(basis.ranges_only);
  EXPECT_EQ(basis.ranges, 3U);
}

TEST(LocationBasis, countries_and_what_is_not_exported_are_no_ranges) {
  EXPECT_FALSE(location_basis(outside({"hq", "nl"}), k_places).ranges_only);
  EXPECT_FALSE(location_basis(outside({"lost"}), k_places).ranges_only);
  EXPECT_FALSE(
      location_basis(outside({"00000000-0000-0000-0000-000000000000"}), k_places).ranges_only);
}

}  // namespace
}  // namespace caprock
