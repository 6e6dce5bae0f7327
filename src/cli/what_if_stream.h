// `caprock what-if SOURCE --sign-ins FILE|-`: many sign-ins, one line of answer each, in order.
#pragma once

#include <filesystem>
#include <iosfwd>

#include "cli/output.h"
#include "compile/compiled_tenant.h"

namespace caprock {

struct SignInsArguments {
  std::filesystem::path file;  // `-` is standard input
  bool progress = false;       // a bar on `err`
};

// Each line is a record of the sign-in log or a sign-in as docs/sign-in-json.md describes it; a
// file may also be one JSON list of them, or an answer of Graph with a list in `value`. A line that
// is none of these gives a line with `error` and a diagnostic on `err`; the rest is answered all
// the same. Memory: one line, or the file when it is one document.
ExitCode answer_sign_ins(const SignInsArguments& arguments, CompiledTenant tenant,
                         const Style& style, std::ostream& out, std::ostream& err);

}  // namespace caprock
