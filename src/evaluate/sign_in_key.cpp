#include "evaluate/sign_in_key.h"

#include <algorithm>
#include <type_traits>

namespace caprock::evaluate {
namespace {

// Appends values so that different sequences of values give different bytes.
class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  template <class T>
    requires std::is_enum_v<T> || std::is_arithmetic_v<T>
  void add(T value) {
    out_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void add(std::string_view text) {
    add(static_cast<std::uint32_t>(text.size()));
    out_.append(text);
  }
  void add(const std::string& text) { add(std::string_view(text)); }
  template <class Tag>
  void add(const Id<Tag>& id) {
    add(static_cast<std::uint32_t>(id.text().size()));
    for (const char c : id.text())
      out_.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  }
  void add(const GpsPosition& position) {
    add(position.country);
    add(position.valid);
  }
  void add(const UsedMethod& method) {
    add(method.mode);
    add(method.aaguid);
    add(method.issuer_ski);
    add_all(method.policy_oids);
  }
  void add(const Device& device) {
    for (const auto* text :
         {&device.device_id, &device.display_name, &device.ownership,
          &device.enrollment_profile_name, &device.manufacturer, &device.mdm_app_id, &device.model,
          &device.operating_system, &device.operating_system_version, &device.profile_type})
      add(*text);
    add(device.is_compliant);
    add(device.trust_type);
    add(device.physical_ids);
    add(device.system_labels);
    for (const auto& attribute : device.extension_attributes) add(attribute);
    add(device.intune_managed);
  }
  template <class T>
  void add(const std::vector<T>& values) {
    add_all(values);
  }
  template <class T>
  void add(const std::set<T>& values) {
    add_all(values);
  }
  void add(const SecurityAttributes& attributes) {
    add(static_cast<std::uint32_t>(attributes.size()));
    for (const auto& [name, values] : attributes) {
      add(name);
      add_all(values);
    }
  }
  template <class T>
  void add(const std::optional<T>& value) {
    add(value.has_value());
    if (value) add(*value);
  }
  template <class T>
  void add(const Signal<T>& signal) {
    add(static_cast<std::uint8_t>(signal.is_unknown() ? 0 : signal.is_absent() ? 1 : 2));
    if (const T* value = signal.value()) add(*value);
  }

 private:
  template <class Range>
  void add_all(const Range& values) {
    add(static_cast<std::uint32_t>(values.size()));
    for (const auto& value : values) add(value);
  }

  std::string& out_;
};

void add_request(Writer& key, const Request& request) {
  key.add(request.grant);
  key.add(request.interactive);
  key.add(request.client_app);
  key.add(request.client_kind);
  key.add(request.id_token_requested);
  key.add(request.scopes);
  key.add(request.resources);
  key.add(request.audiences);
  key.add(request.user_action);
  key.add(request.authentication_contexts);
}

void add_traits(Writer& key, const Subject& subject, const SubjectTraits& traits) {
  key.add(subject.kind);
  key.add(traits.kinds);
  key.add(traits.has_object);
  key.add(subject.user.identity_provider);
  key.add(subject.user.home_tenant);
}

// How many of the limits the authentication has outlived; other numbers where nobody can tell.
std::uint32_t age_rank(const Signal<Instant>& authentication, const Signal<Instant>& now,
                       std::span<const std::chrono::seconds> limits) {
  constexpr std::uint32_t k_absent = UINT32_MAX;
  constexpr std::uint32_t k_unknown = UINT32_MAX - 1;
  constexpr std::uint32_t k_no_clock = UINT32_MAX - 2;
  if (authentication.is_absent()) return k_absent;
  if (authentication.is_unknown()) return k_unknown;
  if (!now.value()) return k_no_clock;
  const auto age = *now.value() - *authentication.value();
  return static_cast<std::uint32_t>(std::lower_bound(limits.begin(), limits.end(), age) -
                                    limits.begin());
}

}  // namespace

void write_subject_key(std::string& out, const Subject& subject) {
  Writer key(out);
  key.add(subject.kind);
  key.add(subject.user.id);
  key.add(subject.user.external_kind);
  key.add(subject.user.home_tenant);
  key.add(subject.user.identity_provider);
  key.add(subject.user.groups);
  key.add(subject.user.roles);
  key.add(subject.service_principal.id);
  key.add(subject.service_principal.single_tenant);
  key.add(subject.service_principal.attributes);
  key.add(subject.service_principal.blueprint);
}

void write_target_key(std::string& out, const SignIn& sign_in) {
  Writer key(out);
  key.add(sign_in.subject.kind);
  add_request(key, sign_in.request);
}

// The family counts beside the interval: trusted MFA addresses nobody exported are IPv4 (CA 2.6).
void write_address_key(std::string& out, const IpAddress& address, const CompiledTenant& tenant) {
  Writer key(out);
  key.add(address.family());
  key.add(tenant.addresses().interval_of(address));
}

void write_place_key(std::string& out, const SignIn& sign_in, const CompiledTenant& tenant) {
  Writer key(out);
  const Signal<IpAddress>& ip = sign_in.client.ip;
  key.add(sign_in.subject.kind);
  key.add(static_cast<std::uint8_t>(ip.is_unknown() ? 0 : ip.is_absent() ? 1 : 2));
  if (ip.value()) write_address_key(out, *ip.value(), tenant);
  key.add(sign_in.client.country);
  key.add(sign_in.client.gps);
  key.add(sign_in.client.compliant_network);
}

void write_context_key(std::string& out, const SignIn& sign_in, const SubjectTraits& traits) {
  Writer key(out);
  key.add(sign_in.client.app_type);
  key.add(sign_in.client.platform);
  key.add(sign_in.request.grant);
  key.add(sign_in.request.client_kind);
  add_traits(key, sign_in.subject, traits);
  key.add(sign_in.device);
  key.add(sign_in.risk.sign_in);
  key.add(sign_in.risk.user);
  key.add(sign_in.risk.service_principal);
  key.add(sign_in.risk.agent);
  key.add(sign_in.risk.insider);
  key.add(sign_in.original_transfer_method);
}

void write_proof_key(std::string& out, const SignIn& sign_in, const SubjectTraits& traits,
                     std::span<const std::chrono::seconds> frequency_limits) {
  Writer key(out);
  const Session& session = sign_in.session;
  add_request(key, sign_in.request);
  add_traits(key, sign_in.subject, traits);
  key.add(sign_in.client.app_type);
  key.add(sign_in.client.platform);
  key.add(sign_in.device);
  key.add(session.methods);
  key.add(session.mfa_claim);
  key.add(session.mfa_registered);
  key.add(age_rank(session.last_primary_authentication, sign_in.at, frequency_limits));
  key.add(age_rank(session.last_secondary_authentication, sign_in.at, frequency_limits));
  key.add(session.terms_accepted);
  key.add(session.custom_controls_satisfied);
  key.add(session.approved_app);
  key.add(session.app_protection);
  key.add(session.bound_token);
  key.add(session.password_changed_for_risk);
  key.add(session.risk_remediated);
}

}  // namespace caprock::evaluate
