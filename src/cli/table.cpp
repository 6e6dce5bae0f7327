#include "cli/table.h"

#include <algorithm>

#include "base/assert.h"
#include "base/code_points.h"
#include "base/printable.h"
#include "base/text.h"

namespace caprock {
namespace {

constexpr std::size_t k_gap = 2;

// The longest prefix of `text` that takes at most `width` columns, but at least one code point.
std::string_view prefix_of_width(std::string_view text, std::size_t width) {
  std::size_t end = 0;
  std::size_t columns = 0;
  while (end < text.size()) {
    const CodePoint next = first_code_point(text.substr(end));
    columns += columns_of(next.value);
    if (columns > width && end > 0) break;
    end += next.length;
  }
  return text.substr(0, end);
}

// Where to cut a word that is too long: behind the last joint of names and addresses in the second
// half of what fits, else where the width ends.
std::string_view cut_of_width(std::string_view word, std::size_t width) {
  const std::string_view fits = prefix_of_width(word, width);
  const std::size_t joint = fits.find_last_of("-/@._#");
  return joint != std::string_view::npos && joint + 1 > fits.size() / 2 ? fits.substr(0, joint + 1)
                                                                        : fits;
}

void wrap_line(std::string_view text, std::size_t width, std::vector<std::string>& lines) {
  std::string line;
  std::size_t columns = 0;
  const auto flush = [&] {
    lines.push_back(std::move(line));
    line.clear();
    columns = 0;
  };
  for (const std::string& word : split(text, ' ')) {
    std::string_view rest = word;
    if (columns > 0 && columns + 1 + display_width(rest) > width) flush();
    while (display_width(rest) > width) {
      line = cut_of_width(rest, width);
      rest.remove_prefix(line.size());
      flush();
    }
    if (columns > 0) {
      line += ' ';
      ++columns;
    }
    line += rest;
    columns += display_width(rest);
  }
  flush();
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t have = display_width(text);
  if (have < width) text.append(width - have, ' ');
  return text;
}

std::size_t longest_line(std::string_view cell) {
  std::size_t longest = 0;
  for (const std::string& line : split(cell, '\n'))
    longest = std::max(longest, display_width(line));
  return longest;
}

// Hands out `left` columns of the screen, one at a time to the narrowest column that has less than
// it aims for: small tables, and every column gets a fair share.
void grow_towards(const std::vector<std::size_t>& aims, std::vector<std::size_t>& widths,
                  std::size_t& left) {
  while (left > 0) {
    std::size_t neediest = widths.size();
    for (std::size_t c = 0; c < widths.size(); ++c)
      if (widths[c] < aims[c] && (neediest == widths.size() || widths[c] < widths[neediest]))
        neediest = c;
    if (neediest == widths.size()) return;
    ++widths[neediest];
    --left;
  }
}

}  // namespace

std::vector<std::string> wrap_text(std::string_view text, std::size_t width) {
  CAPROCK_ASSERT(width > 0);
  std::vector<std::string> lines;
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    wrap_line(text.substr(0, end), width, lines);
    if (end == text.size()) return lines;
    text.remove_prefix(end + 1);
  }
}

std::string paragraph(std::string_view text, std::size_t width, std::size_t indent,
                      std::string_view first) {
  std::string out;
  for (const std::string& line : wrap_text(text, width > indent + 10 ? width - indent : 10)) {
    out += out.empty() && !first.empty() ? padded(std::string(first), indent)
                                         : std::string(indent, ' ');
    out += line;
    out += '\n';
  }
  return out;
}

std::string bullets(const std::vector<std::string>& texts, std::size_t width, std::size_t indent,
                    std::string_view first) {
  std::string out;
  for (const std::string& text : texts)
    out +=
        paragraph(printable("- " + text), width, indent, out.empty() ? first : std::string_view());
  return out;
}

void Table::add_column(std::string heading, std::size_t min_width) {
  columns_.push_back({std::move(heading), min_width});
}

void Table::add_row(std::vector<std::string> cells, std::vector<Paint> paints) {
  CAPROCK_ASSERT(cells.size() == columns_.size());
  paints.resize(cells.size());
  rows_.push_back({std::move(cells), std::move(paints)});
}

std::vector<std::size_t> Table::widths_for(std::size_t width) const {
  std::vector<std::size_t> widths, least, wanted;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    std::size_t want = display_width(columns_[c].heading);
    widths.push_back(want);
    for (const Row& row : rows_) want = std::max(want, longest_line(row.cells[c]));
    wanted.push_back(want);
    least.push_back(std::min(columns_[c].min_width, want));
  }
  std::size_t left = k_gap * (columns_.size() - 1);
  for (const std::size_t has : widths) left += has;
  left = width > left ? width - left : 0;
  grow_towards(least, widths, left);
  grow_towards(wanted, widths, left);
  return widths;
}

std::string Table::render_row(const Row& row, const std::vector<std::size_t>& widths) const {
  std::vector<std::vector<std::string>> cells;
  std::size_t height = 1;
  for (std::size_t c = 0; c < widths.size(); ++c) {
    cells.push_back(wrap_text(row.cells[c], widths[c]));
    height = std::max(height, cells.back().size());
  }
  std::string out;
  for (std::size_t line = 0; line < height; ++line) {
    std::string text;
    for (std::size_t c = 0; c < widths.size(); ++c) {
      if (c > 0) text.append(k_gap, ' ');
      const bool last = c + 1 == widths.size();
      const std::string cell = line < cells[c].size() ? cells[c][line] : std::string();
      const std::string shown = row.paints[c] && !cell.empty() ? row.paints[c](cell) : cell;
      text += shown;
      if (!last) text.append(widths[c] - std::min(widths[c], display_width(cell)), ' ');
    }
    while (!text.empty() && text.back() == ' ') text.pop_back();
    out += text + "\n";
  }
  return out;
}

std::string Table::render(std::size_t width, const Style& style) const {
  CAPROCK_ASSERT(!columns_.empty());
  const std::vector<std::size_t> widths = widths_for(width);
  Row headings{{}, std::vector<Paint>(columns_.size())};
  Row rules = headings;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    headings.cells.push_back(columns_[c].heading);
    headings.paints[c] = [&style](std::string_view text) { return style.bold(text); };
    std::string rule;
    for (std::size_t i = 0; i < widths[c]; ++i) rule += "─";
    rules.cells.push_back(std::move(rule));
  }
  std::string out = render_row(headings, widths) + render_row(rules, widths);
  for (const Row& row : rows_) out += render_row(row, widths);
  return out;
}

}  // namespace caprock
