#include "export/losses.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/printable.h"
#include "base/text.h"
#include "compile/compiled_controls.h"
#include "export/plain_objects.h"
#include "graph_json/origin_json.h"
#include "source/differences.h"
#include "source/recognise.h"

namespace caprock {
namespace {

// --- what two descriptions of one object do not share ----------------------------------------

// A list of all tenants says what no list says, and the types repeat what stands beside them.
void drop_repetitions(json::value& value) {
  json::object* object = value.if_object();
  if (object == nullptr) return;
  json::object kept;
  for (auto& [name, inner] : *object) {
    const json::value* kind = inner.is_object() && name == "externalTenants"
                                  ? value_at(inner.get_object(), "membershipKind")
                                  : nullptr;
    if (name == "@odata.type" || (kind != nullptr && *kind == "all")) continue;
    drop_repetitions(inner);
    kept[name] = std::move(inner);
  }
  *object = std::move(kept);
}

json::value meaning_of(const Policy& policy) {
  json::object object = understood(policy);
  drop_what_is_off(object);
  json::value meaning(std::move(object));
  drop_repetitions(meaning);
  return meaning;
}
template <class T>
json::value meaning_of(const T& item) {
  return understood(item);
}

std::set<std::string> unread_pointers(const std::vector<Unread>& unread) {
  std::set<std::string> pointers;
  for (const Unread& one : unread) pointers.insert(one.pointer);
  return pointers;
}

bool is_told(const std::vector<std::string>& told, const std::string& pointer) {
  return std::any_of(told.begin(), told.end(), [&](const std::string& other) {
    const std::string& shorter = other.size() < pointer.size() ? other : pointer;
    const std::string& longer = other.size() < pointer.size() ? pointer : other;
    return starts_with_ignoring_case(longer, shorter) &&
           (longer.size() == shorter.size() || longer[shorter.size()] == '/');
  });
}

// Members that mean something else, and those of which one side is not understood.
template <class T>
std::vector<std::string> differences(const T& before, const T& after) {
  std::vector<std::string> found;
  list_differences(meaning_of(before), meaning_of(after), "", found);
  const std::set<std::string> was = unread_pointers(before.unread);
  const std::set<std::string> is = unread_pointers(after.unread);
  std::vector<std::string> uncertain;
  std::set_symmetric_difference(was.begin(), was.end(), is.begin(), is.end(),
                                std::back_inserter(uncertain));
  for (std::string& pointer : uncertain)
    if (!is_told(found, pointer)) found.push_back(std::move(pointer));
  return found;
}

// The order of combinations means nothing.
std::set<Combination> combinations_of(const AuthenticationStrength& strength) {
  return {strength.allowed_combinations.begin(), strength.allowed_combinations.end()};
}

bool same_strength(const std::optional<AuthenticationStrength>& before,
                   const std::optional<AuthenticationStrength>& after) {
  if (!before || !after) return before.has_value() == after.has_value();
  return combinations_of(*before) == combinations_of(*after) &&
         before->combination_configurations == after->combination_configurations &&
         before->lists_configurations == after->lists_configurations &&
         unread_pointers(before->unread) == unread_pointers(after->unread);
}

// --- objects that are compared as a whole ------------------------------------------------------

template <class T>
T without_origin_of(T item) {
  item.origin = {};
  return item;
}
// These two come from files of their own.
User without_facts(User user) {
  user.origin = {};
  user.per_user_mfa_state.reset();
  user.is_mfa_registered.reset();
  return user;
}

std::string key_of_object(const RoleAssignment& one) {
  return fmt::format("{}|{}|{}|{}", to_lower(one.role.text()), to_lower(one.principal.text()),
                     one.directory_scope_id, static_cast<int>(one.type));
}
std::string key_of_object(const CrossTenantAccess& one) {
  return one.tenant_id ? to_lower(one.tenant_id->text()) : std::string();
}
std::string key_of_object(const Application& one) { return to_lower(one.app_id.text()); }
std::string key_of_object(const PermissionGrant& one) { return one.id; }
std::string key_of_object(const TokenLifetimePolicy& one) { return to_lower(one.id); }
template <class T>
std::string key_of_object(const T& one) {
  return to_lower(one.id.text());
}

// Policies of designs have no id.
std::string key_of_object(const Policy& policy) {
  return policy.id.empty() ? "name " + policy.display_name : to_lower(policy.id.text());
}

// The object that is the same, of several with one key the one in the same position among them.
template <class T>
class Counterparts {
 public:
  explicit Counterparts(const std::vector<T>& items) {
    for (const T& item : items) by_key_[key_of_object(item)].push_back(&item);
  }
  const T* next(const T& item) {
    const auto at = by_key_.find(key_of_object(item));
    if (at == by_key_.end() || at->second.empty()) return nullptr;
    const T* found = at->second.front();
    if (at->second.size() > 1) at->second.erase(at->second.begin());
    return found;
  }

