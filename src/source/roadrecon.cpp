#include "source/roadrecon.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>

#include "base/instant.h"
#include "base/printable.h"
#include "base/text.h"
#include "source/directory_location.h"
#include "source/directory_policy.h"
#include "source/roadrecon_schema.h"
#include "source/sqlite_database.h"

namespace caprock {
namespace {

using namespace roadrecon;

using Members = std::map<std::string, json::array, std::less<>>;

// `2026-03-01 09:30:00.000000`, in UTC, as Graph writes it; empty when it is no instant.
std::string instant_in(std::string_view text) {
  std::string out(text);
  if (out.size() > 10 && out[10] == ' ') out[10] = 'T';
  if (!out.ends_with('Z')) out += 'Z';
  return parse_instant(out) ? out : std::string();
}

class DatabaseReader {
 public:
  DatabaseReader(SqliteDatabase database, const std::string& file)
      : database_(std::move(database)), file_(file) {}

  Result<Converted> read() {
    CAPROCK_TRY(const std::vector<std::string> columns, database_.columns_of("Policys"));
    if (columns.empty()) {
      warn(ErrorCode::source_unknown_format,
           "this SQLite database has no table `Policys`; only those of ROADrecon are read", {});
      return std::move(out_);
    }
    for (const auto step : {&DatabaseReader::read_policies, &DatabaseReader::read_users,
                            &DatabaseReader::read_groups, &DatabaseReader::read_principals,
                            &DatabaseReader::read_roles, &DatabaseReader::read_tenant})
      if (auto done = (this->*step)(); !done) return tl::unexpected(done.error());
    say_losses();
    return std::move(out_);
  }

 private:
  Place place(std::string_view table, std::string_view id) const {
    return {.file = file_, .pointer = pointer_to(pointer_to("", table), id)};
  }
  void warn(ErrorCode code, std::string message, std::string pointer, std::string hint = {}) {
    out_.diagnostics.push_back({Severity::warning,
                                {code,
                                 std::move(message),
                                 {.file = file_, .pointer = std::move(pointer)},
                                 std::move(hint)}});
  }

  // Runs `each` on all rows. How many there were; none where there is no such table.
  template <class Each>
  Result<std::size_t> for_rows(std::string_view table, std::vector<std::string> columns,
                               const Each& each) {
    CAPROCK_TRY(const std::vector<std::string> known, database_.columns_of(table));
    std::size_t count = 0;
    if (known.empty()) {
      missing_tables_.emplace(table);
      return count;
    }
    for (std::string& column : columns) column = name_here(table, column, known);
    CAPROCK_TRY(SqliteRows rows, database_.rows_of(table, columns));
    for (;; ++count) {
      CAPROCK_TRY(const bool more, rows.next());
      if (!more) return count;
      each(rows);
    }
  }

  // Releases differ in their columns.
  std::string name_here(std::string_view table, const std::string& column,
                        const std::vector<std::string>& known) {
    const auto has = [&](std::string_view name) {
      return std::find(known.begin(), known.end(), name) != known.end();
    };
    if (has(column)) return column;
    for (const auto& [name, newer] : k_newer_names)
      if (name == column && has(newer)) return std::string(newer);
    missing_columns_.insert(fmt::format("{}.{}", table, column));
    return column;
  }

  // One object a row; `each` may add to it.
  template <class Each>
  Result<std::size_t> read_table(const Table& table, std::vector<std::string> more,
                                 const Each& each) {
    std::vector<std::string> names;
    for (const Column& column : table.columns) names.emplace_back(column.name);
    names.insert(names.end(), more.begin(), more.end());
    auto count = for_rows(table.name, names, [&](const SqliteRows& rows) {
      json::object object;
      for (std::size_t i = 0; i < table.columns.size(); ++i)
        read_cell(table, table.columns[i], rows, static_cast<int>(i), object);
      Place where = place(table.name, rows.text(0).value_or(std::string_view()));
      each(object, rows, where);
      out_.objects.push_back({table.kind, std::move(object), std::move(where), {}});
    });
    if (count && *count > 0) out_.whole.push_back(table.kind);
    return count;
  }

