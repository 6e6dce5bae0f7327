#include "diagnose/text_facts.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace caprock {
namespace {

constexpr std::string_view k_marker = "AADSTS";
constexpr std::size_t k_guid = 36;
constexpr std::size_t k_behind_label = 6;  // letters between a label and its value

bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

template <class Number>
std::optional<Number> number_in(std::string_view digits) {
  Number value{};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

// A thing in a text, with its place.
template <class T>
struct Spotted {
  T value;
  std::size_t at;
  std::size_t end;
};

// The letters of which dates and time spans are made, from `at` on.
std::string_view date_letters(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() &&
         (is_digit(text[end]) || text[end] == '-' || text[end] == ':' || text[end] == '.' ||
          text[end] == '+' || text[end] == 'T' || text[end] == 'Z'))
    ++end;
  return text.substr(at, end - at);
}

// `2026-03-01T09:30:00.1234567Z`, and a bare date where a full stop or a space ends it.
std::optional<Spotted<Instant>> date_at(std::string_view text, std::size_t at) {
  std::string_view letters = date_letters(text, at);
  while (letters.ends_with('.') || letters.ends_with(':')) letters.remove_suffix(1);
  if (letters.size() < 10 || letters[4] != '-') return std::nullopt;
  const auto instant = parse_instant(letters);
  if (!instant) return std::nullopt;
  return Spotted<Instant>{*instant, at, at + letters.size()};
}

// `2026-03-01 09:30:00Z`: the form of the stamp at the end of an error text.
std::optional<Spotted<Instant>> stamp_at(std::string_view text, std::size_t at) {
  constexpr std::size_t k_length = 20;
  const std::string_view letters = text.substr(at, k_length);
  if (letters.size() < k_length || letters[10] != ' ' || letters.back() != 'Z') return std::nullopt;
  const auto instant = parse_instant(letters);
  if (!instant) return std::nullopt;
  return Spotted<Instant>{*instant, at, at + k_length};
}

bool starts_number(std::string_view text, std::size_t at) {
  return is_digit(text[at]) && (at == 0 || (!is_word(text[at - 1]) && text[at - 1] != '-' &&
                                            text[at - 1] != '.' && text[at - 1] != ':'));
}

std::optional<Spotted<Instant>> find_stamp(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at)
    if (starts_number(text, at))
      if (auto found = stamp_at(text, at)) return found;
  return std::nullopt;
}

std::vector<Spotted<std::string>> find_guids(std::string_view text) {
  std::vector<Spotted<std::string>> found;
  for (std::size_t at = 0; at + k_guid <= text.size();) {
    const bool begins = at == 0 || !is_word(text[at - 1]);
    if (begins && looks_like_guid(text.substr(at, k_guid))) {
      found.push_back({std::string(text.substr(at, k_guid)), at, at + k_guid});
      at += k_guid;
    } else {
      ++at;
    }
  }
  return found;
}

std::size_t find_ignoring_case(std::string_view text, std::string_view part) {
  for (std::size_t at = 0; at + part.size() <= text.size(); ++at)
    if (equal_letters(text.substr(at, part.size()), part)) return at;
  return std::string_view::npos;
}

// What stands between `'` and `'`, in order; names may hold anything but a quote.
std::vector<std::string_view> quoted_in(std::string_view text) {
  constexpr std::size_t k_longest = 200;
  std::vector<std::string_view> found;
  for (std::size_t at = text.find('\''); at != std::string_view::npos; at = text.find('\'', at)) {
    const std::size_t end = text.find('\'', at + 1);
    if (end == std::string_view::npos) break;
    if (end - at > 1 && end - at <= k_longest) found.push_back(text.substr(at + 1, end - at - 1));
    at = end + 1;
  }
  return found;
}

void fill(std::string& into, std::string_view value) {
  if (into.empty()) into = value;
}

