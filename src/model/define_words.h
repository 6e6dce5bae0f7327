// For the sources that hold the words of enumerations: their rows, in the order of the enumerators.
#pragma once

#include "model/words.h"

#define CAPROCK_DEFINE_WORDS(E, ...)                   \
  template <>                                          \
  std::span<const Word<E>> words<E>() {                \
    static constexpr Word<E> k_rows[] = {__VA_ARGS__}; \
    return k_rows;                                     \
  }
