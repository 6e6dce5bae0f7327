// Prepared decisions: against the limit program, on one thread and on two, and how the cost grows.
// Answers are checked against the limit program for all sign-ins, and against decisions with
// reasons for some.
#include <algorithm>
#include <string>
#include <thread>

#include "bench/decision_limit.h"
#include "bench/decision_world.h"
#include "bench/rounds.h"
#include "evaluate/decide.h"

namespace caprock::bench {
namespace {

using namespace evaluate;

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

// Nanoseconds of one decision, from batches of a thousand: a single one is shorter than a look at
// the clock.
std::vector<double> batch_times(const World& world, const TablesView& tables,
                                InstructionSet instructions) {
  constexpr std::size_t k_batch = 1024, k_passes = 20;
  std::vector<Verdict> verdicts(world.sign_ins.size());
  std::vector<std::uint64_t> kinds(world.sign_ins.size() * tables.blocks);
  std::vector<double> each;
  for (std::size_t pass = 0; pass < k_passes; ++pass)
    for (std::size_t at = 0; at < world.sign_ins.size(); at += k_batch)
      each.push_back(seconds_of([&] {
                       decide_all(tables, std::span(world.sign_ins).subspan(at, k_batch),
                                  verdicts.data() + at, kinds.data() + at * tables.blocks,
                                  instructions);
                     }) /
                     static_cast<double>(k_batch));
  return each;
}

void prepared_decisions(benchmark::State& state, InstructionSet instructions) {
  if (!is_supported(instructions)) return state.SkipWithError(k_not_on_this_machine);
  World& world = world_of(size_of(state));
  if (const std::string wrong = disagreement(world, instructions); !wrong.empty())
    return state.SkipWithError(wrong.c_str());
  const TablesView tables = world.preparer->tables();
  if (tables.blocks != 1 || tables.class_of_row == nullptr)
    return state.SkipWithError("the limit program knows one block and 65,536 classes only");
  const Limit limit = limit_of(world);
  const std::size_t count = world.sign_ins.size();
  std::vector<Verdict> verdicts(count);
  std::vector<std::uint64_t> kinds(count), limit_kinds(count);
  std::vector<std::uint8_t> said(count);
  // The limit needs vectors; without them ours is compared with the best there is.
  const InstructionSet of_limit =
      instructions == InstructionSet::scalar ? best_instruction_set() : instructions;
  Pair pair;
  bool has_limit = true;
  for (auto _ : state) {
    pair = in_turns(
        [&] { decide_all(tables, world.sign_ins, verdicts.data(), kinds.data(), instructions); },
        [&] {
          has_limit = decide_at_the_limit(limit.tables, limit.sign_ins, of_limit, said.data(),
                                          limit_kinds.data());
        });
    state.SetIterationTime(pair.ours);
  }
  if (!has_limit) return state.SkipWithError(k_not_on_this_machine);
  if (limit_kinds != kinds) return state.SkipWithError("the limit program finds other policies");
  for (std::size_t i = 0; i < count; ++i)
    if (verdict_said(said[i]) != verdicts[i])
      return state.SkipWithError("the limit program finds another verdict");
  const double decisions = static_cast<double>(count);
  state.counters["each"] = pair.ours / decisions;
  state.counters["limit"] = pair.limit / decisions;
  state.counters["ratio"] = pair.ratio;
  count_quantiles(state, batch_times(world, tables, instructions));
  count_table_sizes(state, world);
}
BENCHMARK_CAPTURE(prepared_decisions, best, best_instruction_set())->Apply(growth);
BENCHMARK_CAPTURE(prepared_decisions, avx2, InstructionSet::avx2)->Apply(largest);
BENCHMARK_CAPTURE(prepared_decisions, scalar, InstructionSet::scalar)->Apply(largest);

// The same sign-ins as they were drawn, one in six with something unknown: nothing to compare with.
void prepared_decisions_as_drawn(benchmark::State& state) {
  World& world = world_of(size_of(state));
  const TablesView tables = world.preparer->tables();
  std::vector<Verdict> verdicts(k_different);
  std::vector<std::uint64_t> kinds(k_different * tables.blocks);
  if (const std::string wrong = disagreement(world, best_instruction_set()); !wrong.empty())
    return state.SkipWithError(wrong.c_str());
  double seconds = 0;
  for (auto _ : state) {
    seconds = in_rounds([&] {
      decide_all(tables, world.sampled, verdicts.data(), kinds.data(), best_instruction_set());
    });
    state.SetIterationTime(seconds);
  }
  const auto open =
      std::count_if(world.sampled.begin(), world.sampled.end(),
                    [](const Prepared& one) { return (one.flags & Prepared::k_open) != 0; });
  state.counters["each"] = seconds / static_cast<double>(k_different);
  state.counters["open_share"] = static_cast<double>(open) / static_cast<double>(k_different);
}
BENCHMARK(prepared_decisions_as_drawn)->Apply(in_the_middle);

// The same work on one thread and on two, each with its half.
void prepared_decisions_on_threads(benchmark::State& state) {
  World& world = world_of(size_of(state));
  const TablesView tables = world.preparer->tables();
  const std::size_t count = world.sign_ins.size();
  std::vector<Verdict> expected(count), verdicts(count);
  std::vector<std::uint64_t> kinds(count * tables.blocks);
  const auto decide_part = [&](std::size_t from, std::size_t to, std::vector<Verdict>& into) {
    // Several times, so that starting a thread does not count.
    for (int i = 0; i < 16; ++i)
      decide_all(tables, std::span(world.sign_ins).subspan(from, to - from), into.data() + from,
                 kinds.data() + from * tables.blocks, best_instruction_set());
  };
  Pair pair;
  for (auto _ : state) {
    pair = in_turns(
        [&] {
          std::thread other([&] { decide_part(0, count / 2, verdicts); });
          decide_part(count / 2, count, verdicts);
          other.join();
        },
        [&] { decide_part(0, count, expected); });
    state.SetIterationTime(pair.ours);
  }
  if (verdicts != expected) return state.SkipWithError("two threads give other verdicts");
  state.counters["each"] = pair.ours / static_cast<double>(16 * count);
  state.counters["speedup"] = 1 / pair.ratio;
}
BENCHMARK(prepared_decisions_on_threads)->Apply(largest);

}  // namespace
}  // namespace caprock::bench