// Which quoted words of a text name what. Only forms that are known; ids must look like ids, so
// that a translation that turns the order round says nothing wrong.
void add_names(std::string_view text, FoundError& error) {
  const auto quoted = quoted_in(text);
  if (quoted.empty()) return;
  const std::string_view first = quoted.front();
  switch (error.code()) {
    case 50076:
    case 50078:
    case 50079:
    case 50074:
    case 50158:
      if (looks_like_guid(first)) fill(error.resource, first);
      break;
    case 700016:
    case 7000112:
    case 7000215:
    case 7000222:
      if (looks_like_guid(first)) fill(error.app, first);
      break;
    case 65001:
      if (!looks_like_guid(first)) break;
      fill(error.app, first);
      if (quoted.size() > 1) fill(error.app_name, quoted[1]);
      break;
    case 50020:
    case 50105:
      if (first.find('@') != std::string_view::npos) fill(error.user, first);
      if (looks_like_guid(quoted.back())) fill(error.app, quoted.back());
      break;
    default: break;
  }
}

// A number that stands alone, behind `from`.
std::optional<std::chrono::seconds> seconds_behind(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (!starts_number(text, at)) continue;
    const std::size_t length = digits_at(text, at);
    const std::size_t end = at + length;
    const bool alone = end == text.size() ||
                       (!is_word(text[end]) && text[end] != '-' && text[end] != ':' &&
                        (text[end] != '.' || end + 1 == text.size() || !is_digit(text[end + 1])));
    if (alone && length <= 9)
      if (const auto value = number_in<std::int64_t>(text.substr(at, length)))
        return std::chrono::seconds(*value);
    at = end;
  }
  return std::nullopt;
}

std::optional<std::chrono::seconds> find_time_span(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (!starts_number(text, at)) continue;
    std::string_view letters = date_letters(text, at);
    while (letters.ends_with('.') || letters.ends_with(':')) letters.remove_suffix(1);
    if (const auto span = parse_time_span(letters)) return span;
  }
  return std::nullopt;
}

void add_times(std::string_view text, FoundError& error) {
  std::vector<Spotted<Instant>> dates;
  for (std::size_t at = 0; at < text.size(); ++at)
    if (starts_number(text, at))
      if (auto found = date_at(text, at)) {
        at = found->end;
        dates.push_back(*found);
      }
  const int code = error.code();
  const std::size_t behind_date = dates.empty() ? 0 : dates.front().end;
  if (!dates.empty() &&
      (code == 70043 || code == 70044 || code == 700082 || code == 700084 || code == 50173) &&
      !error.issued)
    error.issued = dates.front().value;
  if (code == 50173 && dates.size() > 1 && !error.valid_from) error.valid_from = dates[1].value;
  if ((code == 70043 || code == 70044) && !dates.empty() && !error.lifetime)
    error.lifetime = seconds_behind(text, behind_date);
  if (code == 700082 && !error.idle) error.idle = find_time_span(text, behind_date);
  if (code == 700084 && !error.lifetime) error.lifetime = find_time_span(text, 0);
}

// Trace id, correlation id, time stamp. Where the labels are in another language, the last two
// ids before the stamp are they: the service always writes them in this order.
void add_ids(std::string_view text, const std::optional<Spotted<Instant>>& stamp,
             FoundError& error) {
  if (stamp && !error.at) error.at = stamp->value;
  fill(error.trace_id, guid_behind(text, "Trace ID"));
  fill(error.correlation_id, guid_behind(text, "Correlation ID"));
  if (!stamp || !error.trace_id.empty() || !error.correlation_id.empty()) return;
  const auto guids = find_guids(text.substr(0, stamp->at));
  if (guids.size() < 2) return;
  error.trace_id = guids[guids.size() - 2].value;
  error.correlation_id = guids.back().value;
  error.ids_by_place = true;
}

// The letters before the ids: what the error itself says.
std::string_view sentence_of(std::string_view text, const std::optional<Spotted<Instant>>& stamp,
                             bool ids_by_place) {
  std::size_t end = text.size();
  for (const std::string_view label : {"Trace ID", "Correlation ID", "Timestamp:"})
    end = std::min(end, find_ignoring_case(text, label));
  if (stamp) end = std::min(end, stamp->at);
  if (ids_by_place) {
    const auto guids = find_guids(text.substr(0, end));
    if (guids.size() >= 2) end = guids[guids.size() - 2].at;
  }
  return text.substr(0, end);
}

}  // namespace

