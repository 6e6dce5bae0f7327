// caprock_differential: random questions through the reference and every engine.
//
// Prints the seed; a disagreement is printed with what reruns it alone, made small, and written as
// a conformance vector. Exit code 1: they disagree.
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>

#include "base/text.h"
#include "reference/decide.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/vector.h"
#include "tests/differential/campaign.h"
#include "tests/differential/reduce.h"
#include "tests/differential/vector_text.h"

namespace caprock::differential {
namespace {

constexpr std::string_view k_usage = R"(usage: caprock_differential [OPTIONS]

  --seed N         where the random questions start (default: CAPROCK_SEED, else the clock)
  --decisions N    how many decisions of the reference, all threads together (default 100000)
  --threads N      each with a seed of its own: N, N+1, ... (default 1)
  --world N        only this world of the seed
  --path NAME      only this engine (default: all)
  --out FOLDER     where a disagreement is written as a vector (default: build/found)
)";

struct Arguments {
  std::uint64_t seed = 0;
  std::uint64_t decisions = 100000;
  std::uint64_t threads = 1;
  std::optional<std::uint64_t> world;
  std::string path;
  std::filesystem::path out = "build/found";
};

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::uint64_t default_seed() {
  const char* given = std::getenv("CAPROCK_SEED");
  if (given != nullptr)
    if (const auto seed = number(given)) return *seed;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

bool take(Arguments& arguments, std::string_view name, std::string_view value) {
  const auto into = [&](std::uint64_t& field) {
    const auto read = number(value);
    field = read.value_or(0);
    return read.has_value();
  };
  if (name == "--seed") return into(arguments.seed);
  if (name == "--decisions") return into(arguments.decisions);
  if (name == "--threads") return into(arguments.threads) && arguments.threads > 0;
  if (name == "--world") return into(arguments.world.emplace());
  if (name == "--path") {
    arguments.path = value;
    return engine_named(value) != nullptr;
  }
  if (name == "--out") {
    arguments.out = value;
    return true;
  }
  return false;
}

std::optional<Arguments> arguments_of(int argc, char** argv) {
  Arguments arguments;
  arguments.seed = default_seed();
  for (int i = 1; i + 1 < argc; i += 2)
    if (!take(arguments, argv[i], argv[i + 1])) return std::nullopt;
  if (argc % 2 == 0) return std::nullopt;
  return arguments;
}

Campaign campaign_of(const Arguments& arguments, std::uint64_t thread) {
  Campaign campaign;
  campaign.seed = arguments.seed + thread;
  campaign.first_world = arguments.world.value_or(0);
  campaign.decisions = arguments.world ? 1 : arguments.decisions / arguments.threads;
  for (const Engine& engine : engines())
    if (arguments.path.empty() || arguments.path == engine.name)
      campaign.engines.push_back(&engine);
  return campaign;
}

void show_progress(std::uint64_t seed, std::uint64_t decisions, std::uint64_t& last) {
  constexpr std::uint64_t k_step = 100000;
  if (decisions / k_step == last) return;
  last = decisions / k_step;
  std::cerr << "seed " + std::to_string(seed) + ": " + std::to_string(decisions) + " decisions\n";
}

void write_vector(const Arguments& arguments, const std::string& name, const Question& small) {
  const Result<conformance::World> world = conformance::read_world();
  const auto one = read(small);
  if (!world || !one) return;
  const Decision right = reference::decide(one->tenant, one->sign_in, one->options);
  std::filesystem::create_directories(arguments.out);
  const std::filesystem::path path = arguments.out / (name + ".json");
  std::ofstream(path) << vector_text(name, small, right, world->sign_in);
  std::cout << "written as the reference answers it: " << path.string() << "\n"
            << conformance::describe(right);
}

void report(const Arguments& arguments, std::uint64_t seed, const Disagreement& found) {
  std::cout << "\ndisagreement of " << found.engine << " in world " << found.world << ", sign-in "
            << found.sign_in << "\nagain: caprock_differential --seed " << seed << " --world "
            << found.world << "\n  " << join(found.differences, "\n  ") << "\n";
  const Engine* engine = engine_named(found.engine);
  if (engine == nullptr) return;
  const Question small = reduced(found.question, [&](const Question& question) {
    return !differences_on(question, *engine).empty();
  });
  std::cout << "made small:\n  " << join(differences_on(small, *engine), "\n  ") << "\n";
  write_vector(arguments, "F-" + std::to_string(seed) + "-" + std::to_string(found.world), small);
}

void add(Tally& sum, const Tally& one) {
  sum.worlds += one.worlds;
  sum.decisions += one.decisions;
  for (std::size_t i = 0; i < std::size(sum.verdicts); ++i) sum.verdicts[i] += one.verdicts[i];
  for (std::size_t i = 0; i < std::size(sum.policies); ++i) sum.policies[i] += one.policies[i];
}

int run_all(const Arguments& arguments) {
  std::cout << "seed " << arguments.seed << " (threads: " << arguments.threads << ")" << std::endl;
  std::vector<Outcome> outcomes(arguments.threads);
  std::vector<std::thread> threads;
  for (std::uint64_t i = 0; i < arguments.threads; ++i)
    threads.emplace_back([&arguments, &outcomes, i] {
      Campaign campaign = campaign_of(arguments, i);
      std::uint64_t last = 0;
      campaign.progress = [&campaign, &last](std::uint64_t, std::uint64_t decisions) {
        show_progress(campaign.seed, decisions, last);
      };
      outcomes[i] = run(campaign);
    });
  for (std::thread& thread : threads) thread.join();
  Tally sum;
  bool agree = true;
  for (std::uint64_t i = 0; i < arguments.threads; ++i) {
    add(sum, outcomes[i].tally);
    if (!outcomes[i].disagreement) continue;
    agree = false;
    report(arguments, arguments.seed + i, *outcomes[i].disagreement);
  }
  std::cout << sum.decisions << " decisions in " << sum.worlds << " worlds: " << sum.verdicts[0]
            << " granted, " << sum.verdicts[1] << " need controls, " << sum.verdicts[2]
            << " blocked, " << sum.verdicts[3] << " undetermined; policies: " << sum.policies[2]
            << " apply, " << sum.policies[0] << " do not, " << sum.policies[1] << " unknown\n"
            << (agree ? "all engines agree with the reference\n" : "");
  return agree ? 0 : 1;
}

}  // namespace
}  // namespace caprock::differential

int main(int argc, char** argv) {
  using namespace caprock::differential;
  const std::optional<Arguments> arguments = arguments_of(argc, argv);
  if (!arguments) {
    std::cerr << k_usage;
    return 2;
  }
  return run_all(*arguments);
}
