#include "evaluate/kernel.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define CAPROCK_X86 1
#endif

namespace caprock::evaluate {
namespace {

// Bits of what the proof says about the policies that apply; members of ProofBlock in their order.
enum Said : unsigned {
  k_blocked = 1,
  k_may_block = 2,
  k_unmet = 4,
  k_grant_open = 8,
  k_too_old = 16,
  k_too_old_open = 32,
  k_unprotected = 64,
  k_unprotected_open = 128,
};

// CA 2.2, as docs/semantics/verdicts.md orders it.
constexpr Verdict verdict_of(unsigned said) {
  if (said & k_blocked) return Verdict::blocked;
  if ((said & k_may_block) && (said & k_grant_open)) return Verdict::undetermined;
  if (said & k_unmet) return Verdict::needs_controls;
  if (said & k_grant_open) return Verdict::undetermined;
  if (said & k_too_old) return Verdict::needs_controls;
  if (said & k_too_old_open) return Verdict::undetermined;
  if (said & k_unprotected) return Verdict::blocked;
  if (said & k_unprotected_open) return Verdict::undetermined;
  return Verdict::granted;
}

constexpr std::array<Verdict, 256> k_verdicts = [] {
  std::array<Verdict, 256> table{};
  for (unsigned said = 0; said < table.size(); ++said) table[said] = verdict_of(said);
  return table;
}();

// What certainly applying policies say, and what policies say that perhaps apply: of those, "unmet"
// and "exceeded" are only open, and a block is only possible.
constexpr unsigned combined(unsigned certain, unsigned open) {
  unsigned said =
      certain | (open & (k_may_block | k_grant_open | k_too_old_open | k_unprotected_open));
  if (open & k_unmet) said |= k_grant_open;
  if (open & k_too_old) said |= k_too_old_open;
  if (open & k_unprotected) said |= k_unprotected_open;
  return said;
}

unsigned said_by(const ProofBlock& proof, std::uint64_t kinds) {
  const auto bit = [&](std::uint64_t word, unsigned said) {
    return (word & kinds) != 0 ? said : 0U;
  };
  return bit(proof.blocked, k_blocked) | bit(proof.may_block, k_may_block) |
         bit(proof.unmet, k_unmet) | bit(proof.open, k_grant_open) | bit(proof.too_old, k_too_old) |
         bit(proof.too_old_open, k_too_old_open) | bit(proof.unprotected, k_unprotected) |
         bit(proof.unprotected_open, k_unprotected_open);
}

// One bit for each byte of the word that is not zero.
std::uint64_t bytes_present(std::uint64_t word) {
  constexpr std::uint64_t k_low = 0x7F7F7F7F7F7F7F7FU;
  const std::uint64_t high = (((word & k_low) + k_low) | word) & ~k_low;
  return (high * 0x0002040810204081U) >> 56U;
}

constexpr std::size_t k_words = std::tuple_size_v<decltype(MaskBlock::words)>;

struct Scalar {
  // Kinds of the policies in all four masks.
  static std::uint64_t kinds_in(const MaskBlock& a, const MaskBlock& b, const MaskBlock& c,
                                const MaskBlock& d) {
    std::uint64_t kinds = 0;
    for (std::size_t i = 0; i < k_words; ++i)
      kinds |= bytes_present(a.words[i] & b.words[i] & c.words[i] & d.words[i]) << (8 * i);
    return kinds;
  }
  static unsigned said(const ProofBlock& proof, std::uint64_t kinds) {
    return said_by(proof, kinds);
  }
};

std::uint32_t class_of(const TablesView& tables, const Prepared& one) {
  if (one.flags & Prepared::k_subject_class) return one.subject;
  return tables.class_of_row ? tables.class_of_row[one.subject]
                             : tables.wide_class_of_row[one.subject];
}

// Any sign-in, one block after the other; `open` policies are those in all masks of possible ones
// but not in all masks of certain ones.
Verdict decide_any(const TablesView& tables, const Prepared& one, std::uint64_t* kinds) {
  if (one.flags & Prepared::k_settled) {
    for (std::size_t block = 0; block < tables.blocks; ++block) kinds[block] = 0;
    return tables.settled[one.subject];
  }
  const std::size_t blocks = tables.blocks;
  const std::size_t stride = 2 * blocks;  // certain, then possible
  const std::array masks = {tables.subject + class_of(tables, one) * stride,
                            tables.target + one.target * stride, tables.place + one.place * stride,
                            tables.context + one.context * stride};
  const auto in_all = [&](std::size_t block, std::size_t word) {
    return masks[0][block].words[word] & masks[1][block].words[word] & masks[2][block].words[word] &
           masks[3][block].words[word];
  };
  unsigned certain_said = 0;
  unsigned open_said = 0;
  for (std::size_t block = 0; block < blocks; ++block) {
    std::uint64_t open_kinds = 0;
    kinds[block] = 0;
    for (std::size_t word = 0; word < k_words; ++word) {
      const std::uint64_t certain = in_all(block, word);
      kinds[block] |= bytes_present(certain) << (8 * word);
      open_kinds |= bytes_present(in_all(blocks + block, word) & ~certain) << (8 * word);
    }
    const ProofBlock& proof = tables.proofs[one.proof * tables.blocks + block];
    certain_said |= said_by(proof, kinds[block]);
    open_said |= said_by(proof, open_kinds);
  }
  return k_verdicts[combined(certain_said, open_said)];
}

constexpr std::size_t k_ahead = 32;  // sign-ins between asking memory for a row and using it

void prefetch(const void* address) {
#if CAPROCK_X86
  _mm_prefetch(static_cast<const char*>(address), _MM_HINT_T0);
#else
  static_cast<void>(address);
#endif
}

// The loop of every instruction set: one block, nothing open, a row as subject; all else goes to
// decide_any. Always inline, so that it is compiled for the instructions of the function it is in.
template <class Instructions>
[[gnu::always_inline]] inline void decide_each(const TablesView& tables,
                                               std::span<const Prepared> sign_ins,
                                               Verdict* verdicts, std::uint64_t* kinds) {
  const std::size_t count = sign_ins.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (i + k_ahead < count && sign_ins[i + k_ahead].flags == 0)
      prefetch(tables.class_of_row + sign_ins[i + k_ahead].subject);
    const Prepared& one = sign_ins[i];
    if (one.flags != 0) {
      verdicts[i] = decide_any(tables, one, kinds + i);
      continue;
    }
    const std::uint64_t present = Instructions::kinds_in(
        tables.subject[std::size_t{2} * tables.class_of_row[one.subject]],
        tables.target[std::size_t{2} * one.target], tables.place[std::size_t{2} * one.place],
        tables.context[std::size_t{2} * one.context]);
    kinds[i] = present;
    verdicts[i] = k_verdicts[Instructions::said(tables.proofs[one.proof], present)];
  }
}

void decide_scalar(const TablesView& tables, std::span<const Prepared> sign_ins, Verdict* verdicts,
                   std::uint64_t* kinds) {
  decide_each<Scalar>(tables, sign_ins, verdicts, kinds);
}

#if CAPROCK_X86

#define CAPROCK_AVX2 __attribute__((target("avx2,bmi,bmi2")))
#define CAPROCK_AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,bmi,bmi2")))

struct Avx2 {
  CAPROCK_AVX2 static __m256i half(const MaskBlock& block, std::size_t which) {
    return _mm256_load_si256(reinterpret_cast<const __m256i*>(block.words.data()) + which);
  }
  CAPROCK_AVX2 static std::uint64_t half_kinds(const MaskBlock& a, const MaskBlock& b,
                                               const MaskBlock& c, const MaskBlock& d,
                                               std::size_t which) {
    const __m256i all = _mm256_and_si256(_mm256_and_si256(half(a, which), half(b, which)),
                                         _mm256_and_si256(half(c, which), half(d, which)));
    const int zero = _mm256_movemask_epi8(_mm256_cmpeq_epi8(all, _mm256_setzero_si256()));
    return static_cast<std::uint32_t>(~zero);
  }
  CAPROCK_AVX2 static std::uint64_t kinds_in(const MaskBlock& a, const MaskBlock& b,
                                             const MaskBlock& c, const MaskBlock& d) {
    return half_kinds(a, b, c, d, 0) | half_kinds(a, b, c, d, 1) << 32U;
  }
  CAPROCK_AVX2 static unsigned said(const ProofBlock& proof, std::uint64_t kinds) {
    const __m256i all = _mm256_set1_epi64x(static_cast<long long>(kinds));
    const auto* words = reinterpret_cast<const __m256i*>(&proof);
    const __m256i none = _mm256_setzero_si256();
    const __m256i low = _mm256_cmpeq_epi64(_mm256_and_si256(_mm256_load_si256(words), all), none);
    const __m256i high =
        _mm256_cmpeq_epi64(_mm256_and_si256(_mm256_load_si256(words + 1), all), none);
    const int zero = _mm256_movemask_pd(_mm256_castsi256_pd(low)) |
                     _mm256_movemask_pd(_mm256_castsi256_pd(high)) << 4;
    return static_cast<unsigned>(~zero) & 255U;
  }
};

struct Avx512 {
  CAPROCK_AVX512 static __m512i whole(const MaskBlock& block) {
    return _mm512_load_si512(block.words.data());
  }
  CAPROCK_AVX512 static std::uint64_t kinds_in(const MaskBlock& a, const MaskBlock& b,
                                               const MaskBlock& c, const MaskBlock& d) {
    // 0x80: the ternary function that is true where all three are.
    const __m512i all =
        _mm512_ternarylogic_epi64(_mm512_and_si512(whole(a), whole(b)), whole(c), whole(d), 0x80);
    return _mm512_test_epi8_mask(all, all);
  }
  CAPROCK_AVX512 static unsigned said(const ProofBlock& proof, std::uint64_t kinds) {
    return _mm512_test_epi64_mask(_mm512_load_si512(&proof),
                                  _mm512_set1_epi64(static_cast<long long>(kinds)));
  }
};

CAPROCK_AVX2 void decide_avx2(const TablesView& tables, std::span<const Prepared> sign_ins,
                              Verdict* verdicts, std::uint64_t* kinds) {
  decide_each<Avx2>(tables, sign_ins, verdicts, kinds);
}

CAPROCK_AVX512 void decide_avx512(const TablesView& tables, std::span<const Prepared> sign_ins,
                                  Verdict* verdicts, std::uint64_t* kinds) {
  decide_each<Avx512>(tables, sign_ins, verdicts, kinds);
}

#endif

}  // namespace