  void read_cell(const Table& table, const Column& column, const SqliteRows& rows, int at,
                 json::object& object) {
    if (rows.is_null(at)) return;
    const auto text = rows.text(at);
    const auto number = rows.integer(at);
    if (column.kind == CellKind::boolean && number && (*number == 0 || *number == 1))
      object[column.graph] = *number == 1;
    else if (column.kind == CellKind::text && text)
      object[column.graph] = *text;
    else if (const std::string instant =
                 column.kind == CellKind::instant && text ? instant_in(*text) : std::string();
             !instant.empty())
      object[column.graph] = instant;
    else if (odd_columns_.insert(fmt::format("{}/{}", table.name, column.name)).second)
      warn(
          ErrorCode::graph_wrong_type,
          fmt::format("column `{}` of `{}` has values that are none of its kind; they are left out",
                      column.name, table.name),
          pointer_to("", table.name));
  }

  // A column that holds JSON; null when it holds none.
  json::value json_in(const SqliteRows& rows, int at, const Place& where) {
    const auto text = rows.text(at);
    if (!text) return nullptr;
    auto document = parse_json(*text, file_);
    if (!document) {
      add_inner(Severity::error, document.error(), where);
      return nullptr;
    }
    for (const Diagnostic& one : document->diagnostics) add_inner(one.severity, one.error, where);
    return std::move(document->value);
  }
  // Lines inside a cell lead nowhere; the cell is the place.
  void add_inner(Severity severity, Error error, const Place& where) {
    error.where = where;
    out_.diagnostics.push_back({severity, std::move(error)});
  }

  // --- policies ---------------------------------------------------------------------------------

  struct PolicyRow {
    std::int64_t type = 0;
    bool is_default = false;  // made with the tenant, holds nothing
    std::string deleted;
    DirectoryObject object;
    std::vector<json::object> details;
  };

  Result<void> read_policies() {
    const std::vector<std::string> columns = {
        "objectId",     "displayName",       "policyType",         "policyIdentifier",
        "policyDetail", "deletionTimestamp", "tenantDefaultPolicy"};
    auto count = for_rows("Policys", columns, [this](const SqliteRows& rows) {
      const auto text = [&](int at) { return std::string(rows.text(at).value_or("")); };
      PolicyRow row;
      row.type = rows.integer(2).value_or(0);
      if (row.type != k_policy_type && row.type != k_location_type && row.type != k_strength_type)
        return;
      row.is_default = rows.integer(6).value_or(0) != 0;
      row.deleted = text(5);
      row.object = {text(0), text(3), text(1), place("Policys", text(0))};
      row.object.where.pointer = pointer_to(row.object.where.pointer, "policyDetail");
      row.details = details_in(rows, 4, row.object.where);
      read_policy_row(row);
    });
    if (!count) return tl::unexpected(count.error());
    if (*count > 0)
      out_.whole.insert(out_.whole.end(), {ObjectKind::policy, ObjectKind::named_location});
    return {};
  }

  // A list of texts, each of which is JSON again.
  std::vector<json::object> details_in(const SqliteRows& rows, int at, const Place& where) {
    std::vector<json::object> details;
    const json::value list = json_in(rows, at, where);
    const json::array* texts = list.if_array();
    for (std::size_t i = 0; texts != nullptr && i < texts->size(); ++i) {
      Place inner = where;
      inner.pointer = pointer_to(where.pointer, i);
      const json::string* text = (*texts)[i].if_string();
      if (text == nullptr) continue;
      auto document = parse_json(*text, file_);
      if (!document) {
        add_inner(Severity::error, document.error(), inner);
        continue;
      }
      for (const Diagnostic& one : document->diagnostics) add_inner(one.severity, one.error, inner);
      if (document->value.is_object()) details.push_back(std::move(document->value.get_object()));
    }
    return details;
  }

  void read_policy_row(PolicyRow& row) {
    if (row.type == k_policy_type) return read_policy(row);
    if (row.is_default) return;
    for (std::size_t i = 0; i < row.details.size(); ++i) {
      DirectoryObject object = row.object;
      object.where.pointer = pointer_to(object.where.pointer, i);
      add(row, row.type == k_location_type
                   ? read_directory_location(row.details[i], object, out_.diagnostics)
                   : read_directory_strength(row.details[i], object));
    }
  }

