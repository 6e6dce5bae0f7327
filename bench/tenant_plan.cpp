#include "bench/tenant_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace caprock::bench {
namespace {

constexpr std::array k_first_names = {
    "ada",  "bela",  "cora", "dario", "edda",  "felix", "greta", "hugo", "ines", "jonas", "kira",
    "lars", "mara",  "nils", "olga",  "pavel", "quinn", "rosa",  "sven", "tara", "ulf",   "vera",
    "wim",  "xenia", "yara", "zeno",  "anton", "britt", "carl",  "dora", "emil", "frida"};
constexpr std::array k_last_names = {
    "abend",  "berger", "conrad", "dunkel", "eder",    "fink",   "gruber",  "hauser", "imhof",
    "jansen", "keller", "lorenz", "moser",  "neumann", "opitz",  "pichler", "quast",  "rieger",
    "sommer", "thaler", "unger",  "vogel",  "winkler", "xander", "yilmaz",  "zander"};
constexpr std::array k_partners = {"alder.example", "birch.example", "cedar.example",
                                   "dogwood.example"};

// The 4 % of people that are guests, and the few that are no people at all.
UserShape shape_of(std::uint32_t user, Dice& dice) {
  if (user < 2) return UserShape::break_glass;
  const std::uint32_t draw = dice.below(1000);
  if (draw < 35) return UserShape::b2b_guest;
  if (draw < 41) return UserShape::b2b_member;
  if (draw < 48) return UserShape::internal_guest;
  if (draw < 50) return UserShape::untyped;
  if (draw < 55) return UserShape::service_account;
  return UserShape::member;
}

}  // namespace

Guid Dice::guid() {
  const auto word = [&] { return std::uint64_t{engine_()} << 32 | engine_(); };
  Guid guid{word(), word()};
  // Version 4, as Graph gives them out.
  guid.high = (guid.high & ~(std::uint64_t{0xF0} << 48)) | (std::uint64_t{0x40} << 48);
  guid.low = (guid.low & ~std::uint64_t{0xC0}) | 0x80;
  return guid;
}

TenantPlan::TenantPlan(const TenantSize& size) : dice_(size.seed) {
  organization = dice_.guid();
  add_users(size);
  add_organisation();
  place_users();
  add_policy_groups(size);
}

std::uint32_t TenantPlan::add_group(std::string name) {
  groups.push_back({dice_.guid(), std::move(name), {}, {}});
  return static_cast<std::uint32_t>(groups.size() - 1);
}

void TenantPlan::add_users(const TenantSize& size) {
  users.reserve(size.users);
  for (std::uint32_t user = 0; user < size.users; ++user) {
    const UserShape shape = shape_of(user, dice_);
    users.push_back({dice_.guid(), shape});
    if (shape == UserShape::service_account) service_accounts.push_back(user);
    if (shape == UserShape::b2b_guest || shape == UserShape::internal_guest) guests.push_back(user);
    if (shape == UserShape::member && dice_.below(1000) < 4 && administrators.size() < 400)
      administrators.push_back(user);
  }
}

// Each new group is a member of one of those above.
GroupNumbers TenantPlan::add_level(std::string_view word, std::size_t count,
                                   const GroupNumbers& above) {
  GroupNumbers level;
  for (std::size_t i = 0; i < count; ++i) {
    level.push_back(add_group(fmt::format("{} {}", word, i + 1)));
    if (!above.empty()) groups[above[i % above.size()]].groups.push_back(level.back());
  }
  return level;
}

