#include "integration/connection_sign_ins.h"

#include "integration/connection_kinds.h"
#include "integration/network_probes.h"

namespace caprock {
namespace {

// What the profile and the file say wins; then the user object, which evaluators derive it from.
Signal<ExternalKind> external_kind_of(const ConnectionTarget& target) {
  if (target.connection->external_kind) return *target.connection->external_kind;
  if (target.user) return {};
  if (target.way->external_kind != ExternalKind::none) return target.way->external_kind;
  if (target.kind() == ConnectionKind::guest) return ExternalKind::b2b_collaboration_guest;
  if (target.kind() == ConnectionKind::local_guest) return ExternalKind::internal_guest;
  return ExternalKind::none;
}

Subject user_subject(const ConnectionTarget& target) {
  Subject subject;
  subject.user.id = UserId(target.account_id());
  subject.user.external_kind = external_kind_of(target);
  const Connection& connection = *target.connection;
  if (connection.home_tenant) subject.user.home_tenant = *connection.home_tenant;
  if (connection.groups)
    subject.user.groups.emplace(connection.groups->begin(), connection.groups->end());
  if (connection.roles)
    subject.user.roles.emplace(connection.roles->begin(), connection.roles->end());
  return subject;
}

Subject principal_subject(const ConnectionTarget& target) {
  Subject subject;
  subject.kind = target.kind() == ConnectionKind::managed_identity ? SubjectKind::managed_identity
                                                                   : SubjectKind::service_principal;
  subject.service_principal.id = ServicePrincipalId(target.account_id());
  // CA 2.10: only single-tenant service principals are ever in the scope of a policy.
  if (target.kind() == ConnectionKind::app_only_multi_tenant)
    subject.service_principal.single_tenant = false;
  else if (!target.principal)
    subject.service_principal.single_tenant = true;
  return subject;
}

Request request_of(const ConnectionTarget& target) {
  Request request;
  request.client_app = target.app.value_or(AppId());
  request.client_kind = client_kind_of(target.kind());
  request.scopes = target.way->scopes;
  request.resources = target.way->resources;
  return request;
}

Risk no_risk() {
  Risk risk;
  risk.sign_in = RiskLevel::none;
  risk.user = RiskLevel::none;
  risk.service_principal = RiskLevel::none;
  risk.agent = Signal<AgentRisk>::absent();
  risk.insider = Signal<InsiderRisk>::absent();
  return risk;
}

Signal<std::uint8_t> transfer_method_of(ConnectionKind kind) {
  // The device code flow sticks to the session through all refreshes (CA 2.8).
  if (kind == ConnectionKind::delegated_device_code)
    return static_cast<std::uint8_t>(TransferMethod::device_code_flow);
  return Signal<std::uint8_t>::absent();
}

// Runs on a server: not a single-page app, no device of its own, and not a native app in a person's
// hands.
bool on_a_server(const ConnectionTarget& target) {
  if (target.kind() == ConnectionKind::single_page_app || target.way->own_device) return false;
  return client_kind_of(target.kind()) != ClientKind::public_client || target.way->unattended;
}

std::vector<UsedMethod> password_only() { return {UsedMethod{MethodMode::password, {}, {}, {}}}; }

void describe_stored_token(const ConnectionTarget& target, Instant now, Session& session) {
  const StoredToken& token = target.connection->token;
  switch (target.mfa_in_token()) {
    case Match::yes: session.mfa_claim = true; break;
    case Match::no:
      session.mfa_claim = false;
      session.methods = password_only();
      break;
    case Match::unknown: break;
  }
  if (sends_password(target.kind())) {
    session.last_primary_authentication = now;  // each request authenticates anew (TS 7)
    session.last_secondary_authentication = Signal<Instant>::absent();
    return;
  }
  if (token.signed_in_at) session.last_primary_authentication = *token.signed_in_at;
  if (const auto mfa_at = target.mfa_at())
    session.last_secondary_authentication = *mfa_at;
  else if (target.mfa_in_token() == Match::no)
    session.last_secondary_authentication = Signal<Instant>::absent();
}

Session session_of(const ConnectionTarget& target, Instant now) {
  Session session;
  if (target.mfa_registered() != Match::unknown)
    session.mfa_registered = target.mfa_registered() == Match::yes;
  if (is_app_only(target.kind())) return session;
  describe_stored_token(target, now, session);
  session.password_changed_for_risk = false;
  session.risk_remediated = false;
  if (!on_a_server(target)) return session;
  session.approved_app = false;  // both need an app on a phone that a broker vouches for (CA 2.12)
  session.app_protection = false;
  session.bound_token = false;  // TS 4.5: a token held by a server is never bound to a device
  return session;
}

SignIn refresh_sign_in(const ConnectionTarget& target, Instant now) {
  SignIn sign_in;
  sign_in.at = now;
  sign_in.subject = is_app_only(target.kind()) ? principal_subject(target) : user_subject(target);
  sign_in.request = request_of(target);
  sign_in.request.grant = refresh_grant_of(target.kind());
  sign_in.request.interactive = false;
  sign_in.client.app_type = client_app_type_of(target.kind());
  if (!target.connection->country.empty()) sign_in.client.country = target.connection->country;
  sign_in.client.gps = Signal<GpsPosition>::absent();  // nobody holds a phone (CA 2.6)
  if (on_a_server(target)) {
    sign_in.client.platform = SignInPlatform::unrecognised;
    sign_in.client.compliant_network = false;
    sign_in.device = Signal<Device>::absent();
  }
  if (target.way->platform) sign_in.client.platform = *target.way->platform;
  sign_in.risk = no_risk();
  sign_in.original_transfer_method = transfer_method_of(target.kind());
  sign_in.session = session_of(target, now);
  return sign_in;
}

SignIn interactive_sign_in(const ConnectionTarget& target, Instant now) {
  SignIn sign_in = refresh_sign_in(target, now);
  sign_in.request.grant = target.kind() == ConnectionKind::delegated_device_code
                              ? GrantType::device_code
                              : GrantType::authorization_code;
  sign_in.request.interactive = true;
  // The person sits at a computer of their own, not at the server that will hold the token.
  const Signal<SignInClient> app_type = sign_in.client.app_type;
  sign_in.client = {};
  sign_in.client.app_type = app_type;
  sign_in.device = {};
  const Signal<bool> registered = sign_in.session.mfa_registered;
  sign_in.session = {};
  sign_in.session.mfa_registered = registered;
  sign_in.session.mfa_claim = false;  // not yet: the policy may ask for it
  sign_in.session.methods = password_only();
  sign_in.session.last_primary_authentication = now;
  sign_in.session.last_secondary_authentication = now;
  return sign_in;
}

}  // namespace

ConnectionSignIns sign_ins_of(const ConnectionTarget& target, Instant now) {
  ConnectionSignIns sign_ins;
  const SignIn refresh = refresh_sign_in(target, now);
  for (const IpRange& range : target.connection->network)
    for (const IpAddress& address : addresses_to_try(range, *target.tenant)) {
      sign_ins.refresh.push_back(refresh);
      sign_ins.refresh.back().client.ip = address;
    }
  if (sign_ins.refresh.empty()) sign_ins.refresh.push_back(refresh);
  if (!is_app_only(target.kind()) && !sends_password(target.kind()))
    sign_ins.interactive.push_back(interactive_sign_in(target, now));
  return sign_ins;
}

}  // namespace caprock
