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
#include "cli/snapshot_command.h"

namespace {

using namespace caprock;

const std::map<std::string, Format> k_formats = {{"text", Format::text},
                                                 {"json", Format::json},
                                                 {"markdown", Format::markdown},
                                                 {"junit", Format::junit}};

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

void add_source(CLI::App& command, std::filesystem::path& source, ReadOptions& read) {
  add_path(command, "SOURCE", source, "A tenant export: a folder of Graph responses, or one file")
      ->required();
  command.add_flag("--allow-partial", read.allow_partial,
                   "Read an export that has pages or files missing; verdicts may then be wrong");
}

struct Commands {
  SnapshotArguments snapshot;
  CheckArguments check;
  std::string now;
  CLI::App* show = nullptr;
  CLI::App* check_command = nullptr;
};

void declare(CLI::App& app, Commands& commands) {
  app.description(
      "Keeps Microsoft 365 integrations signed in: says which policy or setting ends the\n"
      "token an integration lives on. Reads exports only; never writes to a tenant.");
  app.set_version_flag("--version", std::string("caprock ") + CAPROCK_VERSION);
  app.require_subcommand(1);
  app.footer("Exit codes: 0 good, 1 finding, 2 bad input, 3 source unreachable, 70 our bug.");

  commands.check_command = app.add_subcommand("check", "Does each integration keep its tokens?");
  CLI::App& check = *commands.check_command;
  add_source(check, commands.check.source, commands.check.read);
  add_path(check, "--connections", commands.check.connections,
           "Which account, app and network each integration uses (docs/connections.md)")
      ->required();
  check.add_option_function<std::vector<std::string>>(
      "--profile",
      [&commands](const std::vector<std::string>& paths) {
        commands.check.profiles.assign(paths.begin(), paths.end());
      },
      "A profile file besides the shipped ones (docs/profiles.md); may be repeated");
  check.add_option("--now", commands.now,
                   "Judge as of this time, for example 2026-03-01T09:00:00Z");
  check.add_flag("--as-if-on", commands.check.as_if_on,
                 "Judge as if every policy were on: for design exports, whose policies are off");
  add_format(check, commands.check.format, {"text", "json", "markdown", "junit"});

  CLI::App& snapshot = *app.add_subcommand("snapshot", "Tenant exports")->require_subcommand(1);
  commands.show = snapshot.add_subcommand("show", "What an export holds, every policy in words");
  add_source(*commands.show, commands.snapshot.source, commands.snapshot.read);
  add_format(*commands.show, commands.snapshot.format, {"text", "json"});
}

int exit_with(ExitCode code) { return static_cast<int>(code); }

int usage_error(const CLI::App& app, const CLI::ParseError& error, const Style& style) {
  if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
  std::cerr << render_error(
      {ErrorCode::usage, error.what(), {}, "caprock --help lists the commands"}, style);
  return exit_with(ExitCode::bad_input);
}

int run(Commands& commands, const Style& style) {
  const std::size_t width = report_width();
  if (commands.show->parsed()) {
    commands.snapshot.width = width;
    return exit_with(show_snapshot(commands.snapshot, style, std::cout, std::cerr));
  }
  CAPROCK_ASSERT(commands.check_command->parsed());
  const auto now = commands.now.empty() ? std::optional(std::chrono::floor<std::chrono::seconds>(
                                              std::chrono::system_clock::now()))
                                        : parse_instant(commands.now);
  if (!now) {
    std::cerr << render_error({ErrorCode::usage,
                               "`" + commands.now + "` is not a time",
                               {},
                               "write it as 2026-03-01T09:00:00Z"},
                              style);
    return exit_with(ExitCode::bad_input);
  }
  commands.check.now = *now;
  commands.check.width = width;
  return exit_with(run_check(commands.check, style, std::cout, std::cerr));
}

}  // namespace

int main(int count, char** arguments) {
  const Style style = Style::for_standard_output();
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
