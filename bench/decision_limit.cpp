#include "bench/decision_limit.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace caprock::bench {

#if defined(__x86_64__)
namespace {

constexpr std::size_t k_ahead = 32;

__attribute__((target("avx512f,avx512bw"))) void with_avx512(const LimitTables& tables,
                                                             std::span<const LimitSignIn> sign_ins,
                                                             std::uint8_t* __restrict said,
                                                             std::uint64_t* __restrict kinds) {
  const std::uint16_t* const class_of_row = tables.class_of_row;
  const MaskBlock* const subject = tables.subject.data();
  const MaskBlock* const target = tables.target.data();
  const MaskBlock* const place = tables.place.data();
  const MaskBlock* const context = tables.context.data();
  const evaluate::ProofBlock* const proofs = tables.proofs;
  for (std::size_t i = 0; i < sign_ins.size(); ++i) {
    if (i + k_ahead < sign_ins.size())
      _mm_prefetch(reinterpret_cast<const char*>(class_of_row + sign_ins[i + k_ahead].row),
                   _MM_HINT_T0);
    const LimitSignIn& one = sign_ins[i];
    const __m512i a = _mm512_load_si512(subject[class_of_row[one.row]].words.data());
    const __m512i b = _mm512_load_si512(target[one.target].words.data());
    const __m512i c = _mm512_load_si512(place[one.place].words.data());
    const __m512i d = _mm512_load_si512(context[one.context].words.data());
    // 0x80: the ternary function that is true where all three are.
    const __m512i all = _mm512_ternarylogic_epi64(_mm512_and_si512(a, b), c, d, 0x80);
    kinds[i] = _mm512_test_epi8_mask(all, all);
    said[i] = static_cast<std::uint8_t>(
        _mm512_test_epi64_mask(_mm512_load_si512(proofs + one.proof),
                               _mm512_set1_epi64(static_cast<long long>(kinds[i]))));
  }
}

__attribute__((target("avx2"))) void with_avx2(const LimitTables& tables,
                                               std::span<const LimitSignIn> sign_ins,
                                               std::uint8_t* __restrict said,
                                               std::uint64_t* __restrict kinds) {
  const std::uint16_t* const class_of_row = tables.class_of_row;
  const MaskBlock* const subject = tables.subject.data();
  const MaskBlock* const target = tables.target.data();
  const MaskBlock* const place = tables.place.data();
  const MaskBlock* const context = tables.context.data();
  const evaluate::ProofBlock* const proofs = tables.proofs;
  const __m256i none = _mm256_setzero_si256();
  for (std::size_t i = 0; i < sign_ins.size(); ++i) {
    if (i + k_ahead < sign_ins.size())
      _mm_prefetch(reinterpret_cast<const char*>(class_of_row + sign_ins[i + k_ahead].row),
                   _MM_HINT_T0);
    const LimitSignIn& one = sign_ins[i];
    const auto* a = reinterpret_cast<const __m256i*>(&subject[class_of_row[one.row]]);
    const auto* b = reinterpret_cast<const __m256i*>(&target[one.target]);
    const auto* c = reinterpret_cast<const __m256i*>(&place[one.place]);
    const auto* d = reinterpret_cast<const __m256i*>(&context[one.context]);
    const auto* proof = reinterpret_cast<const __m256i*>(proofs + one.proof);
    std::uint64_t present = 0;
    for (int half = 0; half < 2; ++half) {
      const __m256i all =
          _mm256_and_si256(_mm256_and_si256(a[half], b[half]), _mm256_and_si256(c[half], d[half]));
      const auto zero =
          static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(all, none)));
      present |= std::uint64_t{~zero} << (32 * half);
    }
    kinds[i] = present;
    const __m256i every = _mm256_set1_epi64x(static_cast<long long>(present));
    const int low = _mm256_movemask_pd(
        _mm256_castsi256_pd(_mm256_cmpeq_epi64(_mm256_and_si256(proof[0], every), none)));
    const int high = _mm256_movemask_pd(
        _mm256_castsi256_pd(_mm256_cmpeq_epi64(_mm256_and_si256(proof[1], every), none)));
    said[i] = static_cast<std::uint8_t>(~(low | high << 4));
  }
}

}  // namespace
#endif

bool decide_at_the_limit(const LimitTables& tables, std::span<const LimitSignIn> sign_ins,
                         evaluate::InstructionSet instructions, std::uint8_t* said,
                         std::uint64_t* kinds) {
  if (!evaluate::is_supported(instructions)) return false;
#if defined(__x86_64__)
  if (instructions == evaluate::InstructionSet::avx512) {
    with_avx512(tables, sign_ins, said, kinds);
    return true;
  }
  if (instructions == evaluate::InstructionSet::avx2) {
    with_avx2(tables, sign_ins, said, kinds);
    return true;
  }
#endif
  return false;
}

}  // namespace caprock::bench
