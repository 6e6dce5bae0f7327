// How an integration holds on to a tenant. Kinds and letters: tokens-and-sessions.md 0.2.
#pragma once

#include <cstdint>

namespace caprock {

enum class ConnectionKind : std::uint8_t {
  delegated_public,        // KP: native client, authorization code
  delegated_device_code,   // KD: native client that signed in with device code
  delegated_confidential,  // KC: web client with a secret or certificate
  single_page_app,         // KS: refresh token good for 24 hours
  password,                // KR: stored user name and password (ROPC)
  on_behalf_of,            // KO: middle tier
  app_only,                // KA: single-tenant service principal
  app_only_multi_tenant,   // KM: a vendor's service principal
  managed_identity,        // KI
  guest,                   // KG: B2B guest, delegated
  local_guest,             // KL: internal guest whose credentials are in this tenant
};

}  // namespace caprock
