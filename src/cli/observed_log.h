// A sign-in log read for what it tells of integrations.
#pragma once

#include <filesystem>
#include <vector>

#include "base/error.h"
#include "integration/observed_sign_ins.h"

namespace caprock {

// Records of the sign-in log as docs/sign-in-log.md describes them, one a line or in one JSON list;
// `-` is standard input. A record that cannot be read is a warning, and the others count. Memory: a
// line, and a summary for each application and account.
// Errors: file.unreadable; sign_in.invalid when there is no record in it at all.
Result<Read<ObservedSignIns>> read_observed_log(const std::filesystem::path& file);

}  // namespace caprock
