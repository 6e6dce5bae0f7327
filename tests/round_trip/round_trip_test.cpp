// Every form of `snapshot export`, there and back: what is told as lost is exactly what differs,
// and policies that lost nothing decide as before. The comparison is of the model, member by
// member, and shares nothing with the one that finds the losses.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/temporary_folder.h"
#include "compile/compiled_controls.h"
#include "evaluate/decide.h"
#include "export/export.h"
#include "export/write_files.h"
#include "model/test_world.h"

namespace caprock {
namespace {

namespace fs = std::filesystem;

constexpr ExportFormat k_all_forms[] = {ExportFormat::graph, ExportFormat::entra_exporter,
                                        ExportFormat::terraform, ExportFormat::csv};

std::optional<Snapshot> read_kept(const fs::path& path) {
  ReadOptions options;
  options.keep_texts = true;
  options.allow_partial = true;
  auto read = read_source(path, options);
  return read ? std::optional(std::move(read->value)) : std::nullopt;
}

struct Trip {
  Snapshot back;
  std::vector<Diagnostic> losses;
};

Trip there_and_back(const Snapshot& before, ExportFormat form) {
  const auto written = export_snapshot(before, form);
  EXPECT_TRUE(written.has_value()) << to_string(written.error());
  if (!written) return {};
  const TemporaryFolder folder;
  const fs::path out = folder.path() / "out";
  EXPECT_TRUE(is_folder(form) ? write_folder(out, written->files)
                              : write_file(out, written->files.front().text));
  auto back = read_kept(out);
  EXPECT_TRUE(back.has_value());
  return {back ? *std::move(back) : Snapshot{}, written->losses};
}

template <class T>
void drop_if_unset(std::optional<T>& part) {
  if (part && *part == T{}) part.reset();
}
void drop_all_tenants(std::optional<GuestsOrExternalUsers>& guests) {
  if (guests && guests->external_tenants == ExternalTenants{}) guests->external_tenants.reset();
  drop_if_unset(guests);
}
template <class T>
void drop_if_off(std::optional<T>& control) {
  if (control && !control->is_enabled) control.reset();
}

// What of a policy means something, in one way of saying it.
Policy meaning_of_policy(Policy policy) {
  policy.origin = {};
  for (Unread& one : policy.unread) one.text.clear();
  std::sort(policy.unread.begin(), policy.unread.end(),
            [](const Unread& a, const Unread& b) { return a.pointer < b.pointer; });
  Conditions& conditions = policy.conditions;
  if (conditions.users) {
    drop_all_tenants(conditions.users->include_guests_or_external_users);
    drop_all_tenants(conditions.users->exclude_guests_or_external_users);
  }
  drop_if_unset(conditions.users);
  drop_if_unset(conditions.client_applications);
  drop_if_unset(conditions.platforms);
  drop_if_unset(conditions.locations);
  drop_if_unset(conditions.devices);
  drop_if_unset(conditions.device_states);
  drop_if_unset(conditions.authentication_flows);
  if (policy.grant_controls && policy.grant_controls->authentication_strength)
    policy.grant_controls->authentication_strength->inline_copy.reset();
  if (policy.session_controls) {
    SessionControls& session = *policy.session_controls;
    drop_if_off(session.cloud_app_security);
    drop_if_off(session.sign_in_frequency);
    drop_if_off(session.persistent_browser);
    drop_if_off(session.global_secure_access_filtering_profile);
    if (session.disable_resilience_defaults == false) session.disable_resilience_defaults.reset();
  }
  drop_if_unset(policy.session_controls);
  return policy;
}

bool same_effect_of_strength(const TenantSnapshot& was, const Policy& a, const TenantSnapshot& is,
                             const Policy& b) {
  const auto before = compile_controls(was, a).strength;
  const auto after = compile_controls(is, b).strength;
  if (!before || !after) return before.has_value() == after.has_value();
  const auto sorted = [](std::vector<Combination> list) {
    std::sort(list.begin(), list.end());
    return list;
  };
  return sorted(before->allowed_combinations) == sorted(after->allowed_combinations) &&
         before->combination_configurations == after->combination_configurations &&
         before->lists_configurations == after->lists_configurations;
}

bool is_told_of(const std::vector<Diagnostic>& losses, const Policy& policy) {
  return std::any_of(losses.begin(), losses.end(), [&](const Diagnostic& loss) {
    return loss.severity == Severity::warning && loss.error.where == policy.origin.where;
  });
}

// The policy of the same id, or in designs without ids the one of the same name.
const Policy* counterpart(const std::vector<Policy>& policies, const Policy& policy) {
  const auto at = std::find_if(policies.begin(), policies.end(), [&](const Policy& other) {
    return other.id == policy.id &&
           (!policy.id.empty() || other.display_name == policy.display_name);
  });
  return at == policies.end() ? nullptr : &*at;
}

std::vector<SignIn> some_sign_ins(const TenantSnapshot& tenant) {
  using namespace test_world;
  std::vector<SignIn> sign_ins = {everyday_sign_in(), refresh_after(std::chrono::hours(30))};
  for (std::size_t i = 0; i < std::min<std::size_t>(4, tenant.users.items.size()); ++i) {
    SignIn sign_in = with_methods(everyday_sign_in(), {MethodMode::password, MethodMode::sms});
    sign_in.subject.user.id = tenant.users.items[i].id;
    sign_in.client.platform = i % 2 == 0 ? SignInPlatform::android : SignInPlatform::mac_os;
    sign_ins.push_back(std::move(sign_in));
  }
  return sign_ins;
}

// Each policy alone, in the tenant that it comes from.
void expect_same_decisions(const Snapshot& before, const std::vector<const Policy*>& was,
                           const std::vector<const Policy*>& is) {
  TenantSnapshot left = before.tenant, right = before.tenant;
  left.policies.items.clear();
  right.policies.items.clear();
  for (const Policy* policy : was) left.policies.items.push_back(*policy);
  for (const Policy* policy : is) right.policies.items.push_back(*policy);
  for (const SignIn& sign_in : some_sign_ins(before.tenant)) {
    const Decision a = evaluate::decide(left, sign_in, {});
    const Decision b = evaluate::decide(right, sign_in, {});
    EXPECT_EQ(a.verdict, b.verdict);
    ASSERT_EQ(a.policies.size(), b.policies.size());
    for (std::size_t i = 0; i < a.policies.size(); ++i) {
      EXPECT_EQ(a.policies[i].outcome, b.policies[i].outcome) << a.policies[i].display_name;
      EXPECT_EQ(a.policies[i].applies, b.policies[i].applies) << a.policies[i].display_name;
    }
  }
}

template <class T>
bool has_repeated_ids(const std::vector<T>& items) {
  std::set<std::string> seen;
  return std::any_of(items.begin(), items.end(), [&](const T& item) {
    return !seen.insert(item.id.empty() ? item.display_name : item.id.text()).second;
  });
}

void expect_told_is_what_differs(const Snapshot& before, ExportFormat form) {
  SCOPED_TRACE(name_of(form));
  const Trip trip = there_and_back(before, form);
  std::vector<const Policy*> was, is;
  for (const Policy& policy : before.tenant.policies.items) {
    const Policy* other = counterpart(trip.back.tenant.policies.items, policy);
    ASSERT_NE(other, nullptr) << policy.display_name;
    const bool same = meaning_of_policy(policy) == meaning_of_policy(*other) &&
                      same_effect_of_strength(before.tenant, policy, trip.back.tenant, *other);
    EXPECT_EQ(same, !is_told_of(trip.losses, policy)) << policy.display_name;
    if (!same) continue;
    was.push_back(&policy);
    is.push_back(other);
  }
  expect_same_decisions(before, was, is);
}

// False: nothing here is a tenant, or two of its policies cannot be told apart.
bool expect_round_trips(const fs::path& source) {
  SCOPED_TRACE(source.string());
  const auto before = read_kept(source);
  if (!before || has_repeated_ids(before->tenant.policies.items)) return false;
  for (const ExportFormat form : k_all_forms) expect_told_is_what_differs(*before, form);
  return true;
}

const fs::path k_root = CAPROCK_SOURCE_DIR;

TEST(RoundTrip, of_the_demo_tenant) {
  const auto before = read_kept(k_root / "demo/larkfield");
  ASSERT_TRUE(before);
  for (const ExportFormat form : k_all_forms) expect_told_is_what_differs(*before, form);
}

TEST(RoundTrip, graph_gives_the_demo_tenant_back_as_it_is) {
  const auto before = read_kept(k_root / "demo/larkfield");
  ASSERT_TRUE(before);
  const Trip trip = there_and_back(*before, ExportFormat::graph);
  EXPECT_TRUE(trip.losses.empty());
  const auto expect_same = [](const auto& was, const auto& is) {
    EXPECT_EQ(was.exported, is.exported);
    ASSERT_EQ(was.items.size(), is.items.size());
    for (std::size_t i = 0; i < was.items.size(); ++i)
      EXPECT_EQ(was.items[i].origin.raw, is.items[i].origin.raw);
  };
  const TenantSnapshot &was = before->tenant, &is = trip.back.tenant;
  expect_same(was.policies, is.policies);
  expect_same(was.named_locations, is.named_locations);
  expect_same(was.authentication_strengths, is.authentication_strengths);
  expect_same(was.authentication_contexts, is.authentication_contexts);
  expect_same(was.users, is.users);
  expect_same(was.groups, is.groups);
  expect_same(was.role_assignments, is.role_assignments);
  expect_same(was.service_principals, is.service_principals);
  expect_same(was.applications, is.applications);
  EXPECT_EQ(before->kept.group_members, trip.back.kept.group_members);
}

TEST(RoundTrip, of_every_folder_of_the_corpus) {
  const fs::path corpus = k_root / ".." / "shared" / "corpus";
  if (!fs::is_directory(corpus)) GTEST_SKIP() << "there is no corpus beside the sources";
  std::size_t sources = 0;
  for (const auto& entry : fs::directory_iterator(corpus)) {
    if (!entry.is_directory()) continue;
    sources += expect_round_trips(entry.path()) ? 1U : 0U;
    for (const auto& file : fs::recursive_directory_iterator(entry.path()))
      if (file.is_regular_file()) sources += expect_round_trips(file.path()) ? 1U : 0U;
  }
  RecordProperty("sources", static_cast<int>(sources));
  EXPECT_GT(sources, 0u);
}

}  // namespace
}  // namespace caprock
