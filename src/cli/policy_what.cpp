#include <fmt/format.h>

#include "base/printable.h"
#include "cli/policy_names.h"
#include "cli/policy_phrases.h"
#include "compile/user_actions.h"

namespace caprock {
namespace {

Phrases resources(const std::vector<AppId>& ids, const std::optional<Filter>& filter,
                  FilterMode side, const Telling& telling) {
  Phrases phrases, names;
  for (const AppId& id : ids) {
    if (id.is(word::k_none)) continue;
    if (id.is(word::k_all))
      phrases.emplace_back("all resources");
    else if (id.is(word::k_office365))
      phrases.emplace_back("Office 365");
    else if (id.is(word::k_microsoft_admin_portals))
      phrases.emplace_back("the Microsoft admin portals");
    else if (id.is(word::k_all_agent_id_resources))
      phrases.emplace_back("all agent resources");
    else
      names.push_back(name_of(id, telling.tenant));
  }
  add_named(phrases, {"the resource", "the resources"}, names, "and", telling.detail);
  if (has_rule(filter) && filter->mode == side)
    phrases.push_back(those_meeting("resources", *filter, telling.detail));
  return phrases;
}

std::string action_in_words(std::string_view action) {
  if (is_registration(action)) return "registration of security information";
  if (equal_ignoring_case(action, k_register_device)) return "registration or joining of devices";
  if (equal_ignoring_case(action, "urn:user:accountrecovery")) return "account recovery";
  return "the user action " + in_backticks(action);
}

}  // namespace

// The kinds are alternatives, so `or` joins them and the verb that follows stays singular.
std::string what_in_words(const Applications& applications, const Telling& telling) {
  Phrases kinds;
  const Phrases included = resources(applications.include_applications,
                                     applications.application_filter, FilterMode::include, telling);
  const Phrases excluded = resources(applications.exclude_applications,
                                     applications.application_filter, FilterMode::exclude, telling);
  if (!included.empty() || !excluded.empty())
    kinds.push_back("access to " + with_exceptions(included, "and", excluded, "no resource"));
  for (const std::string& action : applications.include_user_actions)
    kinds.push_back(action_in_words(action));
  Phrases contexts;
  for (const ContextId& id : applications.include_authentication_context_class_references)
    contexts.push_back(name_of(id, telling.tenant));
  add_named(kinds,
            {"access that asks for the authentication context",
             "access that asks for the authentication contexts"},
            contexts, "or", telling.detail);
  return kinds.empty() ? "access to no resource" : spoken(kinds, "or");
}

}  // namespace caprock
