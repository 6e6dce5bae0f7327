// The same error told several times, as exceptions and retries do, made one.
#pragma once

#include <vector>

#include "diagnose/found_error.h"

namespace caprock {

// An error and where in the text it begins, in bytes.
struct PlacedError {
  FoundError error;
  std::size_t offset = 0;
};

// Errors with the same code and correlation id become one that knows what each of them says; a
// code that is only named, without text, belongs to a full error with that code; what a library
// logs of an exception belongs to an error with a code near it. In the order of the offsets.
std::vector<FoundError> without_repeats(std::vector<PlacedError> found);

}  // namespace caprock
