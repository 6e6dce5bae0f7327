// What a control is about, in the terms of profiles.
#pragma once

#include "integration/profile.h"
#include "model/decision.h"
#include "token/words.h"

namespace caprock {

ControlTopic topic_of(const Control& control);

}  // namespace caprock
