// The scopes and resources of a request, sorted by whom they concern (CA 2.3, 2.13).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/sign_in.h"

namespace caprock::evaluate {

struct AskedScopes {
  std::vector<std::string> graph;      // of Microsoft Graph, for example `Mail.Read`
  std::vector<std::string> directory;  // of Azure AD Graph
  bool graph_default = false;          // `.default` of Graph: whatever was consented to
  bool names_directory = false;        // one of the two graphs, without a scope of it
  std::vector<AppId> resources;        // application ids, and the words for groups of them
  bool unknown_resources = false;      // hosts that no table knows

  // CA 2.13.1: nothing but scopes of the published list.
  bool only_baseline() const;
  // `openid`, `profile`, `email`, `offline_access`, or nothing.
  bool only_open_id() const;
  // CA 2.3.7, 2.3.13: consented scopes that nobody listed.
  bool asks_consented() const { return graph_default || (names_directory && only_open_id()); }
};

AskedScopes asked_scopes(const Request& request);

// One of the four scopes of OpenID Connect (CA 2.13).
bool is_open_id_scope(std::string_view scope);

// The application whose policies a Graph scope falls under; empty when no table knows it.
std::string_view dataset_of(std::string_view scope);

}  // namespace caprock::evaluate
