// Whatever JSON stands where policies belong: the engine decides as the reference does.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "graph_json/sign_in_json.h"
#include "tests/checked_engine.h"
#include "tests/differential/small_worlds.h"

namespace {

using namespace caprock;

// One sign-in for each value of each signal.
const std::vector<SignIn>& sign_ins() {
  static const std::vector<SignIn> all = [] {
    std::vector<SignIn> result;
    for (const differential::Axis& axis : differential::all_axes())
      for (const json::object& members : axis)
        result.push_back(read_sign_in(differential::small_sign_in({&members}), {}).value());
    return result;
  }();
  return all;
}

// A policy, or a list of policies; long lists say nothing new and take long.
json::array policies_in(const json::value& value) {
  constexpr std::size_t k_most = 4;
  if (!value.is_array()) return json::array(1, value);
  json::array policies = value.get_array();
  if (policies.size() > k_most) policies.resize(k_most);
  return policies;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = parse_json({reinterpret_cast<const char*>(data), size}, "input");
  if (!read || size == 0) return 0;
  EvaluationOptions options;
  options.mode = data[0] % 2 == 0 ? EvaluationMode::strict : EvaluationMode::whatif;
  const CompiledTenant compiled =
      differential::small_tenant_with(policies_in(read->value), options);
  // A few of the sign-ins; which ones the input chooses, so that all have their turn.
  constexpr std::size_t k_step = 7;
  for (std::size_t i = size % k_step; i < sign_ins().size(); i += k_step)
    checked_decide_compiled(compiled, sign_ins()[i]);
  return 0;
}
