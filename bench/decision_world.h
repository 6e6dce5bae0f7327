// A generated tenant ready for decisions, and sign-ins of its people; made once for each size.
#pragma once

#include <benchmark/benchmark.h>

#include <memory>
#include <vector>

#include "bench/tenant_generator.h"
#include "evaluate/prepare.h"

namespace caprock::bench {

inline constexpr std::size_t k_sign_ins = 1 << 18;
inline constexpr std::size_t k_different = 4096;  // drawn in full; others are people doing the same
inline constexpr int k_million = 1'000'000;

struct World {
  std::shared_ptr<const CompiledTenant> compiled;
  std::shared_ptr<const evaluate::PreparedTenant> tenant;
  std::unique_ptr<evaluate::Preparer> preparer;
  std::vector<SignIn> samples;              // as generated
  std::vector<evaluate::Prepared> sampled;  // the same, prepared
  std::vector<evaluate::Prepared>
      sign_ins;  // closed ones of random people, what the limit program can do
};

// Kept until the program ends.
World& world_of(const TenantSize& size);

// Benchmarks of decisions have three arguments: users, apps, policies.
TenantSize size_of(const benchmark::State& state);
// How the cost grows with each of them, from a tenant in the middle, and the largest tenants.
void growth(benchmark::internal::Benchmark* bench);
// One tenant; the measuring is the benchmark's own.
void in_the_middle(benchmark::internal::Benchmark* bench);
void largest(benchmark::internal::Benchmark* bench);

// In seconds.
void count_quantiles(benchmark::State& state, const std::vector<double>& each);

}  // namespace caprock::bench
