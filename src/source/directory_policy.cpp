#include "source/directory_policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <span>

#include "base/printable.h"
#include "base/text.h"
#include "graph_json/read_context.h"
#include "model/ids.h"
#include "source/compressed_ranges.h"

namespace caprock {
namespace {

struct WordPair {
  std::string_view directory;
  std::string_view graph;
};

constexpr std::array k_states = {WordPair{"Enabled", "enabled"}, WordPair{"Disabled", "disabled"},
                                 WordPair{"Reporting", "enabledForReportingButNotEnforced"}};

constexpr std::array k_user_words = {WordPair{"Guests", word::k_guests_or_external_users}};

// Graph's own words are here, too, where some exports have them.
constexpr std::array k_controls = {
    WordPair{"Block", "block"},
    WordPair{"Mfa", "mfa"},
    WordPair{"RequireCompliantDevice", "compliantDevice"},
    WordPair{"CompliantDevice", "compliantDevice"},
    WordPair{"RequireDomainJoinedDevice", "domainJoinedDevice"},
    WordPair{"DomainJoinedDevice", "domainJoinedDevice"},
    WordPair{"RequireApprovedApp", "approvedApplication"},
    WordPair{"ApprovedApplication", "approvedApplication"},
    WordPair{"RequireCompliantApp", "compliantApplication"},
    WordPair{"CompliantApplication", "compliantApplication"},
    WordPair{"RequirePasswordChange", "passwordChange"},
    WordPair{"PasswordChange", "passwordChange"},
};

constexpr std::array k_client_types = {
    WordPair{"Browser", "browser"}, WordPair{"Native", "mobileAppsAndDesktopClients"},
    WordPair{"EasSupported", "easSupported"}, WordPair{"EasUnsupported", "exchangeActiveSync"}};

// Graph's `other` is all of these together.
constexpr std::array<std::string_view, 6> k_legacy_clients = {
    "OtherLegacy", "LegacySmtp", "LegacyPop", "LegacyImap", "LegacyMapi", "LegacyOffice"};

std::optional<std::string_view> translated(std::span<const WordPair> words, std::string_view text) {
  for (const WordPair& pair : words)
    if (equal_ignoring_case(pair.directory, text)) return pair.graph;
  return std::nullopt;
}

// A list of ids or words: where it stands in the detail, and where in Graph's policy.
struct ListPlace {
  std::string_view condition;  // member of `Conditions`
  std::string_view criterion;  // member of the criterion
  std::string_view parent;     // Graph's object inside the conditions; empty: none
  std::string_view include;
  std::string_view exclude;  // empty: Graph cannot exclude
  std::span<const WordPair> words = {};
};

constexpr std::array k_lists = {
    ListPlace{"Users", "Users", "users", "includeUsers", "excludeUsers", k_user_words},
    ListPlace{"Users", "Groups", "users", "includeGroups", "excludeGroups"},
    ListPlace{"Users", "Roles", "users", "includeRoles", "excludeRoles"},
    ListPlace{"Applications", "Applications", "applications", "includeApplications",
              "excludeApplications"},
    ListPlace{"ServicePrincipals", "ServicePrincipals", "clientApplications",
              "includeServicePrincipals", "excludeServicePrincipals"},
    ListPlace{"DevicePlatforms", "DevicePlatforms", "platforms", "includePlatforms",
              "excludePlatforms"},
    ListPlace{"Locations", "Locations", "locations", "includeLocations", "excludeLocations"},
    ListPlace{"Devices", "DeviceStates", "deviceStates", "includeStates", "excludeStates"},
    ListPlace{"SignInRisks", "SignInRisks", "", "signInRiskLevels", ""},
    ListPlace{"UserRisks", "UserRisks", "", "userRiskLevels", ""},
    ListPlace{"ServicePrincipalRisks", "ServicePrincipalRisks", "", "servicePrincipalRiskLevels",
              ""},
};

// Filter rules: a text, or a list of one text. What they stand under is their mode.
struct RulePlace {
  std::string_view condition;
  std::string_view criterion;
  std::string_view parent;
  std::string_view member;
};

constexpr std::array k_rules = {
    RulePlace{"Devices", "DeviceRule", "devices", "deviceFilter"},
    RulePlace{"ServicePrincipals", "ServicePrincipalFilterRule", "clientApplications",
              "servicePrincipalFilter"},
};

// Graph's member for a condition of which something is not understood.
std::string_view graph_condition(std::string_view condition) {
  if (condition == "Devices") return "devices";
  for (const ListPlace& row : k_lists)
    if (row.condition == condition) return row.parent.empty() ? row.include : row.parent;
  if (condition == "ClientTypes") return "clientAppTypes";
  if (condition == "AuthFlows") return "authenticationFlows";
  return condition;
}

// The list as texts; nothing when it is no list of texts.
std::optional<std::vector<std::string>> texts_in(const json::value& value) {
  std::vector<std::string> texts;
  if (const json::string* text = value.if_string()) return std::vector{std::string(*text)};
  if (!value.is_array()) return std::nullopt;
  for (const json::value& element : value.get_array()) {
    if (!element.is_string()) return std::nullopt;
    texts.emplace_back(element.get_string());
  }
  return texts;
}

void append(json::object& object, std::string_view name, std::string_view text) {
  json::value& list = object[name];
  if (!list.is_array()) list = json::array();
  list.get_array().emplace_back(text);
}

json::object& child(json::object& object, std::string_view name) {
  if (name.empty()) return object;
  json::value& value = object[name];
  if (!value.is_object()) value = json::object();
  return value.get_object();
}

// `90.00:00:00` and `08:00:00` as whole hours.
std::optional<int> hours_in(std::string_view span) {
  const std::size_t dot = span.find('.');
  std::string_view days = dot == std::string_view::npos ? "0" : span.substr(0, dot);
  std::string_view time = dot == std::string_view::npos ? span : span.substr(dot + 1);
  const auto number = [](std::string_view text) -> std::optional<int> {
    int value = 0;
    const char* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || at != end || value < 0 || value > 10000) return std::nullopt;
    return value;
  };
  if (time.size() != 8 || time.substr(2) != ":00:00") return std::nullopt;
  const auto d = number(days), h = number(time.substr(0, 2));
  return d && h && *h < 24 ? std::optional(*d * 24 + *h) : std::nullopt;
}

class PolicyReader {
 public:
  PolicyReader(const json::object& detail, const DirectoryObject& object,
               std::vector<Diagnostic>& diagnostics)
      : detail_(detail), object_(object), diagnostics_(diagnostics) {}

