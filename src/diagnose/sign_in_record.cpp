#include "diagnose/sign_in_record.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

#include "base/guid.h"
#include "base/text.h"
#include "diagnose/text_facts.h"
#include "graph_json/binding.h"

namespace caprock {
namespace {

// A record, and the envelope around it when there is one. Null counts as missing.
class RecordView {
 public:
  explicit RecordView(const json::object& object) : envelope_(&object), inner_(&object) {
    if (const json::value* properties = in(object, "properties"); properties != nullptr)
      if (const json::object* found = properties->if_object()) inner_ = found;
  }

  // The first of these members, of the record before the envelope.
  const json::value* find(std::initializer_list<std::string_view> names) const {
    for (const json::object* object : {inner_, envelope_})
      for (const std::string_view name : names)
        if (const json::value* value = in(*object, name)) return value;
    return nullptr;
  }
  // Of the record alone: the envelope has members of the same name that mean something else.
  const json::value* find_inside(std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names)
      if (const json::value* value = in(*inner_, name)) return value;
    return nullptr;
  }

  std::string text(std::initializer_list<std::string_view> names) const {
    return as_text(find(names));
  }
  std::string text_inside(std::initializer_list<std::string_view> names) const {
    return as_text(find_inside(names));
  }

  static const json::value* in(const json::object& object, std::string_view name) {
    const json::key_value_pair* found = find_member(object, name);
    return found == nullptr || found->value().is_null() ? nullptr : &found->value();
  }
  static std::string as_text(const json::value* value) {
    if (value == nullptr || !value->is_string()) return {};
    const std::string_view text = trim(value->get_string());
    return text == k_no_id ? std::string() : std::string(text);
  }

 private:
  const json::object* envelope_;
  const json::object* inner_;
};

// The value itself, or what stands as JSON in its text.
json::value opened(const json::value* value) {
  if (value == nullptr) return nullptr;
  if (!value->is_string()) return *value;
  const auto read = parse_json(std::string_view(value->get_string()), {});
  return read ? read->value : json::value(nullptr);
}

std::optional<int> code_in(const json::value* value) {
  constexpr std::int64_t k_greatest = 999'999'999;
  if (value == nullptr) return std::nullopt;
  std::int64_t code = -1;
  if (const std::int64_t* number = value->if_int64()) {
    code = *number;
  } else if (value->is_string()) {
    const std::string_view text = trim(value->get_string());
    if (equal_ignoring_case(text, "success")) return 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), code);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  }
  if (code < 0 || code > k_greatest) return std::nullopt;
  return static_cast<int>(code);
}

std::vector<std::string> texts_in(const json::object& object, std::string_view name) {
  std::vector<std::string> out;
  const json::value* value = RecordView::in(object, name);
  if (value == nullptr || !value->is_array()) return out;
  for (const json::value& item : value->get_array())
    if (item.is_string() && !item.get_string().empty()) out.emplace_back(item.get_string());
  return out;
}

std::vector<LoggedPolicy> policies_in(const RecordView& record) {
  constexpr std::size_t k_most = 1000;
  std::vector<LoggedPolicy> out;
  const json::value list =
      opened(record.find({"appliedConditionalAccessPolicies", "ConditionalAccessPolicies"}));
  const json::array* items = list.if_array();
  if (items == nullptr) return out;
  for (const json::value& item : *items) {
    const json::object* object = item.if_object();
    if (object == nullptr || out.size() == k_most) continue;
    LoggedPolicy policy;
    policy.id = PolicyId(RecordView::as_text(RecordView::in(*object, "id")));
    policy.display_name = RecordView::as_text(RecordView::in(*object, "displayName"));
    policy.result = RecordView::as_text(RecordView::in(*object, "result"));
    policy.grant_controls = texts_in(*object, "enforcedGrantControls");
    policy.session_controls = texts_in(*object, "enforcedSessionControls");
    out.push_back(std::move(policy));
  }
  return out;
}

std::vector<LoggedMechanism> mechanisms_in(const json::value* value, std::string_view name) {
  constexpr std::size_t k_most = 50;
  std::vector<LoggedMechanism> out;
  const json::value list = opened(value);
  const json::array* items = list.if_array();
  if (items == nullptr) return out;
  for (const json::value& item : *items) {
    const json::object* object = item.if_object();
    if (object == nullptr || out.size() == k_most) continue;
    LoggedMechanism one{RecordView::as_text(RecordView::in(*object, name)),
                        RecordView::as_text(RecordView::in(*object, "detail"))};
    if (!one.name.empty() && std::find(out.begin(), out.end(), one) == out.end())
      out.push_back(std::move(one));
  }
  return out;
}

