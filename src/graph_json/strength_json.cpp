// authenticationStrengthPolicy and its combination configurations (CA 1.12).
#include "graph_json/codecs.h"
#include "graph_json/graph_json.h"
#include "graph_json/origin_json.h"
#include "graph_json/shapes.h"

namespace caprock {

template <>
struct Shape<Fido2Configuration> {
  template <class V>
  static void visit(V& v) {
    v.member("id", &Fido2Configuration::id);
    v.member("appliesToCombinations", &Fido2Configuration::applies_to_combinations);
    v.member("allowedAAGUIDs", &Fido2Configuration::allowed_aaguids);
  }
  static std::string_view odata_type(const Fido2Configuration&) {
    return "#microsoft.graph.fido2CombinationConfiguration";
  }
};

template <>
struct Shape<X509Configuration> {
  template <class V>
  static void visit(V& v) {
    v.member("id", &X509Configuration::id);
    v.member("appliesToCombinations", &X509Configuration::applies_to_combinations);
    v.member("allowedIssuerSkis", &X509Configuration::allowed_issuer_skis);
    v.member("allowedPolicyOIDs", &X509Configuration::allowed_policy_oids);
  }
  static std::string_view odata_type(const X509Configuration&) {
    return "#microsoft.graph.x509CertificateCombinationConfiguration";
  }
};

namespace {

struct RequirementValue {
  static std::optional<bool> decode(const json::value& value, ReadContext& context) {
    const json::string* text = value.if_string();
    const bool mfa = text != nullptr && equal_ignoring_case(text_of(*text), "mfa");
    if (!mfa && (text == nullptr || !equal_ignoring_case(text_of(*text), "none")))
      context.unknown_value(value);
    return mfa;
  }
  static json::value encode(bool mfa) { return mfa ? "mfa" : "none"; }
};

struct ConfigurationValue {
  static std::optional<CombinationConfiguration> decode(const json::value& value,
                                                        ReadContext& context) {
    const json::object* object = value.if_object();
    if (object == nullptr) {
      context.wrong_type(value, "an object");
      return std::nullopt;
    }
    const std::string_view type = odata_type_of(*object);
    const auto has = [&](std::string_view name) { return find_member(*object, name) != nullptr; };
    const bool typed = !type.empty();
    if (ends_with_ignoring_case(type, "fido2CombinationConfiguration") ||
        (!typed && has("allowedAAGUIDs")))
      return read_as<Fido2Configuration>(*object, context);
    if (ends_with_ignoring_case(type, "x509CertificateCombinationConfiguration") ||
        (!typed && (has("allowedIssuerSkis") || has("allowedPolicyOIDs"))))
      return read_as<X509Configuration>(*object, context);
    context.unknown_value(value);
    return std::nullopt;
  }
  static json::value encode(const CombinationConfiguration& configuration) {
    return std::visit([](const auto& kind) { return json::value(fresh_object(kind)); },
                      configuration);
  }

 private:
  template <class T>
  static CombinationConfiguration read_as(const json::object& object, ReadContext& context) {
    T configuration;
    read_members(object, configuration, context);
    return configuration;
  }
};

}  // namespace

template <>
struct Shape<AuthenticationStrength> {
  static constexpr std::array<std::string_view, 2> k_silent = {"createdDateTime",
                                                               "modifiedDateTime"};
  template <class V>
  static void visit(V& v) {
    using A = AuthenticationStrength;
    v.member("id", &A::id, DefaultCodec<StrengthId>(), Presence::when_set);
    v.member("displayName", &A::display_name);
    v.member("description", &A::description);
    v.member("policyType", &A::policy_type);
    v.member("requirementsSatisfied", &A::satisfies_mfa, Scalar<RequirementValue>());
    v.member("allowedCombinations", &A::allowed_combinations);
    v.member("combinationConfigurations", &A::combination_configurations,
             List<ConfigurationValue>());
  }
  static void after_read(const json::object& object, AuthenticationStrength& strength,
                         ReadContext&) {
    const json::key_value_pair* listed = find_member(object, "combinationConfigurations");
    strength.lists_configurations = listed != nullptr && listed->value().is_array();
  }
};

template void read_members(const json::object&, AuthenticationStrength&, ReadContext&);
template void write_members(json::object&, const AuthenticationStrength&,
                            const AuthenticationStrength&, Form);

Read<AuthenticationStrength> read_authentication_strength(const json::object& object,
                                                          const Place& where) {
  ReadContext context(where, subject_of("authentication strength", object),
                      PolicyPart::grant_controls);
  return read_whole<AuthenticationStrength>(object, where, context);
}

json::object write_authentication_strength(const AuthenticationStrength& strength) {
  return write_whole(strength, read_authentication_strength);
}

}  // namespace caprock
