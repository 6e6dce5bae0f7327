#include "cli/observed_log.h"

#include <fmt/format.h>

#include "cli/record_input.h"
#include "cli/record_texts.h"
#include "graph_json/sign_in_log_json.h"

namespace caprock {
namespace {

constexpr std::size_t k_told_errors = 20;

class LogReader {
 public:
  explicit LogReader(std::string file) : file_(std::move(file)) {}

  void read(std::istream& in) {
    RecordTexts texts(in, file_);
    while (auto next = texts.next()) {
      line_ = next->line;
      if (next->error)
        refuse(std::move(*next->error));
      else
        read_text(next->text);
    }
  }

  Read<ObservedSignIns> take() {
    if (refused_ > k_told_errors)
      log_.diagnostics.push_back(
          {Severity::warning,
           {ErrorCode::sign_in_invalid,
            fmt::format("{} more records could not be read", refused_ - k_told_errors),
            {file_},
            {}}});
    return std::move(log_);
  }

 private:
  void refuse(Error error) {
    if (++refused_ > k_told_errors) return;
    if (line_ > 0) error.where.line = static_cast<int>(line_);
    log_.diagnostics.push_back({Severity::warning, std::move(error)});
  }

  void read_text(std::string_view text) {
    auto read = parse_json(text, file_);
    if (!read) return refuse(std::move(read).error());
    if (const json::array* records = read->value.if_array()) return read_all(*records, {file_});
    const json::object* object = read->value.if_object();
    const json::value* inner = object == nullptr ? nullptr : object->if_contains("value");
    if (inner == nullptr || !inner->is_array()) return read_one(read->value, {file_});
    read_all(inner->get_array(), {file_, "/value"});
    if (object->contains("@odata.nextLink"))
      refuse({ErrorCode::source_partial,
              "more pages follow, and they are not here (`@odata.nextLink`)",
              {file_, "/@odata.nextLink"},
              "fetch all pages; each may be a line or a file"});
  }

  void read_all(const json::array& records, const Place& where) {
    for (std::size_t i = 0; i < records.size(); ++i)
      read_one(records[i], {where.file, pointer_to(where.pointer, i)});
  }

  void read_one(const json::value& record, const Place& where) {
    const json::object* object = record.if_object();
    if (object == nullptr || !is_sign_in_log_record(*object))
      return refuse({ErrorCode::sign_in_invalid, "it is no record of the sign-in log", where,
                     "docs/sign-in-log.md says what one looks like"});
    auto logged = read_sign_in_log_record(*object, where);
    if (!logged) return refuse(std::move(logged).error());
    log_.value.add({std::move(logged->sign_in), std::move(logged->client_name),
                    std::move(logged->account_name), logged->went_through});
  }

  std::string file_;
  std::size_t line_ = 0;
  std::size_t refused_ = 0;
  Read<ObservedSignIns> log_;
};

}  // namespace

Result<Read<ObservedSignIns>> read_observed_log(const std::filesystem::path& file) {
  RecordInput input;
  if (auto opened = input.open(file); !opened) return tl::unexpected(std::move(opened).error());
  LogReader reader(input.name());
  reader.read(input.stream());
  Read<ObservedSignIns> log = reader.take();
  if (log.value.records() == 0)
    return failure(ErrorCode::sign_in_invalid, "there is no record of the sign-in log in it",
                   {input.name()}, std::string(k_one_a_line));
  return log;
}

}  // namespace caprock
