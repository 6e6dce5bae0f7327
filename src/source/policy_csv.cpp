#include "source/policy_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <span>

#include "base/printable.h"
#include "base/text.h"
#include "model/ids.h"
#include "source/csv.h"
#include "source/policy_csv_columns.h"
#include "source/type_names.h"

namespace caprock {
namespace {

// What groups have, as far as exports write it.
constexpr std::array<std::string_view, 12> k_group_members = {
    "displayName",    "id",          "description",        "mail",
    "mailNickname",   "mailEnabled", "securityEnabled",    "groupTypes",
    "membershipRule", "visibility",  "isAssignableToRole", "createdDateTime"};
// None of these is a member of users; the first two are the columns that must be there.
constexpr auto k_telling_of_groups = std::span(k_group_members).subspan(2);

const CsvMember* member_of(std::string_view path) {
  for (const CsvMember& member : k_csv_members)
    if (equal_ignoring_case(member.path, path)) return &member;
  return nullptr;
}

// `Conditions.Users.IncludeUsers[0]` as `Conditions/Users/IncludeUsers`: steps, and no positions.
std::string path_in(std::string_view header) {
  std::string text(trim(header));
  std::replace_if(text.begin(), text.end(), [](char c) { return c == '.' || c == '['; }, '/');
  std::erase(text, ']');
  const std::size_t slash = text.rfind('/');
  if (slash != std::string::npos && slash + 1 < text.size() &&
      text.find_first_not_of("0123456789", slash + 1) == std::string::npos)
    text.resize(slash);
  return text;
}

bool is_below(std::string_view path, std::string_view parent) {
  return starts_with_ignoring_case(path, parent) &&
         (path.size() == parent.size() || path[parent.size()] == '/');
}

constexpr std::array<std::string_view, 3> k_parts = {"conditions", "grantControls",
                                                     "sessionControls"};

std::optional<PolicyPart> part_in_csv(std::string_view path) {
  constexpr std::array parts = {PolicyPart::conditions, PolicyPart::grant_controls,
                                PolicyPart::session_controls};
  for (std::size_t i = 0; i < k_parts.size(); ++i)
    if (is_below(path, k_parts[i])) return parts[i];
  return std::nullopt;
}

bool has_column(const std::vector<std::string>& header, std::string_view name) {
  return std::any_of(header.begin(), header.end(),
                     [&](const std::string& column) { return equal_ignoring_case(column, name); });
}

// Ways to write that there is nothing.
bool is_empty(std::string_view text) {
  text = trim(text);
  return text.empty() || text == "[]" || text == "{}" || text == "@()" ||
         equal_ignoring_case(text, "null");
}

// The elements of a list in a cell: JSON, lines, or what a semicolon or else a comma separates.
std::vector<std::string> elements_in(std::string_view text) {
  text = trim(text);
  if (text.starts_with('[')) {
    std::vector<std::string> elements;
    const auto json = parse_json(text, {});
    bool texts = json && json->value.is_array();
    if (texts)
      for (const json::value& element : json->value.get_array()) {
        texts = texts && element.is_string();
        if (element.is_string()) elements.emplace_back(element.get_string());
      }
    if (texts) return elements;
  }
  const char separator = text.find('\n') != std::string_view::npos  ? '\n'
                         : text.find(';') != std::string_view::npos ? ';'
                                                                    : ',';
  return split(text, separator);
}

// `4` and `4.0`.
std::optional<std::int64_t> whole_number_in(std::string_view text) {
  text = trim(text);
  if (text.ends_with(".0")) text.remove_suffix(2);
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && at == end && !text.empty() ? std::optional(number) : std::nullopt;
}

json::value value_in(std::string_view text, CsvMemberKind kind) {
  const auto is = [&](std::string_view word) { return equal_ignoring_case(trim(text), word); };
  if (kind == CsvMemberKind::boolean && (is("true") || is("false"))) return is("true");
  if (kind == CsvMemberKind::number)
    if (const auto number = whole_number_in(text)) return *number;
  if (kind == CsvMemberKind::object)
    if (auto json = parse_json(text, {}); json && json->value.is_object())
      return std::move(json->value);
  // What is none of these is refused or kept by the reader of Graph's shape.
  return json::value(trim(text));
}

// The member at a path, with the objects on the way. nullptr: something else is on the way.
json::value* slot_unless_taken(json::object& object, std::string_view path) {
  json::object* in = &object;
  for (std::size_t slash = path.find('/'); slash != path.npos; slash = path.find('/')) {
    json::value& next = (*in)[path.substr(0, slash)];
    if (next.is_null()) next = json::object();
    if (!next.is_object()) return nullptr;
    in = &next.get_object();
    path.remove_prefix(slash + 1);
  }
  return &(*in)[path];
}

const json::value* found_at(const json::object& object, std::string_view path) {
  const json::value* value = nullptr;
  const json::object* in = &object;
  for (;;) {
    const std::size_t slash = path.find('/');
    value = in != nullptr ? member(*in, path.substr(0, slash)) : nullptr;
    if (value == nullptr || slash == path.npos) return value;
    in = value->if_object();
    path.remove_prefix(slash + 1);
  }
}

// Whether a list has a word; an empty word asks whether it has anything.
bool lists(const json::object& policy, std::string_view path, std::string_view text) {
  const json::value* value = found_at(policy, path);
  if (value == nullptr || !value->is_array()) return false;
  const json::array& list = value->get_array();
  if (text.empty()) return !list.empty();
  return std::any_of(list.begin(), list.end(), [&](const json::value& element) {
    return element.is_string() && equal_ignoring_case(element.get_string(), text);
  });
}

bool is_unset(const json::value& value) {
  return value.is_null() || (value.is_object() && value.get_object().empty());
}

bool could_have(const json::object& policy, const CsvMember& member) {
  constexpr std::string_view k_listed_users = "conditions/users/includeUsers";
  constexpr std::string_view k_controls = "grantControls/builtInControls";
  const auto has = [&](std::string_view path, std::string_view text) {
    return lists(policy, path, text);
  };
  switch (member.need) {
    case CsvNeed::never: return false;
    case CsvNeed::always: return true;
    case CsvNeed::if_workload: return has(k_listed_users, word::k_none) || !has(k_listed_users, {});
    // CA 2.8.3, 2.10.1, 2.14.1.8: people have risk and sessions, and are excluded by name.
    case CsvNeed::if_for_people: return !has(k_listed_users, word::k_none);
    case CsvNeed::if_not_all:
      return !has(k_listed_users, word::k_all) && !has(k_listed_users, word::k_none);
    case CsvNeed::if_no_target:
      return !has("conditions/applications/includeApplications", {}) &&
             !has("conditions/applications/includeUserActions", {});
    case CsvNeed::if_not_block: return !has(k_controls, "block");
    case CsvNeed::if_no_mfa_grant: return !has(k_controls, "block") && !has(k_controls, "mfa");
    case CsvNeed::beside_others:
      return found_at(policy, member.path.substr(0, member.path.rfind('/'))) != nullptr;
  }
  return true;
}

class CsvPolicyReader {
 public:
  CsvPolicyReader(const Csv& csv, const std::string& file) : csv_(csv), file_(file) {}

