// What the profile and connections readers accept can be relied on: ids and names are unique, and
// everything a statement refers to exists. No text makes them crash or hang.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "base/text.h"
#include "integration/connections.h"
#include "integration/profile.h"

namespace {

using namespace caprock;

template <class T>
std::set<std::string> unique_ids(const std::vector<T>& items) {
  std::set<std::string> ids;
  for (const T& item : items) CAPROCK_ASSERT(!item.id.empty() && ids.insert(item.id).second);
  return ids;
}

void expect_resolved(const std::set<std::string>& known, const std::vector<std::string>& named) {
  for (const std::string& id : named) CAPROCK_ASSERT(known.contains(id));
}

void expect_sound(const Profile& profile) {
  const auto documents = unique_ids(profile.documents);
  const auto connections = unique_ids(profile.connections);
  unique_ids(profile.remedies);
  CAPROCK_ASSERT(!profile.id.empty() && !connections.empty());
  for (const ProfileConnection& c : profile.connections) {
    CAPROCK_ASSERT(documents.contains(c.document));
    CAPROCK_ASSERT(!c.scopes.empty() || !c.resources.empty());
  }
  for (const Requirement& requirement : profile.requirements) {
    CAPROCK_ASSERT(documents.contains(requirement.document));
    expect_resolved(connections, requirement.connections);
  }
  for (const VendorEffect& effect : profile.effects) {
    CAPROCK_ASSERT(documents.contains(effect.document));
    expect_resolved(connections, effect.connections);
  }
  for (const Remedy& remedy : profile.remedies) {
    CAPROCK_ASSERT(remedy.document.empty() ? !remedy.by_vendor
                                           : documents.contains(remedy.document));
    CAPROCK_ASSERT(!remedy.topics.empty());
    expect_resolved(connections, remedy.connections);
  }
}

void expect_sound(const Connections& connections) {
  std::set<std::string> names;
  for (const Connection& connection : connections.items) {
    CAPROCK_ASSERT(!connection.name.empty() && !connection.profile.empty());
    CAPROCK_ASSERT(names.insert(to_lower(connection.name)).second);
    CAPROCK_ASSERT(connection.where.line > 0);
  }
}

void expect_located(const Error& error) {
  CAPROCK_ASSERT(!error.message.empty() && error.where.file == "f");
  CAPROCK_ASSERT(error.where.line >= 0 && error.where.column >= 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto profile = parse_profile(text, "f"))
    expect_sound(*profile);
  else
    expect_located(profile.error());
  if (const auto connections = parse_connections(text, "f"))
    expect_sound(*connections);
  else
    expect_located(connections.error());
  return 0;
}
