// Decisions: prepared ones against the limit program, questions as texts, one and two threads, and
// how the cost grows. Every benchmark checks its answers: against the limit program for all
// sign-ins, and against decisions with reasons for some.
//
// Counters: ns is nanoseconds for one decision, median of five rounds; limit_ns the limit program's
// in the same rounds; ratio their quotient.
#include <benchmark/benchmark.h>

#include <map>
#include <thread>

#include "base/assert.h"
#include "bench/decision_limit.h"
#include "bench/rounds.h"
#include "bench/tenant_generator.h"
#include "evaluate/decide.h"
#include "evaluate/prepare.h"

namespace caprock::bench {
namespace {

using namespace evaluate;

constexpr std::size_t k_sign_ins = 1 << 18;
constexpr std::size_t k_different =
    4096;  // drawn in full; the rest are other people doing the same

struct World {
  std::shared_ptr<const CompiledTenant> compiled;
  std::shared_ptr<const PreparedTenant> tenant;
  std::unique_ptr<Preparer> preparer;
  std::vector<SignIn> samples;     // as generated
  std::vector<Prepared> sampled;   // the same, prepared
  std::vector<Prepared> sign_ins;  // closed ones of random people, what the limit program can do
};

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

// Every 16th sample against the decision with reasons; empty when all agree.
std::string disagreement(const World& world, InstructionSet instructions) {
  std::vector<Verdict> verdicts(world.sampled.size());
  std::vector<std::uint64_t> kinds(world.sampled.size() * world.tenant->columns().blocks());
  decide_all(world.preparer->tables(), world.sampled, verdicts.data(), kinds.data(), instructions);
  for (std::size_t i = 0; i < verdicts.size(); i += 16)
    if (evaluate::decide(*world.compiled, world.samples[i]).verdict != verdicts[i])
      return "sample " + std::to_string(i) + " has another verdict with reasons";
  return {};
}

struct Limit {
  LimitTables tables;
  std::vector<LimitSignIn> sign_ins;
};

Limit limit_of(const World& world) {
  Limit limit;
  const TablesView view = world.preparer->tables();
  limit.tables.class_of_row = view.class_of_row;
  limit.tables.proofs = view.proofs;
  // Certain masks only, side by side.
  const auto lean = [](const MaskTable& masks) {
    std::vector<MaskBlock> certain;
    for (std::uint32_t i = 0; i < masks.size(); ++i) certain.push_back(masks.certain(i).front());
    return certain;
  };
  limit.tables.subject = lean(world.preparer->subjects());
  limit.tables.target = lean(world.preparer->targets());
  limit.tables.place = lean(world.preparer->places());
  limit.tables.context = lean(world.preparer->contexts());
  for (const Prepared& one : world.sign_ins)
    limit.sign_ins.push_back({one.subject, one.target, one.place, one.context, one.proof});
  return limit;
}

// What the bits of the limit program mean: the words of ProofBlock in their order.
Verdict verdict_said(std::uint8_t said) {
  const auto is = [&](int word) { return (said >> word & 1) != 0; };
  if (is(0)) return Verdict::blocked;
  if (is(1) && is(3)) return Verdict::undetermined;
  if (is(2)) return Verdict::needs_controls;
  if (is(3)) return Verdict::undetermined;
  if (is(4)) return Verdict::needs_controls;
  if (is(5)) return Verdict::undetermined;
  if (is(6)) return Verdict::blocked;
  return is(7) ? Verdict::undetermined : Verdict::granted;
}

void count_table_sizes(benchmark::State& state, const World& world) {
  state.counters["kinds"] = static_cast<double>(world.tenant->columns().kinds());
  state.counters["user_classes"] = static_cast<double>(world.tenant->subjects().size());
  state.counters["target_classes"] = static_cast<double>(world.preparer->targets().size());
  state.counters["place_classes"] = static_cast<double>(world.preparer->places().size());
  state.counters["context_classes"] = static_cast<double>(world.preparer->contexts().size());
}

void prepared_decisions(benchmark::State& state, InstructionSet instructions) {
  if (!is_supported(instructions)) return state.SkipWithError("not on this machine");
  World& world = world_of(size_of(state));
  if (const std::string wrong = disagreement(world, instructions); !wrong.empty())
    return state.SkipWithError(wrong.c_str());
  const TablesView tables = world.preparer->tables();
  const Limit limit = limit_of(world);
  const std::size_t count = world.sign_ins.size();
  std::vector<Verdict> verdicts(count);
  std::vector<std::uint64_t> kinds(count * tables.blocks), limit_kinds(count);
  std::vector<std::uint8_t> said(count);
  const bool has_limit = tables.blocks == 1 && tables.class_of_row != nullptr;
  Pair pair;
  for (auto _ : state) {
    pair = in_turns(
        [&] { decide_all(tables, world.sign_ins, verdicts.data(), kinds.data(), instructions); },
        [&] {
          if (has_limit)
            decide_at_the_limit(
                limit.tables, limit.sign_ins,
                instructions == InstructionSet::scalar ? best_instruction_set() : instructions,
                said.data(), limit_kinds.data());
        });
    state.SetIterationTime(pair.ours);
  }
  if (has_limit && limit_kinds != kinds)
    return state.SkipWithError("the limit program finds other policies");
  for (std::size_t i = 0; has_limit && i < count; ++i)
    if (verdict_said(said[i]) != verdicts[i])
      return state.SkipWithError("the limit program finds another verdict");
  const double each = 1e9 / static_cast<double>(count);
  state.counters["ns"] = pair.ours * each;
  if (has_limit) {
    state.counters["limit_ns"] = pair.limit * each;
    state.counters["ratio"] = pair.ours / pair.limit;
  }
  count_table_sizes(state, world);
}

constexpr int k_million = 1'000'000;

void policies_and_users(benchmark::internal::Benchmark* bench) {
  for (const int policies : {10, 50, 100, 240}) bench->Args({100'000, 1'000, policies});
  bench->Args({k_million, 3'000, 10})->Args({k_million, 3'000, 240});
  bench->ArgNames({"users", "apps", "policies"})->Iterations(1)->UseManualTime();
}
BENCHMARK_CAPTURE(prepared_decisions, best, best_instruction_set())->Apply(policies_and_users);
BENCHMARK_CAPTURE(prepared_decisions, avx2, InstructionSet::avx2)
    ->Args({k_million, 3'000, 240})
    ->ArgNames({"users", "apps", "policies"})
    ->Iterations(1)
    ->UseManualTime();
BENCHMARK_CAPTURE(prepared_decisions, scalar, InstructionSet::scalar)
    ->Args({k_million, 3'000, 240})
    ->ArgNames({"users", "apps", "policies"})
    ->Iterations(1)
    ->UseManualTime();

// The same sign-ins as they were drawn, one in six with something unknown: nothing to compare with.
void prepared_decisions_as_drawn(benchmark::State& state) {
  World& world = world_of(size_of(state));
  const TablesView tables = world.preparer->tables();
  std::vector<Verdict> verdicts(k_different);
  std::vector<std::uint64_t> kinds(k_different * tables.blocks);
  std::size_t open = 0;
  for (const Prepared& one : world.sampled) open += (one.flags & Prepared::k_open) != 0 ? 1 : 0;
  for (auto _ : state) {
    decide_all(tables, world.sampled, verdicts.data(), kinds.data(), best_instruction_set());
    benchmark::DoNotOptimize(verdicts.data());
  }
  if (const std::string wrong = disagreement(world, best_instruction_set()); !wrong.empty())
    return state.SkipWithError(wrong.c_str());
  state.counters["open_share"] = static_cast<double>(open) / static_cast<double>(k_different);
  state.SetItemsProcessed(static_cast<std::int64_t>(k_different) * state.iterations());
}
BENCHMARK(prepared_decisions_as_drawn)
    ->Args({100'000, 1'000, 240})
    ->ArgNames({"users", "apps", "policies"});

// The same work on one thread and on two, each with its half.
void prepared_decisions_on_threads(benchmark::State& state) {
  World& world = world_of({k_million, 3'000, 240, 1});
  const TablesView tables = world.preparer->tables();
  const std::size_t count = world.sign_ins.size();
  std::vector<Verdict> verdicts(count), expected(count);
  std::vector<std::uint64_t> kinds(count * tables.blocks);
  const auto decide_part = [&](std::size_t from, std::size_t to) {
    // Several times, so that starting a thread does not count.
    for (int i = 0; i < 16; ++i)
      decide_all(tables, std::span(world.sign_ins).subspan(from, to - from), verdicts.data() + from,
                 kinds.data() + from * tables.blocks, best_instruction_set());
  };
  decide_part(0, count);
  expected = verdicts;
  std::fill(verdicts.begin(), verdicts.end(), Verdict::undetermined);
  Pair pair;
  for (auto _ : state) {
    pair = in_turns(
        [&] {
          std::thread other([&] { decide_part(0, count / 2); });
          decide_part(count / 2, count);
          other.join();
        },
        [&] { decide_part(0, count); });
    state.SetIterationTime(pair.ours);
  }
  if (verdicts != expected) return state.SkipWithError("two threads give other verdicts");
  state.counters["speedup"] = pair.limit / pair.ours;
}
BENCHMARK(prepared_decisions_on_threads)->Iterations(1)->UseManualTime();

// What-if from texts to a verdict: user, app, address, country, platform, client. Whoever asks has
// the texts at hand, so their bytes stand together and are copied before the clock starts.
struct Texts {
  std::array<char, 48> user{}, app{}, ip{};
  std::array<char, 4> country{};
  std::string_view platform, client;
};

template <std::size_t N>
void put(std::array<char, N>& field, std::string_view text) {
  CAPROCK_ASSERT(text.size() < N);
  std::copy(text.begin(), text.end(), field.begin());
}

std::vector<Texts> random_texts(const World& world, std::size_t count) {
  std::mt19937 random(11);
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  constexpr std::array<std::string_view, 4> k_platforms = {"windows", "macOS", "iOS", "android"};
  constexpr std::array<std::string_view, 2> k_clients = {"browser", "mobileAppsAndDesktopClients"};
  const People& people = world.compiled->people();
  const auto& apps = world.compiled->snapshot().service_principals.items;
  std::vector<Texts> texts(count);
  for (Texts& one : texts) {
    put(one.user, people.id(static_cast<People::Row>(below(people.user_count()))).text());
    put(one.app, apps[below(apps.size())].app_id.text());
    const SignIn& other = world.samples[below(world.samples.size())];
    put(one.ip, other.client.ip.value() ? to_string(*other.client.ip.value()) : "198.51.100.7");
    put(one.country, other.client.country.value() ? *other.client.country.value() : "US");
    one.platform = k_platforms[below(k_platforms.size())];
    one.client = k_clients[below(k_clients.size())];
  }
  return texts;
}

Question as_question(const Texts& texts) {
  return {texts.user.data(),    texts.app.data(), texts.ip.data(),
          texts.country.data(), texts.platform,   texts.client};
}

// An interactive sign-in of which all else is known.
SignIn base_sign_in() {
  SignIn sign_in;
  sign_in.at = Instant();
  sign_in.request.client_kind = ClientKind::public_client;
  sign_in.client.gps = Signal<GpsPosition>::absent();
  sign_in.client.compliant_network = false;
  sign_in.device = Signal<Device>::absent();
  sign_in.risk = {RiskLevel::none, RiskLevel::none, RiskLevel::none, Signal<AgentRisk>::absent(),
                  Signal<InsiderRisk>::absent()};
  sign_in.original_transfer_method = std::uint8_t{0};
  sign_in.session.methods = std::vector<UsedMethod>{UsedMethod{}};
  sign_in.session.mfa_claim = false;
  return sign_in;
}

void what_if_from_texts(benchmark::State& state) {
  World& world = world_of(size_of(state));
  Preparer preparer(world.tenant, base_sign_in());
  constexpr std::size_t k_questions = 100'000;
  const std::vector<Texts> texts = random_texts(world, k_questions);
  std::vector<Verdict> verdicts(k_questions);
  std::uint64_t kinds[16] = {};
  Texts at_hand;
  const auto answer = [&](std::size_t i) {
    const auto prepared = preparer.prepare(as_question(at_hand));
    if (prepared) preparer.decide({&*prepared, 1}, {&verdicts[i], 1}, kinds);
    return prepared.has_value();
  };
  if (world.tenant->columns().blocks() > std::size(kinds))
    return state.SkipWithError("the tenant has more kinds of demands than this benchmark expects");
  std::vector<double> each(k_questions);
  bool all = true;
  for (auto _ : state) {
    for (std::size_t i = 0; i < k_questions; ++i) {  // values become known
      at_hand = texts[i];
      all = answer(i) && all;
    }
    for (std::size_t i = 0; i < k_questions; ++i) {
      at_hand = texts[i];
      each[i] = seconds_of([&] { answer(i); });
    }
    state.SetIterationTime(median(each));
  }
  if (!all) return state.SkipWithError("a question was not understood");
  for (std::size_t i = 0; i < k_questions; i += 997)
    if (evaluate::decide(*world.compiled, preparer.as_sign_in(as_question(texts[i]))).verdict !=
        verdicts[i])
      return state.SkipWithError("another verdict with reasons");
  state.counters["p50_ns"] = median(each) * 1e9;
  state.counters["p99_ns"] = quantile(each, 0.99) * 1e9;
}
BENCHMARK(what_if_from_texts)
    ->Args({1'000, 300, 240})
    ->Args({100'000, 1'000, 10})
    ->Args({100'000, 1'000, 240})
    ->Args({k_million, 3'000, 240})
    ->ArgNames({"users", "apps", "policies"})
    ->Iterations(1)
    ->UseManualTime();

// From a sign-in as an object to its prepared form, all values seen before.
void prepare_sign_ins(benchmark::State& state) {
  World& world = world_of({100'000, 1'000, 240, 1});
  std::size_t i = 0;
  for (auto _ : state) {
    const Prepared prepared = world.preparer->prepare(world.samples[i % k_different]);
    if (prepared.target != world.sampled[i % k_different].target)
      return state.SkipWithError("prepared otherwise than before");
    ++i;
  }
}
BENCHMARK(prepare_sign_ins);

void decide_with_reasons(benchmark::State& state) {
  World& world = world_of(size_of(state));
  std::size_t i = 0;
  for (auto _ : state) {
    const Decision decision = evaluate::decide(*world.compiled, world.samples[i++ % k_different]);
    if (decision.policies.size() != static_cast<std::size_t>(state.range(2)))
      return state.SkipWithError("not every policy was looked at");
  }
}
BENCHMARK(decide_with_reasons)
    ->Args({100'000, 1'000, 10})
    ->Args({100'000, 1'000, 240})
    ->ArgNames({"users", "apps", "policies"})
    ->Unit(benchmark::kMicrosecond);

// One policy of a loaded tenant changed, until a decision has used it.
void change_one_policy(benchmark::State& state) {
  World& world = world_of(size_of(state));
  std::vector<double> times;
  std::size_t policy = 0;
  for (auto _ : state) {
    auto changed = std::make_shared<TenantSnapshot>(world.compiled->snapshot());
    Policy& one = changed->policies.items[policy++ % changed->policies.items.size()];
    one.state = PolicyState::enabled;
    one.conditions.users.emplace();
    // Groups that no policy named before.
    const People& people = world.compiled->people();
    const People::GroupIndex group =
        static_cast<People::GroupIndex>(policy * 31 % people.group_count());
    one.conditions.users->include_groups = {people.group_id(group)};
    const double seconds = seconds_of([&] {
      const auto compiled = std::make_shared<CompiledTenant>(
          changed, world.compiled->shared_people(), EvaluationOptions{});
      const auto tenant = std::make_shared<PreparedTenant>(world.tenant->with(compiled));
      Preparer preparer(tenant);
      const Prepared prepared = preparer.prepare(world.samples.front());
      Verdict verdict{};
      std::vector<std::uint64_t> kinds(tenant->columns().blocks());
      preparer.decide({&prepared, 1}, {&verdict, 1}, kinds);
      if (evaluate::decide(*compiled, world.samples.front()).verdict != verdict)
        state.SkipWithError("another verdict with reasons");
    });
    state.SetIterationTime(seconds);
    times.push_back(seconds);
  }
  state.counters["median_ms"] = median(times) * 1e3;
}
BENCHMARK(change_one_policy)
    ->Args({100'000, 1'000, 240})
    ->Args({k_million, 3'000, 240})
    ->ArgNames({"users", "apps", "policies"})
    ->Iterations(k_rounds)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace caprock::bench
BENCHMARK_MAIN();