  Result<Converted> read() {
    for (const CsvCell& cell : csv_.header) read_column(cell);
    for (const CsvMember& member : k_csv_members)
      if (member.need != CsvNeed::never) find_missing(member);
    for (const CsvRow& row : csv_.rows)
      if (auto done = read_row(row); !done) return tl::unexpected(done.error());
    say_losses();
    return std::move(out_);
  }

 private:
  struct Column {
    std::string path;
    const CsvMember* member = nullptr;
    bool silent = false;
  };
  struct Missing {
    const CsvMember* member;
    std::string_view path;  // of the outermost object without a column
  };

  Place at(const CsvCell& cell) const {
    return {.file = file_, .line = cell.line, .column = cell.column};
  }

  void read_column(const CsvCell& cell) {
    Column column{path_in(cell.text), nullptr, false};
    column.member = member_of(column.path);
    column.silent = column.path.find("@odata/") != std::string::npos || column.path.empty();
    if (column.member == nullptr && !column.silent)
      out_.diagnostics.push_back(
          {Severity::warning,
           {ErrorCode::graph_unknown_member,
            fmt::format("column {} is no member of policies that is known here",
                        in_backticks(trim(cell.text))),
            at(cell),
            part_in_csv(column.path) ? "policies with a value there are not fully evaluated"
                                     : "it is passed over"}});
    columns_.push_back(std::move(column));
  }

  // From the outside inwards: one loss for all that has no column. A whole object in one cell is
  // there.
  void find_missing(const CsvMember& member) {
    std::size_t slash = 0;
    do {
      slash = member.path.find('/', slash + 1);
      const std::string_view path = member.path.substr(0, slash);
      bool whole = false, part = false;
      for (const Column& column : columns_) {
        whole = whole || equal_ignoring_case(column.path, path);
        part = part || is_below(column.path, path);
      }
      if (!part) missing_.push_back({&member, path});
      if (whole || !part) return;
    } while (slash != member.path.npos);
  }

