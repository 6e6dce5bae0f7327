#include "source/terraform_resource.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "graph_json/read_context.h"

namespace caprock {
namespace {

constexpr std::string_view k_only_after_apply = "known only after apply";

bool holds_true(const json::value* tree) {
  if (tree == nullptr) return false;
  if (const bool* leaf = tree->if_bool()) return *leaf;
  if (const json::array* array = tree->if_array())
    return std::any_of(array->begin(), array->end(),
                       [](const auto& one) { return holds_true(&one); });
  const json::object* object = tree->if_object();
  return object != nullptr && std::any_of(object->begin(), object->end(),
                                          [](const auto& one) { return holds_true(&one.value()); });
}

bool is_true(const json::value* tree) {
  const bool* leaf = tree != nullptr ? tree->if_bool() : nullptr;
  return leaf != nullptr && *leaf;
}

json::value without_path(const json::value& id) {
  const json::string* text = id.if_string();
  return text == nullptr ? id : json::value(object_id_in(*text));
}

json::value ids_without_paths(const json::value& list) {
  const json::array* array = list.if_array();
  if (array == nullptr) return list;
  json::array ids;
  for (const json::value& id : *array)
    if (!is_zero(id)) ids.push_back(without_path(id));
  return ids;
}

// A list of words as Graph writes flags; what is no list of words stays for Graph's reader to
// judge.
json::value joined(const json::value& list) {
  const json::array* array = list.if_array();
  if (array == nullptr) return list;
  std::string text;
  for (const json::value& word : *array) {
    if (word.is_null()) continue;
    if (!word.is_string()) return list;
    if (!text.empty()) text += ',';
    text += std::string_view(word.get_string());
  }
  return json::value(text);
}

json::value as_ranges(const json::value& list) {
  const json::array* array = list.if_array();
  if (array == nullptr) return list;
  json::array ranges;
  for (const json::value& range : *array) {
    const std::string_view text = terraform_text(&range);
    if (text.empty()) {
      ranges.push_back(range);
      continue;
    }
    const bool v6 = text.find(':') != std::string_view::npos;
    ranges.push_back(json::object{
        {"@odata.type", v6 ? "#microsoft.graph.iPv6CidrRange" : "#microsoft.graph.iPv4CidrRange"},
        {"cidrAddress", text}});
  }
  return ranges;
}

json::value in_form(const json::value& value, TerraformForm form) {
  switch (form) {
    case TerraformForm::id:
    case TerraformForm::own_id: return without_path(value);
    case TerraformForm::ids:
    case TerraformForm::fact_ids: return ids_without_paths(value);
    case TerraformForm::flags: return joined(value);
    case TerraformForm::ranges: return as_ranges(value);
    case TerraformForm::as_is:
    case TerraformForm::fact:
    case TerraformForm::label:
    case TerraformForm::switched:
    case TerraformForm::block:
    case TerraformForm::unused: return value;
  }
  return value;
}

std::string camel_case(std::string_view snake) {
  std::string out;
  bool capital = false;
  for (const char c : snake) {
    if (c == '_') {
      capital = !out.empty();
      continue;
    }
    out += capital && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    capital = false;
  }
  return out;
}

}  // namespace

std::string_view terraform_text(const json::value* value) {
  const json::string* text = value != nullptr ? value->if_string() : nullptr;
  return text != nullptr ? std::string_view(*text) : std::string_view();
}

bool is_zero(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null: return true;
    case json::kind::bool_: return !value.get_bool();
    case json::kind::int64: return value.get_int64() == 0;
    case json::kind::uint64: return value.get_uint64() == 0;
    case json::kind::double_: return value.get_double() == 0;
    case json::kind::string: return value.get_string().empty();
    case json::kind::array:
      return std::all_of(value.get_array().begin(), value.get_array().end(),
                         [](const json::value& one) { return is_zero(one); });
    case json::kind::object:
      return std::all_of(value.get_object().begin(), value.get_object().end(),
                         [](const auto& member) { return is_zero(member.value()); });
  }
  return false;
}

bool is_zero(const json::value* value) { return value == nullptr || is_zero(*value); }

