// Measuring two ways of doing the same thing so that they can be compared: in turns, five rounds,
// medians. Machines are noisy; what both do in the same second can be compared all the same.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <vector>

namespace caprock::bench {

inline constexpr int k_rounds = 5;
// Work shorter than that is repeated until a round is as long: what else a machine does for a
// millisecond must not decide.
inline constexpr double k_shortest_round = 0.05;  // seconds

// What a benchmark says that needs instructions which the machine, or the limit program on it, does
// not have; no failure.
inline constexpr const char* k_not_on_this_machine = "not on this machine";

inline double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

inline double seconds_between(std::chrono::steady_clock::time_point start,
                              std::chrono::steady_clock::time_point end) {
  return std::chrono::duration<double>(end - start).count();
}

// What looking at the clock twice takes: tens of nanoseconds, a tenth of a question.
inline double cost_of_the_clock() {
  static const double cost = [] {
    std::vector<double> looks;
    for (int i = 0; i < 10'001; ++i) {
      const auto start = std::chrono::steady_clock::now();
      looks.push_back(seconds_between(start, std::chrono::steady_clock::now()));
    }
    return median(looks);
  }();
  return cost;
}

// Without the clock.
template <class Work>
double seconds_of(Work&& work) {
  const double clock = cost_of_the_clock();
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::max(0.0, seconds_between(start, std::chrono::steady_clock::now()) - clock);
}

// The value below which this share of the values lies.
inline double quantile(std::vector<double> values, double share) {
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

// How often the work fits into a round, from doing it twice: the first time is for the caches.
template <class Work>
int times_a_round(Work&& work) {
  work();
  const double once = std::max(seconds_of(work), 1e-6);
  return std::max(1, static_cast<int>(std::ceil(k_shortest_round / once)));
}

template <class Work>
double seconds_each(Work&& work, int times) {
  return seconds_of([&] {
           for (int i = 0; i < times; ++i) work();
         }) /
         times;
}

// Seconds for doing it once; the median of the rounds.
template <class Work>
double in_rounds(Work&& work) {
  const int times = times_a_round(work);
  std::vector<double> rounds;
  for (int round = 0; round < k_rounds; ++round) rounds.push_back(seconds_each(work, times));
  return median(rounds);
}

struct Pair {
  double ours = 0;   // seconds for doing it once, median
  double limit = 0;  // likewise
  double ratio = 0;  // median of the rounds' quotients
};

// Both as often in each round as each needs for its length.
template <class Ours, class Limit>
Pair in_turns(Ours&& ours, Limit&& limit) {
  const int times_ours = times_a_round(ours), times_limit = times_a_round(limit);
  std::vector<double> of_ours, of_limit, ratios;
  for (int round = 0; round < k_rounds; ++round) {
    of_limit.push_back(seconds_each(limit, times_limit));
    of_ours.push_back(seconds_each(ours, times_ours));
    ratios.push_back(of_ours.back() / of_limit.back());
  }
  return {median(of_ours), median(of_limit), median(ratios)};
}

}  // namespace caprock::bench
