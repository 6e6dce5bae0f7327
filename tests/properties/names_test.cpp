// Ids are names: nothing but equality matters. And policies survive being written.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "base/text.h"
#include "graph_json/graph_json.h"
#include "model/without_origin.h"
#include "tests/differential/differences.h"
#include "tests/properties/properties.h"

namespace caprock::properties {
namespace {

// The ids that generated questions make up themselves (tests/differential/names.h).
constexpr std::string_view k_own = "0d1f00";
constexpr std::string_view k_renamed = "f0e100";
constexpr std::size_t k_guid = 36;

int digit(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

// Another first part, and the last two digits counted from the other end, so that the order of the
// new ids is not the order of the old ones. Its own inverse, but for the first part.
std::string renamed(const std::string& id, std::string_view head) {
  constexpr std::string_view k_digits = "0123456789abcdef";
  const int last = 255 - (digit(id[k_guid - 2]) * 16 + digit(id[k_guid - 1]));
  std::string result = std::string(head) + id.substr(head.size(), k_guid - head.size() - 2) +
                       k_digits[static_cast<std::size_t>(last / 16)] +
                       k_digits[static_cast<std::size_t>(last % 16)];
  const bool capitals = id != to_lower(id);
  if (capitals)
    for (char& c : result)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return result;
}

std::string renamed_all(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; at + k_guid <= text.size(); ++at)
    if (starts_with_ignoring_case(std::string_view(text).substr(at), from) &&
        looks_like_guid(std::string_view(text).substr(at, k_guid)))
      text.replace(at, k_guid, renamed(text.substr(at, k_guid), to));
  return text;
}

json::object renamed_all(const json::object& object) {
  const std::string text = renamed_all(json::serialize(object), k_own, k_renamed);
  return parse_json(text, {}).value().value.as_object();
}

void name_back(std::string& text) { text = renamed_all(std::move(text), k_renamed, k_own); }
template <class Tag>
void name_back(Id<Tag>& id) {
  id = Id<Tag>(renamed_all(id.text(), k_renamed, k_own));
}
template <class T>
void name_back(std::vector<T>& names) {
  for (T& one : names) name_back(one);
}

void sort(Decision& decision) {
  std::sort(decision.determined_by.begin(), decision.determined_by.end());
  std::sort(decision.undetermined_by.begin(), decision.undetermined_by.end());
  for (PolicyResult& policy : decision.policies) {
    for (ConditionResult& one : policy.conditions)
      std::sort(one.undetermined_by.begin(), one.undetermined_by.end());
    for (ControlResult& one : policy.controls)
      std::sort(one.undetermined_by.begin(), one.undetermined_by.end());
  }
}

Decision named_back(Decision decision) {
  name_back(decision.determined_by);
  name_back(decision.undetermined_by);
  name_back(decision.audiences);
  name_back(decision.session.sign_in_frequency_by);
  for (Clause& clause : decision.clauses) {
    name_back(clause.policy);
    for (Control& control : clause.controls) name_back(control.id);
  }
  for (PolicyResult& policy : decision.policies) {
    name_back(policy.id);
    for (ConditionResult& one : policy.conditions) name_back(one.undetermined_by);
    for (ControlResult& one : policy.controls) {
      name_back(one.control.id);
      name_back(one.undetermined_by);
    }
  }
  return decision;
}

TEST(Properties, renaming_ids_changes_nothing) {
  expect_always(
      "renaming ids changes nothing",
      [](const Question& question, const Door& door, Random&) -> std::optional<std::string> {
        auto before = answer(door, question);
        const auto after =
            answer(door, {renamed_all(question.tenant), renamed_all(question.sign_in),
                          renamed_all(question.options)});
        if (!before || !after) return std::nullopt;
        Decision back = named_back(*after);
        sort(*before);
        sort(back);
        const auto found = differential::differences(*before, back);
        if (found.empty()) return std::nullopt;
        return join(found, "\n");
      });
}

// Only the id of a strength is ever written (CA 1.9), so that a copy of it would be lost.
bool carries_a_strength(const Policy& policy) {
  return policy.grant_controls && policy.grant_controls->authentication_strength &&
         policy.grant_controls->authentication_strength->inline_copy;
}

// The policies as a program writes them that never saw the original text.
json::array written_anew(const json::array& policies) {
  json::array result;
  for (const json::value& value : policies) {
    Policy policy = read_policy(value.as_object(), {}).value;
    if (policy.fully_read() && !carries_a_strength(policy)) policy.origin = {};
    result.push_back(write_policy(policy));
  }
  return result;
}

TEST(Properties, policies_written_anew_mean_the_same) {
  expect_always(
      "policies written anew mean the same",
      [](const Question& question, const Door& door, Random&) -> std::optional<std::string> {
        const json::value* policies = question.tenant.if_contains("policies");
        if (policies == nullptr || !policies->is_array()) return std::nullopt;
        for (const json::value& policy : policies->get_array())
          if (!policy.is_object()) return std::nullopt;
        Question anew = question;
        anew.tenant["policies"] = written_anew(policies->get_array());
        const auto before = answer(door, question);
        const auto after = answer(door, anew);
        if (!before || !after) return std::nullopt;
        const auto found = differential::differences(*before, *after);
        if (found.empty()) return std::nullopt;
        return join(found, "\n");
      });
}

TEST(Properties, print_then_parse_is_the_identity) {
  expect_always("print then parse is the identity",
                [](const Question& question, const Door&, Random&) -> std::optional<std::string> {
                  const json::value* policies = question.tenant.if_contains("policies");
                  if (policies == nullptr || !policies->is_array()) return std::nullopt;
                  for (const json::value& value : policies->get_array()) {
                    if (!value.is_object()) continue;
                    const Policy policy = read_policy(value.get_object(), {}).value;
                    const json::object printed = write_policy(policy);
                    if (printed != value.get_object()) return "not the same text";
                    if (without_origin(read_policy(printed, {}).value) != without_origin(policy))
                      return "not the same policy";
                  }
                  return std::nullopt;
                });
}

}  // namespace
}  // namespace caprock::properties
