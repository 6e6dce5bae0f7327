#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "cli/policy_names.h"
#include "cli/policy_phrases.h"
#include "model/words.h"

namespace caprock {
namespace {

Phrases clients_of(ClientAppType type) {
  switch (type) {
    case ClientAppType::all: return {};
    case ClientAppType::browser: return {"browsers"};
    case ClientAppType::mobile_apps_and_desktop_clients: return {"mobile apps", "desktop clients"};
    case ClientAppType::exchange_active_sync: return {"Exchange ActiveSync clients"};
    case ClientAppType::eas_supported: return {"supported Exchange ActiveSync clients"};
    case ClientAppType::other: return {"other legacy clients"};
  }
  return {};
}

void add_clients(Phrases& phrases, const std::vector<ClientAppType>& types) {
  if (std::find(types.begin(), types.end(), ClientAppType::all) != types.end()) return;
  Phrases clients;
  for (const ClientAppType type : types)
    for (std::string& client : clients_of(type)) clients.push_back(std::move(client));
  // CA 2.5.3: what an empty list means is not sure.
  phrases.push_back(clients.empty() ? "with clients that the policy does not name"
                                    : "with " + spoken(clients, "or"));
}

std::string_view platform_of(DevicePlatform platform) {
  switch (platform) {
    case DevicePlatform::android: return "Android";
    case DevicePlatform::ios: return "iOS";
    case DevicePlatform::windows: return "Windows";
    case DevicePlatform::windows_phone: return "Windows Phone";
    case DevicePlatform::mac_os: return "macOS";
    case DevicePlatform::all: return "any platform";
    case DevicePlatform::linux: return "Linux";
  }
  return {};
}

void add_platforms(Phrases& phrases, const Platforms& platforms) {
  Phrases included, excluded;
  for (const DevicePlatform one : platforms.include_platforms)
    included.emplace_back(platform_of(one));
  for (const DevicePlatform one : platforms.exclude_platforms)
    excluded.emplace_back(platform_of(one));
  phrases.push_back("on " + with_exceptions(included, "or", excluded, "no platform"));
}

Phrases locations(const std::vector<LocationId>& ids, std::string_view conjunction,
                  const Telling& telling) {
  Phrases phrases, names;
  for (const LocationId& id : ids) {
    if (id.is(word::k_all))
      phrases.emplace_back("any location");
    else if (id.is(word::k_all_trusted))
      phrases.emplace_back("trusted locations");
    else if (id.is(word::k_mfa_trusted_ips))
      phrases.emplace_back("the MFA trusted IPs");
    else
      names.push_back(name_of(id, telling.tenant));
  }
  add_named(phrases, {"the location", "the locations"}, names, conjunction, telling.detail);
  return phrases;
}

// Lists and states of devices are older than the filter, which takes their place. States stand in
// either list.
using OldDevices = std::vector<std::string>;

std::string_view devices_in(std::string_view state) {
  if (equal_ignoring_case(state, word::k_all)) return "any device";
  if (equal_ignoring_case(state, "Compliant")) return "compliant devices";
  if (equal_ignoring_case(state, "DomainJoined")) return "Microsoft Entra hybrid joined devices";
  return {};
}

Phrases old_devices(const OldDevices& side, std::string_view conjunction, const Telling& telling) {
  Phrases phrases, names;
  for (const std::string& one : side) {
    if (const std::string_view devices = devices_in(one); !devices.empty())
      phrases.emplace_back(devices);
    else
      names.push_back(in_backticks(one));
  }
  add_named(phrases, {"the device", "the devices"}, names, conjunction, telling.detail);
  return phrases;
}

void add_old_devices(Phrases& phrases, const Conditions& conditions, const Telling& telling) {
  OldDevices include, exclude;
  const auto add = [](OldDevices& to, const std::vector<std::string>& more) {
    to.insert(to.end(), more.begin(), more.end());
  };
  if (const auto& devices = conditions.devices) {
    add(include, devices->include_devices);
    add(include, devices->include_device_states);
    add(exclude, devices->exclude_devices);
    add(exclude, devices->exclude_device_states);
  }
  if (const auto& states = conditions.device_states) {
    add(include, states->include_states);
    add(exclude, states->exclude_states);
  }
  const Phrases included = old_devices(include, "or", telling);
  const Phrases excluded = old_devices(exclude, "and", telling);
  if (!included.empty() || !excluded.empty())
    phrases.push_back("from " + with_exceptions(included, "or", excluded, "no device"));
}

void add_devices(Phrases& phrases, const Conditions& conditions, const Telling& telling) {
  if (!conditions.devices || !has_rule(conditions.devices->device_filter))
    return add_old_devices(phrases, conditions, telling);
  const Filter& filter = *conditions.devices->device_filter;
  const std::string devices = those_meeting("devices", filter, telling.detail);
  if (!filter.mode)
    phrases.push_back("from " + devices + " or from all others (the filter has no mode)");
  else if (*filter.mode == FilterMode::include)
    phrases.push_back("from " + devices);
  else
    phrases.push_back("from any device (except " + devices + ")");
}

void add_risk(Phrases& phrases, const Phrases& levels, std::string_view of) {
  if (!levels.empty()) phrases.push_back(fmt::format("at {} {} risk", spoken(levels, "or"), of));
}

// In the order of the table, whatever the order in the policy.
Phrases levels_in(const std::vector<RiskLevel>& levels) {
  Phrases out;
  for (const Word<RiskLevel>& row : words<RiskLevel>())
    if (std::find(levels.begin(), levels.end(), row.value) != levels.end())
      out.emplace_back(row.value == RiskLevel::none ? "no" : row.text);
  return out;
}

template <class E>
Phrases levels_in(std::uint8_t bits) {
  Phrases out;
  for (const Word<E>& row : words<E>())
    if ((bits & static_cast<std::uint8_t>(row.value)) != 0) out.emplace_back(row.text);
  return out;
}

void add_flows(Phrases& phrases, std::uint8_t methods) {
  Phrases flows;
  if ((methods & static_cast<std::uint8_t>(TransferMethod::device_code_flow)) != 0)
    flows.emplace_back("device code flow");
  if ((methods & static_cast<std::uint8_t>(TransferMethod::authentication_transfer)) != 0)
    flows.emplace_back("authentication transfer");
  if (!flows.empty()) phrases.push_back("by " + spoken(flows, "or"));
}

}  // namespace

Phrases conditions_in_words(const Conditions& conditions, const Telling& telling) {
  Phrases phrases;
  add_clients(phrases, conditions.client_app_types);
  if (conditions.platforms) add_platforms(phrases, *conditions.platforms);
  if (const auto& places = conditions.locations)
    phrases.push_back(
        "from " + with_exceptions(locations(places->include_locations, "or", telling), "or",
                                  locations(places->exclude_locations, "and", telling), "nowhere"));
  add_devices(phrases, conditions, telling);
  add_risk(phrases, levels_in(conditions.sign_in_risk_levels), "sign-in");
  add_risk(phrases, levels_in(conditions.user_risk_levels), "user");
  add_risk(phrases, levels_in(conditions.service_principal_risk_levels), "workload identity");
  add_risk(phrases, levels_in<InsiderRisk>(conditions.insider_risk_levels), "insider");
  add_risk(phrases, levels_in<AgentRisk>(conditions.agent_id_risk_levels), "agent");
  if (conditions.authentication_flows)
    add_flows(phrases, conditions.authentication_flows->transfer_methods);
  return phrases;
}

}  // namespace caprock
