// Requests that Microsoft's own apps make before they can meet a control (CA 2.15).
#pragma once

#include "model/controls.h"
#include "model/sign_in.h"

namespace caprock::evaluate {

bool is_exempt(const Request& request, BuiltInControl control);

}  // namespace caprock::evaluate
