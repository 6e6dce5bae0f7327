#include "cli/what_if_alternatives.h"

#include "cli/what_if_test_tenant.h"

namespace caprock {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A policy from before 2020 that names no class of client, and a sign-in by basic authentication.
struct Legacy {
  TenantSnapshot tenant = small_tenant();
  SignIn sign_in;

  Legacy() {
    Policy& policy = tenant.policies.items.front();
    policy.conditions.client_app_types.clear();
    policy.grant_controls->built_in_controls = {BuiltInControl::block};
    sign_in.subject.user.id = UserId("11111111-0000-4000-8000-000000000001");
    sign_in.request.resources = {AppId("33333333-0000-4000-8000-00000000000a")};
    sign_in.client.app_type = SignInClient::other;
  }

  std::vector<Alternative> alternatives(const EvaluationOptions& options = {},
                                        const std::vector<std::string>& chosen = {}) const {
    const Decider decider(tenant, options);
    return alternatives_to(decider.decide(sign_in), decider, sign_in, options, chosen);
  }
};

std::vector<std::string> words(const std::vector<Alternative>& all) {
  std::vector<std::string> out;
  for (const Alternative& one : all) out.push_back(in_words(one));
  return out;
}

TEST(WhatIfAlternatives, name_the_option_that_decides) {
  EXPECT_THAT(words(Legacy().alternatives()),
              ElementsAre("option `empty_client_app_types` (`modern`, CA 2.5): with `all` it would "
                          "be blocked"));
}

TEST(WhatIfAlternatives, start_from_the_value_that_was_taken) {
  EvaluationOptions options;
  options.empty_client_app_types = EmptyClientAppTypes::all;
  EXPECT_THAT(words(Legacy().alternatives(options)),
              ElementsAre("option `empty_client_app_types` (`all`, CA 2.5): with `modern` it would "
                          "be granted"));
}

TEST(WhatIfAlternatives, leave_out_what_the_user_chose_and_what_changes_nothing) {
  EXPECT_THAT(Legacy().alternatives({}, {"empty_client_app_types=modern"}), IsEmpty());
  Legacy browser;
  browser.sign_in.client.app_type = SignInClient::browser;
  EXPECT_THAT(browser.alternatives(), IsEmpty());
}

TEST(WhatIfAlternatives, name_options_that_change_the_session_only) {
  Legacy browser;
  browser.sign_in.client.app_type = SignInClient::browser;
  Policy& never = browser.tenant.policies.items.front();
  never.grant_controls.reset();
  never.session_controls.emplace().persistent_browser =
      PersistentBrowser{true, PersistentBrowserMode::never};
  Policy always = never;
  always.id = PolicyId("44444444-0000-4000-8000-0000000000ff");
  always.session_controls->persistent_browser->mode = PersistentBrowserMode::always;
  browser.tenant.policies.items.push_back(always);
  EXPECT_THAT(words(browser.alternatives()),
              ElementsAre("option `persistent_browser_conflict` (`never`, CA 2.14): with `always` "
                          "the session would be another one"));
}

}  // namespace
}  // namespace caprock
