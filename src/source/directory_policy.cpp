#include "source/directory_policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/printable.h"
#include "base/text.h"
#include "graph_json/read_context.h"
#include "source/directory_words.h"

namespace caprock {
namespace {

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
      policy_["state"] = directory::translated(directory::k_states, text).value_or(text);
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
    lose(PolicyPart::conditions,
         fmt::format("/conditions/{}", directory::graph_condition(condition)), what,
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
    for (const directory::ListPlace& row : directory::k_lists) {
      if (!equal_ignoring_case(row.condition, condition) ||
          !equal_ignoring_case(row.criterion, name))
        continue;
      const auto texts = texts_in(value);
      const std::string_view into = include ? row.include : row.exclude;
      if (!texts || into.empty()) return false;
      json::object& parent = child(*graph_, row.parent);
      for (const std::string& text : *texts)
        append(parent, into, directory::translated(row.words, text).value_or(text));
      return true;
    }
    return false;
  }

  bool read_rule(std::string_view condition, std::string_view name, bool include,
                 const json::value& value) {
    for (const directory::RulePlace& row : directory::k_rules) {
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
      if (std::any_of(directory::k_legacy_clients.begin(), directory::k_legacy_clients.end(), is))
        ++legacy;
      else
        append(*graph_, "clientAppTypes",
               directory::translated(directory::k_client_types, text).value_or(text));
    }
    if (legacy > 0) append(*graph_, "clientAppTypes", "other");
    if (legacy > 0 && legacy < directory::k_legacy_clients.size())
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
      const auto control = directory::translated(directory::k_controls, text);
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

}  // namespace

ConvertedObject read_directory_policy(const json::object& detail, const DirectoryObject& object,
                                      std::vector<Diagnostic>& diagnostics) {
  return PolicyReader(detail, object, diagnostics).read();
}

}  // namespace caprock
