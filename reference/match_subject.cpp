#include "reference/match_subject.h"

#include <algorithm>

#include "reference/match_users.h"
#include "reference/match_workloads.h"

namespace caprock::reference {
namespace {

bool names_somebody(const Users& users) {
  const bool named = std::any_of(users.include_users.begin(), users.include_users.end(),
                                 [](const UserId& entry) { return !entry.is(word::k_none); });
  return named || !users.include_groups.empty() || !users.include_roles.empty() ||
         (users.include_guests_or_external_users &&
          users.include_guests_or_external_users->types != 0);
}

ConditionResult other_subject(Condition condition, std::string why) {
  return plain_condition(condition, no(std::move(why)));
}

}  // namespace

bool targets_users(const Conditions& conditions) {
  return conditions.users && names_somebody(*conditions.users);
}

bool targets_workloads(const Conditions& conditions) {
  const auto& clients = conditions.client_applications;
  return clients &&
         (!clients->include_service_principals.empty() ||
          !clients->exclude_service_principals.empty() || clients->service_principal_filter);
}

bool targets_agents(const Conditions& conditions) {
  const auto& clients = conditions.client_applications;
  return clients && (!clients->include_agent_id_service_principals.empty() ||
                     !clients->exclude_agent_id_service_principals.empty() ||
                     clients->agent_id_service_principal_filter);
}

ConditionResult match_subject(const Situation& situation, const Conditions& conditions) {
  const SubjectKind kind = situation.sign_in.subject.kind;
  const bool users = targets_users(conditions);
  const bool workloads = targets_workloads(conditions);
  const bool agents = targets_agents(conditions);
  if (is_person(kind) && conditions.users && (users || (!workloads && !agents)))
    return match_users(situation, *conditions.users);
  if (kind == SubjectKind::agent_identity && agents)
    return match_agents(situation, *conditions.client_applications);
  if (!is_person(kind) && kind != SubjectKind::agent_identity && workloads)
    return match_workloads(situation, *conditions.client_applications);
  // CA 2.10: policies for one kind of subject never touch another kind.
  if (workloads)
    return other_subject(Condition::workload_identities, "the policy is for service principals");
  if (agents) return other_subject(Condition::agent_identities, "the policy is for agents");
  return other_subject(Condition::users, "the policy is for users");
}

}  // namespace caprock::reference
