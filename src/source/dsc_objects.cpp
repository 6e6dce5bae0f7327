#include "source/dsc_objects.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "base/text.h"
#include "model/authentication_strength.h"
#include "model/well_known.h"
#include "source/dsc_properties.h"

namespace caprock {
namespace {

using enum ObjectKind;

std::string_view text_in(const DscResource& resource, std::string_view property) {
  const json::value* value = member(resource.properties, property);
  return value != nullptr && value->is_string() ? trim(value->get_string()) : std::string_view();
}

bool is_absent(const DscResource& resource) {
  return equal_ignoring_case(text_in(resource, "Ensure"), "Absent");
}

// An empty text, a list of nothing and no value are ways to say nothing.
bool says_nothing(const json::value& value) {
  if (const json::string* text = value.if_string()) return trim(*text).empty();
  if (const json::array* list = value.if_array())
    return std::all_of(list->begin(), list->end(), says_nothing);
  if (const json::object* object = value.if_object()) return object->empty();
  return value.is_null();
}

bool is_false(const json::value& value) {
  if (const json::string* text = value.if_string()) return equal_ignoring_case(*text, "false");
  return value.is_bool() && !value.get_bool();
}

const json::value* find_at(const json::object& object, std::string_view pointer) {
  const std::size_t slash = pointer.find('/', 1);
  const json::value* value =
      object.if_contains(pointer.substr(1, slash == pointer.npos ? slash : slash - 1));
  if (slash == pointer.npos || value == nullptr) return value;
  return value->is_object() ? find_at(value->get_object(), pointer.substr(slash)) : nullptr;
}

json::value as_list(const json::value& value) {
  if (says_nothing(value)) return json::array();
  return value.is_string() ? json::array{value} : value;
}

// Lists of other things than texts stay as they are, for the reader of Graph JSON to report.
json::value as_flags(const json::value& value) {
  const json::array* list = value.if_array();
  if (list == nullptr) return value;
  std::vector<std::string> words;
  for (const json::value& item : *list) {
    if (!item.is_string()) return value;
    words.emplace_back(item.get_string());
  }
  return json::value(join(words, ","));
}

json::value formed(const json::value& value, DscForm form) {
  switch (form) {
    case DscForm::texts:
    case DscForm::filled_texts: return as_list(value);
    case DscForm::flags: return as_flags(value);
    case DscForm::value: return value;
  }
  return value;
}

// Ids by the names under which resources of the same text introduce them; the empty id where
// several have the name.
class Directory {
 public:
  explicit Directory(const std::vector<DscResource>& resources) {
    for (const DscResource& resource : resources)
      if (!is_absent(resource)) add(resource);
  }

  // The one id of this name, else the name itself.
  std::string id_of(DscNames names, std::string_view name) const {
    if (names == DscNames::apps) return app_of(name);
    if (names == DscNames::locations && equal_ignoring_case(name, k_trusted_ips_name))
      return std::string(k_trusted_ips);
    const auto at = ids_.find({names, to_lower(name)});
    if (at != ids_.end()) return at->second.empty() ? std::string(name) : at->second;
    if (names == DscNames::strengths)
      for (const StrengthId& id :
           {k_mfa_strength, k_passwordless_strength, k_phishing_resistant_strength})
        if (equal_ignoring_case(built_in_strength(id)->display_name, name)) return id.text();
    return std::string(name);
  }

  bool is_only_one(DscNames names, std::string_view name) const {
    const auto at = ids_.find({names, to_lower(name)});
    return at != ids_.end() && !at->second.empty();
  }

 private:
  // What the export calls the addresses of the multifactor service settings.
  static constexpr std::string_view k_trusted_ips_name = "Multifactor authentication trusted IPs";
  static constexpr std::string_view k_trusted_ips = "00000000-0000-0000-0000-000000000000";

  static DscNames names_of(ObjectKind kind) {
    switch (kind) {
      case named_location: return DscNames::locations;
      case authentication_strength: return DscNames::strengths;
      case authentication_context: return DscNames::contexts;
      case group: return DscNames::groups;
      default: return DscNames::nothing;
    }
  }

  void add(const DscResource& resource) {
    const auto kind = dsc_kind_of(resource.type);
    const DscNames names = kind ? names_of(*kind) : DscNames::nothing;
    const std::string_view name = text_in(resource, "DisplayName");
    if (names == DscNames::nothing || name.empty()) return;
    std::string_view id = text_in(resource, "Id");
    // The name is the key of these resources: without an id it stands for one, in the object as in
    // the policies. Not for groups, which other exports list with their ids.
    if (id.empty() && names != DscNames::groups) id = name;
    const auto [at, is_new] = ids_.try_emplace({names, to_lower(name)}, id);
    if (!is_new && !equal_ignoring_case(at->second, id)) at->second.clear();
    if (!is_new && id == name) at->second.clear();
  }

