#include "cli/profile_json.h"

#include "cli/decision_json.h"
#include "graph_json/pretty_json.h"
#include "integration/words.h"
#include "model/words.h"

namespace caprock {
namespace {

template <class E>
json::array words_json(const std::vector<E>& values) {
  json::array out;
  for (const E value : values) out.emplace_back(word_for(value));
  return out;
}

template <class T>
json::value value_or_null(const std::optional<T>& value) {
  return value ? json::value(*value) : json::value(nullptr);
}

json::object document_json(const ProfileDocument& one) {
  return {{"id", one.id},           {"title", one.title}, {"publisher", one.publisher},
          {"address", one.address}, {"read", one.read},   {"note", one.note}};
}

json::object way_json(const ProfileConnection& one) {
  json::object out{{"id", one.id}, {"title", one.title}, {"describes", one.describes}};
  out["kind"] = word_for(one.kind);
  out["kindEvidence"] = word_for(one.kind_evidence);
  out["externalKind"] = word_for(one.external_kind);
  out["clientName"] = one.client_name;
  out["clientApp"] = one.client_app ? json::value(one.client_app->text()) : json::value(nullptr);
  out["scopes"] = texts_json(one.scopes);
  out["scopesEvidence"] = word_for(one.scopes_evidence);
  out["resources"] = ids_json(one.resources);
  out["refreshEveryMinutes"] =
      one.refresh_every ? json::value(one.refresh_every->count()) : json::value(nullptr);
  out["accountOf"] = word_for(one.account_of);
  out["consentedBy"] = word_for(one.consented_by);
  out["flows"] = words_json(one.flows);
  out["calledFrom"] = word_for(one.called_from);
  out["ownDevice"] = one.own_device;
  out["platform"] = one.platform ? json::value(word_for(*one.platform)) : json::value(nullptr);
  out["mfaAtConsent"] = value_or_null(one.mfa_at_consent);
  out["unattended"] = one.unattended;
  out["personCanSignIn"] = one.person_can_sign_in;
  out["sifConfidential"] = word_for(one.sif_confidential);
  out["document"] = one.document;
  return out;
}

json::object requirement_json(const Requirement& one) {
  return {{"kind", word_for(one.kind)},
          {"connections", texts_json(one.connections)},
          {"says", one.says},
          {"days", value_or_null(one.days)},
          {"value", one.value},
          {"topics", words_json(one.topics)},
          {"evidence", word_for(one.evidence)},
          {"document", one.document}};
}

json::object effect_json(const VendorEffect& one) {
  return {{"topic", word_for(one.topic)},
          {"connections", texts_json(one.connections)},
          {"says", one.says},
          {"evidence", word_for(one.evidence)},
          {"document", one.document}};
}

json::object remedy_json_of(const Remedy& one) {
  return {{"id", one.id},
          {"change", word_for(one.change)},
          {"topics", words_json(one.topics)},
          {"connections", texts_json(one.connections)},
          {"says", one.says},
          {"days", value_or_null(one.days)},
          {"value", one.value},
          {"caution", one.caution},
          {"evidence", word_for(one.evidence)},
          {"byVendor", one.by_vendor},
          {"document", one.document}};
}

template <class T, class Write>
json::array all_json(const std::vector<T>& items, Write write) {
  json::array out;
  for (const T& item : items) out.push_back(write(item));
  return out;
}

}  // namespace

std::string profiles_json(const std::vector<Profile>& profiles) {
  const auto brief = [](const Profile& one) {
    json::array ways;
    for (const ProfileConnection& way : one.connections) ways.emplace_back(way.id);
    return json::object{{"id", one.id},
                        {"name", one.name},
                        {"vendor", one.vendor},
                        {"summary", one.summary},
                        {"connections", std::move(ways)}};
  };
  return pretty(json::object{{"profiles", all_json(profiles, brief)}});
}

std::string profile_json(const Profile& profile) {
  return pretty(json::object{{"id", profile.id},
                             {"name", profile.name},
                             {"vendor", profile.vendor},
                             {"madeBy", profile.made_by},
                             {"summary", profile.summary},
                             {"documents", all_json(profile.documents, document_json)},
                             {"connections", all_json(profile.connections, way_json)},
                             {"requirements", all_json(profile.requirements, requirement_json)},
                             {"effects", all_json(profile.effects, effect_json)},
                             {"remedies", all_json(profile.remedies, remedy_json_of)},
                             {"afterFix", profile.after_fix}});
}

}  // namespace caprock
