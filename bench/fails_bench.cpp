// A benchmark that always finds a wrong answer: the program that runs it must not end well.
#include <benchmark/benchmark.h>

namespace {

void wrong_answer(benchmark::State& state) { state.SkipWithError("a wrong answer"); }
BENCHMARK(wrong_answer);

}  // namespace
