// Filter rules out of the grammar of CA 2.7, and some that are just outside it.
#pragma once

#include <string>

#include "tests/differential/random.h"

namespace caprock::differential {

std::string make_device_rule(Random& random);
std::string make_attribute_rule(Random& random);

}  // namespace caprock::differential