 private:
  std::map<std::string, std::vector<const T*>> by_key_;
};

// --- the comparison ------------------------------------------------------------------------------

class Comparison {
 public:
  Comparison(const Snapshot& before, const Snapshot& after, std::string_view format)
      : before_(before), after_(after), format_(format) {}

  std::vector<Diagnostic> run() {
    const TenantSnapshot& was = before_.tenant;
    const TenantSnapshot& is = after_.tenant;
    compare_described(ObjectKind::policy, was.policies, is.policies);
    compare_described(ObjectKind::named_location, was.named_locations, is.named_locations);
    compare_described(ObjectKind::authentication_strength, was.authentication_strengths,
                      is.authentication_strengths);
    compare_whole(ObjectKind::authentication_context, was.authentication_contexts,
                  is.authentication_contexts);
    compare_whole(ObjectKind::terms_of_use, was.terms_of_use, is.terms_of_use);
    compare_whole(ObjectKind::user, was.users, is.users);
    compare_facts(was.users, is.users);
    compare_whole(ObjectKind::group, was.groups, is.groups);
    compare_whole(ObjectKind::role_definition, was.role_definitions, is.role_definitions);
    compare_whole(ObjectKind::role_assignment, was.role_assignments, is.role_assignments);
    compare_whole(ObjectKind::service_principal, was.service_principals, is.service_principals);
    compare_whole(ObjectKind::permission_grant, was.permission_grants, is.permission_grants);
    compare_whole(ObjectKind::application, was.applications, is.applications);
    compare_whole(ObjectKind::token_lifetime_policy, was.token_lifetime_policies,
                  is.token_lifetime_policies);
    compare_whole(ObjectKind::cross_tenant_partner, was.cross_tenant_partners,
                  is.cross_tenant_partners);
    compare_setting(ObjectKind::organization, was.organization, is.organization);
    compare_setting(ObjectKind::security_defaults, was.security_defaults, is.security_defaults);
    compare_setting(ObjectKind::mfa_service_settings, was.mfa_service_settings,
                    is.mfa_service_settings);
    compare_setting(ObjectKind::cross_tenant_default, was.cross_tenant_default,
                    is.cross_tenant_default);
    tell_of_the_whole();
    return std::move(losses_);
  }

 private:
  void tell(Severity severity, std::string message, const Place& where = {},
            std::string hint = {}) {
    losses_.push_back(
        {severity, {ErrorCode::source_lost, std::move(message), where, std::move(hint)}});
  }

