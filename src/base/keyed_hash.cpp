#include "base/keyed_hash.h"

#include <bit>
#include <cstring>
#include <random>

namespace caprock {
namespace {

static_assert(std::endian::native == std::endian::little, "the hash reads words from memory");

constexpr std::uint64_t k_every_byte = 0x0101010101010101u;

// The state of SipHash, in the names of the paper.
struct SipState {
  std::uint64_t v0, v1, v2, v3;

  explicit SipState(const HashKey& key)
      : v0(key.first ^ 0x736F6D6570736575u),
        v1(key.second ^ 0x646F72616E646F6Du ^ 0xEE),  // 0xEE: 128 bits of output
        v2(key.first ^ 0x6C7967656E657261u),
        v3(key.second ^ 0x7465646279746573u) {}

  void round() {
    v0 += v1;
    v1 = std::rotl(v1, 13) ^ v0;
    v0 = std::rotl(v0, 32);
    v2 += v3;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1;
    v1 = std::rotl(v1, 17) ^ v2;
    v2 = std::rotl(v2, 32);
  }
  void take(std::uint64_t word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }
  std::uint64_t half_of_the_result() {
    for (int i = 0; i < 4; ++i) round();
    return v0 ^ v1 ^ v2 ^ v3;
  }
};

// Eight letters at once; bytes above ASCII stay.
std::uint64_t lower_bytes(std::uint64_t word) {
  const std::uint64_t ascii = word & (k_every_byte * 0x7F);
  const std::uint64_t from_a = ascii + k_every_byte * (0x80 - 'A');
  const std::uint64_t past_z = ascii + k_every_byte * (0x80 - 'Z' - 1);
  const std::uint64_t upper = from_a & ~past_z & ~word & (k_every_byte * 0x80);
  return word | (upper >> 2);
}

template <bool k_ignore_case>
Hash128 hash(std::string_view text, const HashKey& key) {
  SipState state(key);
  const std::uint64_t length = text.size();
  for (; text.size() >= 8; text.remove_prefix(8)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), 8);
    state.take(k_ignore_case ? lower_bytes(word) : word);
  }
  std::uint64_t last = 0;
  if (!text.empty()) std::memcpy(&last, text.data(), text.size());
  state.take((k_ignore_case ? lower_bytes(last) : last) | length << 56);
  state.v2 ^= 0xEE;
  Hash128 result;
  result.first = state.half_of_the_result();
  state.v1 ^= 0xDD;
  result.second = state.half_of_the_result();
  return result;
}

HashKey random_key() {
  std::random_device random;
  const auto word = [&] { return std::uint64_t{random()} << 32 | random(); };
  return {word(), word()};
}

}  // namespace

const HashKey& process_key() {
  static const HashKey key = random_key();
  return key;
}

Hash128 keyed_hash(std::string_view text, const HashKey& key) noexcept {
  return hash<false>(text, key);
}

Hash128 keyed_hash_ignoring_case(std::string_view text, const HashKey& key) noexcept {
  return hash<true>(text, key);
}

}  // namespace caprock
