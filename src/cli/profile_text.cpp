#include "cli/profile_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "base/text.h"
#include "cli/profile_words.h"
#include "cli/table.h"
#include "integration/words.h"

namespace caprock {
namespace {

constexpr std::size_t k_label = 18;

// A label that is too long for its column has a line of its own.
std::string row(std::string_view label, std::string_view text, std::size_t width) {
  if (label.size() + 4 > k_label) return fmt::format("  {}\n", label) + row("", text, width);
  return paragraph(printable(text), width, k_label, fmt::format("  {}", label));
}

std::string heading(std::string_view text, const Style& style) {
  return "\n" + style.bold(text) + "\n";
}

// `for token, guest` unless it is for all of them.
std::string for_whom(const std::vector<std::string>& connections) {
  return connections.empty() ? "" : fmt::format("for {}: ", join(connections, ", "));
}

std::string backing(Evidence evidence, std::string_view document) {
  return document.empty() ? fmt::format("[{}]", source_in_words(evidence))
                          : fmt::format("[{}: {}]", source_in_words(evidence), document);
}

std::string connection_rows(const ProfileConnection& connection, std::size_t width,
                            const Style& style) {
  std::string out =
      fmt::format("\n  {}  {}\n", style.cyan(connection.id), printable(connection.title));
  out += row("is", connection.describes, width);
  for (const ConnectionFact& fact : facts_of(connection)) out += row(fact.name, fact.value, width);
  return out + row("document", connection.document, width);
}

std::string remedy_rows(const Remedy& remedy, std::size_t width) {
  std::vector<std::string> topics;
  for (const ControlTopic topic : remedy.topics) topics.emplace_back(word_for(topic));
  std::string out = row(remedy.by_vendor ? "vendor" : "ours",
                        fmt::format("{}{} {}", for_whom(remedy.connections), remedy.says,
                                    backing(remedy.evidence, remedy.document)),
                        width);
  out += row("", fmt::format("`{}` against {}", remedy.id, join(topics, ", ")), width);
  if (!remedy.caution.empty()) out += row("", "Caution: " + remedy.caution, width);
  return out;
}

std::string document_rows(const ProfileDocument& document, std::size_t width) {
  std::string out = row(
      document.id,
      fmt::format("{}, {} (read {})", document.title, document.publisher, document.read), width);
  if (!document.address.empty()) out += row("", document.address, width);
  if (!document.note.empty()) out += row("", document.note, width);
  return out;
}

}  // namespace

std::string profile_list(const std::vector<Profile>& profiles, std::size_t width,
                         const Style& style) {
  Table table;
  std::size_t longest = 0;  // ids are there to be copied, so they are not broken
  for (const Profile& profile : profiles) longest = std::max(longest, profile.id.size());
  table.add_column("profile", longest);
  table.add_column("product", 18);
  table.add_column("vendor", 9);
  table.add_column("connections", 18);
  for (const Profile& profile : profiles) {
    std::vector<std::string> ways;
    for (const ProfileConnection& way : profile.connections) ways.push_back(way.id);
    table.add_row(
        {profile.id, printable(profile.name), printable(profile.vendor), join(ways, ", ")});
  }
  return table.render(width, style);
}

std::string profile_text(const Profile& profile, std::size_t width, const Style& style) {
  std::string out = fmt::format("{}  {}\n", style.bold(printable(profile.name)), profile.id);
  out += paragraph(printable(profile.summary), width, 0);
  out += row("vendor", profile.vendor, width) + row("profile by", profile.made_by, width);
  out += heading("connections", style);
  for (const ProfileConnection& one : profile.connections)
    out += connection_rows(one, width, style);
  if (!profile.requirements.empty()) out += heading("what must be so", style);
  for (const Requirement& one : profile.requirements)
    out += row(connections_in_words(one.connections),
               fmt::format("{} {}", one.says, backing(one.evidence, one.document)), width);
  if (!profile.effects.empty()) out += heading("what a control does to it", style);
  for (const VendorEffect& one : profile.effects)
    out += row(word_for(one.topic),
               fmt::format("{}{} {}", for_whom(one.connections), one.says,
                           backing(one.evidence, one.document)),
               width);
  if (!profile.remedies.empty()) out += heading("what to do", style);
  for (const Remedy& one : profile.remedies) out += remedy_rows(one, width);
  out += row("after a fix", profile.after_fix, width);
  out += heading("documents", style);
  for (const ProfileDocument& one : profile.documents) out += document_rows(one, width);
  return out;
}

}  // namespace caprock
