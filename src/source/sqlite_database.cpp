#include "source/sqlite_database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>

#include "base/printable.h"
#include "base/text.h"

namespace caprock {

struct SqliteState {
  struct Close {
    void operator()(sqlite3* open) const { sqlite3_close_v2(open); }
  };
  std::string file;
  std::string bytes;
  std::int64_t work_left = 0;  // in calls of the progress handler
  bool in_wal_mode = false;
  std::unique_ptr<sqlite3, Close> connection;  // closed first, because it reads `bytes`
};

namespace {

constexpr std::string_view k_magic{"SQLite format 3\0", 16};
constexpr std::size_t k_header_size = 100;
constexpr std::size_t k_page_size = 16;  // two bytes, the higher first; 1 stands for 65536
// The read and write versions in the header: 2 is write-ahead logging.
constexpr std::size_t k_write_version = 18, k_read_version = 19;

struct Limit {
  int id;
  int value;
};
// Well above what an export needs, far below what can hurt.
constexpr std::array k_limits = {
    Limit{SQLITE_LIMIT_LENGTH, 16 << 20},
    Limit{SQLITE_LIMIT_SQL_LENGTH, 64 << 10},
    Limit{SQLITE_LIMIT_COLUMN, 500},
    Limit{SQLITE_LIMIT_EXPR_DEPTH, 50},
    Limit{SQLITE_LIMIT_COMPOUND_SELECT, 3},
    Limit{SQLITE_LIMIT_VDBE_OP, 25000},
    Limit{SQLITE_LIMIT_FUNCTION_ARG, 8},
    Limit{SQLITE_LIMIT_ATTACHED, 0},
    Limit{SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 0},
    Limit{SQLITE_LIMIT_VARIABLE_NUMBER, 10},
    Limit{SQLITE_LIMIT_TRIGGER_DEPTH, 1},
    Limit{SQLITE_LIMIT_WORKER_THREADS, 0},
};

struct Setting {
  int id;
  int on;
};
constexpr std::array k_settings = {
    Setting{SQLITE_DBCONFIG_DEFENSIVE, 1},       Setting{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    Setting{SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},  Setting{SQLITE_DBCONFIG_ENABLE_VIEW, 0},
    Setting{SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0}, Setting{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
};

constexpr std::string_view k_columns_pragma = "table_xinfo";

// SQLite asks before it prepares anything.
int allow_reading(void*, int action, const char* name, const char*, const char*, const char*) {
  const bool columns = action == SQLITE_PRAGMA && name != nullptr && name == k_columns_pragma;
  return columns || action == SQLITE_SELECT || action == SQLITE_READ ? SQLITE_OK : SQLITE_DENY;
}

constexpr int k_steps_per_call = 1000;
int count_work(void* left) { return --*static_cast<std::int64_t*>(left) < 0 ? 1 : 0; }

Failure broken(const SqliteState& state, const std::string& why) {
  return failure(ErrorCode::sqlite_malformed,
                 "the SQLite database cannot be read: " + printable(why), {.file = state.file},
                 "the file may be cut off or damaged; copy it again, or gather again");
}

// SQLite itself takes what is missing of the last page for zeros.
bool ends_with_a_page(std::string_view bytes) {
  const auto byte = [&](std::size_t at) {
    return std::size_t{static_cast<unsigned char>(bytes[at])};
  };
  const std::size_t size = byte(k_page_size) << 8 | byte(k_page_size + 1);
  return size != 0 && bytes.size() % (size == 1 ? 65536 : size) == 0;
}

std::string as_identifier(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace

bool is_sqlite(std::string_view bytes) { return bytes.starts_with(k_magic); }

void SqliteRows::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Result<bool> SqliteRows::next() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  if (code == SQLITE_INTERRUPT)
    return broken(*state_, "reading it takes more work than its size explains");
  return broken(*state_, sqlite3_errmsg(state_->connection.get()));
}

bool SqliteRows::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::optional<std::string_view> SqliteRows::text(int column) const {
  sqlite3_stmt* const row = statement_.get();
  if (sqlite3_column_type(row, column) != SQLITE_TEXT) return std::nullopt;
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
  if (text == nullptr) return std::nullopt;
  const std::string_view view(text, static_cast<std::size_t>(sqlite3_column_bytes(row, column)));
  if (first_invalid_utf8(view) != std::string_view::npos) return std::nullopt;
  return view;
}

std::optional<std::int64_t> SqliteRows::integer(int column) const {
  if (sqlite3_column_type(statement_.get(), column) != SQLITE_INTEGER) return std::nullopt;
  return sqlite3_column_int64(statement_.get(), column);
}

bool SqliteDatabase::in_wal_mode() const { return state_->in_wal_mode; }

Result<SqliteDatabase> SqliteDatabase::open(std::string bytes, const std::string& file) {
  auto state = std::make_shared<SqliteState>();
  state->file = file;
  state->bytes = std::move(bytes);
  // Reading a whole database takes about one step for a byte; checking it takes about as many.
  state->work_left =
      10'000 + static_cast<std::int64_t>(state->bytes.size()) * 16 / k_steps_per_call;
  SqliteDatabase database(std::move(state));
  SqliteState& s = *database.state_;
  if (s.bytes.size() < k_header_size) return broken(s, "it is shorter than its header");
  if (!ends_with_a_page(s.bytes)) return broken(s, "it ends in the middle of a page");
  // A database in memory has no log beside it; what the log holds is not there either way.
  s.in_wal_mode = s.bytes[k_read_version] == 2;
  if (s.in_wal_mode) s.bytes[k_write_version] = s.bytes[k_read_version] = 1;
  sqlite3* connection = nullptr;
  const int code =
      sqlite3_open_v2(":memory:", &connection,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX, nullptr);
  s.connection.reset(connection);
  if (code != SQLITE_OK) return broken(s, sqlite3_errstr(code));
  if (auto done = database.harden(); !done) return tl::unexpected(done.error());
  if (auto done = database.check_pages(); !done) return tl::unexpected(done.error());
  return database;
}

Result<void> SqliteDatabase::harden() {
  SqliteState& s = *state_;
  sqlite3* const connection = s.connection.get();
  for (const Limit& limit : k_limits) sqlite3_limit(connection, limit.id, limit.value);
  for (const Setting& setting : k_settings)
    if (const int code = sqlite3_db_config(connection, setting.id, setting.on, nullptr);
        code != SQLITE_OK)
      return broken(*state_, sqlite3_errstr(code));
  sqlite3_progress_handler(connection, k_steps_per_call, count_work, &s.work_left);
  const auto size = static_cast<sqlite3_int64>(s.bytes.size());
  const int code =
      sqlite3_deserialize(connection, "main", reinterpret_cast<unsigned char*>(s.bytes.data()),
                          size, size, SQLITE_DESERIALIZE_READONLY);
  if (code != SQLITE_OK) return broken(*state_, sqlite3_errstr(code));
  return {};
}

// Pages that are used twice would let a small file hold any number of rows. Constraints would be
// computed for each of them, which is work that nobody counts.
Result<void> SqliteDatabase::check_pages() {
  for (const char* const setting :
       {"PRAGMA cell_size_check = ON", "PRAGMA ignore_check_constraints = ON"})
    sqlite3_exec(state_->connection.get(), setting, nullptr, nullptr, nullptr);
  {
    CAPROCK_TRY(SqliteRows answer, prepare("PRAGMA quick_check(1)"));
    CAPROCK_TRY(const bool found, answer.next());
    const auto text = found ? answer.text(0) : std::nullopt;
    if (!text || *text != "ok")
      return broken(*state_, std::string(text.value_or("its pages are damaged")));
  }
  sqlite3_set_authorizer(state_->connection.get(), allow_reading, nullptr);
  return {};
}

Result<SqliteRows> SqliteDatabase::prepare(const std::string& sql) const {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(state_->connection.get(), sql.data(),
                                      static_cast<int>(sql.size()), &statement, nullptr);
  SqliteRows rows;
  rows.state_ = state_;
  rows.statement_.reset(statement);
  if (code != SQLITE_OK) return broken(*state_, sqlite3_errmsg(state_->connection.get()));
  return rows;
}

// A virtual table has no page of its own. Columns that are computed are none here.
Result<std::vector<std::string>> SqliteDatabase::columns_of(std::string_view table) const {
  CAPROCK_TRY(SqliteRows tables, prepare("SELECT type, name, rootpage FROM sqlite_schema"));
  bool there = false;
  for (;;) {
    CAPROCK_TRY(const bool more, tables.next());
    if (!more) break;
    there = there || (tables.text(0) == "table" && tables.text(1) == table &&
                      tables.integer(2).value_or(0) > 0);
  }
  std::vector<std::string> columns;
  if (!there) return columns;
  constexpr int k_name = 1, k_hidden = 6;
  CAPROCK_TRY(SqliteRows rows,
              prepare(fmt::format("PRAGMA {}({})", k_columns_pragma, as_identifier(table))));
  for (;;) {
    CAPROCK_TRY(const bool more, rows.next());
    if (!more) return columns;
    if (rows.integer(k_hidden) == 0) columns.emplace_back(rows.text(k_name).value_or(""));
  }
}

Result<SqliteRows> SqliteDatabase::rows_of(std::string_view table,
                                           const std::vector<std::string>& columns) const {
  CAPROCK_TRY(const std::vector<std::string> known, columns_of(table));
  std::vector<std::string> terms;
  for (const std::string& column : columns) {
    const bool there = std::find(known.begin(), known.end(), column) != known.end();
    terms.push_back(there ? as_identifier(column) : "NULL");
  }
  return prepare("SELECT " + join(terms, ", ") + " FROM " + as_identifier(table));
}

}  // namespace caprock