bool is_supported(InstructionSet instructions) noexcept {
#if CAPROCK_X86
  if (instructions == InstructionSet::avx512)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("bmi2");
  if (instructions == InstructionSet::avx2)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
#endif
  return instructions == InstructionSet::scalar;
}

InstructionSet best_instruction_set() noexcept {
  if (is_supported(InstructionSet::avx512)) return InstructionSet::avx512;
  return is_supported(InstructionSet::avx2) ? InstructionSet::avx2 : InstructionSet::scalar;
}

std::string_view to_string(InstructionSet instructions) noexcept {
  switch (instructions) {
    case InstructionSet::scalar: return "scalar";
    case InstructionSet::avx2: return "avx2";
    case InstructionSet::avx512: return "avx512";
  }
  return {};
}

void decide_all(const TablesView& tables, std::span<const Prepared> sign_ins, Verdict* verdicts,
                std::uint64_t* kinds, InstructionSet instructions) noexcept {
  if (tables.blocks != 1 || !tables.class_of_row) {
    for (std::size_t i = 0; i < sign_ins.size(); ++i)
      verdicts[i] = decide_any(tables, sign_ins[i], kinds + i * tables.blocks);
    return;
  }
#if CAPROCK_X86
  if (instructions == InstructionSet::avx512)
    return decide_avx512(tables, sign_ins, verdicts, kinds);
  if (instructions == InstructionSet::avx2) return decide_avx2(tables, sign_ins, verdicts, kinds);
#endif
  static_cast<void>(instructions);
  decide_scalar(tables, sign_ins, verdicts, kinds);
}

}  // namespace caprock::evaluate
