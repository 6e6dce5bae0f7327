#include "cli/check_json.h"

#include "cli/decision_json.h"
#include "cli/forecast_json.h"
#include "cli/json_out.h"
#include "integration/words.h"
#include "model/words.h"

namespace caprock {
namespace {

json::object cause_json(const Cause& cause) {
  json::object out{{"topic", word_for(cause.topic)},
                   {"severity", to_string(cause.severity)},
                   {"certainty", to_string(cause.certainty)},
                   {"moment", word_for(cause.moment)},
                   {"tokenEnd", word_for(cause.end)}};
  out["policy"] = cause.policy ? json::value{{"id", cause.policy->text()},
                                             {"displayName", cause.policy_name},
                                             {"state", word_for(cause.policy_state)}}
                               : json::value(nullptr);
  out["control"] = cause.control;
  out["explanation"] = cause.explains;
  out["from"] = instant_or_null(cause.from);
  out["aadsts"] = cause.aadsts == 0 ? json::value(nullptr) : json::value(cause.aadsts);
  out["evidence"] = word_for(cause.evidence);
  out["vendorSays"] = cause.vendor_says;
  out["vendorDocument"] = cause.vendor_document;
  out["vendorEvidence"] = cause.vendor_says.empty() ? json::value(nullptr)
                                                    : json::value(word_for(cause.vendor_evidence));
  out["rules"] = texts_json(cause.rules);
  out["undeterminedBy"] = texts_json(cause.undetermined_by);
  return out;
}

json::object remedy_json(const TriedRemedy& remedy) {
  json::array cures;
  for (const std::size_t index : remedy.cures) cures.emplace_back(index);
  return {{"id", remedy.remedy},         {"change", word_for(remedy.change)},
          {"says", remedy.says},         {"byVendor", remedy.by_vendor},
          {"document", remedy.document}, {"helps", word_for(remedy.helps)},
          {"because", remedy.because},   {"caution", remedy.caution},
          {"widens", remedy.widens},     {"cures", std::move(cures)}};
}

json::object decision_json(const Decision& decision) {
  return {{"verdict", word_for(decision.verdict)},
          {"determinedBy", ids_json(decision.determined_by)},
          {"audiences", ids_json(decision.audiences)},
          {"undeterminedBy", texts_json(decision.undetermined_by)}};
}

json::array fix_json(const ConnectionReport& report) {
  json::array steps;
  for (const FixStep& step : report.fix)
    steps.push_back({{"does", step.does},
                     {"policies", texts_json(step.policies)},
                     {"lastsUntil", instant_or_null(step.lasts_until)},
                     {"change", word_for(step.change)},
                     {"widens", step.widens}});
  return steps;
}

json::object connection_json(const ConnectionReport& report) {
  json::array causes, remedies;
  for (const Cause& cause : report.causes) causes.push_back(cause_json(cause));
  for (const TriedRemedy& remedy : report.remedies) remedies.push_back(remedy_json(remedy));
  return {{"name", report.name},
          {"profile", report.profile},
          {"profileName", report.profile_name},
          {"connection", report.connection},
          {"title", report.title},
          {"account", report.account},
          {"kind", word_for(report.kind)},
          {"health", word_for(report.health)},
          {"headline", report.headline},
          {"fix", fix_json(report)},
          {"exposure", report.exposure},
          {"afterFix", report.after_fix},
          {"causes", std::move(causes)},
          {"remedies", std::move(remedies)},
          {"missing", texts_json(report.missing)},
          {"notes", texts_json(report.notes)},
          {"atRefresh", decision_json(report.at_refresh)},
          {"atSignIn", decision_json(report.at_sign_in)},
          {"forecast", forecast_object(report.forecast)}};
}

json::object side_json(const ConflictSide& side) {
  const auto or_null = [](const std::string& text) {
    return text.empty() ? json::value(nullptr) : json::value(text);
  };
  return {{"who", texts_json(side.who)},
          {"wants", side.wants},
          {"profile", or_null(side.profile)},
          {"document", or_null(side.document)},
          {"evidence", word_for(side.evidence)}};
}

json::object conflict_json(const Conflict& conflict) {
  return {{"about", conflict.about},
          {"sides", json::array{side_json(conflict.one), side_json(conflict.other)}},
          {"arrangement", conflict.arrangement},
          {"holds", to_string(conflict.holds)},
          {"because", conflict.because}};
}

}  // namespace

std::string check_json(const CheckReport& report) {
  json::array connections, conflicts;
  for (const ConnectionReport& one : report.connections)
    connections.push_back(connection_json(one));
  for (const Conflict& conflict : report.conflicts) conflicts.push_back(conflict_json(conflict));
  return pretty(json::object{{"now", to_string(report.now)},
                             {"fullyEvaluated", report.fully_evaluated},
                             {"connections", std::move(connections)},
                             {"conflicts", std::move(conflicts)},
                             {"diagnostics", to_json(report.diagnostics)}});
}

}  // namespace caprock
