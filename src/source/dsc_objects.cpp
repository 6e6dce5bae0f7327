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

namespace caprock {
namespace {

using enum ObjectKind;

struct TypeRow {
  std::string_view type;
  ObjectKind kind;
};
constexpr std::array k_types = {
    TypeRow{"AADConditionalAccessPolicy", policy},
    TypeRow{"AADNamedLocationPolicy", named_location},
    TypeRow{"AADAuthenticationStrengthPolicy", authentication_strength},
    TypeRow{"AADAuthenticationContextClassReference", authentication_context},
    TypeRow{"AADSecurityDefaults", security_defaults},
    TypeRow{"AADGroup", group},
};

constexpr std::array<std::string_view, 15> k_connection = {"Credential",
                                                           "ApplicationId",
                                                           "ApplicationSecret",
                                                           "TenantId",
                                                           "TenantGUID",
                                                           "CertificatePath",
                                                           "CertificatePassword",
                                                           "CertificateThumbprint",
                                                           "ManagedIdentity",
                                                           "AccessTokens",
                                                           "PsDscRunAsCredential",
                                                           "DependsOn",
                                                           "ResourceName",
                                                           "ResourceInstanceName",
                                                           "ResourceId"};

// What a property names, for resolving names.
enum class Names : std::uint8_t { nothing, apps, groups, locations, contexts, strengths };

enum class Form : std::uint8_t {
  value,
  texts,         // a list; Microsoft365DSC also takes a single text
  filled_texts,  // the same, and an empty list says nothing
  flags,         // a list where Graph has one text with commas
};

struct Row {
  std::string_view property;
  std::string_view pointer;
  Form form = Form::value;
  Names names = Names::nothing;
};

constexpr std::array k_policy = {
    Row{"DisplayName", "/displayName"},
    Row{"Id", "/id"},
    Row{"State", "/state"},
    Row{"IncludeApplications", "/conditions/applications/includeApplications", Form::texts,
        Names::apps},
    Row{"ExcludeApplications", "/conditions/applications/excludeApplications", Form::texts,
        Names::apps},
    Row{"ApplicationsFilterMode", "/conditions/applications/applicationFilter/mode"},
    Row{"ApplicationsFilter", "/conditions/applications/applicationFilter/rule"},
    Row{"IncludeUserActions", "/conditions/applications/includeUserActions", Form::texts},
    Row{"AuthenticationContexts",
        "/conditions/applications/includeAuthenticationContextClassReferences", Form::texts,
        Names::contexts},
    Row{"IncludeUsers", "/conditions/users/includeUsers", Form::texts},
    Row{"ExcludeUsers", "/conditions/users/excludeUsers", Form::texts},
    Row{"IncludeGroups", "/conditions/users/includeGroups", Form::texts, Names::groups},
    Row{"ExcludeGroups", "/conditions/users/excludeGroups", Form::texts, Names::groups},
    Row{"IncludeRoles", "/conditions/users/includeRoles", Form::texts},
    Row{"ExcludeRoles", "/conditions/users/excludeRoles", Form::texts},
    Row{"IncludeGuestOrExternalUserTypes",
        "/conditions/users/includeGuestsOrExternalUsers/guestOrExternalUserTypes", Form::flags},
    Row{"IncludeExternalTenantsMembershipKind",
        "/conditions/users/includeGuestsOrExternalUsers/externalTenants/membershipKind"},
    Row{"IncludeExternalTenantsMembers",
        "/conditions/users/includeGuestsOrExternalUsers/externalTenants/members",
        Form::filled_texts},
    Row{"ExcludeGuestOrExternalUserTypes",
        "/conditions/users/excludeGuestsOrExternalUsers/guestOrExternalUserTypes", Form::flags},
    Row{"ExcludeExternalTenantsMembershipKind",
        "/conditions/users/excludeGuestsOrExternalUsers/externalTenants/membershipKind"},
    Row{"ExcludeExternalTenantsMembers",
        "/conditions/users/excludeGuestsOrExternalUsers/externalTenants/members",
        Form::filled_texts},
    Row{"IncludePlatforms", "/conditions/platforms/includePlatforms", Form::filled_texts},
    Row{"ExcludePlatforms", "/conditions/platforms/excludePlatforms", Form::filled_texts},
    Row{"IncludeLocations", "/conditions/locations/includeLocations", Form::filled_texts,
        Names::locations},
    Row{"ExcludeLocations", "/conditions/locations/excludeLocations", Form::filled_texts,
        Names::locations},
    Row{"IncludeDevices", "/conditions/devices/includeDevices", Form::filled_texts},
    Row{"ExcludeDevices", "/conditions/devices/excludeDevices", Form::filled_texts},
    Row{"DeviceFilterMode", "/conditions/devices/deviceFilter/mode"},
    Row{"DeviceFilterRule", "/conditions/devices/deviceFilter/rule"},
    Row{"UserRiskLevels", "/conditions/userRiskLevels", Form::filled_texts},
    Row{"SignInRiskLevels", "/conditions/signInRiskLevels", Form::filled_texts},
    Row{"ServicePrincipalRiskLevels", "/conditions/servicePrincipalRiskLevels", Form::filled_texts},
    Row{"InsiderRiskLevels", "/conditions/insiderRiskLevels", Form::flags},
    Row{"ClientAppTypes", "/conditions/clientAppTypes", Form::filled_texts},
    Row{"TransferMethods", "/conditions/authenticationFlows/transferMethods", Form::flags},
    Row{"GrantControlOperator", "/grantControls/operator"},
    Row{"BuiltInControls", "/grantControls/builtInControls", Form::filled_texts},
    Row{"CustomAuthenticationFactors", "/grantControls/customAuthenticationFactors",
        Form::filled_texts},
    Row{"TermsOfUse", "/grantControls/termsOfUse", Form::filled_texts},
    Row{"AuthenticationStrength", "/grantControls/authenticationStrength/id", Form::value,
        Names::strengths},
    Row{"ApplicationEnforcedRestrictionsIsEnabled",
        "/sessionControls/applicationEnforcedRestrictions/isEnabled"},
    Row{"CloudAppSecurityIsEnabled", "/sessionControls/cloudAppSecurity/isEnabled"},
    Row{"CloudAppSecurityType", "/sessionControls/cloudAppSecurity/cloudAppSecurityType"},
    Row{"SignInFrequencyIsEnabled", "/sessionControls/signInFrequency/isEnabled"},
    Row{"SignInFrequencyValue", "/sessionControls/signInFrequency/value"},
    Row{"SignInFrequencyType", "/sessionControls/signInFrequency/type"},
    Row{"SignInFrequencyInterval", "/sessionControls/signInFrequency/frequencyInterval"},
    Row{"PersistentBrowserIsEnabled", "/sessionControls/persistentBrowser/isEnabled"},
    Row{"PersistentBrowserMode", "/sessionControls/persistentBrowser/mode"},
    Row{"DisableResilienceDefaultsIsEnabled", "/sessionControls/disableResilienceDefaults"},
    Row{"SecureSignInSessionIsEnabled", "/sessionControls/secureSignInSession/isEnabled"},
    Row{"ContinuousAccessEvaluationMode", "/sessionControls/continuousAccessEvaluation/mode"},
};

constexpr std::array k_named_location = {
    Row{"DisplayName", "/displayName"},
    Row{"Id", "/id"},
    Row{"OdataType", "/@odata.type"},
    Row{"IpRanges", "/ipRanges", Form::texts},
    Row{"IsTrusted", "/isTrusted"},
    Row{"CountriesAndRegions", "/countriesAndRegions", Form::texts},
    Row{"CountryLookupMethod", "/countryLookupMethod"},
    Row{"IncludeUnknownCountriesAndRegions", "/includeUnknownCountriesAndRegions"},
};
constexpr std::array k_strength = {
    Row{"DisplayName", "/displayName"},
    Row{"Id", "/id"},
    Row{"Description", "/description"},
    Row{"AllowedCombinations", "/allowedCombinations", Form::texts},
};
constexpr std::array k_context = {
    Row{"DisplayName", "/displayName"},
    Row{"Id", "/id"},
    Row{"IsAvailable", "/isAvailable"},
};
constexpr std::array k_security_defaults = {Row{"IsEnabled", "/isEnabled"}};
constexpr std::array k_group = {
    Row{"DisplayName", "/displayName"},
    Row{"Id", "/id"},
    Row{"GroupTypes", "/groupTypes", Form::texts},
    Row{"SecurityEnabled", "/securityEnabled"},
    Row{"MailEnabled", "/mailEnabled"},
    Row{"MembershipRule", "/membershipRule"},
};

std::span<const Row> rows_of(ObjectKind kind) {
  switch (kind) {
    case policy: return k_policy;
    case named_location: return k_named_location;
    case authentication_strength: return k_strength;
    case authentication_context: return k_context;
    case security_defaults: return k_security_defaults;
    default: return k_group;
  }
}

const Row* row_of(ObjectKind kind, std::string_view property) {
  const auto rows = rows_of(kind);
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const Row& row) {
    return equal_ignoring_case(row.property, property);
  });
  return at == rows.end() ? nullptr : &*at;
}

