#include "tests/differential/campaign.h"

#include <algorithm>
#include <array>
#include <optional>

#include "graph_json/sign_in_json.h"
#include "reference/decide.h"
#include "tests/differential/make_sign_in.h"
#include "tests/differential/make_tenant.h"

namespace caprock::differential {
namespace {

constexpr std::size_t k_options_per_world = 2;
constexpr std::size_t k_sign_ins_per_options = 20;

// The parts of a world before they are put together: a tenant is read once for all its sign-ins.
struct World {
  json::object tenant;
  std::vector<json::object> options;
  std::vector<json::object> sign_ins;  // k_sign_ins_per_options for each of the options
};

constexpr std::array<std::string_view, 5> k_subjects = {"user", "agentUser", "servicePrincipal",
                                                        "agentIdentity", "managedIdentity"};

// One member of either is as in `fresh`: given there, or missing.
json::object with_one_changed(json::object before, const json::object& fresh, Random& random) {
  std::vector<std::string> names;
  for (const json::object* each : std::array<const json::object*, 2>{&before, &fresh})
    for (const auto& member : *each) names.emplace_back(member.key());
  if (names.empty()) return before;
  const std::string& name = random.pick(names);
  // Exactly one of the subjects is there.
  if (std::find(k_subjects.begin(), k_subjects.end(), name) != k_subjects.end()) {
    for (const std::string_view subject : k_subjects) {
      before.erase(subject);
      if (const json::value* given = fresh.if_contains(subject)) before[subject] = *given;
    }
    return before;
  }
  before.erase(name);
  if (const json::value* given = fresh.if_contains(name)) before[name] = *given;
  return before;
}

// An earlier sign-in of which one thing is another, so that whatever remembers values meets them
// again: in full, or but for one part.
json::object changed(json::object before, Random& random) {
  const json::object fresh = make_sign_in(random);
  const json::value* session = before.if_contains("session");
  const json::value* other = fresh.if_contains("session");
  if (session && session->is_object() && other && other->is_object() && random.chance(33)) {
    before["session"] = with_one_changed(session->get_object(), other->get_object(), random);
    return before;
  }
  return with_one_changed(std::move(before), fresh, random);
}

World make_world(std::uint64_t seed, std::uint64_t number) {
  Random random(seed * 0x100000001b3U + number);
  World world{make_tenant(random), {}, {}};
  for (std::size_t i = 0; i < k_options_per_world; ++i) {
    world.options.push_back(make_options(random));
    for (std::size_t j = 0; j < k_sign_ins_per_options; ++j) {
      // The first and every fourth are drawn anew.
      const std::size_t back = j == 0 ? 0 : random.below(j) + 1;
      world.sign_ins.push_back(j % 4 == 0
                                   ? make_sign_in(random)
                                   : changed(world.sign_ins[world.sign_ins.size() - back], random));
    }
  }
  return world;
}

void count(Tally& tally, const Decision& decision) {
  ++tally.decisions;
  ++tally.verdicts[static_cast<std::size_t>(decision.verdict)];
  for (const PolicyResult& policy : decision.policies)
    ++tally.policies[static_cast<std::size_t>(policy.applies)];
}

struct Ready {
  const Engine* engine;
  Check check;
};

std::vector<Ready> ready_engines(const Campaign& campaign, const TenantSnapshot& tenant,
                                 const EvaluationOptions& options) {
  std::vector<Ready> ready;
  const SharedTenant compiled = compiled_once(tenant, options);
  for (const Engine* engine : campaign.engines) ready.push_back({engine, engine->ready(compiled)});
  return ready;
}

// Where an answer is otherwise than expected: which engine's, and how.
struct Found {
  std::string engine;
  std::vector<std::string> differences;
};

std::optional<Found> check(const std::vector<Ready>& ready, const SignIn& sign_in,
                           const Decision& expected) {
  for (const Ready& each : ready)
    if (auto differences = each.check(sign_in, expected); !differences.empty())
      return Found{each.engine->name, std::move(differences)};
  return std::nullopt;
}

// One sign-in of a world; what cannot be read is a disagreement, too.
std::optional<Found> run_sign_in(const json::object& written, const TenantSnapshot& tenant,
                                 const EvaluationOptions& options, const std::vector<Ready>& ready,
                                 Tally& tally) {
  const Result<SignIn> sign_in = read_sign_in(written, {});
  if (!sign_in) return Found{"the reader", {to_string(sign_in.error())}};
  const Decision expected = reference::decide(tenant, *sign_in, options);
  count(tally, expected);
  return check(ready, *sign_in, expected);
}

// Runs one world; the first disagreement ends it.
std::optional<Disagreement> run_world(const Campaign& campaign, std::uint64_t number,
                                      Tally& tally) {
  const World world = make_world(campaign.seed, number);
  const TenantSnapshot tenant = read_snapshot(world.tenant);
  for (std::size_t i = 0; i < world.options.size(); ++i) {
    const std::size_t first = i * k_sign_ins_per_options;
    const auto disagreement = [&](std::size_t sign_in, Found found) {
      return Disagreement{number,
                          sign_in,
                          std::move(found.engine),
                          std::move(found.differences),
                          {world.tenant, world.sign_ins[sign_in], world.options[i]}};
    };
    const Result<EvaluationOptions> options = read_evaluation_options(world.options[i], {});
    if (!options) return disagreement(first, {"the reader", {to_string(options.error())}});
    const std::vector<Ready> ready = ready_engines(campaign, tenant, *options);
    for (std::size_t j = first; j < first + k_sign_ins_per_options; ++j)
      if (auto found = run_sign_in(world.sign_ins[j], tenant, *options, ready, tally))
        return disagreement(j, *std::move(found));
  }
  ++tally.worlds;
  return std::nullopt;
}

}  // namespace

Outcome run(const Campaign& campaign) {
  Outcome outcome;
  for (std::uint64_t world = campaign.first_world; outcome.tally.decisions < campaign.decisions;
       ++world) {
    outcome.disagreement = run_world(campaign, world, outcome.tally);
    if (campaign.progress) campaign.progress(world, outcome.tally.decisions);
    if (outcome.disagreement) break;
  }
  return outcome;
}

std::vector<Question> questions_of(std::uint64_t seed, std::uint64_t number) {
  const World world = make_world(seed, number);
  std::vector<Question> questions;
  for (std::size_t i = 0; i < world.sign_ins.size(); ++i)
    questions.push_back(
        {world.tenant, world.sign_ins[i], world.options[i / k_sign_ins_per_options]});
  return questions;
}

std::vector<std::string> differences_on(const Question& question, const Engine& engine) {
  const std::optional<ReadQuestion> one = read(question);
  if (!one) return {};
  const Decision expected = reference::decide(one->tenant, one->sign_in, one->options);
  return engine.ready(compiled_once(one->tenant, one->options))(one->sign_in, expected);
}

}  // namespace caprock::differential
