#include "source/complete.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "graph_json/json_text.h"
#include "source/recognise.h"

namespace caprock {
namespace {

// Joins two descriptions of one object, member by member.
class Completion {
 public:
  template <class T>
  void member(std::string_view name, std::optional<T>& kept, const std::optional<T>& other) {
    if (other && !kept)
      kept = other;
    else if (other && !same(*kept, *other))
      differing.emplace_back(name);
  }
  void member(std::string_view name, std::string& kept, const std::string& other) {
    if (kept.empty())
      kept = other;
    else if (!other.empty() && kept != other)
      differing.emplace_back(name);
  }
  template <class Tag>
  void member(std::string_view name, Id<Tag>& kept, const Id<Tag>& other) {
    if (kept.empty())
      kept = other;
    else if (!other.empty() && !(kept == other))
      differing.emplace_back(name);
  }

  std::vector<std::string> differing;

 private:
  template <class T>
  static bool same(const T& a, const T& b) {
    return a == b;
  }
  // Pages may list members in any order. What differs in length is not sorted: an object that is
  // there a thousand times may have a million members.
  template <class T>
  static bool same(const std::vector<T>& a, const std::vector<T>& b) {
    if (a.size() != b.size()) return false;
    std::vector<T> mine = a, others = b;
    std::sort(mine.begin(), mine.end());
    std::sort(others.begin(), others.end());
    return mine == others;
  }
};

}  // namespace

std::vector<std::string> complete(User& kept, const User& other) {
  Completion completion;
  completion.member("userPrincipalName", kept.user_principal_name, other.user_principal_name);
  completion.member("displayName", kept.display_name, other.display_name);
  completion.member("userType", kept.user_type, other.user_type);
  completion.member("accountEnabled", kept.account_enabled, other.account_enabled);
  completion.member("creationType", kept.creation_type, other.creation_type);
  completion.member("externalUserState", kept.external_user_state, other.external_user_state);
  completion.member("perUserMfaState", kept.per_user_mfa_state, other.per_user_mfa_state);
  completion.member("isMfaRegistered", kept.is_mfa_registered, other.is_mfa_registered);
  completion.member("signInSessionsValidFromDateTime", kept.sign_in_sessions_valid_from,
                    other.sign_in_sessions_valid_from);
  completion.member("lastPasswordChangeDateTime", kept.last_password_change,
                    other.last_password_change);
  completion.member("transitiveMemberOf", kept.transitive_member_of, other.transitive_member_of);
  return std::move(completion.differing);
}

std::vector<std::string> complete(Group& kept, const Group& other) {
  Completion completion;
  completion.member("displayName", kept.display_name, other.display_name);
  completion.member("members", kept.members, other.members);
  return std::move(completion.differing);
}

std::vector<std::string> complete(RoleDefinition& kept, const RoleDefinition& other) {
  Completion completion;
  completion.member("displayName", kept.display_name, other.display_name);
  completion.member("isBuiltIn", kept.is_built_in, other.is_built_in);
  return std::move(completion.differing);
}

std::vector<std::string> complete(ServicePrincipal& kept, const ServicePrincipal& other) {
  Completion completion;
  completion.member("appId", kept.app_id, other.app_id);
  completion.member("displayName", kept.display_name, other.display_name);
  completion.member("servicePrincipalType", kept.service_principal_type,
                    other.service_principal_type);
  completion.member("appOwnerOrganizationId", kept.app_owner_organization_id,
                    other.app_owner_organization_id);
  completion.member("signInAudience", kept.sign_in_audience, other.sign_in_audience);
  completion.member("accountEnabled", kept.account_enabled, other.account_enabled);
  completion.member("customSecurityAttributes", kept.custom_security_attributes,
                    other.custom_security_attributes);
  return std::move(completion.differing);
}

void complete_text(std::string& kept, const std::string& other) {
  const auto ours = parse_json(kept, {});
  const auto theirs = parse_json(other, {});
  if (!ours || !theirs || !ours->value.is_object() || !theirs->value.is_object()) return;
  json::object whole;
  for (const auto& [name, value] : ours->value.get_object()) {
    const json::value* more = value.is_null() ? member(theirs->value.get_object(), name) : nullptr;
    whole[name] = more != nullptr ? *more : value;
  }
  for (const auto& [name, value] : theirs->value.get_object())
    if (member(whole, name) == nullptr) whole[name] = value;
  kept = json::serialize(whole);
}

}  // namespace caprock
