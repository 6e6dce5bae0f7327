#include "source/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "base/printable.h"
#include "base/text.h"

namespace caprock {
namespace {

constexpr std::size_t k_longest_header = 64 << 10;
constexpr std::size_t k_most_columns = 1000;

char separator_of(std::string_view text) {
  std::size_t commas = 0, semicolons = 0;
  bool quoted = false;
  for (const char c : text.substr(0, k_longest_header)) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') break;
    commas += c == ',' ? 1 : 0;
    semicolons += c == ';' ? 1 : 0;
  }
  return semicolons > commas ? ';' : ',';
}

class CsvParser {
 public:
  CsvParser(std::string_view text, const std::string& file) : text_(text), file_(file) {
    skip_type_line();
    separator_ = separator_of(text_.substr(at_));
  }

  bool at_end() const { return at_ >= text_.size(); }

  // The cells up to the end of the line. A blank line is one empty cell.
  Result<CsvRow> row() {
    CsvRow cells;
    for (;;) {
      CAPROCK_TRY(CsvCell cell, cell_here());
      cells.push_back(std::move(cell));
      if (cells.size() > k_most_columns) return broken("a row has more than 1000 cells");
      if (at_end()) return cells;
      const char c = text_[at_];
      step();
      if (c != separator_) return cells;  // at the end of the line
    }
  }

  Failure broken(const std::string& why, int line = 0, int column = 0) const {
    return failure(ErrorCode::csv_malformed, why,
                   {.file = file_,
                    .line = line > 0 ? line : line_,
                    .column = line > 0 ? column : column_here()},
                   "export the file again; cells with separators or line breaks belong in quotes");
  }

 private:
  // `#TYPE Selected.System.Management...`, which Windows PowerShell writes above the header.
  void skip_type_line() {
    if (!text_.starts_with("#TYPE ")) return;
    while (!at_end() && line_ == 1) step();
  }

  int column_here() const { return static_cast<int>(at_ - line_start_) + 1; }

  void step() {
    const char c = text_[at_++];
    if (c == '\r' && !at_end() && text_[at_] == '\n') ++at_;
    if (c == '\n' || c == '\r') {
      ++line_;
      line_start_ = at_;
    }
  }

  bool ends_cell() const {
    return at_end() || text_[at_] == separator_ || text_[at_] == '\n' || text_[at_] == '\r';
  }

  Result<CsvCell> cell_here() {
    CsvCell cell{{}, line_, column_here()};
    if (!at_end() && text_[at_] == '"') {
      if (auto read = read_quoted(cell); !read) return tl::unexpected(read.error());
      return cell;
    }
    const std::size_t start = at_;
    while (!ends_cell()) ++at_;
    cell.text = text_.substr(start, at_ - start);
    return cell;
  }

  // Two quotes stand for one.
  Result<void> read_quoted(CsvCell& cell) {
    for (++at_;;) {
      if (at_end())
        return broken("the quote that starts here does not end", cell.line, cell.column);
      if (text_[at_] != '"') {
        cell.text += text_[at_];
        step();
        continue;
      }
      ++at_;
      if (at_end() || text_[at_] != '"') break;
      cell.text += '"';
      ++at_;
    }
    if (!ends_cell()) return broken("there is more after the end of a quoted cell");
    return {};
  }

  std::string_view text_;
  const std::string& file_;
  char separator_ = ',';
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  int line_ = 1;
};

std::string_view without_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

bool is_blank(const CsvRow& row) {
  return std::all_of(row.begin(), row.end(),
                     [](const CsvCell& cell) { return trim(cell.text).empty(); });
}

Result<void> check_header(const CsvRow& header, const CsvParser& parser) {
  std::set<std::string> names;
  for (const CsvCell& cell : header)
    if (!names.insert(to_lower(trim(cell.text))).second && !trim(cell.text).empty())
      return parser.broken(fmt::format("column {} is there twice", in_backticks(trim(cell.text))),
                           cell.line, cell.column);
  return {};
}

}  // namespace

std::vector<std::string> csv_header(std::string_view text) {
  text = without_mark(text).substr(0, k_longest_header);
  const std::string no_file;
  const Result<CsvRow> row = CsvParser(text, no_file).row();
  std::vector<std::string> names;
  if (row)
    for (const CsvCell& cell : *row) names.emplace_back(trim(cell.text));
  return names;
}

Result<Csv> parse_csv(std::string_view text, const std::string& file) {
  CsvParser parser(without_mark(text), file);
  Csv csv;
  CAPROCK_TRY(csv.header, parser.row());
  if (auto checked = check_header(csv.header, parser); !checked)
    return tl::unexpected(checked.error());
  while (!parser.at_end()) {
    CAPROCK_TRY(CsvRow row, parser.row());
    if (is_blank(row)) continue;
    if (row.size() != csv.header.size())
      return parser.broken(
          fmt::format("the row has {} cells, and the header has {}", row.size(), csv.header.size()),
          row.front().line, row.front().column);
    csv.rows.push_back(std::move(row));
  }
  return csv;
}

}  // namespace caprock
