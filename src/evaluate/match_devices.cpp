#include <algorithm>
#include <array>

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

struct TextProperty {
  FilterProperty property;
  Signal<std::string> Device::* value;
  std::string_view path;
};

constexpr std::array k_texts = {
    TextProperty{FilterProperty::device_id, &Device::device_id, "device.deviceId"},
    TextProperty{FilterProperty::display_name, &Device::display_name, "device.displayName"},
    TextProperty{FilterProperty::device_ownership, &Device::ownership, "device.ownership"},
    TextProperty{FilterProperty::enrollment_profile_name, &Device::enrollment_profile_name,
                 "device.enrollmentProfileName"},
    TextProperty{FilterProperty::manufacturer, &Device::manufacturer, "device.manufacturer"},
    TextProperty{FilterProperty::mdm_app_id, &Device::mdm_app_id, "device.mdmAppId"},
    TextProperty{FilterProperty::model, &Device::model, "device.model"},
    TextProperty{FilterProperty::operating_system, &Device::operating_system,
                 "device.operatingSystem"},
    TextProperty{FilterProperty::operating_system_version, &Device::operating_system_version,
                 "device.operatingSystemVersion"},
    TextProperty{FilterProperty::profile_type, &Device::profile_type, "device.profileType"},
};

const TextProperty* text_property(FilterProperty property) {
  const auto* row = std::find_if(k_texts.begin(), k_texts.end(),
                                 [&](const TextProperty& one) { return one.property == property; });
  return row == k_texts.end() ? nullptr : row;
}

// CA 2.7.15: what nobody said of the device is unknown; in whatif mode it is null (CA 1.14).
class RegisteredDevice final : public FilterSubject {
 public:
  RegisteredDevice(const Device& device, const CompiledTenant& tenant)
      : device_(device), tenant_(tenant) {}

  PropertyValue property(const FilterComparison& comparison) const override {
    if (const TextProperty* row = text_property(comparison.property))
      return text(device_.*row->value);
    switch (comparison.property) {
      case FilterProperty::is_compliant: return compliance();
      case FilterProperty::physical_ids: return list(device_.physical_ids);
      case FilterProperty::system_labels: return list(device_.system_labels);
      case FilterProperty::trust_type: return join();
      case FilterProperty::extension_attribute: return extension_attribute(comparison.number);
      default: return {};
    }
  }
  std::string path() const override { return std::string(k_device); }
  std::vector<std::string> paths_of(const FilterComparison& comparison) const override {
    if (const TextProperty* row = text_property(comparison.property))
      return {std::string(row->path)};
    switch (comparison.property) {
      case FilterProperty::is_compliant: return {"device.isCompliant"};
      case FilterProperty::physical_ids: return {"device.physicalIds"};
      case FilterProperty::system_labels: return {"device.systemLabels"};
      case FilterProperty::trust_type: return {"device.trustType"};
      case FilterProperty::extension_attribute: return extension_paths(comparison.number);
      default: return {path()};
    }
  }

 private:
  // Nobody said it, and no default stands in for it.
  template <class T>
  bool is_open(const Signal<T>& signal) const {
    return signal.is_unknown() && !tenant_.whatif();
  }

  PropertyValue text(const Signal<std::string>& signal) const {
    if (is_open(signal)) return {PropertyValue::Kind::unknown};
    if (const std::string* value = signal.value()) return {PropertyValue::Kind::text, *value};
    return {};
  }
  PropertyValue list(const Signal<std::vector<std::string>>& signal) const {
    if (is_open(signal)) return {PropertyValue::Kind::unknown};
    if (const auto* values = signal.value()) return {PropertyValue::Kind::list, {}, values};
    return {};
  }

  // CA 1.14: What If's default is no; elsewhere null is null.
  PropertyValue compliance() const {
    if (is_open(device_.is_compliant)) return {PropertyValue::Kind::unknown};
    const bool* compliant = device_.is_compliant.value();
    if (compliant == nullptr && !tenant_.whatif()) return {};
    return {PropertyValue::Kind::text, compliant != nullptr && *compliant ? "True" : "False"};
  }

  PropertyValue join() const {
    if (is_open(device_.trust_type)) return {PropertyValue::Kind::unknown};
    const TrustType* type = device_.trust_type.value();
    if (type == nullptr) return {};
    return {PropertyValue::Kind::text, word_for(*type)};
  }

  template <class T>
  Match is(const Signal<T>& signal, T wanted) const {
    if (is_open(signal)) return Match::unknown;
    return signal == Signal(wanted) ? Match::yes : Match::no;
  }

  // CA 2.7.8: visible on managed, compliant and hybrid joined devices only.
  PropertyValue extension_attribute(std::size_t number) const {
    const PropertyValue shown = text(device_.extension_attributes[number]);
    const bool null_elsewhere =
        tenant_.options().ext_attr_unmanaged == UnmanagedExtensionAttribute::null;
    const Match visible = shows_extension_attributes();
    if (visible == Match::yes) return shown;
    if (visible == Match::no)
      return null_elsewhere ? PropertyValue{} : PropertyValue{PropertyValue::Kind::hidden};
    if (null_elsewhere && shown.kind == PropertyValue::Kind::null) return {};
    return {PropertyValue::Kind::unknown};
  }
  Match shows_extension_attributes() const {
    return any_of(any_of(is(device_.intune_managed, true), is(device_.is_compliant, true)),
                  is(device_.trust_type, TrustType::server_ad));
  }
  std::vector<std::string> extension_paths(std::size_t number) const {
    std::vector<std::string> paths;
    if (shows_extension_attributes() == Match::unknown) {
      if (is_open(device_.intune_managed)) paths.emplace_back("device.intuneManaged");
      if (is_open(device_.is_compliant)) paths.emplace_back("device.isCompliant");
      if (is_open(device_.trust_type)) paths.emplace_back("device.trustType");
    }
    if (is_open(device_.extension_attributes[number]))
      paths.push_back("device.extensionAttribute" + std::to_string(number + 1));
    return paths;
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
  if (device == nullptr) return no(reason);
  if (device->device_id.is_unknown() && !facts.whatif())
    return unknown(reason, "device.deviceId", "the id of the device is not known");
  const std::string* id = device->device_id.value();
  return found(id != nullptr && equal_ignoring_case(*id, entry), reason, "the device is listed");
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
  return policy.filters_devices() ? match_filter(facts, *policy.device_filter, result)
                                  : match_lists(facts, policy.policy->conditions, result);
}

}  // namespace caprock::evaluate
