// Accounts that programs use: L13, L14.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "lint/policy_parts.h"
#include "lint/policy_people.h"
#include "lint/rule.h"

namespace caprock {
namespace {

// Graph does not say which accounts nobody sits at; people say it in names.
bool is_named_like_a_service(const User& user) {
  const std::string_view name = user.user_principal_name;
  const bool prefix = starts_with_ignoring_case(name, "svc") && name.size() > 3 &&
                      std::string_view("-_.").find(name[3]) != std::string_view::npos;
  return prefix || contains_ignoring_case(user.display_name, "service account") ||
         starts_with_ignoring_case(name, "serviceaccount");
}

struct Account {
  People::Row row;
  const User* user;
};

std::vector<Account> service_accounts(const LintInput& input) {
  std::vector<Account> out;
  for (const User& user : input.snapshot().users.items) {
    if (user.user_type == UserType::guest || user.account_enabled == false ||
        !is_named_like_a_service(user))
      continue;
    if (const auto row = input.tenant().people().find_user(user.id.text()))
      out.push_back({*row, &user});
  }
  return out;
}

// A few by name, the others by number.
std::string some_of(const std::vector<const User*>& users) {
  constexpr std::size_t k_named = 3;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(users.size(), k_named); ++i)
    names.push_back(in_backticks(users[i]->user_principal_name));
  std::string out = join(names, ", ");
  if (users.size() > k_named) out += " and " + std::to_string(users.size() - k_named) + " more";
  return out;
}

// A policy that every ordinary sign-in to something meets.
bool is_met_by_everybody(const Policy& policy) {
  const auto& apps = policy.conditions.applications.include_applications;
  const bool some_app =
      std::any_of(apps.begin(), apps.end(), [](const AppId& app) { return !app.is(word::k_none); });
  return some_app && covers_modern_client(policy) && other_conditions(policy).empty() &&
         !is_unread(policy, "/conditions");
}

void look_for_accounts(const LintInput& input, bool (*concerns)(const Policy&),
                       std::string_view pointer, const std::string& what, Findings& findings) {
  const std::vector<Account> accounts = service_accounts(input);
  if (accounts.empty()) return;
  for (const Policy& policy : input.snapshot().policies.items) {
    if (!concerns(policy) || !is_met_by_everybody(policy)) continue;
    std::vector<const User*> met;
    for (const Account& account : accounts)
      if (is_for(policy, account.row, input) == Match::yes) met.push_back(account.user);
    findings.look_at(policy);
    if (!met.empty())
      findings.add(pointer, what + " " + some_of(met) + ", by name " +
                                (met.size() == 1 ? "a service account" : "service accounts"));
  }
}

// --- L13
// Only somebody at a screen can satisfy the grant.
bool needs_a_person(const Policy& policy) {
  if (!policy.grant_controls || blocks(policy)) return false;
  const GrantControls& grant = *policy.grant_controls;
  std::size_t interactive = grant.terms_of_use.size() + grant.custom_authentication_factors.size() +
                            (grant.authentication_strength ? 1U : 0U);
  for (const BuiltInControl one : {BuiltInControl::mfa, BuiltInControl::password_change,
                                   BuiltInControl::risk_remediation, BuiltInControl::verified_id})
    interactive += demands(policy, one) ? 1U : 0U;
  return needs_one_of(policy, interactive);
}

void programs_answer_no_prompt(const LintInput& input, Findings& findings) {
  look_for_accounts(input, needs_a_person, k_grant, "the grant needs a person and is asked of",
                    findings);
}

// --- L14
bool limits_the_session(const Policy& policy) {
  const SignInFrequency* frequency = sign_in_frequency(policy);
  return frequency != nullptr && frequency->period();
}

void programs_do_not_sign_in_again(const LintInput& input, Findings& findings) {
  look_for_accounts(input, limits_the_session, k_sign_in_frequency, "a new sign-in is asked of",
                    findings);
}

constexpr std::array k_accounts_rules = {
    Rule{
        "L13", "interactive grant for a service account", Severity::note, "",
        "where no person uses the account, the next unattended refresh that lacks the answer fails "
        "with AADSTS50076",
        "if programs use it, exclude it and allow it only from their addresses, or move them to a "
        "workload identity",
        programs_answer_no_prompt},
    Rule{"L14", "sign-in frequency for a service account", Severity::note, "",
         "where no person uses the account, a public client's refresh fails with AADSTS70043 after "
         "the period; a confidential client's at its next interactive step",
         "if programs use it, exclude it and allow it only from their addresses, or move them to a "
         "workload identity",
         programs_do_not_sign_in_again},
};

}  // namespace

std::span<const Rule> account_rules() { return k_accounts_rules; }

}  // namespace caprock
