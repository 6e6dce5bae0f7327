#include "cli/tenant_input.h"

#include <fmt/format.h>

#include <ostream>

#include "cli/output.h"
#include "model/limits.h"

namespace caprock {
namespace {

void warn_of_limit(const TenantSnapshot& tenant, std::vector<Diagnostic>& diagnostics) {
  const std::size_t count = tenant.policies.items.size();
  if (count <= k_policy_limit) return;
  diagnostics.push_back({Severity::warning,
                         {ErrorCode::policies_over_limit,
                          fmt::format("{} policies, and a tenant can have {}: all are evaluated",
                                      count, k_policy_limit),
                          {},
                          "check that the export is of one tenant"}});
}

const TenantSnapshot& tenant_of(const Snapshot& read) { return read.tenant; }
const TenantSnapshot& tenant_of(const CompactSnapshot& read) { return read.snapshot.tenant; }

// A file that could not be read may hold the policy that decides: no verdict without it.
template <class T>
std::optional<Read<T>> accepted(Result<Read<T>> read, const ReadOptions& options,
                                const Style& style, std::ostream& err) {
  if (!read) {
    err << render_error(read.error(), style);
    return std::nullopt;
  }
  if (has_errors(read->diagnostics) && !options.allow_partial) {
    err << render_diagnostics(read->diagnostics, style, 20)
        << "no verdict is given on an export with errors; mend it, or add --allow-partial\n";
    return std::nullopt;
  }
  warn_of_limit(tenant_of(read->value), read->diagnostics);
  return std::move(*read);
}

}  // namespace

std::optional<Read<Snapshot>> read_tenant(const std::filesystem::path& source,
                                          const ReadOptions& options, const Style& style,
                                          std::ostream& err) {
  return accepted(read_source(source, options), options, style, err);
}

std::optional<Read<CompactSnapshot>> read_compact_tenant(const std::filesystem::path& source,
                                                         const ReadOptions& options,
                                                         const Style& style, std::ostream& err) {
  return accepted(read_compact_source(source, options), options, style, err);
}

std::string words_of_source(const std::filesystem::path& source, const ReadOptions& options) {
  const std::string first = name_of_source(source);
  return options.directory
             ? fmt::format("{} with the directory of {}", first, name_of_source(*options.directory))
             : first;
}

void switch_on_every_policy(TenantSnapshot& tenant, std::vector<Diagnostic>& diagnostics) {
  std::size_t switched = 0;
  auto& policies = tenant.policies.items;
  for (Policy& policy : policies) {
    if (policy.state != PolicyState::enabled) ++switched;
    policy.state = PolicyState::enabled;
    std::erase_if(policy.unread, [](const Unread& one) { return one.part == PolicyPart::state; });
  }
  diagnostics.insert(
      diagnostics.begin(),
      {Severity::warning,
       {ErrorCode::policies_as_if_on,
        fmt::format("{} of {} policies are not on in the export and judged as if they were on",
                    switched, policies.size()),
        {},
        "leave --as-if-on out for the tenant as it is"}});
}

}  // namespace caprock
