#include "base/error.h"

#include <array>

namespace caprock {
namespace {

struct Row {
  ErrorCode code;
  std::string_view word;
  std::string_view text;
};

constexpr std::array k_rows = {
#define CAPROCK_ERROR_CODE(name, word, text) Row{ErrorCode::name, word, text},
#include "base/error_codes.inc"
#undef CAPROCK_ERROR_CODE
};

constexpr auto k_codes = [] {
  std::array<ErrorCode, k_rows.size()> codes{};
  for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = k_rows[i].code;
  return codes;
}();

}  // namespace

std::string_view to_string(ErrorCode code) { return k_rows[static_cast<std::size_t>(code)].word; }

std::string_view meaning(ErrorCode code) { return k_rows[static_cast<std::size_t>(code)].text; }

std::span<const ErrorCode> all_error_codes() { return k_codes; }

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::note: return "note";
    case Severity::warning: return "warning";
    case Severity::error: return "error";
  }
  return "error";
}

std::string to_string(const Place& place) {
  std::string out = place.file;
  if (place.line > 0) {
    out += ":" + std::to_string(place.line);
    if (place.column > 0) out += ":" + std::to_string(place.column);
  }
  if (!place.pointer.empty()) out += "#" + place.pointer;
  return out;
}

std::string to_string(const Error& error) {
  std::string out = to_string(error.where);
  if (!out.empty()) out += ": ";
  out += error.message;
  out += " (";
  out += to_string(error.code);
  out += ")";
  return out;
}

}  // namespace caprock
