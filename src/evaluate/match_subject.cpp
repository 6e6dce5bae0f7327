#include <algorithm>
#include <bit>

#include "base/text.h"
#include "evaluate/condition_rules.h"
#include "evaluate/match_filter.h"
#include "evaluate/person.h"
#include "model/words.h"

namespace caprock::evaluate {
namespace {

// CA 2.9.1, 2.9.2: everyone with an object here, guests included, but no agent's user account;
// people without an object by option.
Match is_anyone(const Facts& facts, Reason* reason) {
  constexpr std::string_view k_why = "the policy includes all users";
  if (facts.sign_in.subject.kind == SubjectKind::agent_user)
    return no(reason, "`All` does not include agents' user accounts");
  const bool objectless = facts.tenant.options().all_users_includes_objectless == Toggle::on;
  if (objectless || facts.person.has_object) return yes(reason, k_why, "allUsers");
  const Match match = caprock::negate(is_one_of(facts.person, k_objectless_types, reason));
  return match == Match::yes ? yes(reason, k_why, "allUsers") : match;
}

Match is_any_guest(const Facts& facts, Reason* reason) {
  if (facts.sign_in.subject.kind == SubjectKind::agent_user) return no(reason);
  const Match match = is_one_of(facts.person, k_every_guest_type, reason);
  return match == Match::yes ? yes(reason, "is a guest or external user", "guest") : match;
}

std::string account_name(const Facts& facts) {
  return facts.person.has_object ? facts.tenant.account_name(*facts.person.row)
                                 : facts.person.id.text();
}

Match is_listed(const Facts& facts, const UserEntry& entry, Reason* reason) {
  if (is_named(facts.person, entry.row, entry.id.text()))
    return yes(
        reason, [&] { return "the policy names the account `" + account_name(facts) + "`"; },
        "userId");
  switch (entry.kind) {
    case UserEntry::Kind::nobody: return no(reason);
    case UserEntry::Kind::everyone: return is_anyone(facts, reason);
    case UserEntry::Kind::agent_users:
      return found(facts.sign_in.subject.kind == SubjectKind::agent_user, reason,
                   "the policy includes agents' user accounts", "allUsers");
    case UserEntry::Kind::guests: return is_any_guest(facts, reason);
    case UserEntry::Kind::not_an_id:
      return unknown(
          reason, [&] { return tenant_path("users", entry.id.text()); },
          [&] { return "`" + entry.id.text() + "` stands where a user id belongs"; });
    case UserEntry::Kind::account: break;
  }
  return has_known_id(facts.person) ? no(reason) : without_id(facts.person, reason);
}

// CA 2.9.11: internal guests ignore the list; people without a home tenant never meet it.
Match tenant_fits(const Facts& facts, const GuestsOrExternalUsers& guests, Reason* reason) {
  const auto& tenants = guests.external_tenants;
  if (!tenants || tenants->membership_kind == MembershipKind::all) return yes(reason);
  const auto is_listed_tenant = [&](Reason* own) {
    constexpr std::string_view k_why = "the home tenant is not one of the tenants listed";
    const UserSubject& subject = facts.sign_in.subject.user;
    if (subject.identity_provider != IdentityProvider::entra) return no(own, k_why);
    if (const TenantId* home = subject.home_tenant.value())
      return std::find(tenants->members.begin(), tenants->members.end(), *home) !=
                     tenants->members.end()
                 ? yes(own)
                 : no(own, k_why);
    if (subject.home_tenant.is_unknown() && !tenants->members.empty())
      return unknown(own, "user.homeTenant", "the home tenant is not known");
    return no(own, k_why);
  };
  constexpr auto k_internal = static_cast<std::uint8_t>(GuestType::internal_guest);
  return AnyOf(reason)
      .add([&](Reason* own) { return is_one_of(facts.person, k_internal, own); })
      .add(is_listed_tenant)
      .match();
}

Match is_guest(const Facts& facts, const GuestsOrExternalUsers& guests, Reason* reason) {
  const Match match =
      AllOf(reason)
          .add([&](Reason* own) { return is_one_of(facts.person, guests.types, own); })
          .add([&](Reason* own) { return tenant_fits(facts, guests, own); })
          .match();
  if (match != Match::yes) return match;
  const auto kind = static_cast<ExternalKind>(std::countr_zero(facts.person.kinds));
  return yes(reason, "is an external user of a kind the policy lists", word_for(kind));
}

// CA 2.9: any of the lists. For agents' user accounts only ids and their own word count.
Match on_user_side(const Facts& facts, const UserSide& side, Reason* reason) {
  AnyOf any(reason);
  any.add_all(side.users,
              [&](const UserEntry& entry, Reason* own) { return is_listed(facts, entry, own); });
  if (facts.sign_in.subject.kind != SubjectKind::user) return any.match();
  any.add_all(side.groups,
              [&](const GroupEntry& group, Reason* own) { return in_group(facts, group, own); });
  any.add_all(side.roles, [&](std::uint32_t role, Reason* own) {
    return has_role(facts, facts.tenant.roles()[role], own);
  });
  if (side.guests != nullptr)
    any.add([&](Reason* own) { return is_guest(facts, *side.guests, own); });
  return any.match();
}

Match match_users(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result) {
  return include_exclude(
      result, [&](Reason* reason) { return on_user_side(facts, policy.include_users, reason); },
      [&](Reason* reason) { return on_user_side(facts, policy.exclude_users, reason); });
}

const ServicePrincipalId& principal_id(const Facts& facts) {
  return facts.service_principal != nullptr ? facts.service_principal->id
                                            : facts.sign_in.subject.service_principal.id;
}

// CA 2.10.2: registered in this tenant, owned by it, and single-tenant.
Match is_own_single_tenant(const Facts& facts, Reason* reason) {
  constexpr std::string_view k_foreign =
      "the service principal is not a single-tenant one of this tenant";
  const auto fits = [&](bool holds) { return holds ? yes(reason) : no(reason, k_foreign); };
  const auto path = [&] { return tenant_path("servicePrincipals", principal_id(facts).text()); };
  const auto& given = facts.sign_in.subject.service_principal.single_tenant;
  if (!given.is_unknown()) return fits(given.value() != nullptr && *given.value());
  const ServicePrincipal* principal = facts.service_principal;
  if (principal == nullptr || !principal->app_owner_organization_id)
    return unknown(reason, path, "the owner of the service principal is not known");
  if (equal_ignoring_case(principal->service_principal_type, "ManagedIdentity")) return fits(false);
  const auto& organization = facts.tenant.snapshot().organization;
  if (!organization)
    return unknown(reason, "tenant.organization", "this tenant's own id is not known");
  if (*principal->app_owner_organization_id != organization->id) return fits(false);
  if (principal->sign_in_audience.empty())
    return unknown(reason, path, "who may use the application is not known");
  return fits(equal_ignoring_case(principal->sign_in_audience, "AzureADMyOrg"));
}

Match names_principal(const Facts& facts, const PrincipalSide& side, Reason* reason) {
  return AnyOf(reason)
      .add_all(side.principals,
               [&](const PrincipalEntry& entry, Reason* own) {
                 if (entry.id == principal_id(facts))
                   return yes(own, "the policy names the service principal");
                 if (entry.kind == PrincipalEntry::Kind::everyone)
                   return yes(own, "the policy includes every one of this tenant");
                 if (entry.kind != PrincipalEntry::Kind::not_an_id) return no(own);
                 return unknown(
                     own, [&] { return tenant_path("servicePrincipals", entry.id.text()); },
                     [&] { return "`" + entry.id.text() + "` stands where an id belongs"; });
               })
      .match();
}

// CA 2.10.5: naming the blueprint names its agents.
Match names_blueprint(const Facts& facts, const PrincipalSide& side, Reason* reason) {
  const auto& blueprint = facts.sign_in.subject.service_principal.blueprint;
  return AnyOf(reason)
      .add_all(
          side.principals,
          [&](const PrincipalEntry& entry, Reason* own) {
            if (entry.kind != PrincipalEntry::Kind::principal) return no(own);
            if (blueprint)
              return found(entry.id == *blueprint, own, "the policy names the agent's blueprint");
            if (facts.whatif()) return no(own);
            return unknown(own, "agentIdentity.blueprint", "the agent's blueprint is not known");
          })
      .match();
}

Match filter_side(const Facts& facts, const PrincipalSide& side,
                  const std::optional<CompiledFilter>& filter, Reason* reason) {
  if (!side.filtered) return no(reason);
  const SecurityAttributes* attributes = nullptr;
  const auto& given = facts.sign_in.subject.service_principal.attributes;
  if (given)
    attributes = &*given;
  else if (facts.service_principal != nullptr &&
           facts.service_principal->custom_security_attributes)
    attributes = &*facts.service_principal->custom_security_attributes;
  return attributes_meet(*filter, attributes, principal_id(facts).text(), reason);
}

Match match_workloads(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result) {
  if (facts.sign_in.subject.kind == SubjectKind::managed_identity)  // CA 2.10.3
    return plain_condition(
        result, [](Reason* reason) { return no(reason, "no policy concerns managed identities"); });
  const auto on_side = [&](const PrincipalSide& side, Reason* reason) {
    return AnyOf(reason)
        .add([&](Reason* own) { return names_principal(facts, side, own); })
        .add([&](Reason* own) { return filter_side(facts, side, policy.workload_filter, own); })
        .match();
  };
  return include_exclude(
      result,
      [&](Reason* reason) {
        return AllOf(reason)
            .add([&](Reason* own) { return on_side(policy.include_workloads, own); })
            .add([&](Reason* own) { return is_own_single_tenant(facts, own); })
            .match();
      },
      [&](Reason* reason) { return on_side(policy.exclude_workloads, reason); });
}

Match match_agents(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result) {
  const auto on_side = [&](const PrincipalSide& side, Reason* reason) {
    return AnyOf(reason)
        .add([&](Reason* own) { return names_principal(facts, side, own); })
        .add([&](Reason* own) { return names_blueprint(facts, side, own); })
        .add([&](Reason* own) { return filter_side(facts, side, policy.agent_filter, own); })
        .match();
  };
  return include_exclude(
      result, [&](Reason* reason) { return on_side(policy.include_agents, reason); },
      [&](Reason* reason) { return on_side(policy.exclude_agents, reason); });
}

Match other_subject(Condition condition, std::string_view why, ConditionResult* result) {
  if (result != nullptr) result->condition = condition;
  return plain_condition(result, [&](Reason* reason) { return no(reason, why); });
}

}  // namespace

Match match_subject(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result) {
  const bool agent = facts.sign_in.subject.kind == SubjectKind::agent_identity;
  const bool for_others = policy.for_workloads || policy.for_agents;
  if (facts.is_person() && policy.has_users && (policy.names_users || !for_others)) {
    if (result != nullptr) result->condition = Condition::users;
    return match_users(facts, policy, result);
  }
  if (agent && policy.for_agents) {
    if (result != nullptr) result->condition = Condition::agent_identities;
    return match_agents(facts, policy, result);
  }
  if (!facts.is_person() && !agent && policy.for_workloads) {
    if (result != nullptr) result->condition = Condition::workload_identities;
    return match_workloads(facts, policy, result);
  }
  // CA 2.10.1: policies for one kind of subject never touch another kind.
  if (policy.for_workloads)
    return other_subject(Condition::workload_identities, "the policy is for service principals",
                         result);
  if (policy.for_agents)
    return other_subject(Condition::agent_identities, "the policy is for agents", result);
  return other_subject(Condition::users, "the policy is for users", result);
}

}  // namespace caprock::evaluate
