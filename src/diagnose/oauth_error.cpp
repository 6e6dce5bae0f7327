#include "diagnose/oauth_error.h"

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "base/text.h"
#include "diagnose/text_facts.h"
#include "graph_json/binding.h"
#include "token/aadsts_catalogue.h"

namespace caprock {
namespace {

const json::value* member_of(const json::object& object, std::string_view name) {
  const json::key_value_pair* found = find_member(object, name);
  return found == nullptr ? nullptr : &found->value();
}

std::string text_of(const json::object& object, std::string_view name) {
  const json::value* value = member_of(object, name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::optional<int> code_of(const json::value& value) {
  constexpr std::int64_t k_greatest = 999'999'999;
  const std::int64_t* number = value.if_int64();
  if (number == nullptr || *number <= 0 || *number > k_greatest) return std::nullopt;
  return static_cast<int>(*number);
}

void add_codes(const json::object& object, FoundError& error) {
  constexpr std::size_t k_most = 8;
  if (const json::value* list = member_of(object, "error_codes"); list && list->is_array())
    for (const json::value& item : list->get_array())
      if (const auto code = code_of(item); code && error.codes.size() < k_most)
        error.codes.push_back(*code);
  std::size_t length = 0;
  const std::string& text = error.description;
  const std::size_t marker = text.find("AADSTS");
  if (marker == std::string::npos) return;
  const auto written = code_at(std::string_view(text).substr(marker), length);
  if (written && std::find(error.codes.begin(), error.codes.end(), *written) == error.codes.end())
    error.codes.insert(error.codes.begin(), *written);
}

// Claims are JSON in a string; some libraries log them as an object.
void add_claims(const json::object& object, bool whole, FoundError& error) {
  error.claims_readable = whole;
  const json::value* claims = member_of(object, "claims");
  if (claims == nullptr || claims->is_null()) return;
  error.has_claims = true;
  error.claimed_policies = policies_in_claims(
      claims->is_string() ? std::string(claims->get_string()) : json::serialize(*claims));
}

}  // namespace

bool is_oauth_error(const json::object& object) {
  const std::string error = text_of(object, "error");
  if (error.empty()) return member_of(object, "error_codes") != nullptr;
  if (!oauth_error_in_words(error).empty()) return true;
  return member_of(object, "error_description") || member_of(object, "error_codes") ||
         member_of(object, "suberror");
}

FoundError read_oauth_error(const json::object& object, bool whole) {
  FoundError error;
  error.form = ErrorForm::oauth_response;
  error.error = text_of(object, "error");
  error.suberror = text_of(object, "suberror");
  error.trace_id = text_of(object, "trace_id");
  error.correlation_id = text_of(object, "correlation_id");
  error.at = parse_instant(text_of(object, "timestamp"));
  std::string description = text_of(object, "error_description");
  error.description = description;
  add_codes(object, error);
  error.description.clear();
  add_text_facts(description, error);
  add_claims(object, whole, error);
  return error;
}

}  // namespace caprock
