// Named options of CA 2.20, as vectors and `what-if` files write them.
#include <array>

#include "graph_json/sign_in_json.h"
#include "graph_json/strict_members.h"

namespace caprock {
namespace strict {
namespace {

constexpr std::array k_modes = {
    Word<EvaluationMode>{EvaluationMode::strict, "strict"},
    Word<EvaluationMode>{EvaluationMode::whatif, "whatif"},
    Word<EvaluationMode>{EvaluationMode::live, "live"},
};
constexpr std::array k_baseline_scopes = {
    Word<BaselineScopes>{BaselineScopes::enforced, "enforced"},
    Word<BaselineScopes>{BaselineScopes::legacy, "legacy"},
    Word<BaselineScopes>{BaselineScopes::disabled, "disabled"},
};
constexpr std::array k_empty_client_app_types = {
    Word<EmptyClientAppTypes>{EmptyClientAppTypes::modern, "modern"},
    Word<EmptyClientAppTypes>{EmptyClientAppTypes::all, "all"},
};
constexpr std::array k_ext_attr_unmanaged = {
    Word<UnmanagedExtensionAttribute>{UnmanagedExtensionAttribute::rule_false, "false"},
    Word<UnmanagedExtensionAttribute>{UnmanagedExtensionAttribute::null, "null"},
};
constexpr std::array k_persistent_browser = {
    Word<PersistentBrowserConflict>{PersistentBrowserConflict::never, "never"},
    Word<PersistentBrowserConflict>{PersistentBrowserConflict::always, "always"},
};
constexpr std::array k_cloud_app_security = {
    Word<CloudAppSecurityConflict>{CloudAppSecurityConflict::most_restrictive, "most_restrictive"},
    Word<CloudAppSecurityConflict>{CloudAppSecurityConflict::first, "first"},
};
constexpr std::array k_sif_confidential = {
    Word<SifConfidential>{SifConfidential::deferred, "deferred"},
    Word<SifConfidential>{SifConfidential::enforced, "enforced"},
};
constexpr std::array k_unknown_scope = {
    Word<UnknownScopeAudience>{UnknownScopeAudience::graph, "graph"},
    Word<UnknownScopeAudience>{UnknownScopeAudience::directory, "directory"},
};
constexpr std::array k_on_off = {
    Word<Toggle>{Toggle::on, "on"},
    Word<Toggle>{Toggle::off, "off"},
};

template <auto field, const auto& table>
Result<void> read_option(EvaluationOptions& into, const json::value& value, const Place& where) {
  using E = std::remove_cvref_t<decltype(into.*field)>;
  return read_word(into.*field, value, where, std::span<const Word<E>>(table));
}

template <auto field>
Result<void> read_toggle(EvaluationOptions& into, const json::value& value, const Place& where) {
  bool on = false;
  if (auto read = read_into(on, value, where); !read) return read;
  into.*field = on ? Toggle::on : Toggle::off;
  return {};
}

// One of the words, or `custom(<appId>)` (CA 2.13).
Result<void> read_baseline_scopes(EvaluationOptions& into, const json::value& value,
                                  const Place& where) {
  constexpr std::string_view k_custom = "custom(";
  std::string text;
  if (auto read = read_into(text, value, where); !read) return read;
  if (!text.starts_with(k_custom))
    return read_option<&EvaluationOptions::baseline_scopes, k_baseline_scopes>(into, value, where);
  const std::string_view id = std::string_view(text).substr(k_custom.size());
  if (!id.ends_with(')') || !looks_like_guid(id.substr(0, id.size() - 1)))
    return wrong("`" + text + "` names no application", where, "write `custom(<appId>)`");
  into.baseline_scopes = BaselineScopes::custom;
  into.baseline_custom_app = AppId(std::string(id.substr(0, id.size() - 1)));
  return {};
}

using Options = EvaluationOptions;
using Read = decltype(NamedOption::read);

template <auto field, const auto& table>
NamedOption choice(std::string_view name, std::string_view rule,
                   Read read = read_option<field, table>) {
  NamedOption option{name, rule, {}, read};
  for (const auto& row : table) option.values.emplace_back(row.text);
  return option;
}

template <auto field>
NamedOption toggle(std::string_view name, std::string_view rule) {
  const bool on = Options().*field == Toggle::on;
  return {name, rule, {json::value(on), json::value(!on)}, read_toggle<field>};
}

}  // namespace
}  // namespace strict

const std::vector<NamedOption>& named_options() {
  using namespace strict;
  static const std::vector<NamedOption> all = {
      choice<&Options::mode, k_modes>("evaluation_mode", "CA 2.1.1"),
      choice<&Options::baseline_scopes, k_baseline_scopes>("baseline_scopes", "CA 2.13",
                                                           read_baseline_scopes),
      choice<&Options::service_dependencies, k_on_off>("service_dependencies", "CA 2.9"),
      choice<&Options::empty_client_app_types, k_empty_client_app_types>("empty_client_app_types",
                                                                         "CA 2.5"),
      choice<&Options::ext_attr_unmanaged, k_ext_attr_unmanaged>("ext_attr_unmanaged", "CA 2.7"),
      choice<&Options::persistent_browser_conflict, k_persistent_browser>(
          "persistent_browser_conflict", "CA 2.14"),
      choice<&Options::cas_conflict, k_cloud_app_security>("cas_conflict", "CA 2.14"),
      choice<&Options::sif_confidential, k_sif_confidential>("sif_confidential", "CA 2.14.1"),
      toggle<&Options::all_users_includes_objectless>("all_users_includes_objectless", "CA 2.9"),
      toggle<&Options::all_resources_includes_registerdevice>(
          "all_resources_includes_registerdevice", "CA 2.4"),
      choice<&Options::unknown_graph_scope_audience, k_unknown_scope>(
          "unknown_graph_scope_audience", "CA 2.3"),
  };
  return all;
}

Result<EvaluationOptions> read_evaluation_options(const json::object& object, const Place& where) {
  EvaluationOptions options;
  if (auto read = strict::read_members(options, object, where, named_options()); !read)
    return tl::unexpected(read.error());
  return options;
}

}  // namespace caprock
