// Where engine and reference still give other answers, kept out of the comparison of random lives.
#pragma once

#include "tests/differential/make_life.h"

namespace caprock::differential {

// The question without what is open; each step names its rule. Nothing here is the aim.
LifeQuestion without_open_questions(LifeQuestion question);

}  // namespace caprock::differential