  // Policies, locations and strengths: member by member.
  template <class T>
  void compare_described(ObjectKind kind, const Collection<T>& was, const Collection<T>& is) {
    Counterparts<T> counterparts(is.items);
    std::size_t missing = 0;
    for (const T& item : was.items) {
      const T* other = counterparts.next(item);
      if (other == nullptr && stands_for_itself(item)) continue;
      if (other == nullptr && is.items.empty()) {
        ++missing;
        continue;
      }
      const std::string name =
          fmt::format("{} {}", word_of(kind),
                      in_backticks(item.display_name.empty() ? item.id.text() : item.display_name));
      if (other == nullptr) {
        tell(Severity::warning, fmt::format("{} has no place in {}", name, format_),
             item.origin.where);
        continue;
      }
      compare_one(item, *other, name);
      note_labels(kind, item, *other);
    }
    if (missing > 0) left_out_.push_back(count_of(kind, missing));
    note_whole(kind, was, is);
  }

  // CA 1.12: the built-in strengths are there without being listed.
  static bool stands_for_itself(const AuthenticationStrength& strength) {
    const AuthenticationStrength* built_in = built_in_strength(strength.id);
    return built_in != nullptr && same_strength(strength, *built_in);
  }
  template <class T>
  static bool stands_for_itself(const T&) {
    return false;
  }

  template <class T>
  void compare_one(const T& was, const T& is, const std::string& name) {
    std::vector<std::string> lost = differences(was, is);
    if constexpr (std::is_same_v<T, Policy>) {
      const std::string strength = "/grantControls/authenticationStrength";
      if (!is_told(lost, strength) && !same_strength(compile_controls(before_.tenant, was).strength,
                                                     compile_controls(after_.tenant, is).strength))
        lost.push_back(strength);
    }
    const auto seen = std::stable_partition(
        lost.begin(), lost.end(),
        [&](const std::string& pointer) { return !was_unsaid(was, pointer); });
    const auto quoted_members = [](auto from, auto to) {
      std::vector<std::string> members;
      for (; from != to; ++from) members.push_back(in_backticks(*from));
      return join(members, ", ");
    };
    if (seen != lost.begin())
      tell(Severity::warning,
           fmt::format("{} loses {} in {}", name, quoted_members(lost.begin(), seen), format_),
           was.origin.where);
    if (seen != lost.end())
      tell(Severity::warning,
           fmt::format("{} may have {}, which its source cannot say; in {} it seems to have none",
                       name, quoted_members(seen, lost.end()), format_),
           was.origin.where);
  }

  // Not understood because the source's own form has no place for it: nothing stands there.
  template <class T>
  static bool was_unsaid(const T& was, const std::string& pointer) {
    boost::system::error_code ignored;
    const json::value raw(object_in(was.origin.raw));
    return unread_pointers(was.unread).contains(pointer) &&
           raw.find_pointer(pointer, ignored) == nullptr;
  }

  // Members at the top that describe and never decide.
  template <class T>
  void note_labels(ObjectKind kind, const T& was, const T& is) {
    const json::object now = object_in(is.origin.raw);
    const json::object understood_now = understood(was);
    for (const auto& [name, value] : object_in(was.origin.raw)) {
      const bool kept = find_member(now, name) != nullptr ||
                        find_member(understood_now, name) != nullptr || is_blank(value);
      const std::string pointer = pointer_to("", name);
      const bool is_unread =
          std::any_of(was.unread.begin(), was.unread.end(),
                      [&](const Unread& one) { return one.pointer.starts_with(pointer); });
      if (!kept && !is_unread && !is_annotation(name)) labels_[kind].insert(std::string(name));
    }
  }

