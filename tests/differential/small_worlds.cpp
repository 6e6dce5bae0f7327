#include "tests/differential/small_worlds.h"

#include "model/people.h"
#include "model/words.h"
#include "tests/conformance/vector.h"
#include "tests/differential/question.h"

namespace caprock::differential {
namespace {

using Objects = std::vector<json::object>;

// small_world.json with ids in place of names.
const json::object& world() {
  static const json::object read = [] {
    const json::object file = conformance::read_object_file(conformance::source_dir() /
                                                            "tests/differential/small_world.json")
                                  .value();
    conformance::Names names;
    for (const auto& [name, id] : file.at("names").as_object())
      names[std::string(name)] = id.as_string();
    return conformance::with_names_replaced(file, names, {}).value().as_object();
  }();
  return read;
}

Objects objects_of(const json::value& list) {
  Objects objects;
  for (const json::value& value : list.as_array()) objects.push_back(value.as_object());
  return objects;
}

json::object with(json::object object, const json::object& members) {
  for (const auto& member : members) object[member.key()] = member.value();
  return object;
}

// --- policies -----------------------------------------------------------------------------------

// What a member may be. A list of words: the empty list, and the list of each word alone. `rules`:
// a filter with each rule in both modes, and one without a mode. `values`: each of them.
json::array values_of(const json::value& choices) {
  json::array result;
  if (const json::array* words = choices.if_array()) {
    result.emplace_back(json::array());
    for (const json::value& word : *words) result.emplace_back(json::array(1, word));
    return result;
  }
  if (const json::value* values = choices.as_object().if_contains("values"))
    return values->as_array();
  const json::array& rules = choices.at("rules").as_array();
  for (const json::value& rule : rules)
    for (const char* mode : {"include", "exclude"})
      result.push_back(json::object{{"mode", mode}, {"rule", rule}});
  result.push_back(json::object{{"rule", rules.front()}});
  return result;
}

// Every choice of one side: one member with one of its values.
Objects side_of(const json::object& members) {
  Objects side;
  for (const auto& member : members)
    for (const json::value& value : values_of(member.value()))
      side.push_back({{member.key(), value}});
  return side;
}

// Every choice of each side with every choice of the others.
json::array crossed(const json::array& sides) {
  Objects all(1);
  for (const json::value& side : sides) {
    Objects longer;
    for (const json::object& one : all)
      for (const json::object& choice : side_of(side.as_object()))
        longer.push_back(with(one, choice));
    all = std::move(longer);
  }
  return json::array(all.begin(), all.end());
}

json::array subsets_of(const json::array& words) {
  json::array all;
  for (unsigned subset = 0; subset < 1U << words.size(); ++subset) {
    json::array chosen;
    for (std::size_t i = 0; i < words.size(); ++i)
      if ((subset >> i & 1U) != 0) chosen.push_back(words[i]);
    all.push_back(chosen);
  }
  return all;
}

// The same with a part that nobody here understands.
json::value with_unread(json::value value) {
  if (json::object* object = value.if_object())
    (*object)["futureMember"] = json::array{"x"};
  else if (json::array* array = value.if_array())
    array->push_back("unknownFutureValue");
  else
    value = "unknownFutureValue";
  return value;
}

// Everything that the family's member may be.
json::array values_of_family(const json::object& family) {
  json::array all;
  const auto append = [&all](const json::array& more) {
    all.insert(all.end(), more.begin(), more.end());
  };
  if (const json::value* sides = family.if_contains("choices")) append(crossed(sides->as_array()));
  if (const json::value* words = family.if_contains("subsets"))
    append(subsets_of(words->as_array()));
  if (const json::value* values = family.if_contains("values")) append(values->as_array());
  return all;
}

Objects conditions_of(const json::object& family) {
  json::array values = values_of_family(family);
  const std::size_t known = values.size();
  for (std::size_t i = 0; i < known; i += 7) values.push_back(with_unread(values[i]));
  Objects all;
  for (const json::value& value : values) {
    json::object conditions = open_conditions();
    if (const json::value* others = family.if_contains("conditions"))
      conditions = with(std::move(conditions), others->as_object());
    conditions[family.at("member").as_string()] = value;
    all.push_back(std::move(conditions));
  }
  return all;
}

// A family that is `like` another has all that it does not say itself from there.
json::object whole(const json::object& family) {
  const json::value* model = family.if_contains("like");
  if (model == nullptr) return family;
  for (const json::value& other : world().at("families").as_array())
    if (other.at("name") == *model) return with(other.as_object(), family);
  return family;
}

// --- signals ------------------------------------------------------------------------------------

Axis grants() {
  Axis axis;
  for (const Word<GrantType>& row : words<GrantType>())
    axis.push_back({{"grant", row.text}, {"interactive", false}});
  return axis;
}

// Its name, all its values, or the values of one signal, to which comes that nothing is said of it.
Axis axis_of(const json::value& written) {
  if (written == "grant") return grants();
  if (const json::string* name = written.if_string()) return axis_of(world().at("axes").at(*name));
  if (written.is_array()) return objects_of(written);
  const auto& [signal, values] = *written.as_object().begin();
  Axis axis;
  for (const json::value& value : values.as_array()) axis.push_back({{signal, value}});
  axis.push_back({{"-" + std::string(signal), nullptr}});
  return axis;
}

}  // namespace

json::object small_tenant() { return world().at("tenant").as_object(); }

CompiledTenant small_tenant_with(const json::array& policies, const EvaluationOptions& options) {
  static const TenantSnapshot small = read_snapshot(small_tenant());
  static const auto people = std::make_shared<const People>(people_of(small));
  auto tenant = std::make_shared<TenantSnapshot>(small);
  tenant->policies = read_snapshot({{"policies", policies}}).policies;
  return CompiledTenant(std::move(tenant), people, options);
}

json::object open_conditions() { return world().at("conditions").as_object(); }

std::vector<json::object> demands() { return objects_of(world().at("demands")); }

const std::vector<Family>& families() {
  static const std::vector<Family> all = [] {
    std::vector<Family> made;
    for (const json::value& written : world().at("families").as_array()) {
      const json::object family = whole(written.as_object());
      Family& one = made.emplace_back();
      one.name = family.at("name").as_string();
      one.conditions = conditions_of(family);
      for (const json::value& axis : family.at("axes").as_array())
        one.axes.push_back(axis_of(axis));
    }
    return made;
  }();
  return all;
}

std::vector<Axis> all_axes() {
  std::vector<Axis> all;
  for (const auto& axis : world().at("axes").as_object()) all.push_back(axis_of(axis.key()));
  return all;
}

json::object small_sign_in(const std::vector<const json::object*>& members) {
  json::object sign_in = world().at("sign_in").as_object();
  for (const json::object* part : members)
    for (const auto& member : *part) {
      const std::string_view key = member.key();
      if (value_of<SubjectKind>(key))
        for (const Word<SubjectKind>& row : words<SubjectKind>()) sign_in.erase(row.text);
      if (key.starts_with('-'))
        sign_in.erase(key.substr(1));
      else
        sign_in[key] = member.value();
    }
  return sign_in;
}

json::object small_policy(std::size_t number, const json::object& conditions,
                          const json::object& demands) {
  const std::string digits = std::to_string(number);
  json::object policy{
      {"id", "5a0000ff-0000-4000-8000-" + std::string(12 - digits.size(), '0') + digits},
      {"displayName", "P" + digits},
      {"state", "enabled"},
      {"conditions", conditions}};
  return with(std::move(policy), demands);
}

}  // namespace caprock::differential
