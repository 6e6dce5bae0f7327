#include "tests/conformance/vector.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <span>
#include <sstream>

#include "graph_json/graph_json.h"
#include "graph_json/sign_in_json.h"
#include "model/words.h"
#include "tests/conformance/members.h"
#include "tests/conformance/tenant_json.h"

namespace caprock::conformance {
namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

Result<std::string> text_with_names_replaced(std::string_view text, const Names& names,
                                             const Place& where) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const bool starts_a_name =
        text[i] == '@' && (i == 0 || std::string_view(":([/").find(text[i - 1]) != text.npos);
    if (!starts_a_name) {
      result += text[i++];
      continue;
    }
    std::size_t end = i + 1;
    while (end < text.size() && is_name_character(text[end])) ++end;
    const auto name = names.find(text.substr(i + 1, end - i - 1));
    if (name == names.end())
      return bad("no name `" + std::string(text.substr(i, end - i)) + "` in the world", where);
    result += name->second;
    i = end;
  }
  return result;
}

json::object& object_member(json::object& object, std::string_view member) {
  json::value& value = object[member];
  if (!value.is_object()) value.emplace_object();
  return value.get_object();
}

// What a policy of a vector leaves out, as conformance/README.md says.
void fill_in_defaults(json::object& policy, std::size_t position) {
  const std::string digits = std::to_string(position + 1);
  if (!policy.contains("id"))
    policy["id"] = "90110000-0000-4000-8000-" + std::string(12 - digits.size(), '0') + digits;
  if (!policy.contains("state")) policy["state"] = "enabled";
  json::object& conditions = object_member(policy, "conditions");
  if (!conditions.contains("users") && !conditions.contains("clientApplications"))
    conditions["users"] = {{"includeUsers", json::array{"All"}}};
  if (!conditions.contains("applications"))
    conditions["applications"] = {{"includeApplications", json::array{"All"}}};
  if (!conditions.contains("clientAppTypes")) conditions["clientAppTypes"] = json::array{"all"};
}

json::object overlaid(json::object below, const json::object& above) {
  for (const auto& [key, value] : above) below[key] = value;
  return below;
}

// Takes a member away, or a member of a member: `ipAddress`, `session.mfaClaim`.
Result<void> forget(json::object& sign_in, std::string_view path, const Place& where) {
  const std::size_t dot = path.find('.');
  json::object* owner = &sign_in;
  if (dot != path.npos) {
    json::value* value = sign_in.if_contains(path.substr(0, dot));
    owner = value == nullptr ? nullptr : value->if_object();
    path = path.substr(dot + 1);
  }
  if (owner == nullptr || owner->erase(path) == 0)
    return bad("`" + std::string(path) + "` is not in the sign-in", where);
  return {};
}

constexpr std::array<std::string_view, 11> k_vector_members = {
    "id",     "title",   "rules", "source", "evidence",   "policies",
    "tenant", "options", "cases", "needs",  "diagnostics"};
constexpr std::array<std::string_view, 5> k_case_members = {"title", "sign_in", "unknown",
                                                            "options", "expect"};
constexpr std::array<std::string_view, 3> k_write_case_members = {"title", "request", "response"};
constexpr std::array<std::string_view, 3> k_request_members = {"method", "path", "body"};
constexpr std::array<std::string_view, 3> k_response_members = {"status", "number", "reason"};

// A request that changes a policy, and what Graph answers: data for a server, no sign-in.
Result<Case> read_write_case(const json::object& object, const Place& where) {
  Case result;
  if (auto known = only_members(object, k_write_case_members, where); !known)
    return tl::unexpected(known.error());
  CAPROCK_TRY(result.title, text_at(object, "title", where));
  CAPROCK_TRY(const json::object request, object_at(object, "request", where));
  CAPROCK_TRY(const json::object response, object_at(object, "response", where));
  if (auto known = only_members(request, k_request_members, step(where, "request")); !known)
    return tl::unexpected(known.error());
  if (auto known = only_members(response, k_response_members, step(where, "response")); !known)
    return tl::unexpected(known.error());
  if (!request.contains("method") || !request.contains("path") || !response.contains("status"))
    return bad("a request has a method and a path, a response a status", where);
  return result;
}

