// Loading the people of a large tenant from files, against the limit program. The files are written
// once below build/ and kept: 80 MB for a hundred thousand users, 640 MB for a million.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>

#include "base/guid.h"
#include "bench/load_limit.h"
#include "bench/rounds.h"
#include "bench/tenant_generator.h"
#include "source/read_people.h"

namespace caprock::bench {
namespace {

namespace fs = std::filesystem;

TenantSize size_of(std::int64_t users) {
  return {static_cast<std::uint32_t>(users), users >= 1'000'000 ? 3000u : 1000u, 240, 1};
}

// The tenant's files, written when they are not there yet; empty when that fails.
fs::path files_of(const TenantSize& size) {
  const fs::path folder =
      fs::path(CAPROCK_BENCH_FILES) / fmt::format("tenant-1-{}-{}", size.users, size.apps);
  const fs::path done = folder / ".complete";
  if (fs::exists(done)) return folder;
  fs::remove_all(folder);
  if (!write_tenant(size, folder)) return {};
  std::fclose(std::fopen(done.c_str(), "w"));
  return folder;
}

Checked checked(const People& people) {
  Checked all{people.user_count(), people.group_count(), 0, 0, 0};
  for (People::Row row = 0; row < people.size(); ++row) {
    const Guid id = Guid::parse(people.id(row).text()).value();
    all.add(id.high, people.possible_kinds(row));
    for (const People::GroupIndex group : people.direct_groups(row)) all.add(id.low, group);
    all.memberships += people.direct_groups(row).size();
  }
  for (People::GroupIndex group = 0; group < people.group_count(); ++group) {
    for (const People::GroupIndex outer : people.parent_groups(group)) all.add(group, outer);
    all.nestings += people.parent_groups(group).size();
  }
  return all;
}

void load_people_from_files(benchmark::State& state) {
  const fs::path folder = files_of(size_of(state.range(0)));
  if (folder.empty()) return state.SkipWithError("the files cannot be written");
  const auto users = static_cast<std::size_t>(state.range(0));
  std::unique_ptr<LimitLoader> limit;
  std::optional<CompactSnapshot> ours;
  bool all_loaded = true;
  Pair pair;
  for (auto _ : state) {
    pair = in_turns(
        [&] {
          ours.reset();
          auto read = read_compact_source(folder, {});
          all_loaded = all_loaded && read && read->value.by_columns;
          if (read) ours = std::move(read->value);
        },
        [&] {
          limit.reset();
          limit = std::make_unique<LimitLoader>(users);
          all_loaded = limit->load(folder) && all_loaded;
        });
    state.SetIterationTime(pair.ours);
  }
  if (!all_loaded || checked(*ours->people) != limit->checked())
    return state.SkipWithError("the loaders disagree");
  state.counters["limit"] = pair.limit;
  state.counters["ratio"] = pair.ratio;
  state.counters["bytes_a_user"] =
      static_cast<double>(ours->people->bytes()) / static_cast<double>(users);
}
BENCHMARK(load_people_from_files)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->ArgName("users")
    ->UseManualTime()
    ->Iterations(1);

}  // namespace
}  // namespace caprock::bench