  static std::string app_of(std::string_view name) {
    const WellKnownApp* found = nullptr;
    for (const WellKnownApp& app : well_known_apps()) {
      if (!equal_ignoring_case(app.name, name)) continue;
      if (found != nullptr) return std::string(name);
      found = &app;
    }
    return std::string(found == nullptr ? name : found->app_id);
  }

  std::map<std::pair<DscNames, std::string>, std::string> ids_;
};

// One resource on its way to a Graph object.
class Conversion {
 public:
  Conversion(const DscResource& resource, ObjectKind kind, const Directory& directory,
             Converted& converted)
      : resource_(resource), directory_(directory), converted_(converted) {
    made_.kind = kind;
    made_.where = resource.where;
  }

  void run() {
    if (is_absent(resource_))
      return report(
          Severity::note, ErrorCode::source_absent,
          fmt::format("{} must not exist, says the configuration, and is left out", subject()));
    for (const DscProperty& row : dsc_properties_of(made_.kind)) take(row);
    report_expressions();
    report_unknown_properties();
    if (made_.kind == policy) finish_policy();
    if (made_.kind == named_location) finish_location();
    if (made_.kind == named_location || made_.kind == authentication_strength) name_is_id();
    if (is_usable()) converted_.objects.push_back(std::move(made_));
  }

 private:
  std::string subject() const {
    const std::string_view name = text_in(resource_, "DisplayName");
    const std::string word(word_of(made_.kind));
    if (name.empty()) return word;
    const bool is_long = name.size() > 100;
    const std::string_view start = is_long ? name.substr(0, 100) : name;
    return fmt::format("{} `{}{}`", word, start.substr(0, first_invalid_utf8(start)),
                       is_long ? "..." : "");
  }

  void report(Severity severity, ErrorCode code, std::string message, std::string hint = {}) {
    report_at(resource_.where, severity, code, std::move(message), std::move(hint));
  }
  void report_at(Place where, Severity severity, ErrorCode code, std::string message,
                 std::string hint) {
    converted_.diagnostics.push_back(
        {severity, {code, std::move(message), std::move(where), std::move(hint)}});
  }

  void lose(std::string_view pointer, std::string why) {
    if (made_.kind == policy)
      made_.lost.push_back({part_of(pointer), std::string(pointer), std::move(why)});
  }

  void take(const DscProperty& row) {
    const json::value* value = member(resource_.properties, row.property);
    if (value == nullptr || value->is_null()) return;
    if (row.form != DscForm::texts && says_nothing(*value)) return;
    json::value& place = slot_at(made_.object, row.pointer.substr(1));
    place = formed(*value, row.form);
    if (row.names != DscNames::nothing) resolve(place, row.names);
  }

  void resolve(json::value& value, DscNames names) const {
    if (json::array* list = value.if_array())
      for (json::value& item : *list) resolve(item, names);
    if (const json::string* name = value.if_string())
      value = json::value(directory_.id_of(names, *name));
  }

  // Of a policy, anything may turn out to be a condition; of others, what is not read is not
  // missed.
  bool matters(const DscExpression& one) const {
    return made_.kind == policy || dsc_property_of(made_.kind, one.property) != nullptr ||
           equal_ignoring_case(one.property, "Ensure");
  }

  // Half a location would be another location, and a group without an id another group beside the
  // one that a directory lists. Policies that name what is left out stay unknown.
  bool is_usable() const {
    if (made_.kind == policy) return true;
    if (made_.kind == group && made_.object.if_contains("id") == nullptr) return false;
    const auto& expressions = resource_.expressions;
    return resource_.guard.empty() &&
           std::none_of(expressions.begin(), expressions.end(),
                        [&](const DscExpression& one) { return matters(one); });
  }

  // A part of the policy that is an expression may be anything.
  void report_expressions() {
    for (const DscExpression& one : resource_.expressions) {
      if (!matters(one)) continue;
      const DscProperty* row = dsc_property_of(made_.kind, one.property);
      report_at(one.where, Severity::warning, ErrorCode::source_expression,
                fmt::format("{}: `{}` is an expression, which is not evaluated; what it says is "
                            "not known",
                            subject(), one.property),
                "export the tenant, or write the value in");
      if (row == nullptr || (row->pointer != "/displayName" && row->pointer != "/id"))
        lose(row != nullptr ? row->pointer : "", "an expression, which is not evaluated");
    }
    if (resource_.guard.empty()) return;
    report(Severity::warning, ErrorCode::source_expression,
           fmt::format("{} stands inside `{}`, which is not evaluated; whether it exists is not "
                       "known",
                       subject(), resource_.guard),
           "export the tenant instead");
    lose("", fmt::format("inside `{}`, which is not evaluated", resource_.guard));
  }

