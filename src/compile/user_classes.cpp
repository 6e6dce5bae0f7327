#include "compile/user_classes.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace caprock {
namespace {

using Row = People::Row;
using GroupIndex = People::GroupIndex;
using SetId = std::uint32_t;

template <class T>
void sort_unique(std::vector<T>& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

// Small numbers for pairs of numbers, given out in the order of asking. Open addressing, because
// every person asks a few times.
class PairNumbers {
 public:
  PairNumbers() : slots_(1024) {}

  // The number of the pair; `fresh` says that it is a new one.
  std::uint32_t number(std::uint32_t a, std::uint32_t b, bool& fresh) {
    const std::uint64_t key = std::uint64_t{a} << 32 | b;
    std::size_t at = place(key);
    while (slots_[at].number != k_none && slots_[at].key != key)
      at = (at + 1) & (slots_.size() - 1);
    fresh = slots_[at].number == k_none;
    if (!fresh) return slots_[at].number;
    slots_[at] = {key, used_++};
    const std::uint32_t number = slots_[at].number;
    if (used_ > slots_.size() / 2) grow();
    return number;
  }

 private:
  static constexpr std::uint32_t k_none = 0xFFFFFFFFu;
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t number = k_none;
  };

  std::size_t place(std::uint64_t key) const {
    const std::uint64_t hash = (key ^ (key >> 31)) * 0x9E3779B97F4A7C15u;
    return static_cast<std::size_t>(hash >> 32) & (slots_.size() - 1);
  }
  void grow() {
    const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
    for (const Slot& slot : old) {
      if (slot.number == k_none) continue;
      std::size_t at = place(slot.key);
      while (slots_[at].number != k_none) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = slot;
    }
  }

  std::vector<Slot> slots_;
  std::uint32_t used_ = 0;
};

// Sets of mentioned groups, each with a number; 0 is the empty set.
class GroupSets {
 public:
  SetId number_of(const std::vector<std::uint32_t>& sorted) {
    const auto [at, fresh] = numbers_.try_emplace(sorted, static_cast<SetId>(sets_.size()));
    if (fresh) sets_.push_back(sorted);
    return at->second;
  }
  SetId united(SetId a, SetId b) {
    if (a == 0 || a == b) return b;
    if (b == 0) return a;
    bool fresh = false;
    const std::uint32_t pair = pairs_.number(std::min(a, b), std::max(a, b), fresh);
    if (fresh) {
      std::vector<std::uint32_t> both;
      std::set_union(sets_[a].begin(), sets_[a].end(), sets_[b].begin(), sets_[b].end(),
                     std::back_inserter(both));
      unions_.push_back(number_of(both));
    }
    return unions_[pair];
  }

 private:
  std::map<std::vector<std::uint32_t>, SetId> numbers_ = {{{}, 0}};
  std::vector<std::vector<std::uint32_t>> sets_ = {{}};
  PairNumbers pairs_;
  std::vector<SetId> unions_;  // by pair
};

// Which of the mentioned groups a person is in, as the number of a set.
class Memberships {
 public:
  Memberships(const People& people, const UserMentions& mentions)
      : people_(people), direct_(people.direct_groups()), unlisted_(mentions.unlisted_groups) {
    number_groups(mentions.groups);
    above_.resize(people.group_count());
    itself_.resize(people.group_count());
    for (GroupIndex group = 0; group < people.group_count(); ++group) {
      above_[group] = sets_.number_of(mentioned_above(group));
      itself_[group] = number_[group] == k_none ? 0 : sets_.number_of({number_[group]});
    }
  }

  SetId of(Row row) {
    SetId set = 0;
    for (std::uint32_t at = direct_.begins[row]; at < direct_.begins[row + 1]; ++at)
      if (const SetId more = above_[direct_.items[at]]; more != 0) set = sets_.united(set, more);
    // Whoever lists their own groups is in no more than these, and seldom in unlisted ones.
    if (set == 0 && unlisted_.empty()) return set;
    return people_.lists_own_groups(row) ? own_of(row) : set;
  }

  // Calls `each` with (row, set) for everybody who is in a mentioned group. Looks at all
  // memberships in one go, because most people are in none when little is mentioned.
  template <class Each>
  void for_each_member(const Each& each) {
    if (!unlisted_.empty()) {
      for (Row row = 0; row < people_.size(); ++row)
        if (const SetId set = of(row); set != 0) each(row, set);
      return;
    }
    std::vector<std::uint8_t> wanted(above_.size());
    std::transform(above_.begin(), above_.end(), wanted.begin(),
                   [](SetId set) -> std::uint8_t { return set != 0; });
    Row row = 0;
    for (std::size_t at = 0; at < direct_.items.size(); ++at) {
      if (wanted[direct_.items[at]] == 0) continue;
      while (direct_.begins[row + 1] <= at) ++row;
      if (const SetId set = of(row); set != 0) each(row, set);
      at = direct_.begins[row + 1] - 1;
    }
  }

