// What comes of sign-ins, for many of them: in JSON, without the reasons of single policies.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "compile/compiled_tenant.h"
#include "model/decision.h"
#include "model/evaluation_options.h"
#include "model/sign_in.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// `"verdict":"granted",...,"policies":[...]`: members of a JSON object without its braces; the
// policies are those that apply or may.
std::string brief_members(const Decision& decision);

// Logs repeat themselves: an answer is remembered by everything in the sign-in that a decision can
// look at, so that a sign-in that differs in nothing but the time and the address within a range is
// answered from memory. What is remembered is bounded. Not thread-safe. REQUIRES: the tenant
// outlives it, unchanged.
class BriefAnswers {
 public:
  BriefAnswers(const TenantSnapshot& tenant, const EvaluationOptions& options)
      : tenant_(compile_borrowed(tenant, options)) {}

  // The brief_members of the decision. Valid until the next call.
  std::string_view members(const SignIn& sign_in);

  const CompiledTenant& tenant() const { return tenant_; }
  std::size_t remembered() const { return answers_.size(); }

 private:
  static constexpr std::size_t k_most = 20'000;  // about 2 kB each

  void write_key(const SignIn& sign_in);

  CompiledTenant tenant_;
  std::unordered_map<std::string, std::string> answers_;
  std::string key_;
};

}  // namespace caprock
