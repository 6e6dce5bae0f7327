// Filters for devices, apps and service principals: V11, V12, L26-L29.
#include <algorithm>
#include <array>

#include "compile/filter_rule.h"
#include "lint/policy_parts.h"
#include "lint/rule.h"

namespace caprock {
namespace {

constexpr std::string_view k_filter = "/conditions/devices/deviceFilter";

// --- V11
void check_filter(const Policy& policy, const Filter& filter, FilterRealm realm,
                  const std::string& pointer, Findings& findings) {
  if (is_unread(policy, pointer)) return;
  if (filter.rule.empty() && !filter.mode) return;
  if (filter.rule.empty()) return findings.add(pointer, "the filter has a mode and no rule");
  if (!filter.mode) findings.add(pointer, "the filter has a rule and no mode");
  if (const auto rule = parse_filter_rule(filter.rule, realm); !rule) {
    const Error& error = rule.error();
    std::string message = printable(error.message);
    if (error.where.column > 0)
      message += ", at character " + std::to_string(error.where.column) + " of the rule";
    findings.add(pointer + "/rule", std::move(message));
  }
}

void filters_are_understood(const Policy& policy, Findings& findings) {
  constexpr FilterRealm k_attribute = FilterRealm::custom_security_attribute;
  const Conditions& all = policy.conditions;
  if (all.devices && all.devices->device_filter)
    check_filter(policy, *all.devices->device_filter, FilterRealm::device, std::string(k_filter),
                 findings);
  if (all.applications.application_filter)
    check_filter(policy, *all.applications.application_filter, k_attribute,
                 "/conditions/applications/applicationFilter", findings);
  if (!all.client_applications) return;
  if (all.client_applications->service_principal_filter)
    check_filter(policy, *all.client_applications->service_principal_filter, k_attribute,
                 "/conditions/clientApplications/servicePrincipalFilter", findings);
  if (all.client_applications->agent_id_service_principal_filter)
    check_filter(policy, *all.client_applications->agent_id_service_principal_filter, k_attribute,
                 "/conditions/clientApplications/agentIdServicePrincipalFilter", findings);
}

// --- V12
void filter_or_lists(const Policy& policy, Findings& findings) {
  if (has_device_filter(policy) && has_device_lists(policy))
    findings.add("/conditions/devices", "a device filter stands beside device lists or states");
}

// --- L26, L27: what the rule says of a device that is not registered, whose properties are null
bool without_device(const FilterRule& rule) {
  const auto holds = [](const FilterRule& part) { return without_device(part); };
  switch (rule.kind) {
    case FilterRule::Kind::negation: return !without_device(rule.parts.front());
    case FilterRule::Kind::conjunction:
      return std::all_of(rule.parts.begin(), rule.parts.end(), holds);
    case FilterRule::Kind::disjunction:
      return std::any_of(rule.parts.begin(), rule.parts.end(), holds);
    case FilterRule::Kind::comparison: break;
  }
  const FilterComparison& one = rule.comparison;
  const bool null_matches = (one.op == FilterOperator::equals || one.op == FilterOperator::in) &&
                            std::any_of(one.values.begin(), one.values.end(),
                                        [](const FilterValue& value) { return value.is_null; });
  return null_matches != one.negated;
}

// Every comparison of the rule, in its order.
void collect(const FilterRule& rule, std::vector<const FilterComparison*>& out) {
  if (rule.kind == FilterRule::Kind::comparison) out.push_back(&rule.comparison);
  for (const FilterRule& part : rule.parts) collect(part, out);
}

std::optional<FilterRule> device_rule(const Policy& policy, FilterMode mode) {
  if (!has_device_filter(policy) || is_unread(policy, "/conditions/devices")) return std::nullopt;
  const Filter& filter = *policy.conditions.devices->device_filter;
  if (filter.mode != mode || filter.rule.empty()) return std::nullopt;
  auto rule = parse_filter_rule(filter.rule, FilterRealm::device);
  if (!rule) return std::nullopt;
  return std::move(*rule);
}

// `isCompliant -eq False` and the like: unmanaged devices are meant, as far as a rule can say so.
bool means_unmanaged(const FilterComparison& one) {
  if (one.negated || one.op != FilterOperator::equals || one.values.size() != 1) return false;
  const std::string& value = one.values.front().lower;
  return (one.property == FilterProperty::is_compliant && value == "false") ||
         (one.property == FilterProperty::device_ownership && value == "personal") ||
         (one.property == FilterProperty::trust_type && value == "workplace");
}

void unmanaged_are_caught(const Policy& policy, Findings& findings) {
  const auto rule = device_rule(policy, FilterMode::include);
  if (!rule || without_device(*rule)) return;
  std::vector<const FilterComparison*> comparisons;
  collect(*rule, comparisons);
  for (const FilterComparison* one : comparisons)
    if (means_unmanaged(*one))
      return findings.add(std::string(k_filter) + "/rule",
                          "`" + quotable(one->name) + " -eq " +
                              quotable(one->values.front().lower) +
                              "` includes registered devices only");
}

void unregistered_are_not_excluded(const Policy& policy, Findings& findings) {
  const auto rule = device_rule(policy, FilterMode::exclude);
  if (rule && without_device(*rule))
    findings.add(std::string(k_filter) + "/rule",
                 "the excluding rule is true for devices that are not registered");
}

// --- L28
bool asks_for_extension_attribute(const FilterRule& rule) {
  std::vector<const FilterComparison*> comparisons;
  collect(rule, comparisons);
  return std::any_of(comparisons.begin(), comparisons.end(), [](const FilterComparison* one) {
    return one->property == FilterProperty::extension_attribute;
  });
}

// The rule is true for managed devices only, in whatever else they differ.
bool needs_management(const FilterRule& rule) {
  if (rule.kind == FilterRule::Kind::conjunction)
    return std::any_of(rule.parts.begin(), rule.parts.end(), needs_management);
  if (rule.kind != FilterRule::Kind::comparison || rule.comparison.negated) return false;
  const FilterComparison& one = rule.comparison;
  if (one.op != FilterOperator::equals || one.values.size() != 1) return false;
  const std::string& value = one.values.front().lower;
  return (one.property == FilterProperty::is_compliant && value == "true") ||
         (one.property == FilterProperty::trust_type && value == "serverad");
}

void attributes_are_visible(const Policy& policy, Findings& findings) {
  const auto rule = device_rule(policy, FilterMode::include);
  if (rule && asks_for_extension_attribute(*rule) && !needs_management(*rule))
    findings.add(std::string(k_filter) + "/rule",
                 "the policy is for devices with an extension attribute, managed or not");
}

// --- L29
bool is_user_writable(FilterProperty property) {
  return property == FilterProperty::display_name || property == FilterProperty::model ||
         property == FilterProperty::manufacturer;
}

void filter_rests_on_more_than_names(const Policy& policy, Findings& findings) {
  for (const FilterMode mode : {FilterMode::exclude, FilterMode::include}) {
    const auto rule = device_rule(policy, mode);
    if (!rule) continue;
    std::vector<const FilterComparison*> comparisons;
    collect(*rule, comparisons);
    const bool only_names =
        std::all_of(comparisons.begin(), comparisons.end(),
                    [](const FilterComparison* one) { return is_user_writable(one->property); });
    if (only_names)
      findings.add(std::string(k_filter) + "/rule",
                   "the rule asks only for names and models, which a device says of itself",
                   mode == FilterMode::exclude ? Severity::warning : Severity::note);
  }
}

constexpr std::array k_filters_rules = {
    Rule{"V11", "filter that is not understood", Severity::error, "",
         "Graph refuses a filter without mode or rule, and a rule with unknown properties or "
         "operators (InvalidDeviceFilter); a stored one makes the policy invalid",
         "write mode and rule as Microsoft's filter grammar has them",
         each_policy<filters_are_understood>},
    Rule{"V12", "device filter beside device lists or states", Severity::error, "",
         "Graph refuses the two together; lists and states are deprecated",
         "say it all in the filter", each_policy<filter_or_lists>},
    Rule{"L26", "including filter that misses unmanaged devices", Severity::warning, "",
         "a device that is not registered has no properties, so a positive comparison is never "
         "true for it: the policy does not apply to the devices that are meant",
         "exclude what is managed instead: mode exclude with `device.isCompliant -eq True`",
         each_policy<unmanaged_are_caught>},
    Rule{"L27", "excluding filter that frees unmanaged devices", Severity::warning, "",
         "a device that is not registered has no properties, so a negative comparison is true for "
         "it: the policy does not apply to it",
         "use a positive comparison in an excluding filter",
         each_policy<unregistered_are_not_excluded>},
    Rule{
        "L28", "extension attribute of unmanaged devices", Severity::note, "I U",
        "the attribute is visible only on devices that are compliant, hybrid joined or managed by "
        "Intune: the policy does not apply to other registered devices, whatever they carry",
        "make sure that every device that is meant is managed, or exclude the managed ones instead",
        each_policy<attributes_are_visible>},
    Rule{"L29", "filter that rests on what the device says", Severity::warning, "",
         "owners can change name, model and manufacturer, and so step in or out of the policy",
         "add a property that the service sets, such as `trustType` or an extension attribute",
         each_policy<filter_rests_on_more_than_names>},
};

}  // namespace

std::span<const Rule> filter_rules() { return k_filters_rules; }

}  // namespace caprock
