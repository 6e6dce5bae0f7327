#include "reference/match_devices.h"

#include <algorithm>

#include "base/text.h"
#include "model/words.h"
#include "reference/filter_rule.h"
#include "reference/match_client.h"

namespace caprock::reference {
namespace {

constexpr std::string_view k_device = "device";

// CA 2.7: basic-authentication protocols send no device state.
bool sends_no_device(const Situation& situation) {
  const std::set<SignInClient> clients = possible_clients(situation);
  return clients == std::set{SignInClient::other};
}

Finding device_claim(const Situation& situation, bool (*holds)(const Device&)) {
  const auto& device = situation.sign_in.device;
  if (device.is_absent() || sends_no_device(situation)) return no("there is no registered device");
  if (device.is_unknown()) return unknown(std::string(k_device), "the device is not known");
  return found(holds(*device.value()));
}

bool marked_compliant(const Device& device) { return device.is_compliant.value_or(false); }
bool hybrid_joined(const Device& device) { return device.trust_type == TrustType::server_ad; }

// CA 2.7: extension attributes are visible on managed, compliant or hybrid joined devices only.
bool shows_extension_attributes(const Device& device) {
  return device.intune_managed || marked_compliant(device) || hybrid_joined(device);
}

FilterProperty as_property(const std::optional<std::string>& text) {
  if (!text) return NullProperty{};
  return *text;
}

FilterProperty extension_attribute(const Situation& situation, const Device& device,
                                   std::size_t number) {
  if (shows_extension_attributes(device))
    return as_property(device.extension_attributes.at(number - 1));
  if (situation.options.ext_attr_unmanaged == UnmanagedExtensionAttribute::null)
    return NullProperty{};
  return UnavailableProperty{};
}

FilterProperty property_of(const Situation& situation, const Device& device,
                           std::string_view name) {
  const auto is = [&](std::string_view word) { return equal_ignoring_case(name, word); };
  if (is("deviceId")) return as_property(device.device_id);
  if (is("displayName")) return as_property(device.display_name);
  if (is("deviceOwnership")) return as_property(device.ownership);
  if (is("enrollmentProfileName")) return as_property(device.enrollment_profile_name);
  if (is("manufacturer")) return as_property(device.manufacturer);
  if (is("mdmAppId")) return as_property(device.mdm_app_id);
  if (is("model")) return as_property(device.model);
  if (is("operatingSystem")) return as_property(device.operating_system);
  if (is("operatingSystemVersion")) return as_property(device.operating_system_version);
  if (is("profileType")) return as_property(device.profile_type);
  if (is("physicalIds")) return device.physical_ids;
  if (is("systemLabels")) return device.system_labels;
  if (is("isCompliant")) {
    // CA 1.14: What If's default.
    if (!device.is_compliant && situation.whatif()) return std::string("False");
    if (!device.is_compliant) return NullProperty{};
    return std::string(*device.is_compliant ? "True" : "False");
  }
  if (is("trustType")) {
    if (!device.trust_type) return NullProperty{};
    return std::string(word_for(*device.trust_type));
  }
  for (std::size_t number = 1; number <= 15; ++number)
    if (is("extensionAttribute" + std::to_string(number)))
      return extension_attribute(situation, device, number);
  return NullProperty{};
}

// CA 2.7, B2B: a device of another organisation shows its properties only if device claims are
// trusted at all.
Finding shows_its_properties(const Situation& situation) {
  return any_of({claim_counts(situation, TrustedClaim::compliant_device),
                 claim_counts(situation, TrustedClaim::hybrid_joined_device)});
}

Finding rule_holds_for_device(const Situation& situation, const FilterRule& rule) {
  const auto& signal = situation.sign_in.device;
  const Finding nothing =
      rule_holds(rule, [](std::string_view) -> FilterProperty { return NullProperty{}; });
  if (signal.is_absent() || sends_no_device(situation)) return nothing;
  if (signal.is_unknown())
    return rule_holds(rule, [](std::string_view) -> FilterProperty {
      return UnknownProperty{std::string(k_device)};
    });
  const Finding seen = rule_holds(
      rule, [&](std::string_view name) { return property_of(situation, *signal.value(), name); });
  const Finding shown = shows_its_properties(situation);
  if (shown.match == Match::yes || seen.match == nothing.match) return seen;
  return shown.match == Match::no ? nothing : shown;
}

std::optional<ConditionResult> match_filter(const Situation& situation, const Filter& filter) {
  const Result<FilterRule> rule = parse_filter_rule(filter.rule, FilterRealm::device);
  if (!rule) return std::nullopt;  // says nothing: the policy is invalid, see applicability
  const Finding holds = rule_holds_for_device(situation, *rule);
  const bool include = filter.mode == FilterMode::include;
  ConditionResult result = plain_condition(Condition::devices, include ? holds : negate(holds));
  result.why = "the device filter is not settled: " + holds.why;
  if (holds.match == Match::yes)
    result.why = include ? "the device filter includes the device: " + holds.why
                         : "the device filter excludes the device: " + holds.why;
  if (holds.match == Match::no)
    result.why = include ? "the device filter does not include the device: " + holds.why
                         : "the device filter does not exclude the device: " + holds.why;
  result.include_rule = include && holds.match == Match::yes  ? "deviceFilter"
                        : include && holds.match == Match::no ? "deviceFilterIncludeRuleNotMatched"
                                                              : "";
  result.exclude_rule = !include && holds.match == Match::yes ? "deviceFilter" : "";
  return result;
}

Finding in_states(const Situation& situation, const std::vector<std::string>& states) {
  std::vector<Finding> ways;
  for (const std::string& state : states) {
    if (equal_ignoring_case(state, word::k_all))
      ways.push_back(yes("all states", "allDeviceStates"));
    if (equal_ignoring_case(state, "Compliant")) ways.push_back(is_compliant(situation));
    if (equal_ignoring_case(state, "DomainJoined")) ways.push_back(is_hybrid_joined(situation));
    if (ways.empty() || ways.back().match == Match::no) continue;
    ways.back().why = "the device state `" + state + "`";
    if (ways.back().rule.empty()) ways.back().rule = "deviceState";
  }
  return any_of(ways);
}

Finding in_devices(const Situation& situation, const std::vector<std::string>& devices) {
  std::vector<Finding> ways;
  const auto& signal = situation.sign_in.device;
  for (const std::string& entry : devices) {
    if (equal_ignoring_case(entry, word::k_all))
      ways.push_back(yes("all devices", "allDevices"));
    else if (signal.is_unknown())
      ways.push_back(unknown(std::string(k_device), "the device is not known"));
    else if (const Device* device = signal.value(); device && device->device_id)
      ways.push_back(found(equal_ignoring_case(*device->device_id, entry), "the device is listed"));
  }
  return any_of(ways);
}

// The deprecated forms: `All` except compliant or hybrid joined devices.
ConditionResult match_lists(const Situation& situation, const Conditions& conditions) {
  const Devices devices = conditions.devices.value_or(Devices{});
  const DeviceStates states = conditions.device_states.value_or(DeviceStates{});
  return include_exclude(Condition::devices,
                         any_of({in_devices(situation, devices.include_devices),
                                 in_states(situation, devices.include_device_states),
                                 in_states(situation, states.include_states)}),
                         any_of({in_devices(situation, devices.exclude_devices),
                                 in_states(situation, devices.exclude_device_states),
                                 in_states(situation, states.exclude_states)}));
}

bool has_lists(const Conditions& conditions) {
  const auto& devices = conditions.devices;
  const auto& states = conditions.device_states;
  return (devices &&
          (!devices->include_devices.empty() || !devices->exclude_devices.empty() ||
           !devices->include_device_states.empty() || !devices->exclude_device_states.empty())) ||
         (states && (!states->include_states.empty() || !states->exclude_states.empty()));
}

}  // namespace

Finding is_compliant(const Situation& situation) {
  return all_of({device_claim(situation, marked_compliant),
                 claim_counts(situation, TrustedClaim::compliant_device)});
}

Finding is_hybrid_joined(const Situation& situation) {
  return all_of({device_claim(situation, hybrid_joined),
                 claim_counts(situation, TrustedClaim::hybrid_joined_device)});
}

std::optional<ConditionResult> match_devices(const Situation& situation,
                                             const Conditions& conditions) {
  if (conditions.devices && conditions.devices->device_filter)
    return match_filter(situation, *conditions.devices->device_filter);
  if (has_lists(conditions)) return match_lists(situation, conditions);
  return std::nullopt;
}

}  // namespace caprock::reference
