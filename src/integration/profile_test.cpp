#include "integration/profile.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "integration/profile_findings.h"
#include "integration/words.h"

namespace caprock {
namespace {

using testing::HasSubstr;

std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::filesystem::path> shipped() {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator("profiles"))
    if (entry.path().extension() == ".yaml") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

Profile load(const std::filesystem::path& path) {
  auto profile = parse_profile(read_text(path), path.string());
  EXPECT_TRUE(profile.has_value()) << to_string(profile.error());
  return profile ? *profile : Profile{};
}

ProfileConnection connection(const Profile& profile, std::string_view id) {
  const auto at = std::find_if(profile.connections.begin(), profile.connections.end(),
                               [&](const ProfileConnection& c) { return c.id == id; });
  if (at != profile.connections.end()) return *at;
  ADD_FAILURE() << profile.id << " has no connection " << id;
  return {};
}

TEST(ShippedProfiles, AreReadAndNamedAfterTheirFile) {
  ASSERT_GE(shipped().size(), 3u);
  for (const auto& path : shipped()) EXPECT_EQ(load(path).id, path.stem().string());
}

TEST(ShippedProfiles, HaveNothingDoubtful) {
  for (const auto& path : shipped())
    for (const Diagnostic& doubt : profile_findings(load(path)))
      ADD_FAILURE() << path << ": " << doubt.error.message;
}

TEST(MioProfile, HasBothVariantsOfTheGuestAccounts) {
  const Profile mio = load("profiles/mio.yaml");
  EXPECT_EQ(connection(mio, "local_guest").kind, ConnectionKind::local_guest);
  EXPECT_EQ(connection(mio, "local_guest").external_kind, ExternalKind::internal_guest);
  EXPECT_EQ(connection(mio, "guest").kind, ConnectionKind::guest);
  EXPECT_EQ(connection(mio, "guest").kind_evidence, Evidence::unsure);
  EXPECT_FALSE(connection(mio, "guest").person_can_sign_in);
}

TEST(MioProfile, PutsTheVendorsExclusionOfTheAppFirst) {
  const Profile mio = load("profiles/mio.yaml");
  ASSERT_FALSE(mio.remedies.empty());
  EXPECT_EQ(mio.remedies.front().change, RemedyChange::exclude_client_app);
  EXPECT_THAT(mio.remedies.front().caution, HasSubstr("resource"));
}

TEST(UmpProfile, HasTheTokenAsBothKindsOfClientAndSaysThatNeitherIsPublished) {
  const Profile ump = load("profiles/audiocodes-ump-365-sp.yaml");
  EXPECT_EQ(connection(ump, "token").kind, ConnectionKind::delegated_public);
  EXPECT_EQ(connection(ump, "token").sif_confidential, SifConfidential::enforced);
  EXPECT_EQ(connection(ump, "token-confidential").kind, ConnectionKind::delegated_confidential);
  EXPECT_EQ(connection(ump, "token").kind_evidence, Evidence::unsure);
}

TEST(UmpProfile, OffersTheOffSwitchBesideTheVendorsYear) {
  const Profile ump = load("profiles/audiocodes-ump-365-sp.yaml");
  std::set<RemedyChange> changes;
  for (const Remedy& remedy : ump.remedies) {
    changes.insert(remedy.change);
    if (remedy.change == RemedyChange::set_remember_mfa_days) {
      EXPECT_EQ(remedy.days, 365);
    }
  }
  EXPECT_TRUE(changes.contains(RemedyChange::set_remember_mfa_days));
  EXPECT_TRUE(changes.contains(RemedyChange::turn_off_remember_mfa));
}

TEST(CayosoftProfile, IsAStoredPasswordInTheGlobalAdministratorRole) {
  const Profile cayosoft = load("profiles/cayosoft-administrator.yaml");
  EXPECT_EQ(connection(cayosoft, "connection_account").kind, ConnectionKind::password);
  ASSERT_FALSE(cayosoft.requirements.empty());
  EXPECT_EQ(cayosoft.requirements[0].value, "62e90394-69f5-4237-9190-012177145e10");
}

// A small profile, complete and right; each bad input below breaks one thing in it.
constexpr std::string_view k_good_profile = R"(version: 1
id: example
name: Example
vendor: Example
made_by: Example
summary: An example.
documents:
  - {id: manual, title: Manual, publisher: Example, read: 2026-03-01}
connections:
  - id: token
    title: Token
    describes: A token.
    kind: delegated_public
    kind_evidence: vendor
    client_name: Example
    scopes: [Mail.Read]
    refresh_every_minutes: 60
    document: manual
requirements:
  - {kind: security_defaults_off, says: Off., evidence: vendor, document: manual}
effects:
  - {topic: mfa, connections: [token], says: It stops., evidence: vendor, document: manual}
remedies:
  - id: exclude
    change: exclude_account
    topics: [mfa]
    says: Exclude it.
    evidence: vendor
    by_vendor: true
    document: manual
after_fix: Nothing.
)";

struct ProfileFlaw {
  std::string_view replace;
  std::string_view by;
  int line;
  std::string_view message;
};

void PrintTo(const ProfileFlaw& bad, std::ostream* out) { *out << bad.message; }

class RefusedProfile : public testing::TestWithParam<ProfileFlaw> {};

TEST_P(RefusedProfile, IsRefusedAtItsPlace) {
  std::string text(k_good_profile);
  const std::size_t at = text.find(GetParam().replace);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, GetParam().replace.size(), GetParam().by);
  const auto profile = parse_profile(text, "example.yaml");
  ASSERT_FALSE(profile.has_value());
  EXPECT_EQ(profile.error().code, ErrorCode::profile_invalid);
  EXPECT_THAT(profile.error().message, HasSubstr(std::string(GetParam().message)));
  EXPECT_EQ(profile.error().where.file, "example.yaml");
  EXPECT_EQ(profile.error().where.line, GetParam().line);
  EXPECT_GT(profile.error().where.column, 0);
  EXPECT_FALSE(profile.error().hint.empty());
}