TerraformValue TerraformValue::member(std::string_view name) const {
  const auto inside = [&](const json::value* tree) -> const json::value* {
    const json::object* object = tree != nullptr ? tree->if_object() : nullptr;
    return object != nullptr ? object->if_contains(name) : nullptr;
  };
  return {inside(value), is_true(unknown) ? unknown : inside(unknown),
          is_true(sensitive) ? sensitive : inside(sensitive)};
}

TerraformValue TerraformValue::element(std::size_t index) const {
  const auto inside = [&](const json::value* tree) -> const json::value* {
    const json::array* array = tree != nullptr ? tree->if_array() : nullptr;
    return array != nullptr ? array->if_contains(index) : nullptr;
  };
  return {inside(value), is_true(unknown) ? unknown : inside(unknown),
          is_true(sensitive) ? sensitive : inside(sensitive)};
}

bool TerraformValue::is_hidden() const {
  if (holds_true(unknown)) return true;
  if (is_true(sensitive)) return is_zero(value);
  const json::array* list = value != nullptr ? value->if_array() : nullptr;
  for (std::size_t i = 0; list != nullptr && sensitive != nullptr && i < list->size(); ++i)
    if (element(i).is_hidden()) return true;
  return false;
}

std::string_view object_id_in(std::string_view resource_id) {
  const std::string_view last = resource_id.substr(resource_id.rfind('/') + 1);  // npos + 1 is 0
  return resource_id.starts_with('/') && looks_like_guid(last) ? last : resource_id;
}

void ResourceReader::read(const TerraformValue& block, TerraformAttributes attributes, const At& at,
                          json::object& out) {
  for (const TerraformAttribute& attribute : attributes)
    read_attribute(block.member(attribute.name), attribute, at.into(attribute), out);
  if (kind_ == ObjectKind::policy) tell_unknown_attributes(block, attributes, at);
}

json::value ResourceReader::read_body(const TerraformValue& body, Spelling spelling, const At& at) {
  if (body.value == nullptr) return nullptr;
  if (const json::object* object = body.value->if_object())
    return read_object(body, *object, spelling, at);
  if (const json::array* array = body.value->if_array())
    return read_list(body, *array, spelling, at);
  return without_path(*body.value);
}

void ResourceReader::lose(const At& at, std::string why) {
  if (kind_ == ObjectKind::policy) lost.push_back({part_of(at.graph), at.graph, std::move(why)});
  is_whole = false;
}

void ResourceReader::warn(ErrorCode code, std::string message, const std::string& pointer,
                          std::string hint) {
  diagnostics_.push_back({Severity::warning,
                          {code,
                           fmt::format("{} {}: {}", word_of(kind_), quoted(name()), message),
                           {.file = resource_.where.file, .pointer = pointer},
                           std::move(hint)}});
}

std::string_view ResourceReader::name() const {
  const std::string_view name = terraform_text(resource_.values.member("display_name").value);
  return name.empty() ? resource_.type : name;
}

void ResourceReader::lose_hidden(const TerraformValue& value, const At& at) {
  const bool later = holds_true(value.unknown);
  lose(at, std::string(later ? k_only_after_apply : "sensitive and left out"));
  if (kind_ != ObjectKind::policy) return;
  warn(ErrorCode::source_lost,
       later ? "a value is known only after apply" : "a value is sensitive and left out", at.own,
       later ? "read the state again after apply" : "read the document that is not redacted");
}

void ResourceReader::read_attribute(const TerraformValue& value,
                                    const TerraformAttribute& attribute, const At& at,
                                    json::object& out) {
  const TerraformForm form = attribute.form;
  if (form == TerraformForm::unused) return;
  if (form == TerraformForm::block) return read_block(value, attribute, at, out);
  const bool hidden = value.is_hidden();
  if (hidden && form != TerraformForm::own_id && form != TerraformForm::label)
    lose_hidden(value, at);
  const bool says = form == TerraformForm::fact || form == TerraformForm::fact_ids
                        ? value.value != nullptr && !value.value->is_null() && !hidden
                        : !is_zero(value.value);
  if (!says) return;
  slot_at(out, attribute.member) = in_form(*value.value, form);
  if (form == TerraformForm::switched)
    slot_at(out, attribute.member.substr(0, attribute.member.find('/'))).get_object()["isEnabled"] =
        true;
}

