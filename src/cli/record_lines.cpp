#include "cli/record_lines.h"

#include <algorithm>

namespace caprock {

bool RecordLines::fill() {
  constexpr std::streamsize k_block = std::streamsize{256} << 10;
  block_.clear();
  at_ = 0;
  // Waits for the first byte only: more may be long in coming.
  if (in_.peek() == std::istream::traits_type::eof()) return false;
  const auto there = std::clamp<std::streamsize>(in_.rdbuf()->in_avail(), 1, k_block);
  block_.resize(static_cast<std::size_t>(there));
  in_.read(block_.data(), there);
  block_.resize(static_cast<std::size_t>(in_.gcount()));
  bytes_ += block_.size();
  return !block_.empty();
}

std::optional<RecordLine> RecordLines::next() {
  line_.clear();
  bool too_long = false;
  bool anything = false;
  while (at_ < block_.size() || fill()) {
    anything = true;
    const std::size_t end = std::min(block_.find('\n', at_), block_.size());
    const std::size_t room = max_line_ - line_.size();
    too_long = too_long || end - at_ > room;
    line_.append(block_, at_, std::min(end - at_, room));
    at_ = end + 1;
    if (end < block_.size()) break;
  }
  if (!anything) return std::nullopt;
  if (line_.ends_with('\r')) line_.pop_back();
  return RecordLine{++number_, line_, too_long};
}

}  // namespace caprock
