#include "tests/differential/engines.h"

#include <memory>

#include "evaluate/decide.h"
#include "evaluate/prepare.h"
#include "model/words.h"
#include "tests/differential/differences.h"

namespace caprock::differential {
namespace {

// Compiled once a tenant, as the product does.
Check compiled(const TenantSnapshot& tenant, const EvaluationOptions& options) {
  auto ready = std::make_shared<const CompiledTenant>(compile_borrowed(tenant, options));
  return [ready](const SignIn& sign_in, const Decision& expected) {
    return differences(expected, evaluate::decide(*ready, sign_in));
  };
}

// Everything but the conditions and log masks of policies that certainly apply or do not.
Check without_reasons(const TenantSnapshot& tenant, const EvaluationOptions& options) {
  auto ready = std::make_shared<const CompiledTenant>(compile_borrowed(tenant, options));
  return [ready](const SignIn& sign_in, const Decision& expected) {
    Decision bare = expected;
    for (PolicyResult& policy : bare.policies) {
      if (policy.applies == Match::unknown) continue;
      policy.conditions.clear();
      policy.conditions_satisfied = policy.conditions_not_satisfied = 0;
    }
    return differences(bare, evaluate::decide_without_reasons(*ready, sign_in));
  };
}

// The prepared way, which says the verdict, by every instruction set of this machine, and which
// policies (perhaps) apply.
class Prepared {
 public:
  Prepared(const TenantSnapshot& tenant, const EvaluationOptions& options)
      : preparer_(std::make_shared<const evaluate::PreparedTenant>(
            std::make_shared<const CompiledTenant>(compile_borrowed(tenant, options)))) {}

  std::vector<std::string> check(const SignIn& sign_in, const Decision& expected) {
    const evaluate::Prepared prepared = preparer_.prepare(sign_in);
    std::vector<std::string> found;
    check_verdict(prepared, expected, found);
    // A settled one has no masks.
    if (!(prepared.flags & evaluate::Prepared::k_settled)) check_masks(prepared, expected, found);
    return found;
  }

 private:
  void check_verdict(const evaluate::Prepared& prepared, const Decision& expected,
                     std::vector<std::string>& found) const {
    using enum evaluate::InstructionSet;
    const evaluate::TablesView tables = preparer_.tables();
    std::vector<std::uint64_t> kinds(tables.blocks);
    for (const evaluate::InstructionSet instructions : {scalar, avx2, avx512}) {
      if (!is_supported(instructions)) continue;
      Verdict verdict{};
      decide_all(tables, {&prepared, 1}, &verdict, kinds.data(), instructions);
      if (verdict != expected.verdict)
        found.push_back("verdict by " + std::string(to_string(instructions)) + ": " +
                        std::string(word_for(expected.verdict)) + ", but " +
                        std::string(word_for(verdict)));
    }
  }

  void check_masks(const evaluate::Prepared& prepared, const Decision& expected,
                   std::vector<std::string>& found) const {
    std::vector<Match> applies(expected.policies.size(), Match::no);
    for (const Match least : {Match::unknown, Match::yes}) {
      std::vector<std::uint32_t> listed;
      preparer_.list_applying(prepared, least, listed);
      for (const std::uint32_t policy : listed) applies[policy] = least;
    }
    for (std::size_t i = 0; i < applies.size(); ++i) {
      const PolicyResult& policy = expected.policies[i];
      if (policy.state != PolicyState::disabled && policy.applies != applies[i])
        found.push_back("policies[" + policy.id.text() +
                        "].applies: " + std::string(to_string(policy.applies)) + ", but " +
                        std::string(to_string(applies[i])));
    }
  }

  evaluate::Preparer preparer_;
};

Check prepared(const TenantSnapshot& tenant, const EvaluationOptions& options) {
  return [ready = std::make_shared<Prepared>(tenant, options)](const SignIn& sign_in,
                                                               const Decision& expected) {
    return ready->check(sign_in, expected);
  };
}

}  // namespace

const std::vector<Engine>& engines() {
  static const std::vector<Engine> all = {
      {"engine", compiled}, {"without-reasons", without_reasons}, {"prepared", prepared}};
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
    return [&tenant, options, decide](const SignIn& sign_in, const Decision& expected) {
      return differences(expected, decide(tenant, sign_in, options));
    };
  };
  return {std::move(name), ready};
}

}  // namespace caprock::differential
