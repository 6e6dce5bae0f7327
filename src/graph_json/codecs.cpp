#include "graph_json/codecs.h"

#include <charconv>
#include <deque>
#include <unordered_map>

namespace caprock {
namespace {

// The range whose first and last addresses these are, if there is one.
std::optional<IpRange> range_between(std::string_view lower, std::string_view upper) {
  const auto first = IpAddress::parse(lower);
  const auto last = IpAddress::parse(upper);
  if (!first || !last || first->family() != last->family()) return std::nullopt;
  const int bits = first->family() == IpFamily::v4 ? 32 : 128;
  const auto bit = [](const IpAddress& address, int at) {
    return (address.bytes()[static_cast<std::size_t>(at / 8)] >> (7 - at % 8)) & 1;
  };
  int prefix = 0;
  while (prefix < bits && bit(*first, prefix) == bit(*last, prefix)) ++prefix;
  for (int at = prefix; at < bits; ++at)
    if (bit(*first, at) != 0 || bit(*last, at) != 1) return std::nullopt;
  auto range = IpRange::from_cidr(to_string(*first) + "/" + std::to_string(prefix));
  return range ? std::optional(*range) : std::nullopt;
}

std::optional<std::string_view> text_member(const json::object& object, std::string_view name) {
  const json::key_value_pair* member = find_member(object, name);
  const json::string* text = member != nullptr ? member->value().if_string() : nullptr;
  return text != nullptr ? std::optional(text_of(*text)) : std::nullopt;
}

void report_bad_range(const json::value& value, Error error, ReadContext& context) {
  context.report(Severity::error, error.code, error.message, std::move(error.hint));
  context.keep_unread(value);
}

}  // namespace

std::optional<std::string> StringValue::decode(const json::value& value, ReadContext& context) {
  if (const json::string* text = value.if_string()) return std::string(text_of(*text));
  context.wrong_type(value, "a text");
  return std::nullopt;
}

std::optional<bool> BoolValue::decode(const json::value& value, ReadContext& context) {
  if (const bool* found = value.if_bool()) return *found;
  if (const json::string* text = value.if_string()) {
    const bool yes = equal_ignoring_case(text_of(*text), "true");
    if (yes || equal_ignoring_case(text_of(*text), "false")) {
      context.odd_form("true or false without quotes");
      return yes;
    }
  }
  context.wrong_type(value, "true or false");
  return std::nullopt;
}

std::optional<int> IntValue::decode(const json::value& value, ReadContext& context) {
  if (const std::int64_t* number = value.if_int64()) {
    if (*number >= std::numeric_limits<int>::min() && *number <= std::numeric_limits<int>::max())
      return static_cast<int>(*number);
  }
  if (const json::string* text = value.if_string()) {
    int number = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error == std::errc() && end == text->data() + text->size()) {
      context.odd_form("a number without quotes");
      return number;
    }
  }
  context.wrong_type(value, "a whole number");
  return std::nullopt;
}

std::optional<Instant> InstantValue::decode(const json::value& value, ReadContext& context) {
  const json::string* text = value.if_string();
  if (text == nullptr) {
    context.wrong_type(value, "a date and time");
    return std::nullopt;
  }
  const auto instant = parse_instant(text_of(*text));
  if (!instant) context.unknown_value(value);
  return instant;
}

std::optional<Combination> CombinationValue::decode(const json::value& value,
                                                    ReadContext& context) {
  if (!value.is_string()) {
    context.wrong_type(value, "a text");
    return std::nullopt;
  }
  const std::size_t unread_before = context.unread.size();
  Combination combination = 0;
  Flags<MethodMode>().read(value, combination, context);
  // A combination with a method unknown here must not shrink to the methods that are known.
  if (combination == 0 || context.unread.size() != unread_before) return std::nullopt;
  return combination;
}

std::optional<IpRange> IpRangeValue::decode(const json::value& value, ReadContext& context) {
  std::optional<std::string_view> cidr;
  if (const json::string* text = value.if_string()) cidr = text_of(*text);
  if (const json::object* object = value.if_object()) {
    cidr = text_member(*object, "cidrAddress");
    const auto lower = text_member(*object, "lowerAddress");
    const auto upper = text_member(*object, "upperAddress");
    if (!cidr && lower && upper) {
      const auto range = range_between(*lower, *upper);
      if (!range)
        report_bad_range(
            value,
            {ErrorCode::location_bad_range,
             "`" + std::string(*lower) + "` to `" + std::string(*upper) + "` is not one CIDR range",
             {},
             "write it as one or more ranges of the form address/prefix"},
            context);
      return range;
    }
  }
  if (!cidr) {
    context.wrong_type(value, "an address range");
    return std::nullopt;
  }
  auto range = IpRange::from_cidr(trim(*cidr));
  if (!range) {
    report_bad_range(value, std::move(range).error(), context);
    return std::nullopt;
  }
  return *range;
}

json::value IpRangeValue::encode(const IpRange& range) {
  const bool v4 = range.first().family() == IpFamily::v4;
  return json::object{
      {"@odata.type", v4 ? "#microsoft.graph.iPv4CidrRange" : "#microsoft.graph.iPv6CidrRange"},
      {"cidrAddress", to_string(range)}};
}

std::vector<json::value> elements_of(const json::value& slot) {
  if (const json::array* array = slot.if_array()) return {array->begin(), array->end()};
  if (is_blank(slot)) return {};
  return {slot};
}

json::array merged_list(const std::vector<json::value>& raw,
                        const std::vector<std::optional<std::string>>& raw_keys,
                        const std::vector<std::string>& now_keys, const json::array& now) {
  std::unordered_map<std::string, std::deque<std::size_t>> places;
  for (std::size_t i = 0; i < raw.size(); ++i)
    if (raw_keys[i]) places[*raw_keys[i]].push_back(i);
  std::vector<bool> used(raw.size(), false);
  json::array out;
  const auto keep_not_understood_from = [&](std::size_t i) {
    for (; i < raw.size() && !raw_keys[i]; ++i) {
      if (!used[i]) out.push_back(raw[i]);
      used[i] = true;
    }
  };
  keep_not_understood_from(0);
  for (std::size_t i = 0; i < now_keys.size(); ++i) {
    const auto found = places.find(now_keys[i]);
    if (found == places.end() || found->second.empty()) {
      out.push_back(now[i]);
      continue;
    }
    const std::size_t at = found->second.front();
    found->second.pop_front();
    out.push_back(raw[at]);
    keep_not_understood_from(at + 1);
  }
  for (std::size_t i = 0; i < raw.size(); ++i)
    if (!raw_keys[i] && !used[i]) out.push_back(raw[i]);
  return out;
}

std::vector<std::string> flag_words(const json::value& value) {
  std::vector<std::string> out;
  for (const json::value& element : elements_of(value)) {
    const json::string* text = element.if_string();
    const std::vector<std::string> parts =
        split(text != nullptr ? text_of(*text) : std::string_view(json::serialize(element)), ',');
    out.insert(out.end(), parts.begin(), parts.end());
  }
  return out;
}

void Ids::report_not_ids(const std::string& first, std::size_t count, ReadContext& context) {
  const std::string more =
      count == 1 ? "" : " and " + std::to_string(count - 1) + " more in this list";
  context.report(Severity::warning, ErrorCode::graph_not_an_id,
                 quoted(first) + more + (count == 1 ? " is not an id" : " are not ids"),
                 "replace placeholders and names by object ids; until then they match nothing");
}

}  // namespace caprock
