#include "integration/remedies.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/printable.h"
#include "integration/control_words.h"
#include "integration/tenant_changes.h"
#include "model/well_known.h"

namespace caprock {
namespace {

bool lists(const std::vector<std::string>& connections, const std::string& id) {
  return connections.empty() ||
         std::find(connections.begin(), connections.end(), id) != connections.end();
}

// Indexes of the causes a remedy is meant for.
std::vector<std::size_t> aims(const Remedy& remedy, const std::vector<Cause>& causes) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < causes.size(); ++i)
    if (matters(causes[i]) && std::find(remedy.topics.begin(), remedy.topics.end(),
                                        causes[i].topic) != remedy.topics.end())
      found.push_back(i);
  return found;
}

const Cause* still_there(const Cause& cause, const std::vector<Cause>& after) {
  const auto at = std::find_if(after.begin(), after.end(), [&](const Cause& other) {
    return matters(other) && other.topic == cause.topic && other.policy == cause.policy &&
           other.policy_name == cause.policy_name;
  });
  return at == after.end() ? nullptr : &*at;
}

std::string resource_name(const TenantSnapshot& tenant, const AppId& id) {
  if (const WellKnownApp* known = well_known_app(id.text())) return std::string(known->name);
  const ServicePrincipal* principal = find_service_principal(tenant, id.text());
  return fmt::format("`{}`", quotable(principal ? principal->display_name : id.text()));
}

// CA 2.3: policies match the resource. Names those that keep the policy applying.
std::string resources_in_scope(const ConnectionTarget& target, const Decision& decision) {
  std::vector<AppId> audiences = decision.audiences;
  // Services that people know by name before the directory underneath.
  std::stable_partition(audiences.begin(), audiences.end(), [](const AppId& id) {
    const WellKnownApp* known = well_known_app(id.text());
    return known && known->groups != 0;
  });
  std::vector<std::string> names;
  for (const AppId& audience : audiences)
    if ((!target.app || audience != *target.app) && names.size() < 3)
      names.push_back(resource_name(*target.tenant, audience));
  return names.empty() ? "other resources" : join(names, ", ");
}

// Why a cause outlives a remedy, without the name of the policy: several causes share a reason.
std::string why_it_stays(const Remedy& remedy, const ConnectionTarget& target,
                         const Assessment& after, const Cause& cause) {
  const bool tenant_setting = !cause.policy;
  switch (remedy.change) {
    case RemedyChange::exclude_client_app:
      if (tenant_setting) return "no app can be excluded from a tenant-wide setting";
      return fmt::format(
          "the token is asked for {}, and policies match the resource, not the client",
          resources_in_scope(target, after.at_refresh));
    case RemedyChange::exclude_account:
      if (cause.topic == ControlTopic::security_defaults)
        return "Security Defaults know no exclusions: they are on for every account, or off";
      return tenant_setting ? "no account can be excluded from a tenant-wide setting"
                            : "the policy applies to the account all the same";
    case RemedyChange::exclude_guest_kinds:
      return tenant_setting ? "no guests can be excluded from a tenant-wide setting"
                            : "the account does not count as that kind of guest";
    case RemedyChange::add_named_location:
      return tenant_setting ? "the setting does not look at named locations"
                            : "the policy does not leave trusted locations out; exclude the new "
                              "location in it";
    case RemedyChange::sign_in_with_mfa: return "a second factor does not meet what is asked for";
    case RemedyChange::disable_security_defaults:
    case RemedyChange::disable_per_user_mfa:
    case RemedyChange::set_remember_mfa_days:
    case RemedyChange::turn_off_remember_mfa:
    case RemedyChange::move_to_app_only:
    case RemedyChange::re_sync: return "it changes something else";
  }
  return {};
}

std::string name_of(const Cause& cause) {
  return cause.policy ? fmt::format("`{}`", quotable(cause.policy_name)) : cause.control;
}

// A remedy that only moves the date is worth something, but not a cure.
bool postponed(const Cause& before, const Cause& after, Instant now) {
  return after.from && *after.from > now && (!before.from || *before.from < *after.from);
}

// What a remedy leaves behind: each reason with the policies or settings it concerns.
struct Leftover {
  std::string reason;
  std::vector<std::string> names;
};

void add_leftover(std::vector<Leftover>& leftovers, std::string reason, std::string name) {
  for (Leftover& known : leftovers) {
    if (known.reason != reason) continue;
    known.names.push_back(std::move(name));
    return;
  }
  leftovers.push_back({std::move(reason), {std::move(name)}});
}

