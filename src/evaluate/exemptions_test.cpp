#include "evaluate/exemptions.h"

#include <gtest/gtest.h>

#include "evaluate/decide_fixture.h"

namespace caprock::evaluate {
namespace {

bool authenticator_is_exempt(std::vector<std::string> scopes, std::vector<AppId> resources = {}) {
  Request request;
  request.client_app = app_id(app::k_authenticator);
  request.scopes = std::move(scopes);
  request.resources = std::move(resources);
  return is_exempt(request, BuiltInControl::compliant_device);
}

TEST(Exemptions, AuthenticatorMayReadItsOwnMethodsAndNothingElse) {  // CA 2.15.2
  const AppId graph = app_id(app::k_microsoft_graph);
  EXPECT_TRUE(authenticator_is_exempt({"openid", "UserAuthenticationMethod.Read"}));
  EXPECT_TRUE(
      authenticator_is_exempt({"https://graph.microsoft.com/userauthenticationmethod.read"}));
  EXPECT_TRUE(authenticator_is_exempt({"UserAuthenticationMethod.Read"}, {graph}));
  EXPECT_FALSE(authenticator_is_exempt({"UserAuthenticationMethod.ReadWrite"}));
  EXPECT_FALSE(authenticator_is_exempt({"UserAuthenticationMethod.Read", "Mail.Read"}));
  EXPECT_FALSE(
      authenticator_is_exempt({"UserAuthenticationMethod.Read"}, {app_id(app::k_exchange_online)}));
  EXPECT_FALSE(authenticator_is_exempt({"UserAuthenticationMethod.Read"}, {AppId("some.host")}));
  EXPECT_FALSE(authenticator_is_exempt({}));
}

TEST(Exemptions, WhatWasConsentedToIsMore) {  // CA 2.3.13
  const AppId graph = app_id(app::k_microsoft_graph);
  EXPECT_TRUE(authenticator_is_exempt({"openid"}));
  EXPECT_FALSE(authenticator_is_exempt({"openid"}, {graph}));
  EXPECT_FALSE(authenticator_is_exempt({"https://graph.microsoft.com/.default"}));
}

TEST(Exemptions, BelongToOneAppAndOneControl) {
  Request request;
  request.scopes = {"UserAuthenticationMethod.Read"};
  EXPECT_FALSE(is_exempt(request, BuiltInControl::compliant_device));
  request.client_app = app_id(app::k_authenticator);
  EXPECT_FALSE(is_exempt(request, BuiltInControl::mfa));
  EXPECT_FALSE(is_exempt(request, BuiltInControl::approved_application));
  request.client_app = app_id(app::k_defender_mobile);
  EXPECT_TRUE(is_exempt(request, BuiltInControl::approved_application));  // CA 2.15.3
  EXPECT_FALSE(is_exempt(request, BuiltInControl::compliant_device));
}

}  // namespace
}  // namespace caprock::evaluate
