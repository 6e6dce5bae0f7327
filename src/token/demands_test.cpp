#include "token/demands.h"

#include <gtest/gtest.h>

#include "model/well_known.h"

namespace caprock {
namespace {

// A tenant with one enabled policy, in whose conditions `match` holds but for the place.
struct OnePolicy {
  Policy policy;
  std::vector<NamedLocation> locations;
  Match match = Match::yes;
  SignIn request;

  static ConditionResult of(Condition condition, Match match) {
    ConditionResult result;
    result.condition = condition;
    result.match = match;
    return result;
  }

  TenantDemands demands() const {
    const auto decide = [this](const SignIn& asked) {
      Decision decision;
      PolicyResult& result = decision.policies.emplace_back();
      result.state = PolicyState::enabled;
      result.applies = Match::no;
      result.conditions = {of(Condition::users, match), of(Condition::locations, Match::no)};
      decision.audiences = asked.request.resources;
      return decision;
    };
    return demands_of(request, {policy}, locations, decide);
  }
};

OnePolicy outside_ranges(std::size_t count) {
  OnePolicy one;
  one.policy.conditions.locations = Locations{{LocationId("All")}, {LocationId("hq")}};
  IpNamedLocation kind;
  kind.ip_ranges.resize(count);
  NamedLocation& location = one.locations.emplace_back();
  location.id = LocationId("hq");
  location.kind = kind;
  return one;
}

TEST(Demands, more_than_five_thousand_ranges_are_not_watched) {
  EXPECT_FALSE(outside_ranges(5000).demands().unwatched_locations);
  EXPECT_TRUE(outside_ranges(5001).demands().unwatched_locations);
}

TEST(Demands, places_of_policies_about_others_do_not_count) {
  OnePolicy one = outside_ranges(5001);
  one.match = Match::no;
  EXPECT_FALSE(one.demands().unwatched_locations);
}

TEST(Demands, a_place_that_matters_elsewhere_counts_here) {
  OnePolicy one = outside_ranges(1);
  one.locations.front().kind = CountryNamedLocation{{"NL"}};
  EXPECT_TRUE(one.demands().unwatched_locations);
}

TEST(Demands, people_are_watched_at_four_resources_and_applications_at_one) {
  OnePolicy one;
  const auto takes_part = [&](std::string_view resource) {
    one.request.request.resources = {AppId(std::string(resource))};
    return one.demands().continuous_access_evaluation;
  };
  EXPECT_TRUE(takes_part(app::k_microsoft_graph));
  EXPECT_TRUE(takes_part(app::k_exchange_online));
  EXPECT_TRUE(takes_part(app::k_sharepoint_online));
  EXPECT_TRUE(takes_part(app::k_teams_services));
  EXPECT_FALSE(takes_part(app::k_azure_service_management));
  one.request.subject.kind = SubjectKind::service_principal;
  EXPECT_TRUE(takes_part(app::k_microsoft_graph));
  EXPECT_FALSE(takes_part(app::k_exchange_online));
}

TEST(Demands, scopes_without_a_resource_are_for_graph) {
  OnePolicy one;
  one.request.request.scopes = {"Mail.Read"};
  EXPECT_TRUE(one.demands().continuous_access_evaluation);
  one.request.request.scopes = {"api://some/.default"};
  EXPECT_FALSE(one.demands().continuous_access_evaluation);
}

TEST(Demands, the_azure_portal_is_known_as_client_and_as_resource) {
  OnePolicy one;
  EXPECT_FALSE(one.demands().admin_portal);
  one.request.request.client_app = AppId(std::string(app::k_azure_portal));
  EXPECT_TRUE(one.demands().admin_portal);
  one.request.request = {};
  one.request.request.resources = {AppId(std::string(app::k_azure_portal))};
  EXPECT_TRUE(one.demands().admin_portal);
}

}  // namespace
}  // namespace caprock
