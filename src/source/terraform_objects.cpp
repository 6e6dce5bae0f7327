#include "source/terraform_objects.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"
#include "graph_json/read_context.h"
#include "source/terraform_attributes.h"

namespace caprock {
namespace {

constexpr std::string_view k_graph_resource = "msgraph_resource";

// Collections that `msgraph_resource` may post to.
struct Collection {
  std::string_view url;
  ObjectKind kind;
};
constexpr Collection k_collections[] = {
    {"identity/conditionalAccess/policies", ObjectKind::policy},
    {"identity/conditionalAccess/namedLocations", ObjectKind::named_location},
    {"identity/conditionalAccess/authenticationStrength/policies",
     ObjectKind::authentication_strength},
    {"policies/authenticationStrengthPolicies", ObjectKind::authentication_strength},
    {"users", ObjectKind::user},
    {"groups", ObjectKind::group},
    {"servicePrincipals", ObjectKind::service_principal},
    {"roleManagement/directory/roleAssignments", ObjectKind::role_assignment},
};

const TerraformType* type_of(const TerraformResource& resource) {
  return terraform_type(resource.type);
}

std::optional<ObjectKind> kind_of_url(std::string_view url) {
  while (url.starts_with('/')) url.remove_prefix(1);
  while (url.ends_with('/')) url.remove_suffix(1);
  for (const Collection& row : k_collections)
    if (equal_ignoring_case(row.url, url)) return row.kind;
  return std::nullopt;
}

// --- words that the provider of beta policies has for ids ----------------------------------------

struct Alias {
  std::string_view name;
  std::string_view id;
};
constexpr Alias k_strengths[] = {
    {"multifactor_authentication", "00000000-0000-0000-0000-000000000002"},
    {"passwordless_mfa", "00000000-0000-0000-0000-000000000003"},
    {"phishing_resistant_mfa", "00000000-0000-0000-0000-000000000004"},
};
constexpr Alias k_context_aliases[] = {
    {"require_trusted_device", "c1"},
    {"require_terms_of_use", "c2"},
    {"require_trusted_location", "c3"},
    {"require_strong_authentication", "c4"},
    {"required_trust_type:azure_ad_joined", "c5"},
    {"require_access_from_an_approved_app", "c6"},
    {"required_trust_type:hybrid_azure_ad_joined", "c7"},
};

void replace_alias(json::value& value, std::span<const Alias> aliases) {
  for (const Alias& alias : aliases)
    if (alias.name == terraform_text(&value)) {
      value = json::value(alias.id);
      return;
    }
}

json::value* find_in(json::object& object, std::initializer_list<std::string_view> path) {
  json::object* at = &object;
  json::value* found = nullptr;
  for (const std::string_view step : path) {
    if (at == nullptr) return nullptr;
    found = at->if_contains(step);
    at = found != nullptr ? found->if_object() : nullptr;
  }
  return found;
}

void replace_aliases(json::object& policy) {
  if (json::value* id = find_in(policy, {"grantControls", "authenticationStrength", "id"}))
    replace_alias(*id, k_strengths);
  json::value* contexts = find_in(
      policy, {"conditions", "applications", "includeAuthenticationContextClassReferences"});
  if (contexts == nullptr || !contexts->is_array()) return;
  for (json::value& context : contexts->get_array()) replace_alias(context, k_context_aliases);
}

// --- policies of azuread -------------------------------------------------------------------------

bool is_lost(const std::vector<Loss>& lost, std::string_view pointer) {
  return std::any_of(lost.begin(), lost.end(), [&](const Loss& loss) {
    return loss.pointer.starts_with(pointer) || pointer.starts_with(loss.pointer + '/');
  });
}

// The attributes of sign-in frequency have no switch: a number or `everyTime` is one. The others
// have values even where it is off.
void finish_sign_in_frequency(json::object& policy, ResourceReader& reader, const At& at) {
  json::value* found = find_in(policy, {"sessionControls", "signInFrequency"});
  if (found == nullptr) return;
  json::object& frequency = found->get_object();
  const bool every_time =
      equal_ignoring_case(terraform_text(frequency.if_contains("frequencyInterval")), "everyTime");
  const std::string pointer = "/sessionControls/signInFrequency";
  if (!every_time && !frequency.contains("value") && !is_lost(reader.lost, pointer)) {
    policy["sessionControls"].get_object().erase("signInFrequency");
    return;
  }
  frequency["isEnabled"] = true;
  if (every_time || frequency.contains("type") || is_lost(reader.lost, pointer)) return;
  const At here{at.own + "/session_controls/0/sign_in_frequency", pointer + "/type"};
  reader.warn(ErrorCode::graph_missing_member,
              "`sign_in_frequency` has no `sign_in_frequency_period`", here.own);
  reader.lose(here, "`sign_in_frequency_period` is missing");
}

bool holds(json::object& policy, std::initializer_list<std::string_view> path) {
  const json::value* found = find_in(policy, path);
  if (is_zero(found)) return false;
  const json::array* list = found->if_array();
  return list == nullptr || std::any_of(list->begin(), list->end(), [](const json::value& entry) {
           return !equal_ignoring_case(terraform_text(&entry), "None");
         });
}

// Users decide; then neither workload identities nor agents can (CA 1.4).
bool is_for_users(json::object& policy) {
  for (const std::string_view member :
       {"includeUsers", "includeGroups", "includeRoles", "includeGuestsOrExternalUsers"})
    if (holds(policy, {"conditions", "users", member})) return true;
  return false;
}

bool demands_a_grant(json::object& policy) {
  const json::value* grant = find_in(policy, {"grantControls"});
  const json::object* controls = grant != nullptr ? grant->if_object() : nullptr;
  return controls != nullptr &&
         std::any_of(controls->begin(), controls->end(), [](const auto& one) {
           return one.key() != "operator" && !is_zero(one.value());
         });
}

// azuread has no attributes for some of what Graph has. Only a policy that shows nothing in their
// place can have them: one target, one kind of identity and one control are there in every policy.
void lose_what_azuread_cannot_say(json::object& policy, ResourceReader& reader, const At& at) {
  const auto lose = [&](std::string_view pointer) {
    reader.lose({at.own, std::string(pointer)}, "azuread has no attribute for it");
  };
  const auto lost = [&](std::string_view pointer) { return is_lost(reader.lost, pointer); };
  const bool targets = holds(policy, {"conditions", "applications", "includeApplications"}) ||
                       holds(policy, {"conditions", "applications", "includeUserActions"}) ||
                       holds(policy, {"conditions", "applications", "applicationFilter"});
  if (!targets && !lost("/conditions/applications"))
    lose("/conditions/applications/includeAuthenticationContextClassReferences");
  const bool workloads = holds(policy, {"conditions", "clientApplications"});
  if (!is_for_users(policy) && !workloads && !lost("/conditions/users") &&
      !lost("/conditions/clientApplications"))
    lose("/conditions/clientApplications");
  // A block without a control stands where Graph has the object for another one.
  const json::value* session = policy.if_contains("sessionControls");
  const bool silent = session != nullptr ? is_zero(*session) : !demands_a_grant(policy);
  if (!silent || lost("/sessionControls") || lost("/grantControls")) return;
  lose("/sessionControls/secureSignInSession");
  lose("/sessionControls/continuousAccessEvaluation");
  lose("/sessionControls/globalSecureAccessFilteringProfile");
}

void finish_policy(json::object& policy, ResourceReader& reader, const At& at) {
  finish_sign_in_frequency(policy, reader, at);
  lose_what_azuread_cannot_say(policy, reader, at);
}

// A location of which something is not known yet is one of an unknown kind: it matches nothing with
// certainty.
void finish_location(json::object& location, const TerraformResource& resource,
                     ResourceReader& reader) {
  if (!reader.is_whole) {
    reader.warn(ErrorCode::source_lost, "what it contains is not in the document",
                resource.where.pointer, "read the state again after apply");
    for (const std::string_view member :
         {"ipRanges", "isTrusted", "countriesAndRegions", "countryLookupMethod",
          "includeUnknownCountriesAndRegions"})
      location.erase(member);
    return;
  }
  const auto has = [&](std::string_view name) {
    const json::value* block = resource.values.member(name).value;
    const json::array* list = block != nullptr ? block->if_array() : nullptr;
    return list != nullptr && !list->empty() && list->front().is_object();
  };
  if (has("ip")) location["@odata.type"] = "#microsoft.graph.ipNamedLocation";
  if (has("country")) location["@odata.type"] = "#microsoft.graph.countryNamedLocation";
}

// --- bodies ------------------------------------------------------------------------------------

// State files write a value of any type as `{"value": ..., "type": ...}`.
TerraformValue unwrapped(const TerraformValue& dynamic) {
  const json::object* object = dynamic.value != nullptr ? dynamic.value->if_object() : nullptr;
  const bool wrapped = object != nullptr && object->size() == 2 && object->contains("value") &&
                       object->contains("type");
  return wrapped ? dynamic.member("value") : dynamic;
}

// Provider's own attributes, which Graph has not.
void drop_settings(json::object& policy) {
  policy.erase("timeouts");
  policy.erase("hardDelete");
}

void put_own_id(const TerraformResource& resource, json::object& object) {
  object.erase("id");
  const std::string_view id = terraform_text(resource.values.member("id").value);
  if (!id.empty()) object["id"] = object_id_in(id);
}

json::value without_id(const json::value* value) {
  json::value copy = value != nullptr ? *value : json::value();
  if (json::object* object = copy.if_object()) object->erase("id");
  return copy;
}

json::object beta_policy(const TerraformResource& resource, ResourceReader& reader, const At& at) {
  const json::value values = without_id(resource.values.value);
  const json::value unknown = without_id(resource.values.unknown);
  json::value policy =
      reader.read_body({&values, &unknown, resource.values.sensitive}, Spelling::snake_case, at);
  drop_settings(policy.get_object());
  replace_aliases(policy.get_object());
  return std::move(policy.get_object());
}

// The body may be an object or, from `jsonencode`, its text.
json::object graph_body(const TerraformResource& resource, ResourceReader& reader, const At& at) {
  TerraformValue body = unwrapped(resource.values.member("body"));
  const At here{pointer_to(at.own, "body"), at.graph};
  json::value parsed;
  if (const std::string_view text = terraform_text(body.value); !text.empty())
    if (auto read = parse_json(text, resource.where.file)) {
      parsed = std::move(read->value);
      body.value = &parsed;
    }
  if (body.value != nullptr && body.value->is_object())
    return std::move(reader.read_body(body, Spelling::graph, here).get_object());
  reader.warn(body.is_hidden() ? ErrorCode::source_lost : ErrorCode::terraform_malformed,
              "its `body` is not an object", here.own);
  reader.lose(here, "the body is not an object");
  return {};
}

}  // namespace

bool is_of_azuread(const TerraformResource& resource) {
  return resource.type.starts_with("azuread_");
}

std::optional<ObjectKind> kind_of(const TerraformResource& resource) {
  if (resource.type == k_graph_resource)
    return resource.is_data ? std::nullopt
                            : kind_of_url(terraform_text(resource.values.member("url").value));
  const TerraformType* type = type_of(resource);
  if (type == nullptr) return std::nullopt;
  return type->kind;
}

TerraformMembership membership_in(const TerraformResource& resource) {
  const auto id = [&](std::string_view name) {
    return object_id_in(terraform_text(resource.values.member(name).value));
  };
  return {id("group_object_id"), id("member_object_id")};
}

ConvertedObject convert(const TerraformResource& resource, ObjectKind kind,
                        std::vector<Diagnostic>& diagnostics) {
  ConvertedObject converted;
  converted.kind = kind;
  converted.where = resource.where;
  ResourceReader reader(resource, kind, diagnostics);
  const At at{resource.where_values.pointer, {}};
  const TerraformType* type = type_of(resource);
  if (type != nullptr && !type->attributes.empty()) {
    reader.read(resource.values, type->attributes, at, converted.object);
    if (kind == ObjectKind::policy) finish_policy(converted.object, reader, at);
    if (kind == ObjectKind::named_location) finish_location(converted.object, resource, reader);
    // Half a strength or half an assignment would say what is not so.
    const bool by_whole =
        kind == ObjectKind::authentication_strength || kind == ObjectKind::role_assignment;
    if (by_whole && !reader.is_whole) converted.object.clear();
  } else {
    converted.object =
        type != nullptr ? beta_policy(resource, reader, at) : graph_body(resource, reader, at);
    put_own_id(resource, converted.object);
  }
  converted.lost = std::move(reader.lost);
  return converted;
}

}  // namespace caprock
