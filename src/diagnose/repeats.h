// The same error told several times, as exceptions and retries do, made one.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "diagnose/found_error.h"

namespace caprock {

// An error and where in the text it begins, in bytes.
struct PlacedError {
  FoundError error;
  std::size_t offset = 0;
};

// Bytes that lines about one exception reach in a log.
inline constexpr std::size_t k_exception_bytes = 3000;

// Errors with the same code and correlation id become one that knows what each of them says; a
// code that is only named, without text, belongs to a full error with that code; what a library
// logs of an exception belongs to an error near it. Keeps at most `limit` of each.
class Repeats {
 public:
  explicit Repeats(std::size_t limit) : limit_(limit) {}

  // In the order of the text.
  void add(PlacedError one);

  // The error that was added last, if it began within `reach` bytes before `offset`.
  FoundError* last_within(std::size_t offset, std::size_t reach);

  std::size_t added() const { return added_; }
  std::size_t dropped() const { return dropped_; }

  // All of them in the order of their first places. Leaves nothing behind.
  std::vector<FoundError> take();

 private:
  using Errors = std::map<std::string, PlacedError>;

  FoundError* add_to(Errors& errors, std::string key, PlacedError one);
  template <class Test>
  PlacedError* nearest(const PlacedError& one, Test belongs);
  void join_named();
  void join_logged();

  std::size_t limit_;
  Errors full_;    // by code and what tells occurrences apart
  Errors named_;   // by code
  Errors logged_;  // by what the library says
  FoundError* last_ = nullptr;
  std::size_t last_offset_ = 0;
  std::size_t added_ = 0;
  std::size_t dropped_ = 0;
};

}  // namespace caprock
