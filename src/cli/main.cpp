// The command line: options in, one call, exit code out. The only file that knows CLI11, and the
// only one that reads the clock.
#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <map>

#include "base/assert.h"
#include "cli/check_command.h"
#include "cli/diagnose_command.h"
#include "cli/export_command.h"
#include "cli/forecast_command.h"
#include "cli/lint_command.h"
#include "cli/profiles_command.h"
#include "cli/snapshot_command.h"
#include "cli/what_if_command.h"
#include "cli/what_if_options.h"

namespace {

using namespace caprock;

const std::map<std::string, Format> k_formats = {
    {"text", Format::text},   {"json", Format::json},   {"markdown", Format::markdown},
    {"junit", Format::junit}, {"sarif", Format::sarif}, {"html", Format::html},
    {"svg", Format::svg},     {"ics", Format::ics}};

const std::map<std::string, ExportFormat> k_export_formats = {
    {"graph", ExportFormat::graph},
    {"entraexporter", ExportFormat::entra_exporter},
    {"terraform", ExportFormat::terraform},
    {"csv", ExportFormat::csv}};

// Reports are made for 100 columns; a narrower terminal gets narrower ones.
std::size_t report_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 100;
  return std::clamp<std::size_t>(size.ws_col, 60, 100);
}

CLI::Option* add_format(CLI::App& command, Format& format, const std::vector<std::string>& names) {
  std::map<std::string, Format> allowed;
  for (const std::string& name : names) allowed[name] = k_formats.at(name);
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : "|") + name;
  return command.add_option("--format", format, "Output: " + list)
      ->transform(CLI::CheckedTransformer(allowed, CLI::ignore_case).description(""))
      ->option_text(list);
}

// CLI11 does not read std::filesystem::path, so paths come as text.
CLI::Option* add_path(CLI::App& command, const std::string& name, std::filesystem::path& path,
                      const std::string& description) {
  return command.add_option_function<std::string>(
      name, [&path](const std::string& text) { path = text; }, description);
}

CLI::Option* add_source(CLI::App& command, std::filesystem::path& source, ReadOptions& read) {
  CLI::Option* option =
      add_path(command, "SOURCE", source,
               "A tenant export: a folder, one file or an archive (zip, tar, tar.gz, tar.zst);\n"
               "- is standard input");
  option->required();
  command
      .add_option_function<std::string>(
          "--directory", [&read](const std::string& text) { read.directory = text; },
          "A second export, for the users, groups, roles and service principals that the\n"
          "first lacks (docs/snapshot-format.md)")
      ->option_text("SOURCE");
  command.add_flag("--allow-partial", read.allow_partial,
                   "Read an export that has pages or files missing; verdicts may then be wrong");
  return option;
}

struct Commands {
  SnapshotArguments snapshot;
  ExportArguments export_arguments;
  CheckArguments check;
  ForecastArguments forecast;
  DiagnoseArguments diagnose;
  LintArguments lint;
  WhatIfArguments what_if;
  ProfilesArguments profiles;
  std::string now;
  int horizon_days = 365;
  CLI::App* show = nullptr;
  CLI::App* export_command = nullptr;
  CLI::App* check_command = nullptr;
  CLI::App* forecast_command = nullptr;
  CLI::App* diagnose_command = nullptr;
  CLI::App* lint_command = nullptr;
  CLI::App* what_if_command = nullptr;
  CLI::App* profiles_list = nullptr;
  CLI::App* profiles_show = nullptr;
  CLI::App* profiles_validate = nullptr;
  CLI::App* profiles_new = nullptr;
};

// Options that describe the sign-in, each in its group of the help.
void declare_question(CLI::App& command, QuestionInput& question) {
  for (const QuestionOption& option : question_options()) {
    const std::string name(option.name);
    const std::string help(option.help);
    CLI::Option* declared = option.many
                                ? command.add_option_function<std::vector<std::string>>(
                                      name,
                                      [&question, name](const std::vector<std::string>& values) {
                                        for (const std::string& value : values)
                                          question.said.push_back({name, value});
                                      },
                                      help)
                                : command.add_option_function<std::string>(
                                      name,
                                      [&question, name](const std::string& value) {
                                        question.said.push_back({name, value});
                                      },
                                      help);
    if (option.many) declared->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    declared->option_text(std::string(option.value))->group(std::string(option.group));
    if (option.name == "--device")
      command.add_flag("--no-device", question.no_device, "No registered device takes part")
          ->group(std::string(option.group));
  }
}

