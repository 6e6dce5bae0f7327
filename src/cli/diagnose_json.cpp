#include "cli/decision_json.h"
#include "cli/diagnose_report.h"
#include "cli/json_out.h"
#include "diagnose/redaction.h"
#include "diagnose/words.h"
#include "integration/words.h"
#include "model/words.h"

namespace caprock {
namespace {

json::value or_null(std::string_view text) {
  return text.empty() ? json::value(nullptr) : json::value(without_secrets(text));
}

json::value word_or_null(std::string_view word) {
  return word.empty() ? json::value(nullptr) : json::value(safe_word(word));
}

json::value length_or_null(const std::optional<std::chrono::seconds>& length) {
  return length ? json::value(length->count()) : json::value(nullptr);
}

std::string_view form_word(ErrorForm form) {
  switch (form) {
    case ErrorForm::text: return "text";
    case ErrorForm::oauth_response: return "oauthResponse";
    case ErrorForm::library_log: return "libraryLog";
    case ErrorForm::sign_in_record: return "signInRecord";
  }
  return "";
}

std::string_view ends_word(TokenVerdict ends) {
  switch (ends) {
    case TokenVerdict::ok: return "notAboutToken";
    case TokenVerdict::refused: return "refused";
    case TokenVerdict::terminal: return "terminal";
  }
  return "";
}

json::object catalogue_json(const AadstsCode& row) {
  return {{"gist", row.gist},
          {"when", row.when},
          {"fix", row.fix},
          {"adminFix", or_null(row.admin_fix)},
          {"tokenEnd", ends_word(row.ends)},
          {"retryClass", to_string(row.retry)},
          {"interactiveHelps", to_string(row.interactive)},
          {"evidence", word_for(row.evidence)}};
}

json::object said_json(const FoundError& error) {
  json::array policies;
  for (const PolicyId& id : error.claimed_policies) policies.push_back(or_null(id.text()));
  return {{"error", word_or_null(error.error)},
          {"suberror", word_or_null(error.suberror)},
          {"claimedPolicies", std::move(policies)},
          {"issued", instant_or_null(error.issued)},
          {"validFrom", instant_or_null(error.valid_from)},
          {"lifetimeSeconds", length_or_null(error.lifetime)},
          {"idleSeconds", length_or_null(error.idle)},
          {"at", instant_or_null(error.at)},
          {"correlationId", or_null(error.correlation_id)},
          {"traceId", or_null(error.trace_id)},
          {"user", or_null(error.user)},
          {"app", or_null(error.app)},
          {"appName", or_null(error.app_name)},
          {"resource", or_null(error.resource)},
          {"resourceName", or_null(error.resource_name)}};
}

json::object suspect_json(const Suspect& suspect) {
  return {{"policy", or_null(suspect.policy.text())},
          {"name", or_null(suspect.name)},
          {"state", suspect.state ? json::value(word_for(*suspect.state)) : json::value(nullptr)},
          {"sureness", to_string(suspect.sureness)},
          {"because", suspect.because}};
}

json::object one_json(const Diagnosis& one) {
  const FoundError& error = one.error;
  json::array codes, suspects;
  for (const int code : error.codes) codes.emplace_back(code);
  for (const Suspect& suspect : one.suspects.items) suspects.push_back(suspect_json(suspect));
  return {{"code", error.code() == 0 ? json::value(nullptr) : json::value(error.code())},
          {"codes", std::move(codes)},
          {"form", form_word(error.form)},
          {"line", error.where.line},
          {"times", error.times},
          {"cut", error.cut || error.code_cut},
          {"headline", one.headline},
          {"catalogue",
           one.row == nullptr ? json::value(nullptr) : json::value(catalogue_json(*one.row))},
          {"happened", texts_json(one.happened)},
          {"token", one.token},
          {"retry", one.retry},
          {"toDo", texts_json(one.to_do)},
          {"notCertain", texts_json(one.unsure)},
          {"says", said_json(error)},
          {"suspects", std::move(suspects)},
          {"suspectsSummary", one.suspects.summary},
          {"missing", texts_json(one.suspects.missing)}};
}

}  // namespace

std::string diagnose_json(const DiagnoseReport& report) {
  json::array errors;
  for (const Diagnosis& one : report.diagnoses) errors.push_back(one_json(one));
  return pretty(json::object{{"errors", std::move(errors)},
                             {"records", report.records},
                             {"succeeded", report.succeeded},
                             {"unsaid", report.unsaid},
                             {"diagnostics", to_json(report.diagnostics)}});
}

}  // namespace caprock
