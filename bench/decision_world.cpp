#include "bench/decision_world.h"

#include <array>
#include <map>

#include "base/assert.h"
#include "bench/rounds.h"

namespace caprock::bench {
namespace {

using namespace evaluate;

// Sign-ins with everything known, of random rows.
void fill_sign_ins(World& world) {
  std::mt19937 random(7);
  std::vector<Prepared> closed;
  for (const Prepared& one : world.sampled)
    if (one.flags == 0) closed.push_back(one);
  CAPROCK_ASSERT(!closed.empty());
  const People::Row users = world.compiled->people().user_count();
  while (world.sign_ins.size() < k_sign_ins) {
    Prepared one = closed[world.sign_ins.size() % closed.size()];
    const std::uint8_t kinds = world.compiled->people().possible_kinds(one.subject);
    one.subject = std::uniform_int_distribution<People::Row>(0, users - 1)(random);
    // Somebody else of the same kind could do the same.
    if (world.compiled->people().possible_kinds(one.subject) == kinds &&
        !world.tenant->subjects().is_open(world.tenant->class_of(one.subject)))
      world.sign_ins.push_back(one);
  }
}

void once(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"users", "apps", "policies"})->Iterations(1)->UseManualTime();
}

}  // namespace

World& world_of(const TenantSize& size) {
  static std::map<std::array<std::uint32_t, 4>, World> worlds;
  World& world = worlds[{size.users, size.apps, size.policies, size.seed}];
  if (world.tenant) return world;
  const GeneratedTenant generated = generate_tenant(size, PeopleObjects::left_out);
  world.compiled =
      std::make_shared<CompiledTenant>(generated.snapshot, generated.people, EvaluationOptions{});
  world.tenant = std::make_shared<PreparedTenant>(world.compiled);
  world.preparer = std::make_unique<Preparer>(world.tenant);
  SignInGenerator generator(generated, size.seed);
  for (std::size_t i = 0; i < k_different; ++i) {
    world.samples.push_back(generator.next());
    // Logs never say it; without it nothing would be certain under a policy on positions.
    world.samples.back().client.gps = GpsPosition{"NL", true};
    world.sampled.push_back(world.preparer->prepare(world.samples.back()));
  }
  fill_sign_ins(world);
  return world;
}

TenantSize size_of(const benchmark::State& state) {
  TenantSize size;
  size.users = static_cast<std::uint32_t>(state.range(0));
  size.apps = static_cast<std::uint32_t>(state.range(1));
  size.policies = static_cast<std::uint32_t>(state.range(2));
  return size;
}

void growth(benchmark::internal::Benchmark* bench) {
  for (const int users : {1'000, 10'000, 100'000}) bench->Args({users, 1'000, 240});
  for (const int apps : {300, 10'000}) bench->Args({100'000, apps, 240});
  for (const int policies : {10, 50, 100}) bench->Args({100'000, 1'000, policies});
  for (const int policies : {10, 240}) bench->Args({k_million, 3'000, policies});
  once(bench);
}

void in_the_middle(benchmark::internal::Benchmark* bench) {
  bench->Args({100'000, 1'000, 240});
  once(bench);
}

void largest(benchmark::internal::Benchmark* bench) {
  bench->Args({k_million, 3'000, 240});
  once(bench);
}

void count_quantiles(benchmark::State& state, const std::vector<double>& each) {
  state.counters["p50"] = quantile(each, 0.5);
  state.counters["p99"] = quantile(each, 0.99);
}

}  // namespace caprock::bench
