// Words that all forms of a forecast share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "integration/forecast.h"

namespace caprock {

// What the first break makes of the connection, as an administrator sorts them: green, amber,
// amber, red, red.
enum class Outlook : std::uint8_t { keeps, may_break, breaks, refused, dead };

Outlook outlook_of(const Forecast& forecast);

// `KEEPS`, `MAY BREAK`, `BREAKS`, `REFUSED`, `DEAD`
std::string_view title_of(Outlook outlook);

// The word in JSON: `keeps`, `may_break`, ...
std::string_view word_of(Outlook outlook);

// `keeps its token at least until 2027-03-01 09:30 UTC`, `next break in 14 days, on ...: ...`
std::string headline_of(const Forecast& forecast);

// True when the next request is refused, whatever happens until then.
bool is_now(const Forecast& forecast, const PredictedBreak& one);

// `now`, `in 45 minutes`, `in 31 hours`, `in 14 days`: whole ones, rounded down.
std::string countdown(Instant now, Instant at);

// The same for a break of this forecast.
std::string countdown(const Forecast& forecast, const PredictedBreak& one);

// `2026-12-06 09:30 UTC`, or both ends when the cadence is not known.
std::string when_in_words(const PredictedBreak& one);

// `sign-in frequency of 14 days`, `MFA required`: for labels.
std::string cause_in_short(const TokenCause& cause);

// The same with its policy: ``sign-in frequency of 14 days (policy `Short sessions`)``.
std::string cause_in_words(const TokenCause& cause);

// `AADSTS70043`, or a dash when the code is not known.
std::string code_in_words(const TokenCause& cause);

// Who does what, one sentence without a full stop when the forecast has none of its own.
std::string recovery_of(const PredictedBreak& one);

// ``If `sif_confidential` is `enforced`: breaks in 14 days, on ...``, with the reason behind it.
std::string other_answer_in_words(const Forecast& forecast, const OtherAnswer& other);

// What else to know of the whole: when it breaks again if a person signs in each time, and what
// would end a connection that keeps its token.
std::vector<std::string> outlook_notes(const Forecast& forecast);

// Codes, sureness and rules of a break, one line.
std::string facts_of(const PredictedBreak& one);

// The account, and when it signed in.
std::string who_it_is(const Forecast& forecast);

}  // namespace caprock
