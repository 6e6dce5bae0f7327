#include "base/text.h"
#include "evaluate/condition_rules.h"
#include "evaluate/match_filter.h"
#include "evaluate/person.h"
#include "model/words.h"

namespace caprock::evaluate {
namespace {

constexpr std::string_view k_device = "device";

// CA 2.7.7: every property is null.
class NoDevice final : public FilterSubject {
 public:
  PropertyValue property(const FilterComparison&) const override { return {}; }
  std::string path() const override { return {}; }
};

// CA 2.7.11: a device that nobody described.
class UnknownDevice final : public FilterSubject {
 public:
  PropertyValue property(const FilterComparison&) const override {
    return {PropertyValue::Kind::unknown};
  }
  std::string path() const override { return std::string(k_device); }
};

class RegisteredDevice final : public FilterSubject {
 public:
  RegisteredDevice(const Device& device, const CompiledTenant& tenant)
      : device_(device), tenant_(tenant) {}

  PropertyValue property(const FilterComparison& comparison) const override {
    switch (comparison.property) {
      case FilterProperty::device_id: return text(device_.device_id);
      case FilterProperty::display_name: return text(device_.display_name);
      case FilterProperty::device_ownership: return text(device_.ownership);
      case FilterProperty::enrollment_profile_name: return text(device_.enrollment_profile_name);
      case FilterProperty::is_compliant: return compliance();
      case FilterProperty::manufacturer: return text(device_.manufacturer);
      case FilterProperty::mdm_app_id: return text(device_.mdm_app_id);
      case FilterProperty::model: return text(device_.model);
      case FilterProperty::operating_system: return text(device_.operating_system);
      case FilterProperty::operating_system_version: return text(device_.operating_system_version);
      case FilterProperty::physical_ids: return list(device_.physical_ids);
      case FilterProperty::system_labels: return list(device_.system_labels);
      case FilterProperty::profile_type: return text(device_.profile_type);
      case FilterProperty::trust_type:
        if (!device_.trust_type) return {};
        return {PropertyValue::Kind::text, word_for(*device_.trust_type)};
      case FilterProperty::extension_attribute: return extension_attribute(comparison.number);
      case FilterProperty::attribute: break;
    }
    return {};
  }
  std::string path() const override { return std::string(k_device); }

 private:
  static PropertyValue text(const std::optional<std::string>& value) {
    if (!value) return {};
    return {PropertyValue::Kind::text, *value};
  }
  static PropertyValue list(const std::vector<std::string>& values) {
    return {PropertyValue::Kind::list, {}, &values};
  }

  // CA 1.14: What If's default.
  PropertyValue compliance() const {
    if (!device_.is_compliant && !tenant_.whatif()) return {};
    return {PropertyValue::Kind::text, device_.is_compliant.value_or(false) ? "True" : "False"};
  }

  // CA 2.7.8: visible on managed, compliant and hybrid joined devices only.
  PropertyValue extension_attribute(std::size_t number) const {
    const bool visible = device_.intune_managed || device_.is_compliant.value_or(false) ||
                         device_.trust_type == TrustType::server_ad;
    if (visible) return text(device_.extension_attributes[number]);
    if (tenant_.options().ext_attr_unmanaged == UnmanagedExtensionAttribute::null) return {};
    return {PropertyValue::Kind::hidden};
  }

