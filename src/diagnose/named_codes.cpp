#include "diagnose/named_codes.h"

#include <algorithm>

#include "base/text.h"
#include "diagnose/text_facts.h"
#include "token/aadsts_catalogue.h"

namespace caprock {
namespace {

constexpr std::string_view k_help_page = "error?code=";
constexpr std::string_view k_page_code = "Error Code";
constexpr std::string_view k_library_code = "ErrorCode";

// Digits at the start of a text.
std::optional<int> leading_code(std::string_view text) {
  constexpr std::size_t k_enough = 10;
  std::size_t length = 0;
  return code_at("AADSTS" + std::string(text.substr(0, k_enough)), length);
}

// MSAL names the kind of trouble in CamelCase.
std::string suberror_of_classification(std::string_view word) {
  std::string letters;
  for (const char c : word) {
    if (c >= 'A' && c <= 'Z' && !letters.empty()) letters += '_';
    letters += c;
  }
  letters = to_lower(letters);
  return suberror_in_words(letters).empty() ? std::string() : letters;
}

}  // namespace

std::optional<int> code_of_help_address(std::string_view text) {
  if (!starts_with_ignoring_case(text, k_help_page)) return std::nullopt;
  return leading_code(text.substr(k_help_page.size()));
}

std::optional<FoundError> read_sign_in_page(std::string_view text) {
  constexpr std::size_t k_details = 1000;
  if (!starts_with_ignoring_case(text, k_page_code)) return std::nullopt;
  std::string_view digits = text.substr(k_page_code.size());
  digits.remove_prefix(std::min(digits.size(), digits.find_first_not_of(": \t")));
  const auto code = leading_code(digits);
  if (!code || aadsts_code(*code) == nullptr) return std::nullopt;
  const std::string_view details = text.substr(0, std::min(k_details, text.find("\n\n")));
  FoundError error;
  error.codes.push_back(*code);
  add_text_facts(details, error);
  error.description.clear();
  if (error.trace_id.empty()) error.trace_id = guid_behind(details, "Request Id");
  if (!error.at) error.at = instant_behind(details, "Timestamp");
  return error;
}

std::optional<FoundError> read_library_log(std::string_view text) {
  constexpr std::size_t k_same_line = 100;
  if (!starts_with_ignoring_case(text, k_library_code)) return std::nullopt;
  FoundError error;
  error.form = ErrorForm::library_log;
  error.error = word_behind(text.substr(0, k_same_line), k_library_code);
  if (oauth_error_in_words(error.error).empty()) return std::nullopt;
  const std::size_t next = text.find(k_library_code, k_library_code.size());
  const std::string_view lines = text.substr(0, std::min(text.find("\n\n"), next));
  error.suberror = word_behind(lines, "suberror");
  if (error.suberror.empty())
    error.suberror = suberror_of_classification(word_behind(lines, "Classification"));
  error.correlation_id = guid_behind(lines, "Correlation ID");
  if (error.correlation_id.empty()) error.correlation_id = guid_behind(lines, "CorrelationId");
  return error;
}

}  // namespace caprock
