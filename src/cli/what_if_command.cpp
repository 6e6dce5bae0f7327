#include "cli/what_if_command.h"

#include <memory>
#include <ostream>

#include "cli/decider.h"
#include "cli/tenant_input.h"
#include "cli/what_if_named_options.h"
#include "cli/what_if_report.h"
#include "cli/what_if_stream.h"
#include "graph_json/sign_in_log_json.h"
#include "source/file_text.h"

namespace caprock {
namespace {

constexpr std::uintmax_t k_max_sign_in = std::uintmax_t{1} << 20;

ExitCode refused(const Error& error, const Style& style, std::ostream& err) {
  err << render_error(error, style);
  return ExitCode::bad_input;
}

// A member given twice says two things; of options that would be refused, too.
Result<json::object> described_sign_in(const std::filesystem::path& path) {
  CAPROCK_TRY(std::string bytes, read_file(path, k_max_sign_in));
  CAPROCK_TRY(const std::string text, decode_text(std::move(bytes), path.string()));
  CAPROCK_TRY(const Read<json::value> read, parse_json(text, path.string()));
  if (!read.diagnostics.empty()) return tl::unexpected(read.diagnostics.front().error);
  const json::object* object = read.value.if_object();
  if (object != nullptr && is_sign_in_log_record(*object))
    return failure(ErrorCode::sign_in_invalid, "this is a record of the sign-in log",
                   {path.string()}, "--sign-ins reads records; docs/sign-in-json.md has this form");
  if (object != nullptr) return *object;
  return failure(ErrorCode::sign_in_invalid, "a sign-in is a JSON object", {path.string()},
                 "docs/sign-in-json.md describes it; --sign-ins reads many");
}

Result<EvaluationOptions> options_of(const WhatIfArguments& arguments) {
  if (arguments.sign_ins &&
      (arguments.sign_in || !arguments.question.said.empty() || arguments.question.no_device))
    return failure(ErrorCode::usage, "--sign-ins answers the sign-ins of the file as they are",
                   {"--sign-ins"}, "leave out the options that describe a sign-in");
  if (arguments.sign_ins == k_standard_input &&
      (arguments.source == k_standard_input || arguments.read.directory == k_standard_input))
    return failure(ErrorCode::usage, "standard input cannot be the export and the sign-ins",
                   {"--sign-ins"}, "give one of the two as a path");
  return named_options_from(arguments.mode, arguments.named_options);
}

ExitCode answer_many(const WhatIfArguments& arguments, const EvaluationOptions& options,
                     const Style& style, std::ostream& out, std::ostream& err) {
  auto read = read_compact_tenant(arguments.source, arguments.read, style, err);
  if (!read) return ExitCode::bad_input;
  TenantSnapshot& tenant = read->value.snapshot.tenant;
  if (arguments.as_if_on) switch_on_every_policy(tenant, read->diagnostics);
  err << render_diagnostics(read->diagnostics, style, 20);
  return answer_sign_ins({*arguments.sign_ins, arguments.progress},
                         CompiledTenant(std::make_shared<const TenantSnapshot>(std::move(tenant)),
                                        read->value.people, options),
                         style, out, err);
}

ExitCode answer_one(const WhatIfArguments& arguments, const EvaluationOptions& options,
                    const Style& style, std::ostream& out, std::ostream& err) {
  auto read = read_tenant(arguments.source, arguments.read, style, err);
  if (!read) return ExitCode::bad_input;
  if (arguments.as_if_on) switch_on_every_policy(read->value.tenant, read->diagnostics);
  const TenantSnapshot& tenant = read->value.tenant;
  auto question = question_from(arguments.question, tenant);
  if (!question) return refused(question.error(), style, err);
  WhatIfReport report;
  report.tenant = &tenant;
  report.source = words_of_source(arguments.source, arguments.read);
  report.options = options;
  report.said = arguments.question.said;
  report.named_options = arguments.named_options;
  const Decider decider(tenant, options);
  report.decision = decider.decide(question->sign_in);
  report.alternatives =
      alternatives_to(report.decision, decider, question->sign_in, options, report.named_options);
  report.notes = notes_on(question->sign_in, tenant);
  report.question = std::move(*question);
  report.diagnostics = std::move(read->diagnostics);
  report.applied_only = arguments.applied_only;
  out << (arguments.format == Format::json ? what_if_json(report)
                                           : what_if_text(report, arguments.width, style));
  return report.decision.verdict == Verdict::granted ? ExitCode::good : ExitCode::finding;
}

}  // namespace

ExitCode run_what_if(WhatIfArguments arguments, const Style& style, std::ostream& out,
                     std::ostream& err) {
  const auto options = options_of(arguments);
  if (!options) return refused(options.error(), style, err);
  if (arguments.sign_in) {
    auto described = described_sign_in(*arguments.sign_in);
    if (!described) return refused(described.error(), style, err);
    arguments.question.described = std::move(*described);
    arguments.question.described_in = arguments.sign_in->string();
  }
  arguments.question.mode = options->mode;
  return arguments.sign_ins ? answer_many(arguments, *options, style, out, err)
                            : answer_one(arguments, *options, style, out, err);
}

}  // namespace caprock
