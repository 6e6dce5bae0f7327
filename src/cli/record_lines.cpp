#include "cli/record_lines.h"

#include <algorithm>

namespace caprock {

bool RecordLines::fill() {
  constexpr std::size_t k_block = std::size_t{256} << 10;
  block_.resize(k_block);
  in_.read(block_.data(), static_cast<std::streamsize>(block_.size()));
  block_.resize(static_cast<std::size_t>(in_.gcount()));
  bytes_ += block_.size();
  at_ = 0;
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
