// A policy but for where it was read, to compare by. For tests only.
#pragma once

#include "model/policy.h"

namespace caprock {

inline Policy without_origin(Policy policy) {
  policy.origin = {};
  if (policy.grant_controls && policy.grant_controls->authentication_strength &&
      policy.grant_controls->authentication_strength->inline_copy)
    policy.grant_controls->authentication_strength->inline_copy->origin = {};
  return policy;
}

}  // namespace caprock
