// For tests of Terraform documents: states, plans and resources, and what is read of them.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "source/formats.h"
#include "source/terraform.h"

namespace caprock::terraform_fixture {

inline json::value parsed_json(const std::string& text) {
  auto read = parse_json(text, "main.json");
  EXPECT_TRUE(read.has_value()) << (read ? "" : to_string(read.error())) << text;
  return read ? read->value : json::value();
}

inline Converted terraform_converted(const std::string& text) {
  const json::value document = parsed_json(text);
  const JsonFormat* format = json_format_of(document);
  EXPECT_NE(format, nullptr) << text;
  if (format == nullptr) return {};
  auto result = format->read(document, "main.json");
  EXPECT_TRUE(result.has_value()) << (result ? "" : to_string(result.error()));
  return result ? *std::move(result) : Converted{};
}

inline std::string resource(const std::string& type, const std::string& values,
                            const std::string& mode = "managed") {
  return R"({"address": ")" + type + R"(.one", "mode": ")" + mode + R"(", "type": ")" + type +
         R"(", "name": "one", "values": )" + values + "}";
}
inline std::string state(const std::string& resources) {
  return R"({"format_version": "1.0", "terraform_version": "1.9.5", "values": {"root_module": {"resources": [)" +
         resources + "]}}}";
}

// A plan in which the one resource has these values, and these known only after apply.
inline std::string plan(const std::string& type, const std::string& values,
                        const std::string& unknown, const std::string& actions = R"(["create"])") {
  return R"({"format_version": "1.2", "planned_values": {"root_module": {"resources": [)" +
         resource(type, values) + R"(]}}, "resource_changes": [{"address": ")" + type +
         R"(.one", "type": ")" + type + R"(", "change": {"actions": )" + actions +
         R"(, "before": null, "after": )" + values + R"(, "after_unknown": )" + unknown + "}}]}";
}

inline constexpr const char* k_azuread = "azuread_conditional_access_policy";

// A policy of azuread with these conditions beside its application, and these blocks of controls.
inline std::string policy(const std::string& conditions, const std::string& controls) {
  return R"({"id": "/identity/conditionalAccess/policies/10000000-0000-4000-8000-000000000001",
    "display_name": "Warehouse", "state": "enabled",
    "conditions": [{"client_app_types": ["all"], )" +
         conditions + "}], " + controls + "}";
}
inline const std::string k_everywhere =
    R"("applications": [{"included_applications": ["All"]}], "users": [{"included_users": ["All"]}])";
inline const std::string k_mfa =
    R"("grant_controls": [{"operator": "OR", "built_in_controls": ["mfa"]}])";

inline json::value only_object(const Converted& all) {
  EXPECT_EQ(all.objects.size(), 1u);
  return all.objects.empty() ? json::value() : json::value(all.objects.front().object);
}

inline std::vector<std::string> terraform_losses(const Converted& all) {
  std::vector<std::string> pointers;
  for (const ConvertedObject& one : all.objects)
    for (const Loss& loss : one.lost) pointers.push_back(loss.pointer);
  return pointers;
}

// `code pointer` of every diagnostic.
inline std::vector<std::string> problems(const Converted& all) {
  std::vector<std::string> out;
  for (const Diagnostic& one : all.diagnostics)
    out.push_back(std::string(to_string(one.error.code)) + " " + one.error.where.pointer);
  return out;
}

}  // namespace caprock::terraform_fixture
