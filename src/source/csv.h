// CSV (RFC 4180) with a comma or a semicolon between cells.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace caprock {

struct CsvCell {
  std::string text;
  int line = 0;    // 1-based, where the cell starts
  int column = 0;  // 1-based, in bytes
};
using CsvRow = std::vector<CsvCell>;

struct Csv {
  CsvRow header;
  std::vector<CsvRow> rows;  // as long as the header; blank lines are left out
};

// The first row, trimmed; empty when the text does not start with one of at most 64 KiB. Of comma
// and semicolon the one that stands more often outside quotes separates.
std::vector<std::string> csv_header(std::string_view text);

// The whole. Errors: csv.malformed with line and column, for a quote that does not end, letters
// after one that does, a column that is there twice, and a row of another length than the header.
Result<Csv> parse_csv(std::string_view text, const std::string& file);

}  // namespace caprock
