// Texts to numbers, without case (CA 1.2): ids of objects that policies name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/text.h"

namespace caprock {

// Looking up allocates nothing. Of equal texts the first counts.
class TextIndex {
 public:
  // False when the text is there already.
  bool add(std::string_view text, std::uint32_t number) {
    return numbers_.try_emplace(std::string(text), number).second;
  }

  std::optional<std::uint32_t> find(std::string_view text) const {
    const auto at = numbers_.find(text);
    if (at == numbers_.end()) return std::nullopt;
    return at->second;
  }

 private:
  struct Hash {
    using is_transparent = void;
    // FNV-1a over lower-case letters.
    std::size_t operator()(std::string_view text) const noexcept {
      std::uint64_t hash = 0xcbf29ce484222325U;
      for (const char c : text) {
        const bool capital = c >= 'A' && c <= 'Z';
        hash ^= static_cast<unsigned char>(capital ? c - 'A' + 'a' : c);
        hash *= 0x100000001b3U;
      }
      return static_cast<std::size_t>(hash);
    }
  };
  struct Equal {
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const {
      return equal_ignoring_case(a, b);
    }
  };
  std::unordered_map<std::string, std::uint32_t, Hash, Equal> numbers_;
};

}  // namespace caprock
