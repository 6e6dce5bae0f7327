#include "source/policy_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "source/differences.h"
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

// One side of a change: a policy as JSON in a text; nothing when it was not there yet, or no more.
Result<std::optional<json::object>> read_side(const json::object& property, std::string_view side,
                                              const Place& where) {
  const std::string text = text_in(property, side);
  if (trim(text).empty() || trim(text) == "null") return std::optional<json::object>();
  auto document = parse_json(text, where.file);
  if (!document) {
    Error error = document.error();
    error.message = fmt::format("the policy in `{}` is not JSON: {}", side, error.message);
    error.where = where;
    return tl::unexpected(error);
  }
  words_for_numbers(document->value);
  if (json::object* policy = document->value.if_object()) return std::optional(std::move(*policy));
  return failure(ErrorCode::graph_wrong_type,
                 fmt::format("`{}` holds something else than one policy", side), where,
                 "export the audit log again");
}

}  // namespace

void PolicyHistory::add_record(const json::object& record, const Place& where,
                               std::vector<Diagnostic>& diagnostics) {
  const json::array* targets = array_in(record, "targetResources");
  if (targets == nullptr || equal_ignoring_case(text_in(record, "result"), "failure")) return;
  for (const json::value& target : *targets) {
    const json::array* properties =
        target.is_object() ? array_in(target.get_object(), "modifiedProperties") : nullptr;
    if (properties == nullptr) continue;
    for (const json::value& item : *properties) {
      const json::object* property = item.if_object();
      if (property == nullptr ||
          !equal_ignoring_case(text_in(*property, "displayName"), "ConditionalAccessPolicy"))
        continue;
      auto before = read_side(*property, "oldValue", where);
      auto after = read_side(*property, "newValue", where);
      if (!before || !after) {
        diagnostics.push_back({Severity::error, before ? after.error() : before.error()});
        continue;
      }
      if (!*before && !*after) continue;
      const json::object& known = *after ? **after : **before;
      PolicyChange change;
      change.at = text_in(record, "activityDateTime");
      change.activity = text_in(record, "activityDisplayName");
      change.by = initiator_of(record);
      change.policy = PolicyId(text_in(known, "id"));
      change.display_name = text_in(known, "displayName");
      if (*before && *after) list_differences(**before, **after, {}, change.changed);
      change.before = std::move(*before);
      change.after = std::move(*after);
      change.where = where;
      changes_.push_back(std::move(change));
    }
  }
}

std::vector<PolicyChange> PolicyHistory::changes() const {
  std::vector<PolicyChange> sorted = changes_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const PolicyChange& a, const PolicyChange& b) { return a.at < b.at; });
  const auto same = [](const PolicyChange& a, const PolicyChange& b) {
    return a.at == b.at && a.policy == b.policy && a.before == b.before && a.after == b.after;
  };
  sorted.erase(std::unique(sorted.begin(), sorted.end(), same), sorted.end());
  return sorted;
}

}  // namespace caprock
