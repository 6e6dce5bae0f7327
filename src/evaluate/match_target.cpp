#include <algorithm>

#include "base/text.h"
#include "compile/user_actions.h"
#include "evaluate/condition_rules.h"
#include "evaluate/match_filter.h"

namespace caprock::evaluate {
namespace {

template <class Text>
bool lists(const std::vector<std::string>& texts, const Text& text) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](const std::string& one) { return equal_ignoring_case(one, text); });
}

// CA 2.4.7, 2.4.8
Match targets_action(const Facts& facts, const CompiledPolicy& policy, Reason* reason) {
  const auto& action = facts.sign_in.request.user_action;
  if (!action) return no(reason);
  if (lists(policy.policy->conditions.applications.include_user_actions, *action))
    return yes(reason, "the policy targets this user action");
  if (!policy.targets.includes_all) return no(reason);
  const bool devices = facts.tenant.options().all_resources_includes_registerdevice == Toggle::on;
  const bool covered =
      is_registration(*action) || (devices && equal_ignoring_case(*action, k_register_device));
  return found(covered, reason, "the policy includes all resources, and with them this user action",
               "allApps");
}

// CA 2.4.9
Match targets_context(const Facts& facts, const CompiledPolicy& policy, Reason* reason) {
  const auto& asked = facts.sign_in.request.authentication_contexts;
  const auto& listed =
      policy.policy->conditions.applications.include_authentication_context_class_references;
  for (const ContextId& context : listed)
    if (std::find(asked.begin(), asked.end(), context) != asked.end())
      return yes(
          reason,
          [&] { return "the policy targets the authentication context `" + context.text() + "`"; },
          "acr");
  return no(reason);
}

// Whether the resource belongs to a group of which the tables do not know all members.
Match perhaps_member(Match member, const Audience& audience, std::string_view doubt,
                     Reason* reason) {
  if (member != Match::unknown) return found(member == Match::yes, reason);
  return unknown(
      reason, [&] { return tenant_path("servicePrincipals", audience.app.text()); }, doubt);
}

Match names_app(const Facts& facts, const AppEntry& entry, const Audience& audience,
                Reason* reason) {
  using Kind = AppEntry::Kind;
  const ResourceTraits& app = audience.traits;
  const auto resource = [&] { return facts.tenant.resources().name_of(audience.app); };
  if (app.is_microsoft_graph || entry.kind == Kind::nothing) return no(reason);  // CA 2.4.4
  if (entry.app == app.number)
    return yes(reason, [&] { return "the policy names the resource " + resource(); }, "appId");
  switch (entry.kind) {
    case Kind::office365:
      if (app.office365 == Match::yes)
        return yes(reason, [&] { return resource() + " belongs to Office 365"; }, "office365");
      return perhaps_member(app.office365, audience,
                            "whether the resource belongs to Office 365 is not known", reason);
    case Kind::admin_portals:
      return found(
          app.is_admin_portal, reason, [&] { return resource() + " is a Microsoft admin portal"; },
          "microsoftAdminPortals");
    case Kind::agents:
      if (app.agent == Match::yes) return yes(reason, "the resource is an agent");
      return perhaps_member(app.agent, audience, "whether the resource is an agent is not known",
                            reason);
    case Kind::azure_management:  // CA 1.5.4
      return found(
          app.is_azure_management, reason,
          [&] { return resource() + " belongs to Azure management"; }, "appId");
    case Kind::not_an_id:
      return unknown(
          reason, [&] { return tenant_path("servicePrincipals", entry.id.text()); },
          [&] { return "`" + entry.id.text() + "` stands where an application id belongs"; });
    case Kind::nothing:
    case Kind::everything:
    case Kind::app: break;
  }
  return no(reason);
}

// CA 2.4.5, 2.4.6
Match filter_names(const Facts& facts, const Targets& targets, const AppSide& side,
                   const Audience& audience, Reason* reason) {
  if (!side.filtered || audience.traits.is_microsoft_graph) return no(reason);
  static const SecurityAttributes k_none;
  const ServicePrincipal* principal = audience.traits.principal;
  const SecurityAttributes* attributes = nullptr;
  if (principal == nullptr && facts.tenant.snapshot().service_principals.exported)
    attributes = &k_none;
  else if (principal != nullptr && principal->custom_security_attributes)
    attributes = &*principal->custom_security_attributes;
  const Match match = attributes_meet(*targets.filter, attributes, audience.app.text(), reason);
  if (match == Match::yes && reason != nullptr) reason->rule = "appFilter";
  return match;
}

