// What each reason for a refusal means: its code, what becomes of the token, who must do what.
#pragma once

#include <string_view>

#include "model/token_life.h"

namespace caprock {

struct ReasonRow {
  TokenReason reason;
  int aadsts;  // 0: the demand of the policy says it, or none is known
  TokenVerdict verdict;
  FixKind fix;
  Evidence evidence;
  std::string_view rules;  // separated by `, `
  std::string_view says;   // what happens, a clause: `the account is disabled`
};

// The row of a reason. REQUIRES: it is not `none`.
const ReasonRow& row_of(TokenReason reason);

// A sign-in with a second factor ends it.
bool is_about_second_factor(TokenReason reason);

// The sign-in frequency behind it is `everyTime`: its limit is the tolerance (TS 1.7.2).
bool is_every_time(const TokenCause& cause);

// Kinds that keep a user's refresh token (TS 0.2).
bool has_refresh_token(ConnectionKind kind);

// Kinds behind which there is an account; the others are applications (TS 6.4).
bool has_account(ConnectionKind kind);

// The second factor that requests of the connection show: who sends a password or is no person
// never shows one, whatever the token says (TS 6.1.2, 6.4.1).
Match shown_mfa(const HeldToken& token);

// Kinds that send a stored password at each request.
bool stores_password(ConnectionKind kind);

}  // namespace caprock
