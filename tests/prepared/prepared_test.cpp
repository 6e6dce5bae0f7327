// Prepared decisions against decisions with reasons, on every conformance vector and on every
// instruction set of this machine.
#include <gtest/gtest.h>

#include "evaluate/decide.h"
#include "evaluate/prepare.h"
#include "tests/conformance/vector.h"

namespace caprock {
namespace {

using namespace evaluate;
using conformance::Case;

struct Answer {
  Verdict verdict{};
  std::vector<std::uint64_t> kinds;
};

Answer answer(const Preparer& preparer, const Prepared& prepared, InstructionSet instructions) {
  Answer result;
  const TablesView tables = preparer.tables();
  result.kinds.resize(tables.blocks);
  decide_all(tables, {&prepared, 1}, &result.verdict, result.kinds.data(), instructions);
  return result;
}

void expect_same_policies(const Preparer& preparer, const Prepared& prepared,
                          const Decision& decision) {
  if (prepared.flags & Prepared::k_settled) return;
  for (const Match least : {Match::yes, Match::unknown}) {
    std::vector<std::uint32_t> expected;
    for (std::uint32_t i = 0; i < decision.policies.size(); ++i)
      if (decision.policies[i].state != PolicyState::disabled &&
          decision.policies[i].applies >= least)
        expected.push_back(i);
    std::vector<std::uint32_t> listed;
    preparer.list_applying(prepared, least, listed);
    EXPECT_EQ(listed, expected);
  }
}

// Returns how many sign-ins were decided by masks.
int expect_agreement(const TenantSnapshot& snapshot, std::span<const Case> cases,
                     const EvaluationOptions& options) {
  const auto compiled = std::make_shared<CompiledTenant>(compile_borrowed(snapshot, options));
  const auto tenant = std::make_shared<PreparedTenant>(compiled);
  Preparer preparer(tenant);
  int by_masks = 0;
  for (const Case& one : cases) {
    if (!(one.options == options)) continue;
    SCOPED_TRACE(one.title);
    const Decision decision = evaluate::decide(*compiled, one.sign_in);
    const Prepared prepared = preparer.prepare(one.sign_in);
    EXPECT_EQ(preparer.prepare(one.sign_in).context, prepared.context) << "the same value twice";
    for (const InstructionSet instructions :
         {InstructionSet::scalar, InstructionSet::avx2, InstructionSet::avx512}) {
      if (is_supported(instructions)) {
        EXPECT_EQ(answer(preparer, prepared, instructions).verdict, decision.verdict)
            << to_string(instructions);
      }
    }
    expect_same_policies(preparer, prepared, decision);
    by_masks += (prepared.flags & Prepared::k_settled) == 0 ? 1 : 0;
  }
  return by_masks;
}

TEST(Prepared, answers_every_vector_like_the_decision_with_reasons) {
  const auto world = conformance::read_world();
  ASSERT_TRUE(world) << to_string(world.error());
  int by_masks = 0;
  for (const std::string& id : conformance::vector_ids()) {
    SCOPED_TRACE(id);
    const auto vector = conformance::read_vector(id, *world);
    ASSERT_TRUE(vector) << to_string(vector.error());
    for (const Case& one : vector->cases)
      by_masks += expect_agreement(vector->tenant, {&one, 1}, one.options);
    if (!vector->cases.empty())
      expect_agreement(vector->tenant, vector->cases, vector->cases.front().options);
  }
  EXPECT_GT(by_masks, 300);
}

}  // namespace
}  // namespace caprock
