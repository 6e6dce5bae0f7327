// What a policy names must be there: V05, V06, C01, C02.
#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "lint/policy_parts.h"
#include "lint/rule.h"
#include "model/well_known.h"

namespace caprock {
namespace {

struct Named {
  std::string_view text;
  std::string pointer;
};

// An object id without a letter between zeros: examples and emptied fields.
bool is_blank_id(std::string_view text) {
  return looks_like_guid(text) && text.find_first_not_of("0-") == std::string_view::npos;
}

template <class Tag>
void collect(const std::vector<Id<Tag>>& list, std::string_view pointer, std::vector<Named>& out) {
  for (std::size_t i = 0; i < list.size(); ++i) out.push_back({list[i].text(), entry(pointer, i)});
}

std::vector<Named> named_apps(const Policy& policy) {
  const Applications& apps = policy.conditions.applications;
  std::vector<Named> out;
  collect(apps.include_applications, "/conditions/applications/includeApplications", out);
  collect(apps.exclude_applications, "/conditions/applications/excludeApplications", out);
  return out;
}
std::vector<Named> named_users(const Users& users) {
  std::vector<Named> out;
  collect(users.include_users, "/conditions/users/includeUsers", out);
  collect(users.exclude_users, "/conditions/users/excludeUsers", out);
  return out;
}
std::vector<Named> named_groups(const Users& users) {
  std::vector<Named> out;
  collect(users.include_groups, "/conditions/users/includeGroups", out);
  collect(users.exclude_groups, "/conditions/users/excludeGroups", out);
  return out;
}
std::vector<Named> named_roles(const Users& users) {
  std::vector<Named> out;
  collect(users.include_roles, "/conditions/users/includeRoles", out);
  collect(users.exclude_roles, "/conditions/users/excludeRoles", out);
  return out;
}
std::vector<Named> named_locations(const Policy& policy) {
  std::vector<Named> out;
  if (!policy.conditions.locations) return out;
  collect(policy.conditions.locations->include_locations, "/conditions/locations/includeLocations",
          out);
  collect(policy.conditions.locations->exclude_locations, "/conditions/locations/excludeLocations",
          out);
  return out;
}

// Only ids are looked up: words are no references, and placeholders are for C02.
template <class IsThere>
void add_missing(const std::vector<Named>& named, std::string_view kind, const IsThere& is_there,
                 Findings& findings) {
  for (const Named& one : named)
    if (looks_like_guid(one.text) && !is_blank_id(one.text) && !is_there(one.text))
      findings.add(one.pointer, "there is no " + std::string(kind) + " " + in_backticks(one.text));
}

// --- V05
void apps_are_there(const Policy& policy, const LintInput& input, Findings& findings) {
  if (!input.snapshot().service_principals.exported) return;
  for (const Named& one : named_apps(policy)) {
    if (!looks_like_guid(one.text) || is_blank_id(one.text) ||
        input.tenant().find_service_principal(one.text) != nullptr)
      continue;
    // Many exports leave Microsoft's own service principals out.
    if (const WellKnownApp* known = well_known_app(one.text))
      findings.add(one.pointer,
                   "the export has no service principal of " + in_backticks(known->name),
                   Severity::note);
    else
      findings.add(one.pointer, "no service principal has the app id " + in_backticks(one.text));
  }
}

// --- V06
void people_are_there(const Users& users, const LintInput& input, Findings& findings) {
  const People& people = input.tenant().people();
  const TenantSnapshot& tenant = input.snapshot();
  if (people.users_exported())
    add_missing(
        named_users(users), "user",
        [&](std::string_view id) { return people.find_user(id).has_value(); }, findings);
  if (people.groups_exported())
    add_missing(
        named_groups(users), "group",
        [&](std::string_view id) { return people.find_group(id).has_value(); }, findings);
  if (tenant.role_definitions.exported)
    add_missing(
        named_roles(users), "role",
        [&](std::string_view id) {
          return tenant.role_definitions.find(RoleTemplateId(std::string(id))) != nullptr;
        },
        findings);
}

void objects_are_there(const Policy& policy, const LintInput& input, Findings& findings) {
  if (policy.conditions.users) people_are_there(*policy.conditions.users, input, findings);
  const TenantLocations& locations = input.tenant().locations();
  if (locations.exported())
    add_missing(
        named_locations(policy), "named location",
        [&](std::string_view id) {
          return locations.find(LocationId(std::string(id))).has_value();
        },
        findings);
}

// --- C01
void controls_are_there(const Policy& policy, const LintInput& input, Findings& findings) {
  if (!policy.grant_controls) return;
  const TenantSnapshot& tenant = input.snapshot();
  const GrantControls& grant = *policy.grant_controls;
  if (grant.authentication_strength && tenant.authentication_strengths.exported) {
    const StrengthId& id = grant.authentication_strength->id;
    if (!id.empty() && built_in_strength(id) == nullptr &&
        tenant.authentication_strengths.find(id) == nullptr)
      findings.add("/grantControls/authenticationStrength",
                   "there is no authentication strength " + in_backticks(id.text()));
  }
  if (!tenant.terms_of_use.exported) return;
  std::vector<Named> terms;
  collect(grant.terms_of_use, "/grantControls/termsOfUse", terms);
  add_missing(
      terms, "terms of use",
      [&](std::string_view id) {
        return tenant.terms_of_use.find(TermsOfUseId(std::string(id))) != nullptr;
      },
      findings);
}

void contexts_are_there(const Policy& policy, const LintInput& input, Findings& findings) {
  if (!input.snapshot().authentication_contexts.exported) return;
  const auto& contexts =
      policy.conditions.applications.include_authentication_context_class_references;
  for (std::size_t i = 0; i < contexts.size(); ++i)
    if (input.snapshot().authentication_contexts.find(contexts[i]) == nullptr)
      findings.add(entry("/conditions/applications/includeAuthenticationContextClassReferences", i),
                   "there is no authentication context " + in_backticks(contexts[i].text()));
}

void rest_is_there(const Policy& policy, const LintInput& input, Findings& findings) {
  controls_are_there(policy, input, findings);
  contexts_are_there(policy, input, findings);
}

// --- C02
bool is_wrapped(std::string_view text, char open, char close) {
  return text.size() > 2 && text.front() == open && text.back() == close;
}

// Microsoft's own templates say this where the portal puts the administrator.
constexpr std::string_view k_template_words = "Current administrator will be excluded";

bool is_placeholder(std::string_view text) {
  return is_wrapped(text, '<', '>') || is_wrapped(text, '%', '%') || is_wrapped(text, '[', ']') ||
         is_wrapped(text, '{', '}') || is_blank_id(text) ||
         starts_with_ignoring_case(text, "REPLACE") ||
         starts_with_ignoring_case(text, "xxxxxxxx-") ||
         equal_ignoring_case(text, k_template_words) || text.find("{{") != std::string_view::npos;
}

// One finding for the policy, at the first: a template may have dozens.
void add_placeholders(const std::vector<Named>& entries, Findings& findings) {
  const auto left_in = [](const Named& one) { return is_placeholder(one.text); };
  const auto first = std::find_if(entries.begin(), entries.end(), left_in);
  if (first == entries.end()) return;
  const auto others = std::count_if(std::next(first), entries.end(), left_in);
  findings.add(first->pointer,
               "the placeholder " + in_backticks(first->text) +
                   (others == 0 ? " was" : " and " + std::to_string(others) + " others were") +
                   " left in");
}

void placeholders_are_filled(const Policy& policy, Findings& findings) {
  std::vector<Named> all = named_apps(policy);
  const auto append = [&](std::vector<Named> more) {
    for (Named& one : more) all.push_back(std::move(one));
  };
  if (policy.conditions.users) {
    append(named_users(*policy.conditions.users));
    append(named_groups(*policy.conditions.users));
    append(named_roles(*policy.conditions.users));
  }
  for (Named& one : named_locations(policy))
    if (one.text != word::k_mfa_trusted_ips) all.push_back(std::move(one));
  if (policy.grant_controls)
    collect(policy.grant_controls->terms_of_use, "/grantControls/termsOfUse", all);
  add_placeholders(all, findings);
}

constexpr std::array k_references_rules = {
    Rule{"V05", "resource that the tenant does not have", Severity::warning, "O",
         "the entry matches nothing until the service principal exists, and Graph refuses to write "
         "the policy (error 1034)",
         "take the entry out, or create the service principal", each_policy<apps_are_there>},
    Rule{"V06", "user, group, role or location that does not exist", Severity::warning, "I",
         "the entry matches nobody: an inclusion does nothing and an exclusion, of a break-glass "
         "account for example, does not protect",
         "take the entry out, or name the object that replaced it", each_policy<objects_are_there>},
    Rule{"C01", "strength, terms of use or context that does not exist", Severity::warning, "I",
         "what the policy demands, or when it applies, hangs on an object that is gone",
         "name an object that exists", each_policy<rest_is_there>},
    Rule{"C02", "placeholder where an id belongs", Severity::warning, "",
         "the entry matches nothing, and Graph refuses to write the policy",
         "write the id that is meant, or take the entry out", each_policy<placeholders_are_filled>},
};

}  // namespace

std::span<const Rule> reference_rules() { return k_references_rules; }

}  // namespace caprock