  void report_unknown_properties() {
    if (made_.kind != policy) return;
    for (const auto& [name, value] : resource_.properties) {
      if (dsc_property_of(policy, name) != nullptr || equal_ignoring_case(name, "Ensure")) continue;
      if (is_dsc_connection_parameter(name) || says_nothing(value) || is_false(value)) continue;
      report(Severity::warning, ErrorCode::graph_unknown_member,
             fmt::format("{}: property `{}` is not known here", subject(), std::string_view(name)));
      const bool flows = equal_ignoring_case(name, "ProtocolFlows");
      lose(
          flows ? "/conditions/authenticationFlows" : pointer_to({}, std::string_view(name)),
          fmt::format("Microsoft365DSC has `{}`, which is not known here", std::string_view(name)));
    }
  }

  void finish_policy() {
    drop_what_is_off();
    json::object& object = made_.object;
    if (object.if_contains("conditions") == nullptr) object["conditions"].emplace_object();
    // An operator alone combines nothing.
    if (const json::value* grant = object.if_contains("grantControls");
        grant != nullptr && grant->get_object().size() == 1 &&
        grant->get_object().contains("operator"))
      object.erase("grantControls");
    if (object.if_contains("id") == nullptr && object.if_contains("displayName") == nullptr)
      report(Severity::warning, ErrorCode::graph_missing_member, "the policy has no readable name");
    lose_contexts();
    lose_workloads();
    lose_session_controls();
  }

  // `IsEnabled = $false` is how the export writes a control that is not there.
  void drop_what_is_off() {
    json::value* controls = made_.object.if_contains("sessionControls");
    if (controls == nullptr) return;
    json::object kept;
    for (const auto& [name, control] : controls->get_object()) {
      const json::value* on =
          control.is_object() ? control.get_object().if_contains("isEnabled") : &control;
      if (on == nullptr || !is_false(*on)) kept[name] = control;
    }
    if (kept.empty())
      made_.object.erase("sessionControls");
    else
      *controls = std::move(kept);
  }

  // Contexts are referred to by short ids (`c1`); a name that nothing here resolves is none.
  void lose_contexts() {
    constexpr std::string_view k_pointer =
        "/conditions/applications/includeAuthenticationContextClassReferences";
    const json::value* named = find_at(made_.object, k_pointer);
    if (named == nullptr || !named->is_array()) return;
    const auto is_short = [](const json::value& id) {
      if (!id.is_string()) return true;
      const std::string_view text = id.get_string();
      return (text.starts_with('c') || text.starts_with('C')) && text.size() > 1 &&
             text.find_first_not_of("0123456789", 1) == text.npos;
    };
    if (!std::all_of(named->get_array().begin(), named->get_array().end(), is_short))
      lose(k_pointer, "an authentication context is named, and its id is not here");
  }

  bool lists(std::string_view pointer, std::string_view but = {}) const {
    const json::value* value = find_at(made_.object, pointer);
    if (value == nullptr || says_nothing(*value)) return false;
    const json::array* list = value->if_array();
    if (list == nullptr || but.empty()) return true;
    return std::any_of(list->begin(), list->end(), [&](const json::value& item) {
      return !item.is_string() || !equal_ignoring_case(item.get_string(), but);
    });
  }
  bool lists_word(std::string_view pointer, std::string_view word) const {
    const json::value* value = find_at(made_.object, pointer);
    const json::array* list = value != nullptr ? value->if_array() : nullptr;
    return list != nullptr && std::any_of(list->begin(), list->end(), [&](const json::value& one) {
             return one.is_string() && equal_ignoring_case(one.get_string(), word);
           });
  }
  bool has(std::string_view property) const {
    return member(resource_.properties, property) != nullptr;
  }

  // CA 1.3: either users or client applications say for whom a policy is.
  void lose_workloads() {
    const std::string none = "Microsoft365DSC has no member for it";
    const bool for_people = lists("/conditions/users/includeUsers", "None") ||
                            lists("/conditions/users/includeGroups") ||
                            lists("/conditions/users/includeRoles") ||
                            lists("/conditions/users/includeGuestsOrExternalUsers");
    const bool for_agents = lists_word("/conditions/users/includeUsers", "AllAgentIdUsers");
    if (!for_people) {
      lose("/conditions/clientApplications", none);
      if (!has("ServicePrincipalRiskLevels")) lose("/conditions/servicePrincipalRiskLevels", none);
    }
    if (!for_people || for_agents) lose("/conditions/agentIdRiskLevels", none);
  }

