// Prepared decisions: four masks and one proof, no branch on the number of policies.
//
// A policy applies when its bit stands in the masks of the sign-in's subject, target, place and
// context. Each byte of the result that is not zero is a kind of demand (compile/policy_columns.h);
// the proof of the sign-in says for every kind what follows from it. One implementation for each
// instruction set; all answer the same.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "compile/policy_columns.h"
#include "model/decision.h"

namespace caprock::evaluate {

enum class InstructionSet : std::uint8_t { scalar, avx2, avx512 };

// Can this machine run it?
bool is_supported(InstructionSet instructions) noexcept;
InstructionSet best_instruction_set() noexcept;
std::string_view to_string(InstructionSet instructions) noexcept;

// What follows when a policy of a kind applies, one bit a kind. The order is that in which the
// verdict asks (docs/semantics/verdicts.md); see k_verdicts in kernel.cpp.
struct alignas(64) ProofBlock {
  std::uint64_t blocked = 0;       // blocks, or can never be met
  std::uint64_t may_block = 0;     // would block if what is open turned out badly
  std::uint64_t unmet = 0;         // demands something that is missing
  std::uint64_t open = 0;          // whether its demands are met is not known
  std::uint64_t too_old = 0;       // sign-in frequency is exceeded
  std::uint64_t too_old_open = 0;  // ... perhaps
  std::uint64_t unprotected = 0;   // the token is not bound and must be
  std::uint64_t unprotected_open = 0;
  bool operator==(const ProofBlock&) const = default;
};

// A sign-in as indexes into tables. Valid for the preparer that made it.
struct Prepared {
  std::uint32_t subject = 0;  // row of People; with k_subject_class a class of subjects
  std::uint32_t target = 0;
  std::uint32_t place = 0;
  std::uint32_t context = 0;
  std::uint32_t proof = 0;
  std::uint32_t flags = 0;

  static constexpr std::uint32_t k_subject_class = 1;  // `subject` is a class, not a row
  static constexpr std::uint32_t k_open = 2;           // some condition is open: look at both masks
  static constexpr std::uint32_t k_settled = 4;        // `subject` is the verdict, known already
  // Some policy that may apply blocks if a position is not given, which is not sure (CA 2.2.4).
  static constexpr std::uint32_t k_may_lack_position = 8;
  // A question whose texts cannot be read or whose user is not found; settled as undetermined.
  static constexpr std::uint32_t k_not_understood = 16;

  bool is_understood() const { return (flags & k_not_understood) == 0; }
};

// Masks of the classes of one dimension, `blocks` to a class: policies whose conditions certainly
// match, and those whose conditions may match.
struct MaskRows {
  const MaskBlock* certain = nullptr;
  const MaskBlock* possible = nullptr;
};

// Tables as the kernels read them.
struct TablesView {
  std::size_t blocks = 1;
  const std::uint16_t* class_of_row = nullptr;       // or, with more than 65,536 classes,
  const std::uint32_t* wide_class_of_row = nullptr;  // this one
  MaskRows subject, target, place, context;
  const ProofBlock* proofs = nullptr;
};

// Decides all. `kinds` receives `blocks` words for each sign-in: the kinds of demand of the
// policies that certainly apply. REQUIRES: both outputs are large enough, every index is of these
// tables, the machine supports the instructions. Allocates nothing, throws nothing; thread-safe.
void decide_all(const TablesView& tables, std::span<const Prepared> sign_ins, Verdict* verdicts,
                std::uint64_t* kinds, InstructionSet instructions) noexcept;

}  // namespace caprock::evaluate
