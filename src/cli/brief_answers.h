// What comes of sign-ins, for many of them: in JSON, without the reasons of single policies.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "compile/compiled_tenant.h"
#include "model/decision.h"
#include "model/sign_in.h"

namespace caprock {

// `"verdict":"granted",...,"policies":[...]`: members of a JSON object without its braces; the
// policies are those that apply or may.
std::string brief_members(const Decision& decision);

// Logs repeat themselves: an answer is remembered by everything in the sign-in that a decision can
// look at, so that a sign-in that differs in nothing but the time and the address within a range is
// answered from memory. What is remembered is bounded, in bytes: an answer names every policy that
// applies, from a few hundred bytes to a hundred thousand. Not thread-safe.
class BriefAnswers {
 public:
  static constexpr std::size_t k_most_bytes = std::size_t{64} << 20;

  // Forgets everything before answers and what they are found by take more than `most_bytes`; a
  // single answer may be larger.
  explicit BriefAnswers(CompiledTenant tenant, std::size_t most_bytes = k_most_bytes)
      : tenant_(std::move(tenant)), most_bytes_(most_bytes) {}

  // The brief_members of the decision. Valid until the next call.
  std::string_view members(const SignIn& sign_in);

  const CompiledTenant& tenant() const { return tenant_; }
  std::size_t remembered() const { return answers_.size(); }
  std::size_t remembered_bytes() const { return bytes_; }

 private:
  void write_key(const SignIn& sign_in);
  std::string_view remember(std::string answer);

  CompiledTenant tenant_;
  std::size_t most_bytes_;
  std::unordered_map<std::string, std::string> answers_;
  std::size_t bytes_ = 0;  // of the keys and answers
  std::string key_;
};

}  // namespace caprock
