#include "cli/what_if_contradictions.h"

#include <fmt/format.h>

#include "base/printable.h"
#include "base/text.h"
#include "model/authentication_strength.h"
#include "model/words.h"

namespace caprock {
namespace {

using Found = std::optional<Error>;

Error contradiction(std::string message, std::string hint) {
  return {ErrorCode::sign_in_unsaid, std::move(message), {}, std::move(hint)};
}

// Some of the methods are MFA, alone or together (CA 2.12.4); nothing when none are.
std::string mfa_among(const std::vector<UsedMethod>& methods) {
  Combination used = 0;
  for (const UsedMethod& method : methods) used |= static_cast<Combination>(method.mode);
  for (const Combination one : built_in_strength(k_mfa_strength)->allowed_combinations) {
    if ((used & one) != one) continue;
    std::vector<std::string> words;
    for (const UsedMethod& method : methods)
      if ((static_cast<Combination>(method.mode) & one) != 0)
        words.push_back(fmt::format("--method {}", word_for(method.mode)));
    return join(words, " ");
  }
  return {};
}

Found about_mfa(const Session& session) {
  const bool* claim = session.mfa_claim.value();
  if (claim == nullptr) return std::nullopt;
  if (!*claim) {
    const auto* methods = session.methods.value();
    const std::string mfa = methods == nullptr ? std::string() : mfa_among(*methods);
    if (mfa.empty()) return std::nullopt;
    return contradiction(fmt::format("--mfa no and {} contradict each other", mfa),
                         "that is multifactor: leave out one of the two");
  }
  const bool* registered = session.mfa_registered.value();
  if (registered != nullptr && !*registered)
    return contradiction("--mfa yes and --mfa-registered no contradict each other",
                         "who did MFA has a second factor: leave out one of the two");
  if (session.last_secondary_authentication.is_absent())
    return contradiction("--mfa yes and --mfa-at never contradict each other",
                         "say when the second factor was given, or leave out --mfa-at");
  return std::nullopt;
}

Found about_times(const SignIn& sign_in) {
  const Instant* at = sign_in.at.value();
  if (at == nullptr) return std::nullopt;
  const Instant* first = sign_in.session.last_primary_authentication.value();
  const Instant* second = sign_in.session.last_secondary_authentication.value();
  for (const auto& [factor, option] :
       {std::pair(first, "--signed-in-at"), std::pair(second, "--mfa-at")})
    if (factor != nullptr && *factor > *at)
      return contradiction(
          fmt::format("{} {} is later than --at {}", option, to_string(*factor), to_string(*at)),
          "a factor is given before the token is asked for, or with it");
  return std::nullopt;
}

Found about_grant(const SignIn& sign_in) {
  const Request& request = sign_in.request;
  const SignInClient* client = sign_in.client.app_type.value();
  if (request.grant == GrantType::basic_authentication && client != nullptr &&
      *client == SignInClient::browser)
    return contradiction(
        "--grant basicAuthentication and --client-app browser contradict each other",
        "basic authentication is of --client-app other or exchangeActiveSync");
  const std::uint8_t* flow = sign_in.original_transfer_method.value();
  const bool none = sign_in.original_transfer_method.is_absent() || (flow != nullptr && *flow == 0);
  const bool by_flow = request.grant == GrantType::device_code ||
                       request.grant == GrantType::authentication_transfer;
  if (by_flow && none)
    return contradiction(
        fmt::format("--grant {} and --flow none contradict each other", word_for(request.grant)),
        "such a grant is what --flow names: leave out --flow");
  return std::nullopt;
}

// CA 2.10: only workloads ask with their own credentials.
Found about_credentials(const SignIn& sign_in) {
  if (!sign_in.subject.is_person() || sign_in.request.grant != GrantType::client_credentials)
    return std::nullopt;
  return contradiction("--grant clientCredentials is not a person's",
                       "name the workload with --service-principal, or give another grant");
}

// Signals of a person say nothing about a workload (CA 2.10).
Found about_workload(const SignIn& sign_in) {
  const Risk& risk = sign_in.risk;
  if (sign_in.subject.is_person()) return std::nullopt;
  const auto refuse = [](const char* what) {
    return contradiction(fmt::format("{}, and the one who signs in is a workload", what),
                         "leave it out, or say who signs in with --user");
  };
  if (!(sign_in.session == Session{}))
    return refuse("what a person's session proves (--mfa, --method, ...) is given");
  if (!risk.sign_in.is_unknown()) return refuse("--sign-in-risk is a person's");
  if (!risk.user.is_unknown()) return refuse("--user-risk is a person's");
  if (!risk.insider.is_unknown()) return refuse("--insider-risk is a person's");
  return std::nullopt;
}

std::string_view option_for(std::string_view type) {
  if (equal_ignoring_case(type, "ManagedIdentity")) return "--managed-identity";
  return equal_ignoring_case(type, "ServiceIdentity") ? "--agent" : "--service-principal";
}

std::string_view option_for(SubjectKind kind) {
  if (kind == SubjectKind::managed_identity) return "--managed-identity";
  return kind == SubjectKind::agent_identity ? "--agent" : "--service-principal";
}

// Policies for workloads pass over managed identities, those for service principals over agents:
// a wrong kind would be granted for nothing.
Found about_kind(const SignIn& sign_in, const TenantSnapshot& tenant) {
  const Subject& subject = sign_in.subject;
  if (subject.is_person()) return std::nullopt;
  const ServicePrincipal* known =
      find_service_principal(tenant, subject.service_principal.id.text());
  if (known == nullptr || known->service_principal_type.empty()) return std::nullopt;
  const std::string_view right = option_for(known->service_principal_type);
  const std::string_view said = option_for(subject.kind);
  if (right == said) return std::nullopt;
  return contradiction(
      fmt::format("{} `{}`: the export says servicePrincipalType `{}`", said,
                  quotable(known->display_name.empty() ? known->id.text() : known->display_name),
                  quotable(known->service_principal_type)),
      fmt::format("name it with {}", right));
}

// In Graph's own What If `all` matches as a client does that is not said; nobody signs in with it.
Found about_client(const SignIn& sign_in, EvaluationMode mode) {
  const SignInClient* client = sign_in.client.app_type.value();
  if (mode == EvaluationMode::whatif || client == nullptr || *client != SignInClient::unspecified)
    return std::nullopt;
  return contradiction("--client-app all is no client: it goes with --mode whatif only",
                       "leave out --client-app when the client is not known, or say --mode whatif");
}

}  // namespace

std::optional<Error> contradiction_in(const SignIn& sign_in, const TenantSnapshot& tenant,
                                      EvaluationMode mode) {
  if (auto found = about_kind(sign_in, tenant)) return found;
  if (auto found = about_client(sign_in, mode)) return found;
  if (auto found = about_credentials(sign_in)) return found;
  if (auto found = about_workload(sign_in)) return found;
  if (auto found = about_mfa(sign_in.session)) return found;
  if (auto found = about_times(sign_in)) return found;
  return about_grant(sign_in);
}

}  // namespace caprock