// `All` is no entry here: it includes before the list is looked at, and cannot exclude.
Match named_on_side(const Facts& facts, const Targets& targets, const AppSide& side,
                    const Audience& audience, Reason* reason) {
  if (!audience.is_known()) {
    if (!side.names_something) return no(reason);
    return unknown(reason, audience.unknown_path, "the resource is not known");
  }
  return AnyOf(reason)
      .add_all(side.apps,
               [&](const AppEntry& entry, Reason* own) {
                 return entry.kind == AppEntry::Kind::everything
                            ? no(own)
                            : names_app(facts, entry, audience, own);
               })
      .add([&](Reason* own) { return filter_names(facts, targets, side, audience, own); })
      .match();
}

// CA 2.13.5, 2.13.6: before the change of 2026 a policy for all resources with an exclusion did not
// reach requests for a few harmless scopes.
Match is_exempt(const Facts& facts, const Targets& targets, const Audience& audience,
                Reason* reason) {
  constexpr std::string_view k_why = "baseline scopes are exempt from policies with exclusions";
  if (!audience.legacy_baseline || !targets.may_exempt_baseline) return no(reason);
  const auto& client_kind = facts.sign_in.request.client_kind;
  if (client_kind.is_unknown())
    return unknown(reason, "clientKind", "the kind of client is not known");
  const ClientKind* kind = client_kind.value();
  if (kind == nullptr || *kind != ClientKind::confidential_client)
    return found(facts.asks_harmless_scopes, reason, k_why);
  const Match excluded = named_on_side(facts, targets, targets.exclude, facts.client, reason);
  if (excluded == Match::yes && reason != nullptr) reason->why = k_why;
  return excluded;
}

Match includes(const Facts& facts, const Targets& targets, const Audience& audience,
               Reason* reason) {
  if (targets.includes_all) return yes(reason, "the policy includes all resources", "allApps");
  return named_on_side(facts, targets, targets.include, audience, reason);
}

Match excludes(const Facts& facts, const Targets& targets, const Audience& audience,
               Reason* reason) {
  return AnyOf(reason)
      .add([&](Reason* own) {
        return named_on_side(facts, targets, targets.exclude, audience, own);
      })
      .add([&](Reason* own) { return is_exempt(facts, targets, audience, own); })
      .match();
}

Match match_audience(const Facts& facts, const Targets& targets, const Audience& audience,
                     ConditionResult* result) {
  const Match match = include_exclude(
      result, [&](Reason* reason) { return includes(facts, targets, audience, reason); },
      [&](Reason* reason) { return excludes(facts, targets, audience, reason); });
  // A resource that is perhaps not asked for at all concerns no policy for sure.
  if (audience.perhaps_path.empty() || match == Match::no) return match;
  if (result != nullptr) {
    result->match = Match::unknown;
    result->why = "whether the client itself is an audience is not known";
    result->undetermined_by.push_back(audience.perhaps_path);
  }
  return Match::unknown;
}

Match match_request(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result) {
  return plain_condition(result, [&](Reason* reason) {
    return AnyOf(reason)
        .add([&](Reason* own) { return targets_context(facts, policy, own); })
        .add([&](Reason* own) { return targets_action(facts, policy, own); })
        .match();
  });
}

// How near a result is to a match; of misses the included but excluded ones tell most.
int closeness(const ConditionResult& result) {
  if (result.match != Match::no) return result.match == Match::yes ? 3 : 2;
  return result.include_rule.empty() ? 0 : 1;
}

}  // namespace

Match match_target(const Facts& facts, const CompiledPolicy& policy, ConditionResult* result) {
  const Targets& targets = policy.targets;
  if (result == nullptr) {
    Match match = match_request(facts, policy, nullptr);
    for (const Audience& audience : facts.audiences) {
      if (match == Match::yes) break;
      match = any_of(match, match_audience(facts, targets, audience, nullptr));
    }
    return match;
  }
  match_request(facts, policy, result);
  if (result->match == Match::no) result->why = "the policy does not target what is asked for";
  std::vector<std::string> open;
  for (const Audience& audience : facts.audiences) {
    ConditionResult one;
    match_audience(facts, targets, audience, &one);
    open.insert(open.end(), one.undetermined_by.begin(), one.undetermined_by.end());
    if (closeness(one) > closeness(*result)) *result = std::move(one);
  }
  result->condition = targets.condition;
  if (result->match != Match::unknown) return result->match;
  sort_without_repeats(open);
  result->undetermined_by = std::move(open);
  return result->match;
}

}  // namespace caprock::evaluate
