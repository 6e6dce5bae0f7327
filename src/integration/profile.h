// What an integration needs to stay signed in, as its vendor says it: data from profiles/*.yaml.
//
// Every statement names the document it comes from. The form is docs/schemas/profile.schema.json,
// which docs/profiles.md explains.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "integration/yaml_form.h"
#include "model/connection.h"
#include "model/evaluation_options.h"
#include "model/evidence.h"
#include "model/ids.h"
#include "model/sign_in.h"

namespace caprock {

// A published text that statements rest on.
struct ProfileDocument {
  std::string id;  // referred to by statements
  std::string title;
  std::string publisher;
  std::string address;  // where it was published; may be empty
  std::string read;     // ISO date on which we read it; only month or year when that is known
  std::string note;     // what we could not verify; may be empty
};

// The controls that statements, causes and remedies speak about.
enum class ControlTopic : std::uint8_t {
  mfa,
  authentication_strength,
  compliant_device,
  domain_joined_device,
  approved_application,
  compliant_application,
  password_change,
  risk_remediation,
  terms_of_use,
  custom_control,
  block,
  sign_in_frequency,
  persistent_browser,
  application_enforced_restrictions,
  cloud_app_security,
  token_protection,
  continuous_access_evaluation,
  security_defaults,
  per_user_mfa,
  remember_mfa,
  account_disabled,
  sessions_revoked,  // or the password changed, where that ends the token
  app_disabled,
  unread,  // a part of a policy that is not understood here
};

// "This control does that to this connection", where the vendor says more, or other, than the
// rules.
struct VendorEffect {
  ControlTopic topic{};
  std::vector<std::string> connections;  // ids; empty: all of the profile
  std::string says;                      // the vendor's statement, in our words
  Evidence evidence = Evidence::vendor;
  std::string document;
};

// What a remedy would change; the check tries the ones that change policies before it recommends.
enum class RemedyChange : std::uint8_t {
  exclude_client_app,   // the integration's own app, under Cloud apps / Target resources
  exclude_account,      // the connection's account, under Users
  exclude_guest_kinds,  // the connection's external user kind, under Users
  disable_security_defaults,
  disable_per_user_mfa,
  set_remember_mfa_days,  // to `days`
  turn_off_remember_mfa,  // no age limit on the token's MFA any more (TS 5.2)
  exclude_role,           // everybody in the role `value`, under Users
  add_own_policy,         // out of the policies that hit it, into one of its own that asks for MFA
  add_named_location,     // the integration's addresses as a trusted location
  move_to_app_only,
  sign_in_with_mfa,  // once, by a person, so that the token carries the claim
  re_sync,           // the vendor's step after a fix
};

struct Remedy {
  std::string id;
  RemedyChange change{};
  std::vector<ControlTopic> topics;      // causes it is meant for
  std::vector<std::string> connections;  // ids; empty: all of the profile
  std::string says;                      // what to do, in words
  std::optional<int> days;               // for set_remember_mfa_days
  std::string value;                     // for exclude_role: role template id
  std::string caution;                   // what we add to it: limits, trade-offs; may be empty
  Evidence evidence = Evidence::vendor;
  std::string document;  // empty for our own remedies
  bool by_vendor = true;
};

// Beyond Conditional Access: what must be so in the tenant.
enum class RequirementKind : std::uint8_t {
  security_defaults_off,
  per_user_mfa_disabled,
  remember_mfa_days_at_least,  // `days`
  remember_mfa_off,
  role,  // `value`: role template id
  trusted_location_allowed,
  mfa_in_token,                     // somebody answered a prompt when it was connected
  never_asked_for_mfa,              // by no policy and no setting
  entra_mfa_only,                   // no third party's second factor
  excluded_from_other_policies,     // out of every policy but one of its own
  own_policy,                       // a policy for this account alone, with the controls `topics`
  excluded_from_controls,           // out of policies with the controls `topics`
  same_policies_for_all_resources,  // what hits one of its resources hits them all
  device_code_allowed,
  app_passwords_allowed,
  account_enabled,
  password_unchanged,  // since it was connected
};

struct Requirement {
  RequirementKind kind{};
  std::vector<std::string> connections;
  std::string says;
  std::optional<int> days;
  std::string value;
  std::vector<ControlTopic> topics;
  Evidence evidence = Evidence::vendor;
  std::string document;
};

// Whose account a token is of: one the product has to itself, or a person's own.
enum class AccountOf : std::uint8_t { product, person };

// Who agreed that the product may act in the tenant.
enum class ConsentedBy : std::uint8_t { unknown, administrator, account, provider };

// How the product signs in when it is connected or called.
enum class SignInFlow : std::uint8_t {
  authorization_code,
  device_code,
  password,
  client_credentials,
  on_behalf_of,
  managed_identity,
  basic_authentication,
};

// Whose network its requests come from: an address that stays can be trusted, or fenced in.
enum class CalledFrom : std::uint8_t { unknown, customer, vendor, changing };

// One way in which the product holds tokens in a tenant.
struct ProfileConnection {
  std::string id;
  std::string title;
  std::string describes;  // one or two sentences for an administrator
  ConnectionKind kind{};
  Evidence kind_evidence = Evidence::inferred;  // vendors often do not say which it is
  ExternalKind external_kind = ExternalKind::none;
  std::string client_name;
  std::optional<AppId> client_app;  // when the vendor publishes one appId for all tenants
  std::vector<std::string> scopes;  // Graph scopes or resource URIs asked at each refresh
  Evidence scopes_evidence = Evidence::unsure;  // of `scopes` being the whole list
  std::vector<AppId> resources;
  std::optional<std::chrono::minutes> refresh_every;
  AccountOf account_of = AccountOf::product;
  ConsentedBy consented_by = ConsentedBy::unknown;
  std::vector<SignInFlow> flows;  // empty: not published
  CalledFrom called_from = CalledFrom::unknown;
  bool own_device = false;                 // it is a device: a room system, a phone
  std::optional<SignInPlatform> platform;  // of that device
  std::optional<bool> mfa_at_consent;      // can a prompt be answered then? nullopt: nobody says
  bool unattended = true;                  // nobody is there to answer a prompt
  bool person_can_sign_in = true;  // false: nobody ever can (accounts the product made itself)
  SifConfidential sif_confidential = SifConfidential::deferred;
  std::string document;
};

struct Profile {
  std::string id;  // `mio`
  std::string name;
  std::string vendor;
  std::string made_by;  // who wrote this file, from the documents below
  std::string summary;
  std::vector<ProfileDocument> documents;
  std::vector<ProfileConnection> connections;
  std::vector<Requirement> requirements;
  std::vector<VendorEffect> effects;
  std::vector<Remedy> remedies;  // the vendor's order, then ours
  std::string after_fix;         // the re-sync step
  Place where;
};

// Reads one profile. Errors: yaml.malformed, profile.invalid, with line and column.
//
// An accepted profile has at least one connection, its ids are unique, and every document and
// connection that a statement names exists.
Result<Profile> parse_profile(std::string_view yaml, const std::string& file);

// The objects of a profile and their keys, as the reader knows them.
std::vector<YamlForm> profile_forms();

}  // namespace caprock
