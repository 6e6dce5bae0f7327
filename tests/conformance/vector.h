// Conformance vectors as they stand in conformance/*.json (form: conformance/README.md).
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "graph_json/json_text.h"
#include "model/evaluation_options.h"
#include "model/sign_in.h"
#include "model/tenant_snapshot.h"

namespace caprock::conformance {

// Names that stand for ids in vectors, for example `@Alice`.
using Names = std::map<std::string, std::string, std::less<>>;

// Tenant T and the sign-in that every case starts from.
struct World {
  Names names;
  json::object tenant;
  json::object sign_in;
};

struct Case {
  std::string title;
  SignIn sign_in;
  EvaluationOptions options;
  json::object expect;
  // The sign-in and options as they are read: for whoever passes them on.
  json::object sign_in_json;
  json::object options_json;
};

struct Vector {
  std::string id;
  std::string title;
  std::optional<std::string> needs;  // why a single decision cannot express it
  TenantSnapshot tenant;
  std::vector<Case> cases;
  json::object tenant_json;  // as it is read (tenant_json.h)
};

// Vectors of writes carry requests and responses instead of sign-ins.
inline constexpr std::string_view k_needs_writes = "Graph write endpoints";

std::filesystem::path source_dir();
std::filesystem::path vector_dir();

// All vectors, sorted: the list's by id, others with their folder, for example `unknown/U-001`.
std::vector<std::string> vector_ids();

Result<json::object> read_object_file(const std::filesystem::path& path);

// Puts ids in place of names: at the start of a text and after `:`, `(`, `[` and `/`.
// Errors: a name that the world does not have.
Result<json::value> with_names_replaced(const json::value& value, const Names& names,
                                        const Place& where);

Result<World> read_world();
Result<Vector> read_vector(const std::string& id, const World& world);
// The same from JSON that stands in no file yet; `id` is what it must call itself.
Result<Vector> vector_of(const json::object& written, const std::string& id, const World& world);

// The sign-in with members of its own; another subject takes the place of the standard one.
json::object sign_in_over(const json::object& standard, const json::object& own);

// Tenant T with what a vector says of it, its policies filled in (conformance/README.md).
Result<json::object> tenant_around(const json::object& vector, const World& world,
                                   const Place& where);

// Reads it; must find exactly what the vector's `diagnostics` tell of.
Result<TenantSnapshot> read_tenant_as_told(const json::object& tenant, const json::object& vector,
                                           const Place& where);

// Members, id, title, rules, source and evidence of a vector; `path` is its file without `.json`.
Result<void> check_head(const json::object& object, const std::string& path,
                        std::span<const std::string_view> members, const Place& where);

// What a reader found odd; in vectors nothing may be odd.
Result<void> nothing_odd(const std::vector<Diagnostic>& diagnostics);

}  // namespace caprock::conformance