Result<Case> read_case(const json::object& object, const json::object& options, const World& world,
                       const Place& where) {
  Case result;
  if (auto known = only_members(object, k_case_members, where); !known)
    return tl::unexpected(known.error());
  CAPROCK_TRY(result.title, text_at(object, "title", where));
  CAPROCK_TRY(const json::object own, object_at(object, "sign_in", where));
  CAPROCK_TRY(const json::array unknown, array_at(object, "unknown", where));
  CAPROCK_TRY(const json::object own_options, object_at(object, "options", where));
  CAPROCK_TRY(result.expect, object_at(object, "expect", where));
  result.sign_in_json = sign_in_over(world.sign_in, own);
  for (const json::value& path : unknown) {
    if (!path.is_string()) return bad("a text is expected here", step(where, "unknown"));
    if (auto done = forget(result.sign_in_json, path.get_string(), step(where, "unknown")); !done)
      return tl::unexpected(done.error());
  }
  CAPROCK_TRY(result.sign_in, read_sign_in(result.sign_in_json, step(where, "sign_in")));
  result.options_json = overlaid(options, own_options);
  CAPROCK_TRY(result.options, read_evaluation_options(result.options_json, step(where, "options")));
  return result;
}

// Every code that the vector tells of is reported, and no other one.
Result<void> as_odd_as_told(const json::array& told, const std::vector<Diagnostic>& diagnostics,
                            const Place& where) {
  std::set<std::string_view> codes;
  for (const json::value& code : told)
    if (code.is_string()) codes.insert(code.get_string());
  std::set<std::string_view> missing = codes;
  for (const Diagnostic& diagnostic : diagnostics) {
    const std::string_view code = to_string(diagnostic.error.code);
    if (!codes.contains(code)) return tl::unexpected(diagnostic.error);
    missing.erase(code);
  }
  if (!missing.empty())
    return bad("`" + std::string(*missing.begin()) + "` was not reported", where);
  return {};
}

}  // namespace

std::filesystem::path source_dir() { return CAPROCK_SOURCE_DIR; }
std::filesystem::path vector_dir() { return source_dir() / "conformance"; }

std::vector<std::string> vector_ids() {
  std::vector<std::string> ids;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(vector_dir()))
    if (entry.path().extension() == ".json" && entry.path().stem() != "world" &&
        entry.path().parent_path().filename() != "tokens")  // of another form: token_vector.h
      ids.push_back(entry.path().lexically_relative(vector_dir()).replace_extension().string());
  std::sort(ids.begin(), ids.end());
  return ids;
}

Result<json::object> read_object_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return failure(ErrorCode::file_unreadable, "`" + path.string() + "` is not readable");
  std::ostringstream text;
  text << file.rdbuf();
  CAPROCK_TRY(Read<json::value> read, parse_json(text.str(), path.filename().string()));
  if (auto fine = nothing_odd(read.diagnostics); !fine) return tl::unexpected(fine.error());
  if (!read.value.is_object())
    return bad("an object is expected here", {path.filename().string(), "", 0, 0});
  return std::move(read.value.get_object());
}

Result<void> nothing_odd(const std::vector<Diagnostic>& diagnostics) {
  if (diagnostics.empty()) return {};
  return tl::unexpected(diagnostics.front().error);
}

Result<json::value> with_names_replaced(const json::value& value, const Names& names,
                                        const Place& where) {
  if (value.is_string()) {
    CAPROCK_TRY(std::string text, text_with_names_replaced(value.get_string(), names, where));
    return json::value(std::move(text));
  }
  if (value.is_array()) {
    json::array result;
    for (std::size_t i = 0; i < value.get_array().size(); ++i) {
      CAPROCK_TRY(auto item, with_names_replaced(value.get_array()[i], names, step(where, i)));
      result.push_back(std::move(item));
    }
    return json::value(std::move(result));
  }
  if (!value.is_object()) return value;
  json::object result;
  for (const auto& [key, member] : value.get_object()) {
    CAPROCK_TRY(auto item, with_names_replaced(member, names, step(where, std::string_view(key))));
    result.emplace(key, std::move(item));
  }
  return json::value(std::move(result));
}

json::object sign_in_over(const json::object& standard, const json::object& own) {
  json::object below = standard;
  for (const Word<SubjectKind>& row : words<SubjectKind>())
    if (own.contains(row.text))
      for (const Word<SubjectKind>& other : words<SubjectKind>()) below.erase(other.text);
  return overlaid(std::move(below), own);
}