  Result<void> read_row(const CsvRow& row) {
    ConvertedObject policy{ObjectKind::policy, {}, {.file = file_, .line = row.front().line}, {}};
    policy.object["conditions"] = json::object();
    for (std::size_t i = 0; i < row.size(); ++i)
      if (auto done = read_cell(columns_[i], row[i], policy); !done) return done;
    std::set<std::string_view> said;
    for (const Missing& missing : missing_)
      if (could_have(policy.object, *missing.member) && said.insert(missing.path).second)
        policy.lost.push_back({*part_in_csv(missing.path), "/" + std::string(missing.path),
                               "there is no column for it"});
    lost_.insert(said.begin(), said.end());
    out_.objects.push_back(std::move(policy));
    return {};
  }

  Result<void> read_cell(const Column& column, const CsvCell& cell, ConvertedObject& policy) {
    if (is_empty(cell.text) || column.silent) return {};
    const bool prose = column.member != nullptr && column.member->path == "displayName";
    if (!prose && is_type_name(cell.text))
      return failure(ErrorCode::source_cut_short,
                     "the export was cut off: the name of a type stands where values belong",
                     at(cell), std::string(deeper_export_hint()));
    const auto part = part_in_csv(column.path);
    if (column.member == nullptr && part)
      policy.lost.push_back({*part, "/" + column.path, printable(cell.text.substr(0, 200))});
    if (column.member == nullptr) return {};
    json::value* slot = slot_unless_taken(policy.object, column.member->path);
    const bool is_list = column.member->kind == CsvMemberKind::list;
    // Two columns for one member, or for an object and what is in it.
    if (slot == nullptr || (!is_list && !is_unset(*slot)) ||
        (is_list && !slot->is_null() && !slot->is_array())) {
      policy.lost.push_back({part.value_or(PolicyPart::policy), "/" + column.path,
                             "another column says something about it, too"});
      return {};
    }
    if (!is_list) {
      *slot = value_in(cell.text, column.member->kind);
      return {};
    }
    if (!slot->is_array()) *slot = json::array();
    for (const std::string& element : elements_in(cell.text))
      slot->get_array().emplace_back(element);
    note_names(slot->get_array());
    return {};
  }

  void note_names(const json::array& list) {
    const auto is_name = [](const json::value& element) {
      const json::string* text = element.if_string();
      return text != nullptr && text->find(' ') != json::string::npos;
    };
    cut_names_ = cut_names_ || (list.size() > 1 && std::any_of(list.begin(), list.end(), is_name));
  }

  void say_losses() {
    if (!lost_.empty())
      out_.losses.push_back(fmt::format("there are no columns for {}", fmt::join(lost_, ", ")));
    if (cut_names_)
      out_.losses.emplace_back(
          "lists stand in one cell, so a name with a separator in it cannot be told from two");
    out_.losses.emplace_back("users, groups and named locations are not here");
  }

  const Csv& csv_;
  const std::string& file_;
  Converted out_;
  std::vector<Column> columns_;
  std::vector<Missing> missing_;
  std::set<std::string_view> lost_;
  bool cut_names_ = false;
};

}  // namespace

bool is_policy_csv(std::string_view text) {
  const std::vector<std::string> header = csv_header(text);
  return has_column(header, "displayName") && has_column(header, "state") &&
         std::any_of(header.begin(), header.end(), [](const std::string& column) {
           return part_in_csv(path_in(column)).has_value();
         });
}

Result<Converted> read_policy_csv(std::string_view text, const std::string& file) {
  CAPROCK_TRY(const Csv csv, parse_csv(text, file));
  return CsvPolicyReader(csv, file).read();
}

bool is_group_csv(std::string_view text) {
  const std::vector<std::string> header = csv_header(text);
  const auto among = [](std::span<const std::string_view> names) {
    return [names](const std::string& column) {
      return std::any_of(names.begin(), names.end(),
                         [&](std::string_view name) { return equal_ignoring_case(name, column); });
    };
  };
  return has_column(header, "displayName") && has_column(header, "id") &&
         std::all_of(header.begin(), header.end(), among(k_group_members)) &&
         std::any_of(header.begin(), header.end(), among(k_telling_of_groups));
}

Result<Converted> read_group_csv(std::string_view text, const std::string& file) {
  CAPROCK_TRY(const Csv csv, parse_csv(text, file));
  Converted out;
  for (const CsvRow& row : csv.rows) {
    json::object group;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string_view name = trim(csv.header[i].text);
      if (is_empty(row[i].text)) continue;
      for (const std::string_view wanted : {"id", "displayName"})
        if (equal_ignoring_case(name, wanted)) group[wanted] = trim(row[i].text);
    }
    out.objects.push_back(
        {ObjectKind::group, std::move(group), {.file = file, .line = row.front().line}, {}});
  }
  out.losses.emplace_back("groups have no members here, so membership is unknown");
  return out;
}

}  // namespace caprock
