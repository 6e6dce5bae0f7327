// What a text says about one error, and nothing that it does not say.
//
// The folder: read_errors.h finds errors in a text of any kind; text_facts.h, oauth_error.h,
// sign_in_record.h and named_codes.h read one each; partial_json.h reads JSON that is cut off;
// repeats.h makes one of what is told several times. diagnosis.h says what an error means, and
// suspects.h which policy or setting of a tenant is behind it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "model/ids.h"

namespace caprock {

// From the one that says least to the one that says most.
enum class ErrorForm : std::uint8_t {
  library_log,     // what a library such as MSAL logs of an exception, without a code
  text,            // an AADSTS text by itself
  oauth_response,  // the JSON of a token response
  sign_in_record,  // of the sign-in log
};

// One policy in a record of the sign-in log.
struct LoggedPolicy {
  PolicyId id;
  std::string display_name;
  std::string result;                         // as written: `failure`, `reportOnlyFailure`, ...
  std::vector<std::string> grant_controls;    // `Mfa`, `Block`, ...
  std::vector<std::string> session_controls;  // `SignInFrequency`, ...
  bool operator==(const LoggedPolicy&) const = default;
};

// What asked for something, as a record names it: provider or requirement, and the log's detail.
struct LoggedMechanism {
  std::string name;  // `multiConditionalAccess`, `signInFrequencyPeriodicReauthentication`
  std::string detail;
  bool operator==(const LoggedMechanism&) const = default;
};

// Texts are as the input has them: for people they go through without_secrets and printable.
struct FoundError {
  ErrorForm form = ErrorForm::text;
  Place where;  // the first place, when it stands there several times
  std::size_t times = 1;
  bool cut = false;        // the text ends, or is damaged, inside this error
  std::vector<int> codes;  // outermost first; empty when no code could be read
  bool code_cut = false;   // the text ends with the number: it may be the start of a longer one
  std::string error;       // OAuth: `invalid_grant`
  std::string suberror;
  // What could have carried a claims challenge was read whole, so that none means none (TS 8.2).
  bool claims_readable = false;
  bool has_claims = false;
  std::vector<PolicyId> claimed_policies;  // `capolids` of the claims
  std::string description;                 // the text of the error, for codes that are not known

  // What the text says.
  std::optional<Instant> issued;                 // the grant or token that was refused
  std::optional<Instant> valid_from;             // of 50173: older grants count no longer
  std::optional<std::chrono::seconds> lifetime;  // of 70043: the greatest age for this request
  std::optional<std::chrono::seconds> idle;      // of 700082: how long it was not used
  std::optional<Instant> at;                     // when the error was answered
  std::string trace_id;
  std::string correlation_id;
  bool ids_by_place =
      false;  // the two ids have no label that is known; their order tells them apart
  std::string user;
  std::string app;       // an id or, failing that, a name
  std::string app_name;  // beside the id
  std::string resource;
  std::string resource_name;

  // Of a record of the log.
  bool succeeded = false;
  std::vector<LoggedPolicy> policies;
  std::vector<LoggedMechanism> demanded_by;   // authenticationRequirementPolicies
  std::vector<LoggedMechanism> session_ends;  // sessionLifetimePolicies

  int code() const { return codes.empty() ? 0 : codes.front(); }
  bool operator==(const FoundError&) const = default;
};

}  // namespace caprock
