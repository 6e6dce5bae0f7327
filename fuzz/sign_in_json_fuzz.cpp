// A described sign-in is refused with a place and a hint, or decided alike by engine and reference.
#include <cstddef>
#include <cstdint>

#include "base/assert.h"
#include "graph_json/sign_in_json.h"
#include "tests/checked_engine.h"
#include "tests/differential/small_worlds.h"

namespace {

using namespace caprock;

// Every condition once, every demand in turn.
json::array policies() {
  json::array policies;
  const auto demands = differential::demands();
  for (const differential::Family& family : differential::families())
    for (const std::size_t part : {3U, 2U}) {
      const std::size_t at = family.conditions.size() / part;
      policies.push_back(differential::small_policy(policies.size() + 1, family.conditions[at],
                                                    demands[policies.size() % demands.size()]));
    }
  return policies;
}

CompiledTenant compiled(EvaluationMode mode) {
  EvaluationOptions options;
  options.mode = mode;
  return differential::small_tenant_with(policies(), options);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = parse_json({reinterpret_cast<const char*>(data), size}, "input");
  if (!read || !read->value.is_object()) return 0;
  const auto sign_in = read_sign_in(read->value.get_object(), Place{"input", "", 0, 0});
  if (!sign_in) {
    CAPROCK_ASSERT(sign_in.error().code == ErrorCode::sign_in_invalid);
    CAPROCK_ASSERT(!sign_in.error().message.empty() && sign_in.error().where.file == "input");
    return 0;
  }
  static const CompiledTenant strict = compiled(EvaluationMode::strict);
  static const CompiledTenant whatif = compiled(EvaluationMode::whatif);
  checked_decide_compiled(size % 2 == 0 ? strict : whatif, *sign_in);
  return 0;
}
