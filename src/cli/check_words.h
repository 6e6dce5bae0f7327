// Words that all forms of the check report share.
#pragma once

#include <string>
#include <string_view>

#include "integration/check.h"

namespace caprock {

// `OK`, `AT RISK`, `BROKEN`, `UNKNOWN`
std::string_view title_of(Health health);

// `now`, `from 2026-03-01 09:30 UTC`, `at the next sign-in by a person`, ...
std::string when_in_words(const Cause& cause, Instant now);

// `ends it`, `may end it` or `note`.
std::string_view effect_in_words(const Cause& cause);

// What happens to the token: `refused: the same token works again once the cause is gone`.
std::string_view end_in_words(TokenEnd end);

// `Microsoft documents it`, `seen in practice`, ...
std::string_view evidence_in_words(Evidence evidence);

// `helps`, `does not help`, ...
std::string_view helps_in_words(Helps helps);

// `when, code, what happens to the token, how sure` of a cause, one line.
std::string facts_of(const Cause& cause, Instant now);

// What to think of before carrying a remedy out; empty when there is nothing.
std::string caution_of(const TriedRemedy& remedy);

// True when the worst cause ends the connection or may end it.
bool ends_something(const ConnectionReport& report);

// The cause that matters most, and how many others there are beside it: `MFA: Require MFA (and 2
// more)`, or `nothing`.
std::string what_ends_it(const ConnectionReport& report);

// The fix for one cell of a table, policies counted: `exclude the account from 3 policies`.
std::string fix_in_short(const ConnectionReport& report);

// The fix with the names of the policies, one step a line.
std::vector<std::string> fix_in_full(const ConnectionReport& report);

// `MFA`, `sign-in frequency`: the topic of a cause in a word or two.
std::string_view topic_in_words(ControlTopic topic);

// `1 broken, 2 at risk, 1 unknown, 3 ok, 1 conflict`
std::string counts_in_words(const CheckReport& report);

// Who wants what, and who says so: `UMP` wants it off [the vendor: manual].
std::string side_in_words(const ConflictSide& side);

// What came of the arrangement, a sentence.
std::string proof_in_words(const Conflict& conflict);

// The profile's name and its name for the connection.
std::string what_it_is(const ConnectionReport& report);

}  // namespace caprock