void TenantPlan::add_organisation() {
  const std::size_t people = users.size();
  all_employees = add_group("All employees");
  divisions =
      add_level("Division", std::clamp<std::size_t>(people / 20'000, 2, 6), {all_employees});
  departments = add_level("Department", std::clamp<std::size_t>(people / 1000, 4, 30), divisions);
  units = add_level("Unit", std::clamp<std::size_t>(people / 250, 6, 200), departments);
  teams = add_level("Team", std::clamp<std::size_t>(people / 25, 10, 4000), units);
  const std::uint32_t everywhere = add_group("All sites");
  countries = add_level("Country", std::clamp<std::size_t>(people / 5000, 2, 24), {everywhere});
  sites = add_level("Site", std::clamp<std::size_t>(people / 800, 3, 150), countries);
  licences = add_level("Licence", 6, {});
  projects = add_level("Project", std::clamp<std::size_t>(people / 100, 5, 1500), {});
  all_guests = add_group("All guests");
  service_account_group = add_group("Service accounts");
}

void TenantPlan::place_users() {
  const auto put = [&](std::uint32_t group, std::uint32_t user) {
    groups[group].users.push_back(user);
  };
  for (std::uint32_t user = 0; user < users.size(); ++user) {
    const UserShape shape = users[user].shape;
    if (shape == UserShape::break_glass) continue;
    if (shape == UserShape::service_account) {
      put(service_account_group, user);
      continue;
    }
    const bool guest = shape == UserShape::b2b_guest || shape == UserShape::internal_guest;
    put(guest ? all_guests : dice_.one_of(teams), user);
    if (!guest) put(dice_.one_of(sites), user);
    if (!guest) put(licences[std::min(dice_.below(12), 5u)], user);
    for (std::uint32_t more = dice_.below(3); more > 0; --more) put(dice_.one_of(projects), user);
  }
}

void TenantPlan::add_policy_groups(const TenantSize& size) {
  break_glass = add_group("CA - Break glass");
  groups[break_glass].users = {0, 1};
  role_assignable = add_level("Role holders", 8, {});
  for (std::size_t i = 0; i < administrators.size(); ++i)
    if (i % 2 == 0) groups[role_assignable[i / 2 % 8]].users.push_back(administrators[i]);
  for (const char* name : {"CA-Persona-Internals", "CA-Persona-Guests", "CA-Persona-Admins",
                           "CA-Persona-Developers", "CA-Persona-Executives"})
    personas.push_back(add_group(name));
  groups[personas[0]].groups = {all_employees};
  groups[personas[1]].groups = {all_guests};
  groups[personas[2]].groups = role_assignable;
  groups[personas[3]].groups = {units[0], units[units.size() / 2], units.back()};
  for (int i = 0; i < 40; ++i) groups[personas[4]].users.push_back(dice_.below(users.size()));
  for (std::uint32_t i = 0; i < size.policies / 6 + 1; ++i) {
    pilots.push_back(add_group(fmt::format("CA-Pilot-{}", i + 1)));
    PlannedGroup& pilot = groups[pilots.back()];
    for (int k = 0; k < 3; ++k) pilot.groups.push_back(dice_.one_of(teams));
    for (int k = 0; k < 12; ++k) pilot.users.push_back(dice_.below(users.size()));
  }
  for (std::uint32_t i = 0; i < size.policies / 2 + 1; ++i) {
    exclusions.push_back(add_group(fmt::format("CA-Exclude-{}", i + 1)));
    PlannedGroup& exclusion = groups[exclusions.back()];
    for (std::uint32_t k = 1 + dice_.below(8); k > 0; --k)
      exclusion.users.push_back(dice_.below(users.size()));
    if (!service_accounts.empty()) exclusion.users.push_back(dice_.one_of(service_accounts));
  }
}

std::string TenantPlan::name_of(std::uint32_t user) const {
  const std::string local = fmt::format("{}.{}{}", k_first_names[user % k_first_names.size()],
                                        k_last_names[user / 7 % k_last_names.size()], user);
  switch (users[user].shape) {
    case UserShape::b2b_guest:
    case UserShape::b2b_member:
      return fmt::format("{}_{}#EXT#@fernhill.onmicrosoft.example", local,
                         k_partners[user % k_partners.size()]);
    case UserShape::service_account: return fmt::format("svc-{}@fernhill.example", local);
    case UserShape::break_glass: return fmt::format("emergency-{}@fernhill.example", user + 1);
    case UserShape::member:
    case UserShape::internal_guest:
    case UserShape::untyped: return local + "@fernhill.example";
  }
  return local;
}

std::string TenantPlan::display_name_of(std::uint32_t user) const {
  std::string first = k_first_names[user % k_first_names.size()];
  std::string last = k_last_names[user / 7 % k_last_names.size()];
  first[0] = static_cast<char>(first[0] - 'a' + 'A');
  last[0] = static_cast<char>(last[0] - 'a' + 'A');
  return first + " " + last;
}

}  // namespace caprock::bench
