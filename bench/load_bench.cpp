// Loading the people of a large tenant from files, against the least code that could do it; and
// telling classes of them apart.
//
// The files are written once below build/ and kept. A hundred thousand users by default; with
// CAPROCK_BENCH_LARGE=1 in the environment a million as well (650 MB of files, some seconds more):
//   CAPROCK_BENCH_LARGE=1 build/release/bench/caprock_bench --benchmark_filter='load_|classes'
// `times_limit` is the median of our rounds over the median of the limit's, taken in turns.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <unordered_map>

#include "base/guid.h"
#include "base/keyed_hash.h"
#include "bench/tenant_generator.h"
#include "compile/user_classes.h"
#include "model/people_builder.h"
#include "source/read_people.h"

namespace caprock::bench {
namespace {

namespace fs = std::filesystem;
namespace ondemand = simdjson::ondemand;
using Clock = std::chrono::steady_clock;

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

double median(std::vector<double> rounds) {
  std::nth_element(rounds.begin(), rounds.begin() + static_cast<std::ptrdiff_t>(rounds.size() / 2),
                   rounds.end());
  return rounds[rounds.size() / 2];
}

// What both loaders must agree on.
struct Checked {
  std::size_t users = 0, groups = 0, memberships = 0, nestings = 0;
  std::uint64_t sum = 0;  // over all memberships, of whom and where
  bool operator==(const Checked&) const = default;

  void add(std::uint64_t who, std::uint64_t where) {
    sum += (who * 0x9E3779B97F4A7C15u) ^ (where * 0xD6E8FEB86659FD93u);
  }
};

// --- the limit -----------------------------------------------------------------------------------

// The least that keeps what decisions need: ids and names to rows, kinds, groups of each row.
// Trusts its files.
class LimitLoader {
 public:
  explicit LimitLoader(std::size_t users) : slots_(users * 2, k_none), names_(users * 2) {
    ids_.reserve(users);
    kinds_.reserve(users);
  }

  bool load(const fs::path& folder) {
    std::vector<fs::path> pages, lists;
    for (const auto& entry : fs::directory_iterator(folder))
      if (entry.path().filename().string().starts_with("users")) pages.push_back(entry.path());
    for (const auto& entry : fs::directory_iterator(folder / "groupMembers"))
      lists.push_back(entry.path());
    std::sort(pages.begin(), pages.end());
    try {
      for (const fs::path& page : pages) load_users(page);
      load_groups(folder / "groups.json");
      for (const fs::path& list : lists) load_members(list);
    } catch (const simdjson::simdjson_error&) {
      return false;
    }
    list_memberships();
    return true;
  }

  Checked checked() const {
    Checked all{ids_.size(), group_ids_.size(), items_.size(), nestings_.size(), 0};
    for (std::size_t row = 0; row < ids_.size(); ++row)
      for (std::uint32_t at = begins_[row]; at < begins_[row + 1]; ++at)
        all.add(ids_[row].low, items_[at]);
    for (const auto& [inner, outer] : nestings_) all.add(inner, outer);
    return all;
  }

 private:
  static constexpr std::uint32_t k_none = 0xFFFFFFFFu;

