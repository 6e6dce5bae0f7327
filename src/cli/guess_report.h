// Proposed connections and what they were looked for in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "integration/guess.h"

namespace caprock {

struct GuessReport {
  std::string source;             // the export, in words
  std::string known_connections;  // the file whose connections are left out; may be empty
  std::vector<Guess> guesses;
  // How many were looked at; nothing: the export or the command line has none of the kind.
  std::optional<std::size_t> service_principals;
  std::optional<std::size_t> consents;
  std::optional<std::size_t> sign_ins;
  std::vector<Diagnostic> diagnostics;
};

}  // namespace caprock
