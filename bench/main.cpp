// Runs the benchmarks and prints one line for each: what it took, against what, and all else it
// counts. Ends with 1 when one of them found a wrong answer, in every form:
// `--benchmark_format=json` and the other options of Google Benchmark work as always.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include "bench/rounds.h"

namespace caprock::bench {
namespace {

std::string time_text(double seconds) {
  if (seconds < 1e-6) return fmt::format("{:.1f} ns", seconds * 1e9);
  if (seconds < 1e-3) return fmt::format("{:.2f} us", seconds * 1e6);
  if (seconds < 1) return fmt::format("{:.1f} ms", seconds * 1e3);
  return fmt::format("{:.2f} s", seconds);
}

constexpr std::string_view k_times[] = {"each", "p50", "p99", "limit"};  // counted in seconds

bool is_skipped(const benchmark::BenchmarkReporter::Run& run) {
  return run.error_occurred && run.error_message == k_not_on_this_machine;
}

// Counts the runs that found a wrong answer; another reporter prints them.
class Counted : public benchmark::BenchmarkReporter {
 public:
  explicit Counted(benchmark::BenchmarkReporter& prints) : prints_(prints) {}

  bool ReportContext(const Context& context) override {
    prints_.SetOutputStream(&GetOutputStream());
    prints_.SetErrorStream(&GetErrorStream());
    return prints_.ReportContext(context);
  }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs)
      if (run.error_occurred && !is_skipped(run)) ++failures_;
    prints_.ReportRuns(runs);
  }
  void Finalize() override { prints_.Finalize(); }
  int failures() const { return failures_; }

 private:
  benchmark::BenchmarkReporter& prints_;
  int failures_ = 0;
};

class Table : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& context) override {
    fmt::print("{} processors at {:.0f} MHz\n\n", context.cpu_info.num_cpus,
               context.cpu_info.cycles_per_second / 1e6);
    fmt::print("{:<76}{:>10}{:>10}{:>10}{:>10}{:>7}\n", "", "each", "p50", "p99", "limit", "ratio");
    return true;
  }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) print(run);
    std::fflush(stdout);
  }

 private:
  void print(const Run& run) {
    std::string name = run.run_name.function_name;
    if (!run.run_name.args.empty()) name += "/" + run.run_name.args;
    fmt::print("{:<76}", name);
    if (is_skipped(run)) {
      fmt::print("  {}\n", run.error_message);
      return;
    }
    if (run.error_occurred) {
      fmt::print("  FAILED: {}\n", run.error_message);
      return;
    }
    const auto count = [&](std::string_view counter) {
      const auto at = run.counters.find(std::string(counter));
      return at == run.counters.end() ? 0 : at->second.value;
    };
    const bool has_own_time = count("each") > 0 || count("p50") > 0;
    const double whole = run.real_accumulated_time / static_cast<double>(run.iterations);
    for (const std::string_view time : k_times) {
      const double seconds = time == "each" && !has_own_time ? whole : count(time);
      fmt::print("{:>10}", seconds > 0 ? time_text(seconds) : "");
    }
    fmt::print("{:>7}", count("ratio") > 0 ? fmt::format("{:.2f}", count("ratio")) : "");
    for (const auto& [counter, value] : run.counters)
      if (counter != "ratio" &&
          std::find(std::begin(k_times), std::end(k_times), counter) == std::end(k_times))
        fmt::print("  {}={:.5g}", counter, value.value);
    fmt::print("\n");
  }
};

}  // namespace
}  // namespace caprock::bench

int main(int count, char** arguments) {
  const bool own_format = std::any_of(arguments, arguments + count, [](std::string_view argument) {
    return argument.starts_with("--benchmark_format");
  });
  benchmark::Initialize(&count, arguments);
  if (benchmark::ReportUnrecognizedArguments(count, arguments)) return 2;
  std::unique_ptr<benchmark::BenchmarkReporter> prints;
  if (own_format)
    prints.reset(benchmark::CreateDefaultDisplayReporter());
  else
    prints = std::make_unique<caprock::bench::Table>();
  caprock::bench::Counted counted(*prints);
  benchmark::RunSpecifiedBenchmarks(&counted);
  return counted.failures() > 0 ? 1 : 0;
}
