// Client app types: V07, V08, V26, L19-L21.
#include <algorithm>
#include <array>

#include "lint/policy_parts.h"
#include "lint/rule.h"
#include "model/well_known.h"

namespace caprock {
namespace {

constexpr std::string_view k_types = "/conditions/clientAppTypes";

void types_are_given(const Policy& policy, Findings& findings) {
  if (!policy.conditions.client_app_types.empty() || is_unread(policy, "/conditions")) return;
  if (!targets_workloads(policy) && !targets_agents(policy))
    findings.add(k_types, "`clientAppTypes` is empty or missing");
}

void all_stands_alone(const Policy& policy, Findings& findings) {
  const auto& types = policy.conditions.client_app_types;
  if (types.size() > 1 && has(types, ClientAppType::all))
    findings.add(k_types, "`all` stands beside other client app types");
}

// --- V26
bool is_activesync_only(const Policy& policy) {
  const auto& types = policy.conditions.client_app_types;
  return !types.empty() && !is_unread(policy, k_types) &&
         std::all_of(types.begin(), types.end(), [](ClientAppType type) {
           return type == ClientAppType::exchange_active_sync ||
                  type == ClientAppType::eas_supported;
         });
}

void activesync_is_for_exchange(const Policy& policy, Findings& findings) {
  if (!is_activesync_only(policy) || blocks(policy)) return;
  const auto& apps = policy.conditions.applications.include_applications;
  const bool exchange = std::all_of(apps.begin(), apps.end(), [](const AppId& app) {
    return app.is(app::k_exchange_online) || app.is(word::k_none);
  });
  if (!exchange)
    findings.add("/conditions/applications/includeApplications",
                 "a policy for Exchange ActiveSync alone is not for Exchange Online alone");
}

// --- who closes the way of legacy clients
bool blocks_legacy(const Policy& policy, ClientAppType type) {
  return blocks(policy) && covers_client(policy, type) && other_conditions(policy).empty();
}

bool somebody_blocks(const LintInput& input, const Policy& except, ClientAppType type) {
  const auto& policies = input.snapshot().policies.items;
  return std::any_of(policies.begin(), policies.end(), [&](const Policy& other) {
    return stands_beside(other, except) && blocks_legacy(other, type);
  });
}

// With the whole list of policies a gap is a gap; with one policy it may be closed elsewhere.
void add_gap(const LintInput& input, Findings& findings, const std::string& message,
             Severity severity) {
  if (input.has_all_policies()) return findings.add(k_types, message, severity);
  findings.add(k_types,
               message + "; whether another policy blocks them cannot be told from this export",
               Severity::note);
}

// --- L19
void legacy_block_leaves_activesync(const Policy& policy, const LintInput& input,
                                    Findings& findings) {
  const auto& types = policy.conditions.client_app_types;
  if (!blocks(policy) || types.size() != 1 || types.front() != ClientAppType::other ||
      is_unread(policy, k_types))
    return;
  if (!somebody_blocks(input, policy, ClientAppType::exchange_active_sync))
    add_gap(input, findings, "`other` is blocked and `exchangeActiveSync` is not",
            Severity::warning);
}

// --- L20, L21
bool demands_something(const Policy& policy) {
  return control_count(policy) > 0 && !blocks(policy);
}

bool misses_legacy(const Policy& policy, const LintInput& input) {
  for (const ClientAppType type : {ClientAppType::exchange_active_sync, ClientAppType::other})
    if (!covers_client(policy, type) && !somebody_blocks(input, policy, type)) return true;
  return false;
}

bool names_types(const Policy& policy) {
  return !policy.conditions.client_app_types.empty() && !is_unread(policy, k_types) &&
         covers_modern_client(policy) && !is_unread(policy, "/grantControls");
}

bool covers_some_legacy(const Policy& policy) {
  return covers_client(policy, ClientAppType::exchange_active_sync) ||
         covers_client(policy, ClientAppType::other);
}

void grant_leaves_legacy(const Policy& policy, const LintInput& input, Findings& findings) {
  if (!demands_something(policy) || !names_types(policy) || covers_some_legacy(policy)) return;
  if (misses_legacy(policy, input))
    add_gap(input, findings,
            "the grant is for modern clients only, and no policy blocks the others",
            Severity::warning);
}

void mfa_leaves_a_class(const Policy& policy, const LintInput& input, Findings& findings) {
  const bool meant_everywhere =
      asks_for_mfa(policy) && includes_all_users(policy) && includes_all_apps(policy);
  if (!meant_everywhere || !names_types(policy) || !covers_some_legacy(policy) ||
      covers_every_client(policy))
    return;
  if (misses_legacy(policy, input))
    add_gap(input, findings, "MFA for everybody leaves a class of legacy clients out",
            Severity::warning);
}

constexpr std::array k_clients_rules = {
    Rule{"V07", "no client app types", Severity::warning, "",
         "Graph refuses it in a new policy; one that is older than August 2020 is for modern "
         "clients only",
         "write `clientAppTypes: [\"all\"]`, or the types that are meant",
         each_policy<types_are_given>},
    Rule{"V08", "all client apps and some more", Severity::warning, "I U",
         "`all` already covers the others", "keep `all`, or the types that are meant",
         each_policy<all_stands_alone>},
    Rule{"V26", "ActiveSync policy for other resources", Severity::warning, "",
         "a policy for Exchange ActiveSync clients is supported with Exchange Online as its only "
         "resource",
         "include Exchange Online alone", each_policy<activesync_is_for_exchange>},
    Rule{"L19", "legacy block that leaves ActiveSync open", Severity::warning, "",
         "Exchange ActiveSync with a password is not among the `other` clients and stays allowed",
         "write `clientAppTypes: [\"exchangeActiveSync\", \"other\"]`",
         each_policy<legacy_block_leaves_activesync>},
    Rule{"L20", "grant that legacy clients escape", Severity::warning, "",
         "a client with a password-only protocol is not asked for the grant",
         "block `exchangeActiveSync` and `other` in a policy of their own",
         each_policy<grant_leaves_legacy>},
    Rule{"L21", "MFA for everybody that is not for every client", Severity::warning, "",
         "the class of clients that is left out signs in without MFA",
         "write `clientAppTypes: [\"all\"]`", each_policy<mfa_leaves_a_class>},
};

}  // namespace

std::span<const Rule> client_rules() { return k_clients_rules; }

}  // namespace caprock
