// Token lives over a year (docs/performance.md): how long until each connection is refused?
#include <benchmark/benchmark.h>

#include <string>
#include <thread>
#include <vector>

#include "token/life.h"

namespace caprock::bench {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

const Instant k_start = *parse_instant("2026-01-01T00:00:00Z");
constexpr std::size_t k_lives = 10'000;
constexpr std::size_t k_policies = 20;

// Policies that are met, as most are, and one that asks for a sign-in every so many days.
TenantDemands demands_with(days frequency) {
  TenantDemands demands;
  for (std::size_t i = 0; i < k_policies; ++i) {
    PolicyDemand& demand = demands.policies.emplace_back();
    demand.policy = PolicyId("policy " + std::to_string(i));
    demand.name = "A policy of the tenant, number " + std::to_string(i);
  }
  demands.policies.back().frequency = frequency;
  return demands;
}

ConnectionLife hourly(days frequency) {
  ConnectionLife life;
  life.token.signed_in = life.token.issued = life.token.family_began = life.from = k_start;
  life.token.has_mfa = Match::yes;
  life.token.mfa = k_start;
  life.world.remember_mfa_days = 365;
  life.refresh_every = hours(1);
  life.demands = demands_with(frequency);
  return life;
}

void year_of_hourly_refreshes(benchmark::State& state) {
  const ConnectionLife life = hourly(days(366));
  Lifeline line;
  for (auto _ : state) {
    line = *live(life, k_start + days(365), {});
    benchmark::DoNotOptimize(line);
  }
  const bool right = line.spans.size() == 1 && line.spans.front().requests == 365U * 24 &&
                     line.spans.front().answer.verdict == TokenVerdict::ok;
  if (!right) state.SkipWithError("not every refresh of the year was granted");
}
BENCHMARK(year_of_hourly_refreshes)->Unit(benchmark::kMicrosecond);

// A person signs in anew on every 30th day; in between a frequency of 1 to 60 days may refuse.
ConnectionLife with_a_person(std::size_t number) {
  ConnectionLife life = hourly(days(1 + number % 60));
  for (int month = 1; month <= 12; ++month)
    life.events.push_back({k_start + days(30 * month), SignedIn{}, "signed in"});
  return life;
}

// A request at the very limit still passes, so refusals begin an hour later (TS 1.7.1).
bool is_right(std::size_t number, const Lifeline& line) {
  const days frequency(1 + number % 60);
  const std::size_t refusals = frequency >= days(30) ? 0 : 13;
  std::size_t seen = 0;
  for (const LifeSpan& span : line.spans) {
    if (span.answer.verdict == TokenVerdict::ok) continue;
    ++seen;
    if ((span.from - k_start - frequency - hours(1)) % days(30) != std::chrono::seconds(0))
      return false;
  }
  // The last stretch, from day 360 on, is 5 days long.
  return seen == (refusals != 0 && frequency >= days(5) ? refusals - 1 : refusals);
}

void lives_of_a_year(benchmark::State& state) {
  const auto threads = static_cast<std::size_t>(state.range(0));
  std::vector<ConnectionLife> lives;
  for (std::size_t i = 0; i < k_lives; ++i) lives.push_back(with_a_person(i));
  std::vector<std::size_t> wrong(threads);
  const auto work = [&](std::size_t part) {
    for (std::size_t i = part; i < k_lives; i += threads)
      wrong[part] += is_right(i, *live(lives[i], k_start + days(365), {})) ? 0U : 1U;
  };
  for (auto _ : state) {
    std::vector<std::thread> others;
    for (std::size_t part = 1; part < threads; ++part) others.emplace_back(work, part);
    work(0);
    for (std::thread& other : others) other.join();
  }
  for (const std::size_t count : wrong)
    if (count != 0) return state.SkipWithError("a life of the year is not as it must be");
}
BENCHMARK(lives_of_a_year)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace caprock::bench