void declare_what_if(CLI::App& app, Commands& commands) {
  WhatIfArguments& arguments = commands.what_if;
  commands.what_if_command =
      app.add_subcommand("what-if", "Which policies apply to a sign-in, and what comes of it?");
  CLI::App& command = *commands.what_if_command;
  add_source(command, arguments.source, arguments.read);
  declare_question(command, arguments.question);
  const auto add_file = [&command](const char* name, std::optional<std::filesystem::path>& path,
                                   const char* help) {
    command
        .add_option_function<std::string>(
            name, [&path](const std::string& text) { path = text; }, help)
        ->option_text("FILE");
  };
  add_file("--sign-in", arguments.sign_in,
           "A sign-in in JSON to start from (docs/sign-in-json.md); options override it");
  add_file(
      "--sign-ins", arguments.sign_ins,
      "Many, one a line: records of the sign-in log (docs/sign-in-log.md) or sign-ins in JSON;\n"
      "- is standard input. One line of JSON is answered for each");
  command
      .add_option("--mode", arguments.mode,
                  "strict: what is not said stays unknown; whatif: Graph's defaults")
      ->option_text("strict|whatif");
  command
      .add_option("--option", arguments.named_options,
                  "A named option (docs/sign-in-json.md); may be repeated")
      ->option_text("NAME=VALUE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command.add_flag("--as-if-on", arguments.as_if_on, "Judge as if every policy were on");
  command.add_flag("--applied-only", arguments.applied_only,
                   "Leave out policies that do not apply");
  add_format(command, arguments.format, {"text", "json"});
  command.add_flag_callback(
      "--json", [&arguments] { arguments.format = Format::json; },
      "The same as --format json: the shape of Graph's evaluate");
}

void add_profiles(CLI::App& command, std::vector<std::filesystem::path>& profiles) {
  command
      .add_option_function<std::vector<std::string>>(
          "--profiles",
          [&profiles](const std::vector<std::string>& paths) {
            profiles.assign(paths.begin(), paths.end());
          },
          "A profile file, or a folder of them, besides the shipped ones (docs/profiles.md);\n"
          "may be repeated")
      ->option_text("PATH")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void declare_lint(CLI::App& app, Commands& commands) {
  LintArguments& arguments = commands.lint;
  commands.lint_command =
      app.add_subcommand("lint", "What is wrong or surprising in the policies themselves?");
  CLI::App& command = *commands.lint_command;
  add_source(command, arguments.source, arguments.read)->required(false);
  command
      .add_option_function<std::string>(
          "--baseline", [&arguments](const std::string& text) { arguments.baseline = text; },
          "Findings that are accepted, with owner, reason and last day (docs/lint.md)")
      ->option_text("FILE");
  command
      .add_option_function<std::string>(
          "--connections", [&arguments](const std::string& text) { arguments.connections = text; },
          "Which integrations the tenant has, to find those that ask for opposite things\n"
          "(docs/connections.md)")
      ->option_text("FILE");
  add_profiles(command, arguments.profiles);
  command.add_option("--explain", arguments.explain, "Say what a rule finds and why; `all`: list")
      ->option_text("RULE");
  command.add_option("--now", commands.now,
                     "Judge as of this time, for example 2026-03-01T09:00:00Z");
  command.add_flag("--as-if-on", arguments.as_if_on, "Judge as if every policy were on");
  add_format(command, arguments.format, {"text", "json", "sarif", "junit", "markdown"});
}

void declare_diagnose(CLI::App& app, Commands& commands) {
  DiagnoseArguments& arguments = commands.diagnose;
  commands.diagnose_command = app.add_subcommand(
      "diagnose", "What does this error mean, and which policy or setting is behind it?");
  CLI::App& command = *commands.diagnose_command;
  CLI::Option* file = command.add_option(
      "FILE", arguments.input,
      "An error text, a token response, a log with such or records of the sign-in log;\n"
      "- is standard input, which is read when nothing is given");
  command.add_option("--text", arguments.text, "The text itself instead of a file")
      ->option_text("TEXT")
      ->excludes(file);
  command
      .add_option_function<std::string>(
          "--source", [&arguments](const std::string& text) { arguments.source = text; },
          "An export of the tenant, to name the policies and settings that fit")
      ->option_text("SOURCE");
  command.add_flag("--allow-partial", arguments.read.allow_partial,
                   "Read an export that has pages or files missing");
  add_format(command, arguments.format, {"text", "json"});
}

void declare_export(CLI::App& snapshot, Commands& commands) {
  ExportArguments& arguments = commands.export_arguments;
  commands.export_command =
      snapshot.add_subcommand("export", "Write an export again, as another tool would have it");
  CLI::App& command = *commands.export_command;
  add_source(command, arguments.source, arguments.read);
  command
      .add_option("--to", arguments.format,
                  "The form: graph (docs/snapshot-format.md) and entraexporter are folders,\n"
                  "terraform and csv one file")
      ->transform(CLI::CheckedTransformer(k_export_formats, CLI::ignore_case).description(""))
      ->option_text("graph|entraexporter|terraform|csv")
      ->required();
  command
      .add_option_function<std::string>(
          "--out", [&arguments](const std::string& text) { arguments.out = text; },
          "Where to: a folder or a file that is not there yet; without it a file goes to\n"
          "standard output")
      ->option_text("PATH");
}

// What `check` and `forecast` have in common.
CLI::Option* add_connections(CLI::App& command, std::filesystem::path& connections,
                             std::vector<std::filesystem::path>& profiles, std::string& now) {
  CLI::Option* file =
      add_path(command, "--connections", connections,
               "Which account, app and network each integration uses (docs/connections.md)");
  add_profiles(command, profiles);
  command.add_option("--now,--at", now, "Judge as of this time, for example 2026-03-01T09:00:00Z");
  return file;
}

// Proposes connections where there is no file of them, so that one of the two must be there.
void declare_guess(CLI::App& command, CheckArguments& arguments) {
  CLI::Option* guess = command.add_flag(
      "--guess", arguments.guess,
      "Propose connections instead, with the evidence for each: a connections file in which\n"
      "nothing counts until somebody confirms it. Text or JSON; --connections is then optional");
  command
      .add_option_function<std::string>(
          "--sign-ins", [&arguments](const std::string& text) { arguments.sign_ins = text; },
          "With --guess: records of the sign-in log to guess from (docs/sign-in-log.md);\n"
          "- is standard input")
      ->option_text("FILE")
      ->needs(guess);
  command.final_callback([&arguments] {
    if (!arguments.guess && arguments.connections.empty())
      throw CLI::RequiredError("--connections");
    const bool offered = arguments.format == Format::text || arguments.format == Format::json;
    if (arguments.guess && !offered)
      throw CLI::ValidationError("--format", "--guess is answered in text or json");
    if (arguments.source == "-" && arguments.sign_ins == "-")
      throw CLI::ValidationError("--sign-ins", "standard input is the tenant export already");
  });
}

void declare_check(CLI::App& app, Commands& commands) {
  commands.check_command = app.add_subcommand("check", "Does each integration keep its tokens?");
  CLI::App& command = *commands.check_command;
  add_source(command, commands.check.source, commands.check.read);
  add_connections(command, commands.check.connections, commands.check.profiles, commands.now);
  command
      .add_option("--horizon", commands.horizon_days,
                  "How many days to look ahead; 365 if not said")
      ->option_text("DAYS")
      ->check(CLI::Range(1, 3650));
  command.add_flag("--as-if-on", commands.check.as_if_on,
                   "Judge as if every policy were on: for design exports, whose policies are off");
  declare_guess(command, commands.check);
  add_format(command, commands.check.format, {"text", "json", "markdown", "junit", "html"});
}

void declare_forecast(CLI::App& app, Commands& commands) {
  ForecastArguments& arguments = commands.forecast;
  commands.forecast_command =
      app.add_subcommand("forecast", "When and why does a connection lose its token?");
  CLI::App& command = *commands.forecast_command;
  add_source(command, arguments.source, arguments.read);
  add_connections(command, arguments.connections, arguments.profiles, commands.now)->required();
  const auto add_texts = [&command](const char* name, std::vector<std::string>& texts,
                                    const char* help, const char* form) {
    command.add_option(name, texts, help)
        ->option_text(form)
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  };
  add_texts("--connection", arguments.names,
            "The connection's name in the file; may be repeated; all of them if not said", "NAME");
  command
      .add_option("--until", arguments.until,
                  "How far to look: a date, or +90d; a year if not said")
      ->option_text("INSTANT");
  add_texts("--event", arguments.events,
            "What will happen, for example '2026-12-01 policy-on:Require MFA' or\n"
            "'+30d password-changed' (docs/forecast.md); may be repeated",
            "'INSTANT EVENT'");
  command.add_flag("--as-if-on", arguments.as_if_on, "Judge as if every policy were on");
  add_format(command, arguments.format, {"text", "json", "svg", "html", "ics"});
}

void declare_profiles(CLI::App& app, Commands& commands) {
  ProfilesArguments& arguments = commands.profiles;
  CLI::App& group = *app.add_subcommand("profiles", "What integrations need, as their vendors say")
                         ->require_subcommand(1);
  commands.profiles_list = group.add_subcommand("list", "All profiles");
  commands.profiles_show =
      group.add_subcommand("show", "All that one profile says, and who says it");
  commands.profiles_show->add_option("ID", arguments.id, "The profile's id")->required();
  for (CLI::App* command : {commands.profiles_list, commands.profiles_show}) {
    add_profiles(*command, arguments.profiles);
    add_format(*command, arguments.format, {"text", "json", "markdown"});
  }
  commands.profiles_validate = group.add_subcommand("validate", "Does a profile follow its form?");
  commands.profiles_validate
      ->add_option_function<std::vector<std::string>>(
          "PATH",
          [&arguments](const std::vector<std::string>& paths) {
            arguments.files.assign(paths.begin(), paths.end());
          },
          "A profile file, or a folder of them; may be repeated")
      ->required();
  commands.profiles_new =
      group.add_subcommand("new", "A profile to begin with, on standard output");
  commands.profiles_new->add_option("ID", arguments.id, "Small letters, digits, - and _")
      ->required();
}

void declare(CLI::App& app, Commands& commands) {
  app.description(
      "Keeps Microsoft 365 integrations signed in: says which policy or setting ends the\n"
      "token an integration lives on. Reads exports only; never writes to a tenant.");
  app.set_version_flag("--version", std::string("caprock ") + CAPROCK_VERSION);
  app.require_subcommand(1);
  app.footer("Exit codes: 0 good, 1 finding, 2 bad input, 3 source unreachable, 70 our bug.");

  declare_check(app, commands);
  declare_forecast(app, commands);
  declare_diagnose(app, commands);
  declare_lint(app, commands);
  declare_what_if(app, commands);
  declare_profiles(app, commands);

  CLI::App& snapshot = *app.add_subcommand("snapshot", "Tenant exports")->require_subcommand(1);
  commands.show = snapshot.add_subcommand("show", "What an export holds, every policy in words");
  add_source(*commands.show, commands.snapshot.source, commands.snapshot.read);
  commands.show->add_flag("--full", commands.snapshot.full,
                          "Every name in every list; otherwise the first three of a long one");
  add_format(*commands.show, commands.snapshot.format, {"text", "json"});
  declare_export(snapshot, commands);
}

int exit_with(ExitCode code) { return static_cast<int>(code); }

// The help of the command that was begun.
std::string help_hint(const CLI::App& app) {
  std::string command = "caprock";
  const CLI::App* at = &app;
  while (!at->get_subcommands().empty()) {
    at = at->get_subcommands().back();
    command += " " + at->get_name();
  }
  return command + " --help lists the " + (at->get_options().size() > 2 ? "options" : "commands");
}

int usage_error(const CLI::App& app, const CLI::ParseError& error, const Style& style) {
  if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
  std::cerr << render_error({ErrorCode::usage, error.what(), {}, help_hint(app)}, style);
  return exit_with(ExitCode::bad_input);
}

// Nothing when it was another command.
std::optional<ExitCode> run_profiles(Commands& commands, const Style& style) {
  commands.profiles.width = report_width();
  const ProfilesArguments& arguments = commands.profiles;
  if (commands.profiles_list->parsed())
    return list_profiles(arguments, style, std::cout, std::cerr);
  if (commands.profiles_show->parsed()) return show_profile(arguments, style, std::cout, std::cerr);
  if (commands.profiles_validate->parsed())
    return validate_profiles(arguments, style, std::cout, std::cerr);
  if (commands.profiles_new->parsed()) return new_profile(arguments, style, std::cout, std::cerr);
  return std::nullopt;
}

int run(Commands& commands, const Style& style) {
  const std::size_t width = report_width();
  if (const auto code = run_profiles(commands, style)) return exit_with(*code);
  if (commands.show->parsed()) {
    commands.snapshot.width = width;
    return exit_with(show_snapshot(commands.snapshot, style, std::cout, std::cerr));
  }
  if (commands.export_command->parsed())
    return exit_with(run_export(commands.export_arguments, style, std::cout, std::cerr));
  if (commands.diagnose_command->parsed()) {
    commands.diagnose.width = width;
    return exit_with(run_diagnose(commands.diagnose, style, std::cout, std::cerr));
  }
  const Instant clock = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  if (commands.what_if_command->parsed()) {
    commands.what_if.width = width;
    commands.what_if.question.now = clock;
    // Where the answers scroll by there is no place for a bar.
    commands.what_if.progress = isatty(STDERR_FILENO) == 1 && isatty(STDOUT_FILENO) == 0;
    return exit_with(run_what_if(std::move(commands.what_if), style, std::cout, std::cerr));
  }
  const auto now = commands.now.empty() ? std::optional(clock) : parse_instant(commands.now);
  if (!now) {
    std::cerr << render_error({ErrorCode::usage,
                               "`" + commands.now + "` is not a time",
                               {},
                               "write it as 2026-03-01T09:00:00Z"},
                              style);
    return exit_with(ExitCode::bad_input);
  }
  if (commands.lint_command->parsed()) {
    commands.lint.now = *now;
    commands.lint.width = width;
    return exit_with(run_lint(commands.lint, style, std::cout, std::cerr));
  }
  if (commands.forecast_command->parsed()) {
    commands.forecast.now = *now;
    commands.forecast.width = width;
    return exit_with(run_forecast(commands.forecast, style, std::cout, std::cerr));
  }
  CAPROCK_ASSERT(commands.check_command->parsed());
  commands.check.horizon = std::chrono::days(commands.horizon_days);
  commands.check.now = *now;
  commands.check.width = width;
  return exit_with(run_check(commands.check, style, std::cout, std::cerr));
}

int run_program(int count, char** arguments, const Style& style) {
  CLI::App app("", "caprock");
  Commands commands;
  declare(app, commands);
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return usage_error(app, error, style);
  }
  // Libraries may throw, for example out of memory; that must not look like a verdict.
  try {
    return run(commands, style);
  } catch (const std::exception& error) {
    std::cerr << "caprock: bug: " << error.what() << "\n";
    return exit_with(ExitCode::our_bug);
  }
}

}  // namespace

int main(int count, char** arguments) {
  // Standard input is read as it comes, so that the sign-ins of a live pipe are answered at once.
  std::ios::sync_with_stdio(false);
  const Style style = Style::for_standard_output();
  const int code = run_program(count, arguments, style);
  // Half an answer, for example on a full disk, must not look like a whole one.
  if (std::cout.flush()) return code;
  std::cerr << "caprock: error: the output could not be written\n";
  return exit_with(ExitCode::bad_input);
}
