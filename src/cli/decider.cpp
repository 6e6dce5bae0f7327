#include "cli/decider.h"

#include "reference/decide.h"

namespace caprock {

Decision Decider::decide(const SignIn& sign_in) const {
  return reference::decide(tenant_, sign_in, options_);
}

}  // namespace caprock
