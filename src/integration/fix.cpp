#include "integration/fix.h"

#include <algorithm>
#include <set>

namespace caprock {
namespace {

// The smaller, the less a remedy opens: a sign-in opens nothing, an exclusion exempts one account.
int exposure(const TriedRemedy& remedy, const std::vector<Cause>& causes) {
  if (remedy.change == RemedyChange::sign_in_with_mfa) return 0;
  // A policy that asks where a call comes from is told one more place, and holds elsewhere.
  const bool tells_a_place = remedy.change == RemedyChange::add_named_location &&
                             std::all_of(remedy.cures.begin(), remedy.cures.end(),
                                         [&](std::size_t i) { return causes[i].by_location; });
  if (tells_a_place) return 0;
  return remedy.widens.empty() ? 1 : 2;
}

// Of the remedies that end most of the open causes, the one that opens least; ties in the profile's
// order. nullptr when none ends any.
const TriedRemedy* ends_most(const std::vector<TriedRemedy>& remedies,
                             const std::vector<Cause>& causes, const std::set<std::size_t>& open) {
  const TriedRemedy* best = nullptr;
  std::ptrdiff_t most = 0;
  for (const TriedRemedy& remedy : remedies) {
    const auto ends = std::count_if(remedy.cures.begin(), remedy.cures.end(),
                                    [&](std::size_t i) { return open.contains(i); });
    if (ends == 0 || ends < most) continue;
    if (ends == most && exposure(remedy, causes) >= exposure(*best, causes)) continue;
    best = &remedy;
    most = ends;
  }
  return best;
}

std::string_view does_in_words(RemedyChange change) {
  switch (change) {
    case RemedyChange::exclude_client_app: return "exclude the app";
    case RemedyChange::exclude_account: return "exclude the account";
    case RemedyChange::exclude_guest_kinds: return "exclude this kind of guest";
    case RemedyChange::disable_security_defaults: return "replace Security Defaults by policies";
    case RemedyChange::disable_per_user_mfa: return "set the account's per-user MFA to disabled";
    case RemedyChange::set_remember_mfa_days: return "remember MFA for longer";
    case RemedyChange::turn_off_remember_mfa: return "switch the remembering of MFA off";
    case RemedyChange::exclude_role: return "exclude its role";
    case RemedyChange::add_own_policy: return "give the account a policy of its own";
    case RemedyChange::add_named_location: return "make its addresses a trusted location";
    case RemedyChange::move_to_app_only: return "move it to app-only access";
    case RemedyChange::sign_in_with_mfa: return "sign the account in once with MFA";
    case RemedyChange::re_sync: return "re-sync its users";
  }
  return {};
}

// Exclusions are made in policies; other steps are not.
bool changes_policies(RemedyChange change) {
  return change == RemedyChange::exclude_client_app || change == RemedyChange::exclude_account ||
         change == RemedyChange::exclude_guest_kinds || change == RemedyChange::exclude_role ||
         change == RemedyChange::add_own_policy;
}

FixStep step_of(const TriedRemedy& remedy, const std::vector<Cause>& causes,
                const std::set<std::size_t>& open) {
  FixStep step;
  step.does = does_in_words(remedy.change);
  step.change = remedy.change;
  step.widens = remedy.widens;
  if (!changes_policies(remedy.change)) return step;
  for (const std::size_t i : remedy.cures) {
    if (!causes[i].policy || !open.contains(i)) continue;
    if (std::find(step.policies.begin(), step.policies.end(), causes[i].policy_name) !=
        step.policies.end())
      continue;
    step.policies.push_back(causes[i].policy_name);
    step.policy_ids.push_back(*causes[i].policy);
  }
  return step;
}

// What moves an open cause furthest away, when nothing ends it; nullptr when nothing does.
const TriedRemedy* postpones_longest(const std::vector<TriedRemedy>& remedies,
                                     const std::set<std::size_t>& open) {
  const TriedRemedy* best = nullptr;
  for (const TriedRemedy& remedy : remedies) {
    const bool moves =
        remedy.lasts_until && std::any_of(remedy.postpones.begin(), remedy.postpones.end(),
                                          [&](std::size_t i) { return open.contains(i); });
    if (moves && (!best || *remedy.lasts_until > *best->lasts_until)) best = &remedy;
  }
  return best;
}

// A sign-in, repeated at times, is less than a change for every account of the tenant: the one that
// moves all that `cure` would end, or nullptr.
const TriedRemedy* sign_in_instead(const TriedRemedy& cure,
                                   const std::vector<TriedRemedy>& remedies,
                                   const std::set<std::size_t>& open) {
  if (cure.widens.empty()) return nullptr;
  const auto at = std::find_if(remedies.begin(), remedies.end(), [&](const TriedRemedy& remedy) {
    return remedy.change == RemedyChange::sign_in_with_mfa && remedy.lasts_until &&
           std::all_of(cure.cures.begin(), cure.cures.end(), [&](std::size_t i) {
             return !open.contains(i) || std::find(remedy.postpones.begin(), remedy.postpones.end(),
                                                   i) != remedy.postpones.end();
           });
  });
  return at == remedies.end() ? nullptr : &*at;
}

FixStep postponing_step(const TriedRemedy& remedy, const std::vector<Cause>& causes,
                        const std::set<std::size_t>& open) {
  FixStep step = step_of(remedy, causes, open);
  step.lasts_until = remedy.lasts_until;
  return step;
}

// What certainly ends the connection, now or from a date.
std::set<std::size_t> certain_ends(const std::vector<Cause>& causes) {
  std::set<std::size_t> open;
  for (std::size_t i = 0; i < causes.size(); ++i)
    if (causes[i].severity == Severity::error && causes[i].certainty == Match::yes) open.insert(i);
  return open;
}

}  // namespace

std::vector<FixStep> fix_for(const std::vector<Cause>& causes,
                             const std::vector<TriedRemedy>& remedies) {
  std::set<std::size_t> open = certain_ends(causes);
  std::vector<FixStep> steps;
  while (const TriedRemedy* best = ends_most(remedies, causes, open)) {
    const TriedRemedy* instead = sign_in_instead(*best, remedies, open);
    steps.push_back(instead ? postponing_step(*instead, causes, open)
                            : step_of(*best, causes, open));
    for (const std::size_t i : instead ? instead->postpones : best->cures) open.erase(i);
  }
  if (const TriedRemedy* later = postpones_longest(remedies, open))
    steps.push_back(postponing_step(*later, causes, open));
  return steps;
}

}  // namespace caprock
