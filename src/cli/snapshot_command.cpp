#include "cli/snapshot_command.h"
#include "base/printable.h"
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/value_from.hpp>
#include <map>
#include <ostream>

#include "cli/json_out.h"
#include "cli/policy_words.h"
#include "cli/table.h"
#include "cli/tenant_input.h"

namespace caprock {
namespace {

struct Count {
  std::string_view what;  // of many
  std::string_view one;
  std::optional<std::size_t> items;
  bool known;  // the export has this kind of object
};

// A kind counts as known when its list was exported or single objects of it were.
template <class T>
Count count(std::string_view what, std::string_view one, const Collection<T>& collection) {
  return {what, one, collection.items.size(), collection.exported || !collection.items.empty()};
}

// There is only one of it, so its number says nothing.
Count setting(std::string_view what, bool known) { return {what, what, std::nullopt, known}; }

std::vector<Count> counts_of(const TenantSnapshot& tenant) {
  return {
      count("policies", "policy", tenant.policies),
      count("named locations", "named location", tenant.named_locations),
      count("authentication strengths", "authentication strength", tenant.authentication_strengths),
      count("authentication contexts", "authentication context", tenant.authentication_contexts),
      count("users", "user", tenant.users),
      count("groups", "group", tenant.groups),
      count("role assignments", "role assignment", tenant.role_assignments),
      count("service principals", "service principal", tenant.service_principals),
      count("permission grants", "permission grant", tenant.permission_grants),
      count("applications", "application", tenant.applications),
      count("token lifetime policies", "token lifetime policy", tenant.token_lifetime_policies),
      setting("security defaults", tenant.security_defaults.has_value()),
      setting("MFA service settings", tenant.mfa_service_settings.has_value()),
      setting("cross-tenant access default", tenant.cross_tenant_default.has_value())};
}

std::string counts_text(const TenantSnapshot& tenant, std::size_t width) {
  std::string have, lack;
  for (const Count& count : counts_of(tenant)) {
    std::string& list = count.known ? have : lack;
    if (!list.empty()) list += ", ";
    if (count.known && count.items) list += fmt::format("{} ", *count.items);
    list += count.items == 1u ? count.one : count.what;
  }
  std::string out = paragraph(have, width, 14, "has");
  if (!lack.empty()) out += paragraph(lack + " (so these are unknown)", width, 14, "does not have");
  return out;
}

std::string painted(PolicyState state, std::string_view text, const Style& style) {
  switch (state) {
    case PolicyState::enabled: return style.green(text);
    case PolicyState::disabled: return style.dim(text);
    case PolicyState::enabled_for_reporting:
    case PolicyState::unknown: return style.yellow(text);
  }
  return std::string(text);
}

std::string title(const Policy& policy) {
  if (!policy.display_name.empty()) return printable(policy.display_name);
  if (!policy.id.empty()) return printable(policy.id.text());
  return printable("policy without a name (" + to_string(policy.origin.where) + ")");
}

// The first line of a sentence begins with the state, which alone is coloured.
std::string with_state_painted(const std::string& line, PolicyState state, const Style& style) {
  const std::size_t end = std::min(line.find_first_of(",:"), line.size());
  return painted(state, line.substr(0, end), style) + line.substr(end);
}

// The name, below it the sentence, and where something was not read.
std::string policy_text(const Policy& policy, const TenantSnapshot& tenant, Detail detail,
                        std::size_t width, const Style& style) {
  constexpr std::size_t k_indent = 2;
  std::string out;
  for (const std::string& line : wrap_text(title(policy), width)) out += style.bold(line) + "\n";
  const PolicyWords words = describe(policy, tenant, detail);
  std::vector<std::string> lines = wrap_text(words.sentence, width - k_indent);
  lines.front() = with_state_painted(lines.front(), policy.state, style);
  for (const std::string& line : lines) out += std::string(k_indent, ' ') + line + "\n";
  if (!words.unread.empty()) out += paragraph("not read: " + words.unread, width, k_indent);
  return out;
}

std::string policies_text(const SnapshotArguments& arguments, const TenantSnapshot& tenant,
                          const Style& style) {
  const Detail detail = arguments.full ? Detail::whole : Detail::brief;
  std::vector<std::string> texts;
  for (const Policy& policy : tenant.policies.items)
    texts.push_back(policy_text(policy, tenant, detail, arguments.width, style));
  return join(texts, "\n");
}

std::string what_changed(const PolicyChange& change) {
  if (!change.before) return "added";
  if (!change.after) return "deleted";
  if (change.changed.empty()) return "nothing that counts";
  std::vector<std::string> lines;
  for (const std::string& pointer : change.changed) lines.push_back(printable(pointer));
  return join(lines, "\n");
}

std::string changes_table(const std::vector<PolicyChange>& changes, std::size_t width,
                          const Style& style) {
  if (changes.empty()) return {};
  Table table;
  table.add_column("changed at", 20);
  table.add_column("policy", 18);
  table.add_column("by", 14);
  table.add_column("what", 18);
  for (const PolicyChange& change : changes)
    table.add_row({printable(change.at), printable(change.display_name), printable(change.by),
                   what_changed(change)});
  return "\n" + table.render(width, style);
}

json::array changes_json(const std::vector<PolicyChange>& changes) {
  json::array out;
  for (const PolicyChange& change : changes)
    out.push_back({{"at", change.at},
                   {"activity", change.activity},
                   {"by", change.by},
                   {"policy", change.policy.text()},
                   {"displayName", change.display_name},
                   {"before", change.before ? json::value(*change.before) : json::value(nullptr)},
                   {"after", change.after ? json::value(*change.after) : json::value(nullptr)},
                   {"changed", json::value_from(change.changed)},
                   {"place", to_string(change.where)}});
  return out;
}

// `Graph JSON (5 files), Terraform state (1 file)`
std::string formats_of(const Snapshot& snapshot) {
  std::map<std::string, std::size_t> files;
  for (const SourceFile& file : snapshot.files)
    if (!file.format.empty()) ++files[file.format];
  std::vector<std::string> parts;
  for (const auto& [format, count] : files)
    parts.push_back(fmt::format("{} ({} file{})", format, count, count == 1 ? "" : "s"));
  return join(parts, ", ");
}

std::string text_report(const SnapshotArguments& arguments, const Read<Snapshot>& read,
                        const Style& style) {
  const TenantSnapshot& tenant = read.value.tenant;
  const std::string name = tenant.organization && !tenant.organization->display_name.empty()
                               ? tenant.organization->display_name
                               : "tenant without a name in the export";
  std::string out = fmt::format("{}  {}\n", style.bold(printable(name)),
                                words_of_source(arguments.source, arguments.read));
  if (read.value.partial) out += style.red("partial export: pages or files are missing") + "\n";
  std::string formats = formats_of(read.value);
  if (!read.value.container.empty()) formats += ", in a " + read.value.container;
  out += paragraph(formats, arguments.width, 14, "format");
  out += counts_text(tenant, arguments.width) + "\n";
  out += policies_text(arguments, tenant, style);
  return out + changes_table(read.value.changes, arguments.width, style);
}

json::object policy_json(const Policy& policy, const TenantSnapshot& tenant) {
  const PolicyWords words = describe(policy, tenant, Detail::whole);
  json::array unread;
  for (const Unread& item : policy.unread)
    unread.push_back({{"pointer", item.pointer}, {"text", item.text}});
  return {{"id", policy.id.text()},
          {"displayName", policy.display_name},
          {"state", words.state},
          {"sentence", words.sentence},
          {"who", words.who},
          {"what", words.what},
          {"conditions", words.conditions},
          {"demands", words.controls},
          {"fullyEvaluated", policy.fully_read()},
          {"unread", std::move(unread)},
          {"place", to_string(policy.origin.where)}};
}

json::object json_report(const Read<Snapshot>& read) {
  json::object counts;
  for (const Count& count : counts_of(read.value.tenant))
    counts[count.what] = count.known ? json::value(count.items.value_or(1)) : json::value(nullptr);
  json::array policies, files;
  for (const Policy& policy : read.value.tenant.policies.items)
    policies.push_back(policy_json(policy, read.value.tenant));
  for (const SourceFile& file : read.value.files)
    files.push_back({{"path", file.path},
                     {"format", file.format},
                     {"contents", file.contents},
                     {"objects", file.objects}});
  return {{"partial", read.value.partial},
          {"container", read.value.container},
          {"counts", std::move(counts)},
          {"policies", std::move(policies)},
          {"changes", changes_json(read.value.changes)},
          {"files", std::move(files)},
          {"diagnostics", to_json(read.diagnostics)}};
}

}  // namespace

ExitCode show_snapshot(const SnapshotArguments& arguments, const Style& style, std::ostream& out,
                       std::ostream& err) {
  const auto read = read_source(arguments.source, arguments.read);
  if (!read) {
    err << render_error(read.error(), style);
    return ExitCode::bad_input;
  }
  if (arguments.format == Format::json) {
    out << pretty(json_report(*read));
  } else {
    out << text_report(arguments, *read, style);
    if (!read->diagnostics.empty()) out << "\n" << render_diagnostics(read->diagnostics, style, 20);
  }
  return has_errors(read->diagnostics) ? ExitCode::bad_input : ExitCode::good;
}

}  // namespace caprock
