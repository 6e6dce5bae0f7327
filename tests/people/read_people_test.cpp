// The fast reader of users and groups says what the careful one says, whatever the files are like.
#include "source/read_people.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "base/temporary_folder.h"
#include "bench/tenant_generator.h"
#include "tests/people/same_people.h"

namespace caprock {
namespace {

constexpr std::string_view k_policies =
    R"({"@odata.context":"x#identity/conditionalAccess/policies","value":[{"id":"11111111-0000-4000-8000-000000000001","displayName":"P","state":"enabled","conditions":{"users":{"includeUsers":["All"]},"applications":{"includeApplications":["All"]},"clientAppTypes":["all"]},"grantControls":{"operator":"OR","builtInControls":["mfa"]}}]})";
constexpr std::string_view k_user_1 = "33333333-0000-4000-8000-000000000001";
constexpr std::string_view k_user_2 = "33333333-0000-4000-8000-000000000002";
constexpr std::string_view k_group_1 = "22222222-0000-4000-8000-000000000001";
constexpr std::string_view k_group_2 = "22222222-0000-4000-8000-000000000002";

std::string response(std::string_view context, std::string_view items) {
  return "{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#" +
         std::string(context) + "\",\"value\":[" + std::string(items) + "]}";
}

std::string user(std::string_view id, std::string_view more = {}) {
  return "{\"id\":\"" + std::string(id) + "\",\"userPrincipalName\":\"u" +
         std::string(id.substr(id.size() - 2)) + "@t.example\",\"userType\":\"Member\"" +
         std::string(more) + "}";
}

std::string some_users(std::string_view more = {}) {
  return response("users", user(k_user_1, more) + "," +
                               user("33333333-0000-4000-8000-000000000002") + "," + user("svc"));
}

std::string some_groups(std::string_view more = {}) {
  return response("groups", "{\"id\":\"" + std::string(k_group_1) + "\",\"displayName\":\"One\"" +
                                std::string(more) + "},{\"displayName\":\"Two\",\"id\":\"" +
                                std::string(k_group_2) + "\",\"groupTypes\":[]}");
}

std::string some_members() {
  return response("directoryObjects", "{\"@odata.type\":\"#microsoft.graph.user\",\"id\":\"" +
                                          std::string(k_user_1) + "\"},{\"id\":\"" +
                                          std::string(k_group_2) + "\"},{\"id\":\"stranger\"}");
}

std::string member(std::string_view id) {
  return "{\"@odata.type\":\"#microsoft.graph.user\",\"id\":\"" + std::string(id) + "\"}";
}

// Two members written alike, and another one.
std::string alike(std::string_view separator, std::string_view last) {
  return response("directoryObjects", member(k_user_1) + "," +
                                          member("44444444-0000-4000-8000-000000000001") +
                                          std::string(separator) + std::string(last));
}

// A small export; each test changes one file.
class Export {
 public:
  Export() {
    folder_.write("policies.json", k_policies);
    folder_.write("users.json", some_users());
    folder_.write("groups.json", some_groups());
    folder_.write("groupMembers/" + std::string(k_group_1) + ".json", some_members());
  }
  const TemporaryFolder* operator->() const { return &folder_; }

