// A hash under a secret key: nobody who chooses a text can choose its hash.
#pragma once

#include <cstdint>
#include <string_view>

namespace caprock {

struct Hash128 {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  bool operator==(const Hash128&) const = default;
};

struct HashKey {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
};

// The same for the whole life of the process, and different in the next.
const HashKey& process_key();

// SipHash-2-4 with 128 bits of output.
// SOURCE: Aumasson, Bernstein: "SipHash: a fast short-input PRF", 2012, and their reference code.
Hash128 keyed_hash(std::string_view text, const HashKey& key) noexcept;

// The same of the text with its ASCII letters in lower case. No allocation.
Hash128 keyed_hash_ignoring_case(std::string_view text, const HashKey& key) noexcept;

}  // namespace caprock