Result<json::object> tenant_around(const json::object& vector, const World& world,
                                   const Place& where) {
  CAPROCK_TRY(const json::object changes, object_at(vector, "tenant", where));
  CAPROCK_TRY(json::array policies, array_at(vector, "policies", where));
  for (std::size_t i = 0; i < policies.size(); ++i) {
    if (!policies[i].is_object())
      return bad("an object is expected here", step(step(where, "policies"), i));
    fill_in_defaults(policies[i].get_object(), i);
  }
  json::object tenant = overlaid(world.tenant, changes);
  tenant["policies"] = std::move(policies);
  return tenant;
}

Result<TenantSnapshot> read_tenant_as_told(const json::object& tenant, const json::object& vector,
                                           const Place& where) {
  CAPROCK_TRY(const json::array told, array_at(vector, "diagnostics", where));
  Read<TenantSnapshot> read = read_tenant(tenant, where);
  if (auto fine = as_odd_as_told(told, read.diagnostics, step(where, "diagnostics")); !fine)
    return tl::unexpected(fine.error());
  return std::move(read.value);
}

Result<void> check_head(const json::object& object, const std::string& path,
                        std::span<const std::string_view> members, const Place& where) {
  const std::string id = std::filesystem::path(path).filename().string();
  if (auto known = only_members(object, members, where); !known) return known;
  CAPROCK_TRY(const std::string named, text_at(object, "id", where));
  if (named != id) return bad("`" + named + "` is not the name of the file", step(where, "id"));
  for (const std::string_view member : {"title", "source", "evidence"})
    if (auto text = text_at(object, member, where); !text) return tl::unexpected(text.error());
  CAPROCK_TRY(const json::array rules, array_at(object, "rules", where));
  if (rules.empty()) return bad("a vector names its rules", step(where, "rules"));
  return {};
}

Result<World> read_world() {
  const Place where{"world.json", "", 0, 0};
  World world;
  CAPROCK_TRY(const json::object object, read_object_file(vector_dir() / "world.json"));
  CAPROCK_TRY(const json::object names, object_at(object, "names", where));
  for (const auto& [name, id] : names) {
    CAPROCK_TRY(world.names[std::string(name)], text_at(names, name, step(where, "names")));
  }
  for (const auto& [member, into] :
       {std::pair{"tenant", &world.tenant}, std::pair{"sign_in", &world.sign_in}}) {
    CAPROCK_TRY(const json::object written, object_at(object, member, where));
    CAPROCK_TRY(json::value replaced,
                with_names_replaced(written, world.names, step(where, member)));
    *into = std::move(replaced.get_object());
  }
  return world;
}

Result<Vector> read_vector(const std::string& id, const World& world) {
  CAPROCK_TRY(const json::object written, read_object_file(vector_dir() / (id + ".json")));
  return vector_of(written, id, world);
}

Result<Vector> vector_of(const json::object& written, const std::string& id, const World& world) {
  const Place where{id + ".json", "", 0, 0};
  Vector vector;
  vector.id = id;
  CAPROCK_TRY(const json::value replaced, with_names_replaced(written, world.names, where));
  const json::object& object = replaced.get_object();
  if (auto head = check_head(object, id, k_vector_members, where); !head)
    return tl::unexpected(head.error());
  CAPROCK_TRY(vector.title, text_at(object, "title", where));
  if (object.contains("needs")) {
    CAPROCK_TRY(vector.needs, text_at(object, "needs", where));
  }
  CAPROCK_TRY(vector.tenant_json, tenant_around(object, world, where));
  CAPROCK_TRY(vector.tenant, read_tenant_as_told(vector.tenant_json, object, where));
  CAPROCK_TRY(const json::object options, object_at(object, "options", where));
  CAPROCK_TRY(const json::array cases, array_at(object, "cases", where));
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Place place = step(step(where, "cases"), i);
    if (!cases[i].is_object()) return bad("an object is expected here", place);
    const json::object& one = cases[i].get_object();
    CAPROCK_TRY(auto read, vector.needs == k_needs_writes && one.contains("request")
                               ? read_write_case(one, place)
                               : read_case(one, options, world, place));
    vector.cases.push_back(std::move(read));
  }
  return vector;
}

}  // namespace caprock::conformance
