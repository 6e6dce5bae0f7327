// Users, groups, roles, service principals, applications and the organization (CA 1.6, 1.7).
//
// Graph gives these objects many more members than a policy or a token can depend on, so members
// without a field here are passed over in silence.
#include "graph_json/codecs.h"
#include "graph_json/graph_json.h"
#include "graph_json/origin_json.h"

namespace caprock {
namespace {

// Runs `each` on the elements of a list; a single value stands for a list of one.
template <class Each>
void for_each_element(const json::value& value, const Each& each) {
  if (const json::array* array = value.if_array())
    std::for_each(array->begin(), array->end(), each);
  else
    each(value);
}

const json::value* filled_member(const json::value& value, std::string_view name) {
  const json::object* object = value.if_object();
  const json::key_value_pair* member = object != nullptr ? find_member(*object, name) : nullptr;
  return member != nullptr && !is_blank(member->value()) ? &member->value() : nullptr;
}

// References to other objects: `[{"id": "..."}]` or `["..."]`. An empty list says that there are
// none; null or nothing says that nobody looked.
struct References : CodecBase {
  std::string_view only_type;  // other `@odata.type`s are left out; empty: all are taken

  explicit References(std::string_view type = {}) : only_type(type) {}

  static bool reads_blank(const json::value& value) { return value.is_array(); }

  template <class AnyId>
  void read(const json::value& value, std::optional<std::vector<AnyId>>& field,
            ReadContext& context) const {
    field.emplace();
    for_each_element(value, [&](const json::value& element) {
      if (is_blank(element)) return;
      const json::value* id = element.is_object() ? filled_member(element, "id") : &element;
      if (element.is_object() && !wanted(element.get_object())) return;
      if (id == nullptr) {
        context.wrong_type(element, "an object with an `id`");
      } else if (auto decoded = IdValue<AnyId>::decode(*id, context)) {
        field->push_back(*std::move(decoded));
      }
    });
  }

 private:
  bool wanted(const json::object& object) const {
    const std::string_view type = odata_type_of(object);
    return type.empty() || only_type.empty() || ends_with_ignoring_case(type, only_type);
  }
};

// A list that Graph cut off is no list of members: what is missing could be anything.
template <class Members>
void drop_if_cut_off(const json::object& object, std::string_view name, Members& members,
                     ReadContext& context) {
  const std::string link = std::string(name) + "@odata.nextLink";
  if (!members || find_member(object, link) == nullptr) return;
  members.reset();
  context.report(Severity::warning, ErrorCode::source_partial,
                 "`" + std::string(name) + "` is cut off; membership is taken as unknown",
                 "export it with all pages");
}

// Beta: `authentication.requirements.perUserMfaState`.
struct NestedMfaState : CodecBase {
  void read(const json::value& value, std::optional<PerUserMfaState>& state,
            ReadContext& context) const {
    const json::value* requirements = filled_member(value, "requirements");
    const json::value* found =
        requirements != nullptr ? filled_member(*requirements, "perUserMfaState") : nullptr;
    if (found != nullptr) Scalar<EnumValue<PerUserMfaState>>().read(*found, state, context);
  }
};

// `Assigned` and `Activated` are active; eligible roles do not count until activated (CA 2.9).
struct AssignmentTypeValue {
  static std::optional<RoleAssignmentType> decode(const json::value& value, ReadContext& context) {
    const auto text = StringValue::decode(value, context);
    if (!text) return std::nullopt;
    return contains_ignoring_case(*text, "eligib") ? RoleAssignmentType::eligible
                                                   : RoleAssignmentType::active;
  }
};

// `{"Set": {"Attribute": "v"}}` or a list of values. Only texts can be matched by a filter.
struct SecurityAttributesCodec : CodecBase {
  // `{}` says that there are none, except in SDK serialisations, which write it for "not loaded".
  static bool reads_blank(const json::value& value) {
    return value.is_object() && value.get_object().empty();
  }
  void read(const json::value& value, std::optional<SecurityAttributes>& field,
            ReadContext& context) const {
    const json::object* sets = value.if_object();
    if (sets == nullptr) return context.wrong_type(value, "an object");
    if (sets->empty() && context.pointer().starts_with("/C")) return;
    field.emplace();
    for (const json::key_value_pair& set : *sets) {
      const json::object* attributes = set.value().if_object();
      if (is_annotation(set.key()) || attributes == nullptr) continue;
      for (const json::key_value_pair& attribute : *attributes) {
        if (is_annotation(attribute.key()) || is_blank(attribute.value())) continue;
        std::string name(set.key());
        name += '_';
        name += std::string_view(attribute.key());
        add_texts(attribute.value(), (*field)[name]);
      }
    }
  }

