#include "cli/tenant_input.h"

#include <fmt/format.h>

#include <ostream>

#include "cli/output.h"

namespace caprock {
namespace {

constexpr std::size_t k_policy_limit = 240;  // CA 1.16, in any state

void warn_of_limit(Read<Snapshot>& read) {
  const std::size_t count = read.value.tenant.policies.items.size();
  if (count <= k_policy_limit) return;
  read.diagnostics.push_back(
      {Severity::warning,
       {ErrorCode::policies_over_limit,
        fmt::format("{} policies, and a tenant can have {}: all are evaluated", count,
                    k_policy_limit),
        {},
        "check that the export is of one tenant"}});
}

}  // namespace

std::optional<Read<Snapshot>> read_tenant(const std::filesystem::path& source,
                                          const ReadOptions& options, const Style& style,
                                          std::ostream& err) {
  auto read = read_source(source, options);
  if (!read) {
    err << render_error(read.error(), style);
    return std::nullopt;
  }
  // A file that could not be read may hold the policy that decides: no verdict without it.
  if (has_errors(read->diagnostics) && !options.allow_partial) {
    err << render_diagnostics(read->diagnostics, style, 20)
        << "no verdict is given on an export with errors; mend it, or add --allow-partial\n";
    return std::nullopt;
  }
  warn_of_limit(*read);
  return std::move(*read);
}

void switch_on_every_policy(Read<Snapshot>& read) {
  std::size_t switched = 0;
  auto& policies = read.value.tenant.policies.items;
  for (Policy& policy : policies) {
    if (policy.state != PolicyState::enabled) ++switched;
    policy.state = PolicyState::enabled;
    std::erase_if(policy.unread, [](const Unread& one) { return one.part == PolicyPart::state; });
  }
  read.diagnostics.insert(
      read.diagnostics.begin(),
      {Severity::warning,
       {ErrorCode::policies_as_if_on,
        fmt::format("{} of {} policies are not on in the export and judged as if they were on",
                    switched, policies.size()),
        {},
        "leave --as-if-on out for the tenant as it is"}});
}

}  // namespace caprock
