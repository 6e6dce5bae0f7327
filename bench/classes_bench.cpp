// Telling classes of people apart: all at once, and when a policy names more. Checked against a
// plain partition of everybody by everything that may tell them apart.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <unordered_set>

#include "bench/rounds.h"
#include "bench/tenant_generator.h"
#include "compile/user_classes.h"

namespace caprock::bench {
namespace {

std::size_t plain_count(const People& people, const UserMentions& mentions) {
  std::unordered_set<std::string> different;
  for (People::Row row = 0; row < people.size(); ++row) {
    std::string about = {static_cast<char>(people.possible_kinds(row)),
                         row < people.user_count() ? 'u' : '-',
                         people.lists_own_groups(row) ? 'o' : '-'};
    const auto number = [&](std::uint32_t value) { about += std::to_string(value) + ' '; };
    for (const People::GroupIndex group : people.groups_of(row))
      if (std::binary_search(mentions.groups.begin(), mentions.groups.end(), group)) number(group);
    if (std::binary_search(mentions.people.begin(), mentions.people.end(), row)) {
      about = "named ";
      number(row);
    }
    different.insert(std::move(about));
  }
  return different.size();
}

// A policy now names a team, a project and a person that none has named before.
UserMentions more_mentions(const People& people) {
  UserMentions more;
  more.people = {people.user_count() / 2};
  for (People::GroupIndex group = 0; group < people.group_count(); ++group)
    if (people.group_name(group) == "Team 7" || people.group_name(group) == "Project 5")
      more.groups.push_back(group);
  return more;
}

UserMentions both(const UserMentions& a, const UserMentions& b) {
  UserMentions all;
  std::set_union(a.people.begin(), a.people.end(), b.people.begin(), b.people.end(),
                 std::back_inserter(all.people));
  std::set_union(a.groups.begin(), a.groups.end(), b.groups.begin(), b.groups.end(),
                 std::back_inserter(all.groups));
  return all;
}

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
  world->tenant =
      generate_tenant({static_cast<std::uint32_t>(users), 1000, 240, 1}, PeopleObjects::left_out);
  world->mentions = mentions_of(world->tenant.snapshot->policies.items, *world->tenant.snapshot,
                                *world->tenant.people);
  world->classes = UserClasses::of(*world->tenant.people, world->mentions);
  return *world;
}

void classes_of_all_people(benchmark::State& state) {
  const ClassesWorld& world = classes_world(state.range(0));
  UserClasses classes;
  for (auto _ : state)
    state.SetIterationTime(
        in_rounds([&] { classes = UserClasses::of(*world.tenant.people, world.mentions); }));
  if (classes.count() != plain_count(*world.tenant.people, world.mentions))
    return state.SkipWithError("not the classes that there are");
  state.counters["classes"] = static_cast<double>(classes.count());
}

void classes_when_one_policy_changed(benchmark::State& state) {
  const ClassesWorld& world = classes_world(state.range(0));
  const People& people = *world.tenant.people;
  const UserMentions more = more_mentions(people);
  UserClasses refined;
  for (auto _ : state)
    state.SetIterationTime(in_rounds([&] { refined = world.classes.refined(people, more); }));
  if (refined.count() != plain_count(people, both(world.mentions, more)))
    return state.SkipWithError("not the classes that there are");
  state.counters["classes"] = static_cast<double>(refined.count());
}

void sizes(benchmark::internal::Benchmark* bench) {
  bench->Arg(100'000)->Arg(1'000'000)->ArgName("users")->Iterations(1)->UseManualTime();
}
BENCHMARK(classes_of_all_people)->Apply(sizes);
BENCHMARK(classes_when_one_policy_changed)->Apply(sizes);

}  // namespace
}  // namespace caprock::bench
