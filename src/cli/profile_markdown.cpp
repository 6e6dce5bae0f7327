#include "cli/profile_markdown.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/markdown.h"
#include "cli/profile_words.h"
#include "integration/words.h"

namespace caprock {
namespace {

std::string cell(std::string_view text) { return markdown(text, MarkdownPlace::table); }

// Statements refer to their document by a link within the page.
std::string source_cell(Evidence evidence, std::string_view document) {
  return document.empty()
             ? std::string(source_in_words(evidence))
             : fmt::format("{}, [{}](#{})", source_in_words(evidence), document, document);
}

std::string connection_section(const ProfileConnection& connection) {
  std::string out =
      fmt::format("### {}\n\n`{}`: {}\n\n| | |\n|---|---|\n", markdown(connection.title),
                  connection.id, markdown(connection.describes));
  for (const ConnectionFact& fact : facts_of(connection))
    out += fmt::format("| {} | {} |\n", fact.name, cell(fact.value));
  return out + fmt::format("| document | [{0}](#{0}) |\n\n", connection.document);
}

std::string requirements_table(const Profile& profile) {
  if (profile.requirements.empty()) return {};
  std::string out =
      "## What must be so\n\n| connections | requirement | who says so |\n|---|---|---|\n";
  for (const Requirement& one : profile.requirements)
    out += fmt::format("| {} | {} | {} |\n", connections_in_words(one.connections), cell(one.says),
                       source_cell(one.evidence, one.document));
  return out + "\n";
}

std::string effects_table(const Profile& profile) {
  if (profile.effects.empty()) return {};
  std::string out =
      "## What a control does to it\n\n| control | connections | effect | who says so |\n"
      "|---|---|---|---|\n";
  for (const VendorEffect& one : profile.effects)
    out += fmt::format("| `{}` | {} | {} | {} |\n", word_for(one.topic),
                       connections_in_words(one.connections), cell(one.says),
                       source_cell(one.evidence, one.document));
  return out + "\n";
}

std::string remedies_list(const Profile& profile) {
  if (profile.remedies.empty()) return {};
  std::string out =
      "## What to do\n\nThe vendor's remedies in the vendor's order, then ours. `caprock check` "
      "tries "
      "those that\nchange the tenant on a copy before it recommends one.\n\n";
  for (const Remedy& one : profile.remedies) {
    std::vector<std::string> topics;
    for (const ControlTopic topic : one.topics)
      topics.push_back(fmt::format("`{}`", word_for(topic)));
    out += fmt::format("- **{}** ({}, for {}): {}\n  Against {}. Source: {}.\n", one.id,
                       one.by_vendor ? "the vendor's" : "ours",
                       connections_in_words(one.connections), markdown(one.says),
                       join(topics, ", "), source_cell(one.evidence, one.document));
    if (!one.caution.empty()) out += fmt::format("  Caution: {}\n", markdown(one.caution));
  }
  return out + "\n";
}

std::string documents_list(const Profile& profile) {
  std::string out = "## Documents\n\n";
  for (const ProfileDocument& one : profile.documents) {
    const std::string title = markdown_name(one.title);
    out += fmt::format("- <a id=\"{}\"></a>`{}`: {}, {}; read {}.", one.id, one.id,
                       one.address.empty() ? title : fmt::format("[{}](<{}>)", title, one.address),
                       markdown_name(one.publisher), one.read);
    out += one.note.empty() ? "\n" : fmt::format(" {}\n", markdown(one.note));
  }
  return out;
}

}  // namespace

std::string profile_markdown(const Profile& profile) {
  std::string out =
      fmt::format("# {}\n\n{}\n\nProfile `{}`; vendor: {}; written by {}.\n\n## Connections\n\n",
                  markdown_name(profile.name), markdown(profile.summary), profile.id,
                  markdown_name(profile.vendor), markdown_name(profile.made_by));
  for (const ProfileConnection& one : profile.connections) out += connection_section(one);
  out += requirements_table(profile) + effects_table(profile) + remedies_list(profile);
  out += fmt::format("## After a fix\n\n{}\n\n", markdown(profile.after_fix));
  return out + documents_list(profile);
}

std::string profiles_markdown(const std::vector<Profile>& profiles) {
  std::string out = "| profile | product | vendor | connections |\n|---|---|---|---|\n";
  for (const Profile& profile : profiles) {
    std::vector<std::string> ways;
    for (const ProfileConnection& way : profile.connections)
      ways.push_back(fmt::format("`{}`", way.id));
    out += fmt::format("| [{0}]({0}.md) | {1} | {2} | {3} |\n", profile.id, cell(profile.name),
                       cell(profile.vendor), join(ways, ", "));
  }
  return out;
}

}  // namespace caprock
