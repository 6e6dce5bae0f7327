// Choices where Microsoft is silent or sources conflict (CA 2.20, docs/sign-in-json.md).
// Defaults first.
#pragma once

#include <cstdint>
#include <optional>

#include "model/ids.h"

namespace caprock {

enum class EvaluationMode : std::uint8_t {
  strict,  // unknown stays unknown: analysis, check
  whatif,  // unknown takes Graph's default: compatibility with Graph's evaluate
  live,    // every signal is given: enforcement
};

enum class BaselineScopes : std::uint8_t { enforced, legacy, custom, disabled };
enum class EmptyClientAppTypes : std::uint8_t { modern, all };
enum class UnmanagedExtensionAttribute : std::uint8_t { rule_false, null };
enum class PersistentBrowserConflict : std::uint8_t { never, always };
enum class CloudAppSecurityConflict : std::uint8_t { most_restrictive, first };
enum class SifConfidential : std::uint8_t { deferred, enforced };
enum class UnknownScopeAudience : std::uint8_t { graph, directory };
enum class Toggle : std::uint8_t { on, off };

struct EvaluationOptions {
  EvaluationMode mode = EvaluationMode::strict;
  BaselineScopes baseline_scopes = BaselineScopes::enforced;
  std::optional<AppId> baseline_custom_app;  // for BaselineScopes::custom
  Toggle service_dependencies = Toggle::on;  // off is forced in whatif mode
  EmptyClientAppTypes empty_client_app_types = EmptyClientAppTypes::modern;
  UnmanagedExtensionAttribute ext_attr_unmanaged = UnmanagedExtensionAttribute::rule_false;
  PersistentBrowserConflict persistent_browser_conflict = PersistentBrowserConflict::never;
  CloudAppSecurityConflict cas_conflict = CloudAppSecurityConflict::most_restrictive;
  SifConfidential sif_confidential = SifConfidential::deferred;
  Toggle all_users_includes_objectless = Toggle::on;
  Toggle all_resources_includes_registerdevice = Toggle::off;
  UnknownScopeAudience unknown_graph_scope_audience = UnknownScopeAudience::graph;
  bool operator==(const EvaluationOptions&) const = default;
};

}  // namespace caprock
