#include "graph_json/read_context.h"

#include <boost/json/serializer.hpp>

#include "base/text.h"

namespace caprock {
namespace {

constexpr std::size_t k_longest_text = 200;
constexpr std::size_t k_longest_name = 100;

// The last step of a pointer, as people read it.
std::string_view member_of(std::string_view pointer) {
  while (!pointer.empty()) {
    const std::size_t slash = pointer.rfind('/');
    const std::string_view last = pointer.substr(slash + 1);
    const bool index = last.find_first_not_of("0123456789") == std::string_view::npos;
    if (!index || slash == 0) return last;
    pointer = pointer.substr(0, slash);
  }
  return pointer;
}

}  // namespace

std::string quoted(std::string_view name) {
  if (name.size() <= k_longest_name) return "`" + std::string(name) + "`";
  name = name.substr(0, k_longest_name);
  return "`" + std::string(name.substr(0, first_invalid_utf8(name))) + "...`";
}

std::string shortened(const json::value& value) {
  char buffer[k_longest_text];
  json::serializer serializer;
  serializer.reset(&value);
  const json::string_view text = serializer.read(buffer, sizeof buffer);
  std::string out(text.data(), text.size());
  if (serializer.done()) return out;
  const std::size_t cut = first_invalid_utf8(out);
  if (cut != std::string::npos) out.resize(cut);
  return out + "...";
}

Place ReadContext::place() const {
  Place place = where_;
  place.pointer += pointer_;
  return place;
}

PolicyPart ReadContext::part() const {
  if (part_) return *part_;
  const auto under = [&](std::string_view member) {
    return starts_with_ignoring_case(pointer_, member) &&
           (pointer_.size() == member.size() || pointer_[member.size()] == '/');
  };
  if (under("/conditions")) return PolicyPart::conditions;
  if (under("/grantControls")) return PolicyPart::grant_controls;
  if (under("/sessionControls")) return PolicyPart::session_controls;
  if (under("/state")) return PolicyPart::state;
  return PolicyPart::policy;
}

void ReadContext::report(Severity severity, ErrorCode code, const std::string& message,
                         std::string hint) {
  const std::string text = subject_.empty() ? message : subject_ + ": " + message;
  diagnostics.push_back({severity, {code, text, place(), std::move(hint)}});
}

void ReadContext::keep_unread(const json::value& found) {
  unread.push_back({part(), pointer_, shortened(found)});
}

void ReadContext::wrong_type(const json::value& found, std::string_view expected) {
  report(Severity::error, ErrorCode::graph_wrong_type,
         quoted(member_of(pointer_)) + " should be " + std::string(expected) + ", but is `" +
             shortened(found) + "`");
  keep_unread(found);
}

void ReadContext::odd_form(std::string_view expected) {
  report(Severity::warning, ErrorCode::graph_wrong_type,
         quoted(member_of(pointer_)) + " should be " + std::string(expected) +
             "; it was read all the same");
}

void ReadContext::unknown_value(const json::value& found) {
  report(Severity::warning, ErrorCode::graph_unknown_value,
         "`" + shortened(found) + "` is not a known value of " + quoted(member_of(pointer_)));
  keep_unread(found);
}

void ReadContext::unknown_member(std::string_view name, const json::value& found) {
  const Step step = into(name);
  report(Severity::warning, ErrorCode::graph_unknown_member,
         "member " + quoted(name) + " is not known");
  keep_unread(found);
}

void ReadContext::missing_member(Severity severity, std::string_view name,
                                 std::string_view consequence) {
  report(severity, ErrorCode::graph_missing_member,
         "there is no `" + std::string(name) + "`; " + std::string(consequence));
}

}  // namespace caprock
