// One preparer for all cases of a vector: what it remembers of one sign-in must not show in the
// next one's answer. Each case with a preparer of its own is asked in
// tests/conformance/agreement_test.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "evaluate/prepare.h"
#include "reference/decide.h"
#include "tests/conformance/each_vector.h"
#include "tests/differential/engines.h"

namespace caprock {
namespace {

using namespace evaluate;
using conformance::Case;
using conformance::Vector;

// Returns how many sign-ins were decided by masks.
int expect_agreement(const Vector& vector, const EvaluationOptions& options) {
  const differential::Check check =
      differential::engine_named("prepared")
          ->ready(differential::compiled_once(vector.tenant, options));
  Preparer preparer(std::make_shared<PreparedTenant>(
      std::make_shared<CompiledTenant>(compile_borrowed(vector.tenant, options))));
  int by_masks = 0;
  for (const Case& one : vector.cases) {
    if (!(one.options == options)) continue;
    SCOPED_TRACE(one.title);
    const Decision expected = reference::decide(vector.tenant, one.sign_in, options);
    EXPECT_THAT(check(one.sign_in, expected), testing::IsEmpty());
    const Prepared prepared = preparer.prepare(one.sign_in);
    EXPECT_EQ(preparer.prepare(one.sign_in).context, prepared.context) << "the same value twice";
    by_masks += (prepared.flags & Prepared::k_settled) == 0 ? 1 : 0;
  }
  return by_masks;
}

TEST(Prepared, one_preparer_answers_all_cases_of_a_vector) {
  ASSERT_TRUE(conformance::world()) << to_string(conformance::world().error());
  int by_masks = 0;
  for (const std::string& id : conformance::vector_ids()) {
    SCOPED_TRACE(id);
    const auto vector = conformance::read_vector(id, *conformance::world());
    ASSERT_TRUE(vector) << to_string(vector.error());
    if (!vector->cases.empty())
      by_masks += expect_agreement(*vector, vector->cases.front().options);
  }
  EXPECT_GT(by_masks, 300);
}

}  // namespace
}  // namespace caprock