INSTANTIATE_TEST_SUITE_P(
    ProfileTest, RefusedProfile,
    testing::Values(
        ProfileFlaw{"version: 1", "version: 2", 1,
                    "version 2 of this kind of file is not known here"},
        ProfileFlaw{"version: 1", "version: '1'", 1, "`version` must be a whole number above zero"},
        ProfileFlaw{"id: example", "id: Exam ple", 2, "`Exam ple` cannot be an id"},
        ProfileFlaw{"name: Example", "nome: Example", 3, "a profile has no key `nome`"},
        ProfileFlaw{"name: Example\n", "", 1, "this profile has no `name`"},
        ProfileFlaw{"summary: An example.", "summary:", 6,
                    "`summary` must be text that is not empty"},
        ProfileFlaw{"read: 2026-03-01", "read: March", 8, "`March` is not a date"},
        ProfileFlaw{"read: 2026-03-01", "read: 2026-13", 8, "`2026-13` is not a date"},
        ProfileFlaw{"kind: delegated_public", "kind: public", 13,
                    "`public` is not a value of `kind`"},
        ProfileFlaw{"scopes: [Mail.Read]", "scopes: Mail.Read", 16, "`scopes` must be a list"},
        ProfileFlaw{"scopes: [Mail.Read]", "scope: [Mail.Read]", 16,
                    "a connection has no key `scope`"},
        ProfileFlaw{"scopes: [Mail.Read]", "scopes: []", 16, "neither `scopes` nor `resources`"},
        ProfileFlaw{"refresh_every_minutes: 60", "refresh_every_minutes: an hour", 17,
                    "`refresh_every_minutes` must be a whole number above zero"},
        ProfileFlaw{"60\n    document: manual", "60\n    document: book", 18,
                    "`book` is not a document of this profile"},
        ProfileFlaw{"60\n    document: manual", "60\n    document: manual\n    client_app: Example",
                    19, "`Example` in `client_app` is not an id"},
        ProfileFlaw{"60\n    document: manual", "60\n    document: manual\n    unattended: yes", 19,
                    "`unattended` must be true or false"},
        ProfileFlaw{"kind: security_defaults_off", "kind: remember_mfa_days_at_least", 20,
                    "this requirement needs `days`"},
        ProfileFlaw{"60\n    document: manual", "60\n    document: manual\n    platform: android",
                    19, "`platform` is about a device of the product's own"},
        ProfileFlaw{"60\n    document: manual", "60\n    document: manual\n    flows: [password]",
                    19, "of kind `delegated_public` is not made with the flow `password`"},
        ProfileFlaw{"60\n    document: manual", "60\n    document: manual\n    called_from: home",
                    19, "`home` is not a value of `called_from`"},
        ProfileFlaw{"kind: security_defaults_off", "kind: own_policy", 20,
                    "needs the controls it is about"},
        ProfileFlaw{"change: exclude_account", "change: exclude_role", 24,
                    "this remedy needs a role template id"},
        ProfileFlaw{"made_by: Example\n", "", 1, "this profile has no `made_by`"},
        ProfileFlaw{"kind: security_defaults_off", "kind: role", 20, "needs a role template id"},
        ProfileFlaw{"connections: [token]", "connections: [tokens]", 22,
                    "`tokens` is not a connection of this profile"},
        ProfileFlaw{"change: exclude_account", "change: set_remember_mfa_days", 24,
                    "this remedy needs `days`"},
        ProfileFlaw{"topics: [mfa]", "topics: []", 26, "`topics` is empty"},
        ProfileFlaw{"topics: [mfa]", "topics: [mfa, mfaa]", 26,
                    "`mfaa` is not a value of `topics`"},
        ProfileFlaw{"by_vendor: true\n    document: manual", "by_vendor: true", 24,
                    "a remedy of the vendor needs the `document`"},
        ProfileFlaw{"  - {kind:", "  - id\n  - {kind:", 20,
                    "a requirement must be made of keys and values"},
        ProfileFlaw{"  - id: token", "  - {id: token}\n  - id: token", 10,
                    "this connection has no `title`"}));

