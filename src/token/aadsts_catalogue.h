// What an error code of Microsoft's token service means, and what to do about it
// (TS 8.2, 8.5 and 8.6). The data is aadsts_codes.inc; docs/aadsts.md is made from it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/evidence.h"
#include "model/token_life.h"

namespace caprock {

// Who can end the trouble (TS 8.6).
enum class RetryClass : std::uint8_t {
  wait,          // nobody: it passes
  user,          // a person, by signing in
  admin_policy,  // an administrator of the tenant
  app_owner,     // whoever keeps the application's registration and credentials
  bug,           // whoever writes the client
};

enum class InteractiveHelps : std::uint8_t { yes, no, varies };

// Does the error carry a claims challenge that names policies (TS 8.2)?
enum class ClaimsAttached : std::uint8_t { yes, no, if_policy, unsure };

// A word of the protocol. `unsure` without text: there may be one, and nobody says which.
struct ProtocolWord {
  std::string_view text;
  bool unsure = false;
};

struct AadstsCode {
  int first = 0;
  int last = 0;  // greater than `first` for a range of codes with one meaning
  ProtocolWord v2;
  ProtocolWord v1;  // the same as v2 where the endpoints agree
  ProtocolWord suberror;
  // What becomes of the refresh token (TS 0.4); ok: the code is not about one.
  TokenVerdict ends = TokenVerdict::ok;
  RetryClass retry{};
  InteractiveHelps interactive{};
  ClaimsAttached claims{};
  Evidence evidence{};         // of gist and occasion
  std::string_view gist;       // what it says, without a full stop
  std::string_view when;       // on what occasion
  std::string_view fix;        // what they do who can end it, imperative
  std::string_view admin_fix;  // what an administrator can do instead; mostly empty
};

// In the order of the data file.
std::span<const AadstsCode> aadsts_codes();

// The row of a code, or nullptr. Linear in the rows.
const AadstsCode* aadsts_code(int code);

// Known codes that begin with the digits of `code` and have more: what a number that was cut off
// may have been. Of a range its first code.
std::vector<int> longer_codes(int code);

// What a word of the `suberror` or the `error` member says by itself, without a full stop; empty
// when it is not known here.
std::string_view suberror_in_words(std::string_view suberror);
std::string_view oauth_error_in_words(std::string_view error);

// `wait`, `user`, `admin-policy`, `app-owner`, `bug`
std::string_view to_string(RetryClass retry);
std::string_view to_string(InteractiveHelps helps);
std::string_view to_string(ClaimsAttached claims);

// Who must act: `an administrator of the tenant`.
std::string_view who_acts(RetryClass retry);

}  // namespace caprock
