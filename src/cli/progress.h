// A bar on a terminal: bytes read of all.
#pragma once

#include <cstdint>
#include <ostream>

namespace caprock {

// Nothing is drawn unless it is switched on and the size is known. Wipes itself away at the end.
class Progress {
 public:
  Progress(std::ostream& err, std::uint64_t all, bool on)
      : err_(err), all_(all), on_(on && all > 0) {}
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void at(std::uint64_t bytes);

 private:
  std::ostream& err_;
  std::uint64_t all_;
  bool on_;
  int shown_ = -1;
};

}  // namespace caprock
