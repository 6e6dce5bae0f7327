// Measuring two ways of doing the same thing so that they can be compared: in turns, five rounds,
// medians. Machines are noisy; what both do in the same second can be compared all the same.
#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

namespace caprock::bench {

inline constexpr int k_rounds = 5;

template <class Work>
double seconds_of(Work&& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

inline double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

// The value below which this share of the values lies.
inline double quantile(std::vector<double> values, double share) {
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

struct Pair {
  double ours = 0;   // seconds, median
  double limit = 0;  // likewise
};

template <class Ours, class Limit>
Pair in_turns(Ours&& ours, Limit&& limit) {
  std::vector<double> of_ours, of_limit;
  ours();  // once for the caches
  limit();
  for (int round = 0; round < k_rounds; ++round) {
    of_limit.push_back(seconds_of(limit));
    of_ours.push_back(seconds_of(ours));
  }
  return {median(of_ours), median(of_limit)};
}

}  // namespace caprock::bench