  // CA 1.10. A block ends the sign-in whatever the session would have been.
  void lose_session_controls() {
    if (lists_word("/grantControls/builtInControls", "block")) return;
    const auto lose_unless = [&](std::string_view property, std::string_view pointer) {
      if (!has(property))
        lose(pointer, fmt::format("older versions of Microsoft365DSC have no `{}`", property));
    };
    lose_unless("ContinuousAccessEvaluationMode", "/sessionControls/continuousAccessEvaluation");
    lose_unless("DisableResilienceDefaultsIsEnabled", "/sessionControls/disableResilienceDefaults");
    lose_unless("SecureSignInSessionIsEnabled", "/sessionControls/secureSignInSession");
    lose_interval();
    if (lists_word("/conditions/applications/includeApplications", k_internet_resources))
      lose("/sessionControls/globalSecureAccessFilteringProfile",
           "Microsoft365DSC has no member for it");
  }

  // A number of hours or days is `timeBased`. A control without one may be `everyTime`, for which
  // older versions have no property.
  void lose_interval() {
    const json::value* frequency = find_at(made_.object, "/sessionControls/signInFrequency");
    if (frequency == nullptr || has("SignInFrequencyInterval")) return;
    const json::object* control = frequency->if_object();
    if (control == nullptr || (!control->contains("value") && !control->contains("type")))
      lose("/sessionControls/signInFrequency/frequencyInterval",
           "older versions of Microsoft365DSC have no `SignInFrequencyInterval`");
  }

  // "All internet resources with Global Secure Access": the target of filtering profiles.
  static constexpr std::string_view k_internet_resources = "5dc48733-b5df-475c-a49b-fa307ef00853";

  void finish_location() {
    json::value* ranges = made_.object.if_contains("ipRanges");
    if (ranges == nullptr || !ranges->is_array()) return;
    for (json::value& range : ranges->get_array()) {
      if (!range.is_string()) continue;
      const std::string_view text = range.get_string();
      const std::string_view type = text.find(':') == text.npos ? "iPv4CidrRange" : "iPv6CidrRange";
      range = json::object{{"@odata.type", fmt::format("#microsoft.graph.{}", type)},
                           {"cidrAddress", std::string(text)}};
    }
  }

  void name_is_id() {
    const DscNames names = made_.kind == named_location ? DscNames::locations : DscNames::strengths;
    const std::string_view name = text_in(resource_, "DisplayName");
    if (made_.object.if_contains("id") == nullptr && directory_.is_only_one(names, name))
      made_.object["id"] = std::string(name);
  }

  const DscResource& resource_;
  const Directory& directory_;
  Converted& converted_;
  ConvertedObject made_;
};

bool has_frequency(const ConvertedObject& one) {
  return one.kind == policy && find_at(one.object, "/sessionControls/signInFrequency") != nullptr;
}

void state_losses(Converted& converted) {
  const bool policies = std::any_of(converted.objects.begin(), converted.objects.end(),
                                    [](const ConvertedObject& one) { return one.kind == policy; });
  if (!policies) return;
  converted.losses.push_back("users and members of groups are not read: membership is unknown");
  converted.losses.push_back(
      "groups, roles, locations and strengths stand by name; a name without an id stays unknown");
}

// Graph asks for it with `everyTime` only, and what is applied from here gets the default.
void state_default(Converted& converted) {
  const auto first =
      std::find_if(converted.objects.begin(), converted.objects.end(), has_frequency);
  if (first == converted.objects.end()) return;
  converted.diagnostics.push_back(
      {Severity::note,
       {ErrorCode::source_lost,
        "Microsoft365DSC does not say what a sign-in frequency counts from; it is taken for "
        "Graph's default, primaryAndSecondaryAuthentication",
        first->where, "if a policy counts from the second factor alone, give Graph's own export"}});
}

}  // namespace

Converted convert_dsc(const std::vector<DscResource>& resources) {
  Converted converted;
  const Directory directory(resources);
  for (const DscResource& resource : resources)
    if (const auto kind = dsc_kind_of(resource.type))
      Conversion(resource, *kind, directory, converted).run();
  state_losses(converted);
  state_default(converted);
  return converted;
}

}  // namespace caprock
