#include "reference/match_risks.h"

#include <algorithm>

#include "model/words.h"

namespace caprock::reference {
namespace {

// CA 2.8: exact membership, no threshold; no risk is the level `none`. `applicable` is false for
// subjects that have no such risk.
Finding level_listed(const Situation& situation, const std::vector<RiskLevel>& levels,
                     const Signal<RiskLevel>& signal, bool applicable, std::string path) {
  RiskLevel level = RiskLevel::none;
  if (applicable && signal.is_unknown() && !situation.whatif())
    return unknown(std::move(path), "the risk level is not known");
  if (applicable && signal.value()) level = *signal.value();
  const bool listed = std::find(levels.begin(), levels.end(), level) != levels.end();
  return found(listed, "the risk level is `" + std::string(word_for(level)) + "`");
}

template <class Level>
Finding flag_listed(const Situation& situation, std::uint8_t flags, const Signal<Level>& signal,
                    bool applicable, std::string path) {
  if (!applicable || signal.is_absent()) return no("there is no such risk");
  if (signal.is_unknown())
    return situation.whatif() ? no() : unknown(std::move(path), "the risk level is not known");
  const Level level = *signal.value();
  return found((flags & static_cast<std::uint8_t>(level)) != 0,
               "the risk level is `" + std::string(word_for(level)) + "`");
}

Finding flow_listed(const Situation& situation, std::uint8_t flags) {
  const KnownTransfer known = transfer_methods(situation);
  const auto hit = [&](TransferMethod method) {
    return (known.methods & flags & static_cast<std::uint8_t>(method)) != 0;
  };
  if (hit(TransferMethod::device_code_flow))
    return yes("the session was born by device code flow", "deviceCodeFlow");
  if (hit(TransferMethod::authentication_transfer))
    return yes("the session was born by authentication transfer", "authenticationTransfer");
  if (known.complete || situation.whatif()) return no("the session was not born by such a flow");
  return unknown("originalTransferMethod", "how the session was born is not known");
}

}  // namespace

KnownTransfer transfer_methods(const Situation& situation) {
  const SignIn& sign_in = situation.sign_in;
  KnownTransfer known;
  if (const std::uint8_t* given = sign_in.original_transfer_method.value()) known.methods = *given;
  known.complete = !sign_in.original_transfer_method.is_unknown();
  switch (sign_in.request.grant) {
    case GrantType::device_code:
      known.methods |= static_cast<std::uint8_t>(TransferMethod::device_code_flow);
      break;
    case GrantType::authentication_transfer:
      known.methods |= static_cast<std::uint8_t>(TransferMethod::authentication_transfer);
      break;
    case GrantType::password:
    case GrantType::client_credentials:
    case GrantType::basic_authentication:
      known.complete = true;  // these start no session and continue none
      break;
    case GrantType::authorization_code:
    case GrantType::refresh_token:
    case GrantType::on_behalf_of:
    case GrantType::saml:
    case GrantType::ws_fed:
    case GrantType::primary_refresh_token: break;
  }
  return known;
}

std::vector<ConditionResult> match_risks(const Situation& situation, const Conditions& conditions) {
  const Risk& risk = situation.sign_in.risk;
  const SubjectKind kind = situation.sign_in.subject.kind;
  const bool person = is_person(kind);
  const bool agent = kind == SubjectKind::agent_identity || kind == SubjectKind::agent_user;
  std::vector<ConditionResult> results;
  const auto add = [&](Condition condition, const Finding& finding) {
    results.push_back(plain_condition(condition, finding));
  };
  if (!conditions.sign_in_risk_levels.empty())
    add(Condition::sign_in_risk, level_listed(situation, conditions.sign_in_risk_levels,
                                              risk.sign_in, person, "signInRiskLevel"));
  if (!conditions.service_principal_risk_levels.empty())
    add(Condition::service_principal_risk,
        level_listed(situation, conditions.service_principal_risk_levels, risk.service_principal,
                     !person, "servicePrincipalRiskLevel"));
  if (!conditions.user_risk_levels.empty())
    add(Condition::user_risk,
        level_listed(situation, conditions.user_risk_levels, risk.user, person, "userRiskLevel"));
  if (conditions.insider_risk_levels != 0)
    add(Condition::insider_risk, flag_listed(situation, conditions.insider_risk_levels,
                                             risk.insider, person, "insiderRiskLevel"));
  if (conditions.authentication_flows && conditions.authentication_flows->transfer_methods != 0)
    add(Condition::authentication_flows,
        flow_listed(situation, conditions.authentication_flows->transfer_methods));
  if (conditions.agent_id_risk_levels != 0)
    add(Condition::agent_id_risk, flag_listed(situation, conditions.agent_id_risk_levels,
                                              risk.agent, agent, "agentIdRiskLevel"));
  return results;
}

}  // namespace caprock::reference