 private:
  TemporaryFolder folder_;
};

void expect_same_report(const Read<CompactSnapshot>& fast, const Read<Snapshot>& careful) {
  EXPECT_EQ(fast.diagnostics, careful.diagnostics);
  EXPECT_EQ(fast.value.snapshot.partial, careful.value.partial);
  ASSERT_EQ(fast.value.snapshot.files.size(), careful.value.files.size());
  for (std::size_t i = 0; i < careful.value.files.size(); ++i) {
    EXPECT_EQ(fast.value.snapshot.files[i].path, careful.value.files[i].path);
    EXPECT_EQ(fast.value.snapshot.files[i].contents, careful.value.files[i].contents);
    EXPECT_EQ(fast.value.snapshot.files[i].objects, careful.value.files[i].objects);
  }
  const TenantSnapshot& tenant = fast.value.snapshot.tenant;
  EXPECT_TRUE(tenant.users.items.empty() && tenant.groups.items.empty());
  EXPECT_EQ(tenant.users.exported, careful.value.tenant.users.exported);
  EXPECT_EQ(tenant.groups.exported, careful.value.tenant.groups.exported);
  EXPECT_EQ(tenant.policies, careful.value.tenant.policies);
  EXPECT_EQ(tenant.service_principals, careful.value.tenant.service_principals);
  EXPECT_EQ(tenant.role_assignments, careful.value.tenant.role_assignments);
}

// Reads both ways and compares. Returns whether the fast way was taken.
bool reads_alike(const std::filesystem::path& folder, const ReadOptions& options = {}) {
  const auto fast = read_compact_source(folder, options);
  const auto careful = read_source(folder, options);
  EXPECT_EQ(fast.has_value(), careful.has_value());
  if (!fast || !careful) {
    if (fast.has_value() == careful.has_value()) {
      EXPECT_EQ(fast.error(), careful.error());
    }
    return false;
  }
  expect_same_people(*fast->value.people, people_of(careful->value.tenant));
  expect_same_report(*fast, *careful);
  return fast->value.by_columns;
}

TEST(ReadPeople, the_plain_layout_goes_the_fast_way) {
  const Export plain;
  EXPECT_TRUE(reads_alike(plain->path()));
}

TEST(ReadPeople, the_demo_tenant_goes_the_fast_way) {
  EXPECT_TRUE(reads_alike(CAPROCK_SOURCE_DIR "/demo/larkfield"));
}

TEST(ReadPeople, generated_tenants_go_the_fast_way) {
  for (const std::uint32_t seed : {1u, 2u}) {
    const TemporaryFolder folder;
    const bench::TenantSize size{2500, 60, 40, seed};
    ASSERT_TRUE(bench::write_tenant(size, folder.path(), 700));
    EXPECT_TRUE(reads_alike(folder.path()));
    const auto read = read_compact_source(folder.path(), {});
    ASSERT_TRUE(read);
    expect_same_people(*read->value.people,
                       *generate_tenant(size, bench::PeopleObjects::left_out).people);
  }
}

struct Change {
  std::string_view what;
  std::string file;
  std::string text;
  bool fast = false;
};

std::string with(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::vector<Change> changes() {
  const std::string members = "groupMembers/" + std::string(k_group_1) + ".json";
  const std::string second = "groupMembers/" + std::string(k_group_2) + ".json";
  std::vector<Change> all = {
      {"nothing odd", "users.json", some_users(R"(,"accountEnabled":true,"displayName":null)"),
       true},
      {"all members there are", "users.json",
       some_users(
           R"(,"creationType":"Invitation","externalUserState":"","lastPasswordChangeDateTime":"2026-03-01T09:30:00Z","signInSessionsValidFromDateTime":"2026-03-31T09:30:00.123+02:00","identities":[{"a":{"b":[1,-2.5e3,true,null,"x"]}}],"department":"D")"),
       true},
      {"transitive groups", "users.json",
       some_users(
           R"(,"transitiveMemberOf":[{"@odata.type":"#microsoft.graph.group","id":"22222222-0000-4000-8000-000000000002"},{"@odata.type":"#microsoft.graph.directoryRole","id":"r"},{"id":"elsewhere"},"x"])"),
       true},
      {"no transitive groups", "users.json", some_users(R"(,"transitiveMemberOf":[])"), true},
      {"transitive groups null", "users.json", some_users(R"(,"transitiveMemberOf":null)")},
      {"transitive groups cut off", "users.json",
       some_users(R"(,"transitiveMemberOf":["x"],"transitiveMemberOf@odata.nextLink":"y")")},
      {"escapes", "users.json", some_users(R"(,"displayName":"\u00e9\n\ud83d\ude00","x":"\\")"),
       true},
      {"escaped id", "users.json",
       response("users", R"({"id":"\u0061b","userPrincipalName":"\u0041@t.example"})"), true},
      {"escaped name of a member", "users.json", some_users(R"(,"\u0069d":"x")")},
      {"half a surrogate pair", "users.json", some_users(R"(,"displayName":"\ud83d")")},
      {"the other half", "users.json", some_users(R"(,"displayName":"\ude00")")},
      {"bad escape", "users.json", some_users(R"(,"displayName":"\x")")},
      {"bad escape where nobody looks", "users.json", some_users(R"(,"x":"\x")")},
      {"bad literal", "users.json", some_users(R"(,"x":tru)")},
      {"bad null", "users.json", some_users(R"(,"x":nul)")},
      {"bad number", "users.json", some_users(R"(,"x":01)")},
      {"huge number", "users.json", some_users(R"(,"x":123456789012345678901234567890)")},
      {"no number", "users.json", some_users(R"(,"x":-)")},
      {"control character", "users.json", some_users(",\"x\":\"\x01\"")},
      {"invalid UTF-8", "users.json", some_users(",\"x\":\"\xC3\x28\"")},
      {"comma after the last", "users.json", some_users(",")},
      {"deep", "users.json", some_users(",\"x\":" + std::string(40, '[') + std::string(40, ']'))},
      {"too deep", "users.json",
       some_users(",\"x\":" + std::string(140, '[') + std::string(140, ']'))},
      {"member given twice", "users.json", some_users(R"(,"id":"other")")},
      {"inner member given twice", "users.json", some_users(R"(,"x":{"a":1,"a":2})")},
      {"Pascal case", "users.json", with(some_users(), "\"userType\"", "\"UserType\"")},
      {"unknown user type", "users.json", with(some_users(), "Member", "Robot")},
      {"lower case user type", "users.json", with(some_users(), "Member", "guest"), true},
      {"no id", "users.json", response("users", R"({"userPrincipalName":"a@t.example"})")},
      {"no user name", "users.json", response("users", R"({"id":"a"})"), true},
      {"number as id", "users.json", response("users", R"({"id":7,"userPrincipalName":"a"})")},
      {"number as display name", "users.json", some_users(R"(,"displayName":7)")},
      {"text as boolean", "users.json", some_users(R"(,"accountEnabled":"true")")},
      {"no date", "users.json", some_users(R"(,"lastPasswordChangeDateTime":"soon")")},
      {"null of another kind", "users.json", some_users(R"(,"isMfaRegistered":null)")},
      {"control character after a literal", "users.json",
       some_users(",\"accountEnabled\":true\x0B")},
      {"deleted user", "users.json", some_users(R"(,"deletedDateTime":"2026-03-01T09:30:00Z")")},
      {"not deleted user", "users.json", some_users(R"(,"deletedDateTime":null)"), true},
      {"another kind", "users.json", some_users(R"(,"conditions":{},"state":"enabled")")},
      {"another type", "users.json", some_users(R"(,"@odata.type":"#microsoft.graph.group")")},
      {"its own type", "users.json", some_users(R"(,"@odata.type":"#microsoft.graph.user")"), true},
      {"the same user twice", "users.json",
       response("users", user(k_user_1) + "," + user(k_user_1, R"(,"x":1)"))},
      {"upper case ids", "users.json",
       response("users", user("ABCDEF00-0000-4000-8000-00000000000A")), true},
      {"no users", "users.json", response("users", ""), true},
      {"a bare list", "users.json", "[" + user(k_user_1) + "]"},
      {"one user", "users.json", user(k_user_1)},
      {"no list", "users.json", R"({"value":7})"},
      {"a list of texts", "users.json", response("users", "\"a\"")},
      {"no context", "users.json", "{\"value\":[" + user(k_user_1) + "]}", true},
      {"context last", "users.json",
       "{\"value\":[" + user(k_user_1) + R"(],"@odata.context":"x#groups"})"},
      {"groups in the file of users", "users.json", some_groups()},
      {"deleted items", "users.json", response("directory/deletedItems/users", user(k_user_1))},
      {"cut off", "users.json", some_users().substr(0, 100)},
      {"more after the end", "users.json", some_users() + " 7"},
      {"space around", "users.json", " \r\n\t" + some_users() + "\n ", true},
      {"empty", "users.json", ""},
      {"no JSON", "users.json", "id,name\n"},
      {"byte order mark", "users.json", "\xEF\xBB\xBF" + some_users()},
      {"next page missing", "users.json",
       with(some_users(), "\"value\"", R"("@odata.nextLink":"x","value")")},
      {"counted", "users.json", with(some_users(), "\"value\"", R"("@odata.count":3,"value")"),
       true},
      {"next page there", "users-2.json",
       with(response("users", user("late")), "\"value\"", R"("@odata.nextLink":"x","value")"),
       true},
      {"a user elsewhere", "someone.json", user("33333333-0000-4000-8000-000000000009")},
      {"MFA states beside", "perUserMfa.json",
       R"({"value":[{"id":"33333333-0000-4000-8000-000000000001","perUserMfaState":"enforced"}]})",
       true},
      {"members inside", "groups.json", some_groups(R"(,"members":[{"id":"svc"},"x"])")},
      {"members cut off", "groups.json",
       some_groups(R"(,"members":["x"],"members@odata.nextLink":"y")")},
      {"group without name", "groups.json", response("groups", R"({"id":"g","displayName":null})"),
       true},
      {"group of another type", "groups.json",
       some_groups(R"(,"@odata.type":"#microsoft.graph.user")")},
      {"group twice", "groups.json",
       response("groups", R"({"id":"g","displayName":"a"},{"id":"G","displayName":"b"})")},
      {"members of a group nobody lists", "groupMembers/zzz.json", some_members(), true},
      {"two such groups", "groupMembers/a-b.json", some_members(), true},
      {"members by context", "groupMembers/members.json",
       response("groups('22222222-0000-4000-8000-000000000002')/members", R"({"id":"svc"})"), true},
      {"members of one group twice", "groupMembers/again.json",
       response("groups('22222222-0000-4000-8000-000000000001')/members", R"({"id":"svc"})")},
      {"no members", second, response("directoryObjects", ""), true},
      {"groups that contain each other", second,
       response("directoryObjects", R"({"id":"22222222-0000-4000-8000-000000000001"})")},
      {"a member without id", members, response("directoryObjects", R"({"displayName":"x"})"),
       true},
      {"a member with a number", members, response("directoryObjects", R"({"id":7})")},
      {"a text as member", members, response("directoryObjects", R"("x")")},
      {"users in the folder of members", members, some_users()},
      {"members alike", members, alike(",", member(k_user_2)), true},
      {"alike but for a capital", members,
       alike(",", member("33333333-0000-4000-8000-00000000000A")), true},
      {"alike but no GUID", members, alike(",", member("33333333-0000-4000-8000-00000000000g")),
       true},
      {"alike but for an escape", members,
       alike(",", member("33333333-0000-4000-8000-00000000000\\u0032")), true},
      {"alike but longer", members, alike(",", member(std::string(k_user_2) + "2")), true},
      {"alike but shorter", members, alike(",", member(k_user_2.substr(1))), true},
      {"alike but for the type", members, alike(",", with(member(k_user_2), "user", "used")), true},
      {"alike with more behind", members,
       alike(",", with(member(k_user_2), "}", R"(,"displayName":"x"})")), true},
      {"alike with the id again", members,
       alike(",", with(member(k_user_2), "}", R"(,"id":"svc"})"))},
      {"alike and not closed", members, alike(",", with(member(k_user_2), "}", ""))},
      {"alike and not apart", members, alike("", member(k_user_2))},
      {"alike and nothing behind", members, alike(",", "")},
      {"alike with space", members,
       response("directoryObjects", R"({"id" : "33333333-0000-4000-8000-000000000001" } , )"
                                    R"({"id" : "33333333-0000-4000-8000-000000000002" })"),
       true},
      {"next page of members missing", members,
       with(some_members(), "\"value\"", R"("@odata.nextLink":"x","value")")},
  };
  std::string utf16 = "\xFF\xFE";
  for (const char c : some_users()) (utf16 += c) += '\0';
  all.push_back({"UTF-16", "users.json", utf16});
  return all;
}

TEST(ReadPeople, what_is_odd_is_read_as_the_careful_reader_reads_it) {
  for (const Change& change : changes()) {
    SCOPED_TRACE(change.what);
    const Export changed;
    changed->write(change.file, change.text);
    EXPECT_EQ(reads_alike(changed->path()), change.fast);
    reads_alike(changed->path(), {true, std::uintmax_t{256} << 20});
  }
}

TEST(ReadPeople, files_over_the_limit_are_refused_alike) {
  const Export large;
  large->write("users.json", some_users(",\"x\":\"" + std::string(2000, 'x') + "\""));
  EXPECT_FALSE(reads_alike(large->path(), {false, 1000}));
  EXPECT_TRUE(reads_alike(large->path()));
}

// Files that are large only by their size: nothing is kept ready for what is not there.
TEST(ReadPeople, sizes_of_files_are_no_promise) {
  const Export some;
  some->write("users.json", response("users", "{\"id\":\"a\"}"));
  some->write("users-2.json", "");
  std::error_code error;
  std::filesystem::resize_file(some->path() / "users-2.json", std::uintmax_t{1} << 40, error);
  if (error) GTEST_SKIP() << "no sparse files here: " << error.message();
  EXPECT_FALSE(reads_alike(some->path()));
}

TEST(ReadPeople, members_inside_groups_go_the_fast_way) {
  const Export plain;
  std::filesystem::remove_all(plain->path() / "groupMembers");
  plain->write(
      "groups.json",
      some_groups(
          R"(,"members":[{"id":"svc"},"x",{"id":"22222222-0000-4000-8000-000000000002","y":1}])"));
  EXPECT_TRUE(reads_alike(plain->path()));
}

TEST(ReadPeople, an_export_without_people_goes_the_fast_way) {
  const TemporaryFolder folder;
  folder.write("policies.json", k_policies);
  EXPECT_TRUE(reads_alike(folder.path()));
}

TEST(ReadPeople, single_files_and_missing_folders_are_read_alike) {
  const Export plain;
  EXPECT_FALSE(reads_alike(plain->path() / "policies.json"));
  EXPECT_FALSE(reads_alike(plain->path() / "users.json"));
  EXPECT_FALSE(reads_alike(plain->path() / "nothing"));
}

// Bytes changed, lost and doubled at random.
std::string damaged(std::string text, std::mt19937& random) {
  constexpr std::string_view k_bytes = "\"{}[],:\\ 0-eutnl\x01\xC3/";
  for (std::size_t count = 1 + random() % 2; count > 0; --count) {
    const std::size_t at = random() % text.size();
    switch (random() % 4) {
      case 0: text.erase(at, 1 + random() % 3); break;
      case 1: text.insert(at, 1, k_bytes[random() % k_bytes.size()]); break;
      case 2: text[at] = k_bytes[random() % k_bytes.size()]; break;
      default: text.insert(at, text.substr(at, 1 + random() % 20)); break;
    }
    if (text.empty()) return text;
  }
  return text;
}

TEST(ReadPeople, damaged_files_are_read_alike) {
  std::mt19937 random(1);
  const std::string good = some_users(
      R"(,"displayName":"\u00e9","x":[{"a":[1,2.5,"y"],"b":null}],"accountEnabled":true,"lastPasswordChangeDateTime":"2026-03-01T09:30:00Z")");
  const std::string members = "groupMembers/" + std::string(k_group_1) + ".json";
  std::size_t fast = 0;
  const Export some;
  for (int i = 0; i < 250 && !HasFailure(); ++i) {
    const std::string users = damaged(good, random);
    SCOPED_TRACE(users);
    some->write("users.json", users);
    some->write("groups.json", i % 3 == 0 ? damaged(some_groups(), random) : some_groups());
    some->write(members, i % 3 == 1 ? damaged(some_members(), random) : some_members());
    fast += reads_alike(some->path());
  }
  EXPECT_GT(fast, 10u);
}

}  // namespace
}  // namespace caprock
