#include "tests/differential/make_filter.h"

#include <array>
#include <string_view>

#include "tests/differential/names.h"

namespace caprock::differential {
namespace {

struct Property {
  Text name;
  std::array<Text, 4> values;  // values that devices here have, nearly have, and do not have
  Text operators;              // e: equality, i: lists, t: parts at an end, c: parts
};

constexpr std::array k_device_properties = {
    Property{"deviceId", {"\"dev-1\"", "'dev-2'", "null", "\"\""}, "ei"},
    Property{"displayName", {"\"ABC-1\"", "\"abc\"", "\"1\"", "null"}, "eitc"},
    Property{"deviceOwnership", {"\"Company\"", "\"personal\"", "null", "\"\""}, "e"},
    Property{"enrollmentProfileName", {"\"AutoPilot\"", "\"Auto\"", "null", "\"\""}, "eitc"},
    Property{"isCompliant", {"True", "\"True\"", "false", "null"}, "e"},
    Property{"manufacturer", {"\"Microsoft\"", "\"Micro\"", "\"soft\"", "null"}, "eitc"},
    Property{"mdmAppId", {"\"mdm-1\"", "\"mdm-2\"", "null", "7"}, "ei"},
    Property{"model", {"\"Surface Pro\"", "\"Surface\"", "\"Pro\"", "null"}, "eitc"},
    Property{"operatingSystem", {"\"Windows\"", "\"ind\"", "\"Win\"", "null"}, "eitc"},
    Property{"operatingSystemVersion", {"\"10.0.1\"", "10.0.1", "\"10\"", "-7"}, "eitc"},
    Property{"physicalIds", {"\"[ZTDId]:v\"", "\"[ZTDId]\"", "null", "\"\""}, "c"},
    Property{"systemLabels", {"\"M365Managed\"", "\"M365\"", "null", "\"m365managed\""}, "c"},
    Property{"profileType", {"\"RegisteredDevice\"", "\"Printer\"", "null", "\"Shared\""}, "e"},
    Property{"trustType", {"\"ServerAD\"", "\"AzureAD\"", "\"Workplace\"", "null"}, "e"},
    Property{"extensionAttribute1", {"\"SAW\"", "\"s\"", "null", "\"it`\"s\""}, "eitc"},
    Property{"extensionAttribute15", {"\"SAW\"", "\"AW\"", "null", "\"\""}, "eitc"},
    Property{
        "extensionAttribute16", {"\"SAW\"", "\"AW\"", "null", "\"\""}, "eitc"},  // there is none
};
constexpr std::array k_attributes = {
    Property{"S_Level", {"\"high\"", "\"hig\"", "null", "\"LOW\""}, "eitc"},
    Property{"S_Flag", {"True", "\"True\"", "null", "\"yes\""}, "eitc"},
    Property{"S_Missing", {"\"x\"", "\"\"", "null", "0"}, "eitc"},
};

constexpr std::array<Text, 2> k_equality = {"eq", "ne"};
constexpr std::array<Text, 2> k_lists = {"in", "notIn"};
constexpr std::array<Text, 4> k_ends = {"startsWith", "notStartsWith", "endsWith", "notEndsWith"};
constexpr std::array<Text, 2> k_parts = {"contains", "notContains"};
constexpr std::array<Text, 8> k_refused = {
    "device.model -match \"S.*\"",   "device.model -eq",         "device.nothing -eq \"x\"",
    "device.model -eq \"open",       "(device.model -eq \"x\"",  "device.model -eq Surface",
    "device.isCompliant -in [True]", "user.department -eq \"x\""};

// One of the operators that the property takes; now and then any.
Text operator_for(Random& random, Text kinds) {
  const char kind = random.chance(4) ? "eitc"[random.below(4)] : kinds[random.below(kinds.size())];
  switch (kind) {
    case 'e': return random.pick(k_equality);
    case 'i': return random.pick(k_lists);
    case 't': return random.pick(k_ends);
    default: return random.pick(k_parts);
  }
}

std::string keyword(Random& random, Text word) {
  std::string text = random.chance(90) ? "-" : "";
  return text + (random.chance(10) ? spelled(random, word) : std::string(word));
}

template <class Table>
std::string comparison(Random& random, Text realm, const Table& table) {
  const Property& property = random.pick(table);
  const Text word = operator_for(random, property.operators);
  std::string text =
      std::string(realm) + "." + spelled(random, property.name) + " " + keyword(random, word) + " ";
  if (word != "in" && word != "notIn") return text + std::string(random.pick(property.values));
  text += "[" + std::string(random.pick(property.values));
  while (random.chance(50)) text += ", " + std::string(random.pick(property.values));
  return text + "]";
}

template <class Table>
std::string expression(Random& random, Text realm, const Table& table, int depth) {
  const std::size_t shape = depth > 2 ? 0 : random.below(10);
  const auto inner = [&] { return expression(random, realm, table, depth + 1); };
  if (shape < 5) return comparison(random, realm, table);
  if (shape < 7) return inner() + " " + keyword(random, "and") + " " + inner();
  if (shape < 8) return inner() + " " + keyword(random, "or") + " " + inner();
  if (shape < 9) return "(" + inner() + ")";
  return keyword(random, "not") + (random.chance(50) ? "(" + inner() + ")" : " " + inner());
}

// Something in it is no longer as it was.
std::string damaged(Random& random, std::string rule) {
  const std::size_t at = random.below(rule.size());
  switch (random.below(4)) {
    case 0: return rule.erase(at, 1);
    case 1: return rule.insert(at, 1, "()\"'`[]-. ,x"[random.below(12)]);
    case 2: return rule.substr(0, at);
    default: return rule + std::string(random.pick(k_refused));
  }
}

template <class Table>
std::string rule_from(Random& random, Text realm, const Table& table) {
  std::string rule = expression(random, realm, table, 0);
  const std::size_t odd = random.below(100);
  if (odd < 3) return damaged(random, std::move(rule));
  if (odd < 5) return std::string(random.pick(k_refused));
  if (odd < 6) {  // at the edge of the nesting that is read
    const std::size_t depth = 62 + random.below(4);
    return std::string(depth, '(') + rule + std::string(depth, ')');
  }
  if (odd < 7) {  // at the edge of the length that is read
    const std::size_t length = 3071 + random.below(3);
    if (rule.size() < length) rule.insert(0, length - rule.size(), ' ');
    return rule;
  }
  if (odd < 8) return {};
  return rule;
}

}  // namespace

std::string make_device_rule(Random& random) {
  return rule_from(random, "device", k_device_properties);
}

std::string make_attribute_rule(Random& random) {
  return rule_from(random, "CustomSecurityAttribute", k_attributes);
}

}  // namespace caprock::differential
