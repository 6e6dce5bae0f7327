// What every rule may look at: the tenant, the sign-in, the options and the audiences.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/evaluation_options.h"
#include "model/sign_in.h"
#include "model/tenant_snapshot.h"

namespace caprock::reference {

// A resource that the sign-in asks a token for. An unknown one stands for "some resource": a policy
// on all resources certainly concerns it, any other perhaps.
struct Audience {
  AppId app;
  std::string unknown_path;      // for an unknown one: what would settle it
  bool legacy_baseline = false;  // the old exemption of baseline scopes may apply (CA 2.13)
  std::string perhaps_path;      // not empty: whether it is asked for at all depends on this input

  bool is_known() const { return unknown_path.empty(); }
  bool is_certain() const { return is_known() && perhaps_path.empty(); }
};

struct Situation {
  const TenantSnapshot& tenant;
  const SignIn& sign_in;  // in whatif mode with Graph's defaults filled in (CA 1.14)
  const EvaluationOptions& options;
  std::vector<Audience> audiences;

  bool whatif() const { return options.mode == EvaluationMode::whatif; }
};

inline bool is_person(SubjectKind kind) {
  return kind == SubjectKind::user || kind == SubjectKind::agent_user;
}

// `collection[id]`, the form in which tenant facts are named.
inline std::string tenant_path(std::string_view collection, std::string_view id,
                               std::string_view member = {}) {
  std::string path = "tenant." + std::string(collection) + "[" + std::string(id) + "]";
  if (!member.empty()) path += "." + std::string(member);
  return path;
}

}  // namespace caprock::reference
