#include "integration/remedies.h"

#include <fmt/format.h>

#include <algorithm>

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
  return in_backticks(principal ? principal->display_name : id.text());
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
    case RemedyChange::exclude_role:
      return tenant_setting ? "no role can be excluded from a tenant-wide setting"
                            : "the account is not known to hold that role";
    case RemedyChange::add_own_policy:
      return tenant_setting ? "a tenant-wide setting asks all the same"
                            : "the policy applies to the account all the same";
    case RemedyChange::add_named_location:
      return tenant_setting ? "the setting does not look at named locations"
                            : "the policy applies at these addresses all the same";
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
  return cause.policy ? in_backticks(cause.policy_name) : cause.control;
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

// An end that nobody has measured does not spoil a remedy.
void add_caution(TriedRemedy& tried, const Cause& fresh) {
  if (!tried.caution.empty()) tried.caution += ' ';
  tried.caution += fmt::format("It may last only until {}: the tenant {}.",
                               moment_in_words(*fresh.from), fresh.control);
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
  const Cause* fresh = brought_about(before, after);
  if (fresh && fresh->evidence == Evidence::unsure) {
    if (fresh->from) add_caution(tried, *fresh);
  } else if (fresh) {
    // A second factor, once shown, ages; an address, once trusted, can be left.
    tried.postpones.insert(tried.postpones.end(), tried.cures.begin(), tried.cures.end());
    tried.cures.clear();
    if (fresh->from)
      tried.lasts_until = std::min(tried.lasts_until.value_or(*fresh->from), *fresh->from);
    add_leftover(
        leftovers,
        fresh->from && *fresh->from > now
            ? fmt::format("it lasts until {}", moment_in_words(*fresh->from))
            : std::string("something else ends the token then"),
        fresh->policy ? fmt::format("{} {}", name_of(*fresh), fresh->control) : fresh->control);
  }
  tried.because = in_words(leftovers);
  const bool something = !tried.cures.empty() || tried.lasts_until.has_value();
  tried.helps = leftovers.empty() ? Helps::yes : something ? Helps::partly : Helps::no;
}

// TS 5.3: what a remedy takes away from accounts that have nothing to do with the integration.
std::string widens(const Remedy& remedy, const ConnectionTarget& target) {
  if (remedy.change == RemedyChange::disable_security_defaults)
    return "switches Security Defaults off for every account; put Conditional Access policies in "
           "their place first";
  if (remedy.change == RemedyChange::exclude_guest_kinds)
    return target.connection->home_tenant
               ? "excludes every guest of this kind and of that tenant, not only the integration's"
               : "excludes every guest of this kind, not only the integration's";
  if (remedy.change == RemedyChange::exclude_role)
    return "excludes everybody who holds this role, not only the integration's account";
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
  tried.widens = widens(remedy, target);
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

}  // namespace

std::vector<TriedRemedy> try_remedies(const ConnectionTarget& target, const Assessment& before,
                                      const Decide& decide, Instant now) {
  std::vector<TriedRemedy> tried;
  for (const Remedy& remedy : target.profile->remedies)
    if (lists(remedy.connections, target.way->id) && !aims(remedy, before.causes).empty())
      tried.push_back(try_one(remedy, target, before, decide, now));
  return tried;
}

}  // namespace caprock
