// The scopes of a request, taken apart: which belong to Microsoft Graph, which to other resources.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/sign_in.h"

namespace caprock::reference {

struct AskedScopes {
  std::vector<std::string> graph;      // without their resource, for example `Mail.Read`
  std::vector<std::string> directory;  // those of Azure AD Graph
  bool graph_default = false;    // `.default` of Graph: everything consented, whatever that is
  bool names_directory = false;  // Microsoft Graph or Azure AD Graph is named without a scope
  std::vector<AppId> resources;
  std::vector<std::string> unknown_resources;  // hosts that no table knows

  // CA 2.13: every scope is a baseline scope and no other resource is asked.
  bool only_baseline() const;
  // CA 2.13: only `openid`, `profile`, `email`, `offline_access`, or nothing.
  bool only_open_id() const;
  // CA 2.3: Graph is asked for what was consented to, like `.default`.
  bool asks_consented() const { return graph_default || (names_directory && only_open_id()); }
};

AskedScopes asked_scopes(const Request& request);

bool is_open_id_scope(std::string_view scope);
bool is_baseline_scope(std::string_view scope);

// The application whose policies a Graph scope falls under; empty when no table knows it.
std::string_view dataset_of(std::string_view scope);

}  // namespace caprock::reference
