#include "cli/guess_json.h"

#include "cli/json_out.h"

namespace caprock {
namespace {

json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

json::value count_or_null(const std::optional<std::size_t>& count) {
  return count ? json::value(*count) : json::value(nullptr);
}

json::object guess_object(const Guess& guess) {
  json::array network;
  for (const IpAddress& address : guess.network) network.emplace_back(to_string(address));
  json::array evidence;
  for (const GuessEvidence& one : guess.evidence)
    evidence.push_back(json::object{{"kind", word_of(one.kind)}, {"text", one.text}});
  return {{"name", guess.name},
          {"profile", guess.profile},
          {"connection", guess.connection},
          {"account", text_or_null(guess.account)},
          {"app", guess.app ? json::value(guess.app->text()) : json::value(nullptr)},
          {"network", std::move(network)},
          {"country", text_or_null(guess.country)},
          {"evidence", std::move(evidence)},
          {"strength", word_of(guess.strength)}};
}

}  // namespace

std::string guess_json(const GuessReport& report) {
  json::array proposals;
  for (const Guess& guess : report.guesses) proposals.push_back(guess_object(guess));
  return pretty(json::object{{"proposals", std::move(proposals)},
                             {"lookedAt",
                              {{"servicePrincipals", count_or_null(report.service_principals)},
                               {"permissionGrants", count_or_null(report.consents)},
                               {"signIns", count_or_null(report.sign_ins)}}},
                             {"diagnostics", to_json(report.diagnostics)}});
}

}  // namespace caprock
