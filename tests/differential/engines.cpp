#include "tests/differential/engines.h"

#include <memory>

#include "evaluate/decide.h"
#include "evaluate/prepare.h"
#include "model/words.h"
#include "tests/differential/differences.h"

namespace caprock::differential {
namespace {

// Compiled once a tenant, as the product does.
Answers compiled(const TenantSnapshot& tenant, const EvaluationOptions& options) {
  auto ready = std::make_shared<const CompiledTenant>(compile_borrowed(tenant, options));
  return [ready](const SignIn& sign_in) { return evaluate::decide(*ready, sign_in); };
}

Answers without_reasons(const TenantSnapshot& tenant, const EvaluationOptions& options) {
  auto ready = std::make_shared<const CompiledTenant>(compile_borrowed(tenant, options));
  return
      [ready](const SignIn& sign_in) { return evaluate::decide_without_reasons(*ready, sign_in); };
}

// Everything but the conditions and log masks of policies that certainly apply or do not.
std::vector<std::string> differences_but_for_reasons(const Decision& expected,
                                                     const Decision& got) {
  Decision bare = expected;
  for (PolicyResult& policy : bare.policies) {
    if (policy.applies == Match::unknown) continue;
    policy.conditions.clear();
    policy.conditions_satisfied = policy.conditions_not_satisfied = 0;
  }
  return differences(bare, got);
}

// What the prepared way says: the verdict, and which policies (perhaps) apply.
class PreparedAnswers {
 public:
  PreparedAnswers(const TenantSnapshot& tenant, const EvaluationOptions& options,
                  evaluate::InstructionSet instructions)
      : preparer_(std::make_shared<const evaluate::PreparedTenant>(
            std::make_shared<const CompiledTenant>(compile_borrowed(tenant, options)))),
        instructions_(instructions) {}

  Decision answer(const SignIn& sign_in) {
    const evaluate::Prepared prepared = preparer_.prepare(sign_in);
    const evaluate::TablesView tables = preparer_.tables();
    std::vector<std::uint64_t> kinds(tables.blocks);
    Decision decision;
    decide_all(tables, {&prepared, 1}, &decision.verdict, kinds.data(), instructions_);
    // A settled one has no masks; an empty list says so.
    if (prepared.flags & evaluate::Prepared::k_settled) return decision;
    decision.policies.resize(preparer_.tenant().tenant().policies().size());
    for (const Match least : {Match::unknown, Match::yes}) {
      std::vector<std::uint32_t> listed;
      preparer_.list_applying(prepared, least, listed);
      for (const std::uint32_t policy : listed) decision.policies[policy].applies = least;
    }
    return decision;
  }

 private:
  evaluate::Preparer preparer_;
  evaluate::InstructionSet instructions_;
};

std::vector<std::string> differences_by_masks(const Decision& expected, const Decision& got) {
  std::vector<std::string> found;
  if (expected.verdict != got.verdict)
    found.push_back("verdict: " + std::string(word_for(expected.verdict)) + ", but " +
                    std::string(word_for(got.verdict)));
  for (std::size_t i = 0; i < got.policies.size(); ++i) {
    const PolicyResult& policy = expected.policies[i];
    if (policy.state != PolicyState::disabled && policy.applies != got.policies[i].applies)
      found.push_back("policies[" + policy.id.text() +
                      "].applies: " + std::string(to_string(policy.applies)) + ", but " +
                      std::string(to_string(got.policies[i].applies)));
  }
  return found;
}

Engine prepared(evaluate::InstructionSet instructions) {
  const auto ready = [instructions](const TenantSnapshot& tenant,
                                    const EvaluationOptions& options) -> Answers {
    auto answers = std::make_shared<PreparedAnswers>(tenant, options, instructions);
    return [answers](const SignIn& sign_in) { return answers->answer(sign_in); };
  };
  return {std::string(to_string(instructions)), ready, differences_by_masks};
}

}  // namespace

const std::vector<Engine>& engines() {
  static const std::vector<Engine> all = [] {
    using enum evaluate::InstructionSet;
    std::vector<Engine> list = {{"engine", compiled, differences},
                                {"brief", without_reasons, differences_but_for_reasons}};
    for (const evaluate::InstructionSet instructions : {scalar, avx2, avx512})
      if (is_supported(instructions)) list.push_back(prepared(instructions));
    return list;
  }();
  return all;
}

const Engine* engine_named(std::string_view name) {
  for (const Engine& engine : engines())
    if (engine.name == name) return &engine;
  return nullptr;
}

Engine whole_engine(std::string name, Decision (*decide)(const TenantSnapshot&, const SignIn&,
                                                         const EvaluationOptions&)) {
  const auto ready = [decide](const TenantSnapshot& tenant, const EvaluationOptions& options) {
    return [&tenant, options, decide](const SignIn& sign_in) {
      return decide(tenant, sign_in, options);
    };
  };
  return {std::move(name), ready, differences};
}

}  // namespace caprock::differential
