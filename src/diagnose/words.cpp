#include "diagnose/words.h"

#include <fmt/format.h>

#include "base/printable.h"
#include "base/text.h"

namespace caprock {
namespace {

// Letters of base64, base64url and of the secrets that Microsoft makes.
bool is_secret_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
         c == '/' || c == '_' || c == '-' || c == '=' || c == '~' || c == '.' || c == '%';
}

// Words, paths and host names are long, too; what is made by chance has all kinds of letters.
bool looks_like_secret(std::string_view run) {
  constexpr std::size_t k_shortest = 32;
  if (run.size() < k_shortest || looks_like_guid(run)) return false;
  std::size_t lower = 0, upper = 0, digits = 0;
  for (const char c : run) {
    lower += c >= 'a' && c <= 'z';
    upper += c >= 'A' && c <= 'Z';
    digits += c >= '0' && c <= '9';
  }
  return lower >= 3 && upper >= 3 && digits >= 2;
}

}  // namespace

std::string count_in_words(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string_view to_string(Sureness sureness) {
  switch (sureness) {
    case Sureness::certain: return "certain";
    case Sureness::likely: return "likely";
    case Sureness::possible: return "possible";
  }
  return "";
}

std::string_view state_in_words(PolicyState state) {
  switch (state) {
    case PolicyState::enabled: return "on";
    case PolicyState::disabled: return "off";
    case PolicyState::enabled_for_reporting: return "report-only";
    case PolicyState::unknown: return "in a state that is not known";
  }
  return "";
}

std::string without_secrets(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_secret_letter(text[end])) ++end;
    if (end == at) {
      out += text[at++];
      continue;
    }
    const std::string_view run = text.substr(at, end - at);
    if (looks_like_secret(run))
      out += fmt::format("[redacted, {} characters]", run.size());
    else
      out += run;
    at = end;
  }
  return out;
}

std::string excerpt(std::string_view text, std::size_t most) {
  std::string out = without_secrets(text);
  if (out.size() <= most) return out;
  const std::size_t space = out.rfind(' ', most);
  out.resize(space == std::string::npos ? 0 : space);
  return out + " ...";
}

std::string safe_name(std::string_view name) { return in_backticks(without_secrets(name)); }

}  // namespace caprock
