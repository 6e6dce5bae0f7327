#include "diagnose/suspects.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "diagnose/policy_suspects.h"
#include "diagnose/setting_suspects.h"
#include "diagnose/words.h"
#include "token/aadsts_catalogue.h"
#include "token/words.h"

namespace caprock {
namespace {

bool sends_claims(int code) {
  const AadstsCode* row = aadsts_code(code);
  return row != nullptr && row->claims != ClaimsAttached::no;
}

// No claims where a policy would have sent some: observed, not documented (TS 8.2).
bool speaks_against_policies(const FoundError& error) {
  return demands_mfa(error.code()) && error.claims_readable && !error.has_claims;
}

void append(std::vector<Suspect>& into, std::vector<Suspect> more) {
  into.insert(into.end(), std::make_move_iterator(more.begin()),
              std::make_move_iterator(more.end()));
}

void sort_by_sureness(std::vector<Suspect>& items) {
  std::stable_sort(items.begin(), items.end(),
                   [](const Suspect& a, const Suspect& b) { return a.sureness < b.sureness; });
}

std::string about_named(const Suspects& suspects) {
  const auto count = suspects.items.size();
  if (count < 2) return {};
  const bool only_policies = std::all_of(suspects.items.begin(), suspects.items.end(),
                                         [](const Suspect& one) { return !one.policy.empty(); });
  return fmt::format("{} {} are named; each must be met or lifted.", count,
                     only_policies ? "policies" : "policies and settings");
}

// Sign-in frequencies send no claims; a record lists policies only for those who may read them.
std::string_view what_would_tell(const FoundError& error) {
  if (error.form == ErrorForm::sign_in_record)
    return "the record lists no policy that failed; it lists policies only for readers who may "
           "read them";
  if (sends_claims(error.code()))
    return "the sign-in record, or `claims` in the token response, would name it";
  return "the sign-in record would name it";
}

std::string about_fitting(const FoundError& error, const Suspects& suspects) {
  const std::string_view tells = what_would_tell(error);
  const std::size_t count = suspects.items.size();
  const bool any_policy = std::any_of(suspects.items.begin(), suspects.items.end(),
                                      [](const Suspect& one) { return !one.policy.empty(); });
  if (count == 1 && !any_policy) return {};
  if (count == 1)
    return fmt::format(
        "It is the only one that fits; whether it is for this account is not judged "
        "here: {}.",
        tells);
  return fmt::format("{} fit, and nothing here tells them apart: {}.", count, tells);
}

std::string about_none(const FoundError& error, const std::vector<std::string>& against) {
  std::string what = "Nothing in the export fits";
  if (error.lifetime && (error.code() == 70043 || error.code() == 70044))
    what = fmt::format("No policy of the export has a sign-in frequency of {}",
                       period_in_words(*error.lifetime));
  if (!against.empty()) what += ": " + join(against, "; ");
  what += ". It may have changed since";
  return what + (error.app.empty() || !only_settings_raise(error.code())
                     ? ", or be of another tenant, such as a guest's home."
                     : ".");
}

Suspects suspects_in_tenant(const FoundError& error, const TenantSnapshot& tenant) {
  Suspects out;
  SettingSuspects settings = fitting_settings(error, tenant);
  out.missing = std::move(settings.missing);
  append(out.items, std::move(settings.items));
  const bool against_policies = speaks_against_policies(error);
  if (!against_policies || (out.items.empty() && out.missing.empty()))
    append(out.items, fitting_policies(error, tenant));
  sort_by_sureness(out.items);
  const bool expected = policies_raise(error.code()) || only_settings_raise(error.code());
  if (!out.items.empty())
    out.summary = about_fitting(error, out);
  else if (expected && out.missing.empty())
    out.summary = about_none(error, settings.against);
  if (against_policies)
    out.summary = join({"The response carries no claims; one that a policy asked for would, as far "
                        "as has been seen.",
                        out.summary},
                       out.summary.empty() ? "" : " ");
  return out;
}

}  // namespace

Suspects find_suspects(const FoundError& error, const TenantSnapshot* tenant) {
  Suspects out;
  out.items = named_policies(error, tenant);
  const bool named = !out.items.empty();
  append(out.items, named_mechanisms(error));
  sort_by_sureness(out.items);
  // A mechanism that demands a second factor is an answer; one that ends sessions is half of one.
  const bool answered = named || (demands_mfa(error.code()) && !out.items.empty());
  if (answered || (tenant == nullptr && !out.items.empty())) {
    out.summary = about_named(out);
    return out;
  }
  if (tenant != nullptr) {
    Suspects fitting = suspects_in_tenant(error, *tenant);
    append(out.items, std::move(fitting.items));
    sort_by_sureness(out.items);
    out.summary = std::move(fitting.summary);
    out.missing = std::move(fitting.missing);
    return out;
  }
  if (policies_raise(error.code()))
    out.summary =
        "Nothing here names the policy or setting; an export of the tenant tells which fit.";
  else if (only_settings_raise(error.code()))
    out.summary = "An export of the tenant may show more.";
  return out;
}

}  // namespace caprock
