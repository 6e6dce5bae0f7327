#include "token/aadsts_catalogue.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace caprock {
namespace {

constexpr ProtocolWord protocol_word(std::string_view written) {
  if (written.empty() || written.back() != '?') return {written, false};
  return {written.substr(0, written.size() - 1), true};
}

constexpr std::array k_codes = {
#define CAPROCK_AADSTS(first, last, v2, v1, suberror, ends, retry, interactive, claims, evidence, \
                       gist, when, fix, admin_fix)                                                \
  AadstsCode{first,                                                                               \
             last,                                                                                \
             protocol_word(v2),                                                                   \
             protocol_word(std::string_view(v1).empty() ? v2 : v1),                               \
             protocol_word(suberror),                                                             \
             TokenVerdict::ends,                                                                  \
             RetryClass::retry,                                                                   \
             InteractiveHelps::interactive,                                                       \
             ClaimsAttached::claims,                                                              \
             Evidence::evidence,                                                                  \
             gist,                                                                                \
             when,                                                                                \
             fix,                                                                                 \
             admin_fix},
#include "token/aadsts_codes.inc"
#undef CAPROCK_AADSTS
};

using Meaning = std::pair<std::string_view, std::string_view>;

// TS 8.2
constexpr std::array<Meaning, 10> k_suberrors = {{
    {"basic_action", "a person can mend it in an ordinary sign-in"},
    {"additional_action",
     "a person must do something outside the sign-in, for a device for example"},
    {"message_only", "no sign-in helps; an administrator must change something"},
    {"consent_required", "consent is missing"},
    {"user_password_expired", "the password must be changed"},
    {"bad_token", "this refresh token is of no use now; somebody must sign in"},
    {"token_expired", "this refresh token is of no use now; somebody must sign in"},
    {"client_mismatch", "the refresh token was given to another client"},
    {"device_authentication_failed", "the device could not prove which one it is"},
    {"protection_policy_required", "the app must be under an app protection policy"},
}};

// RFC 6749, RFC 8628, OpenID Connect Core and the words that Microsoft adds.
constexpr std::array<Meaning, 16> k_oauth_errors = {{
    {"invalid_grant", "the refresh token, code or password is not accepted now"},
    {"interaction_required", "a person must take part"},
    {"login_required", "a person must sign in"},
    {"consent_required", "consent is missing"},
    {"invalid_client", "the application could not prove who it is"},
    {"unauthorized_client", "the application may not ask like this"},
    {"invalid_request", "the request is not well formed"},
    {"invalid_scope", "the scope is not valid"},
    {"invalid_resource", "the resource is not known"},
    {"unsupported_grant_type", "the grant type is not supported"},
    {"access_denied", "a person or an administrator said no"},
    {"temporarily_unavailable", "the service is not available for the moment"},
    {"server_error", "the service failed"},
    {"authorization_pending", "the device code was not entered yet"},
    {"expired_token", "the device code has expired"},
    {"insufficient_claims", "the resource demands more than the access token proves"},
}};

template <std::size_t N>
std::string_view meaning_in(const std::array<Meaning, N>& table, std::string_view word) {
  for (const auto& [name, text] : table)
    if (equal_ignoring_case(name, word)) return text;
  return {};
}

}  // namespace

std::span<const AadstsCode> aadsts_codes() { return k_codes; }

const AadstsCode* aadsts_code(int code) {
  const auto at = std::find_if(k_codes.begin(), k_codes.end(), [&](const AadstsCode& row) {
    return row.first <= code && code <= row.last;
  });
  return at == k_codes.end() ? nullptr : &*at;
}

std::vector<int> longer_codes(int code) {
  const std::string begin = std::to_string(code);
  std::vector<int> longer;
  for (const AadstsCode& row : k_codes)
    if (row.first > code && std::to_string(row.first).starts_with(begin))
      longer.push_back(row.first);
  return longer;
}

std::string_view suberror_in_words(std::string_view suberror) {
  return meaning_in(k_suberrors, suberror);
}

std::string_view oauth_error_in_words(std::string_view error) {
  return meaning_in(k_oauth_errors, error);
}

std::string_view to_string(RetryClass retry) {
  switch (retry) {
    case RetryClass::wait: return "wait";
    case RetryClass::user: return "user";
    case RetryClass::admin_policy: return "admin-policy";
    case RetryClass::app_owner: return "app-owner";
    case RetryClass::bug: return "bug";
  }
  return "";
}

std::string_view to_string(InteractiveHelps helps) {
  switch (helps) {
    case InteractiveHelps::yes: return "yes";
    case InteractiveHelps::no: return "no";
    case InteractiveHelps::varies: return "varies";
  }
  return "";
}

std::string_view to_string(ClaimsAttached claims) {
  switch (claims) {
    case ClaimsAttached::yes: return "yes";
    case ClaimsAttached::no: return "no";
    case ClaimsAttached::if_policy: return "if a policy asks";
    case ClaimsAttached::unsure: return "unsure";
  }
  return "";
}

std::string_view who_acts(RetryClass retry) {
  switch (retry) {
    case RetryClass::wait: return "nobody";
    case RetryClass::user: return "a person who can sign in as the account";
    case RetryClass::admin_policy: return "an administrator of the tenant";
    case RetryClass::app_owner: return "whoever keeps the application's registration";
    case RetryClass::bug: return "whoever makes the client";
  }
  return "";
}

}  // namespace caprock
