#include "cli/guess_yaml.h"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>

#include "base/printable.h"
#include "base/text.h"
#include "cli/table.h"
#include "graph_json/json_text.h"

namespace caprock {
namespace {

constexpr std::size_t k_comment_width = 98;

// Text of the tenant cannot end the line: what is no comment would count.
std::string comment(std::string_view text, std::string_view begin) {
  std::string out;
  for (const std::string& line : wrap_text(printable(text), k_comment_width - begin.size()))
    out += fmt::format("{}{}\n", begin, line);
  return out;
}

// JSON's texts are YAML's texts in double quotes: no `NO` becomes false and no name ends them.
std::string yaml_text(std::string_view text) { return json::serialize(json::string(text)); }

void add_key(std::string& out, std::string_view key, std::string_view text) {
  if (!text.empty()) out += fmt::format("#     {}: {}\n", key, yaml_text(text));
}

std::string proposal(const Guess& guess) {
  std::string out = comment(std::string(word_of(guess.strength)), "#   # ");
  for (const GuessEvidence& one : guess.evidence)
    out += comment(fmt::format("{}: {}", word_of(one.kind), one.text), "#   # ");
  out += fmt::format("#   - name: {}\n", yaml_text(printable(guess.name)));
  add_key(out, "profile", guess.profile);
  add_key(out, "connection", guess.connection);
  add_key(out, "account", guess.account);
  if (guess.app) add_key(out, "app", guess.app->text());
  std::vector<std::string> addresses;
  for (const IpAddress& address : guess.network) addresses.push_back(yaml_text(to_string(address)));
  if (!addresses.empty()) out += fmt::format("#     network: [{}]\n", join(addresses, ", "));
  add_key(out, "country", guess.country);
  return out;
}

std::string looked_at(const GuessReport& report) {
  const auto count = [](const std::optional<std::size_t>& found, std::string_view one,
                        std::string_view many, std::string_view why_none) {
    return found ? count_in_words(*found, one, many) : fmt::format("no {} ({})", many, why_none);
  };
  constexpr std::string_view k_no_file = "not in the export";
  return fmt::format(
      "Looked at: {}, {}, {}.",
      count(report.service_principals, "service principal", "service principals", k_no_file),
      count(report.consents, "consent", "consents", k_no_file),
      count(report.sign_ins, "record of the sign-in log", "records of the sign-in log",
            "none without --sign-ins"));
}

std::string header(const GuessReport& report) {
  std::string out =
      comment(fmt::format("Connections that {} may have. docs/connections.md explains this file.",
                          in_backticks(report.source)),
              "# ");
  if (!report.known_connections.empty())
    out += comment(fmt::format("Those in {} are left out; move what you confirm there.",
                               in_backticks(report.known_connections)),
                   "# ");
  out += "#\n";
  out += comment(
      "These are guesses, and none of them counts until you confirm it. Look at the evidence of a "
      "proposal; where it is right, take the first `# ` from the beginning of each of its lines. "
      "The evidence stays a comment then. Add what is missing, and delete what is wrong.",
      "# ");
  return out + "#\n" + comment(looked_at(report), "# ");
}

}  // namespace

std::string guess_yaml(const GuessReport& report) {
  std::string out = header(report) + "version: 1\nconnections:\n";
  for (const Guess& guess : report.guesses) out += "\n" + proposal(guess);
  if (report.guesses.empty()) out += "# No product of a profile was recognised.\n";
  return out;
}

}  // namespace caprock
