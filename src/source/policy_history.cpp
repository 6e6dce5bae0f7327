#include "source/policy_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "base/instant.h"
#include "base/text.h"
#include "source/differences.h"
#include "source/directory_policy.h"
#include "source/recognise.h"

namespace caprock {
namespace {

std::string text_in(const json::object& object, std::string_view name) {
  const json::value* value = member(object, name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}
const json::object* object_in(const json::object& object, std::string_view name) {
  const json::value* value = member(object, name);
  return value == nullptr ? nullptr : value->if_object();
}
const json::array* array_in(const json::object& object, std::string_view name) {
  const json::value* value = member(object, name);
  return value == nullptr ? nullptr : value->if_array();
}

// Who did it: a person or an application.
std::string initiator_of(const json::object& record) {
  const json::object* by = object_in(record, "initiatedBy");
  if (by == nullptr) return {};
  for (const auto& [who, name] : {std::pair{"user", "userPrincipalName"},
                                  std::pair{"app", "displayName"}, std::pair{"user", "id"}})
    if (const json::object* one = object_in(*by, who))
      if (std::string text = text_in(*one, name); !text.empty()) return text;
  return {};
}

// Graph's words behind the numbers that audit events have instead.
constexpr std::array<std::string_view, 6> k_guest_types = {
    "internalGuest",        "b2bCollaborationGuest", "b2bCollaborationMember",
    "b2bDirectConnectUser", "otherExternalUser",     "serviceProvider"};
constexpr std::array<std::string_view, 2> k_membership_kinds = {"all", "enumerated"};

std::optional<std::string> guest_types_of(std::int64_t flags) {
  if (flags <= 0 || flags >= std::int64_t{1} << k_guest_types.size()) return std::nullopt;
  std::string words;
  for (std::size_t bit = 0; bit < k_guest_types.size(); ++bit)
    if ((flags >> bit & 1) != 0)
      words += (words.empty() ? "" : ",") + std::string(k_guest_types[bit]);
  return words;
}

// Numbers that are not known stay, and the reader of Graph JSON says so.
void words_for_numbers(json::value& value) {
  if (json::array* items = value.if_array())
    for (json::value& item : *items) words_for_numbers(item);
  json::object* object = value.if_object();
  if (object == nullptr) return;
  for (auto& pair : *object) {
    json::value& inner = pair.value();
    const std::int64_t* number = inner.if_int64();
    if (number != nullptr && equal_ignoring_case(pair.key(), "guestOrExternalUserTypes")) {
      if (const auto words = guest_types_of(*number)) inner = *words;
    } else if (number != nullptr && equal_ignoring_case(pair.key(), "membershipKind")) {
      if (*number >= 0 && *number < std::int64_t{k_membership_kinds.size()})
        inner = k_membership_kinds[static_cast<std::size_t>(*number)];
    } else {
      words_for_numbers(inner);
    }
  }
}

// One side of a change. No policy: it was not there yet, or no more.
struct Side {
  std::optional<json::object> policy;
  std::vector<Loss> lost;
};

struct Change {
  const json::object& property;  // with the old and the new value
  const json::object& target;
  Place where;
};

Result<json::value> parse_side(const std::string& text, std::string_view side, const Place& where) {
  auto document = parse_json(text, where.file);
  if (document) return std::move(document->value);
  Error error = document.error();
  error.message = fmt::format("the policy in `{}` is not JSON: {}", side, error.message);
  error.where = where;
  return tl::unexpected(error);
}

Failure something_else(std::string_view side, const Place& where) {
  return failure(ErrorCode::graph_wrong_type,
                 fmt::format("`{}` holds something else than one policy", side), where,
                 "export the audit log again");
}

// A policy as JSON in a text.
Result<Side> read_side(const Change& change, std::string_view side) {
  const std::string text = text_in(change.property, side);
  if (trim(text).empty() || trim(text) == "null") return Side();
  CAPROCK_TRY(json::value document, parse_side(text, side, change.where));
  words_for_numbers(document);
  if (json::object* policy = document.if_object()) return Side{std::move(*policy), {}};
  return something_else(side, change.where);
}

// In the directory's words: a list of texts, of which the first is the policy as JSON. Other
// policies of the directory, and named locations, have no conditions.
Result<Side> read_directory_side(const Change& change, std::string_view side) {
  const std::string text = text_in(change.property, side);
  if (trim(text).empty() || trim(text) == "null") return Side();
  CAPROCK_TRY(const json::value list, parse_side(text, side, change.where));
  const json::array* details = list.if_array();
  if (details == nullptr) return something_else(side, change.where);
  if (details->empty()) return Side();
  const json::string* first = details->front().if_string();
  if (first == nullptr) return something_else(side, change.where);
  CAPROCK_TRY(const json::value detail, parse_side(std::string(*first), side, change.where));
  if (!detail.is_object() || object_in(detail.get_object(), "Conditions") == nullptr) return Side();
  const DirectoryObject object{
      text_in(change.target, "id"), {}, text_in(change.target, "displayName"), change.where};
  std::vector<Diagnostic> said_with_the_losses;
  ConvertedObject policy = read_directory_policy(detail.get_object(), object, said_with_the_losses);
  if (details->size() > 1)
    policy.lost.push_back({PolicyPart::policy, "", "more than one `PolicyDetail`"});
  return Side{std::move(policy.object), std::move(policy.lost)};
}

// When Conditional Access itself told of changes: what the directory tells of them, too, happens
// within seconds.
class ToldTimes {
 public:
  explicit ToldTimes(const std::vector<PolicyChange>& changes) {
    for (const PolicyChange& change : changes)
      if (const auto at = parse_instant(change.at); at && !change.of_directory)
        times_[key(change)].insert(*at);
  }
  bool has(const PolicyChange& change) const {
    constexpr std::chrono::seconds k_apart(10);
    const auto at = parse_instant(change.at);
    const auto told = times_.find(key(change));
    if (!at || told == times_.end()) return false;
    const auto next = told->second.lower_bound(*at - k_apart);
    return next != told->second.end() && *next <= *at + k_apart;
  }

 private:
  using Key = std::tuple<PolicyId, bool, bool>;
  static Key key(const PolicyChange& change) {
    return {change.policy, change.before.has_value(), change.after.has_value()};
  }
  std::map<Key, std::set<Instant>> times_;
};

}  // namespace

void PolicyHistory::add_record(const json::object& record, const Place& where,
                               std::vector<Diagnostic>& diagnostics) {
  const json::array* targets = array_in(record, "targetResources");
  if (targets == nullptr || equal_ignoring_case(text_in(record, "result"), "failure")) return;
  for (const json::value& target : *targets) {
    const json::array* properties =
        target.is_object() ? array_in(target.get_object(), "modifiedProperties") : nullptr;
    if (properties == nullptr) continue;
    for (const json::value& property : *properties)
      if (property.is_object())
        add_change(record, target.get_object(), property.get_object(), where, diagnostics);
  }
}

void PolicyHistory::add_change(const json::object& record, const json::object& target,
                               const json::object& property, const Place& where,
                               std::vector<Diagnostic>& diagnostics) {
  const std::string name = text_in(property, "displayName");
  const bool of_directory = equal_ignoring_case(name, "PolicyDetail");
  if (!of_directory && !equal_ignoring_case(name, "ConditionalAccessPolicy")) return;
  const Change told{property, target, where};
  const auto read = of_directory ? read_directory_side : read_side;
  auto before = read(told, "oldValue");
  auto after = read(told, "newValue");
  if (!before || !after) {
    diagnostics.push_back({Severity::error, before ? after.error() : before.error()});
    return;
  }
  if (!before->policy && !after->policy) return;
  const json::object& known = after->policy ? *after->policy : *before->policy;
  PolicyChange change;
  change.at = text_in(record, "activityDateTime");
  change.activity = text_in(record, "activityDisplayName");
  change.by = initiator_of(record);
  change.policy = PolicyId(text_in(known, "id"));
  change.display_name = text_in(known, "displayName");
  if (before->policy && after->policy)
    list_differences(*before->policy, *after->policy, {}, change.changed);
  change.before = std::move(before->policy);
  change.after = std::move(after->policy);
  change.lost = std::move(after->lost);
  change.of_directory = of_directory;
  change.where = where;
  changes_.push_back(std::move(change));
}

std::vector<PolicyChange> PolicyHistory::changes() const {
  std::vector<PolicyChange> sorted = changes_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const PolicyChange& a, const PolicyChange& b) { return a.at < b.at; });
  const auto same = [](const PolicyChange& a, const PolicyChange& b) {
    return a.at == b.at && a.policy == b.policy && a.before == b.before && a.after == b.after;
  };
  sorted.erase(std::unique(sorted.begin(), sorted.end(), same), sorted.end());
  const ToldTimes told(changes_);
  std::erase_if(sorted, [&](const PolicyChange& one) { return one.of_directory && told.has(one); });
  return sorted;
}

}  // namespace caprock
