// Named options of rule 2.20, as vectors and `what-if` files write them.
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

// One of the words, or `custom(<appId>)` (rule 2.13).
Result<void> read_baseline_scopes(EvaluationOptions& into, const json::value& value,
                                  const Place& where) {
  constexpr std::string_view k_custom = "custom(";
  std::string text;
  if (auto read = read_into(text, value, where); !read) return read;
  if (!text.starts_with(k_custom))
    return read_word(into.baseline_scopes, value, where,
                     std::span<const Word<BaselineScopes>>(k_baseline_scopes));
  const std::string_view id = std::string_view(text).substr(k_custom.size());
  if (!id.ends_with(')') || !looks_like_guid(id.substr(0, id.size() - 1)))
    return wrong("`" + text + "` names no application", where, "write `custom(<appId>)`");
  into.baseline_scopes = BaselineScopes::custom;
  into.baseline_custom_app = AppId(std::string(id.substr(0, id.size() - 1)));
  return {};
}

using Options = EvaluationOptions;

constexpr std::array k_options = {
    Member<Options>{"evaluation_mode", read_option<&Options::mode, k_modes>},
    Member<Options>{"baseline_scopes", read_baseline_scopes},
    Member<Options>{"service_dependencies", read_option<&Options::service_dependencies, k_on_off>},
    Member<Options>{"empty_client_app_types",
                    read_option<&Options::empty_client_app_types, k_empty_client_app_types>},
    Member<Options>{"ext_attr_unmanaged",
                    read_option<&Options::ext_attr_unmanaged, k_ext_attr_unmanaged>},
    Member<Options>{"persistent_browser_conflict",
                    read_option<&Options::persistent_browser_conflict, k_persistent_browser>},
    Member<Options>{"cas_conflict", read_option<&Options::cas_conflict, k_cloud_app_security>},
    Member<Options>{"sif_confidential",
                    read_option<&Options::sif_confidential, k_sif_confidential>},
    Member<Options>{"all_users_includes_objectless",
                    read_toggle<&Options::all_users_includes_objectless>},
    Member<Options>{"all_resources_includes_registerdevice",
                    read_toggle<&Options::all_resources_includes_registerdevice>},
    Member<Options>{"unknown_graph_scope_audience",
                    read_option<&Options::unknown_graph_scope_audience, k_unknown_scope>},
};

}  // namespace
}  // namespace strict

Result<EvaluationOptions> read_evaluation_options(const json::object& object, const Place& where) {
  EvaluationOptions options;
  if (auto read =
          strict::read_members<EvaluationOptions>(options, object, where, strict::k_options);
      !read)
    return tl::unexpected(read.error());
  return options;
}

}  // namespace caprock
