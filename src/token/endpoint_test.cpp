#include "token/endpoint.h"

#include <gtest/gtest.h>

namespace caprock {
namespace {

const Instant k_now = *parse_instant("2026-01-01T00:00:00Z");

EndpointRequest request_of(GrantType grant) {
  EndpointRequest request;
  request.grant = grant;
  return request;
}

TEST(Endpoint, what_does_not_belong_to_the_grant_is_not_looked_at) {
  EndpointRequest request = request_of(GrantType::client_credentials);
  request.redeemed = request.federated = true;
  request.approved = request.own_refresh_token = request.names_tenant = false;
  request.wrong_passwords = 100;
  request.code_age = std::chrono::hours(1);
  request.assertion_expires = k_now - std::chrono::hours(1);
  EXPECT_TRUE(answer_endpoint(request, k_now).goes_on);
}

TEST(Endpoint, of_several_faults_the_first_in_order_is_told) {
  EndpointRequest request = request_of(GrantType::password);
  request.wrong_passwords = 10;
  EXPECT_EQ(answer_endpoint(request, k_now).aadsts, 50053);
  request.federated = true;
  EXPECT_EQ(answer_endpoint(request, k_now).aadsts, 0);
  request.client_code = 7000215;
  EXPECT_EQ(answer_endpoint(request, k_now).aadsts, 7000215);
  request.names_tenant = false;
  EXPECT_EQ(answer_endpoint(request, k_now).aadsts, 9001023);
  request.refused_repeats = 19;
  EXPECT_EQ(answer_endpoint(request, k_now).aadsts, 50196);
}

TEST(Endpoint, a_code_is_good_for_exactly_its_life) {
  EndpointRequest request = request_of(GrantType::authorization_code);
  request.code_age = std::chrono::minutes(10);
  EXPECT_TRUE(answer_endpoint(request, k_now).goes_on);
  request.code_age += std::chrono::seconds(1);
  EXPECT_EQ(answer_endpoint(request, k_now).aadsts, 70008);
}

TEST(Endpoint, only_who_asked_offline_access_for_a_person_is_given_a_refresh_token) {
  EXPECT_TRUE(answer_endpoint(request_of(GrantType::on_behalf_of), k_now).refresh_token);
  EXPECT_FALSE(answer_endpoint(request_of(GrantType::client_credentials), k_now).refresh_token);
  EndpointRequest request = request_of(GrantType::device_code);
  request.offline_access = false;
  EXPECT_FALSE(answer_endpoint(request, k_now).refresh_token);
}

}  // namespace
}  // namespace caprock
