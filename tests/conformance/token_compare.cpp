#include "tests/conformance/token_compare.h"

#include <array>
#include <boost/json/serialize.hpp>

#include "base/text.h"
#include "tests/conformance/member_rows.h"
#include "tests/conformance/token_words.h"
#include "token/aadsts_catalogue.h"
#include "token/token_words.h"

namespace caprock::conformance {
namespace {

std::string offset_of(Instant at) { return offset_text(at - first_sign_in()); }

std::string reasons_of(const std::vector<TokenCause>& causes) {
  std::vector<std::string> reasons;
  for (const TokenCause& cause : causes)
    reasons.emplace_back(word_of(words<TokenReason>(), cause.reason));
  return "[" + join(reasons, ", ") + "]";
}

// What the catalogue of codes says that the wire shows; nothing: `null`.
std::string wire_word(int aadsts, ProtocolWord AadstsCode::* word) {
  const AadstsCode* row = aadsts_code(aadsts);
  return row == nullptr || (row->*word).text.empty() ? "null" : std::string((row->*word).text);
}

struct Told {
  const TokenAnswer& answer;
  std::chrono::minutes access_token;
  // What the wire shows; nothing is refused: an empty cause.
  TokenCause first() const { return answer.causes.empty() ? TokenCause{} : answer.causes.front(); }
};

using Row = MemberRow<Told>;

const std::vector<Row>& rows() {
  static const std::vector<Row> all = {
      {"verdict",
       [](const Told& told) {
         return std::string(word_of(words<TokenVerdict>(), told.answer.verdict));
       }},
      {"aadsts", [](const Told& told) { return std::to_string(told.first().aadsts); }},
      {"reason",
       [](const Told& told) {
         return std::string(word_of(words<TokenReason>(), told.first().reason));
       }},
      {"error", [](const Told& told) { return wire_word(told.first().aadsts, &AadstsCode::v2); }},
      {"suberror",
       [](const Told& told) { return wire_word(told.first().aadsts, &AadstsCode::suberror); }},
      {"policy", [](const Told& told) { return told.first().policy_name; }},
      {"control", [](const Told& told) { return told.first().control; }},
      {"limit",
       [](const Told& told) {
         const auto limit = told.first().limit;
         return limit ? std::to_string(limit->count()) : "null";
       }},
      {"since",
       [](const Told& told) {
         const auto since = told.first().since;
         return since ? offset_of(*since) : "null";
       }},
      {"causes", [](const Told& told) { return reasons_of(told.answer.causes); }},
      {"possible", [](const Told& told) { return reasons_of(told.answer.possible); }},
      {"accessToken", [](const Told& told) { return offset_text(told.access_token); }},
  };
  return all;
}

constexpr std::array<std::string_view, 3> k_span_members = {"from", "until", "requests"};

void compare_span(const json::object& expect, const LifeSpan& span, Comparison& comparison) {
  const std::array<std::string, 3> got = {offset_of(span.from), offset_of(span.until),
                                          std::to_string(span.requests)};
  for (std::size_t i = 0; i < got.size(); ++i) {
    const json::value* value = expect.if_contains(k_span_members[i]);
    if (value == nullptr) continue;
    ++comparison.compared;
    if (expected_text(*value) != got[i])
      comparison.differences.push_back(std::string(k_span_members[i]) + ": expected " +
                                       expected_text(*value) + ", got " + got[i]);
  }
  for (const auto& [key, value] : expect)
    if (std::find(k_span_members.begin(), k_span_members.end(), std::string_view(key)) ==
        k_span_members.end())
      compare_member<Told>(key, value, rows(), {span.answer, {}}, comparison);
}

std::string described(const TokenCause& cause) {
  std::string text = std::string(word_of(words<TokenReason>(), cause.reason)) + " " +
                     std::string(word_of(words<TokenVerdict>(), cause.verdict)) + " " +
                     std::to_string(cause.aadsts);
  if (!cause.policy_name.empty()) text += " by " + cause.policy_name;
  if (!cause.control.empty()) text += " (" + cause.control + ")";
  if (cause.limit) text += ", limit " + std::to_string(cause.limit->count()) + " s";
  if (cause.since) text += ", since " + offset_of(*cause.since);
  return text;
}

}  // namespace

std::string expected_text(const json::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  if (!value.is_array()) return json::serialize(value);
  std::vector<std::string> texts;
  for (const json::value& item : value.get_array()) texts.push_back(expected_text(item));
  return "[" + join(texts, ", ") + "]";
}

Comparison compare(const json::object& expect, const TokenAnswer& answer,
                   std::chrono::minutes access_token) {
  return compare_members<Told>(expect, rows(), {answer, access_token});
}

Comparison compare(const json::array& expect, const Lifeline& line) {
  Comparison comparison;
  if (expect.size() != line.spans.size())
    comparison.differences.push_back("spans: expected " + std::to_string(expect.size()) + ", got " +
                                     std::to_string(line.spans.size()));
  for (std::size_t i = 0; i < std::min(expect.size(), line.spans.size()); ++i)
    if (const json::object* span = expect[i].if_object())
      compare_span(*span, line.spans[i], comparison);
    else
      comparison.differences.emplace_back("a span is an object");
  return comparison;
}

std::string describe(const TokenAnswer& answer) {
  std::string text(word_of(words<TokenVerdict>(), answer.verdict));
  for (const TokenCause& cause : answer.causes) text += "\n    " + described(cause);
  for (const TokenCause& cause : answer.possible) text += "\n    perhaps " + described(cause);
  return text;
}

std::string describe(const Lifeline& line) {
  std::string text;
  for (const LifeSpan& span : line.spans)
    text += "\n  " + offset_of(span.from) + " to " + offset_of(span.until) + ", " +
            std::to_string(span.requests) + " requests: " + describe(span.answer);
  return text;
}

}  // namespace caprock::conformance