  // The other kinds: an object is there again or it is not.
  template <class T>
  void compare_whole(ObjectKind kind, const Collection<T>& was, const Collection<T>& is) {
    Counterparts<T> counterparts(is.items);
    std::size_t missing = 0, changed = 0;
    const T* first = nullptr;
    for (const T& item : was.items) {
      const T* other = counterparts.next(item);
      if (other == nullptr) {
        ++missing;
      } else if (!same(item, *other)) {
        if (changed++ == 0) first = &item;
      }
    }
    if (missing > 0) left_out_.push_back(count_of(kind, missing));
    if (first != nullptr)
      tell(Severity::warning,
           fmt::format("of {} not everything comes back from {}", count_of(kind, changed), format_),
           first->origin.where);
    note_whole(kind, was, is);
  }
  template <class T>
  static bool same(const T& a, const T& b) {
    return without_origin_of(a) == without_origin_of(b);
  }
  static bool same(const User& a, const User& b) { return without_facts(a) == without_facts(b); }
  // A folder of members cannot tell their order.
  static bool same(const Group& a, const Group& b) {
    if (!(a.id == b.id) || a.display_name != b.display_name) return false;
    if (!a.members || !b.members) return a.members.has_value() == b.members.has_value();
    const std::multiset<DirectoryObjectId> was(a.members->begin(), a.members->end());
    return was == std::multiset<DirectoryObjectId>(b.members->begin(), b.members->end());
  }

  template <class T>
  void compare_setting(ObjectKind kind, const std::optional<T>& was, const std::optional<T>& is) {
    if (!was) return;
    if (!is)
      left_out_.push_back(count_of(kind, 1));
    else if (!same(*was, *is))
      tell(Severity::warning,
           fmt::format("of {} not everything comes back from {}", count_of(kind, 1), format_),
           was->origin.where);
  }

  void compare_facts(const Collection<User>& was, const Collection<User>& is) {
    Counterparts<User> counterparts(is.items);
    std::size_t states = 0, registrations = 0;
    for (const User& user : was.items) {
      const User* other = counterparts.next(user);
      if (other == nullptr) continue;  // told already
      const auto lacks = [&](const auto& fact, auto User::* member) {
        return fact.has_value() && fact != other->*member;
      };
      states += lacks(user.per_user_mfa_state, &User::per_user_mfa_state) ? 1U : 0U;
      registrations += lacks(user.is_mfa_registered, &User::is_mfa_registered) ? 1U : 0U;
    }
    if (states > 0) left_out_.push_back(count_of(ObjectKind::per_user_mfa, states));
    if (registrations > 0)
      left_out_.push_back(count_of(ObjectKind::registration_details, registrations));
  }

  template <class T>
  void note_whole(ObjectKind kind, const Collection<T>& was, const Collection<T>& is) {
    const bool left_out = is.items.empty() && !was.items.empty();
    if (was.exported && !is.exported && !left_out)
      not_whole_.push_back(count_of(kind, was.items.size()));
  }

  void tell_of_the_whole() {
    if (!left_out_.empty())
      tell(Severity::warning, fmt::format("{} has no place for {}", format_, join(left_out_, ", ")),
           {}, "export to graph for all of it");
    if (!not_whole_.empty())
      tell(Severity::warning,
           fmt::format("{} cannot say that these are all there are: {}", format_,
                       join(not_whole_, ", ")),
           {}, "what is not among them stays unknown to whoever reads it");
    for (const auto& [kind, names] : labels_)
      tell(Severity::note,
           fmt::format("{} has no place for {} of each {}", format_, fmt::join(names, ", "),
                       word_of(kind)),
           {}, "they describe, and no decision hangs on them");
    if (before_.partial && !after_.partial)
      tell(Severity::warning,
           fmt::format("{} cannot say that the export it comes from is partial", format_));
    if (!before_.changes.empty() && after_.changes.empty())
      tell(Severity::warning, fmt::format("{} has no place for the history of policies", format_));
  }

  const Snapshot& before_;
  const Snapshot& after_;
  std::string_view format_;
  std::vector<Diagnostic> losses_;
  std::vector<std::string> left_out_;   // `3 users`
  std::vector<std::string> not_whole_;  // likewise
  std::map<ObjectKind, std::set<std::string>> labels_;
};

}  // namespace

std::vector<Diagnostic> losses_between(const Snapshot& before, const Snapshot& after,
                                       std::string_view format) {
  return Comparison(before, after, format).run();
}

}  // namespace caprock