  void read_policy(PolicyRow& row) {
    if (row.is_default && (row.details.empty() || member(row.details[0], "Conditions") == nullptr))
      return;
    const json::object none;
    ConvertedObject policy = read_directory_policy(row.details.empty() ? none : row.details[0],
                                                   row.object, out_.diagnostics);
    if (row.details.size() > 1) {
      warn(ErrorCode::graph_unknown_value,
           fmt::format("policy {} has {} details; only the first is understood",
                       in_backticks(row.object.display_name), row.details.size()),
           row.object.where.pointer, "what it means for a sign-in stays unknown");
      policy.lost.push_back({PolicyPart::policy, "", "more than one `policyDetail`"});
    }
    add(row, std::move(policy));
  }

  void add(const PolicyRow& row, ConvertedObject object) {
    if (!row.deleted.empty()) object.object["deletedDateTime"] = row.deleted;
    out_.objects.push_back(std::move(object));
  }

  // --- people -----------------------------------------------------------------------------------

  Result<void> read_users() {
    const Table table{"Users", ObjectKind::user, k_user_columns};
    const int detail = static_cast<int>(k_user_columns.size());
    auto count = read_table(table, {"strongAuthenticationDetail"},
                            [&](json::object& user, const SqliteRows& rows, const Place& where) {
                              if (rows.is_null(detail)) return;
                              read_mfa(json_in(rows, detail, where), user);
                            });
    if (!count) return tl::unexpected(count.error());
    has_users_ = *count > 0;
    return {};
  }

  // Gathered with `--mfa` only. No requirement is "disabled"; methods say that a user can do MFA,
  // but having none of these does not say that there are no others.
  void read_mfa(const json::value& detail, json::object& user) {
    if (!detail.is_object()) return;
    const auto list = [&](std::string_view name) {
      const json::value* value = member(detail.get_object(), name);
      return value != nullptr ? value->if_array() : nullptr;
    };
    if (const json::array* methods = list("methods"); methods != nullptr && !methods->empty())
      user["isMfaRegistered"] = true;
    const json::array* requirements = list("requirements");
    if (requirements == nullptr) return;
    has_mfa_ = true;
    if (requirements->empty()) user["perUserMfaState"] = "disabled";
    if (requirements->size() != 1 || !requirements->front().is_object()) return;
    const json::value* state = member(requirements->front().get_object(), "state");
    if (state != nullptr && state->is_string()) user["perUserMfaState"] = *state;
  }

  Result<Members> members_of(std::span<const Link> links) {
    Members members;
    for (const Link& link : links) {
      const std::vector<std::string> columns = {std::string(link.container),
                                                std::string(link.member)};
      auto count = for_rows(link.table, columns, [&](const SqliteRows& rows) {
        const auto container = rows.text(0), inside = rows.text(1);
        if (!container || !inside) return;
        auto at = members.find(*container);
        if (at == members.end()) at = members.emplace(*container, json::array()).first;
        at->second.emplace_back(*inside);
      });
      if (!count) return tl::unexpected(count.error());
    }
    return members;
  }

  // A tenant in which no group has a member is one whose members were not gathered.
  Result<void> read_groups() {
    CAPROCK_TRY(Members members, members_of(k_group_links));
    const bool gathered = !members.empty() && !missing_tables_.contains(k_group_links[0].table) &&
                          !missing_tables_.contains(k_group_links[1].table);
    const Table table{"Groups", ObjectKind::group, k_group_columns};
    auto count =
        read_table(table, {}, [&](json::object& group, const SqliteRows& rows, const Place&) {
          const auto id = rows.text(0);
          const auto at = id ? members.find(*id) : members.end();
          if (gathered) group["members"] = at != members.end() ? at->second : json::array();
        });
    if (!count) return tl::unexpected(count.error());
    if (*count > 0 && !gathered)
      out_.losses.emplace_back(
          "no group has members here, or not all kinds of them, so membership is unknown");
    return {};
  }

  Result<void> read_principals() {
    const Table table{"ServicePrincipals", ObjectKind::service_principal, k_principal_columns};
    auto count = read_table(table, {}, [](json::object&, const SqliteRows&, const Place&) {});
    if (!count) return tl::unexpected(count.error());
    return {};
  }

  // --- roles ------------------------------------------------------------------------------------

