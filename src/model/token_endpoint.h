// A request at the token endpoint as the protocol sees it, before accounts and policies matter
// (TS 0.5.6).
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "base/instant.h"
#include "model/ids.h"
#include "model/sign_in.h"

namespace caprock {

// What does not belong to the grant is not looked at.
struct EndpointRequest {
  GrantType grant = GrantType::refresh_token;
  bool names_tenant = true;      // false: `/common` and its like
  std::vector<AppId> resources;  // of the scopes, in their order
  bool offline_access = true;    // asked for and granted
  int refused_repeats = 0;       // how often the same request was refused within the last minute
  // What the client and its credential are refused with, which comes before the grant; 0: nothing.
  int client_code = 0;
  std::chrono::seconds code_age{};           // of an authorization or device code
  bool redeemed = false;                     // the authorization code was used before
  bool approved = true;                      // a person has entered the device code
  bool own_refresh_token = true;             // it was given to this client
  std::optional<Instant> assertion_expires;  // on behalf of
  int wrong_passwords = 0;                   // sent since the last right one, this one left out
  bool federated = false;                    // the account's domain is
  bool home_realm_discovery = false;         // a policy lets federated accounts send passwords here
};

// Where it goes on, accounts and policies decide (token/life.h), and if they grant it the other
// members hold.
struct EndpointAnswer {
  bool goes_on = true;
  int aadsts = 0;       // of the refusal; 0: not known
  bool unsure = false;  // the code is a guess
  bool refresh_token = false;
  bool application_permissions = false;  // they stand in `roles`, not in `scp`
  std::optional<AppId> resource;         // of the access token; absent: the request names none
  bool operator==(const EndpointAnswer&) const = default;
};

}  // namespace caprock
