#include "diagnose/redaction.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace caprock {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::string redacted(std::size_t length) {
  return fmt::format("[redacted, {} character{}]", length, length == 1 ? "" : "s");
}

// --- runs that look like a secret
// Letters of base64, base64url and of the secrets that Microsoft makes.
bool is_secret_letter(char c) {
  return is_lower(c) || is_upper(c) || is_digit(c) ||
         std::string_view("+/_-=~.%!*$").find(c) != std::string_view::npos;
}

// Words, paths and host names are long, too; what is made by chance has all kinds of letters, or is
// hexadecimal.
bool looks_like_secret(std::string_view run) {
  constexpr std::size_t k_shortest = 32;
  if (run.size() < k_shortest || looks_like_guid(run)) return false;
  if (std::all_of(run.begin(), run.end(), is_hex)) return true;
  return std::count_if(run.begin(), run.end(), is_lower) >= 3 &&
         std::count_if(run.begin(), run.end(), is_upper) >= 3 &&
         std::count_if(run.begin(), run.end(), is_digit) >= 2;
}

// --- values behind a key
// Ends of keys: `secret` stands for `client_secret` and `client secret`, too.
constexpr std::array<std::string_view, 8> k_keys = {
    "secret", "password", "passwd", "pwd", "token", "assertion", "device_code", "user_code"};
constexpr std::array<std::string_view, 2> k_schemes = {"bearer", "basic"};

template <std::size_t size>
bool ends_with_any(std::string_view text, const std::array<std::string_view, size>& ends) {
  return std::any_of(ends.begin(), ends.end(),
                     [&](std::string_view end) { return ends_with_ignoring_case(text, end); });
}

// Behind a scheme a space is enough, and a lower-case word is prose: `bearer token`.
bool is_credential(std::string_view behind_scheme) {
  const std::string_view word = behind_scheme.substr(
      0, std::min(behind_scheme.find_first_of(" \t\r\n"), behind_scheme.size()));
  return !std::all_of(word.begin(), word.end(),
                      [](char c) { return is_lower(c) || c == '.' || c == ','; });
}

// Where the value starts whose key ends at `at`: behind `=` or `:`, quotes that may be escaped, and
// spaces.
std::optional<std::size_t> value_behind(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  const bool key = ends_with_any(before, k_keys);
  if (!key && !ends_with_any(before, k_schemes)) return std::nullopt;
  const std::size_t start = text.find_first_not_of("\"'\\=: \t\r\n", at);
  if (start == std::string_view::npos || start == at) return std::nullopt;
  const bool assigned = text.substr(at, start - at).find_first_of("=:") != std::string_view::npos;
  if (key ? assigned : is_credential(text.substr(start))) return start;
  return std::nullopt;
}

// A value in quotes ends at its quote, one without at a space or at the next parameter.
std::size_t value_end(std::string_view text, std::size_t start) {
  const char quote = text[start - 1];
  if (quote != '"' && quote != '\'')
    return std::min(text.find_first_of("& \t\r\n", start), text.size());
  const bool escaped = start >= 2 && text[start - 2] == '\\';
  std::size_t end = text.find(quote, start);
  while (end < text.size() && !escaped && text[end - 1] == '\\') end = text.find(quote, end + 1);
  return std::min(end, text.size());
}

// --- words of free text
bool is_number_or_date(std::string_view word) {
  return word.size() <= 30 && std::all_of(word.begin(), word.end(), [](char c) {
           return is_digit(c) || std::string_view("-:.+/TZ").find(c) != std::string_view::npos;
         });
}

bool is_code(std::string_view word) {
  constexpr std::string_view k_prefix = "AADSTS";
  return word.starts_with(k_prefix) && word.size() <= k_prefix.size() + 8 &&
         std::all_of(word.begin() + k_prefix.size(), word.end(), is_digit);
}

// Letters of any language, hyphens and underscores; names such as SharePoint have one
// capital inside.
bool is_plain_word(std::string_view word) {
  constexpr std::size_t k_longest = 24;
  if (word.size() > k_longest) return false;
  std::size_t humps = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    const bool other = static_cast<unsigned char>(c) >= 0x80 || c == '-' || c == '_';
    if (!is_lower(c) && !is_upper(c) && !other) return false;
    humps += i > 0 && is_upper(c) && is_lower(word[i - 1]) ? 1U : 0U;
  }
  return humps <= 1;
}

// Marks may stand around a word and in it: each part has to be harmless.
bool is_harmless(std::string_view word) {
  constexpr std::string_view k_marks = "\"'`().,;:!?[]{}<>=&";
  while (!word.empty()) {
    const std::size_t end = std::min(word.find_first_of(k_marks), word.size());
    const std::string_view part = word.substr(0, end);
    if (!looks_like_guid(part) && !is_number_or_date(part) && !is_code(part) &&
        !is_plain_word(part))
      return false;
    word.remove_prefix(std::min(end + 1, word.size()));
  }
  return true;
}

std::string only_harmless(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t space = std::min(text.find_first_of(" \t\r\n", at), text.size());
    const std::string_view word = text.substr(at, space - at);
    out += is_harmless(word) ? std::string(word) : redacted(word.size());
    if (space < text.size()) out += text[space];
    at = space + 1;
  }
  return out;
}

}  // namespace

std::string without_secrets(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (const auto value = value_behind(text, at)) {
      const std::size_t end = value_end(text, *value);
      out += text.substr(at, *value - at);
      out += redacted(end - *value);
      at = end;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_secret_letter(text[end])) ++end;
    const std::string_view run = text.substr(at, end - at);
    if (looks_like_secret(run)) {
      out += redacted(run.size());
      at = end;
    } else {
      out += text[at++];
    }
  }
  return out;
}

std::string excerpt(std::string_view text, std::size_t most) {
  std::string out = only_harmless(without_secrets(text));
  if (out.size() <= most) return out;
  const std::size_t space = out.rfind(' ', most);
  out.resize(space == std::string::npos ? 0 : space);
  return out + " ...";
}

std::string safe_word(std::string_view word) {
  constexpr std::size_t k_longest = 40;
  const bool harmless =
      word.size() <= k_longest &&
      std::all_of(word.begin(), word.end(), [](char c) { return is_lower(c) || c == '_'; });
  return harmless ? std::string(word) : redacted(word.size());
}

}  // namespace caprock
