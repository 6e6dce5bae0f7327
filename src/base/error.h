// One error shape for the whole program: code, message, place, hint.
//
// Message grammar: lower case, no full stop, what the user wrote in backticks, cause after a colon.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace caprock {

enum class ErrorCode : std::uint8_t {
#define CAPROCK_ERROR_CODE(name, word, text) name,
#include "base/error_codes.inc"
#undef CAPROCK_ERROR_CODE
};

// The outward word of a code, for example `json.malformed`. Stable; never reused.
std::string_view to_string(ErrorCode code);

// When the code is raised, one sentence.
std::string_view meaning(ErrorCode code);

std::span<const ErrorCode> all_error_codes();

// Where in the input something is. Any part may be missing.
struct Place {
  std::string file{};
  std::string pointer{};  // JSON pointer (RFC 6901) inside the file; empty for the whole document
  int line = 0;           // 1-based; 0 when not known
  int column = 0;         // 1-based, in bytes; 0 when not known

  bool operator==(const Place&) const = default;
};

// `file:line:column` or `file#/json/pointer`, whichever is known; empty when nothing is.
std::string to_string(const Place& place);

struct Error {
  ErrorCode code{};
  std::string message;  // what is wrong, in the field's words
  Place where;
  std::string hint;  // what the operator can do now; may be empty

  bool operator==(const Error&) const = default;
};

// `place: message (code)`, one line.
std::string to_string(const Error& error);

enum class Severity : std::uint8_t { note, warning, error };

std::string_view to_string(Severity severity);

// Something worth telling about the input that did not stop the work.
struct Diagnostic {
  Severity severity = Severity::warning;
  Error error;

  bool operator==(const Diagnostic&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;
using Failure = tl::unexpected<Error>;

// A value read from outside, and all that was odd about it.
template <class T>
struct Read {
  T value;
  std::vector<Diagnostic> diagnostics;
};

[[nodiscard]] inline Failure failure(ErrorCode code, std::string message, Place where = {},
                                     std::string hint = {}) {
  return Failure(Error{code, std::move(message), std::move(where), std::move(hint)});
}

}  // namespace caprock

// Takes the value out of a Result or returns its error from the enclosing function.
// `declaration` is a declaration such as `auto tenant`.
#define CAPROCK_TRY(declaration, expression) \
  CAPROCK_TRY_NAMED(declaration, expression, CAPROCK_TRY_JOIN(caprock_try_, __LINE__))
#define CAPROCK_TRY_NAMED(declaration, expression, name)                   \
  auto name = (expression);                                                \
  if (!(name).has_value()) return tl::unexpected(std::move(name).error()); \
  declaration = std::move(name).value()
#define CAPROCK_TRY_JOIN(a, b) CAPROCK_TRY_JOIN_AGAIN(a, b)
#define CAPROCK_TRY_JOIN_AGAIN(a, b) a##b
