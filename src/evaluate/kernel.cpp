#include "evaluate/kernel.h"

#include <algorithm>

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
  if (said & k_may_block) return Verdict::undetermined;
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

// Four masks of one sign-in, one for each dimension.
struct Masks {
  const MaskBlock* subject;
  const MaskBlock* target;
  const MaskBlock* place;
  const MaskBlock* context;
};

struct Scalar {
  static std::uint64_t word(const Masks& masks, std::size_t i) {
    return masks.subject->words[i] & masks.target->words[i] & masks.place->words[i] &
           masks.context->words[i];
  }
  // Kinds of the policies in all four masks.
  static std::uint64_t kinds_in(const Masks& masks) {
    std::uint64_t kinds = 0;
    for (std::size_t i = 0; i < k_words; ++i) kinds |= bytes_present(word(masks, i)) << (8 * i);
    return kinds;
  }
  // Kinds of the policies in all masks of possible ones but not in all of certain ones.
  static std::uint64_t kinds_only_in(const Masks& possible, const Masks& certain) {
    std::uint64_t kinds = 0;
    for (std::size_t i = 0; i < k_words; ++i)
      kinds |= bytes_present(word(possible, i) & ~word(certain, i)) << (8 * i);
    return kinds;
  }
  static unsigned said(const ProofBlock& proof, std::uint64_t kinds) {
    return said_by(proof, kinds);
  }
};

constexpr std::size_t k_ahead = 32;  // sign-ins between asking memory for a row and using it

// The masks of one block, certain or possible ones.
Masks masks_of(const TablesView& tables, const Prepared& one, std::size_t subject_class,
               const MaskBlock* MaskRows::* side, std::size_t block) {
  const auto at = [&](const MaskRows& rows, std::size_t number) {
    return rows.*side + number * tables.blocks + block;
  };
  return {at(tables.subject, subject_class), at(tables.target, one.target),
          at(tables.place, one.place), at(tables.context, one.context)};
}

std::size_t subject_class(const TablesView& tables, const Prepared& one) {
  if (one.flags & Prepared::k_subject_class) return one.subject;
  return tables.class_of_row ? tables.class_of_row[one.subject]
                             : tables.wide_class_of_row[one.subject];
}

// Any sign-in, block by block. Always inline, here and below, so that it is compiled for the
// instructions of the function it is in.
template <class Instructions>
[[gnu::always_inline]] inline Verdict decide_any(const TablesView& tables, const Prepared& one,
                                                 std::uint64_t* kinds) {
  if (one.flags & Prepared::k_settled) {
    std::fill_n(kinds, tables.blocks, 0);
    return static_cast<Verdict>(one.subject);
  }
  const std::size_t subject = subject_class(tables, one);
  unsigned certain_said = one.flags & Prepared::k_may_lack_position ? k_may_block : 0U;
  unsigned open_said = 0;
  for (std::size_t block = 0; block < tables.blocks; ++block) {
    const ProofBlock& proof = tables.proofs[one.proof * tables.blocks + block];
    const Masks certain = masks_of(tables, one, subject, &MaskRows::certain, block);
    kinds[block] = Instructions::kinds_in(certain);
    certain_said |= Instructions::said(proof, kinds[block]);
    if ((one.flags & Prepared::k_open) == 0) continue;
    const Masks possible = masks_of(tables, one, subject, &MaskRows::possible, block);
    open_said |= Instructions::said(proof, Instructions::kinds_only_in(possible, certain));
  }
  return k_verdicts[combined(certain_said, open_said)];
}

template <class Instructions>
[[gnu::always_inline]] inline void decide_wide(const TablesView& tables,
                                               std::span<const Prepared> sign_ins,
                                               Verdict* verdicts, std::uint64_t* kinds) {
  for (std::size_t i = 0; i < sign_ins.size(); ++i)
    verdicts[i] = decide_any<Instructions>(tables, sign_ins[i], kinds + i * tables.blocks);
}

