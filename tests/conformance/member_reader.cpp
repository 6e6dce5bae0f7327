#include "tests/conformance/member_reader.h"

namespace caprock::conformance {

using std::chrono::floor;
using std::chrono::minutes;

const json::value* MemberReader::find(std::string_view member) {
  asked_.emplace(member);
  return object_.if_contains(member);
}

void MemberReader::complain(std::string_view member, std::string message) {
  if (!first_) first_ = bad(std::move(message), step(where_, member)).value();
}

std::optional<std::chrono::seconds> MemberReader::offset(std::string_view member,
                                                         const json::value& value) {
  const auto read = value.is_string() ? parse_offset(value.get_string()) : std::nullopt;
  if (!read) complain(member, "a time such as `90d+1s` is expected here");
  return read;
}

void MemberReader::flag(std::string_view member, bool& field) {
  const json::value* value = find(member);
  if (value == nullptr) return;
  if (!value->is_bool()) return complain(member, "true or false is expected here");
  field = value->get_bool();
}

void MemberReader::number(std::string_view member, int& field) {
  if (const json::value* value = find(member); value != nullptr && value->is_null())
    return complain(member, "a number is expected here");
  std::optional<int> read = field;
  number(member, read);
  field = read.value_or(field);
}

void MemberReader::number(std::string_view member, std::optional<int>& field) {
  const json::value* value = find(member);
  if (value == nullptr) return;
  field.reset();
  if (value->is_null()) return;
  if (!value->is_int64()) return complain(member, "a number is expected here");
  field = static_cast<int>(value->get_int64());
}

void MemberReader::time(std::string_view member, Instant& field) {
  const json::value* value = find(member);
  if (value == nullptr) return;
  if (const auto read = offset(member, *value)) field = t0_ + *read;
}

void MemberReader::time(std::string_view member, std::optional<Instant>& field) {
  const json::value* value = find(member);
  if (value == nullptr) return;
  field.reset();
  if (value->is_null()) return;
  if (const auto read = offset(member, *value)) field = t0_ + *read;
}

void MemberReader::period(std::string_view member, std::chrono::seconds& field) {
  const json::value* value = find(member);
  if (value == nullptr) return;
  if (const auto read = offset(member, *value)) field = *read;
}

void MemberReader::period(std::string_view member, minutes& field) {
  const json::value* value = find(member);
  if (value == nullptr) return;
  const auto read = offset(member, *value);
  if (!read) return;
  field = floor<minutes>(*read);
  if (field != *read) complain(member, "whole minutes are expected here");
}

void MemberReader::period(std::string_view member, std::optional<minutes>& field) {
  if (find(member) == nullptr) return;
  period(member, field.emplace());
}

void MemberReader::match(std::string_view member, Match& field) {
  const json::value* value = find(member);
  if (value == nullptr) return;
  if (value->is_bool())
    field = match_if(value->get_bool());
  else
    word(member, field, match_words());
}

Result<void> MemberReader::finish() {
  for (const auto& [key, value] : object_)
    if (!asked_.contains(std::string_view(key))) complain(key, "unknown member");
  if (first_) return tl::unexpected(*first_);
  return {};
}

}  // namespace caprock::conformance