  Result<void> read_roles() {
    std::map<std::string, std::string, std::less<>> templates;
    const Table table{"RoleDefinitions", ObjectKind::role_definition, k_role_columns};
    auto roles = read_table(table, {}, [&](json::object&, const SqliteRows& rows, const Place&) {
      if (const auto id = rows.text(0), of = rows.text(1); id && of) templates.emplace(*id, *of);
    });
    if (!roles) return tl::unexpected(roles.error());
    CAPROCK_TRY(const std::size_t active,
                read_assignments("RoleAssignments", ObjectKind::role_assignment, templates));
    auto eligible =
        read_assignments("EligibleRoleAssignments", ObjectKind::role_eligibility, templates);
    if (!eligible) return tl::unexpected(eligible.error());
    if (active > 0) {
      out_.whole.push_back(ObjectKind::role_assignment);
      return {};
    }
    return read_directory_roles();
  }

  template <class Templates>
  Result<std::size_t> read_assignments(std::string_view table, ObjectKind kind,
                                       const Templates& templates) {
    const std::vector<std::string> columns = {"id", "principalId", "roleDefinitionId",
                                              "resourceScopes"};
    return for_rows(table, columns, [&](const SqliteRows& rows) {
      const auto text = [&](int at) { return std::string(rows.text(at).value_or("")); };
      const Place where = place(table, text(0));
      const auto of = templates.find(text(2));
      json::object assignment{{"principalId", text(1)},
                              {"roleDefinitionId", of != templates.end() ? of->second : text(2)}};
      const json::value scopes = json_in(rows, 3, where);
      // Without a scope nobody can tell whether policies count the role (CA 2.9).
      if (!scopes.is_array() || scopes.get_array().empty())
        return warn(ErrorCode::graph_missing_member,
                    "a role assignment does not say for what it holds; it is left out",
                    where.pointer);
      for (const json::value& scope : scopes.get_array()) {
        assignment["directoryScopeId"] = scope;
        out_.objects.push_back({kind, assignment, where, {}});
      }
    });
  }

  // Where assignments were not gathered: the activated roles, with those who hold them.
  Result<void> read_directory_roles() {
    CAPROCK_TRY(Members members, members_of(k_role_links));
    if (members.empty()) return {};
    const Table table{"DirectoryRoles", ObjectKind::directory_role, k_directory_role_columns};
    auto count =
        read_table(table, {}, [&](json::object& role, const SqliteRows& rows, const Place&) {
          json::array list;
          const auto id = rows.text(0);
          if (const auto at = id ? members.find(*id) : members.end(); at != members.end())
            for (const json::value& one : at->second) list.push_back(json::object{{"id", one}});
          role["members"] = std::move(list);
        });
    if (!count) return tl::unexpected(count.error());
    return {};
  }

  Result<void> read_tenant() {
    const Table table{"TenantDetails", ObjectKind::organization, k_tenant_columns};
    const int domains = static_cast<int>(k_tenant_columns.size());
    auto count = read_table(table, {"verifiedDomains"},
                            [&](json::object& tenant, const SqliteRows& rows, const Place& where) {
                              json::value list = json_in(rows, domains, where);
                              if (list.is_array()) tenant["verifiedDomains"] = std::move(list);
                            });
    if (!count) return tl::unexpected(count.error());
    return {};
  }

  void say_losses() {
    out_.losses.emplace_back(
        "authentication contexts, built-in authentication strengths, terms of use, Security "
        "Defaults and cross-tenant access settings are not here");
    out_.losses.emplace_back("applications are left out: what kind of client they are is not told");
    if (!missing_tables_.empty())
      out_.losses.push_back(
          fmt::format("there are no tables {}", fmt::join(missing_tables_, ", ")));
    if (!missing_columns_.empty())
      out_.losses.push_back(
          fmt::format("there are no columns {}", fmt::join(missing_columns_, ", ")));
    if (has_users_ && !has_mfa_)
      out_.losses.emplace_back("per-user MFA states are not here; gather with --mfa");
    if (database_.in_wal_mode())
      out_.losses.emplace_back(
          "changes that are still in the log beside the database (-wal) are not here");
  }

  SqliteDatabase database_;
  const std::string& file_;
  Converted out_;
  std::set<std::string> odd_columns_;
  std::set<std::string, std::less<>> missing_tables_;
  std::set<std::string> missing_columns_;
  bool has_users_ = false;
  bool has_mfa_ = false;
};

}  // namespace

Result<Converted> read_roadrecon(std::string bytes, const std::string& file) {
  CAPROCK_TRY(SqliteDatabase database, SqliteDatabase::open(std::move(bytes), file));
  return DatabaseReader(std::move(database), file).read();
}

}  // namespace caprock
