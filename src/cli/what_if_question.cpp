#include "cli/what_if_question.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "cli/what_if_contradictions.h"
#include "cli/what_if_options.h"
#include "graph_json/sign_in_json.h"
#include "model/words.h"

namespace caprock {
namespace {

constexpr std::array k_subjects = {"user", "agentUser", "servicePrincipal", "agentIdentity",
                                   "managedIdentity"};

std::vector<std::string_view> subjects_in(const json::object& sign_in) {
  std::vector<std::string_view> found;
  for (const std::string_view name : k_subjects)
    if (sign_in.contains(name)) found.push_back(name);
  return found;
}

// The object that holds the last step of a member's path; a subject given as a text becomes one.
json::object& holder_of(json::object& sign_in, std::string_view member) {
  const std::size_t slash = member.find('/');
  if (slash == std::string_view::npos) return sign_in;
  json::value& outer = sign_in[member.substr(0, slash)];
  if (outer.is_string()) outer = json::object{{"id", outer}};
  return outer.is_object() ? outer.get_object() : outer.emplace_object();
}

std::string_view last_step(std::string_view member) {
  return member.substr(member.find('/') + 1);  // npos + 1 is 0
}

bool has(json::object& sign_in, std::string_view member) {
  const std::size_t slash = member.find('/');
  const json::value* outer = sign_in.if_contains(member.substr(0, slash));
  if (outer == nullptr || slash == std::string_view::npos) return outer != nullptr;
  return outer->is_object() && outer->get_object().contains(last_step(member));
}

void set(json::object& sign_in, std::string_view member, json::value value) {
  holder_of(sign_in, member)[last_step(member)] = std::move(value);
}

// Sets what the options say over what a file says. A list that an option gives replaces the file's.
class Draft {
 public:
  Draft(const QuestionInput& input, const TenantSnapshot& tenant)
      : input_(input), tenant_(tenant), sign_in_(input.described.value_or(json::object())) {}

  Result<Question> finish();

 private:
  Result<void> say(const SaidOption& said);
  Result<void> say_device();
  Result<void> check_subject() const;
  void imply();
  void imply_workload(std::string_view subject);
  void imply_person();
  void imply_new_session();
  Error located(Error error) const;

