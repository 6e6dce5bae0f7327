// How reports and files spell the answers about a token's life, both ways.
#pragma once

#include "model/token_life.h"
#include "model/words.h"

namespace caprock {

#define CAPROCK_WORDS(E) \
  template <>            \
  std::span<const Word<E>> words<E>();
CAPROCK_WORDS(CallVerdict)
CAPROCK_WORDS(FixKind)
CAPROCK_WORDS(TokenReason)
CAPROCK_WORDS(TokenVerdict)
#undef CAPROCK_WORDS

}  // namespace caprock