  ConvertedObject read() {
    out_.kind = ObjectKind::policy;
    out_.where = object_.where;
    policy_["id"] = object_.id;
    policy_["displayName"] = object_.display_name;
    for (const auto& [name, value] : detail_)
      if (!value.is_null()) read_member(name, value);
    if (const json::value* conditions = member(detail_, "Conditions");
        conditions != nullptr && conditions->is_object())
      read_conditions(conditions->get_object());
    read_controls();
    read_session_controls();
    out_.object = std::move(policy_);
    return std::move(out_);
  }

 private:
  void lose(PolicyPart part, std::string pointer, const std::string& what, Place where) {
    diagnostics_.push_back({Severity::warning,
                            {ErrorCode::graph_unknown_value,
                             fmt::format("policy {}: {}", in_backticks(object_.display_name), what),
                             std::move(where), "what it means for a sign-in stays unknown"}});
    out_.lost.push_back({part, std::move(pointer), what});
  }
  Place at(std::initializer_list<std::string_view> steps) const {
    Place where = object_.where;
    for (const std::string_view step : steps) where.pointer = pointer_to(where.pointer, step);
    return where;
  }
  static std::string shown(std::string_view name, const json::value& value) {
    return fmt::format("`{}: {}` is not understood", quotable(name), quotable(shortened(value)));
  }

  void read_member(std::string_view name, const json::value& value) {
    static constexpr std::array<std::string_view, 12> k_elsewhere = {
        "Conditions",
        "Controls",
        "SessionControls",
        "SignInFrequencyType",
        "SignInFrequencyTimeSpan",
        "PersistentBrowserSessionMode",
        "CasSessionControlType",
        "ContinuousAccessEvaluationMode",
        "EnforceAllPoliciesForEas",
        "IncludeOtherLegacyClientTypeForEvaluation",
        "Version",
        "ModificationDateTime"};
    const auto is = [&](std::string_view word) { return equal_ignoring_case(name, word); };
    if (is("State") && value.is_string()) {
      const std::string_view text = value.get_string();
      policy_["state"] = translated(k_states, text).value_or(text);
    } else if (is("CreatedDateTime")) {
      policy_["createdDateTime"] = value;
    } else if (is("ModifiedDateTime")) {
      policy_["modifiedDateTime"] = value;
    } else if (std::none_of(k_elsewhere.begin(), k_elsewhere.end(), is)) {
      lose(PolicyPart::policy, pointer_to("", name), shown(name, value), at({name}));
    }
  }

