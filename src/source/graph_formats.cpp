#include "source/graph_formats.h"

#include <array>

#include "base/text.h"
#include "source/recognise.h"

namespace caprock {
namespace {

constexpr std::string_view k_plain = "Graph JSON";
constexpr std::string_view k_entra_exporter = "EntraExporter";
constexpr std::string_view k_intune_management = "IntuneManagement";
constexpr std::string_view k_power_shell = "PowerShell objects";
constexpr std::string_view k_scuba_gear = "ScubaGear report";
constexpr std::string_view k_cipp = "CIPP template";
constexpr std::string_view k_gallery = "template gallery";
constexpr std::string_view k_design = "policies without ids (DCToolbox)";
constexpr std::string_view k_portal = "one policy without id (portal)";
constexpr std::array k_names = {k_plain,       k_entra_exporter, k_intune_management,
                                k_power_shell, k_scuba_gear,     k_cipp,
                                k_gallery,     k_design,         k_portal};

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
  if (policy.contains("Conditions")) return k_power_shell;
  if (has_types_inside(policy)) return k_intune_management;
  if (member(policy, "id") != nullptr) return k_plain;
  if (&policy == document.if_object()) return k_portal;
  const bool is_listed = document.is_array() && &policy == document.get_array()[0].if_object();
  return is_listed ? k_design : k_plain;
}

std::string_view format_of_object(const json::object& object) {
  if (member(object, "conditional_access_policies") != nullptr) return k_scuba_gear;
  const bool table_row = has_text(object, "PartitionKey") || has_text(object, "RowKey");
  if (has_text(object, "RawJSON") || (table_row && has_text(object, "JSON"))) return k_cipp;
  const json::value* table = member(object, "Objects");
  if (table != nullptr && table->is_array() && has_text(object, "TenantId"))
    return k_intune_management;
  if (const json::value* details = member(object, "details");
      details != nullptr && details->is_object() && member(object, "conditions") == nullptr)
    return k_gallery;
  return {};
}

}  // namespace

std::span<const std::string_view> graph_format_names() { return k_names; }

std::string_view graph_format_of(const json::value& document, std::string_view file) {
  // The tree of EntraExporter: <root>/Identity/Conditional/AccessPolicies/<id>/<id>.json
  if (contains_ignoring_case(file, "Identity/Conditional/")) return k_entra_exporter;
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
