#include "source/graph_formats.h"

#include <array>

#include "base/text.h"
#include "source/recognise.h"

namespace caprock {
namespace {

constexpr std::string_view k_plain = "Graph JSON";

bool has_text(const json::object& object, std::string_view name) {
  const json::value* value = member(object, name);
  return value != nullptr && value->is_string();
}

// The first policy of a document, not looking deeper than lists and one object around it.
const json::object* first_policy(const json::value& document, int depth = 0) {
  if (document.is_array())
    return document.get_array().empty() ? nullptr : first_policy(document.get_array()[0], depth);
  if (!document.is_object() || depth > 2) return nullptr;
  const json::object& object = document.get_object();
  if (kind_of_object(object) == ObjectKind::policy) return &object;
  for (const auto& [name, inner] : object)
    if (const json::object* policy = first_policy(inner, depth + 1)) return policy;
  return nullptr;
}

// Every complex member of the design export of IntuneManagement has its type beside it.
bool has_types_inside(const json::object& policy) {
  const json::value* conditions = member(policy, "conditions");
  return conditions != nullptr && conditions->is_object() &&
         has_text(conditions->get_object(), "@odata.type");
}

std::string_view format_of_policies(const json::value& document, const json::object& policy) {
  if (policy.contains("Conditions")) return "PowerShell objects";
  if (has_types_inside(policy)) return "IntuneManagement";
  if (member(policy, "id") != nullptr) return k_plain;
  return document.is_array() ? "policies without ids (DCToolbox)"
                             : "one policy without id (portal)";
}

std::string_view format_of_object(const json::object& object) {
  if (member(object, "conditional_access_policies") != nullptr) return "ScubaGear report";
  const bool table_row = has_text(object, "PartitionKey") || has_text(object, "RowKey");
  if (has_text(object, "RawJSON") || (table_row && has_text(object, "JSON")))
    return "CIPP template";
  if (const json::value* details = member(object, "details");
      details != nullptr && details->is_object() && member(object, "conditions") == nullptr)
    return "template gallery";
  return {};
}

}  // namespace

std::string_view graph_format_of(const json::value& document, std::string_view file) {
  // The tree of EntraExporter: <root>/Identity/Conditional/AccessPolicies/<id>/<id>.json
  if (contains_ignoring_case(file, "Identity/Conditional/")) return "EntraExporter";
  const json::value& first =
      document.is_array() && !document.get_array().empty() ? document.get_array()[0] : document;
  if (first.is_object())
    if (const std::string_view format = format_of_object(first.get_object()); !format.empty())
      return format;
  // Whatever has a context is Graph's own answer.
  if (first.is_object() && has_text(first.get_object(), "@odata.context")) return k_plain;
  const json::object* policy = first_policy(document);
  return policy == nullptr ? k_plain : format_of_policies(document, *policy);
}

}  // namespace caprock
