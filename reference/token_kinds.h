// What the kinds of connection have and show (TS 0.2, 6.1).
#pragma once

#include "model/token_life.h"

namespace caprock::reference {

// No person: the application's own credential is all there is (TS 6.4.1).
bool is_an_application(ConnectionKind kind);
// Sends user name and password at each request (TS 6.1.2).
bool sends_a_password(ConnectionKind kind);
bool has_refresh_token(ConnectionKind kind);
// The person lives in another tenant (TS 6.2).
bool comes_from_elsewhere(ConnectionKind kind);
// What it can show of a second factor.
Match shown_second_factor(const HeldToken& token);
// Is what it sends the account's own password? (TS 5.1.3)
Match sent_own_password(const HeldToken& token);

}  // namespace caprock::reference
