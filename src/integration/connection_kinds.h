// What a connection kind means for its token requests (TS 0.2, 6.1).
#pragma once

#include "model/connection.h"
#include "model/sign_in.h"

namespace caprock {

// No user behind it: no refresh token, no second factor, no session (TS 6.4).
bool is_app_only(ConnectionKind kind);

// Sends the password at each request, so there is never a person and never an old token.
bool sends_password(ConnectionKind kind);

// The refresh token, and not only the account, comes from another tenant (TS 6.3).
bool is_external_guest(ConnectionKind kind);

// Guest tokens are taken for public-client tokens: vendors do not say, and that is the stricter
// reading of TS 3.5.
ClientKind client_kind_of(ConnectionKind kind);

// CA 2.5: confidential web clients and single-page apps count as browser, the rest as native apps.
SignInClient client_app_type_of(ConnectionKind kind);

// How the connection asks for its next access token when nobody is there.
GrantType refresh_grant_of(ConnectionKind kind);

}  // namespace caprock