 private:
  static void add_texts(const json::value& value, std::vector<std::string>& texts) {
    for_each_element(value, [&](const json::value& element) {
      if (const json::string* text = element.if_string()) texts.emplace_back(text_of(*text));
    });
  }
};

// Whether `{"redirectUris": [...]}` has any.
struct HasRedirect : CodecBase {
  void read(const json::value& value, bool& field, ReadContext&) const {
    field = filled_member(value, "redirectUris") != nullptr;
  }
};

// `endDateTime` of each secret or certificate, added to those already read.
struct CredentialEnds : CodecBase {
  void read(const json::value& value, std::vector<Instant>& ends, ReadContext& context) const {
    for_each_element(value, [&](const json::value& credential) {
      const json::value* end = filled_member(credential, "endDateTime");
      const auto instant = end != nullptr ? InstantValue::decode(*end, context) : std::nullopt;
      if (instant) ends.push_back(*instant);
    });
  }
};

// `[{"name": "contoso.com"}]` or `["contoso.com"]`.
struct DomainNames : CodecBase {
  void read(const json::value& value, std::vector<std::string>& names, ReadContext&) const {
    for_each_element(value, [&](const json::value& domain) {
      const json::value* name = domain.is_object() ? filled_member(domain, "name") : &domain;
      if (name != nullptr && name->is_string()) names.emplace_back(text_of(name->get_string()));
    });
  }
};

void expect_id(bool given, std::string_view name, ReadContext& context) {
  if (!given) context.missing_member(Severity::warning, name, "nothing can refer to it");
}

}  // namespace

template <>
struct Shape<User> {
  static constexpr bool k_open = true;
  template <class V>
  static void visit(V& v) {
    v.member("id", &User::id);
    v.member("userPrincipalName", &User::user_principal_name);
    v.member("displayName", &User::display_name);
    v.member("userType", &User::user_type);
    v.member("accountEnabled", &User::account_enabled);
    v.member("creationType", &User::creation_type);
    v.member("externalUserState", &User::external_user_state);
    v.member("authentication", &User::per_user_mfa_state, NestedMfaState());
    v.member("perUserMfaState", &User::per_user_mfa_state);
    v.member("isMfaRegistered", &User::is_mfa_registered);
    v.member("signInSessionsValidFromDateTime", &User::sign_in_sessions_valid_from);
    v.member("lastPasswordChangeDateTime", &User::last_password_change);
    v.member("transitiveMemberOf", &User::transitive_member_of, References("group"));
  }
  static void after_read(const json::object& object, User& user, ReadContext& context) {
    expect_id(!user.id.empty(), "id", context);
    drop_if_cut_off(object, "transitiveMemberOf", user.transitive_member_of, context);
  }
};

template <>
struct Shape<Group> {
  static constexpr bool k_open = true;
  template <class V>
  static void visit(V& v) {
    v.member("id", &Group::id);
    v.member("displayName", &Group::display_name);
    v.member("members", &Group::members, References());
  }
  static void after_read(const json::object& object, Group& group, ReadContext& context) {
    expect_id(!group.id.empty(), "id", context);
    drop_if_cut_off(object, "members", group.members, context);
  }
};

// Policies name built-in roles by template id (CA 1.6); a directoryRole also has an id of its own.
template <>
struct Shape<RoleDefinition> {
  static constexpr bool k_open = true;
  template <class V>
  static void visit(V& v) {
    v.member("id", &RoleDefinition::id);
    v.member("templateId", &RoleDefinition::id);
    v.member("roleTemplateId", &RoleDefinition::id);
    v.member("displayName", &RoleDefinition::display_name);
    v.member("isBuiltIn", &RoleDefinition::is_built_in);
  }
  static void after_read(const json::object&, RoleDefinition& role, ReadContext& context) {
    expect_id(!role.id.empty(), "id", context);
  }
};

template <>
struct Shape<RoleAssignment> {
  static constexpr bool k_open = true;
  template <class V>
  static void visit(V& v) {
    v.member("roleDefinitionId", &RoleAssignment::role);
    v.member("roleTemplateId", &RoleAssignment::role);
    v.member("principalId", &RoleAssignment::principal);
    v.member("directoryScopeId", &RoleAssignment::directory_scope_id);
    v.member("assignmentType", &RoleAssignment::type, Scalar<AssignmentTypeValue>());
  }
  static void after_read(const json::object& object, RoleAssignment& assignment,
                         ReadContext& context) {
    // Instances of eligibility have no assignmentType; only they name the schedule behind them.
    const json::key_value_pair* schedule = find_member(object, "roleEligibilityScheduleId");
    if (contains_ignoring_case(odata_type_of(object), "eligib") ||
        (schedule != nullptr && !is_blank(schedule->value())))
      assignment.type = RoleAssignmentType::eligible;
    expect_id(!assignment.role.empty(), "roleDefinitionId", context);
    expect_id(!assignment.principal.empty(), "principalId", context);
  }
};

template <>
struct Shape<ServicePrincipal> {
  static constexpr bool k_open = true;
  template <class V>
  static void visit(V& v) {
    using S = ServicePrincipal;
    v.member("id", &S::id);
    v.member("appId", &S::app_id);
    v.member("displayName", &S::display_name);
    v.member("servicePrincipalType", &S::service_principal_type);
    v.member("appOwnerOrganizationId", &S::app_owner_organization_id);
    v.member("signInAudience", &S::sign_in_audience);
    v.member("accountEnabled", &S::account_enabled);
    v.member("customSecurityAttributes", &S::custom_security_attributes, SecurityAttributesCodec());
  }
  static void after_read(const json::object&, ServicePrincipal& principal, ReadContext& context) {
    expect_id(!principal.id.empty() || !principal.app_id.empty(), "id", context);
  }
};

template <>
struct Shape<PermissionGrant> {
  static constexpr bool k_open = true;
  template <class V>
  static void visit(V& v) {
    v.member("id", &PermissionGrant::id);
    v.member("clientId", &PermissionGrant::client);
    v.member("consentType", &PermissionGrant::consent_type);
    v.member("principalId", &PermissionGrant::principal);
    v.member("resourceId", &PermissionGrant::resource);
    v.member("scope", &PermissionGrant::scope);
  }
  static void after_read(const json::object&, PermissionGrant& grant, ReadContext& context) {
    expect_id(!grant.client.empty(), "clientId", context);
  }
};

template <>
struct Shape<Application> {
  static constexpr bool k_open = true;
  template <class V>
  static void visit(V& v) {
    using A = Application;
    v.member("appId", &A::app_id);
    v.member("id", &A::id);
    v.member("displayName", &A::display_name);
    v.member("signInAudience", &A::sign_in_audience);
    v.member("web", &A::has_web_redirect, HasRedirect());
    v.member("spa", &A::has_spa_redirect, HasRedirect());
    v.member("publicClient", &A::has_public_client_redirect, HasRedirect());
    v.member("isFallbackPublicClient", &A::is_fallback_public_client);
    v.member("passwordCredentials", &A::credentials_end, CredentialEnds());
    v.member("keyCredentials", &A::credentials_end, CredentialEnds());
  }
  static void after_read(const json::object&, Application& application, ReadContext& context) {
    expect_id(!application.app_id.empty(), "appId", context);
  }
};

template <>
struct Shape<Organization> {
  static constexpr bool k_open = true;
  template <class V>
  static void visit(V& v) {
    v.member("id", &Organization::id);
    v.member("displayName", &Organization::display_name);
    v.member("verifiedDomains", &Organization::verified_domains, DomainNames());
  }
};

Read<User> read_user(const json::object& object, const Place& where) {
  return read_plain<User>("user", object, where);
}
Read<Group> read_group(const json::object& object, const Place& where) {
  return read_plain<Group>("group", object, where);
}
Read<RoleDefinition> read_role_definition(const json::object& object, const Place& where) {
  return read_plain<RoleDefinition>("role", object, where);
}
Read<RoleAssignment> read_role_assignment(const json::object& object, const Place& where) {
  return read_plain<RoleAssignment>("role assignment", object, where);
}
Read<ServicePrincipal> read_service_principal(const json::object& object, const Place& where) {
  return read_plain<ServicePrincipal>("service principal", object, where);
}
Read<PermissionGrant> read_permission_grant(const json::object& object, const Place& where) {
  return read_plain<PermissionGrant>("permission grant", object, where);
}
Read<Application> read_application(const json::object& object, const Place& where) {
  return read_plain<Application>("application", object, where);
}
Read<Organization> read_organization(const json::object& object, const Place& where) {
  return read_plain<Organization>("organization", object, where);
}

}  // namespace caprock
