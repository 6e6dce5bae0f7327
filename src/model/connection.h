// How an integration holds on to a tenant.
#pragma once

#include <cstdint>

namespace caprock {

enum class ConnectionKind : std::uint8_t {
  delegated_public,        // native client, authorization code
  delegated_device_code,   // native client that signed in with device code
  delegated_confidential,  // web client with a secret or certificate
  single_page_app,         // refresh token good for 24 hours
  password,                // stored user name and password (ROPC)
  on_behalf_of,            // middle tier
  app_only,                // single-tenant service principal
  app_only_multi_tenant,   // a vendor's service principal
  managed_identity,
  guest,            // B2B guest, delegated
  local_guest,      // internal guest whose credentials are in this tenant
  direct_connect,   // B2B direct connect: no object and no token here
  browser_session,  // cookies only
  legacy_protocol,  // basic authentication with a password or an app password
};

}  // namespace caprock
