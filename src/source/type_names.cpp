#include "source/type_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "graph_json/read_context.h"

namespace caprock {
namespace {

constexpr std::array<std::string_view, 6> k_type_prefixes = {
    "Microsoft.Graph.PowerShell.",  // Graph PowerShell
    "Microsoft.Graph.Beta.PowerShell.",
    "Microsoft.Open.MSGraph.Model.",  // AzureAD
    "System.Object[]",
    "System.String[]",
    "System.Collections.",
};

// Members of policies and locations that are objects or lists; besides those that start with
// `include` or `exclude`.
constexpr std::array<std::string_view, 35> k_members = {
    "conditions",
    "grantControls",
    "sessionControls",
    "applications",
    "applicationFilter",
    "users",
    "externalTenants",
    "clientApplications",
    "servicePrincipalFilter",
    "clientAppTypes",
    "platforms",
    "locations",
    "devices",
    "deviceFilter",
    "deviceStates",
    "signInRiskLevels",
    "userRiskLevels",
    "servicePrincipalRiskLevels",
    "authenticationFlows",
    "builtInControls",
    "customAuthenticationFactors",
    "termsOfUse",
    "authenticationStrength",
    "allowedCombinations",
    "combinationConfigurations",
    "applicationEnforcedRestrictions",
    "cloudAppSecurity",
    "signInFrequency",
    "persistentBrowser",
    "secureSignInSession",
    "continuousAccessEvaluation",
    "globalSecureAccessFilteringProfile",
    "ipRanges",
    "countriesAndRegions",
    "members",
};

bool holds_values(std::string_view name) {
  return starts_with_ignoring_case(name, "include") || starts_with_ignoring_case(name, "exclude") ||
         std::any_of(k_members.begin(), k_members.end(),
                     [&](std::string_view member) { return equal_ignoring_case(name, member); });
}

bool is_cut(const json::value& value) {
  return value.is_string() && is_type_name(value.get_string());
}

// The pointer of the first; the depth is bounded by the parser.
std::optional<std::string> first_cut(const json::value& value, bool in_values) {
  if (const json::array* array = value.if_array()) {
    for (std::size_t i = 0; i < array->size(); ++i) {
      const json::value& element = (*array)[i];
      if (in_values && is_cut(element)) return pointer_to("", i);
      if (element.is_string()) continue;
      if (auto inner = first_cut(element, in_values)) return pointer_to("", i) + *inner;
    }
  } else if (const json::object* object = value.if_object()) {
    for (const auto& [name, element] : *object) {
      const bool structured = element.is_structured();
      if (!structured && !is_cut(element)) continue;
      const bool values = holds_values(name);
      if (!structured && values) return pointer_to("", name);
      if (!structured) continue;
      if (auto inner = first_cut(element, values)) return pointer_to("", name) + *inner;
    }
  }
  return std::nullopt;
}

}  // namespace

bool is_type_name(std::string_view text) {
  text = trim(text);
  if (text.starts_with("@{")) return text.ends_with('}');
  return std::any_of(k_type_prefixes.begin(), k_type_prefixes.end(),
                     [&](std::string_view prefix) { return text.starts_with(prefix); });
}

std::string_view deeper_export_hint() {
  return "export again with `ConvertTo-Json -Depth 10`, or save what Graph answers";
}

Result<void> check_depth(const json::value& document, const std::string& file) {
  const std::optional<std::string> cut = first_cut(document, false);
  if (!cut) return {};
  return failure(ErrorCode::source_cut_short,
                 "the export was cut off: the name of a type stands where values belong",
                 {.file = file, .pointer = *cut}, std::string(deeper_export_hint()));
}

}  // namespace caprock
