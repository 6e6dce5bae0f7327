#include "source/terraform_objects.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"
#include "graph_json/read_context.h"
#include "source/terraform_attributes.h"

namespace caprock {
namespace {

constexpr std::string_view k_graph_resource = "msgraph_resource";
constexpr std::string_view k_only_after_apply = "known only after apply";

std::string_view text_in(const json::value* value) {
  const json::string* text = value != nullptr ? value->if_string() : nullptr;
  return text != nullptr ? std::string_view(*text) : std::string_view();
}

bool holds_true(const json::value* tree) {
  if (tree == nullptr) return false;
  if (const bool* leaf = tree->if_bool()) return *leaf;
  if (const json::array* array = tree->if_array())
    return std::any_of(array->begin(), array->end(),
                       [](const auto& one) { return holds_true(&one); });
  const json::object* object = tree->if_object();
  return object != nullptr && std::any_of(object->begin(), object->end(),
                                          [](const auto& one) { return holds_true(&one.value()); });
}

bool is_true(const json::value* tree) {
  const bool* leaf = tree != nullptr ? tree->if_bool() : nullptr;
  return leaf != nullptr && *leaf;
}

// What providers write for "not configured": null, `""`, `0`, `false`, and lists and objects of
// nothing else.
bool is_zero(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null: return true;
    case json::kind::bool_: return !value.get_bool();
    case json::kind::int64: return value.get_int64() == 0;
    case json::kind::uint64: return value.get_uint64() == 0;
    case json::kind::double_: return value.get_double() == 0;
    case json::kind::string: return value.get_string().empty();
    case json::kind::array:
      return std::all_of(value.get_array().begin(), value.get_array().end(), is_zero);
    case json::kind::object:
      return std::all_of(value.get_object().begin(), value.get_object().end(),
                         [](const auto& member) { return is_zero(member.value()); });
  }
  return false;
}
bool is_zero(const json::value* value) { return value == nullptr || is_zero(*value); }

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
    if (alias.name == text_in(&value)) {
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

// --- reading -------------------------------------------------------------------------------------

json::value without_path(const json::value& id) {
  const json::string* text = id.if_string();
  return text == nullptr ? id : json::value(object_id_in(*text));
}

json::value ids_without_paths(const json::value& list) {
  const json::array* array = list.if_array();
  if (array == nullptr) return list;
  json::array ids;
  for (const json::value& id : *array)
    if (!is_zero(id)) ids.push_back(without_path(id));
  return ids;
}

// A list of words as Graph writes flags; what is no list of words stays for Graph's reader to
// judge.
json::value joined(const json::value& list) {
  const json::array* array = list.if_array();
  if (array == nullptr) return list;
  std::string text;
  for (const json::value& word : *array) {
    if (word.is_null()) continue;
    if (!word.is_string()) return list;
    if (!text.empty()) text += ',';
    text += std::string_view(word.get_string());
  }
  return json::value(text);
}

json::value as_ranges(const json::value& list) {
  const json::array* array = list.if_array();
  if (array == nullptr) return list;
  json::array ranges;
  for (const json::value& range : *array) {
    const std::string_view text = text_in(&range);
    if (text.empty()) {
      ranges.push_back(range);
      continue;
    }
    const bool v6 = text.find(':') != std::string_view::npos;
    ranges.push_back(json::object{
        {"@odata.type", v6 ? "#microsoft.graph.iPv6CidrRange" : "#microsoft.graph.iPv4CidrRange"},
        {"cidrAddress", text}});
  }
  return ranges;
}

json::value in_form(const json::value& value, TerraformForm form) {
  switch (form) {
    case TerraformForm::id:
    case TerraformForm::own_id: return without_path(value);
    case TerraformForm::ids:
    case TerraformForm::fact_ids: return ids_without_paths(value);
    case TerraformForm::flags: return joined(value);
    case TerraformForm::ranges: return as_ranges(value);
    case TerraformForm::as_is:
    case TerraformForm::fact:
    case TerraformForm::label:
    case TerraformForm::switched:
    case TerraformForm::block:
    case TerraformForm::unused: return value;
  }
  return value;
}

std::string camel_case(std::string_view snake) {
  std::string out;
  bool capital = false;
  for (const char c : snake) {
    if (c == '_') {
      capital = !out.empty();
      continue;
    }
    out += capital && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    capital = false;
  }
  return out;
}

// Where something stands in the document, and where Graph would have it.
struct At {
  std::string own;    // pointer inside the file
  std::string graph;  // pointer inside the object

  At into(std::string_view name, std::string_view member) const {
    return {pointer_to(own, name), pointer_to(graph, member)};
  }
  // The member may be a path, or empty.
  At into(const TerraformAttribute& attribute) const {
    const std::string_view member = attribute.member;
    return {pointer_to(own, attribute.name),
            member.empty() ? graph : graph + '/' + std::string(member)};
  }
};

enum class Spelling : std::uint8_t { graph, snake_case };

// Reads the values of one resource, and remembers what of them is not said.
class ResourceReader {
 public:
  ResourceReader(const TerraformResource& resource, ObjectKind kind,
                 std::vector<Diagnostic>& diagnostics)
      : resource_(resource), kind_(kind), diagnostics_(diagnostics) {}

  // By the attributes of azuread.
  void read(const TerraformValue& block, TerraformAttributes attributes, const At& at,
            json::object& out) {
    for (const TerraformAttribute& attribute : attributes)
      read_attribute(block.member(attribute.name), attribute, at.into(attribute), out);
    if (kind_ == ObjectKind::policy) tell_unknown_attributes(block, attributes, at);
  }

  // Graph's own members, in this spelling.
  json::value read_body(const TerraformValue& body, Spelling spelling, const At& at) {
    if (body.value == nullptr) return nullptr;
    if (const json::object* object = body.value->if_object())
      return read_object(body, *object, spelling, at);
    if (const json::array* array = body.value->if_array())
      return read_list(body, *array, spelling, at);
    return without_path(*body.value);
  }

  void lose(const At& at, std::string why) {
    if (kind_ == ObjectKind::policy) lost.push_back({part_of(at.graph), at.graph, std::move(why)});
    is_whole = false;
  }
  void warn(ErrorCode code, std::string message, const std::string& pointer,
            std::string hint = {}) {
    diagnostics_.push_back({Severity::warning,
                            {code,
                             fmt::format("{} {}: {}", word_of(kind_), quoted(name()), message),
                             {.file = resource_.where.file, .pointer = pointer},
                             std::move(hint)}});
  }

  std::vector<Loss> lost;
  bool is_whole = true;

 private:
  std::string_view name() const {
    const std::string_view name = text_in(resource_.values.member("display_name").value);
    return name.empty() ? resource_.type : name;
  }

  void lose_hidden(const TerraformValue& value, const At& at) {
    const bool later = holds_true(value.unknown);
    lose(at, std::string(later ? k_only_after_apply : "sensitive and left out"));
    if (kind_ != ObjectKind::policy) return;
    warn(ErrorCode::source_lost,
         later ? "a value is known only after apply" : "a value is sensitive and left out", at.own,
         later ? "read the state again after apply" : "read the document that is not redacted");
  }

  void read_attribute(const TerraformValue& value, const TerraformAttribute& attribute,
                      const At& at, json::object& out) {
    const TerraformForm form = attribute.form;
    if (form == TerraformForm::unused) return;
    if (form == TerraformForm::block) return read_block(value, attribute, at, out);
    const bool hidden = value.is_hidden();
    if (hidden && form != TerraformForm::own_id && form != TerraformForm::label)
      lose_hidden(value, at);
    const bool says = form == TerraformForm::fact || form == TerraformForm::fact_ids
                          ? value.value != nullptr && !value.value->is_null() && !hidden
                          : !is_zero(value.value);
    if (!says) return;
    slot_at(out, attribute.member) = in_form(*value.value, form);
    if (form == TerraformForm::switched)
      slot_at(out, attribute.member.substr(0, attribute.member.find('/')))
          .get_object()["isEnabled"] = true;
  }

  // A block is a list of one object. Graph has no place for a second one.
  void read_block(const TerraformValue& value, const TerraformAttribute& attribute, const At& at,
                  json::object& out) {
    if (is_true(value.unknown)) return lose_hidden(value, at);
    if (value.value == nullptr || value.value->is_null()) return;
    const json::array* list = value.value->if_array();
    if (list != nullptr && list->empty()) return;
    const TerraformValue first = list != nullptr ? value.element(0) : value;
    const At at_first = list != nullptr ? At{pointer_to(at.own, std::size_t{0}), at.graph} : at;
    if (is_true(first.unknown)) return lose_hidden(first, at_first);
    if (list != nullptr && list->size() > 1) lose_the_rest(at);
    if (first.value == nullptr || first.value->is_null()) return;
    if (!first.value->is_object()) return lose_odd(at_first);
    if (attribute.member.empty()) return read(first, attribute.inside, at_first, out);
    json::object inside;
    read(first, attribute.inside, at_first, inside);
    slot_at(out, attribute.member) = std::move(inside);
  }
  void lose_the_rest(const At& at) {
    warn(ErrorCode::source_lost, "only the first block is read; Graph has one", at.own);
    lose(at, "more than one block");
  }
  void lose_odd(const At& at) {
    warn(ErrorCode::terraform_malformed, "a block is not an object", at.own);
    lose(at, "not a block");
  }

  void tell_unknown_attributes(const TerraformValue& block, TerraformAttributes attributes,
                               const At& at) {
    const json::object* object = block.value != nullptr ? block.value->if_object() : nullptr;
    if (object == nullptr) return;
    for (const auto& [name, value] : *object) {
      const bool known = std::any_of(attributes.begin(), attributes.end(),
                                     [&](const auto& one) { return one.name == name; });
      if (known || is_zero(value)) continue;
      const At here = at.into(name, camel_case(name));
      const std::string why = fmt::format("attribute {} is not known", quoted(name));
      warn(ErrorCode::graph_unknown_member, why, here.own);
      lose(here, why);
    }
  }

  json::value read_object(const TerraformValue& body, const json::object& object, Spelling spelling,
                          const At& at) {
    const auto spelled = [&](std::string_view name) {
      return spelling == Spelling::graph ? std::string(name) : camel_case(name);
    };
    json::object out;
    for (const auto& [name, value] : object) {
      const std::string member = spelled(name);
      const TerraformValue inside = body.member(name);
      const At here = at.into(name, member);
      const bool hidden = is_true(inside.unknown) || (is_true(inside.sensitive) && is_zero(value));
      if (hidden && decides(member)) lose_hidden(inside, here);
      if (!hidden) out[member] = read_body(inside, spelling, here);
    }
    // What is known only after apply need not be there at all.
    const json::object* unknown = body.unknown != nullptr ? body.unknown->if_object() : nullptr;
    if (unknown == nullptr) return out;
    for (const auto& [name, tree] : *unknown) {
      const std::string member = spelled(name);
      if (!object.contains(name) && holds_true(&tree) && decides(member))
        lose_hidden(body.member(name), at.into(name, member));
    }
    return out;
  }

  // Members that the service fills in; they name and date, and never decide.
  static bool decides(std::string_view member) {
    constexpr std::string_view k_filled_in[] = {
        "createdDateTime", "modifiedDateTime", "deletedDateTime", "templateId",
        "displayName",     "description",      "policyType",      "requirementsSatisfied",
    };
    return std::find(std::begin(k_filled_in), std::end(k_filled_in), member) ==
           std::end(k_filled_in);
  }

  json::value read_list(const TerraformValue& body, const json::array& array, Spelling spelling,
                        const At& at) {
    json::array out;
    bool hidden = is_true(body.unknown);
    for (std::size_t i = 0; i < array.size(); ++i) {
      const TerraformValue element = body.element(i);
      if (is_true(element.unknown) || (is_true(element.sensitive) && is_zero(array[i])))
        hidden = true;
      else if (!array[i].is_null())
        out.push_back(read_body(element, spelling, {pointer_to(at.own, i), at.graph}));
    }
    if (hidden) lose_hidden(body, at);
    return out;
  }

  const TerraformResource& resource_;
  ObjectKind kind_;
  std::vector<Diagnostic>& diagnostics_;
};

// --- policies of azuread
// ---------------------------------------------------------------------------

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
      equal_ignoring_case(text_in(frequency.if_contains("frequencyInterval")), "everyTime");
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
           return !equal_ignoring_case(text_in(&entry), "None");
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
  const std::string_view id = text_in(resource.values.member("id").value);
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
  if (const std::string_view text = text_in(body.value); !text.empty())
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

TerraformValue TerraformValue::member(std::string_view name) const {
  const auto inside = [&](const json::value* tree) -> const json::value* {
    const json::object* object = tree != nullptr ? tree->if_object() : nullptr;
    return object != nullptr ? object->if_contains(name) : nullptr;
  };
  return {inside(value), is_true(unknown) ? unknown : inside(unknown),
          is_true(sensitive) ? sensitive : inside(sensitive)};
}

TerraformValue TerraformValue::element(std::size_t index) const {
  const auto inside = [&](const json::value* tree) -> const json::value* {
    const json::array* array = tree != nullptr ? tree->if_array() : nullptr;
    return array != nullptr ? array->if_contains(index) : nullptr;
  };
  return {inside(value), is_true(unknown) ? unknown : inside(unknown),
          is_true(sensitive) ? sensitive : inside(sensitive)};
}

bool TerraformValue::is_hidden() const {
  if (holds_true(unknown)) return true;
  if (is_true(sensitive)) return is_zero(value);
  const json::array* list = value != nullptr ? value->if_array() : nullptr;
  for (std::size_t i = 0; list != nullptr && sensitive != nullptr && i < list->size(); ++i)
    if (element(i).is_hidden()) return true;
  return false;
}

std::string_view object_id_in(std::string_view resource_id) {
  const std::string_view last = resource_id.substr(resource_id.rfind('/') + 1);  // npos + 1 is 0
  return resource_id.starts_with('/') && looks_like_guid(last) ? last : resource_id;
}

bool is_of_azuread(const TerraformResource& resource) {
  return resource.type.starts_with("azuread_");
}

std::optional<ObjectKind> kind_of(const TerraformResource& resource) {
  if (resource.type == k_graph_resource)
    return resource.is_data ? std::nullopt
                            : kind_of_url(text_in(resource.values.member("url").value));
  const TerraformType* type = type_of(resource);
  if (type == nullptr) return std::nullopt;
  return type->kind;
}

TerraformMembership membership_in(const TerraformResource& resource) {
  const auto id = [&](std::string_view name) {
    return object_id_in(text_in(resource.values.member(name).value));
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