// Where one block holds all policies and 16 bits the classes, which is nearly everywhere; the short
// way is for sign-ins of a row with nothing open. What does not change is read once.
template <class Instructions>
[[gnu::always_inline]] inline void decide_narrow(const TablesView& tables,
                                                 std::span<const Prepared> sign_ins,
                                                 Verdict* verdicts, std::uint64_t* kinds) {
  const std::uint16_t* const class_of_row = tables.class_of_row;
  const MaskBlock* const subject = tables.subject.certain;
  const MaskBlock* const target = tables.target.certain;
  const MaskBlock* const place = tables.place.certain;
  const MaskBlock* const context = tables.context.certain;
  const ProofBlock* const proofs = tables.proofs;
  for (std::size_t i = 0; i < sign_ins.size(); ++i) {
    // Whatever the subject is: asking memory for a place that nobody reads does no harm. Not in a
    // function of its own, because g++ leaves out calls of functions without effect.
    if (i + k_ahead < sign_ins.size())
      __builtin_prefetch(class_of_row + sign_ins[i + k_ahead].subject);
    const Prepared& one = sign_ins[i];
    if (one.flags != 0) [[unlikely]] {
      verdicts[i] = decide_any<Instructions>(tables, one, kinds + i);
      continue;
    }
    const std::uint64_t present =
        Instructions::kinds_in({subject + class_of_row[one.subject], target + one.target,
                                place + one.place, context + one.context});
    kinds[i] = present;
    verdicts[i] = k_verdicts[Instructions::said(proofs[one.proof], present)];
  }
}

template <class Instructions>
[[gnu::always_inline]] inline void decide_each(const TablesView& tables,
                                               std::span<const Prepared> sign_ins,
                                               Verdict* verdicts, std::uint64_t* kinds) {
  if (tables.blocks == 1 && tables.class_of_row)
    decide_narrow<Instructions>(tables, sign_ins, verdicts, kinds);
  else
    decide_wide<Instructions>(tables, sign_ins, verdicts, kinds);
}

void decide_scalar(const TablesView& tables, std::span<const Prepared> sign_ins, Verdict* verdicts,
                   std::uint64_t* kinds) {
  decide_each<Scalar>(tables, sign_ins, verdicts, kinds);
}

#if CAPROCK_X86

#define CAPROCK_AVX2 __attribute__((target("avx2,bmi,bmi2")))
#define CAPROCK_AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,bmi,bmi2")))

struct Avx2 {
  CAPROCK_AVX2 static __m256i half(const MaskBlock* block, std::size_t which) {
    return _mm256_load_si256(reinterpret_cast<const __m256i*>(block->words.data()) + which);
  }
  CAPROCK_AVX2 static __m256i in_all(const Masks& masks, std::size_t which) {
    return _mm256_and_si256(_mm256_and_si256(half(masks.subject, which), half(masks.target, which)),
                            _mm256_and_si256(half(masks.place, which), half(masks.context, which)));
  }
  CAPROCK_AVX2 static std::uint64_t bytes_in(__m256i half) {
    const int zero = _mm256_movemask_epi8(_mm256_cmpeq_epi8(half, _mm256_setzero_si256()));
    return static_cast<std::uint32_t>(~zero);
  }
  CAPROCK_AVX2 static std::uint64_t kinds_in(const Masks& masks) {
    return bytes_in(in_all(masks, 0)) | bytes_in(in_all(masks, 1)) << 32U;
  }
  CAPROCK_AVX2 static std::uint64_t kinds_only_in(const Masks& possible, const Masks& certain) {
    return bytes_in(_mm256_andnot_si256(in_all(certain, 0), in_all(possible, 0))) |
           bytes_in(_mm256_andnot_si256(in_all(certain, 1), in_all(possible, 1))) << 32U;
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
  CAPROCK_AVX512 static __m512i whole(const MaskBlock* block) {
    return _mm512_load_si512(block->words.data());
  }
  CAPROCK_AVX512 static __m512i in_all(const Masks& masks) {
    // 0x80: the ternary function that is true where all three are.
    return _mm512_ternarylogic_epi64(_mm512_and_si512(whole(masks.subject), whole(masks.target)),
                                     whole(masks.place), whole(masks.context), 0x80);
  }
  CAPROCK_AVX512 static std::uint64_t kinds_in(const Masks& masks) {
    const __m512i all = in_all(masks);
    return _mm512_test_epi8_mask(all, all);
  }
  CAPROCK_AVX512 static std::uint64_t kinds_only_in(const Masks& possible, const Masks& certain) {
    const __m512i rest = _mm512_andnot_si512(in_all(certain), in_all(possible));
    return _mm512_test_epi8_mask(rest, rest);
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
#if CAPROCK_X86
  if (instructions == InstructionSet::avx512)
    return decide_avx512(tables, sign_ins, verdicts, kinds);
  if (instructions == InstructionSet::avx2) return decide_avx2(tables, sign_ins, verdicts, kinds);
#endif
  static_cast<void>(instructions);
  decide_scalar(tables, sign_ins, verdicts, kinds);
}

}  // namespace caprock::evaluate
