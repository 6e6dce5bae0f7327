// grantControls and sessionControls (CA 1.9, 1.10).
#include "graph_json/codecs.h"
#include "graph_json/shapes.h"

namespace caprock {
namespace {

// Reads carry the whole strength, writes only its id (CA 1.9).
struct StrengthCodec : CodecBase {
  using Field = std::optional<StrengthReference>;

  static bool same(const Field& a, const Field& b) {
    return a.has_value() == b.has_value() && (!a || a->id == b->id);
  }
  void read(const json::value& value, Field& field, ReadContext& context) const {
    if (const json::string* id = value.if_string()) {
      context.odd_form("an object with an `id`");
      field = StrengthReference{StrengthId(std::string(text_of(*id))), std::nullopt};
      return;
    }
    const json::object* object = value.if_object();
    if (object == nullptr) return context.wrong_type(value, "an object");
    const std::size_t unread_before = context.unread.size();
    AuthenticationStrength strength;
    read_members(*object, strength, context);
    field = StrengthReference{strength.id, std::nullopt};
    const json::key_value_pair* combinations = find_member(*object, "allowedCombinations");
    const bool whole = combinations != nullptr && !is_blank(combinations->value());
    if (whole) {
      strength.origin = {context.place(), json::serialize(*object)};
      for (std::size_t i = unread_before; i < context.unread.size(); ++i) {
        strength.unread.push_back(context.unread[i]);
        strength.unread.back().pointer.erase(0, context.pointer().size());
      }
      field->inline_copy = std::move(strength);
    } else if (field->id.empty()) {
      context.missing_member(Severity::warning, "id", "the strength that is meant is not known");
      context.keep_unread(value);
    }
  }
  json::value write(const Field& field) const {
    if (!field) return nullptr;
    return json::object{{"id", field->id.text()}};
  }
  void update(json::value& slot, const Field& now, const Field&) const { slot = write(now); }
};

// A control that says everything but whether it is on.
void expect_switch(const json::object& object, ReadContext& context) {
  const json::key_value_pair* member = find_member(object, "isEnabled");
  if (member != nullptr && !is_blank(member->value())) return;
  context.missing_member(Severity::warning, "isEnabled", "whether the control is on is not known");
  context.keep_unread(object);
}

}  // namespace

template <>
struct Shape<GrantControls> {
  template <class V>
  static void visit(V& v) {
    v.member("operator", &GrantControls::combine);
    v.member("builtInControls", &GrantControls::built_in_controls);
    v.member("customAuthenticationFactors", &GrantControls::custom_authentication_factors);
    v.member("termsOfUse", &GrantControls::terms_of_use, Ids());
    v.member("authenticationStrength", &GrantControls::authentication_strength, StrengthCodec());
  }
  static void after_read(const json::object& object, GrantControls& grant, ReadContext& context) {
    const json::key_value_pair* combine = find_member(object, "operator");
    const std::string inside = context.pointer() + "/";
    const auto unread = static_cast<std::size_t>(
        std::count_if(context.unread.begin(), context.unread.end(),
                      [&](const Unread& one) { return one.pointer.starts_with(inside); }));
    const std::size_t controls = grant.built_in_controls.size() + grant.terms_of_use.size() +
                                 grant.custom_authentication_factors.size() + unread +
                                 (grant.authentication_strength ? 1U : 0U);
    if ((combine != nullptr && !is_blank(combine->value())) || controls < 2) return;
    context.missing_member(Severity::warning, "operator",
                           "whether one control is enough is not known");
    context.keep_unread(object);
  }
};

template <>
struct Shape<CloudAppSecurity> {
  template <class V>
  static void visit(V& v) {
    v.member("isEnabled", &CloudAppSecurity::is_enabled);
    v.member("cloudAppSecurityType", &CloudAppSecurity::type);
  }
  static void after_read(const json::object& object, CloudAppSecurity&, ReadContext& context) {
    expect_switch(object, context);
  }
};

template <>
struct Shape<SignInFrequency> {
  template <class V>
  static void visit(V& v) {
    v.member("value", &SignInFrequency::value);
    v.member("type", &SignInFrequency::type);
    v.member("authenticationType", &SignInFrequency::authentication_type);
    v.member("frequencyInterval", &SignInFrequency::frequency_interval);
    v.member("isEnabled", &SignInFrequency::is_enabled);
  }
  static void after_read(const json::object& object, SignInFrequency&, ReadContext& context) {
    expect_switch(object, context);
  }
};

template <>
struct Shape<PersistentBrowser> {
  template <class V>
  static void visit(V& v) {
    v.member("mode", &PersistentBrowser::mode);
    v.member("isEnabled", &PersistentBrowser::is_enabled);
  }
  static void after_read(const json::object& object, PersistentBrowser&, ReadContext& context) {
    expect_switch(object, context);
  }
};

template <>
struct Shape<SecureAccessProfile> {
  template <class V>
  static void visit(V& v) {
    v.member("profileId", &SecureAccessProfile::profile_id);
    v.member("isEnabled", &SecureAccessProfile::is_enabled);
  }
  static void after_read(const json::object& object, SecureAccessProfile&, ReadContext& context) {
    expect_switch(object, context);
  }
};

template <>
struct Shape<SessionControls> {
  template <class V>
  static void visit(V& v) {
    using S = SessionControls;
    const Inside<Scalar<BoolValue>> switched("isEnabled");
    v.member("disableResilienceDefaults", &S::disable_resilience_defaults);
    v.member("applicationEnforcedRestrictions", &S::application_enforced_restrictions, switched);
    v.member("cloudAppSecurity", &S::cloud_app_security);
    v.member("signInFrequency", &S::sign_in_frequency);
    v.member("persistentBrowser", &S::persistent_browser);
    v.member("secureSignInSession", &S::secure_sign_in_session, switched, Presence::when_set);
    v.member("continuousAccessEvaluation", &S::continuous_access_evaluation,
             Inside<Scalar<EnumValue<CaeMode>>>("mode"), Presence::when_set);
    v.member("globalSecureAccessFilteringProfile", &S::global_secure_access_filtering_profile,
             DefaultCodec<SecureAccessProfile>(), Presence::when_set);
  }
};

template void read_members(const json::object&, GrantControls&, ReadContext&);
template void write_members(json::object&, const GrantControls&, const GrantControls&, Form);
template void read_members(const json::object&, SessionControls&, ReadContext&);
template void write_members(json::object&, const SessionControls&, const SessionControls&, Form);

}  // namespace caprock
