// How profiles, connections files and reports spell the enumerations of this folder, both ways.
#pragma once

#include "integration/check.h"
#include "integration/profile.h"
#include "model/connection.h"
#include "model/evaluation_options.h"
#include "model/words.h"

namespace caprock {

#define CAPROCK_WORDS(E) \
  template <>            \
  std::span<const Word<E>> words<E>();
CAPROCK_WORDS(AccountOf)
CAPROCK_WORDS(CalledFrom)
CAPROCK_WORDS(ConnectionKind)
CAPROCK_WORDS(ConsentedBy)
CAPROCK_WORDS(ControlTopic)
CAPROCK_WORDS(Evidence)
CAPROCK_WORDS(Health)
CAPROCK_WORDS(Helps)
CAPROCK_WORDS(Moment)
CAPROCK_WORDS(RemedyChange)
CAPROCK_WORDS(RequirementKind)
CAPROCK_WORDS(SifConfidential)
CAPROCK_WORDS(SignInFlow)
CAPROCK_WORDS(TokenEnd)
#undef CAPROCK_WORDS

}  // namespace caprock