  void read_conditions(const json::object& conditions) {
    graph_ = &child(policy_, "conditions");
    for (const auto& [name, value] : conditions)
      if (!value.is_null()) read_condition(name, value);
    read_client_types_left_out();
  }

  // Anything but `{"Include": [...], "Exclude": [...]}` is not understood.
  void read_condition(std::string_view name, const json::value& value) {
    const json::object* sides = value.if_object();
    if (sides == nullptr) return lose_condition(name, {}, shown(name, value));
    for (const auto& [side, criteria] : *sides) {
      const bool include = equal_ignoring_case(side, "Include");
      const bool known = include || equal_ignoring_case(side, "Exclude");
      if (criteria.is_null()) continue;
      if (!known || !criteria.is_array()) {
        lose_condition(name, side, shown(side, criteria));
        continue;
      }
      for (const json::value& criterion : criteria.get_array())
        read_criterion(name, side, include, criterion);
    }
  }

  void lose_condition(std::string_view condition, std::string_view side, const std::string& what) {
    lose(PolicyPart::conditions, fmt::format("/conditions/{}", graph_condition(condition)), what,
         side.empty() ? at({"Conditions", condition}) : at({"Conditions", condition, side}));
  }

  void read_criterion(std::string_view condition, std::string_view side, bool include,
                      const json::value& criterion) {
    const json::object* members = criterion.if_object();
    // With several members nobody has told whether all must match or any.
    if (members == nullptr || members->size() > 1)
      lose_condition(condition, side, shown(side, criterion));
    if (members == nullptr) return;
    for (const auto& [name, value] : *members)
      if (!read_list(condition, name, include, value) &&
          !read_rule(condition, name, include, value) &&
          !read_special(condition, name, include, value))
        lose_condition(condition, side, shown(name, value));
  }

  bool read_list(std::string_view condition, std::string_view name, bool include,
                 const json::value& value) {
    for (const ListPlace& row : k_lists) {
      if (!equal_ignoring_case(row.condition, condition) ||
          !equal_ignoring_case(row.criterion, name))
        continue;
      const auto texts = texts_in(value);
      const std::string_view into = include ? row.include : row.exclude;
      if (!texts || into.empty()) return false;
      json::object& parent = child(*graph_, row.parent);
      for (const std::string& text : *texts)
        append(parent, into, translated(row.words, text).value_or(text));
      return true;
    }
    return false;
  }

  bool read_rule(std::string_view condition, std::string_view name, bool include,
                 const json::value& value) {
    for (const RulePlace& row : k_rules) {
      if (!equal_ignoring_case(row.condition, condition) ||
          !equal_ignoring_case(row.criterion, name))
        continue;
      const auto texts = texts_in(value);
      json::object& parent = child(*graph_, row.parent);
      // Graph has one rule only.
      if (!texts || texts->size() != 1 || parent.contains(row.member)) return false;
      parent[row.member] =
          json::object{{"mode", include ? "include" : "exclude"}, {"rule", texts->front()}};
      return true;
    }
    return false;
  }

  bool read_special(std::string_view condition, std::string_view name, bool include,
                    const json::value& value) {
    const auto is = [&](std::string_view c, std::string_view n) {
      return equal_ignoring_case(condition, c) && equal_ignoring_case(name, n);
    };
    if (is("Users", "GuestsOrExternalUsers")) return read_guests(include, value);
    const auto texts = texts_in(value);
    if (!texts || !include) return false;
    if (is("Applications", "Acrs")) return read_contexts(*texts);
    if (is("ClientTypes", "ClientTypes")) return read_client_types(*texts);
    // The member's name is not known for certain; its words are Graph's, and checked there.
    if (equal_ignoring_case(condition, "AuthFlows")) {
      json::object& flows = child(*graph_, "authenticationFlows");
      if (flows.contains("transferMethods")) return false;
      flows["transferMethods"] = join(*texts, ",");
      return true;
    }
    return false;
  }

