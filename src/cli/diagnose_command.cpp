#include "cli/diagnose_command.h"

#include <ostream>

#include "base/text.h"
#include "cli/diagnose_report.h"
#include "cli/tenant_input.h"
#include "diagnose/read_errors.h"
#include "diagnose/redaction.h"
#include "source/file_text.h"

namespace caprock {
namespace {

// A day of a large log is less; more is for `what-if --sign-ins`.
constexpr std::uintmax_t k_max_pasted = std::uintmax_t{64} << 20;

struct PastedText {
  std::string text;
  std::string name;  // for places
  std::vector<Diagnostic> diagnostics;
};

// Also where the file name belongs somebody pasted the text.
bool is_text_itself(const std::string& input) {
  std::error_code ignored;
  if (std::filesystem::exists(input, ignored)) return false;
  return contains_ignoring_case(input, "AADSTS") || input.starts_with('{') ||
         input.starts_with('[');
}

// What is no name of a file may be a pasted text with a secret in it.
Error cannot_read(Error error) {
  error.message = without_secrets(error.message);
  error.where.file = without_secrets(error.where.file);
  return error;
}

// Logs in old encodings are read all the same: codes, dates and ids are ASCII in all of them.
PastedText decoded(std::string bytes, const std::string& name) {
  Result<std::string> text = decode_text(bytes, name);
  if (text) return {std::move(*text), name, {}};
  Error error = std::move(text).error();
  error.hint = "codes, dates and ids are read all the same; names may be unreadable";
  return {std::move(bytes), name, {{Severity::warning, std::move(error)}}};
}

Result<PastedText> read_pasted(const DiagnoseArguments& arguments) {
  if (arguments.text) return PastedText{*arguments.text, {}, {}};
  if (arguments.input == k_standard_input) {
    Result<std::string> bytes = read_standard_input(k_max_pasted);
    if (bytes) return decoded(std::move(*bytes), "standard input");
    Error error = std::move(bytes).error();
    error.hint = "pipe or paste the text into it, or name a file";
    return tl::unexpected(std::move(error));
  }
  if (is_text_itself(arguments.input)) return PastedText{arguments.input, {}, {}};
  Result<std::string> bytes = read_file(arguments.input, k_max_pasted);
  if (!bytes) return tl::unexpected(cannot_read(std::move(bytes).error()));
  return decoded(std::move(*bytes), arguments.input);
}

Error nothing_found(const PastedText& pasted) {
  Place where;
  where.file = pasted.name;
  return {ErrorCode::diagnose_nothing, "no error code, token response or sign-in record was found",
          std::move(where),
          "paste the text with its AADSTS number, the JSON of the token response, or a record of "
          "the sign-in log"};
}

// A record that broke off before its result is as good as none.
bool only_broken_or_none(const ReadErrors& read) {
  return read.records == 0 || (read.unsaid == read.records && !read.diagnostics.empty());
}

}  // namespace

ExitCode run_diagnose(const DiagnoseArguments& arguments, const Style& style, std::ostream& out,
                      std::ostream& err) {
  const auto pasted = read_pasted(arguments);
  if (!pasted) {
    err << render_error(pasted.error(), style);
    return ExitCode::bad_input;
  }
  ReadErrors read = read_errors(pasted->text, pasted->name);
  DiagnoseReport report{{}, read.records, read.succeeded, read.unsaid, pasted->diagnostics};
  report.diagnostics.insert(report.diagnostics.end(), read.diagnostics.begin(),
                            read.diagnostics.end());
  if (read.errors.empty() && only_broken_or_none(read)) {
    err << render_diagnostics(report.diagnostics, style, 20)
        << render_error(nothing_found(*pasted), style);
    return ExitCode::bad_input;
  }
  std::optional<Read<Snapshot>> tenant;
  if (arguments.source) {
    tenant = read_tenant(*arguments.source, arguments.read, style, err);
    if (!tenant) return ExitCode::bad_input;
  }
  for (const FoundError& error : read.errors)
    report.diagnoses.push_back(diagnose(error, tenant ? &tenant->value.tenant : nullptr));
  out << (arguments.format == Format::json ? diagnose_json(report)
                                           : diagnose_text(report, arguments.width, style));
  return ExitCode::good;
}

}  // namespace caprock
