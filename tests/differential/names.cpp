#include "tests/differential/names.h"

namespace caprock::differential {

std::string spelled(Random& random, Text id) {
  std::string text(id);
  if (random.chance(7))
    for (char& c : text)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

}  // namespace caprock::differential
