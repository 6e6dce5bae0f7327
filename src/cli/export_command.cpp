#include "cli/export_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/printable.h"
#include "export/write_files.h"

namespace caprock {
namespace {

// What is said of the source and is not in what is written.
std::vector<Diagnostic> left_behind(const std::vector<Diagnostic>& diagnostics) {
  constexpr ErrorCode codes[] = {ErrorCode::source_lost,
                                 ErrorCode::source_partial,
                                 ErrorCode::source_skipped,
                                 ErrorCode::graph_deleted_object,
                                 ErrorCode::graph_duplicate_object,
                                 ErrorCode::directory_merged};
  std::vector<Diagnostic> found;
  for (const Diagnostic& one : diagnostics)
    if (one.severity == Severity::error ||
        std::find(std::begin(codes), std::end(codes), one.error.code) != std::end(codes))
      found.push_back(one);
  return found;
}

std::string render_all(const std::vector<Diagnostic>& diagnostics, const Style& style) {
  return render_diagnostics(diagnostics, style, diagnostics.size());
}

Result<void> check_place(const ExportArguments& arguments) {
  if (!is_folder(arguments.format) || arguments.out) return {};
  return failure(ErrorCode::usage, "this form is a folder, and nothing says where it should be", {},
                 "name a folder that is not there yet with --out");
}

Result<void> deliver(const ExportArguments& arguments, const Export& made, std::ostream& out) {
  if (!arguments.out) {
    out << made.files.front().text;
    return {};
  }
  auto done = is_folder(arguments.format) ? write_folder(*arguments.out, made.files)
                                          : write_file(*arguments.out, made.files.front().text);
  if (done)
    out << fmt::format("{} written, {} file{}\n", printable(arguments.out->string()),
                       made.files.size(), made.files.size() == 1 ? "" : "s");
  return done;
}

}  // namespace

ExitCode run_export(const ExportArguments& arguments, const Style& style, std::ostream& out,
                    std::ostream& err) {
  const auto fail = [&](const Error& error) {
    err << render_error(error, style);
    return ExitCode::bad_input;
  };
  if (const auto place = check_place(arguments); !place) return fail(place.error());
  ReadOptions options = arguments.read;
  options.keep_texts = true;
  const auto read = read_source(arguments.source, options);
  if (!read) return fail(read.error());
  err << render_all(left_behind(read->diagnostics), style);
  if (has_errors(read->diagnostics) && !options.allow_partial) {
    err << "nothing is written from an export with errors; mend it, or add --allow-partial\n";
    return ExitCode::bad_input;
  }
  const auto made = export_snapshot(read->value, arguments.format);
  if (!made) return fail(made.error());
  err << render_all(made->losses, style);
  if (const auto done = deliver(arguments, *made, out); !done) return fail(done.error());
  return ExitCode::good;
}

}  // namespace caprock
