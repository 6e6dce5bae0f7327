#include "tests/properties/properties.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <boost/json/serialize.hpp>

#include "tests/differential/campaign.h"
#include "tests/differential/reduce.h"
#include "tests/differential/share.h"

namespace caprock::properties {
namespace {

constexpr std::size_t k_questions_a_world = differential::k_share == 1 ? 4 : 1;

std::string written(const Question& question) {
  return "tenant " + json::serialize(question.tenant) + "\nsign-in " +
         json::serialize(question.sign_in) + "\noptions " + json::serialize(question.options);
}

std::optional<std::string> broken(const Property& property, const Question& question,
                                  const Door& door, std::uint64_t choices) {
  Random random(choices);
  return property(question, door, random);
}

}  // namespace

std::optional<Decision> answer(const Door& door, const Question& question) {
  const auto one = differential::read(question);
  if (!one) return std::nullopt;
  return door.decide(one->tenant, one->sign_in, one->options);
}

void expect_always(const char* sentence, const Property& property) {
  const bool holds = rc::check(sentence, [&] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const std::vector<Question> questions = differential::questions_of(seed, 0);
    for (std::size_t i = 0; i < k_questions_a_world; ++i) {
      const Question& question = questions[i * questions.size() / k_questions_a_world];
      for (const Door& door : conformance::k_doors) {
        // The twin would ask both of them once more.
        if (door.decide == checked_decide || !broken(property, question, door, seed + i)) continue;
        const Question small = differential::reduced(question, [&](const Question& smaller) {
          return broken(property, smaller, door, seed + i).has_value();
        });
        RC_FAIL(std::string(door.name) + ": " + *broken(property, small, door, seed + i) + "\n" +
                written(small));
      }
    }
  });
  EXPECT_TRUE(holds) << sentence;
}

}  // namespace caprock::properties
