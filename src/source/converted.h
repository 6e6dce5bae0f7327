// What a reader of a foreign format found: objects in Graph's shape, so that one reader of Graph
// JSON gives every object its meaning, and what the format cannot say.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "graph_json/json_text.h"
#include "model/origin.h"
#include "source/recognise.h"

namespace caprock {

// Something of a policy that may exist in the tenant and that the format has no place for. It
// becomes unread, and with it every verdict that hangs on it unknown.
struct Loss {
  PolicyPart part = PolicyPart::conditions;
  std::string pointer;  // Graph's member, for example `/conditions/clientApplications`
  std::string why;      // `Microsoft365DSC has no member for it`
};

struct ConvertedObject {
  ObjectKind kind = ObjectKind::policy;
  json::object object;     // as Graph would have written it; members not known are left out
  Place where;             // in the original file
  std::vector<Loss> lost;  // of policies only
};

struct Converted {
  std::vector<ConvertedObject> objects;
  std::vector<ObjectKind> whole;    // kinds of which the file lists all that the tenant has
  std::vector<std::string> losses;  // for people: `groups have no members here`
  std::vector<Diagnostic> diagnostics;
};

// The part of a policy that a pointer such as `/conditions/users` leads into.
PolicyPart part_of(std::string_view pointer);

// The value at steps such as `signInFrequency/value`; objects on the way are made.
json::value& slot_at(json::object& object, std::string_view steps);

// The list as texts, a text alone as one; nothing when it is no list of texts.
std::optional<std::vector<std::string>> texts_in(const json::value& value);

}  // namespace caprock