std::optional<int> code_at(std::string_view text, std::size_t& length) {
  if (!starts_with_ignoring_case(text, k_marker)) return std::nullopt;
  const std::size_t digits = digits_at(text, k_marker.size());
  if (digits == 0 || digits > 9) return std::nullopt;
  length = k_marker.size() + digits;
  const auto code = number_in<int>(text.substr(k_marker.size(), digits));
  return code == 0 ? std::nullopt : code;
}

std::size_t length_of_description(std::string_view text) {
  std::string_view longest = text.substr(0, k_longest_description);
  longest = longest.substr(0, longest.find(k_marker, 1));
  std::size_t end = longest.size();
  for (const std::string_view stop : {"\n\n", "\r\n\r\n", "\",", "\"}", "\\\",", "\\\"}"})
    end = std::min(end, longest.find(stop));
  if (const auto stamp = find_stamp(longest.substr(0, end))) return stamp->end;
  // Not in the middle of what may be a secret.
  const std::size_t space = longest.substr(0, end).find_last_of(" \n");
  return end == k_longest_description && space != std::string_view::npos ? space : end;
}

void add_text_facts(std::string_view description, FoundError& error) {
  const auto stamp = find_stamp(description);
  add_ids(description, stamp, error);
  const std::string_view sentence = sentence_of(description, stamp, error.ids_by_place);
  fill(error.description, trim(sentence));
  add_times(sentence, error);
  add_names(sentence, error);
}

std::string guid_behind(std::string_view text, std::string_view label) {
  const std::size_t at = find_ignoring_case(text, label);
  if (at == std::string_view::npos) return {};
  const std::size_t from = at + label.size();
  for (std::size_t i = from; i < std::min(text.size(), from + k_behind_label); ++i)
    if (looks_like_guid(text.substr(i, k_guid))) return std::string(text.substr(i, k_guid));
  return {};
}

std::optional<Instant> instant_behind(std::string_view text, std::string_view label) {
  const std::size_t at = find_ignoring_case(text, label);
  if (at == std::string_view::npos) return std::nullopt;
  const std::size_t from = at + label.size();
  for (std::size_t i = from; i < std::min(text.size(), from + k_behind_label); ++i)
    if (starts_number(text, i))
      if (const auto date = date_at(text, i)) return date->value;
  return std::nullopt;
}

std::vector<PolicyId> policies_in_claims(std::string_view text) {
  constexpr std::size_t k_longest_claims = std::size_t{64} << 10;
  text = text.substr(0, k_longest_claims);
  std::vector<PolicyId> found;
  for (std::size_t at = find_ignoring_case(text, "polids"); at != std::string_view::npos;) {
    const std::string_view rest = text.substr(at);
    const std::string_view list = rest.substr(0, std::min(rest.find(']'), k_longest_description));
    for (Spotted<std::string>& one : find_guids(list))
      if (std::find(found.begin(), found.end(), PolicyId(one.value)) == found.end())
        found.emplace_back(std::move(one.value));
    const std::size_t next = find_ignoring_case(rest.substr(list.size()), "polids");
    at = next == std::string_view::npos ? next : at + list.size() + next;
  }
  return found;
}

std::string word_behind(std::string_view text, std::string_view member) {
  constexpr std::size_t k_longest = 40, k_between = 8;
  const auto is_plain = [](char c) { return is_letter(c) || c == '_'; };
  const std::size_t at = find_ignoring_case(text, member);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = at + member.size();
  std::size_t from = begin;
  const std::size_t stop = std::min(text.size(), from + k_between);
  while (from < stop && !is_word(text[from]) && text[from] != ',' && text[from] != '}') ++from;
  std::size_t end = from;
  while (end < text.size() && is_plain(text[end])) ++end;
  if (from == begin || end == from || end - from > k_longest) return {};
  // A word of the protocol ends here; anything else may be a part of a secret.
  const bool goes_on = end < text.size() && (is_digit(text[end]) || text[end] == '-' ||
                                             text[end] == '.' || text[end] == '~');
  return goes_on ? std::string() : std::string(text.substr(from, end - from));
}

}  // namespace caprock