  bool read_guests(bool include, const json::value& value) {
    const json::object* guests = value.if_object();
    const std::string_view into =
        include ? "includeGuestsOrExternalUsers" : "excludeGuestsOrExternalUsers";
    json::object& users = child(*graph_, "users");
    if (guests == nullptr || users.contains(into)) return false;
    json::object graph;
    for (const auto& [name, inner] : *guests) {
      if (equal_ignoring_case(name, "GuestOrExternalUserTypes"))
        graph["guestOrExternalUserTypes"] = inner;
      else if (equal_ignoring_case(name, "ExternalTenants"))
        graph["externalTenants"] = external_tenants(inner);
      else
        graph[name] = inner;  // said to be unknown by the reader of Graph's shape
    }
    users[into] = std::move(graph);
    return true;
  }
  static json::value external_tenants(const json::value& value) {
    if (!value.is_object()) return value;
    json::object graph;
    for (const auto& [name, inner] : value.get_object()) {
      if (equal_ignoring_case(name, "MembershipKind"))
        graph["membershipKind"] = inner;
      else if (equal_ignoring_case(name, "Members"))
        graph["members"] = inner;
      else
        graph[name] = inner;
    }
    return graph;
  }

  // User actions and authentication contexts stand in one list.
  bool read_contexts(const std::vector<std::string>& texts) {
    json::object& applications = child(*graph_, "applications");
    bool understood = true;
    for (const std::string& text : texts) {
      const bool numbered = text.size() > 1 && text.size() < 4 &&
                            (text[0] == 'c' || text[0] == 'C') &&
                            text.find_first_not_of("0123456789", 1) == std::string::npos;
      if (starts_with_ignoring_case(text, "urn:user:"))
        append(applications, "includeUserActions", text);
      else if (numbered)
        append(applications, "includeAuthenticationContextClassReferences", text);
      else
        understood = false;
    }
    return understood;
  }

  bool read_client_types(const std::vector<std::string>& texts) {
    std::size_t legacy = 0;
    for (const std::string& text : texts) {
      const auto is = [&](std::string_view word) { return equal_ignoring_case(word, text); };
      if (std::any_of(k_legacy_clients.begin(), k_legacy_clients.end(), is))
        ++legacy;
      else
        append(*graph_, "clientAppTypes", translated(k_client_types, text).value_or(text));
    }
    if (legacy > 0) append(*graph_, "clientAppTypes", "other");
    if (legacy > 0 && legacy < k_legacy_clients.size())
      lose_condition("ClientTypes", {},
                     "it names a part of the legacy clients, and Graph has all or none");
    return true;
  }

  // Policies made before 2020 did not look at legacy clients unless they named them; these two
  // switches say that they do.
  void read_client_types_left_out() {
    if (graph_->contains("clientAppTypes")) return;
    (*graph_)["clientAppTypes"] = json::array{"all"};
    for (const std::string_view name :
         {"EnforceAllPoliciesForEas", "IncludeOtherLegacyClientTypeForEvaluation"}) {
      const json::value* value = member(detail_, name);
      if (value != nullptr && value->is_bool() && value->get_bool()) continue;
      return lose(PolicyPart::conditions, "/conditions/clientAppTypes",
                  fmt::format("`{}` is not on, so some clients may be left out", name), at({name}));
    }
  }

  void read_controls() {
    const json::value* controls = member(detail_, "Controls");
    if (controls == nullptr || controls->is_null()) return;
    json::object grant;
    if (!controls->is_array()) return lose_grant("/grantControls", shown("Controls", *controls));
    std::size_t demands = 0;
    bool alternatives = false;
    for (const json::value& element : controls->get_array()) {
      const std::size_t values = read_control(element, grant);
      if (values > 0) ++demands;
      alternatives = alternatives || values > 1;
    }
    if (demands == 0) return;
    grant["operator"] = demands > 1 ? "AND" : "OR";
    if (demands > 1 && alternatives)
      lose_grant("/grantControls/operator",
                 "some of its controls are alternatives and others are not");
    policy_["grantControls"] = std::move(grant);
  }

  void lose_grant(std::string pointer, const std::string& what) {
    lose(PolicyPart::grant_controls, std::move(pointer), what, at({"Controls"}));
  }

  // How many alternatives the element has.
  std::size_t read_control(const json::value& element, json::object& grant) {
    const json::object* members = element.if_object();
    if (members == nullptr) {
      lose_grant("/grantControls", shown("Controls", element));
      return 0;
    }
    std::size_t values = 0;
    for (const auto& [name, value] : *members) {
      const auto texts = texts_in(value);
      if (texts) values += texts->size();
      if (texts && equal_ignoring_case(name, "Control"))
        read_built_in_controls(*texts, grant);
      else if (texts && equal_ignoring_case(name, "AuthStrengthIds") && texts->size() == 1 &&
               !grant.contains("authenticationStrength"))
        grant["authenticationStrength"] = json::object{{"id", texts->front()}};
      else
        lose_grant("/grantControls", shown(name, value));
    }
    return values;
  }