std::string in_words(const std::vector<Leftover>& leftovers) {
  std::vector<std::string> lines;
  for (const Leftover& one : leftovers)
    lines.push_back(fmt::format("{} (still in force: {})", one.reason, join(one.names, ", ")));
  return join(lines, "; ");
}

// A cause that only the remedy brings about, for example the age limit of a second factor that was
// not there before; nullptr when there is none.
const Cause* brought_about(const Assessment& before, const Assessment& after) {
  const auto at = std::find_if(after.causes.begin(), after.causes.end(), [&](const Cause& cause) {
    return matters(cause) && cause.certainty == Match::yes && !still_there(cause, before.causes);
  });
  return at == after.causes.end() ? nullptr : &*at;
}

void judge(const Remedy& remedy, const ConnectionTarget& target, const Assessment& before,
           const Assessment& after, Instant now, TriedRemedy& tried) {
  std::vector<Leftover> leftovers;
  for (const std::size_t index : aims(remedy, before.causes)) {
    const Cause* left = still_there(before.causes[index], after.causes);
    if (!left) {
      tried.cures.push_back(index);
      continue;
    }
    const bool moved = postponed(before.causes[index], *left, now);
    if (moved) {
      tried.postpones.push_back(index);
      tried.lasts_until = std::min(tried.lasts_until.value_or(*left->from), *left->from);
    }
    add_leftover(leftovers,
                 moved ? fmt::format("it lasts until {}, then the same happens again",
                                     moment_in_words(*left->from))
                       : why_it_stays(remedy, target, after, *left),
                 name_of(*left));
  }
  if (const Cause* fresh = brought_about(before, after)) {
    // A second factor, once shown, ages; an address, once trusted, can be left.
    tried.postpones.insert(tried.postpones.end(), tried.cures.begin(), tried.cures.end());
    tried.cures.clear();
    if (fresh->from)
      tried.lasts_until = std::min(tried.lasts_until.value_or(*fresh->from), *fresh->from);
    add_leftover(leftovers,
                 fresh->from && *fresh->from > now
                     ? fmt::format("it lasts until {}", moment_in_words(*fresh->from))
                     : std::string("something else ends the token then"),
                 fmt::format("{} {}", name_of(*fresh), fresh->control));
  }
  tried.because = in_words(leftovers);
  const bool something = !tried.cures.empty() || tried.lasts_until.has_value();
  tried.helps = leftovers.empty() ? Helps::yes : something ? Helps::partly : Helps::no;
}

// TS 5.3: what a remedy takes away from accounts that have nothing to do with the integration.
std::string widens(const Remedy& remedy) {
  if (remedy.change == RemedyChange::disable_security_defaults)
    return "switches Security Defaults off for every account; put Conditional Access policies in "
           "their place first";
  if (remedy.change == RemedyChange::exclude_guest_kinds)
    return "excludes every guest of this kind, not only the integration's";
  if (remedy.change == RemedyChange::set_remember_mfa_days ||
      remedy.change == RemedyChange::turn_off_remember_mfa)
    return "changes how long every account's second factor is remembered";
  if (remedy.change == RemedyChange::add_named_location)
    return "treats these addresses as trusted for every account";
  return {};
}

TriedRemedy try_one(const Remedy& remedy, const ConnectionTarget& target, const Assessment& before,
                    const Decide& decide, Instant now) {
  TriedRemedy tried;
  tried.remedy = remedy.id;
  tried.change = remedy.change;
  tried.says = remedy.says;
  tried.by_vendor = remedy.by_vendor;
  tried.document = remedy.document;
  tried.caution = remedy.caution;
  tried.widens = widens(remedy);
  std::vector<Cause> aimed;
  for (const std::size_t index : aims(remedy, before.causes)) aimed.push_back(before.causes[index]);
  const Result<Changed> changed = carry_out(remedy, target, aimed, now);
  if (!changed) {
    tried.because = changed.error().message;
    return tried;
  }
  ConnectionTarget again = target.in(changed->tenant);
  again.connection = &changed->connection;
  judge(remedy, again, before, assess(again, decide, now), now, tried);
  return tried;
}

// The smaller, the less a remedy opens: a sign-in opens nothing, an exclusion exempts one account.
int exposure(const TriedRemedy& remedy) {
  if (remedy.change == RemedyChange::sign_in_with_mfa) return 0;
  return remedy.widens.empty() ? 1 : 2;
}

