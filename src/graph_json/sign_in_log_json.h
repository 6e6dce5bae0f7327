// A record of the sign-in log as a sign-in. Graph: signIn, v1.0 and beta (docs/sign-in-log.md).
//
// What a record does not say stays unknown. Member names match without case; members that say
// nothing about conditions are ignored; a word that is not known in a member that matters leaves
// that signal unknown and is noted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "graph_json/json_text.h"
#include "model/sign_in.h"

namespace caprock {

struct LoggedSignIn {
  std::string id;  // of the record; may be empty
  SignIn sign_in;
  // Beside the sign-in, for people and for who looks for integrations; empty where not said.
  std::string client_name;   // `appDisplayName`
  std::string account_name;  // `userPrincipalName`
  std::optional<bool> went_through;
  // What stands in the record and could not be used, one sentence each: "`clientAppUsed` is
  // `Telepathy`, which is not known".
  std::vector<std::string> notes;
};

// Does the object look like a record of the log, rather than the form of docs/sign-in-json.md?
bool is_sign_in_log_record(const json::object& object);

// Errors: sign_in.invalid when the record names nobody, or a member has another JSON type than
// Graph gives it.
Result<LoggedSignIn> read_sign_in_log_record(const json::object& object, const Place& where);

}  // namespace caprock