void add_code(const RecordView& record, FoundError& error) {
  const json::value status = opened(record.find_inside({"status"}));
  std::optional<int> code;
  if (const json::object* object = status.if_object()) {
    code = code_in(RecordView::in(*object, "errorCode"));
    error.description = RecordView::as_text(RecordView::in(*object, "failureReason"));
  }
  // Azure Monitor says it twice; a record that failed wins over a status that was not filled in.
  const auto result = code_in(record.find({"resultType"}));
  if (!code || (*code == 0 && result && *result != 0)) code = result;
  if (code && *code != 0) error.codes.push_back(*code);
  error.succeeded = code && *code == 0;
  if (error.description.empty()) error.description = record.text({"resultDescription"});
}

void add_parties(const RecordView& record, FoundError& error) {
  error.user = record.text({"userPrincipalName", "userId"});
  if (error.user.empty()) error.user = record.text({"servicePrincipalName", "servicePrincipalId"});
  if (error.user.empty()) error.user = record.text({"identity"});
  error.app = record.text_inside({"appId"});
  error.app_name = record.text_inside({"appDisplayName"});
  error.resource = record.text_inside({"resourceIdentity"});
  if (const std::string id = record.text_inside({"resourceId"});
      error.resource.empty() && looks_like_guid(id))
    error.resource = id;
  error.resource_name = record.text_inside({"resourceDisplayName"});
}

std::optional<Instant> time_of(const RecordView& record) {
  for (const auto name : {"createdDateTime", "TimeGenerated", "time"})
    if (const auto at = parse_instant(record.text({name}))) return at;
  return std::nullopt;
}

}  // namespace

bool may_be_record(const json::object& object) {
  const RecordView record(object);
  const bool of_sign_in = record.find_inside(
      {"userPrincipalName", "servicePrincipalId", "appDisplayName", "conditionalAccessStatus"});
  return of_sign_in && record.find({"correlationId", "createdDateTime", "TimeGenerated"});
}

bool is_sign_in_record(const json::object& object) {
  const RecordView record(object);
  const bool has_result = record.find({"resultType"}) || record.find_inside({"status"});
  const bool has_policies =
      record.find({"appliedConditionalAccessPolicies", "ConditionalAccessPolicies"}) != nullptr;
  const bool is_sign_in =
      record.find_inside({"conditionalAccessStatus", "appDisplayName", "userPrincipalName",
                          "servicePrincipalId", "clientAppUsed"}) != nullptr ||
      contains_ignoring_case(record.text({"category"}), "SignInLogs");
  return has_policies || (has_result && is_sign_in);
}

FoundError read_sign_in_record(const json::object& object) {
  const RecordView record(object);
  FoundError error;
  error.form = ErrorForm::sign_in_record;
  add_code(record, error);
  add_parties(record, error);
  error.at = time_of(record);
  error.correlation_id = record.text({"correlationId"});
  error.trace_id = record.text_inside({"id"});
  error.policies = policies_in(record);
  error.demanded_by =
      mechanisms_in(record.find({"authenticationRequirementPolicies"}), "requirementProvider");
  error.session_ends =
      mechanisms_in(record.find({"sessionLifetimePolicies"}), "expirationRequirement");
  return error;
}

bool is_log_table(const json::object& object) {
  const json::value* tables = RecordView::in(object, "tables");
  return tables != nullptr && tables->is_array();
}

std::vector<json::object> rows_of_log_table(const json::object& object, std::size_t limit) {
  std::vector<json::object> out;
  for (const json::value& table : RecordView::in(object, "tables")->get_array()) {
    if (!table.is_object()) continue;
    const json::value* columns = RecordView::in(table.get_object(), "columns");
    const json::value* rows = RecordView::in(table.get_object(), "rows");
    if (!columns || !columns->is_array() || !rows || !rows->is_array()) continue;
    for (const json::value& row : rows->get_array()) {
      if (!row.is_array() || out.size() == limit) continue;
      json::object record;
      const std::size_t count = std::min(columns->get_array().size(), row.get_array().size());
      for (std::size_t i = 0; i < count; ++i)
        if (const json::object* column = columns->get_array()[i].if_object())
          record[RecordView::as_text(RecordView::in(*column, "name"))] = row.get_array()[i];
      out.push_back(std::move(record));
    }
  }
  return out;
}

}  // namespace caprock