void ResourceReader::read_block(const TerraformValue& value, const TerraformAttribute& attribute,
                                const At& at, json::object& out) {
  if (is_true(value.unknown)) return lose_hidden(value, at);
  if (value.value == nullptr || value.value->is_null()) return;
  const json::array* list = value.value->if_array();
  if (list != nullptr && list->empty()) return;
  const TerraformValue first = list != nullptr ? value.element(0) : value;
  const At at_first = list != nullptr ? At{pointer_to(at.own, std::size_t{0}), at.graph} : at;
  if (is_true(first.unknown)) return lose_hidden(first, at_first);
  if (list != nullptr && list->size() > 1) lose_the_rest(at);
  if (first.value == nullptr || first.value->is_null()) return;
  if (!first.value->is_object()) return lose_odd(at_first);
  if (attribute.member.empty()) return read(first, attribute.inside, at_first, out);
  json::object inside;
  read(first, attribute.inside, at_first, inside);
  slot_at(out, attribute.member) = std::move(inside);
}

void ResourceReader::lose_the_rest(const At& at) {
  warn(ErrorCode::source_lost, "only the first block is read; Graph has one", at.own);
  lose(at, "more than one block");
}

void ResourceReader::lose_odd(const At& at) {
  warn(ErrorCode::terraform_malformed, "a block is not an object", at.own);
  lose(at, "not a block");
}

void ResourceReader::tell_unknown_attributes(const TerraformValue& block,
                                             TerraformAttributes attributes, const At& at) {
  const json::object* object = block.value != nullptr ? block.value->if_object() : nullptr;
  if (object == nullptr) return;
  for (const auto& [name, value] : *object) {
    const bool known = std::any_of(attributes.begin(), attributes.end(),
                                   [&](const auto& one) { return one.name == name; });
    if (known || is_zero(value)) continue;
    const At here = at.into(name, camel_case(name));
    const std::string why = fmt::format("attribute {} is not known", quoted(name));
    warn(ErrorCode::graph_unknown_member, why, here.own);
    lose(here, why);
  }
}

json::value ResourceReader::read_object(const TerraformValue& body, const json::object& object,
                                        Spelling spelling, const At& at) {
  const auto spelled = [&](std::string_view name) {
    return spelling == Spelling::graph ? std::string(name) : camel_case(name);
  };
  json::object out;
  for (const auto& [name, value] : object) {
    const std::string member = spelled(name);
    const TerraformValue inside = body.member(name);
    const At here = at.into(name, member);
    const bool hidden = is_true(inside.unknown) || (is_true(inside.sensitive) && is_zero(value));
    if (hidden && decides(member)) lose_hidden(inside, here);
    if (!hidden) out[member] = read_body(inside, spelling, here);
  }
  // What is known only after apply need not be there at all.
  const json::object* unknown = body.unknown != nullptr ? body.unknown->if_object() : nullptr;
  if (unknown == nullptr) return out;
  for (const auto& [name, tree] : *unknown) {
    const std::string member = spelled(name);
    if (!object.contains(name) && holds_true(&tree) && decides(member))
      lose_hidden(body.member(name), at.into(name, member));
  }
  return out;
}

bool ResourceReader::decides(std::string_view member) {
  constexpr std::string_view k_filled_in[] = {
      "createdDateTime", "modifiedDateTime", "deletedDateTime", "templateId",
      "displayName",     "description",      "policyType",      "requirementsSatisfied",
  };
  return std::find(std::begin(k_filled_in), std::end(k_filled_in), member) == std::end(k_filled_in);
}

json::value ResourceReader::read_list(const TerraformValue& body, const json::array& array,
                                      Spelling spelling, const At& at) {
  json::array out;
  bool hidden = is_true(body.unknown);
  for (std::size_t i = 0; i < array.size(); ++i) {
    const TerraformValue element = body.element(i);
    if (is_true(element.unknown) || (is_true(element.sensitive) && is_zero(array[i])))
      hidden = true;
    else if (!array[i].is_null())
      out.push_back(read_body(element, spelling, {pointer_to(at.own, i), at.graph}));
  }
  if (hidden) lose_hidden(body, at);
  return out;
}

}  // namespace caprock
