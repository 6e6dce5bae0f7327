// Events as token vectors write them.
#pragma once

#include "model/token_life.h"
#include "tests/conformance/member_reader.h"

namespace caprock::conformance {

// Reads the event that `word` names from its other members; nothing when there is no such event.
std::optional<TokenEvent> read_token_event(std::string_view word, MemberReader& reader);

}  // namespace caprock::conformance
