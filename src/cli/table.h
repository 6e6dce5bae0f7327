// Text tables that fit a width, and text wrapped to a width.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/style.h"

namespace caprock {

// Breaks text at spaces into lines of at most `width` columns; longer words are cut. Newlines in
// the text are kept. Colours are not understood: style the lines afterwards.
std::vector<std::string> wrap_text(std::string_view text, std::size_t width);

// `text` as one paragraph: every line starts with `indent` spaces, the first with `first` instead.
std::string paragraph(std::string_view text, std::size_t width, std::size_t indent,
                      std::string_view first = {});

// Paragraphs that start with `- `, made printable; only the first has `first` beside it.
std::string bullets(const std::vector<std::string>& texts, std::size_t width, std::size_t indent,
                    std::string_view first);

// Columns with a heading each. Cells wrap inside their column; the width that is left is shared out
// among the columns that need more than they have, widest need first.
class Table {
 public:
  // How the text of a finished cell line is coloured; chosen by cell, see add_row.
  using Paint = std::function<std::string(std::string_view)>;

  // A column is never narrower than its heading; it gets `min_width` before any gets more.
  void add_column(std::string heading, std::size_t min_width = 0);

  // As many cells as columns. `paints`, when given, has one entry a cell; empty ones paint nothing.
  void add_row(std::vector<std::string> cells, std::vector<Paint> paints = {});

  bool empty() const { return rows_.empty(); }

  // At most `width` columns wide; two spaces between columns, a rule under the headings.
  std::string render(std::size_t width, const Style& style) const;

 private:
  struct Column {
    std::string heading;
    std::size_t min_width;
  };
  struct Row {
    std::vector<std::string> cells;
    std::vector<Paint> paints;
  };
  std::vector<std::size_t> widths_for(std::size_t width) const;
  std::string render_row(const Row& row, const std::vector<std::size_t>& widths) const;

  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

}  // namespace caprock
