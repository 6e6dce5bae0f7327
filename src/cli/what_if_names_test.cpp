#include "cli/what_if_names.h"

#include "cli/what_if_test_tenant.h"

namespace caprock {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string value(const Result<std::string>& result) {
  return result ? *result : to_string(result.error());
}

TEST(WhatIfNames, users_go_by_id_user_principal_name_and_display_name) {
  const TenantSnapshot tenant = small_tenant();
  const std::string ada = "11111111-0000-4000-8000-000000000001";
  EXPECT_EQ(value(user_id(tenant, ada, "--user")), ada);
  EXPECT_EQ(value(user_id(tenant, "ADA@contoso.example", "--user")), ada);
  EXPECT_EQ(value(user_id(tenant, "ada byron", "--user")), ada);
}

TEST(WhatIfNames, an_ambiguous_name_lists_who_has_it) {
  const auto sam = user_id(small_tenant(), "Sam", "--user");
  ASSERT_FALSE(sam);
  EXPECT_EQ(sam.error().code, ErrorCode::name_ambiguous);
  EXPECT_EQ(sam.error().where.file, "--user");
  EXPECT_THAT(sam.error().hint, AllOf(HasSubstr("`sam.one@contoso.example`"),
                                      HasSubstr("`sam.two@contoso.example`")));
}

TEST(WhatIfNames, two_accounts_with_one_principal_name_are_listed) {
  TenantSnapshot tenant = small_tenant();
  tenant.users.items.push_back(
      user_called("11111111-0000-4000-8000-000000000009", "ADA@contoso.example", "Ada Again"));
  const auto ada = user_id(tenant, "ada@contoso.example", "--user");
  ASSERT_FALSE(ada);
  EXPECT_EQ(ada.error().code, ErrorCode::name_ambiguous);
  EXPECT_THAT(ada.error().hint, AllOf(HasSubstr("`11111111-0000-4000-8000-000000000001`"),
                                      HasSubstr("`11111111-0000-4000-8000-000000000009`")));
}

TEST(WhatIfNames, a_principal_name_counts_before_a_display_name) {
  TenantSnapshot tenant = small_tenant();
  tenant.users.items.push_back(user_called("11111111-0000-4000-8000-000000000009",
                                           "x@contoso.example", "ada@contoso.example"));
  EXPECT_EQ(user_id(tenant, "ada@contoso.example", "--user"),
            "11111111-0000-4000-8000-000000000001");
}

TEST(WhatIfNames, words_about_a_client_lead_to_their_option) {
  const auto hint = [](const char* word) {
    const auto found = app_id(small_tenant(), word, "--client");
    return found ? "found" : found.error().hint;
  };
  EXPECT_THAT(hint("SAML"), HasSubstr("--grant saml"));
  EXPECT_THAT(hint("ws-fed"), HasSubstr("--grant wsFed"));
  EXPECT_THAT(hint("browser"), HasSubstr("--client-app browser"));
  EXPECT_THAT(hint("confidential"), HasSubstr("--client-kind confidential"));
  EXPECT_THAT(app_id(small_tenant(), "SAML", "--app").error().hint, Not(HasSubstr("--grant")));
}

TEST(WhatIfNames, an_unknown_name_lists_the_nearest) {
  const auto wrong = user_id(small_tenant(), "ada@contso.example", "--user");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, ErrorCode::name_unknown);
  EXPECT_THAT(wrong.error().hint, HasSubstr("did you mean: `ada@contoso.example`"));
  const auto part = group_id(small_tenant(), "shift", "--group");
  ASSERT_FALSE(part);
  EXPECT_THAT(part.error().hint, HasSubstr("`Night shift`"));
  const auto nothing = group_id(small_tenant(), "zzzzzzzzzzzzzzzzz", "--group");
  ASSERT_FALSE(nothing);
  EXPECT_THAT(nothing.error().hint, HasSubstr("nothing in the export"));
}

TEST(WhatIfNames, without_a_list_in_the_export_only_ids_help) {
  TenantSnapshot tenant = small_tenant();
  tenant.users = {};
  const auto ada = user_id(tenant, "ada@contoso.example", "--user");
  ASSERT_FALSE(ada);
  EXPECT_THAT(ada.error().hint, HasSubstr("the export has no users: give the id"));
  EXPECT_TRUE(user_id(tenant, "11111111-0000-4000-8000-000000000001", "--user"));
}

TEST(WhatIfNames, applications_go_by_name_app_id_object_id_and_microsofts_names) {
  const TenantSnapshot tenant = small_tenant();
  const std::string ledger = "33333333-0000-4000-8000-00000000000a";
  EXPECT_EQ(value(app_id(tenant, "ledger", "--app")), ledger);
  EXPECT_EQ(value(app_id(tenant, ledger, "--app")), ledger);
  EXPECT_EQ(value(app_id(tenant, "33333333-0000-4000-8000-000000000001", "--app")), ledger);
  const std::string exchange = "00000002-0000-0ff1-ce00-000000000000";
  EXPECT_EQ(value(app_id(tenant, "Exchange Online", "--app")), exchange);
  EXPECT_EQ(value(app_id(tenant, "Office 365 Exchange Online", "--app")), exchange);
  EXPECT_EQ(value(service_principal_id(tenant, ledger, "--service-principal")),
            "33333333-0000-4000-8000-000000000001");
}

class AppGroup : public testing::TestWithParam<const char*> {};

TEST_P(AppGroup, is_no_resource) {
  const auto refused = app_id(small_tenant(), GetParam(), "--app");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::sign_in_invalid);
  EXPECT_THAT(refused.error().message, HasSubstr("several applications"));
}

INSTANTIATE_TEST_SUITE_P(Words, AppGroup,
                         testing::Values("Office365", "office 365", "MicrosoftAdminPortals",
                                         "All"));

TEST(WhatIfNames, contexts_go_by_id_and_name) {
  TenantSnapshot tenant = small_tenant();
  AuthenticationContext payroll;
  payroll.id = ContextId("c2");
  payroll.display_name = "Payroll";
  tenant.authentication_contexts = {true, {payroll}};
  EXPECT_EQ(value(context_id(tenant, "payroll", "--auth-context")), "c2");
  EXPECT_EQ(value(context_id(tenant, "C17", "--auth-context")), "c17");
  EXPECT_FALSE(context_id(tenant, "car", "--auth-context"));
}

}  // namespace
}  // namespace caprock
