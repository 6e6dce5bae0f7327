#include "integration/connections.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "integration/profile.h"

namespace caprock {
namespace {

using testing::HasSubstr;

constexpr std::string_view k_good = R"(version: 1
connections:
  - name: Voice provisioning
    profile: audiocodes-ump-365-sp
    connection: token
    account: svc-voice@contoso.example
    app: 11111111-2222-3333-4444-555555555555
    network: [198.51.100.7, 2001:db8::/48]
    country: no
    token: {signed_in_at: 2026-03-01T09:30:00Z, with_mfa: true, mfa_at: 2026-03-01}
    mfa_registered: true
    groups: [22222222-2222-3333-4444-555555555555, break-glass]
    roles: [62e90394-69f5-4237-9190-012177145e10]
    external_kind: internalGuest
  - name: Chat bridge
    profile: mio
)";

TEST(ConnectionsTest, ReadsEveryKey) {
  const auto connections = parse_connections(k_good, "connections.yaml");
  ASSERT_TRUE(connections.has_value()) << to_string(connections.error());
  ASSERT_EQ(connections->items.size(), 2u);
  const Connection& voice = connections->items[0];
  EXPECT_EQ(voice.account, "svc-voice@contoso.example");
  ASSERT_EQ(voice.network.size(), 2u);
  EXPECT_EQ(to_string(voice.network[0]), "198.51.100.7/32");
  EXPECT_EQ(to_string(voice.network[1]), "2001:db8::/48");
  EXPECT_EQ(voice.country, "NO") << "Norway is text, not a boolean";
  EXPECT_EQ(voice.token.signed_in_at, parse_instant("2026-03-01T09:30:00Z"));
  EXPECT_EQ(voice.token.mfa_at, parse_instant("2026-03-01"));
  EXPECT_EQ(voice.token.with_mfa, true);
  EXPECT_EQ(voice.groups->size(), 2u);
  EXPECT_EQ(voice.external_kind, ExternalKind::internal_guest);
  EXPECT_EQ(voice.where.line, 3);
}

TEST(ConnectionsTest, LeavesUnsaidWhatTheFileDoesNotSay) {
  const auto connections = parse_connections(k_good, "connections.yaml");
  ASSERT_TRUE(connections.has_value());
  const Connection& bridge = connections->items[1];
  EXPECT_TRUE(bridge.network.empty());
  EXPECT_FALSE(bridge.token.with_mfa.has_value());
  EXPECT_FALSE(bridge.mfa_registered.has_value());
  EXPECT_FALSE(bridge.groups.has_value());
  EXPECT_FALSE(bridge.external_kind.has_value());
}

struct Bad {
  std::string_view replace;
  std::string_view by;
  int line;
  std::string_view message;
};

void PrintTo(const Bad& bad, std::ostream* out) { *out << bad.message; }

class BadConnections : public testing::TestWithParam<Bad> {};

TEST_P(BadConnections, AreRefusedAtTheirPlace) {
  std::string text(k_good);
  const std::size_t at = text.find(GetParam().replace);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, GetParam().replace.size(), GetParam().by);
  const auto connections = parse_connections(text, "connections.yaml");
  ASSERT_FALSE(connections.has_value());
  EXPECT_EQ(connections.error().code, ErrorCode::connections_invalid);
  EXPECT_THAT(connections.error().message, HasSubstr(std::string(GetParam().message)));
  EXPECT_EQ(connections.error().where.line, GetParam().line);
  EXPECT_GT(connections.error().where.column, 0);
  EXPECT_FALSE(connections.error().hint.empty());
}

INSTANTIATE_TEST_SUITE_P(
    ConnectionsTest, BadConnections,
    testing::Values(
        Bad{"version: 1", "version: 3", 1, "version 3 of this kind of file is not known here"},
        Bad{"version: 1\n", "", 1, "this connections file has no `version`"},
        Bad{"profile: mio", "profle: mio", 16, "a connection has no key `profle`"},
        Bad{"    profile: mio\n", "", 15, "this connection has no `profile`"},
        Bad{"name: Chat bridge", "name: voice provisioning", 15, "is there twice"},
        Bad{"svc-voice@contoso.example", "svc-voice", 6,
            "neither a user principal name nor an object id"},
        Bad{"app: 11111111-", "app: 1111-", 7, "in `app` is not an id"},
        Bad{"198.51.100.7", "198.51.100.700", 8, "is not an address or a range"},
        Bad{"2001:db8::/48", "2001:db8::/129", 8, "is not an address or a range"},
        Bad{"country: no", "country: Norway", 9, "`Norway` is not a country"},
        Bad{"2026-03-01T09:30:00Z", "yesterday", 10, "`yesterday` in `signed_in_at`"},
        Bad{"with_mfa: true", "with_mfa: false", 10, "although `with_mfa` is false"},
        Bad{"token: {signed_in_at", "token: {signed_in", 10, "a token has no key `signed_in`"},
        Bad{"mfa_registered: true", "mfa_registered: 'true'", 11, "must be true or false"},
        Bad{"roles: [62e90394-69f5-4237-9190-012177145e10]", "roles: [Global Administrator]", 13,
            "`Global Administrator` in `roles` is not an id"},
        Bad{"internalGuest", "guest", 14, "`guest` is not a value of `external_kind`"}));

TEST(ConnectionsTest, RefusesAnEmptyList) {
  const auto connections = parse_connections("version: 1\nconnections: []\n", "connections.yaml");
  ASSERT_FALSE(connections.has_value());
  EXPECT_THAT(to_string(connections.error()), HasSubstr("connections.yaml:2:14: `connections`"));
}

TEST(ConnectionsTest, RefusesAFileThatIsNoMap) {
  const auto connections = parse_connections("- name: x\n", "connections.yaml");
  ASSERT_FALSE(connections.has_value());
  EXPECT_THAT(connections.error().message, HasSubstr("must be made of keys and values"));
}

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(WorkedExample, IsReadAndItsConnectionsAreOfItsProfile) {
  const std::string folder = "docs/examples/new_integration_profile/";
  const auto profile = parse_profile(read_text(folder + "calendar-mirror.yaml"), "profile");
  ASSERT_TRUE(profile.has_value()) << to_string(profile.error());
  const auto connections = parse_connections(read_text(folder + "connections.yaml"), "connections");
  ASSERT_TRUE(connections.has_value()) << to_string(connections.error());
  ASSERT_FALSE(connections->items.empty());
  for (const Connection& connection : connections->items) {
    EXPECT_EQ(connection.profile, profile->id);
    EXPECT_TRUE(std::any_of(profile->connections.begin(), profile->connections.end(),
                            [&](const auto& c) { return c.id == connection.connection; }))
        << connection.connection;
  }
}

}  // namespace
}  // namespace caprock