  void read_built_in_controls(const std::vector<std::string>& texts, json::object& grant) {
    for (const std::string& text : texts) {
      const auto control = translated(k_controls, text);
      if (control)
        append(grant, "builtInControls", *control);
      else
        lose_grant("/grantControls/builtInControls",
                   "control " + in_backticks(text) + " is not understood");
    }
  }

  void read_session_controls() {
    const json::value* controls = member(detail_, "SessionControls");
    json::object session;
    if (controls != nullptr && !controls->is_null()) {
      const auto texts = texts_in(*controls);
      if (!texts) return lose_session("", shown("SessionControls", *controls));
      for (const std::string& text : *texts) read_session_control(text, session);
    }
    if (const json::value* mode = member(detail_, "ContinuousAccessEvaluationMode");
        mode != nullptr && !mode->is_null())
      session["continuousAccessEvaluation"] = json::object{{"mode", *mode}};
    if (!session.empty()) policy_["sessionControls"] = std::move(session);
  }

  void lose_session(std::string_view below, const std::string& what) {
    lose(PolicyPart::session_controls, fmt::format("/sessionControls{}", below), what,
         at({"SessionControls"}));
  }

  void read_session_control(const std::string& text, json::object& session) {
    const auto is = [&](std::string_view word) { return equal_ignoring_case(text, word); };
    if (is("AppEnforcedRestrictions")) {
      session["applicationEnforcedRestrictions"] = json::object{{"isEnabled", true}};
    } else if (is("CloudAppSecurity")) {
      // The numbers of CasSessionControlType are published nowhere.
      session["cloudAppSecurity"] = json::object{{"isEnabled", true}};
      lose_session("/cloudAppSecurity/cloudAppSecurityType",
                   "the kinds behind `CasSessionControlType` are not known");
    } else if (is("PersistentBrowserSessionMode")) {
      json::object browser{{"isEnabled", true}};
      if (const json::value* mode = member(detail_, "PersistentBrowserSessionMode"))
        browser["mode"] = *mode;
      session["persistentBrowser"] = std::move(browser);
    } else if (is("SignInFrequency")) {
      read_sign_in_frequency(session);
    } else if (!is("ContinuousAccessEvaluation") ||
               member(detail_, "ContinuousAccessEvaluationMode") == nullptr) {
      lose_session("", "session control " + in_backticks(text) + " is not understood");
    }
  }

  static json::value or_null(const json::value* value) {
    return value != nullptr ? *value : json::value();
  }
  void read_sign_in_frequency(json::object& session) {
    const json::value* type = member(detail_, "SignInFrequencyType");
    const json::value* span = member(detail_, "SignInFrequencyTimeSpan");
    const std::int64_t* number = type != nullptr ? type->if_int64() : nullptr;
    json::object frequency{{"isEnabled", true}};
    const auto hours =
        span != nullptr && span->is_string() ? hours_in(span->get_string()) : std::optional<int>();
    if (number != nullptr && *number == 30) {
      frequency["frequencyInterval"] = "everyTime";
    } else if (number != nullptr && *number == 10 && hours && *hours > 0) {
      const bool days = *hours % 24 == 0;
      frequency["frequencyInterval"] = "timeBased";
      frequency["type"] = days ? "days" : "hours";
      frequency["value"] = days ? *hours / 24 : *hours;
    } else {
      lose_session("/signInFrequency", shown("SignInFrequencyType", or_null(type)) + ", with " +
                                           shown("SignInFrequencyTimeSpan", or_null(span)));
    }
    session["signInFrequency"] = std::move(frequency);
  }

  const json::object& detail_;
  const DirectoryObject& object_;
  std::vector<Diagnostic>& diagnostics_;
  ConvertedObject out_;
  json::object policy_;
  json::object* graph_ = nullptr;  // `conditions` inside policy_
};

// True, `true` and `True`.
bool says_yes(const json::value& value) {
  if (const bool* yes = value.if_bool()) return *yes;
  return value.is_string() && equal_ignoring_case(value.get_string(), "true");
}

class LocationReader {
 public:
  LocationReader(const DirectoryObject& object, std::vector<Diagnostic>& diagnostics)
      : object_(object), diagnostics_(diagnostics) {}

  ConvertedObject read(const json::object& detail) {
    graph_["id"] = object_.identifier;
    graph_["displayName"] = object_.display_name;
    for (const auto& [name, value] : detail)
      if (!value.is_null()) read_member(name, value);
    set_type();
    return {ObjectKind::named_location, std::move(graph_), object_.where, {}};
  }