// Of the remedies that end most of the open causes, the one that opens least; ties in the profile's
// order. nullptr when none ends any.
const TriedRemedy* ends_most(const std::vector<TriedRemedy>& remedies,
                             const std::set<std::size_t>& open) {
  const TriedRemedy* best = nullptr;
  std::ptrdiff_t most = 0;
  for (const TriedRemedy& remedy : remedies) {
    const auto ends = std::count_if(remedy.cures.begin(), remedy.cures.end(),
                                    [&](std::size_t i) { return open.contains(i); });
    if (ends == 0 || ends < most) continue;
    if (ends == most && exposure(remedy) >= exposure(*best)) continue;
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
         change == RemedyChange::exclude_guest_kinds;
}

FixStep step_of(const TriedRemedy& remedy, const std::vector<Cause>& causes,
                const std::set<std::size_t>& open) {
  FixStep step{std::string(does_in_words(remedy.change)), {}, {}};
  if (!changes_policies(remedy.change)) return step;
  for (const std::size_t i : remedy.cures) {
    const std::string& name = causes[i].policy_name;
    if (causes[i].policy && open.contains(i) &&
        std::find(step.policies.begin(), step.policies.end(), name) == step.policies.end())
      step.policies.push_back(name);
  }
  return step;
}

// What moves an open cause furthest away, when nothing ends it; nullptr when nothing does.
const TriedRemedy* postpones_longest(const std::vector<TriedRemedy>& remedies,
                                     const std::set<std::size_t>& open) {
  const TriedRemedy* best = nullptr;
  for (const TriedRemedy& remedy : remedies) {
    const bool moves = std::any_of(remedy.postpones.begin(), remedy.postpones.end(),
                                   [&](std::size_t i) { return open.contains(i); });
    if (moves && (!best || *remedy.lasts_until > *best->lasts_until)) best = &remedy;
  }
  return best;
}

}  // namespace

std::vector<TriedRemedy> try_remedies(const ConnectionTarget& target, const Assessment& before,
                                      const Decide& decide, Instant now) {
  std::vector<TriedRemedy> tried;
  for (const Remedy& remedy : target.profile->remedies)
    if (lists(remedy.connections, target.way->id) && !aims(remedy, before.causes).empty())
      tried.push_back(try_one(remedy, target, before, decide, now));
  return tried;
}

std::vector<FixStep> fix_for(const std::vector<Cause>& causes,
                             const std::vector<TriedRemedy>& remedies) {
  // What certainly ends the connection first: an exception is as small as possible, so a policy
  // that only may end it is left alone while another one does.
  std::set<std::size_t> open;
  for (const Severity severity : {Severity::error, Severity::warning})
    for (std::size_t i = 0; i < causes.size(); ++i)
      if (matters(causes[i]) && causes[i].severity == severity &&
          (open.empty() || causes[*open.begin()].severity == severity))
        open.insert(i);
  std::vector<FixStep> steps;
  while (const TriedRemedy* best = ends_most(remedies, open)) {
    steps.push_back(step_of(*best, causes, open));
    for (const std::size_t i : best->cures) open.erase(i);
  }
  if (const TriedRemedy* later = postpones_longest(remedies, open)) {
    steps.push_back(step_of(*later, causes, open));
    steps.back().lasts_until = later->lasts_until;
  }
  return steps;
}

std::string exposure_of_fix(const ConnectionTarget& target, const std::vector<FixStep>& fix,
                            const std::vector<Cause>& causes) {
  const bool excludes = std::any_of(fix.begin(), fix.end(),
                                    [](const FixStep& step) { return !step.policies.empty(); });
  const bool needed = std::any_of(causes.begin(), causes.end(), [&](const Cause& cause) {
    return cause.topic != ControlTopic::sign_in_frequency &&
           cause.topic != ControlTopic::persistent_browser &&
           std::any_of(fix.begin(), fix.end(), [&](const FixStep& step) {
             return std::find(step.policies.begin(), step.policies.end(), cause.policy_name) !=
                    step.policies.end();
           });
  });
  if (!excludes || !needed) return {};
  std::string out =
      "whoever has the account's password or token is no longer stopped by these policies";
  const auto roles = target.roles();
  if (roles && !roles->empty()) {
    std::vector<std::string> names;
    for (const RoleTemplateId& id : *roles) {
      const RoleDefinition* role = target.tenant->role_definitions.find(id);
      names.push_back(
          quotable(role && !role->display_name.empty() ? role->display_name : id.text()));
    }
    out += fmt::format(", and the account is {}", join(names, ", "));
  }
  std::vector<std::string> ranges;
  for (const IpRange& range : target.connection->network) ranges.push_back(to_string(range));
  return out + fmt::format(". Block it first from every address but {}, in a policy of its own",
                           ranges.empty() ? "the integration's" : join(ranges, ", "));
}

}  // namespace caprock
