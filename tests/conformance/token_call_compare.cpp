#include "tests/conformance/token_call_compare.h"

#include "base/text.h"
#include "tests/conformance/member_rows.h"
#include "tests/conformance/token_words.h"
#include "token/aadsts_catalogue.h"
#include "token/token_words.h"

namespace caprock::conformance {
namespace {

std::string bool_text(bool value) { return value ? "true" : "false"; }

template <class E>
std::string word_text(E value) {
  return std::string(word_of(words<E>(), value));
}

const std::vector<MemberRow<CallTold>>& call_rows() {
  static const std::vector<MemberRow<CallTold>> all = {
      {"verdict", [](const CallTold& told) { return word_text(told.answer.verdict); }},
      {"certainty",
       [](const CallTold& told) { return std::string(to_string(told.answer.certainty)); }},
      {"reason", [](const CallTold& told) { return word_text(told.answer.reason); }},
      {"policy", [](const CallTold& told) { return told.answer.policy_name; }},
      {"notBefore",
       [](const CallTold& told) {
         const auto& at = told.answer.not_before;
         return at ? offset_text(*at - first_sign_in()) : "null";
       }},
      {"fix", [](const CallTold& told) { return word_text(told.answer.fix); }},
      {"evaluated", [](const CallTold& told) { return bool_text(told.access.evaluated); }},
      {"watchesAddress",
       [](const CallTold& told) { return bool_text(told.access.watches_address); }},
      {"accessToken", [](const CallTold& told) { return offset_text(told.access.life); }},
  };
  return all;
}

// The OAuth word of a code; `null` where nobody knows either.
std::string error_word(int aadsts) {
  const AadstsCode* row = aadsts_code(aadsts);
  return row == nullptr || row->v2.text.empty() ? "null" : std::string(row->v2.text);
}

const std::vector<MemberRow<EndpointAnswer>>& endpoint_rows() {
  static const std::vector<MemberRow<EndpointAnswer>> all = {
      {"goesOn", [](const EndpointAnswer& told) { return bool_text(told.goes_on); }},
      {"aadsts", [](const EndpointAnswer& told) { return std::to_string(told.aadsts); }},
      {"error", [](const EndpointAnswer& told) { return error_word(told.aadsts); }},
      {"unsure", [](const EndpointAnswer& told) { return bool_text(told.unsure); }},
      {"refreshToken", [](const EndpointAnswer& told) { return bool_text(told.refresh_token); }},
      {"permissions",
       [](const EndpointAnswer& told) {
         return std::string(told.application_permissions ? "roles" : "scp");
       }},
      {"resource",
       [](const EndpointAnswer& told) { return told.resource ? told.resource->text() : "null"; }},
  };
  return all;
}

template <class Told>
std::string in_a_line(const std::vector<MemberRow<Told>>& rows, const Told& told) {
  std::vector<std::string> texts;
  for (const MemberRow<Told>& row : rows)
    texts.push_back(std::string(row.member) + " " + row.text(told));
  return join(texts, ", ");
}

}  // namespace

Comparison compare(const json::object& expect, const CallTold& told) {
  return compare_members<CallTold>(expect, call_rows(), told);
}

Comparison compare(const json::object& expect, const EndpointAnswer& answer) {
  return compare_members<EndpointAnswer>(expect, endpoint_rows(), answer);
}

std::string describe(const CallTold& told) { return in_a_line(call_rows(), told); }
std::string describe(const EndpointAnswer& answer) { return in_a_line(endpoint_rows(), answer); }

}  // namespace caprock::conformance
