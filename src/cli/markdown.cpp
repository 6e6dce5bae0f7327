#include "cli/markdown.h"

#include <algorithm>

#include "base/printable.h"
#include "base/text.h"

namespace caprock {
namespace {

// Addresses become links by themselves.
bool begins_link(std::string_view text, std::size_t at) {
  constexpr std::string_view k_www = "www";
  if (text[at] == ':') return text.substr(at + 1).starts_with("//");
  return text[at] == '.' && at >= k_www.size() &&
         equal_ignoring_case(text.substr(at - k_www.size(), k_www.size()), k_www);
}

std::string plain(std::string_view text) {
  constexpr std::string_view k_special = "\\|[]!*_`#~";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      default:
        if (k_special.find(c) != std::string_view::npos || begins_link(text, i)) out += '\\';
        out += c;
    }
  }
  return out;
}

// Nothing has a meaning in a code span, but a table is cut at `|` before spans are looked for.
std::string code(std::string_view text, MarkdownPlace place) {
  std::string out;
  for (const char c : text) {
    if (place == MarkdownPlace::table && (c == '|' || c == '\\')) out += '\\';
    out += c;
  }
  return "`" + out + "`";
}

}  // namespace

std::string markdown(std::string_view text, MarkdownPlace place) {
  const std::string line = printable(text);
  std::string_view rest = line;
  std::string out;
  while (!rest.empty()) {
    const std::size_t open = rest.find('`');
    const std::size_t close = open == std::string_view::npos ? open : rest.find('`', open + 1);
    if (close == std::string_view::npos) return out + plain(rest);
    out += plain(rest.substr(0, open));
    const std::string_view span = rest.substr(open + 1, close - open - 1);
    out += span.empty() ? plain("``") : code(span, place);
    rest.remove_prefix(close + 1);
  }
  return out;
}

std::string markdown_name(std::string_view name, MarkdownPlace place) {
  return markdown(quotable(name), place);
}

}  // namespace caprock
