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

Finding device_claim(const Situation& situation,
                     Finding (*holds)(const Situation&, const Device&)) {
  const auto& device = situation.sign_in.device;
  if (device.is_absent() || sends_no_device(situation)) return no("there is no registered device");
  if (device.is_unknown()) return unknown(std::string(k_device), "the device is not known");
  return holds(situation, *device.value());
}

// CA 2.7: what nobody said of a device is not known; What If has defaults for it (CA 1.14).
template <class T>
bool is_open(const Situation& situation, const Signal<T>& property) {
  return property.is_unknown() && !situation.whatif();
}

template <class T>
Finding is(const Situation& situation, const Signal<T>& property, const T& wanted,
           const char* path) {
  if (is_open(situation, property)) return unknown(path, std::string(path) + " is not known");
  return found(property.value() != nullptr && *property.value() == wanted);
}

Finding marked_compliant(const Situation& situation, const Device& device) {
  return is(situation, device.is_compliant, true, "device.isCompliant");
}
Finding hybrid_joined(const Situation& situation, const Device& device) {
  return is(situation, device.trust_type, TrustType::server_ad, "device.trustType");
}

// CA 2.7: extension attributes are visible on managed, compliant or hybrid joined devices only.
Finding shows_extension_attributes(const Situation& situation, const Device& device) {
  return any_of({is(situation, device.intune_managed, true, "device.intuneManaged"),
                 marked_compliant(situation, device), hybrid_joined(situation, device)});
}

template <class T>
FilterProperty as_property(const Situation& situation, const Signal<T>& property,
                           const std::string& path) {
  if (is_open(situation, property)) return UnknownProperty{path};
  if (property.value() == nullptr) return NullProperty{};
  return *property.value();
}

FilterProperty extension_attribute(const Situation& situation, const Device& device,
                                   std::size_t number) {
  const auto& property = device.extension_attributes.at(number - 1);
  const std::string path = "device.extensionAttribute" + std::to_string(number);
  const bool null_if_hidden =
      situation.options.ext_attr_unmanaged == UnmanagedExtensionAttribute::null;
  const Finding shown = shows_extension_attributes(situation, device);
  if (shown.match == Match::yes) return as_property(situation, property, path);
  if (shown.match == Match::no && null_if_hidden) return NullProperty{};
  if (shown.match == Match::no) return UnavailableProperty{};
  const bool is_null = !is_open(situation, property) && property.value() == nullptr;
  if (null_if_hidden && is_null) return NullProperty{};
  const std::vector<std::string>& paths = shown.undetermined_by;
  UnknownProperty open{paths.front(), {paths.begin() + 1, paths.end()}};
  if (is_open(situation, property)) open.others.push_back(path);
  return open;
}

FilterProperty property_of(const Situation& situation, const Device& device,
                           std::string_view name) {
  const auto is = [&](std::string_view word) { return equal_ignoring_case(name, word); };
  const auto as = [&](const auto& property, const char* path) {
    return as_property(situation, property, path);
  };
  if (is("deviceId")) return as(device.device_id, "device.deviceId");
  if (is("displayName")) return as(device.display_name, "device.displayName");
  if (is("deviceOwnership")) return as(device.ownership, "device.ownership");
  if (is("enrollmentProfileName"))
    return as(device.enrollment_profile_name, "device.enrollmentProfileName");
  if (is("manufacturer")) return as(device.manufacturer, "device.manufacturer");
  if (is("mdmAppId")) return as(device.mdm_app_id, "device.mdmAppId");
  if (is("model")) return as(device.model, "device.model");
  if (is("operatingSystem")) return as(device.operating_system, "device.operatingSystem");
  if (is("operatingSystemVersion"))
    return as(device.operating_system_version, "device.operatingSystemVersion");
  if (is("profileType")) return as(device.profile_type, "device.profileType");
  if (is("physicalIds")) return as(device.physical_ids, "device.physicalIds");
  if (is("systemLabels")) return as(device.system_labels, "device.systemLabels");
  if (is("isCompliant")) {
    if (is_open(situation, device.is_compliant)) return UnknownProperty{"device.isCompliant"};
    const bool* compliant = device.is_compliant.value();
    // CA 1.14: What If's default.
    if (compliant == nullptr && situation.whatif()) return std::string("False");
    if (compliant == nullptr) return NullProperty{};
    return std::string(*compliant ? "True" : "False");
  }
  if (is("trustType")) {
    if (is_open(situation, device.trust_type)) return UnknownProperty{"device.trustType"};
    if (device.trust_type.value() == nullptr) return NullProperty{};
    return std::string(word_for(*device.trust_type.value()));
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
    else if (const Device* device = signal.value(); device && is_open(situation, device->device_id))
      ways.push_back(unknown("device.deviceId", "the id of the device is not known"));
    else if (device && device->device_id.value())
      ways.push_back(
          found(equal_ignoring_case(*device->device_id.value(), entry), "the device is listed"));
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
