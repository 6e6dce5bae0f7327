// A rule is accepted by both parsers or refused by both at the same place, and means the same to
// both evaluators for devices of every kind.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/assert.h"
#include "compile/filter_rule.h"
#include "graph_json/sign_in_json.h"
#include "reference/filter_rule.h"
#include "tests/checked_engine.h"
#include "tests/differential/small_worlds.h"

namespace {

using namespace caprock;

void expect_same_reading(std::string_view rule, FilterRealm realm, reference::FilterRealm same) {
  const auto ours = parse_filter_rule(rule, realm);
  const auto theirs = reference::parse_filter_rule(rule, same);
  CAPROCK_ASSERT(ours.has_value() == theirs.has_value());
  if (ours) return;
  CAPROCK_ASSERT(ours.error().code == theirs.error().code);
  CAPROCK_ASSERT(ours.error().where.column == theirs.error().where.column);
}

json::object policy_with(std::string_view member, std::string_view inner, std::string_view rule) {
  json::object conditions = differential::open_conditions();
  json::object& holder = conditions[member].is_object() ? conditions[member].get_object()
                                                        : conditions[member].emplace_object();
  holder[inner] = {{"mode", "include"}, {"rule", rule}};
  if (member == "applications") holder["includeApplications"] = json::array();
  return differential::small_policy(1, conditions, differential::demands().front());
}

// Sign-ins by every kind of device, by people of every kind, to every kind of resource.
const std::vector<SignIn>& sign_ins() {
  static const std::vector<SignIn> all = [] {
    std::vector<SignIn> result;
    for (const differential::Family& family : differential::families())
      if (family.name == "devices" || family.name == "applications")
        for (const json::object& members : family.axes.front())
          result.push_back(read_sign_in(differential::small_sign_in({&members}), {}).value());
    return result;
  }();
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view rule(reinterpret_cast<const char*>(data), size);
  expect_same_reading(rule, FilterRealm::device, reference::FilterRealm::device);
  expect_same_reading(rule, FilterRealm::custom_security_attribute,
                      reference::FilterRealm::custom_security_attribute);
  EvaluationOptions options;
  if (size % 2 == 1) options.ext_attr_unmanaged = UnmanagedExtensionAttribute::null;
  const CompiledTenant compiled =
      differential::small_tenant_with({policy_with("devices", "deviceFilter", rule),
                                       policy_with("applications", "applicationFilter", rule)},
                                      options);
  // A few of the sign-ins; which ones the input chooses, so that all have their turn.
  constexpr std::size_t k_step = 11;
  for (std::size_t i = size % k_step; i < sign_ins().size(); i += k_step)
    checked_decide_compiled(compiled, sign_ins()[i]);
  return 0;
}
