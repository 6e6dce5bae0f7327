// What the plain path costs: reading the demo tenant, and one decision of the reference
// interpreter. Every benchmark checks its answer, so a fast wrong one fails.
#include <benchmark/benchmark.h>

#include "reference/decide.h"
#include "source/source.h"

namespace caprock {
namespace {

const char* const k_demo = CAPROCK_SOURCE_DIR "/demo/larkfield";

// An unattended refresh of the demo's chat bridge account: `Require MFA for all users` stops it.
SignIn refresh_of_the_chat_bridge(const TenantSnapshot& tenant) {
  SignIn sign_in;
  sign_in.subject.user.id = find_user(tenant, "svc-mio@larkfield.example")->id;
  sign_in.request.grant = GrantType::refresh_token;
  sign_in.request.interactive = false;
  sign_in.request.client_kind = ClientKind::confidential_client;
  sign_in.request.scopes = {"Chat.ReadWrite", "offline_access"};
  sign_in.client.app_type = SignInClient::browser;
  sign_in.client.platform = SignInPlatform::unrecognised;
  sign_in.client.ip = *IpAddress::parse("203.0.113.40");
  sign_in.device = Signal<Device>::absent();
  sign_in.risk = {RiskLevel::none, RiskLevel::none, RiskLevel::none, Signal<AgentRisk>::absent(),
                  Signal<InsiderRisk>::absent()};
  sign_in.original_transfer_method = std::uint8_t{0};
  sign_in.session.mfa_claim = false;
  return sign_in;
}

void read_demo_tenant(benchmark::State& state) {
  std::size_t users = 0;
  for (auto _ : state) {
    const auto read = read_source(k_demo, {});
    if (!read || read->value.tenant.policies.items.size() < 10) {
      state.SkipWithError("the demo tenant did not read");
      return;
    }
    users = read->value.tenant.users.items.size();
  }
  state.counters["users"] = static_cast<double>(users);
}
BENCHMARK(read_demo_tenant)->Unit(benchmark::kMillisecond);

void decide_by_reference(benchmark::State& state) {
  const auto read = read_source(k_demo, {});
  if (!read) return state.SkipWithError("the demo tenant did not read");
  const TenantSnapshot& tenant = read->value.tenant;
  const SignIn sign_in = refresh_of_the_chat_bridge(tenant);
  for (auto _ : state) {
    const Decision decision = reference::decide(tenant, sign_in);
    if (decision.verdict != Verdict::needs_controls) {
      state.SkipWithError("wrong verdict");
      return;
    }
  }
  state.counters["policies"] = static_cast<double>(tenant.policies.items.size());
}
BENCHMARK(decide_by_reference)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace caprock
