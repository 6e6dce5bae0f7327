#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "base/text.h"
#include "cli/what_if_report.h"
#include "compile/address_table.h"
#include "model/well_known.h"
#include "model/words.h"

namespace caprock {
namespace {

using Notes = std::vector<std::string>;

// Ranges that no address of the internet is in besides the private ones of CA 2.6.5, and what they
// are. Entra is said to pass over private addresses only, so locations may hold these.
struct SpecialRange {
  IpRange range;
  std::string_view kind;
};

std::vector<SpecialRange> special_ranges() {
  std::vector<SpecialRange> ranges;
  for (const auto& [cidr, kind] :
       {std::pair("169.254.0.0/16", "an address of one link"),
        std::pair("127.0.0.0/8", "a loopback address"), std::pair("::1/128", "a loopback address"),
        std::pair("100.64.0.0/10", "an address shared behind a carrier's NAT")})
    ranges.push_back({*IpRange::from_cidr(cidr), kind});
  return ranges;
}

// `a loopback address`; empty for private and public ones.
std::string_view special_kind(const IpAddress& address) {
  static const std::vector<SpecialRange> k_ranges = special_ranges();
  for (const SpecialRange& one : k_ranges)
    if (one.range.contains(address)) return one.kind;
  return {};
}

bool is_in(const NamedLocation& location, const IpAddress& address) {
  const auto* ranges = std::get_if<IpNamedLocation>(&location.kind);
  return ranges != nullptr &&
         std::any_of(ranges->ip_ranges.begin(), ranges->ip_ranges.end(),
                     [&](const IpRange& range) { return range.contains(address); });
}

void note_hidden_address(Notes& notes, const Client& client) {
  const IpAddress* address = client.ip.value();
  if (address == nullptr) return;
  if (is_private_address(*address))
    notes.push_back(
        fmt::format("{} is a private address: Entra sees the public address behind which it hides, "
                    "so no address range matches it (CA 2.6)",
                    to_string(*address)));
  else if (const std::string_view kind = special_kind(*address); !kind.empty())
    notes.push_back(
        fmt::format("{} is {}, which nothing on the internet comes from: Entra sees the public "
                    "address behind which it hides",
                    to_string(*address), kind));
}

void note_address(Notes& notes, const Client& client, const TenantSnapshot& tenant) {
  const IpAddress* address = client.ip.value();
  note_hidden_address(notes, client);
  if (address == nullptr || is_private_address(*address)) return;
  const std::string text = to_string(*address);
  const auto& locations = tenant.named_locations.items;
  if (tenant.named_locations.exported &&
      std::none_of(locations.begin(), locations.end(),
                   [&](const NamedLocation& one) { return is_in(one, *address); }))
    notes.push_back(fmt::format("{} is in no address range of the named locations", text));
  if (client.country.is_unknown())
    notes.push_back(
        fmt::format("no table here says in which country {} is; say it with --country", text));
}

void note_unknown_person(Notes& notes, const UserSubject& subject) {
  notes.push_back(fmt::format(
      "no user of the export has the id `{}`: groups, roles and kind of guest are known only as "
      "far as they are said",
      quotable(subject.id.text())));
}

void note_person(Notes& notes, const UserSubject& subject, const TenantSnapshot& tenant) {
  if (subject.id.empty()) return;
  const User* user = find_user(tenant, subject.id.text());
  if (user == nullptr) return note_unknown_person(notes, subject);
  if (user->account_enabled == false)
    notes.emplace_back(
        "the account is disabled: Entra refuses the sign-in before it asks any policy");
}

void note_workload(Notes& notes, const Subject& subject, const TenantSnapshot& tenant) {
  if (subject.kind == SubjectKind::managed_identity) {
    notes.emplace_back("no policy applies to managed identities (CA 2.10)");
    const ServicePrincipal* known =
        find_service_principal(tenant, subject.service_principal.id.text());
    if (known == nullptr || known->service_principal_type.empty())
      notes.emplace_back(
          "nothing in the export says that this is a managed identity: it is taken as one, as "
          "said");
    return;
  }
  const std::string& id = subject.service_principal.id.text();
  const ServicePrincipal* principal = find_service_principal(tenant, id);
  const bool agent = subject.kind == SubjectKind::agent_identity;
  if (principal == nullptr)
    notes.push_back(
        fmt::format("no service principal of the export has the id `{}`", quotable(id)));
  else if (agent && principal->service_principal_type.empty())
    notes.emplace_back(
        "the export does not say of what kind this service principal is: it is taken as an agent, "
        "as said");
  else if (principal->account_enabled == false)
    notes.emplace_back(
        "the service principal is disabled: Entra refuses the sign-in before it asks any policy");
}

bool is_known_app(const AppId& app, const TenantSnapshot& tenant) {
  return well_known_app(app.text()) != nullptr ||
         find_service_principal(tenant, app.text()) != nullptr ||
         std::any_of(tenant.applications.items.begin(), tenant.applications.items.end(),
                     [&](const Application& one) { return one.app_id == app; });
}

void note_resources(Notes& notes, const Request& request, const TenantSnapshot& tenant) {
  for (const AppId& app : request.resources)
    if (!is_known_app(app, tenant))
      notes.push_back(fmt::format(
          "no application of the export, and none of Microsoft's listed here, has the appId `{}`",
          quotable(app.text())));
}

// The platform whose name an operating system begins with.
std::optional<SignInPlatform> platform_of(std::string_view system) {
  for (const Word<SignInPlatform>& row : words<SignInPlatform>())
    if (row.value != SignInPlatform::unrecognised && starts_with_ignoring_case(system, row.text))
      return row.value;
  return std::nullopt;
}

void note_device(Notes& notes, const SignIn& sign_in) {
  const Device* device = sign_in.device.value();
  if (device == nullptr) return;
  const std::string* system = device->operating_system.value();
  const SignInPlatform* said = sign_in.client.platform.value();
  if (system == nullptr || said == nullptr) return;
  const auto platform = platform_of(*system);
  if (platform && *platform != *said)
    notes.push_back(fmt::format(
        "the device runs `{}` and the platform is `{}`: both are taken as they are said",
        quotable(*system), word_for(*said)));
}

}  // namespace

std::vector<std::string> notes_on(const SignIn& sign_in, const TenantSnapshot& tenant) {
  Notes notes;
  const Subject& subject = sign_in.subject;
  if (subject.kind == SubjectKind::agent_user)
    notes.emplace_back(
        "nothing in an export tells an agent's account from a person's: it is taken as an agent's, "
        "as said");
  if (subject.kind == SubjectKind::user || subject.kind == SubjectKind::agent_user)
    note_person(notes, subject.user, tenant);
  else
    note_workload(notes, subject, tenant);
  note_resources(notes, sign_in.request, tenant);
  note_address(notes, sign_in.client, tenant);
  note_device(notes, sign_in);
  return notes;
}

std::vector<std::string> notes_on_record(const SignIn& sign_in, const CompiledTenant& tenant) {
  Notes notes;
  const UserSubject& user = sign_in.subject.user;
  if (!user.id.empty() && !tenant.people().find_user(user.id.text()))
    note_unknown_person(notes, user);
  note_hidden_address(notes, sign_in.client);
  return notes;
}

bool comes_from(const Clause& clause, const PolicyResult& policy) {
  return clause.policy == policy.id && clause.display_name == policy.display_name;
}

std::vector<std::string> open_inputs(const Decision& decision) {
  if (decision.verdict != Verdict::needs_controls) return decision.undetermined_by;
  std::vector<std::string> paths;
  const auto take = [&](const auto& results) {
    for (const auto& one : results)
      paths.insert(paths.end(), one.undetermined_by.begin(), one.undetermined_by.end());
  };
  for (const PolicyResult& policy : decision.policies) {
    const bool open = std::any_of(
        decision.clauses.begin(), decision.clauses.end(),
        [&](const Clause& clause) { return !clause.certain && comes_from(clause, policy); });
    if (!open) continue;
    take(policy.conditions);
    take(policy.controls);
  }
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

}  // namespace caprock
