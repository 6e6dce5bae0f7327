// A rule is refused with a place, or means the opposite of its negation, for devices of every kind.
#include <cstddef>
#include <cstdint>

#include "base/assert.h"
#include "reference/filter_rule.h"

namespace {

using namespace caprock;
using namespace caprock::reference;

// Devices whose every property is of one kind: none, hidden, not said, a text, a list.
FilterProperty property_of(int kind) {
  if (kind == 0) return NullProperty{};
  if (kind == 1) return UnavailableProperty{};
  if (kind == 2) return UnknownProperty{"device"};
  if (kind == 3) return std::string("True");
  return std::vector<std::string>{"True", "x"};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto rule = parse_filter_rule(text, FilterRealm::device);
  if (!rule) {
    CAPROCK_ASSERT(!rule.error().message.empty() && !rule.error().hint.empty());
    return 0;
  }
  FilterRule opposite;
  opposite.kind = FilterRule::Kind::negation;
  opposite.parts.push_back(*rule);
  for (int kind = 0; kind <= 4; ++kind) {
    const auto subject = [kind](std::string_view) { return property_of(kind); };
    CAPROCK_ASSERT(rule_holds(opposite, subject).match == negate(rule_holds(*rule, subject).match));
  }
  return 0;
}
