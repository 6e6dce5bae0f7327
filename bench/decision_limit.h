// The limit program of prepared decisions: the least code that looks up five rows and reduces them.
//
// It knows one block of masks, certain answers only, rows of people only, and one instruction set;
// it is what a decision costs when nothing else is asked of it. Benchmarks report their time as a
// ratio to it in the same run, and check that it gives the same answers.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "evaluate/kernel.h"

namespace caprock::bench {

// The same data in the leanest layout.
struct LimitTables {
  const std::uint16_t* class_of_row = nullptr;
  std::vector<MaskBlock> subject, target, place, context;
  const evaluate::ProofBlock* proofs = nullptr;
};

struct LimitSignIn {
  std::uint32_t row, target, place, context, proof;
};

// Writes a byte a sign-in, one bit for each word of the proof that a kind of demand touches, and
// the kinds of demand. False when it has no program for these instructions or the machine lacks
// them.
bool decide_at_the_limit(const LimitTables& tables, std::span<const LimitSignIn> sign_ins,
                         evaluate::InstructionSet instructions, std::uint8_t* said,
                         std::uint64_t* kinds);

}  // namespace caprock::bench
