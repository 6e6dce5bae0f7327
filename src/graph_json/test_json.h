// Small helpers of the tests in this folder.
#pragma once

#include <gmock/gmock.h>

#include <boost/json/serialize.hpp>

#include "graph_json/graph_json.h"

namespace caprock {

inline json::object object_from(std::string_view text) {
  auto read = parse_json(text, "test.json");
  EXPECT_TRUE(read.has_value() && read->value.is_object()) << text;
  return read && read->value.is_object() ? read->value.as_object() : json::object();
}

// `code pointer` of every diagnostic, in order.
inline std::vector<std::string> problems(const std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> out;
  for (const Diagnostic& diagnostic : diagnostics)
    out.push_back(std::string(to_string(diagnostic.severity)) + " " +
                  std::string(to_string(diagnostic.error.code)) + " " +
                  diagnostic.error.where.pointer);
  return out;
}

inline Read<Policy> policy_from(std::string_view text) {
  return read_policy(object_from(text), {"policies.json", "/value/3", 0, 0});
}

// A policy around the given conditions, without anything odd of its own.
inline Read<Policy> policy_with_conditions(const std::string& conditions) {
  return policy_from(R"({"displayName": "P", "state": "enabled", "conditions": )" + conditions +
                     "}");
}
inline Read<Policy> policy_with_grant(const std::string& grant) {
  return policy_from(
      R"({"displayName": "P", "state": "enabled", "conditions": {"clientAppTypes": ["all"]}, "grantControls": )" +
      grant + "}");
}
inline Read<Policy> policy_with_session(const std::string& session) {
  return policy_from(
      R"({"displayName": "P", "state": "enabled", "conditions": {"clientAppTypes": ["all"]}, "sessionControls": )" +
      session + "}");
}

}  // namespace caprock
