// Reads the members of one object into the fields of a record; a member that nobody asked for, or
// that has another type, is an error with its place. The first one is kept.
#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "tests/conformance/members.h"
#include "tests/conformance/token_words.h"

namespace caprock::conformance {

class MemberReader {
 public:
  // Offsets count from `t0`.
  MemberReader(const json::object& object, Place where, Instant t0)
      : object_(object), where_(std::move(where)), t0_(t0) {}

  // Each leaves the field as it is where the member is missing.
  void flag(std::string_view member, bool& field);
  void number(std::string_view member, int& field);
  void number(std::string_view member, std::optional<int>& field);  // null: none
  void time(std::string_view member, Instant& field);
  void time(std::string_view member, std::optional<Instant>& field);  // null: none
  void period(std::string_view member, std::chrono::seconds& field);
  void period(std::string_view member, std::chrono::minutes& field);
  void period(std::string_view member, std::optional<std::chrono::minutes>& field);
  void match(std::string_view member, Match& field);  // true, false or "unknown"
  template <class E>
  void word(std::string_view member, E& field, std::span<const Word<E>> table) {
    const json::value* value = find(member);
    if (value == nullptr) return;
    if (value->is_string())
      for (const Word<E>& row : table)
        if (row.text == std::string_view(value->get_string())) {
          field = row.value;
          return;
        }
    complain(member, "no word that is known here");
  }
  // For members that are read elsewhere.
  const json::value* find(std::string_view member);
  void complain(std::string_view member, std::string message);

  Result<void> finish();

 private:
  std::optional<std::chrono::seconds> offset(std::string_view member, const json::value& value);

  const json::object& object_;
  Place where_;
  Instant t0_;
  std::set<std::string, std::less<>> asked_;
  std::optional<Error> first_;
};

}  // namespace caprock::conformance
