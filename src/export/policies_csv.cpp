#include "export/policies_csv.h"

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "base/text.h"
#include "export/plain_objects.h"
#include "source/policy_csv_columns.h"

namespace caprock {
namespace {

// Objects have a column a member, not one of their own.
bool is_column(const CsvMember& member) {
  return std::none_of(k_csv_members.begin(), k_csv_members.end(), [&](const CsvMember& other) {
    return other.path.size() > member.path.size() && other.path.starts_with(member.path) &&
           other.path[member.path.size()] == '/';
  });
}

std::string header_of(const CsvMember& member) {
  std::string header(member.path);
  std::replace(header.begin(), header.end(), '/', '.');
  return header;
}

std::string joined_texts(const json::array& list, char separator) {
  std::string out;
  for (const json::value& element : list) {
    if (!out.empty()) out += separator;
    out += element.is_string() ? std::string(element.get_string()) : json::serialize(element);
  }
  return out;
}

// Elements that read the same between separators; others need the quotes of JSON.
bool reads_the_same(const json::value& element) {
  const json::string* text = element.if_string();
  return text != nullptr && !text->empty() && trim(*text) == std::string_view(*text) &&
         text->find_first_of(";,\n[") == json::string::npos;
}

std::string list_cell(const json::array& list) {
  if (std::all_of(list.begin(), list.end(), reads_the_same)) return joined_texts(list, ';');
  return json::serialize(list);
}

std::string cell_of(const json::value* value, CsvMemberKind kind) {
  if (value == nullptr || value->is_null()) return {};
  if (const json::string* text = value->if_string()) return std::string(*text);
  const json::array* list = value->if_array();
  if (list == nullptr) return json::serialize(*value);
  return kind == CsvMemberKind::list ? list_cell(*list) : joined_texts(*list, ',');
}

// Spreadsheets take these for the beginning of a formula, and names come from whoever may name a
// policy.
std::string without_formula(std::string text) {
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
    text.insert(text.begin(), '\'');
  return text;
}

std::string quoted_cell(const std::string& text) {
  if (text.find_first_of(",;\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += c;
    out += c;
  }
  return out + '"';
}

// Reads quote the whole strength, and people look for its name.
void add_strength_name(const Policy& policy, json::object& object) {
  if (!policy.grant_controls || !policy.grant_controls->authentication_strength) return;
  const auto& copy = policy.grant_controls->authentication_strength->inline_copy;
  json::object* grant = object["grantControls"].if_object();
  json::value* strength = grant != nullptr ? grant->if_contains("authenticationStrength") : nullptr;
  if (copy && strength != nullptr && strength->is_object())
    strength->get_object()["displayName"] = copy->display_name;
}

template <class Cell>
std::string row_of(const Cell& cell) {
  std::string row;
  for (const CsvMember& member : k_csv_members) {
    if (!is_column(member)) continue;
    if (&member != k_csv_members.data()) row += ',';
    row += quoted_cell(without_formula(std::string(cell(member))));
  }
  return row + "\r\n";
}

}  // namespace

ExportedFile policies_csv(const Snapshot& snapshot) {
  std::string text = row_of(header_of);
  for (const Policy& policy : snapshot.tenant.policies.items) {
    json::object object = plain(policy);
    add_strength_name(policy, object);
    text += row_of([&](const CsvMember& member) {
      return cell_of(value_at(object, member.path), member.kind);
    });
  }
  return {"policies.csv", std::move(text)};
}

}  // namespace caprock
