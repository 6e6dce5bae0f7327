// For tests of bad input through the front door: a folder with one policy, and the program run on
// it in bounded memory.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/temporary_folder.h"
#include "tests/program.h"

namespace caprock {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool k_sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool k_sanitized = true;
#else
inline constexpr bool k_sanitized = false;
#endif
#else
inline constexpr bool k_sanitized = false;
#endif

// Address space for one run, in KiB; sanitizers reserve terabytes, so they run without a limit.
inline constexpr int k_memory = 2 * 1024 * 1024;

inline std::string policy(const std::string& users, const std::string& conditions = "") {
  return R"({"id": "11111111-0000-4000-8000-000000000001", "displayName": "P", "state": "enabled",
    "conditions": {"users": )" +
         users +
         R"(, "applications": {"includeApplications": ["All"]}, "clientAppTypes": ["all"])" +
         conditions +
         R"(}, "grantControls": {"operator": "OR", "builtInControls": ["mfa"]}, "sessionControls": null})";
}

inline std::string policy_in_state(const std::string& state) {
  std::string one = policy(R"({"includeUsers": ["All"]})");
  return one.replace(one.find(R"("enabled")"), std::string(R"("enabled")").size(), state);
}

inline const std::string k_everyone = R"({"includeUsers": ["All"]})";

class BadInput : public testing::Test {
 protected:
  BadInput() { write("policies.json", "[" + policy(k_everyone) + "]"); }

  void write(const std::string& name, const std::string& text) const { folder_.write(name, text); }

  Outcome run(const std::string& arguments) const {
    return run_program(folder_.path(), arguments,
                       k_sanitized ? "true" : "ulimit -v " + std::to_string(k_memory));
  }

  Outcome show() const { return run("snapshot show ."); }

  void expect_refused(const Outcome& result, const std::string& place,
                      const std::string& code) const {
    EXPECT_EQ(result.exit_code, 2) << result.out;
    std::size_t errors = 0;
    for (std::size_t at = 0; (at = result.out.find("error: ", at)) != std::string::npos; ++at)
      ++errors;
    EXPECT_EQ(errors, 1u) << result.out;
    EXPECT_THAT(result.out, testing::HasSubstr(place));
    EXPECT_THAT(result.out, testing::HasSubstr("(" + code + ")"));
    EXPECT_THAT(result.out, testing::HasSubstr("hint: "));
  }

  TemporaryFolder folder_;
};

}  // namespace caprock
