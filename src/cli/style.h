// Colour and weight for terminals; plain text everywhere else.
#pragma once

#include <string>
#include <string_view>

namespace caprock {

// Wraps text in terminal escapes, or leaves it alone. A value: pass it down, keep no global.
class Style {
 public:
  static Style plain() { return Style(false); }
  static Style coloured() { return Style(true); }
  // Coloured when standard output is a terminal and NO_COLOR is not set.
  static Style for_standard_output();

  std::string bold(std::string_view text) const { return wrap("1", text); }
  std::string dim(std::string_view text) const { return wrap("2", text); }
  std::string red(std::string_view text) const { return wrap("31", text); }
  std::string green(std::string_view text) const { return wrap("32", text); }
  std::string yellow(std::string_view text) const { return wrap("33", text); }
  std::string cyan(std::string_view text) const { return wrap("36", text); }

 private:
  explicit Style(bool on) : on_(on) {}
  std::string wrap(std::string_view code, std::string_view text) const;
  bool on_;
};

}  // namespace caprock
