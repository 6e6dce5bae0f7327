#include "reference/match_client.h"

#include <algorithm>
#include <array>

namespace caprock::reference {
namespace {

constexpr std::array k_classes = {SignInClient::browser,
                                  SignInClient::mobile_apps_and_desktop_clients,
                                  SignInClient::exchange_active_sync, SignInClient::other};

Finding platform_is_eas_supported(const Situation& situation) {
  const auto& platform = situation.sign_in.client.platform;
  if (platform.is_unknown() && !situation.whatif())
    return unknown("devicePlatform", "the device platform is not known");
  const SignInPlatform* value = platform.value();
  return found(value && (*value == SignInPlatform::android || *value == SignInPlatform::ios ||
                         *value == SignInPlatform::windows));
}

// CA 2.5: the table of policy values.
Finding type_matches(const Situation& situation, ClientAppType type, SignInClient client) {
  switch (type) {
    case ClientAppType::all: return yes();
    case ClientAppType::browser: return found(client == SignInClient::browser);
    case ClientAppType::mobile_apps_and_desktop_clients:
      return found(client == SignInClient::mobile_apps_and_desktop_clients);
    case ClientAppType::exchange_active_sync:
      return found(client == SignInClient::exchange_active_sync);
    case ClientAppType::eas_supported:
      return client == SignInClient::exchange_active_sync ? platform_is_eas_supported(situation)
                                                          : no();
    case ClientAppType::other: return found(client == SignInClient::other);
  }
  return no();
}

Finding list_matches(const Situation& situation, const std::vector<ClientAppType>& types,
                     SignInClient client) {
  std::vector<Finding> ways;
  if (client == SignInClient::unspecified) {  // CA 2.5: What If's `all` needs every class covered
    for (const SignInClient one : k_classes) ways.push_back(list_matches(situation, types, one));
    return all_of(ways);
  }
  for (const ClientAppType type : types) ways.push_back(type_matches(situation, type, client));
  return any_of(ways);
}

// CA 2.5: a policy from before August 2020 has an empty list. Option empty_client_app_types.
std::vector<ClientAppType> effective_types(const Situation& situation,
                                           const std::vector<ClientAppType>& types) {
  if (!types.empty()) return types;
  if (situation.options.empty_client_app_types == EmptyClientAppTypes::all)
    return {ClientAppType::all};
  return {ClientAppType::browser, ClientAppType::mobile_apps_and_desktop_clients};
}

std::set<SignInClient> clients_by_kind(const Request& request) {
  if (request.grant == GrantType::basic_authentication)
    return {SignInClient::exchange_active_sync, SignInClient::other};
  if (request.grant == GrantType::saml || request.grant == GrantType::ws_fed)
    return {SignInClient::browser};
  if (const ClientKind* kind = request.client_kind.value())
    return {*kind == ClientKind::public_client ? SignInClient::mobile_apps_and_desktop_clients
                                               : SignInClient::browser};
  return {k_classes.begin(), k_classes.end()};
}

bool is_platform(DevicePlatform listed, SignInPlatform actual) {
  switch (listed) {
    case DevicePlatform::all: return true;
    case DevicePlatform::android: return actual == SignInPlatform::android;
    case DevicePlatform::ios: return actual == SignInPlatform::ios;
    case DevicePlatform::windows: return actual == SignInPlatform::windows;
    case DevicePlatform::windows_phone: return actual == SignInPlatform::windows_phone;
    case DevicePlatform::mac_os: return actual == SignInPlatform::mac_os;
    case DevicePlatform::linux: return actual == SignInPlatform::linux;
  }
  return false;
}

// CA 2.6: a platform that is not recognised is matched by `all` only.
Finding on_platform_side(const Situation& situation, const std::vector<DevicePlatform>& listed) {
  if (std::find(listed.begin(), listed.end(), DevicePlatform::all) != listed.end())
    return yes("the policy lists all platforms", "allDevicePlatforms");
  const auto& platform = situation.sign_in.client.platform;
  if (listed.empty() || platform.is_absent()) return no();
  if (platform.is_unknown())
    return situation.whatif() ? no()
                              : unknown("devicePlatform", "the device platform is not known");
  return found(std::any_of(listed.begin(), listed.end(),
                           [&](DevicePlatform one) { return is_platform(one, *platform.value()); }),
               "the policy lists the device's platform", "devicePlatform");
}

}  // namespace

std::set<SignInClient> possible_clients(const Situation& situation) {
  if (const SignInClient* client = situation.sign_in.client.app_type.value()) return {*client};
  if (situation.whatif()) return {SignInClient::unspecified};
  return clients_by_kind(situation.sign_in.request);
}

bool is_legacy_client(const Situation& situation) {
  const std::set<SignInClient> clients = possible_clients(situation);
  return std::all_of(clients.begin(), clients.end(), [](SignInClient client) {
    return client == SignInClient::exchange_active_sync || client == SignInClient::other;
  });
}

std::optional<ConditionResult> match_client_app_types(const Situation& situation,
                                                      const std::vector<ClientAppType>& types) {
  const std::vector<ClientAppType> effective = effective_types(situation, types);
  if (std::find(effective.begin(), effective.end(), ClientAppType::all) != effective.end())
    return std::nullopt;
  const std::set<SignInClient> clients = possible_clients(situation);
  std::vector<Finding> each;
  for (const SignInClient client : clients)
    each.push_back(list_matches(situation, effective, client));
  Finding result = all_of(each);
  if (result.match != Match::yes && any_of(each).match != Match::no)
    result = any_of(each).match == Match::unknown
                 ? any_of(each)
                 : unknown("clientAppType", "the class of client is not known");
  if (result.match == Match::yes) result.why = "the policy lists this class of client";
  if (result.match == Match::no) result.why = "the policy does not list this class of client";
  return plain_condition(Condition::client_app_types, result);
}

ConditionResult match_platforms(const Situation& situation, const Platforms& platforms) {
  return include_exclude(Condition::platforms,
                         on_platform_side(situation, platforms.include_platforms),
                         on_platform_side(situation, platforms.exclude_platforms));
}

}  // namespace caprock::reference