 private:
  void read_member(std::string_view name, const json::value& value) {
    const auto is = [&](std::string_view word) { return equal_ignoring_case(name, word); };
    if (is("NetworkName"))
      graph_["displayName"] = value;
    else if (is("NetworkId"))
      graph_["id"] = value;
    else if (is("Categories"))
      read_categories(name, value);
    else if (is("CountryIsoCodes"))
      read_countries(name, value);
    else if (is("ApplyToUnknownCountry"))
      unknown_country_ = says_yes(value);
    else if (is("CidrIpRanges"))
      read_ranges(name, value);
    else if (is("CompressedCidrIpRanges"))
      read_packed_ranges(name, value);
    else if (!is("Version"))
      graph_[name] = value;
  }

  void read_categories(std::string_view name, const json::value& value) {
    const auto categories = texts_in(value);
    if (!categories) return keep(name, value);
    for (const std::string& category : *categories)
      if (equal_ignoring_case(category, "trusted")) trusted_ = true;
  }
  void read_countries(std::string_view name, const json::value& value) {
    if (!value.is_array()) return keep(name, value);
    countries_ = value.get_array();
  }
  void read_ranges(std::string_view name, const json::value& value) {
    const auto ranges = texts_in(value);
    if (!ranges) return keep(name, value);
    has_ranges_ = has_ranges_ || !ranges->empty();
    add_ranges(*ranges);
  }
  // The same ranges may stand in both members.
  void add_ranges(const std::vector<std::string>& ranges) {
    ranges_.insert(ranges.begin(), ranges.end());
  }
  void read_packed_ranges(std::string_view name, const json::value& value) {
    if (!value.is_string()) return keep(name, value);
    if (value.get_string().empty()) return;
    has_ranges_ = true;
    const auto ranges = unpack_ranges(value.get_string());
    if (ranges) return add_ranges(*ranges);
    Error error = ranges.error();
    error.where = object_.where;
    error.where.pointer = pointer_to(error.where.pointer, name);
    diagnostics_.push_back({Severity::error, std::move(error)});
    keep(name, value);
  }
  // Said to be unknown by the reader of Graph's shape; the location is then not fully read.
  void keep(std::string_view name, const json::value& value) { graph_[name] = value; }

  void set_type() {
    const bool by_country = !countries_.empty() || unknown_country_;
    if (by_country == has_ranges_) return;  // what kind it is is not known
    if (by_country) {
      graph_["@odata.type"] = "#microsoft.graph.countryNamedLocation";
      graph_["countriesAndRegions"] = std::move(countries_);
      graph_["includeUnknownCountriesAndRegions"] = unknown_country_;
      return;
    }
    graph_["@odata.type"] = "#microsoft.graph.ipNamedLocation";
    graph_["isTrusted"] = trusted_;
    json::array ranges;
    for (const std::string& range : ranges_) ranges.push_back(json::object{{"cidrAddress", range}});
    graph_["ipRanges"] = std::move(ranges);
  }

  const DirectoryObject& object_;
  std::vector<Diagnostic>& diagnostics_;
  json::object graph_;
  std::set<std::string> ranges_;
  json::array countries_;
  bool has_ranges_ = false;
  bool trusted_ = false;
  bool unknown_country_ = false;
};

}  // namespace

ConvertedObject read_directory_policy(const json::object& detail, const DirectoryObject& object,
                                      std::vector<Diagnostic>& diagnostics) {
  return PolicyReader(detail, object, diagnostics).read();
}

ConvertedObject read_directory_location(const json::object& detail, const DirectoryObject& object,
                                        std::vector<Diagnostic>& diagnostics) {
  const json::value* known = member(detail, "KnownNetworkPolicies");
  if (known == nullptr || !known->is_object())
    return LocationReader(object, diagnostics).read(detail);
  return LocationReader(object, diagnostics).read(known->get_object());
}

// Its members are Graph's; whatever restricts a combination further must not get lost.
ConvertedObject read_directory_strength(const json::object& detail, const DirectoryObject& object) {
  ConvertedObject out{ObjectKind::authentication_strength, {}, object.where, {}};
  for (const auto& [name, value] : detail)
    if (!value.is_null() && !equal_ignoring_case(name, "Version")) out.object[name] = value;
  out.object["id"] = object.id;
  out.object["displayName"] = object.display_name;
  return out;
}

}  // namespace caprock