TEST(ProfileTest, ReadsTheSmallProfile) {
  const auto profile = parse_profile(k_good_profile, "example.yaml");
  ASSERT_TRUE(profile.has_value()) << to_string(profile.error());
  EXPECT_EQ(profile->connections[0].refresh_every, std::chrono::minutes(60));
  EXPECT_TRUE(profile->connections[0].unattended);
  EXPECT_EQ(profile->effects[0].connections, std::vector<std::string>{"token"});
  EXPECT_EQ(profile->where, (Place{"example.yaml", {}, 1, 1}));
}

// What is found when one thing in the good profile is replaced.
std::vector<std::string> doubts_after(std::string_view replace, std::string_view by) {
  std::string text(k_good_profile);
  text.replace(text.find(replace), replace.size(), by);
  const auto profile = parse_profile(text, "example.yaml");
  EXPECT_TRUE(profile.has_value()) << to_string(profile.error());
  std::vector<std::string> out;
  for (const Diagnostic& doubt : profile_findings(*profile)) out.push_back(doubt.error.message);
  return out;
}

TEST(ProfileFindings, NoticeWhatHelpsNobody) {
  using testing::ElementsAre;
  EXPECT_THAT(doubts_after("topics: [mfa]", "topics: [mfa]"), testing::IsEmpty());
  EXPECT_THAT(doubts_after("topics: [mfa]", "topics: [block]"),
              ElementsAre("nothing is offered against `mfa` for the connection `token`"));
  EXPECT_THAT(
      doubts_after("remedies:\n",
                   "remedies:\n  - {id: ours, change: re_sync, topics: [mfa], says: Do it., "
                   "evidence: inferred, by_vendor: false}\n"),
      ElementsAre("the vendor's remedy `exclude` stands behind `ours`, which is not the vendor's"));
  EXPECT_THAT(
      doubts_after("after_fix:",
                   "  - {id: sign-in, change: sign_in_with_mfa, topics: [mfa], says: Do it., "
                   "evidence: inferred, by_vendor: false}\nafter_fix:"),
      testing::IsEmpty());
  EXPECT_THAT(doubts_after("scopes: [Mail.Read]\n    refresh_every_minutes: 60",
                           "scopes: [Mail.Read]\n    person_can_sign_in: false"),
              testing::IsEmpty());
}

TEST(ProfileFindings, NoticeASignInByNobody) {
  std::string text(k_good_profile);
  text.replace(text.find("change: exclude_account"), 23, "change: sign_in_with_mfa");
  text.replace(text.find("refresh_every_minutes: 60"), 25, "person_can_sign_in: false");
  const auto profile = parse_profile(text, "example.yaml");
  ASSERT_TRUE(profile.has_value()) << to_string(profile.error());
  const auto doubts = profile_findings(*profile);
  ASSERT_EQ(doubts.size(), 1u);
  EXPECT_THAT(doubts[0].error.message, HasSubstr("asks somebody to sign in for `token`"));
  EXPECT_EQ(doubts[0].error.where.file, "example.yaml");
}

TEST(ProfileTest, SuggestsTheKeyThatWasMeant) {
  std::string text(k_good_profile);
  text.replace(text.find("summary:"), 8, "sumary:");
  const auto profile = parse_profile(text, "example.yaml");
  ASSERT_FALSE(profile.has_value());
  EXPECT_THAT(profile.error().hint, testing::StartsWith("did you mean `summary`? "));
}

TEST(ProfileTest, RefusesTheSameIdTwice) {
  std::string text(k_good_profile);
  const std::string row = "  - {id: manual, title: Manual, publisher: Example, read: 2026-03-01}\n";
  text.insert(text.find(row), row);
  const auto profile = parse_profile(text, "example.yaml");
  ASSERT_FALSE(profile.has_value());
  EXPECT_THAT(to_string(profile.error()), HasSubstr("example.yaml:9:"));
  EXPECT_THAT(profile.error().message, HasSubstr("`manual` is there twice"));
}

}  // namespace
}  // namespace caprock
