// A foreign SQLite database, read from memory and trusted with nothing.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

struct sqlite3_stmt;

namespace caprock {

struct SqliteState;  // the connection, and what it keeps pointers to

// The rows of a query.
class SqliteRows {
 public:
  // True while there is a row. Errors: sqlite.malformed; also for a database that makes the query
  // take more work than its size explains.
  Result<bool> next();

  // Of the current row: no value at all.
  bool is_null(int column) const;
  // Nothing unless the value is of that type and, for texts, UTF-8. The view ends with the next
  // row.
  std::optional<std::string_view> text(int column) const;
  std::optional<std::int64_t> integer(int column) const;

 private:
  friend class SqliteDatabase;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::shared_ptr<const SqliteState> state_;  // outlives the statement
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class SqliteDatabase {
 public:
  // Takes the file's bytes; nothing else is ever opened, and nothing is written. Triggers, views,
  // virtual tables and extensions are off; the pages are checked before anything is read, so that
  // reading costs no more than the size of the file. Errors: sqlite.malformed.
  static Result<SqliteDatabase> open(std::string bytes, const std::string& file);

  // The names of an ordinary table's columns, but for computed ones; empty when there is no such
  // table.
  Result<std::vector<std::string>> columns_of(std::string_view table) const;

  // The named columns of all rows of a table, in this order. A column that the table does not have
  // is null in every row. REQUIRES: the table exists.
  Result<SqliteRows> rows_of(std::string_view table, const std::vector<std::string>& columns) const;

  // What its log held is not there.
  bool in_wal_mode() const;

 private:
  explicit SqliteDatabase(std::shared_ptr<SqliteState> state) : state_(std::move(state)) {}
  Result<SqliteRows> prepare(const std::string& sql) const;
  Result<void> harden();
  Result<void> check_pages();

  std::shared_ptr<SqliteState> state_;
};

// The first bytes of every SQLite file.
bool is_sqlite(std::string_view bytes);

}  // namespace caprock