std::optional<ObjectKind> kind_of(const DscResource& resource) {
  const std::string_view type = dsc_type(resource.type);
  for (const TypeRow& row : k_types)
    if (row.type == type) return row.kind;
  return std::nullopt;
}

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

json::value formed(const json::value& value, Form form) {
  switch (form) {
    case Form::texts:
    case Form::filled_texts: return as_list(value);
    case Form::flags: return as_flags(value);
    case Form::value: return value;
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
  std::string id_of(Names names, std::string_view name) const {
    if (names == Names::apps) return app_of(name);
    if (names == Names::locations && equal_ignoring_case(name, k_trusted_ips_name))
      return std::string(k_trusted_ips);
    const auto at = ids_.find({names, to_lower(name)});
    if (at != ids_.end()) return at->second.empty() ? std::string(name) : at->second;
    if (names == Names::strengths)
      for (const StrengthId& id :
           {k_mfa_strength, k_passwordless_strength, k_phishing_resistant_strength})
        if (equal_ignoring_case(built_in_strength(id)->display_name, name)) return id.text();
    return std::string(name);
  }

  bool is_only_one(Names names, std::string_view name) const {
    const auto at = ids_.find({names, to_lower(name)});
    return at != ids_.end() && !at->second.empty();
  }

 private:
  // What the export calls the addresses of the multifactor service settings.
  static constexpr std::string_view k_trusted_ips_name = "Multifactor authentication trusted IPs";
  static constexpr std::string_view k_trusted_ips = "00000000-0000-0000-0000-000000000000";

  static Names names_of(ObjectKind kind) {
    switch (kind) {
      case named_location: return Names::locations;
      case authentication_strength: return Names::strengths;
      case authentication_context: return Names::contexts;
      case group: return Names::groups;
      default: return Names::nothing;
    }
  }

  void add(const DscResource& resource) {
    const auto kind = kind_of(resource);
    const Names names = kind ? names_of(*kind) : Names::nothing;
    const std::string_view name = text_in(resource, "DisplayName");
    if (names == Names::nothing || name.empty()) return;
    std::string_view id = text_in(resource, "Id");
    // The name is the key of these resources: without an id it stands for one, in the object as in
    // the policies. Not for groups, which other exports list with their ids.
    if (id.empty() && names != Names::groups) id = name;
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

  std::map<std::pair<Names, std::string>, std::string> ids_;
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
    for (const Row& row : rows_of(made_.kind)) take(row);
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

  void take(const Row& row) {
    const json::value* value = member(resource_.properties, row.property);
    if (value == nullptr || value->is_null()) return;
    if (row.form != Form::texts && says_nothing(*value)) return;
    json::value& place = slot_at(made_.object, row.pointer.substr(1));
    place = formed(*value, row.form);
    if (row.names != Names::nothing) resolve(place, row.names);
  }

  void resolve(json::value& value, Names names) const {
    if (json::array* list = value.if_array())
      for (json::value& item : *list) resolve(item, names);
    if (const json::string* name = value.if_string())
      value = json::value(directory_.id_of(names, *name));
  }

  // Of a policy, anything may turn out to be a condition; of others, what is not read is not
  // missed.
  bool matters(const DscExpression& one) const {
    return made_.kind == policy || row_of(made_.kind, one.property) != nullptr ||
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
      const Row* row = row_of(made_.kind, one.property);
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
      if (row_of(policy, name) != nullptr || equal_ignoring_case(name, "Ensure")) continue;
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
    const Names names = made_.kind == named_location ? Names::locations : Names::strengths;
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
  // Graph asks for it with `everyTime` only, and what is applied from here gets the default.
  if (std::any_of(converted.objects.begin(), converted.objects.end(), has_frequency))
    converted.losses.push_back(
        "what a sign-in frequency counts from has no property: it is taken for Graph's default, "
        "primaryAndSecondaryAuthentication");
}

}  // namespace

std::string_view dsc_type(std::string_view word) {
  constexpr std::string_view k_api = "microsoft.entra.";
  const bool api = starts_with_ignoring_case(word, k_api);
  if (api) word.remove_prefix(k_api.size());
  if (starts_with_ignoring_case(word, "MSFT_")) word.remove_prefix(5);
  if (starts_with_ignoring_case(word, "cAAD")) word.remove_prefix(1);
  for (const TypeRow& row : k_types)
    if (equal_ignoring_case(row.type.substr(api ? 3 : 0), word)) return row.type;
  return {};
}

bool is_dsc_connection_parameter(std::string_view property) {
  return std::any_of(k_connection.begin(), k_connection.end(),
                     [&](std::string_view one) { return equal_ignoring_case(one, property); });
}

Converted convert_dsc(const std::vector<DscResource>& resources) {
  Converted converted;
  const Directory directory(resources);
  for (const DscResource& resource : resources)
    if (const auto kind = kind_of(resource))
      Conversion(resource, *kind, directory, converted).run();
  state_losses(converted);
  return converted;
}

}  // namespace caprock
