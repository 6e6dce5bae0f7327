#include "cli/what_if_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "base/printable.h"
#include "base/text.h"
#include "integration/near_names.h"
#include "model/sign_in.h"
#include "model/well_known.h"
#include "model/words.h"

namespace caprock {
namespace {

// One way to write one object. `title` tells it from others of the same name.
struct Entry {
  std::string_view id;
  std::string_view name;
  std::string_view title;
};

struct Directory {
  std::string_view kind;    // `user`
  std::string_view plural;  // `users`
  bool exported = true;
  std::vector<Entry> entries;
};

constexpr std::size_t k_listed = 5;

std::string quoted_list(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  for (std::size_t i = 0; i < std::min(names.size(), k_listed); ++i)
    quoted.push_back(in_backticks(names[i]));
  std::string out = join(quoted, ", ");
  if (names.size() > k_listed) out += fmt::format(" and {} more", names.size() - k_listed);
  return out;
}

// Near by spelling first, then names that hold the text.
std::vector<std::string> candidates(const Directory& directory, std::string_view text) {
  std::vector<std::string> names;
  for (const Entry& entry : directory.entries) names.emplace_back(entry.name);
  std::vector<std::string> found = near_names(text, names);
  std::sort(names.begin(), names.end());
  for (const std::string& name : names)
    if (found.size() < k_listed && !text.empty() && contains_ignoring_case(name, text) &&
        std::find(found.begin(), found.end(), name) == found.end())
      found.push_back(name);
  return found;
}

Failure unknown(const Directory& directory, std::string_view text, const std::string& option) {
  const std::vector<std::string> near = candidates(directory, text);
  std::string hint;
  if (!directory.exported)
    hint = fmt::format("the export has no {}: give the id", directory.plural);
  else if (near.empty())
    hint = fmt::format("nothing in the export is called like that; give the id");
  else
    hint = "did you mean: " + quoted_list(near);
  return failure(ErrorCode::name_unknown,
                 fmt::format("`{}` is no {} of this tenant", quotable(text), directory.kind),
                 {option}, std::move(hint));
}

Result<std::string> resolved(const Directory& directory, std::string_view text,
                             const std::string& option) {
  std::vector<std::string> titles;
  std::set<std::string> ids;
  for (const Entry& entry : directory.entries)
    if (equal_ignoring_case(entry.name, text) && ids.insert(to_lower(entry.id)).second)
      titles.emplace_back(entry.title);
  if (ids.size() == 1) return *ids.begin();
  if (ids.empty()) return unknown(directory, text, option);
  return failure(
      ErrorCode::name_ambiguous,
      fmt::format("`{}` is the name of {} {}", quotable(text), ids.size(), directory.plural),
      {option}, "give the id or another name of one: " + quoted_list(titles));
}

// Words that stand for several applications (CA 1.5); a token is asked for one of them.
Result<void> refuse_app_groups(std::string_view text, const std::string& option) {
  constexpr std::array k_groups = {word::k_office365,
                                   std::string_view("Office 365"),
                                   std::string_view("Microsoft 365"),
                                   word::k_microsoft_admin_portals,
                                   std::string_view("Microsoft Admin Portals"),
                                   word::k_all_agent_id_resources,
                                   word::k_all,
                                   word::k_none};
  if (std::none_of(k_groups.begin(), k_groups.end(),
                   [&](std::string_view one) { return equal_ignoring_case(one, text); }))
    return {};
  return failure(
      ErrorCode::sign_in_invalid,
      fmt::format("`{}` stands for several applications: a token is asked for one of them, and "
                  "policies differ",
                  text),
      {option},
      "name the resource, for example `Exchange Online`, `SharePoint Online` or an appId");
}

// The option that takes a word which says something about a client, but does not name it; empty for
// other words.
std::string option_for_client_word(std::string_view text) {
  if (equal_ignoring_case(text, "SAML 2.0")) return "--grant saml";
  if (equal_ignoring_case(text, "WS-Fed") || equal_ignoring_case(text, "WS-Federation"))
    return "--grant wsFed";
  if (const auto grant = value_of<GrantType>(text))
    return fmt::format("--grant {}", word_for(*grant));
  if (const auto client = value_of<SignInClient>(text))
    return fmt::format("--client-app {}", word_for(*client));
  if (const auto kind = value_of<ClientKind>(text))
    return fmt::format("--client-kind {}", word_for(*kind));
  return {};
}

// `Office 365 Exchange Online` is also `Exchange Online`.
std::string_view short_name(std::string_view name) {
  for (const std::string_view prefix : {"Office 365 ", "Microsoft ", "Windows "})
    if (starts_with_ignoring_case(name, prefix)) return name.substr(prefix.size());
  return name;
}

void add_app(std::vector<Entry>& entries, std::string_view id, std::string_view name) {
  if (name.empty()) return;
  entries.push_back({id, name, id});
  entries.push_back({id, short_name(name), id});
}

Directory apps_of(const TenantSnapshot& tenant) {
  Directory apps{"application", "applications", true, {}};
  for (const ServicePrincipal& one : tenant.service_principals.items)
    add_app(apps.entries, one.app_id.text(), one.display_name);
  for (const Application& one : tenant.applications.items)
    add_app(apps.entries, one.app_id.text(), one.display_name);
  for (const WellKnownApp& one : well_known_apps()) add_app(apps.entries, one.app_id, one.name);
  return apps;
}

template <class T>
Directory named_of(std::string_view kind, std::string_view plural, const Collection<T>& objects) {
  Directory directory{kind, plural, objects.exported, {}};
  for (const T& one : objects.items)
    directory.entries.push_back({one.id.text(), one.display_name, one.id.text()});
  return directory;
}

template <class T>
Result<std::string> id_of(std::string_view kind, std::string_view plural,
                          const Collection<T>& objects, std::string_view text,
                          const std::string& option) {
  if (looks_like_guid(text)) return std::string(text);
  return resolved(named_of(kind, plural, objects), text, option);
}

}  // namespace

Result<std::string> user_id(const TenantSnapshot& tenant, std::string_view text,
                            const std::string& option) {
  if (looks_like_guid(text)) return std::string(text);
  Directory users{"user", "users", tenant.users.exported, {}};
  for (const User& one : tenant.users.items) {
    if (one.id.is(text)) return one.id.text();
    users.entries.push_back({one.id.text(), one.user_principal_name, one.id.text()});
  }
  // A principal name before all display names; two accounts with one may be in an export.
  const auto named = [&](const Entry& one) { return equal_ignoring_case(one.name, text); };
  if (std::any_of(users.entries.begin(), users.entries.end(), named))
    return resolved(users, text, option);
  for (const User& one : tenant.users.items)
    users.entries.push_back({one.id.text(), one.display_name, one.user_principal_name});
  return resolved(users, text, option);
}

Result<std::string> app_id(const TenantSnapshot& tenant, std::string_view text,
                           const std::string& option) {
  if (const auto fine = refuse_app_groups(text, option); !fine) return tl::unexpected(fine.error());
  if (!looks_like_guid(text)) {
    auto found = resolved(apps_of(tenant), text, option);
    if (found || option != "--client" || found.error().code != ErrorCode::name_unknown)
      return found;
    if (const std::string other = option_for_client_word(text); !other.empty())
      found.error().hint = fmt::format("write `{}`; --client names an application", other);
    return found;
  }
  for (const ServicePrincipal& one : tenant.service_principals.items)
    if (one.id.is(text)) return one.app_id.text();
  return std::string(text);
}

Result<std::string> service_principal_id(const TenantSnapshot& tenant, std::string_view text,
                                         const std::string& option) {
  if (const ServicePrincipal* one = find_service_principal(tenant, text)) return one->id.text();
  return id_of("service principal", "service principals", tenant.service_principals, text, option);
}

Result<std::string> group_id(const TenantSnapshot& tenant, std::string_view text,
                             const std::string& option) {
  return id_of("group", "groups", tenant.groups, text, option);
}

Result<std::string> role_id(const TenantSnapshot& tenant, std::string_view text,
                            const std::string& option) {
  return id_of("role", "roles", tenant.role_definitions, text, option);
}

Result<std::string> context_id(const TenantSnapshot& tenant, std::string_view text,
                               const std::string& option) {
  const bool is_id = text.size() >= 2 && text.size() <= 3 && (text[0] == 'c' || text[0] == 'C') &&
                     text.find_first_not_of("0123456789", 1) == std::string_view::npos;
  if (is_id) return to_lower(text);
  return id_of("authentication context", "authentication contexts", tenant.authentication_contexts,
               text, option);
}

Result<std::string> terms_of_use_id(const TenantSnapshot& tenant, std::string_view text,
                                    const std::string& option) {
  return id_of("terms of use", "terms of use", tenant.terms_of_use, text, option);
}

std::string user_title(const TenantSnapshot& tenant, const UserId& id) {
  const User* user = find_user(tenant, id.text());
  if (user == nullptr) return id.text();
  return user->display_name.empty()
             ? user->user_principal_name
             : fmt::format("{} ({})", user->display_name, user->user_principal_name);
}

std::string app_title(const TenantSnapshot& tenant, const AppId& id) {
  for (const ServicePrincipal& one : tenant.service_principals.items)
    if (one.app_id == id && !one.display_name.empty()) return one.display_name;
  for (const Application& one : tenant.applications.items)
    if (one.app_id == id && !one.display_name.empty()) return one.display_name;
  const WellKnownApp* known = well_known_app(id.text());
  return known == nullptr ? id.text() : std::string(known->name);
}

std::string service_principal_title(const TenantSnapshot& tenant, const ServicePrincipalId& id) {
  const ServicePrincipal* one = find_service_principal(tenant, id.text());
  return one == nullptr || one->display_name.empty() ? id.text() : one->display_name;
}

}  // namespace caprock