  const QuestionInput& input_;
  const TenantSnapshot& tenant_;
  json::object sign_in_;
  std::vector<std::string_view> started_lists_;
  std::vector<std::string> assumptions_;
};

bool said(const QuestionInput& input, std::string_view name) {
  return std::any_of(input.said.begin(), input.said.end(),
                     [&](const SaidOption& one) { return one.name == name; });
}

Failure two_subjects(const std::vector<std::string>& names) {
  return failure(ErrorCode::sign_in_unsaid,
                 fmt::format("{} name two who sign in", join(names, " and ")), {},
                 "a sign-in is made by one: give one of them");
}

// Options that name a subject replace the file's; two of them contradict each other.
Result<void> drop_described_subject(json::object& sign_in, const QuestionInput& input) {
  std::vector<std::string> naming;
  for (const SaidOption& one : input.said)
    if (names_subject(option_named(one.name))) naming.push_back(one.name);
  if (naming.size() > 1) return two_subjects(naming);
  if (!naming.empty())
    for (const std::string_view name : k_subjects) sign_in.erase(name);
  return {};
}

Result<void> Draft::say(const SaidOption& one) {
  const QuestionOption& option = option_named(one.name);
  CAPROCK_TRY(json::value value, option.read(tenant_, trim(one.value), one.name));
  if (!option.many) {
    set(sign_in_, option.member, std::move(value));
    return {};
  }
  json::value& list = holder_of(sign_in_, option.member)[last_step(option.member)];
  const bool started = std::find(started_lists_.begin(), started_lists_.end(), option.member) !=
                       started_lists_.end();
  if (!started) list.emplace_array();
  started_lists_.push_back(option.member);
  // Scopes come as a list of their own.
  if (value.is_array())
    for (json::value& item : value.get_array()) list.get_array().push_back(std::move(item));
  else
    list.get_array().push_back(std::move(value));
  return {};
}

Result<void> Draft::say_device() {
  if (!input_.no_device) return {};
  if (said(input_, "--device"))
    return failure(ErrorCode::sign_in_unsaid,
                   "there is no device, and yet its properties are given", {"--no-device"},
                   "leave out --no-device or --device");
  sign_in_["device"] = nullptr;
  return {};
}

Result<void> Draft::check_subject() const {
  if (!subjects_in(sign_in_).empty()) return {};
  return failure(ErrorCode::sign_in_unsaid, "the sign-in names nobody", {input_.described_in},
                 "say who signs in: --user, --service-principal, --managed-identity, --agent, "
                 "--agent-user, or --guest for somebody without an object in the tenant");
}

// CA 2.10: workloads show their own credentials, and the client is the workload itself.
void Draft::imply_workload(std::string_view subject) {
  if (!has(sign_in_, "grant")) {
    set(sign_in_, "grant", "clientCredentials");
    assumptions_.emplace_back("it asks with its own credentials (--grant)");
  }
  if (!has(sign_in_, "interactive")) set(sign_in_, "interactive", false);
  if (!has(sign_in_, "clientKind")) set(sign_in_, "clientKind", "confidential");
  const json::value* id = sign_in_.at(subject).get_object().if_contains("id");
  if (id == nullptr || has(sign_in_, "clientApp")) return;
  if (const ServicePrincipal* known =
          find_service_principal(tenant_, std::string_view(id->get_string())))
    if (!known->app_id.empty()) set(sign_in_, "clientApp", json::value(known->app_id.text()));
}

bool is_done_by_a_person(GrantType grant) {
  switch (grant) {
    case GrantType::authorization_code:
    case GrantType::device_code:
    case GrantType::saml:
    case GrantType::ws_fed:
    case GrantType::authentication_transfer: return true;
    case GrantType::refresh_token:
    case GrantType::on_behalf_of:
    case GrantType::password:
    case GrantType::client_credentials:
    case GrantType::primary_refresh_token:
    case GrantType::basic_authentication: return false;
  }
  return false;
}

// A person who signs in now has given the first factor and nothing else.
void Draft::imply_new_session() {
  const json::value& grant = sign_in_.at("grant");
  if (!has(sign_in_, "originalTransferMethod")) {
    const bool device_code = equal_ignoring_case(grant.get_string(), "deviceCode");
    const bool transfer = equal_ignoring_case(grant.get_string(), "authenticationTransfer");
    set(sign_in_, "originalTransferMethod",
        device_code ? "deviceCodeFlow"
        : transfer  ? "authenticationTransfer"
                    : "none");
    if (!device_code && !transfer)
      assumptions_.emplace_back(
          "the session is new, not born by device code flow or authentication transfer (--flow)");
  }
  if (!has(sign_in_, "at")) set(sign_in_, "at", json::value(to_string(input_.now)));
  if (!has(sign_in_, "session/lastPrimaryAuthentication")) {
    set(sign_in_, "session/lastPrimaryAuthentication", sign_in_.at("at"));
    assumptions_.emplace_back("the first factor is given now (--signed-in-at)");
  }
  if (!has(sign_in_, "session/mfaClaim") && !has(sign_in_, "session/methods")) {
    set(sign_in_, "session/mfaClaim", false);
    assumptions_.emplace_back("no second factor is given yet (--mfa, --method)");
  }
  if (has(sign_in_, "session/lastSecondaryAuthentication") || !has(sign_in_, "session/mfaClaim"))
    return;
  const bool done = sign_in_.at("session").get_object().at("mfaClaim") == json::value(true);
  set(sign_in_, "session/lastSecondaryAuthentication",
      done ? sign_in_.at("at") : json::value(nullptr));
}

void Draft::imply_person() {
  if (!has(sign_in_, "grant")) {
    set(sign_in_, "grant", "authorizationCode");
    assumptions_.emplace_back("a person signs in by authorization code (--grant, --interactive)");
  }
  const auto grant = value_of<GrantType>(std::string_view(sign_in_.at("grant").get_string()));
  if (!has(sign_in_, "interactive"))
    set(sign_in_, "interactive", grant && is_done_by_a_person(*grant));
  if (sign_in_.at("interactive") == json::value(true)) imply_new_session();
}

void Draft::imply() {
  const std::string_view subject = subjects_in(sign_in_).front();
  if (subject == "user") return imply_person();
  if (subject != "agentUser") return imply_workload(subject);
  if (!has(sign_in_, "interactive")) set(sign_in_, "interactive", false);
}

// The reader knows members; whoever wrote options wants to read of options.
Error Draft::located(Error error) const {
  const std::string_view pointer = error.where.pointer;
  for (const SaidOption& one : input_.said) {
    const std::string member = "/" + std::string(option_named(one.name).member);
    if (pointer != member && !pointer.starts_with(member + "/")) continue;
    error.where = {one.name};
    break;
  }
  return error;
}

Result<Question> Draft::finish() {
  if (auto fine = drop_described_subject(sign_in_, input_); !fine)
    return tl::unexpected(fine.error());
  for (const SaidOption& one : input_.said)
    if (auto fine = say(one); !fine) return tl::unexpected(fine.error());
  if (auto fine = say_device(); !fine) return tl::unexpected(fine.error());
  if (auto fine = check_subject(); !fine) return tl::unexpected(fine.error());
  const auto subjects = subjects_in(sign_in_);
  if (subjects.size() > 1) return two_subjects({subjects.begin(), subjects.end()});
  if (!input_.described) imply();
  auto sign_in = read_sign_in(sign_in_, {input_.described_in});
  if (!sign_in) return tl::unexpected(located(std::move(sign_in).error()));
  if (auto found = contradiction_in(*sign_in, tenant_, input_.mode)) {
    found->where.file = input_.described_in;
    return tl::unexpected(std::move(*found));
  }
  return Question{std::move(*sign_in), std::move(assumptions_)};
}

}  // namespace

Result<Question> question_from(const QuestionInput& input, const TenantSnapshot& tenant) {
  return Draft(input, tenant).finish();
}

}  // namespace caprock
