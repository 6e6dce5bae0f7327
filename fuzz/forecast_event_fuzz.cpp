// Every text that is taken for a planned event can be lived through, and every forecast with it is
// in the order of time. No text makes the reader crash or hang.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "integration/planned_event.h"
#include "token/life.h"

namespace {

using namespace caprock;

const Instant k_now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 1);

TenantSnapshot one_policy() {
  TenantSnapshot tenant;
  Policy& policy = tenant.policies.items.emplace_back();
  policy.id = PolicyId("10000000-0000-4000-8000-000000000001");
  policy.display_name = "P";
  return tenant;
}

void live_through(const PlannedEvent& planned) {
  const auto* event = std::get_if<TokenEvent>(&planned.what);
  if (event == nullptr) return;
  ConnectionLife life;
  life.from = life.token.signed_in = life.token.issued = life.token.family_began = k_now;
  life.events = {{planned.at, *event, planned.label}};
  const auto line = live(life, k_now + std::chrono::days(400), {});
  if (!line) {
    CAPROCK_ASSERT(line.error().code == ErrorCode::life_invalid);
    return;
  }
  Instant last = k_now;
  for (const LifeSpan& span : line->spans) {
    CAPROCK_ASSERT(span.from > last && span.until >= span.from && span.requests > 0);
    last = span.until;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const TenantSnapshot tenant = one_policy();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto event = parse_planned_event(text, tenant, k_now);
  if (!event) {
    CAPROCK_ASSERT(!event.error().message.empty());
    return 0;
  }
  CAPROCK_ASSERT(!event->label.empty());
  live_through(*event);
  return 0;
}
