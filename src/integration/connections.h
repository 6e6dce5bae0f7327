// Which account, app and network each integration uses in one tenant: connections.yaml.
// The form is docs/schemas/connections.schema.json; docs/connections.md explains it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "base/ip.h"
#include "integration/yaml_form.h"
#include "model/ids.h"
#include "model/sign_in.h"

namespace caprock {

// What the stored token proves, as far as anybody knows.
struct StoredToken {
  std::optional<Instant> signed_in_at;
  std::optional<bool> with_mfa;
  std::optional<Instant> mfa_at;
};

struct Connection {
  std::string name;          // unique in the file
  std::string profile;       // profile id
  std::string connection;    // id of a connection in that profile; may be empty if it has only one
  std::string account;       // user principal name or object id; empty for app-only kinds
  std::optional<AppId> app;  // the client's appId; overrides the profile
  std::vector<IpRange> network;  // egress ranges (single addresses as /32, /128); empty: not known
  std::string country;           // two letters; empty: not known
  StoredToken token;
  std::optional<bool> mfa_registered;
  // For exports without a directory; they override it where both speak.
  std::optional<std::vector<GroupId>> groups;  // all of them, nested ones included
  std::optional<std::vector<RoleTemplateId>> roles;
  std::optional<ExternalKind> external_kind;
  std::optional<TenantId> home_tenant;  // of a guest or a service provider's user
  Place where;
};

struct Connections {
  std::vector<Connection> items;
};

// Errors: yaml.malformed, connections.invalid, with line and column. Names are unique without case.
Result<Connections> parse_connections(std::string_view yaml, const std::string& file);

// The objects of a connections file and their keys, as the reader knows them.
std::vector<YamlForm> connections_forms();

}  // namespace caprock
