// For tests of guessing: a tenant, a product with a connection of each kind, and records of a log.
// Not part of the library.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "integration/guess.h"

namespace caprock::guess_fixture {

inline const AppId k_published{"a0000001-0000-4000-8000-000000000001"};
inline const AppId k_other_app{"a0000001-0000-4000-8000-000000000002"};
inline const UserId k_bridge_user{"05e00001-0000-4000-8000-000000000001"};
inline const TenantId k_own_tenant{"7e000001-0000-4000-8000-000000000001"};
inline constexpr std::string_view k_sync_role = "d29b2b05-8046-44ba-8758-1e26182fcf32";

inline ProfileConnection way_of(std::string id, ConnectionKind kind) {
  ProfileConnection way;
  way.id = std::move(id);
  way.kind = kind;
  way.client_name = "Relay Bridge";
  return way;
}

// A product of which the vendor publishes no appId.
inline Profile relay() {
  Profile profile;
  profile.id = "relay";
  profile.name = "Relay Messenger (for offices)";
  profile.vendor = "Fabrikam";
  profile.connections = {way_of("account", ConnectionKind::delegated_confidential),
                         way_of("device", ConnectionKind::delegated_device_code),
                         way_of("stored", ConnectionKind::password),
                         way_of("guest", ConnectionKind::guest),
                         way_of("local", ConnectionKind::local_guest),
                         way_of("mail", ConnectionKind::legacy_protocol),
                         way_of("application", ConnectionKind::app_only_multi_tenant),
                         way_of("own_application", ConnectionKind::app_only)};
  return profile;
}

// One with a published appId.
inline Profile published() {
  Profile profile = relay();
  profile.id = "published";
  profile.connections.resize(1);
  profile.connections.front().client_app = k_published;
  return profile;
}

struct World {
  TenantSnapshot tenant;
  std::vector<Profile> profiles{relay()};
  ObservedSignIns observed;
  Connections known;

  World() {
    tenant.organization.emplace().id = k_own_tenant;
    tenant.users.exported = true;
    User& user = tenant.users.items.emplace_back();
    user.id = k_bridge_user;
    user.user_principal_name = "svc@contoso.example";
  }

  ServicePrincipal& principal(const AppId& app, std::string name) {
    ServicePrincipal& made = tenant.service_principals.items.emplace_back();
    made.id = ServicePrincipalId("object of " + app.text());
    made.app_id = app;
    made.display_name = std::move(name);
    made.service_principal_type = "Application";
    return made;
  }

  PermissionGrant& grant(const AppId& app, ConsentType type) {
    PermissionGrant& made = tenant.permission_grants.items.emplace_back();
    made.client = ServicePrincipalId("object of " + app.text());
    made.consent_type = type;
    made.scope = " Chat.Read User.Read";
    if (type == ConsentType::principal) made.principal = k_bridge_user;
    return made;
  }

  std::vector<Guess> guesses() const {
    return guess_connections(tenant, profiles, observed, known);
  }
  // The only one.
  Guess guess() const {
    const auto all = guesses();
    EXPECT_THAT(all, testing::SizeIs(1));
    return all.empty() ? Guess{} : all.front();
  }
};

inline ObservedSignIn sign_in_of(const AppId& app) {
  ObservedSignIn record;
  record.sign_in.request.client_app = app;
  record.sign_in.request.grant = GrantType::refresh_token;
  record.sign_in.request.interactive = false;
  record.sign_in.subject.user.id = k_bridge_user;
  record.sign_in.at = *parse_instant("2026-03-01T09:00:00Z");
  record.sign_in.client.ip = IpAddress::parse("198.51.100.7").value();
  record.sign_in.client.country = std::string("NL");
  record.account_name = "svc@contoso.example";
  record.went_through = true;
  return record;
}

inline ObservedSignIn sign_in_from(const AppId& app, const std::string& address) {
  ObservedSignIn record = sign_in_of(app);
  record.sign_in.client.ip = IpAddress::parse(address).value();
  return record;
}

inline ObservedSignIn application_sign_in(const AppId& app) {
  ObservedSignIn record = sign_in_of(app);
  record.sign_in.subject.kind = SubjectKind::service_principal;
  record.sign_in.subject.user = {};
  record.account_name.clear();
  return record;
}

inline std::string text_of(const Guess& guess) {
  std::string text;
  for (const GuessEvidence& one : guess.evidence)
    text += std::string(word_of(one.kind)) + ": " + one.text + "\n";
  return text;
}

}  // namespace caprock::guess_fixture
