// Strong ids: Graph is a sea of GUIDs, and a user id must never fit where an app id goes.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"

namespace caprock {

// An object id as text, compared without case (CA 1.2.2).
// The text is kept as written: exports carry placeholders and names where ids belong, and the
// special words of Graph (`All`, `None`, ...) travel in the same lists. `is_guid` tells them apart.
template <class Tag>
class Id {
 public:
  Id() = default;
  explicit Id(std::string text) : text_(std::move(text)) {}

  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  bool is_guid() const { return looks_like_guid(text_); }
  bool is(std::string_view word) const { return equal_ignoring_case(text_, word); }

  friend bool operator==(const Id& a, const Id& b) { return equal_ignoring_case(a.text_, b.text_); }
  friend std::weak_ordering operator<=>(const Id& a, const Id& b) {
    if (a == b) return std::weak_ordering::equivalent;
    return less_ignoring_case(a.text_, b.text_) ? std::weak_ordering::less
                                                : std::weak_ordering::greater;
  }

 private:
  std::string text_;
};

}  // namespace caprock