  ondemand::document open(const fs::path& path) {
    std::FILE* const file = std::fopen(path.c_str(), "rb");
    const auto size = static_cast<std::size_t>(fs::file_size(path));
    if (bytes_.size() < size + simdjson::SIMDJSON_PADDING)
      bytes_.resize(size + simdjson::SIMDJSON_PADDING);
    const std::size_t read = std::fread(bytes_.data(), 1, size, file);
    std::fclose(file);
    return parser_.iterate(bytes_.data(), read, bytes_.size());
  }
  std::uint32_t* slot_of(const Guid& id) {
    std::size_t at = ((hash_of(id) >> 32) * slots_.size()) >> 32;
    while (slots_[at] != k_none && !(ids_[slots_[at]] == id))
      at = at + 1 == slots_.size() ? 0 : at + 1;
    return &slots_[at];
  }
  void load_users(const fs::path& path) {
    ondemand::document page = open(path);
    for (ondemand::object user : page["value"]) {
      const Guid id = Guid::parse(std::string_view(user["id"])).value();
      const std::string_view name = user["userPrincipalName"];
      std::string_view type, creation;
      if (user["userType"].get(type) != simdjson::SUCCESS) type = {};
      if (user["creationType"].get(creation) != simdjson::SUCCESS) creation = {};
      const auto known = type.empty()      ? std::optional<UserType>()
                         : type == "Guest" ? UserType::guest
                                           : UserType::member;
      const auto row = static_cast<std::uint32_t>(ids_.size());
      *slot_of(id) = row;
      ids_.push_back(id);
      kinds_.push_back(possible_kinds_of(known, creation, name));
      const Hash128 hash = keyed_hash_ignoring_case(name, process_key());
      std::size_t at = ((hash.first >> 32) * names_.size()) >> 32;
      while (names_[at].first != 0) at = at + 1 == names_.size() ? 0 : at + 1;
      names_[at] = {hash.first, row};
    }
  }
  void load_groups(const fs::path& path) {
    ondemand::document list = open(path);
    for (ondemand::object group : list["value"]) {
      group_of_[std::string(std::string_view(group["id"]))] =
          static_cast<std::uint32_t>(group_ids_.size());
      group_ids_.push_back(Guid::parse(std::string_view(group["id"])).value_or(Guid{}));
    }
  }
  void load_members(const fs::path& path) {
    const std::uint32_t group = group_of_.at(path.stem().string());
    ondemand::document list = open(path);
    for (ondemand::object member : list["value"]) {
      const std::string_view id = member["id"];
      const std::uint32_t row = *slot_of(Guid::parse(id).value());
      if (row != k_none)
        edges_.push_back({row, group});
      else
        nestings_.push_back({group_of_.at(std::string(id)), group});
    }
  }
  void list_memberships() {
    begins_.assign(ids_.size() + 2, 0);
    for (const auto& [row, group] : edges_) ++begins_[row + 2];
    for (std::size_t i = 2; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
    items_.resize(edges_.size());
    for (const auto& [row, group] : edges_) items_[begins_[row + 1]++] = group;
  }

  ondemand::parser parser_;
  std::vector<char> bytes_;
  std::vector<Guid> ids_, group_ids_;
  std::vector<std::uint32_t> slots_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> names_;
  std::vector<std::uint8_t> kinds_;
  std::unordered_map<std::string, std::uint32_t> group_of_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges_, nestings_;
  std::vector<std::uint32_t> begins_, items_;
};

// --- ours ----------------------------------------------------------------------------------------

Checked checked(const People& people) {
  Checked all{people.user_count(), people.group_count(), 0, 0, 0};
  for (People::Row row = 0; row < people.size(); ++row) {
    const std::uint64_t low = Guid::parse(people.id(row).text())->low;
    for (const People::GroupIndex group : people.direct_groups(row)) all.add(low, group);
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
  std::vector<double> limit_rounds, rounds;
  for (auto _ : state) {
    const auto begin = Clock::now();
    auto limit = std::make_unique<LimitLoader>(static_cast<std::size_t>(state.range(0)));
    const bool loaded = limit->load(folder);
    const auto middle = Clock::now();
    const Checked expected = limit->checked();
    limit.reset();
    const auto again = Clock::now();
    const auto read = read_compact_source(folder, {});
    const auto end = Clock::now();
    if (!loaded || !read || !read->value.by_columns ||
        !(checked(*read->value.people) == expected)) {
      state.SkipWithError("the loaders disagree");
      return;
    }
    limit_rounds.push_back(std::chrono::duration<double>(middle - begin).count());
    rounds.push_back(std::chrono::duration<double>(end - again).count());
    state.SetIterationTime(rounds.back());
    state.counters["bytes_a_user"] =
        static_cast<double>(read->value.people->bytes()) / static_cast<double>(state.range(0));
  }
  if (rounds.empty()) return;
  state.counters["limit_ms"] = median(limit_rounds) * 1000;
  state.counters["times_limit"] = median(rounds) / median(limit_rounds);
}

// --- classes -------------------------------------------------------------------------------------

struct ClassesWorld {
  GeneratedTenant tenant;
  UserMentions mentions;
  UserClasses classes;
};

const ClassesWorld& classes_world(std::int64_t users) {
  static std::int64_t users_made = 0;
  static std::unique_ptr<ClassesWorld> world;
  if (users_made == users) return *world;
  users_made = users;
  world = std::make_unique<ClassesWorld>();
  world->tenant = generate_tenant(size_of(users), PeopleObjects::left_out);
  world->mentions = mentions_of(world->tenant.snapshot->policies.items, *world->tenant.snapshot,
                                *world->tenant.people);
  world->classes = UserClasses::of(*world->tenant.people, world->mentions);
  return *world;
}

void classes_of_all_people(benchmark::State& state) {
  const ClassesWorld& world = classes_world(state.range(0));
  for (auto _ : state) {
    const UserClasses classes = UserClasses::of(*world.tenant.people, world.mentions);
    if (classes.count() != world.classes.count() || classes.narrow().empty()) {
      state.SkipWithError("wrong classes");
      return;
    }
  }
  state.counters["classes"] = static_cast<double>(world.classes.count());
}

// A policy now names a team, a project and a person that none has named before.
void classes_when_one_policy_changed(benchmark::State& state) {
  const ClassesWorld& world = classes_world(state.range(0));
  const People& people = *world.tenant.people;
  UserMentions more;
  more.people = {people.user_count() / 2};
  for (People::GroupIndex group = 0; group < people.group_count(); ++group)
    if (people.group_name(group) == "Team 7" || people.group_name(group) == "Project 5")
      more.groups.push_back(group);
  std::size_t classes = 0;
  for (auto _ : state) {
    const UserClasses refined = world.classes.refined(people, more);
    classes = refined.count();
    const auto alone = refined.class_of(more.people.front());
    if (refined.people_in(alone) != 1 || classes <= world.classes.count()) {
      state.SkipWithError("wrong classes");
      return;
    }
  }
  state.counters["classes"] = static_cast<double>(classes);
}

void sizes(benchmark::internal::Benchmark* bench) {
  bench->Arg(100'000)->Unit(benchmark::kMillisecond);
  if (std::getenv("CAPROCK_BENCH_LARGE") != nullptr) bench->Arg(1'000'000);
}

BENCHMARK(load_people_from_files)->Apply(sizes)->UseManualTime()->Iterations(5);
BENCHMARK(classes_of_all_people)->Apply(sizes)->Iterations(10);
BENCHMARK(classes_when_one_policy_changed)->Apply(sizes)->Iterations(20);

}  // namespace
}  // namespace caprock::bench