 private:
  static constexpr std::uint32_t k_none = 0xFFFFFFFFu;

  void number_groups(const std::vector<GroupIndex>& mentioned) {
    number_.assign(people_.group_count(), k_none);
    seen_.assign(people_.group_count(), k_none);
    for (std::uint32_t i = 0; i < mentioned.size(); ++i) number_[mentioned[i]] = i;
  }

  // What transitiveMemberOf says, without nesting (CA 2.9.5).
  SetId own_of(Row row) {
    SetId set = 0;
    for (const GroupIndex group : people_.direct_groups(row))
      set = sets_.united(set, itself_[group]);
    return sets_.united(set, unlisted_of(row));
  }

  // The group and everything it is nested in, as far as it is mentioned (CA 2.9.4).
  std::vector<std::uint32_t> mentioned_above(GroupIndex group) {
    std::vector<std::uint32_t> found;
    open_.assign(1, group);
    seen_[group] = group;
    while (!open_.empty()) {
      const GroupIndex next = open_.back();
      open_.pop_back();
      if (number_[next] != k_none) found.push_back(number_[next]);
      for (const GroupIndex parent : people_.parent_groups(next))
        if (std::exchange(seen_[parent], group) != group) open_.push_back(parent);
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  SetId unlisted_of(Row row) {
    std::vector<std::uint32_t> found;
    for (const GroupId& id : people_.unlisted_groups_of(row)) {
      const auto at = std::lower_bound(unlisted_.begin(), unlisted_.end(), id);
      if (at != unlisted_.end() && *at == id)
        found.push_back(people_.group_count() + static_cast<std::uint32_t>(at - unlisted_.begin()));
    }
    sort_unique(found);
    return sets_.number_of(found);
  }

  const People& people_;
  const People::DirectGroups direct_;
  const std::vector<GroupId>& unlisted_;
  GroupSets sets_;
  std::vector<std::uint32_t> number_;  // by group, among the mentioned
  std::vector<SetId> above_;           // by group
  std::vector<SetId> itself_;          // by group, without nesting
  std::vector<GroupIndex> seen_, open_;
};

// The people mentioned by id, with all that share an id with one of them.
std::vector<Row> named_rows(const People& people, const UserMentions& mentions) {
  std::vector<Row> named = mentions.people;
  for (const Row row : people.repeated_rows()) {
    const std::optional<Row> first = people.find_principal(people.id(row).text());
    if (first && std::binary_search(mentions.people.begin(), mentions.people.end(), *first))
      named.push_back(row);
  }
  sort_unique(named);
  return named;
}

class MentionCollector {
 public:
  MentionCollector(const TenantSnapshot& tenant, const People& people)
      : tenant_(tenant), people_(people) {}

  void add(const Users& users) {
    for (const auto* list : {&users.include_users, &users.exclude_users})
      for (const UserId& id : *list) add_person(id.text());
    for (const auto* list : {&users.include_groups, &users.exclude_groups})
      for (const GroupId& id : *list) add_group(id);
    for (const auto* list : {&users.include_roles, &users.exclude_roles})
      roles_.insert(roles_.end(), list->begin(), list->end());
  }

  UserMentions take() && {
    sort_unique(roles_);
    // Whoever an assignment names; whether it counts is decided elsewhere.
    for (const RoleAssignment& assignment : tenant_.role_assignments.items)
      if (std::binary_search(roles_.begin(), roles_.end(), assignment.role))
        add_principal(assignment.principal.text());
    sort_unique(mentions_.groups);
    sort_unique(mentions_.people);
    sort_unique(mentions_.unlisted_groups);
    return std::move(mentions_);
  }

 private:
  void add_person(std::string_view id) {
    if (const auto row = people_.find_principal(id)) mentions_.people.push_back(*row);
  }
  void add_group(const GroupId& id) {
    if (const auto group = people_.find_group(id.text()))
      mentions_.groups.push_back(*group);
    else
      mentions_.unlisted_groups.push_back(id);
  }

  void add_principal(const std::string& id) {
    add_person(id);
    if (people_.find_group(id) || !people_.find_principal(id)) add_group(GroupId(id));
  }

  const TenantSnapshot& tenant_;
  const People& people_;
  std::vector<RoleTemplateId> roles_;
  UserMentions mentions_;
};

}  // namespace

UserMentions mentions_of(std::span<const Policy> policies, const TenantSnapshot& tenant,
                         const People& people) {
  MentionCollector collector(tenant, people);
  for (const Policy& policy : policies)
    if (policy.conditions.users) collector.add(*policy.conditions.users);
  return std::move(collector).take();
}

UserClasses::ClassId UserClasses::add_class(Row representative) {
  representatives_.push_back(representative);
  sizes_.push_back(0);
  if (sizes_.size() > k_narrow_limit && wide_.empty()) widen();
  return static_cast<ClassId>(sizes_.size() - 1);
}

void UserClasses::widen() {
  wide_.assign(narrow_.begin(), narrow_.end());
  narrow_ = {};
}

void UserClasses::put(Row row, ClassId id) {
  if (wide_.empty())
    narrow_[row] = static_cast<std::uint16_t>(id);
  else
    wide_[row] = id;
  ++sizes_[id];
}

UserClasses UserClasses::of(const People& people, const UserMentions& mentions) {
  UserClasses classes;
  classes.narrow_.resize(people.size());
  Memberships memberships(people, mentions);
  const std::vector<Row> named = named_rows(people, mentions);
  auto next_named = named.begin();
  PairNumbers keys;
  std::vector<ClassId> class_of_key;
  for (Row row = 0; row < people.size(); ++row) {
    if (next_named != named.end() && *next_named == row) {
      ++next_named;
      classes.put(row, classes.add_class(row));
      continue;
    }
    const std::uint32_t traits = people.possible_kinds(row) |
                                 (people.lists_own_groups(row) ? 0x100u : 0u) |
                                 (row < people.user_count() ? 0x200u : 0u);
    bool fresh = false;
    const std::uint32_t key = keys.number(memberships.of(row), traits, fresh);
    if (fresh) class_of_key.push_back(classes.add_class(row));
    classes.put(row, class_of_key[key]);
  }
  return classes;
}

// The people who leave their class, in parts that stay together.
struct UserClasses::Parting {
  struct Part {
    ClassId from = 0;
    Row first = 0;
    std::uint32_t size = 0;
  };
  struct Move {
    Row row;
    std::uint32_t part;
  };

