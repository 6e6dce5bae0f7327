// What tests share that run once for each vector, or for each of something else that has a name.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>

#include "tests/conformance/vector.h"

namespace caprock::conformance {

// Tenant T, read once.
inline const Result<World>& world() {
  static const Result<World> read = read_world();
  return read;
}

// The name with nothing in it that a test's name may not have.
inline std::string test_name(std::string name) {
  const auto is_odd = [](unsigned char c) { return std::isalnum(c) == 0; };
  std::replace_if(name.begin(), name.end(), is_odd, '_');
  return name;
}

inline std::string vector_name(const testing::TestParamInfo<std::string>& param) {
  return test_name(param.param);
}

}  // namespace caprock::conformance
