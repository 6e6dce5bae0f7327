// Classes of client, platforms, risks and flows (CA 2.5, 2.6, 2.8).
#include <array>

#include "evaluate/condition_rules.h"
#include "evaluate/reason.h"
#include "model/words.h"

namespace caprock::evaluate {
namespace {

template <class E>
constexpr bool has(std::uint8_t bits, E value) {
  return (bits >> static_cast<unsigned>(value) & 1U) != 0;
}

// CA 2.5.2
Match platform_is_eas_supported(const Facts& facts, Reason* reason) {
  using enum SignInPlatform;
  const auto& platform = facts.sign_in.client.platform;
  if (platform.is_unknown() && !facts.whatif())
    return unknown(reason, "devicePlatform", "the device platform is not known");
  const SignInPlatform* value = platform.value();
  return found(value != nullptr && (*value == android || *value == ios || *value == windows),
               reason);
}

Match lists_client(const Facts& facts, std::uint8_t types, SignInClient client, Reason* reason) {
  switch (client) {
    case SignInClient::browser: return found(has(types, ClientAppType::browser), reason);
    case SignInClient::mobile_apps_and_desktop_clients:
      return found(has(types, ClientAppType::mobile_apps_and_desktop_clients), reason);
    case SignInClient::exchange_active_sync:
      if (has(types, ClientAppType::exchange_active_sync)) return yes(reason);
      return has(types, ClientAppType::eas_supported) ? platform_is_eas_supported(facts, reason)
                                                      : no(reason);
    case SignInClient::other: return found(has(types, ClientAppType::other), reason);
    case SignInClient::unspecified: break;
  }
  AllOf every(reason);  // CA 2.5.4
  for (const SignInClient one :
       {SignInClient::browser, SignInClient::mobile_apps_and_desktop_clients,
        SignInClient::exchange_active_sync, SignInClient::other})
    every.add([&](Reason* own) { return lists_client(facts, types, one, own); });
  return every.match();
}

// The classes that the client may be must agree.
Match lists_clients(const Facts& facts, std::uint8_t types, Reason* reason) {
  bool some = false;
  bool others = false;
  Match open = Match::no;
  Reason doubt;
  for (unsigned client = 0; client <= static_cast<unsigned>(SignInClient::unspecified); ++client) {
    if ((facts.clients >> client & 1U) == 0) continue;
    Reason own;
    const Match match = lists_client(facts, types, static_cast<SignInClient>(client),
                                     reason == nullptr ? nullptr : &own);
    some = some || match == Match::yes;
    others = others || match == Match::no;
    if (match != Match::unknown) continue;
    open = Match::unknown;
    doubt = std::move(own);  // only one class depends on an input, the platform
  }
  if (some && !others && open == Match::no)
    return yes(reason, "the policy lists this class of client");
  if (some) return unknown(reason, "clientAppType", "the class of client is not known");
  if (open == Match::no) return no(reason, "the policy does not list this class of client");
  if (reason != nullptr) *reason = std::move(doubt);
  return open;
}

bool is_platform(std::uint8_t listed, SignInPlatform actual) {
  switch (actual) {
    case SignInPlatform::android: return has(listed, DevicePlatform::android);
    case SignInPlatform::ios: return has(listed, DevicePlatform::ios);
    case SignInPlatform::windows: return has(listed, DevicePlatform::windows);
    case SignInPlatform::windows_phone: return has(listed, DevicePlatform::windows_phone);
    case SignInPlatform::mac_os: return has(listed, DevicePlatform::mac_os);
    case SignInPlatform::linux: return has(listed, DevicePlatform::linux);
    case SignInPlatform::unrecognised: return false;  // CA 2.6.2
  }
  return false;
}

Match on_platform_side(const Facts& facts, std::uint8_t listed, Reason* reason) {
  if (has(listed, DevicePlatform::all))
    return yes(reason, "the policy lists all platforms", "allDevicePlatforms");
  const auto& platform = facts.sign_in.client.platform;
  if (listed == 0 || platform.is_absent()) return no(reason);
  if (platform.is_unknown())
    return facts.whatif() ? no(reason)
                          : unknown(reason, "devicePlatform", "the device platform is not known");
  if (!is_platform(listed, *platform.value())) return no(reason);
  return yes(reason, "the policy lists the device's platform", "devicePlatform");
}

// CA 2.8.1, 2.8.2: listed levels, no thresholds; no risk is the level `none`. Subjects of another
// kind have none (CA 2.8.3).
Match level_listed(const Facts& facts, std::uint8_t levels, const Signal<RiskLevel>& signal,
                   bool concerns, std::string_view path, ConditionResult* result) {
  return plain_condition(result, [&](Reason* reason) {
    if (concerns && signal.is_unknown() && !facts.whatif())
      return unknown(reason, path, "the risk level is not known");
    const RiskLevel level = concerns && signal.value() ? *signal.value() : RiskLevel::none;
    return found(has(levels, level), reason,
                 [&] { return "the risk level is `" + std::string(word_for(level)) + "`"; });
  });
}

template <class Level>
Match flag_listed(const Facts& facts, std::uint8_t flags, const Signal<Level>& signal,
                  bool concerns, std::string_view path, ConditionResult* result) {
  return plain_condition(result, [&](Reason* reason) {
    if (!concerns || signal.is_absent()) return no(reason, "there is no such risk");
    if (signal.is_unknown())
      return facts.whatif() ? no(reason) : unknown(reason, path, "the risk level is not known");
    const Level level = *signal.value();
    return found((flags & static_cast<std::uint8_t>(level)) != 0, reason,
                 [&] { return "the risk level is `" + std::string(word_for(level)) + "`"; });
  });
}

}  // namespace

Match match_client_types(const Facts& facts, const CompiledPolicy& policy,
                         ConditionResult* result) {
  return plain_condition(
      result, [&](Reason* reason) { return lists_clients(facts, policy.client_types, reason); });
}

Match match_platforms(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result) {
  return include_exclude(
      result,
      [&](Reason* reason) { return on_platform_side(facts, policy.include_platforms, reason); },
      [&](Reason* reason) { return on_platform_side(facts, policy.exclude_platforms, reason); });
}

Match match_sign_in_risk(const Facts& facts, const CompiledPolicy& policy,
                         ConditionResult* result) {
  return level_listed(facts, policy.sign_in_risk, facts.sign_in.risk.sign_in, facts.is_person(),
                      "signInRiskLevel", result);
}

Match match_service_principal_risk(const Facts& facts, const CompiledPolicy& policy,
                                   ConditionResult* result) {
  return level_listed(facts, policy.service_principal_risk, facts.sign_in.risk.service_principal,
                      !facts.is_person(), "servicePrincipalRiskLevel", result);
}

Match match_user_risk(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result) {
  return level_listed(facts, policy.user_risk, facts.sign_in.risk.user, facts.is_person(),
                      "userRiskLevel", result);
}

Match match_insider_risk(const Facts& facts, const CompiledPolicy& policy,
                         ConditionResult* result) {
  return flag_listed(facts, policy.policy->conditions.insider_risk_levels,
                     facts.sign_in.risk.insider, facts.is_person(), "insiderRiskLevel", result);
}

Match match_agent_risk(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result) {
  const SubjectKind kind = facts.sign_in.subject.kind;
  const bool agent = kind == SubjectKind::agent_identity || kind == SubjectKind::agent_user;
  return flag_listed(facts, policy.policy->conditions.agent_id_risk_levels,
                     facts.sign_in.risk.agent, agent, "agentIdRiskLevel", result);
}

// CA 2.8.4
Match match_flows(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result) {
  return plain_condition(result, [&](Reason* reason) {
    const unsigned hit =
        facts.transfer_methods & policy.policy->conditions.authentication_flows->transfer_methods;
    if ((hit & static_cast<unsigned>(TransferMethod::device_code_flow)) != 0)
      return yes(reason, "the session was born by device code flow", "deviceCodeFlow");
    if ((hit & static_cast<unsigned>(TransferMethod::authentication_transfer)) != 0)
      return yes(reason, "the session was born by authentication transfer",
                 "authenticationTransfer");
    if (facts.transfer_methods_known || facts.whatif())
      return no(reason, "the session was not born by such a flow");
    return unknown(reason, "originalTransferMethod", "how the session was born is not known");
  });
}

}  // namespace caprock::evaluate
