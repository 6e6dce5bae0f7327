#include "tests/differential/engines.h"

#include <memory>

#include "evaluate/decide.h"
#include "evaluate/prepare.h"
#include "model/words.h"
#include "tests/differential/differences.h"

namespace caprock::differential {
namespace {

Check compiled(const SharedTenant& tenant) {
  return [tenant](const SignIn& sign_in, const Decision& expected) {
    return differences(expected, evaluate::decide(*tenant, sign_in));
  };
}

// Everything but the conditions and log masks of policies that certainly apply or do not.
Check without_reasons(const SharedTenant& tenant) {
  return [tenant](const SignIn& sign_in, const Decision& expected) {
    Decision bare = expected;
    for (PolicyResult& policy : bare.policies) {
      if (policy.applies == Match::unknown) continue;
      policy.conditions.clear();
      policy.conditions_satisfied = policy.conditions_not_satisfied = 0;
    }
    return differences(bare, evaluate::decide_without_reasons(*tenant, sign_in));
  };
}

// The prepared way, which says the verdict, by every instruction set of this machine, and which
// policies (perhaps) apply.
class Prepared {
 public:
  explicit Prepared(const SharedTenant& tenant)
      : preparer_(std::make_shared<const evaluate::PreparedTenant>(tenant)) {}

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

Check prepared(const SharedTenant& tenant) {
  return [ready = std::make_shared<Prepared>(tenant)](const SignIn& sign_in,
                                                      const Decision& expected) {
    return ready->check(sign_in, expected);
  };
}

}  // namespace

SharedTenant compiled_once(const TenantSnapshot& tenant, const EvaluationOptions& options) {
  return std::make_shared<const CompiledTenant>(compile_borrowed(tenant, options));
}

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
  const auto ready = [decide](const SharedTenant& tenant) {
    return [tenant, decide](const SignIn& sign_in, const Decision& expected) {
      return differences(expected, decide(tenant->snapshot(), sign_in, tenant->options()));
    };
  };
  return {std::move(name), ready};
}

}  // namespace caprock::differential