  const Device& device_;
  const CompiledTenant& tenant_;
};

// CA 2.7.10: a device of another organisation shows its properties only if device claims are
// trusted at all.
Match shows_properties(const Facts& facts, Reason* reason) {
  return AnyOf(reason)
      .add([&](Reason* own) { return claim_counts(facts, TrustedClaim::compliant_device, own); })
      .add(
          [&](Reason* own) { return claim_counts(facts, TrustedClaim::hybrid_joined_device, own); })
      .match();
}

Match rule_holds_here(const Facts& facts, const FilterRule& rule, Reason* reason) {
  if (facts.has_no_device()) return rule_holds(rule, NoDevice(), reason);
  const Device* device = facts.sign_in.device.value();
  if (device == nullptr) return rule_holds(rule, UnknownDevice(), reason);
  const Match seen = rule_holds(rule, RegisteredDevice(*device, facts.tenant), reason);
  if (seen == rule_holds(rule, NoDevice(), nullptr)) return seen;  // hidden or not
  Reason doubt;
  const Match shown = shows_properties(facts, reason == nullptr ? nullptr : &doubt);
  if (shown == Match::yes) return seen;
  if (shown == Match::no) return rule_holds(rule, NoDevice(), reason);
  if (reason != nullptr) *reason = std::move(doubt);
  return shown;
}

// A filter without mode is read as one that excludes; its policy is invalid anyway (CA 2.11.5).
Match match_filter(const Facts& facts, const CompiledFilter& filter, ConditionResult* result) {
  const bool include = filter.mode == FilterMode::include;
  Reason reason;
  const Match holds = rule_holds_here(facts, *filter.rule, result == nullptr ? nullptr : &reason);
  const Match match = include ? holds : caprock::negate(holds);
  if (result == nullptr) return match;
  result->match = match;
  if (holds == Match::unknown) {
    result->why = "the device filter is not settled: " + reason.why;
    result->undetermined_by = std::move(reason.open);
    sort_without_repeats(result->undetermined_by);
    return match;
  }
  result->why = std::string("the device filter ") + (holds == Match::yes ? "" : "does not ") +
                (include ? "include" : "exclude") + (holds == Match::yes ? "s" : "") +
                " the device: " + reason.why;
  if (include)
    result->include_rule =
        holds == Match::yes ? "deviceFilter" : "deviceFilterIncludeRuleNotMatched";
  else if (holds == Match::yes)
    result->exclude_rule = "deviceFilter";
  return match;
}

// `word` is one of the older device states; others say nothing.
Match in_state(const Facts& facts, std::string_view state, Reason* reason) {
  if (equal_ignoring_case(state, word::k_all)) return yes(reason, "all states", "allDeviceStates");
  Match match = Match::no;
  if (equal_ignoring_case(state, "Compliant"))
    match = is_compliant(facts, reason);
  else if (equal_ignoring_case(state, "DomainJoined"))
    match = is_hybrid_joined(facts, reason);
  if (match != Match::yes) return match;
  return yes(
      reason, [&] { return "the device state `" + std::string(state) + "`"; }, "deviceState");
}

Match is_listed_device(const Facts& facts, std::string_view entry, Reason* reason) {
  if (equal_ignoring_case(entry, word::k_all)) return yes(reason, "all devices", "allDevices");
  const auto& signal = facts.sign_in.device;
  if (signal.is_unknown() && !facts.whatif())
    return unknown(reason, k_device, "the device is not known");
  const Device* device = signal.value();
  return found(
      device != nullptr && device->device_id && equal_ignoring_case(*device->device_id, entry),
      reason, "the device is listed");
}

struct DeviceLists {
  const std::vector<std::string>& devices;
  const std::vector<std::string>& device_states;
  const std::vector<std::string>& states;
};

Match on_side(const Facts& facts, const DeviceLists& lists, Reason* reason) {
  const auto state = [&](const std::string& one, Reason* own) { return in_state(facts, one, own); };
  return AnyOf(reason)
      .add_all(lists.devices, [&](const std::string& one,
                                  Reason* own) { return is_listed_device(facts, one, own); })
      .add_all(lists.device_states, state)
      .add_all(lists.states, state)
      .match();
}

// CA 2.7.14
Match match_lists(const Facts& facts, const Conditions& conditions, ConditionResult* result) {
  static const Devices k_no_devices;
  static const DeviceStates k_no_states;
  const Devices& devices = conditions.devices ? *conditions.devices : k_no_devices;
  const DeviceStates& states = conditions.device_states ? *conditions.device_states : k_no_states;
  const DeviceLists include{devices.include_devices, devices.include_device_states,
                            states.include_states};
  const DeviceLists exclude{devices.exclude_devices, devices.exclude_device_states,
                            states.exclude_states};
  return include_exclude(
      result, [&](Reason* reason) { return on_side(facts, include, reason); },
      [&](Reason* reason) { return on_side(facts, exclude, reason); });
}

}  // namespace

Match match_devices(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result) {
  return policy.device_filter ? match_filter(facts, *policy.device_filter, result)
                              : match_lists(facts, policy.policy->conditions, result);
}

}  // namespace caprock::evaluate
