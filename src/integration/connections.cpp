#include "integration/connections.h"

#include <algorithm>

#include "base/text.h"
#include "integration/words.h"
#include "integration/yaml_reader.h"

namespace caprock {
namespace {

using Need = YamlMap::Need;

constexpr int k_connections_version = 1;

void read_token(YamlMap& map, StoredToken& out) {
  map.optional("signed_in_at", out.signed_in_at);
  map.optional("with_mfa", out.with_mfa);
  map.optional("mfa_at", out.mfa_at);
  if (out.mfa_at && out.with_mfa == false)
    map.refuse("mfa_at", "`mfa_at` is given although `with_mfa` is false",
               "leave `mfa_at` out, or write `with_mfa: true`");
}

void read_name(YamlMap& map, const Connections& before, std::string& name) {
  map.required("name", name);
  const auto same = [&](const Connection& other) { return equal_ignoring_case(other.name, name); };
  if (!name.empty() && std::any_of(before.items.begin(), before.items.end(), same))
    map.refuse("name", "the name `" + name + "` is there twice",
               "give each connection a name of its own");
}

void read_country(YamlMap& map, std::string& country) {
  map.optional("country", country);
  if (country.empty()) return;
  if (country.size() != 2 || !is_letter(country[0]) || !is_letter(country[1]))
    map.refuse("country", "`" + country + "` is not a country",
               "write its two letters, for example NL");
  std::transform(country.begin(), country.end(), country.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
}

void read_connection(YamlMap& map, const Connections& before, Connection& out) {
  read_name(map, before, out.name);
  map.required("profile", out.profile);
  map.optional("connection", out.connection);
  map.optional("account", out.account);
  if (!out.account.empty() && out.account.find('@') == std::string::npos &&
      !looks_like_guid(out.account))
    map.refuse("account", "`" + out.account + "` is neither a user principal name nor an object id",
               "write it like bridge@contoso.example, or the id with its dashes");
  map.optional("app", out.app);
  map.optional("network", out.network);
  read_country(map, out.country);
  map.object("token", "token", out.token, read_token);
  map.optional("mfa_registered", out.mfa_registered);
  map.optional("groups", out.groups);
  map.optional("roles", out.roles);
  map.optional("external_kind", out.external_kind);
  map.optional("home_tenant", out.home_tenant);
  out.where = map.place();
}

void read_connections(YamlMap& map, Connections& out) {
  map.version(k_connections_version);
  map.objects("connections", Need::required, "connection", out.items,
              [&](YamlMap& item, Connection& value) { read_connection(item, out, value); });
  map.finish();
}

}  // namespace

Result<Connections> parse_connections(std::string_view yaml, const std::string& file) {
  CAPROCK_TRY(const YamlNode root, parse_yaml(yaml, file));
  YamlReader reader(file, ErrorCode::connections_invalid);
  YamlMap map(reader, root, "connections file");
  Connections connections;
  read_connections(map, connections);
  if (reader.first_error()) return Failure(*reader.first_error());
  return connections;
}

std::vector<YamlForm> connections_forms() {
  YamlReader reader = YamlReader::describing();
  const YamlNode nothing;
  YamlMap map(reader, nothing, "connections file");
  Connections connections;
  read_connections(map, connections);
  return reader.forms();
}

}  // namespace caprock
