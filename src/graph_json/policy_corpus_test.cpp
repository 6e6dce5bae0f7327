// Properties over every policy published in ../shared/corpus; skipped where the data is absent.
#include <gmock/gmock.h>

#include <boost/json/serialize.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "base/text.h"
#include "graph_json/binding.h"
#include "graph_json/graph_json.h"
#include "model/without_origin.h"

namespace caprock {
namespace {

namespace fs = std::filesystem;

struct Found {
  std::string file;
  json::object policy;
};

// Windows PowerShell writes UTF-16LE; only code points of the basic plane occur in the data.
std::string as_utf8(const std::string& bytes) {
  if (!bytes.starts_with("\xFF\xFE")) return bytes;
  std::string out;
  for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
    const auto low = static_cast<unsigned char>(bytes[i]);
    const auto high = static_cast<unsigned char>(bytes[i + 1]);
    const unsigned code = static_cast<unsigned>(high << 8 | low);
    if (code < 0x80) {
      out += static_cast<char>(code);
    } else if (code < 0x800) {
      out += static_cast<char>(0xC0 | (code >> 6));
      out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
      out += static_cast<char>(0xE0 | (code >> 12));
      out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
      out += static_cast<char>(0x80 | (code & 0x3F));
    }
  }
  return out;
}

bool is_policy(const json::object& object) {
  const auto has = [&](std::string_view name) { return find_member(object, name) != nullptr; };
  return has("displayName") && has("conditions") &&
         (has("grantControls") || has("sessionControls"));
}

void collect(const json::value& value, const std::string& file, std::vector<Found>& found) {
  if (const json::array* array = value.if_array()) {
    for (const json::value& element : *array) collect(element, file, found);
  } else if (const json::object* object = value.if_object()) {
    if (is_policy(*object)) found.push_back({file, *object});
    for (const auto& member : *object) collect(member.value(), file, found);
  }
}

const std::vector<Found>& corpus_policies() {
  static const std::vector<Found> all = [] {
    std::vector<Found> found;
    const fs::path corpus = "../shared/corpus";
    if (!fs::exists(corpus)) return found;
    for (const auto& entry : fs::recursive_directory_iterator(corpus)) {
      if (entry.path().extension() != ".json") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      std::stringstream bytes;
      bytes << file.rdbuf();
      const auto read = parse_json(as_utf8(bytes.str()), entry.path().string());
      if (read) collect(read->value, entry.path().string(), found);
    }
    return found;
  }();
  return all;
}

// What stands in `object` outside conditions.users.excludeUsers, by pointer.
void outline(const json::value& value, const std::string& pointer,
             std::map<std::string, std::string>& out) {
  if (equal_ignoring_case(pointer, "/conditions/users/excludeUsers")) return;
  if (const json::object* object = value.if_object(); object != nullptr && !object->empty()) {
    for (const auto& member : *object)
      outline(member.value(), pointer_to(pointer, std::string_view(member.key())), out);
  } else {
    out[pointer] = json::serialize(value);
  }
}

bool has_users(const json::object& policy) {
  const json::key_value_pair* conditions = find_member(policy, "conditions");
  const json::object* object = conditions->value().if_object();
  const json::key_value_pair* users = object != nullptr ? find_member(*object, "users") : nullptr;
  return users != nullptr && users->value().is_object();
}

class PolicyCorpus : public testing::Test {
 protected:
  void SetUp() override {
    if (corpus_policies().empty()) GTEST_SKIP() << "../shared/corpus is not here";
  }
};

TEST_F(PolicyCorpus, HasAtLeastSevenHundredPolicies) { EXPECT_GE(corpus_policies().size(), 700U); }

TEST_F(PolicyCorpus, AnUnchangedPolicyIsWrittenBackExactly) {
  for (const Found& found : corpus_policies()) {
    const Policy policy = read_policy(found.policy, {}).value;
    EXPECT_EQ(json::serialize(write_policy(policy)), json::serialize(found.policy)) << found.file;
  }
}

TEST_F(PolicyCorpus, ReadingWhatWasWrittenGivesTheSamePolicy) {
  for (const Found& found : corpus_policies()) {
    const Policy policy = read_policy(found.policy, {}).value;
    EXPECT_EQ(without_origin(read_policy(write_policy(policy), {}).value), without_origin(policy))
        << found.file;
  }
}

TEST_F(PolicyCorpus, AnExcludedUserChangesNothingElse) {
  const UserId user("7d1c3a52-0000-4000-8000-00000000beef");
  for (const Found& found : corpus_policies()) {
    Policy policy = read_policy(found.policy, {}).value;
    if (!policy.conditions.users) policy.conditions.users.emplace();
    policy.conditions.users->exclude_users.push_back(user);
    const json::object written = write_policy(policy);
    EXPECT_EQ(without_origin(read_policy(written, {}).value), without_origin(policy)) << found.file;
    std::map<std::string, std::string> before;
    std::map<std::string, std::string> after;
    outline(found.policy, "", before);
    outline(written, "", after);
    if (!has_users(found.policy)) {  // the object had to be made; all else must still be there
      EXPECT_THAT(after, testing::IsSupersetOf(before)) << found.file;
      continue;
    }
    EXPECT_EQ(before, after) << found.file;
  }
}

TEST_F(PolicyCorpus, APolicyWithoutItsJsonIsWrittenInGraphsForm) {
  for (const Found& found : corpus_policies()) {
    Policy policy = without_origin(read_policy(found.policy, {}).value);
    Policy again = without_origin(read_policy(write_policy(policy), {}).value);
    for (Policy* p : {&policy, &again}) {
      p->unread.clear();
      if (p->conditions.users == Users{}) p->conditions.users.reset();
      if (p->grant_controls && p->grant_controls->authentication_strength)
        p->grant_controls->authentication_strength->inline_copy.reset();
    }
    EXPECT_EQ(again, policy) << found.file;
  }
}

}  // namespace
}  // namespace caprock
