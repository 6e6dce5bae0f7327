#include "cli/brief_answers.h"

#include <boost/json/serialize.hpp>

#include "cli/decision_json.h"
#include "evaluate/decide.h"
#include "evaluate/sign_in_key.h"

namespace caprock {
namespace {

// As it is spelled: answers repeat ids.
void add_text(std::string& key, std::string_view text) {
  key += std::to_string(text.size());
  key += ':';
  key += text;
}

void add_apps(std::string& key, const std::vector<AppId>& apps) {
  key += std::to_string(apps.size());
  key += ',';
  for (const AppId& app : apps) add_text(key, app.text());
}

// How long ago, or why that cannot be told.
void add_age(std::string& key, const Signal<Instant>& then, const Signal<Instant>& now) {
  key += then.is_unknown() ? 'u' : then.is_absent() ? 'a' : 't';
  if (then.value() == nullptr || now.value() == nullptr) return;
  key += std::to_string((*now.value() - *then.value()).count());
  key += ',';
}

}  // namespace

std::string brief_members(const Decision& decision) {
  json::object answer = verdict_json(decision);
  json::array policies;
  for (const PolicyResult& policy : decision.policies)
    if (policy.state != PolicyState::disabled && policy.applies != Match::no)
      policies.push_back(applied_policy_json(policy));
  answer["policies"] = std::move(policies);
  const std::string text = json::serialize(answer);
  return text.substr(1, text.size() - 2);
}

void BriefAnswers::write_key(const SignIn& sign_in) {
  const Request& request = sign_in.request;
  key_.clear();
  add_text(key_, sign_in.subject.user.id.text());
  add_text(key_, sign_in.subject.service_principal.id.text());
  add_text(key_, request.client_app.text());
  add_apps(key_, request.resources);
  if (request.audiences) add_apps(key_, *request.audiences);
  key_ += sign_in.at.value() == nullptr ? 'u' : 't';
  add_age(key_, sign_in.session.last_primary_authentication, sign_in.at);
  add_age(key_, sign_in.session.last_secondary_authentication, sign_in.at);
  // What the tenant knows of the subject follows from who it is; times stand above.
  evaluate::write_subject_key(key_, sign_in.subject);
  evaluate::write_place_key(key_, sign_in, tenant_);
  evaluate::write_context_key(key_, sign_in, {});
  evaluate::write_proof_key(key_, sign_in, {}, {});
}

std::string_view BriefAnswers::remember(std::string answer) {
  const std::size_t bytes = key_.size() + answer.size();
  if (bytes_ + bytes > most_bytes_) {
    answers_.clear();
    bytes_ = 0;
  }
  bytes_ += bytes;
  return answers_[key_] = std::move(answer);
}

std::string_view BriefAnswers::members(const SignIn& sign_in) {
  write_key(sign_in);
  if (const auto known = answers_.find(key_); known != answers_.end()) return known->second;
  return remember(brief_members(evaluate::decide_without_reasons(tenant_, sign_in)));
}

}  // namespace caprock