  std::vector<Part> parts;
  std::vector<Move> moves;
  PairNumbers keys;
  std::vector<std::uint32_t> part_of_key;

  // A person by themselves.
  void take_alone(Row row, ClassId from) {
    moves.push_back({row, static_cast<std::uint32_t>(parts.size())});
    parts.push_back({from, row, 1});
  }
  // A person together with all of the class who are in the same of the new groups.
  void take(Row row, ClassId from, SetId set) {
    bool fresh = false;
    const std::uint32_t key = keys.number(from, set, fresh);
    if (fresh) {
      part_of_key.push_back(static_cast<std::uint32_t>(parts.size()));
      parts.push_back({from, row, 0});
    }
    ++parts[part_of_key[key]].size;
    moves.push_back({row, part_of_key[key]});
  }
};

UserClasses UserClasses::refined(const People& people, const UserMentions& more) const {
  Memberships memberships(people, more);
  const std::vector<Row> named = named_rows(people, more);
  Parting parting;
  for (const Row row : named) parting.take_alone(row, class_of(row));
  memberships.for_each_member([&](Row row, SetId set) {
    if (!std::binary_search(named.begin(), named.end(), row)) parting.take(row, class_of(row), set);
  });
  UserClasses result = *this;
  result.apply(parting);
  result.replace_lost_representatives(people);
  return result;
}

void UserClasses::apply(const Parting& parting) {
  for (const Parting::Part& part : parting.parts) sizes_[part.from] -= part.size;
  std::vector<ClassId> ids;
  std::vector<bool> taken(count());
  for (const Parting::Part& part : parting.parts) {
    // A class that everybody leaves lives on as the first part of it.
    const bool lives_on = sizes_[part.from] == 0 && !taken[part.from];
    ids.push_back(lives_on ? part.from : add_class(part.first));
    if (!lives_on) continue;
    taken[part.from] = true;
    representatives_[part.from] = part.first;
  }
  for (const Parting::Move& move : parting.moves) put(move.row, ids[move.part]);
}

// Of classes whose representative has left somebody else represents the rest.
void UserClasses::replace_lost_representatives(const People& people) {
  std::size_t lost = 0;
  for (ClassId id = 0; id < count(); ++id) lost += class_of(representatives_[id]) != id;
  for (Row row = 0; lost > 0 && row < people.size(); ++row) {
    const ClassId id = class_of(row);
    if (class_of(representatives_[id]) == id) continue;
    representatives_[id] = row;
    --lost;
  }
}

}  // namespace caprock
