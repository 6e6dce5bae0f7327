#include "compile/user_classes.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>
#include <unordered_map>

namespace caprock {
namespace {

template <class T>
void tidy(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

template <class T>
std::vector<T> difference(const std::vector<T>& all, const std::vector<T>& known) {
  std::vector<T> rest;
  std::set_difference(all.begin(), all.end(), known.begin(), known.end(), std::back_inserter(rest));
  return rest;
}

using Numbers = std::vector<std::uint32_t>;

// Numbers for lists of numbers; equal lists get equal ones.
class ListNumbers {
 public:
  std::uint32_t number_of(const Numbers& list) {
    const std::string_view key(reinterpret_cast<const char*>(list.data()),
                               list.size() * sizeof(list[0]));
    if (const auto known = numbers_.find(key); known != numbers_.end()) return known->second;
    const auto number = static_cast<std::uint32_t>(numbers_.size());
    numbers_.emplace(key, number);
    return number;
  }
  std::size_t size() const { return numbers_.size(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
};

// For each group those of `named` (ascending) that it is, or is nested in. A parent's list reaches
// its members round by round, so that cycles end by themselves.
std::vector<Numbers> named_above(const People& people, const Numbers& named) {
  std::vector<Numbers> above(people.group_count());
  for (const People::GroupIndex group : named) above[group] = {group};
  for (bool grown = true; grown;) {
    grown = false;
    for (People::GroupIndex group = 0; group < people.group_count(); ++group) {
      for (const People::GroupIndex parent : people.parent_groups(group)) {
        if (above[parent].empty()) continue;
        Numbers joined;
        std::set_union(above[group].begin(), above[group].end(), above[parent].begin(),
                       above[parent].end(), std::back_inserter(joined));
        if (joined.size() == above[group].size()) continue;
        above[group] = std::move(joined);
        grown = true;
      }
    }
  }
  return above;
}

}  // namespace

// Moves the rows that somebody new names into classes of their own kind.
class UserClasses::Splitter {
 public:
  Splitter(UserClasses& classes, const People& people, const Named& fresh)
      : classes_(classes),
        people_(people),
        direct_(people.direct_groups()),
        fresh_(fresh),
        above_(named_above(people, fresh.groups)),
        list_of_group_(people.group_count()) {
    lists_.push_back({});
    ListNumbers known;
    known.number_of({});
    for (People::GroupIndex group = 0; group < people.group_count(); ++group) {
      list_of_group_[group] = known.number_of(above_[group]);
      if (list_of_group_[group] == lists_.size()) lists_.push_back(above_[group]);
    }
  }

  void split() {
    for (People::Row row = 0; row < people_.size(); ++row) {
      if (people_.lists_own_groups(row))
        split_by_own_groups(row);
      else
        split_by_groups(row);
    }
    for (const People::Row row : fresh_.rows) move(row, add_class(row));
  }

 private:
  Class add_class(People::Row row) {
    classes_.representatives_.push_back(row);
    return classes_.count() - 1;
  }
  void move(People::Row row, Class to) { classes_.class_of_row_[row] = to; }

  // Few different sets of lists lead to fewer different sets of named groups.
  void split_by_groups(People::Row row) {
    key_.clear();
    for (std::uint32_t at = direct_.begins[row]; at < direct_.begins[row + 1]; ++at)
      if (const std::uint32_t list = list_of_group_[direct_.items[at]]; list != 0)
        key_.push_back(list);
    if (key_.empty()) return;
    tidy(key_);
    key_.push_back(classes_.class_of_row_[row]);
    const std::uint32_t known = by_lists_.number_of(key_);
    if (known == class_by_lists_.size()) {
      key_.pop_back();
      Numbers groups;
      for (const std::uint32_t list : key_)
        groups.insert(groups.end(), lists_[list].begin(), lists_[list].end());
      class_by_lists_.push_back(class_for(row, std::move(groups)));
    }
    move(row, class_by_lists_[known]);
  }

  // transitiveMemberOf names every group, nested ones included.
  void split_by_own_groups(People::Row row) {
    Numbers groups;
    for (const People::GroupIndex group : people_.direct_groups(row))
      if (std::binary_search(fresh_.groups.begin(), fresh_.groups.end(), group))
        groups.push_back(group);
    for (const GroupId& id : people_.unlisted_groups_of(row)) {
      const auto at =
          std::lower_bound(fresh_.groups_elsewhere.begin(), fresh_.groups_elsewhere.end(), id);
      if (at != fresh_.groups_elsewhere.end() && *at == id)
        groups.push_back(people_.group_count() +
                         static_cast<std::uint32_t>(at - fresh_.groups_elsewhere.begin()));
    }
    if (!groups.empty()) move(row, class_for(row, std::move(groups)));
  }

  // The class for rows of this row's class that are in these groups besides.
  Class class_for(People::Row row, Numbers groups) {
    tidy(groups);
    groups.push_back(classes_.class_of_row_[row]);
    const std::uint32_t known = by_groups_.number_of(groups);
    if (known == class_by_groups_.size()) class_by_groups_.push_back(add_class(row));
    return class_by_groups_[known];
  }

  UserClasses& classes_;
  const People& people_;
  const People::DirectGroups direct_;
  const Named& fresh_;
  std::vector<Numbers> above_;
  std::vector<Numbers> lists_;  // the different lists of `above_`; the first is empty
  std::vector<std::uint32_t> list_of_group_;
  ListNumbers by_lists_, by_groups_;
  std::vector<Class> class_by_lists_, class_by_groups_;
  Numbers key_;
};

UserClasses::Named UserClasses::named_by(const CompiledTenant& tenant) {
  Named named;
  const auto add_groups = [&](const std::vector<GroupEntry>& groups) {
    for (const GroupEntry& group : groups) {
      if (group.index)
        named.groups.push_back(*group.index);
      else
        named.groups_elsewhere.push_back(group.id);
    }
  };
  for (const CompiledPolicy& policy : tenant.policies()) {
    if (policy.policy->state == PolicyState::disabled) continue;
    for (const UserSide* side : {&policy.include_users, &policy.exclude_users}) {
      add_groups(side->groups);
      for (const UserEntry& user : side->users)
        if (user.row) named.rows.push_back(*user.row);
      for (const std::uint32_t role : side->roles) {
        const CompiledRole& holders = tenant.roles()[role];
        named.rows.insert(named.rows.end(), holders.people.begin(), holders.people.end());
        add_groups(holders.groups);
      }
    }
  }
  tidy(named.groups);
  tidy(named.groups_elsewhere);
  tidy(named.rows);
  return named;
}

UserClasses::Named UserClasses::not_yet_named(const Named& all) const {
  return {difference(all.groups, named_.groups),
          difference(all.groups_elsewhere, named_.groups_elsewhere),
          difference(all.rows, named_.rows)};
}

void UserClasses::take(const People& people, const Named& fresh, Named all) {
  if (!fresh.groups.empty() || !fresh.groups_elsewhere.empty() || !fresh.rows.empty())
    Splitter(*this, people, fresh).split();
  named_ = std::move(all);
  choose_representatives(people);
}

// A row that stood for its class may have moved on. Whoever stands for a class must be found under
// their own id, which repeated ids prevent.
void UserClasses::choose_representatives(const People& people) {
  std::vector<bool> chosen(count());
  for (People::Row row = 0; row < people.size(); ++row) {
    const Class number = class_of_row_[row];
    if (chosen[number]) continue;
    representatives_[number] = row;
    chosen[number] =
        row >= people.user_count() || people.find_user(people.id(row).text()) == row;
  }
}

UserClasses UserClasses::of(const CompiledTenant& tenant) {
  const People& people = tenant.people();
  UserClasses classes;
  classes.class_of_row_.resize(people.size());
  // First by what a person is: kinds, where the groups come from, object or not.
  constexpr Class k_none = UINT32_MAX;
  std::array<Class, 1024> by_traits;
  by_traits.fill(k_none);
  for (People::Row row = 0; row < people.size(); ++row) {
    Class& known =
        by_traits[people.possible_kinds(row) | (people.lists_own_groups(row) ? 256U : 0U) |
                  (row < people.user_count() ? 512U : 0U)];
    if (known == k_none) {
      known = classes.count();
      classes.representatives_.push_back(row);
    }
    classes.class_of_row_[row] = known;
  }
  Named all = named_by(tenant);
  const Named fresh = all;
  classes.take(people, fresh, std::move(all));
  return classes;
}

UserClasses UserClasses::refined_for(const CompiledTenant& changed) const {
  UserClasses refined = *this;
  Named all = named_by(changed);
  const Named fresh = not_yet_named(all);
  refined.take(changed.people(), fresh, std::move(all));
  return refined;
}

}  // namespace caprock
