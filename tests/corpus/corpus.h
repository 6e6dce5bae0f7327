// The corpus: public data beside the source, read in place. Tests skip where it is not there.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "graph_json/json_text.h"
#include "model/tenant_snapshot.h"

namespace caprock::corpus {

// Where it lies.
std::filesystem::path folder();

// The JSON object in a file of the corpus, or why there is none.
Result<json::object> read_corpus(const std::string& name);

// A member as text; empty if it is none.
std::string text(const json::object& object, std::string_view member);

// A member as an object; an empty one if it is none.
const json::object& object_in(const json::object& object, std::string_view member);

// A tenant of these policies alone: nothing else was published.
TenantSnapshot tenant_of(json::array policies);

// A policy for everybody and everything with these members.
json::object policy_with(const json::object& members);

}  // namespace caprock::corpus
