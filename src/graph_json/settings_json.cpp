// Switches of a tenant beside its policies: security defaults, multifactor service settings,
// cross-tenant access, token lifetimes, authentication contexts, terms of use.
#include "graph_json/codecs.h"
#include "graph_json/graph_json.h"
#include "graph_json/origin_json.h"

namespace caprock {
namespace {

using std::chrono::days;
using std::chrono::seconds;

// Days; zero and less say that nothing is remembered.
struct RememberedDays : CodecBase {
  void read(const json::value& value, std::optional<days>& field, ReadContext& context) const {
    const auto number = IntValue::decode(value, context);
    if (number && *number > 0) field = days(*number);
  }
};

// The first element of `definition` is JSON text: `{"TokenLifetimePolicy": {...}}`.
struct DefinitionCodec : CodecBase {
  void read(const json::value& value, std::optional<seconds>& field, ReadContext& context) const {
    const std::vector<json::value> elements = elements_of(value);
    const json::string* text = elements.empty() ? nullptr : elements.front().if_string();
    if (text == nullptr) return context.wrong_type(value, "a list of one JSON text");
    const auto definition = parse_json(text_of(*text), {});
    if (!definition)
      return context.report(Severity::error, definition.error().code,
                            "the definition cannot be read: " + definition.error().message,
                            "export the policy again: its definition is JSON in a text");
    const json::value* policy = member_of(definition->value, "TokenLifetimePolicy");
    const json::value* lifetime =
        policy != nullptr ? member_of(*policy, "AccessTokenLifetime") : nullptr;
    if (lifetime == nullptr) return;
    const json::string* span = lifetime->if_string();
    field = span != nullptr ? parse_time_span(text_of(*span)) : std::nullopt;
    if (!field) context.unknown_value(*lifetime);
  }

 private:
  static const json::value* member_of(const json::value& value, std::string_view name) {
    const json::object* object = value.if_object();
    const json::key_value_pair* member = object != nullptr ? find_member(*object, name) : nullptr;
    return member != nullptr && !is_blank(member->value()) ? &member->value() : nullptr;
  }
};

}  // namespace

template <>
struct Shape<SecurityDefaults> {
  static constexpr bool k_open = true;
  template <class V>
  static void visit(V& v) {
    v.member("isEnabled", &SecurityDefaults::is_enabled);
  }
  static void after_read(const json::object& object, SecurityDefaults&, ReadContext& context) {
    if (find_member(object, "isEnabled") == nullptr)
      context.missing_member(Severity::error, "isEnabled", "security defaults are taken as off");
  }
};

template <>
struct Shape<MfaServiceSettings> {
  template <class V>
  static void visit(V& v) {
    v.member("rememberMfaDays", &MfaServiceSettings::remember_mfa, RememberedDays());
    v.member("trustedIps", &MfaServiceSettings::trusted_ips, List<IpRangeValue>());
    v.member("appPasswordsAllowed", &MfaServiceSettings::app_passwords_allowed);
  }
};

template <>
struct Shape<InboundTrust> {
  static constexpr bool k_open = true;
  template <class V>
  static void visit(V& v) {
    v.member("isMfaAccepted", &InboundTrust::is_mfa_accepted);
    v.member("isCompliantDeviceAccepted", &InboundTrust::is_compliant_device_accepted);
    v.member("isHybridAzureADJoinedDeviceAccepted",
             &InboundTrust::is_hybrid_azure_ad_joined_device_accepted);
  }
};

template <>
struct Shape<CrossTenantAccess> {
  static constexpr bool k_open = true;
  template <class V>
  static void visit(V& v) {
    v.member("tenantId", &CrossTenantAccess::tenant_id);
    v.member("inboundTrust", &CrossTenantAccess::inbound_trust);
    v.member("isServiceProvider", &CrossTenantAccess::is_service_provider);
  }
};

template <>
struct Shape<TokenLifetimePolicy> {
  static constexpr bool k_open = true;
  template <class V>
  static void visit(V& v) {
    v.member("id", &TokenLifetimePolicy::id);
    v.member("displayName", &TokenLifetimePolicy::display_name);
    v.member("definition", &TokenLifetimePolicy::access_token_lifetime, DefinitionCodec());
    v.member("isOrganizationDefault", &TokenLifetimePolicy::is_organization_default);
  }
};

template <>
struct Shape<AuthenticationContext> {
  static constexpr bool k_open = true;
  template <class V>
  static void visit(V& v) {
    v.member("id", &AuthenticationContext::id);
    v.member("displayName", &AuthenticationContext::display_name);
    v.member("isAvailable", &AuthenticationContext::is_available);
  }
};

template <>
struct Shape<TermsOfUse> {
  static constexpr bool k_open = true;
  template <class V>
  static void visit(V& v) {
    v.member("id", &TermsOfUse::id);
    v.member("displayName", &TermsOfUse::display_name);
  }
};

Read<SecurityDefaults> read_security_defaults(const json::object& object, const Place& where) {
  return read_plain<SecurityDefaults>("security defaults", object, where);
}
Read<MfaServiceSettings> read_mfa_service_settings(const json::object& object, const Place& where) {
  return read_plain<MfaServiceSettings>("multifactor service settings", object, where);
}
Read<CrossTenantAccess> read_cross_tenant_access(const json::object& object, const Place& where) {
  return read_plain<CrossTenantAccess>("cross-tenant access", object, where);
}
Read<TokenLifetimePolicy> read_token_lifetime_policy(const json::object& object,
                                                     const Place& where) {
  return read_plain<TokenLifetimePolicy>("token lifetime policy", object, where);
}
Read<AuthenticationContext> read_authentication_context(const json::object& object,
                                                        const Place& where) {
  return read_plain<AuthenticationContext>("authentication context", object, where);
}
Read<TermsOfUse> read_terms_of_use(const json::object& object, const Place& where) {
  return read_plain<TermsOfUse>("terms of use", object, where);
}

}  // namespace caprock
