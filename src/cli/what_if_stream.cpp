#include "cli/what_if_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <fstream>
#include <iostream>
#include <sstream>

#include "base/printable.h"
#include "base/text.h"
#include "cli/decider.h"
#include "cli/decision_json.h"
#include "cli/json_out.h"
#include "cli/record_lines.h"
#include "cli/what_if_contradictions.h"
#include "cli/what_if_report.h"
#include "graph_json/sign_in_json.h"
#include "graph_json/sign_in_log_json.h"
#include "source/file_text.h"

namespace caprock {
namespace {

// What is one JSON document must be held whole; longer ones can be given line by line.
constexpr std::size_t k_max_document = std::size_t{256} << 20;
constexpr std::size_t k_shown_errors = 20;
constexpr std::string_view k_one_a_line =
    "write one sign-in a line, for example with jq -c '.value[]'";

// A sign-in of the input and what is to be said about it.
struct Asked {
  std::string id;
  SignIn sign_in;
  std::vector<std::string> notes;
};

Result<Asked> asked_by(const json::value& record, const Place& where, const TenantSnapshot& tenant,
                       EvaluationMode mode) {
  const json::object* object = record.if_object();
  if (object == nullptr)
    return failure(ErrorCode::sign_in_invalid, "a sign-in is a JSON object", where, "");
  if (!is_sign_in_log_record(*object)) {
    CAPROCK_TRY(SignIn sign_in, read_sign_in(*object, where));
    if (auto found = contradiction_in(sign_in, tenant, mode)) {
      found->where = where;
      return tl::unexpected(std::move(*found));
    }
    return Asked{{}, std::move(sign_in), {}};
  }
  CAPROCK_TRY(LoggedSignIn logged, read_sign_in_log_record(*object, where));
  return Asked{std::move(logged.id), std::move(logged.sign_in), std::move(logged.notes)};
}

// The record's own id, for whoever looks for it.
std::string_view id_of(const json::value& record) {
  const json::object* object = record.if_object();
  const json::value* id = object == nullptr ? nullptr : object->if_contains("id");
  return id != nullptr && id->is_string() ? std::string_view(id->get_string()) : std::string_view();
}

class Answers {
 public:
  Answers(const SignInsArguments& arguments, const TenantSnapshot& tenant, const Style& style,
          std::ostream& out, std::ostream& err)
      : tenant_(tenant),
        mode_(arguments.options.mode),
        decider_(tenant, arguments.options),
        style_(style),
        out_(out),
        err_(err) {}

  // Every sign-in of one JSON text: an object, a list of them, or an object with them in `value`.
  // `line` is 0 when the text is a whole file.
  void answer_text(std::string_view text, const std::string& file, std::size_t line);
  void refuse(Error error, std::size_t line, std::string_view id = {});
  bool all_good() const { return errors_ == 0; }
  // Sign-ins that are somewhere else: told, and not answered.
  void report_missing(const Error& error);
  void finish(const std::string& file);

 private:
  void answer_all(const json::array& records, const Place& where, std::size_t line);
  void answer_one(const json::value& record, const Place& where, std::size_t line);
  void write(const json::object& answer);
  json::object started(std::size_t line);

  const TenantSnapshot& tenant_;
  EvaluationMode mode_;
  Decider decider_;
  const Style& style_;
  std::ostream& out_;
  std::ostream& err_;
  std::vector<std::string> odd_;  // about the JSON text at hand
  std::size_t records_ = 0;
  std::size_t errors_ = 0;
};

json::object Answers::started(std::size_t line) {
  json::object answer;
  if (line > 0) answer["line"] = line;
  answer["record"] = ++records_;
  return answer;
}

void Answers::write(const json::object& answer) { out_ << json::serialize(answer) << '\n'; }

void Answers::refuse(Error error, std::size_t line, std::string_view id) {
  if (line > 0) error.where.line = static_cast<int>(line);
  if (++errors_ <= k_shown_errors) err_ << render_error(error, style_);
  json::object answer = started(line);
  if (!id.empty()) answer["id"] = id;
  answer["error"] = to_json(error);
  write(answer);
}

void Answers::report_missing(const Error& error) {
  ++errors_;
  err_ << render_error(error, style_);
}

void Answers::finish(const std::string& file) {
  if (records_ == 0)
    report_missing({ErrorCode::sign_in_invalid,
                    "there is no sign-in in it",
                    {file},
                    std::string(k_one_a_line)});
  if (errors_ > k_shown_errors)
    err_ << fmt::format("and {} more; the lines with `error` say which\n",
                        errors_ - k_shown_errors);
  out_.flush();
}

void Answers::answer_one(const json::value& record, const Place& where, std::size_t line) {
  auto asked = asked_by(record, where, tenant_, mode_);
  if (!asked) return refuse(std::move(asked).error(), line, id_of(record));
  const Decision decision = decider_.decide(asked->sign_in);
  json::object answer = started(line);
  if (!asked->id.empty()) answer["id"] = asked->id;
  json::object verdict = verdict_json(decision);
  for (auto& [name, value] : verdict) answer[name] = std::move(value);
  json::array policies, notes;
  for (const PolicyResult& policy : decision.policies)
    if (policy.state != PolicyState::disabled && policy.applies != Match::no)
      policies.push_back(applied_policy_json(policy));
  for (const std::string& note : odd_) notes.emplace_back(note);
  for (const std::string& note : notes_on_record(asked->sign_in, tenant_)) notes.emplace_back(note);
  for (const std::string& note : asked->notes) notes.emplace_back(note);
  answer["policies"] = std::move(policies);
  answer["notes"] = std::move(notes);
  write(answer);
}

void Answers::answer_all(const json::array& records, const Place& where, std::size_t line) {
  for (std::size_t i = 0; i < records.size(); ++i)
    answer_one(records[i], {where.file, pointer_to(where.pointer, i)}, line);
}

void Answers::answer_text(std::string_view text, const std::string& file, std::size_t line) {
  auto read = parse_json(text, file);
  if (!read) return refuse(std::move(read).error(), line);
  odd_.clear();
  for (const Diagnostic& diagnostic : read->diagnostics) odd_.push_back(diagnostic.error.message);
  const json::value& value = read->value;
  if (value.is_array()) return answer_all(value.get_array(), {file}, line);
  const json::object* object = value.if_object();
  const json::value* inner = object == nullptr ? nullptr : object->if_contains("value");
  if (inner == nullptr || !inner->is_array()) return answer_one(value, {file}, line);
  answer_all(inner->get_array(), {file, "/value"}, line);
  if (object->contains("@odata.nextLink"))
    report_missing({ErrorCode::source_partial,
                    "more pages follow, and they are not here (`@odata.nextLink`)",
                    {file, "/@odata.nextLink"},
                    "fetch all pages; each may be a line or a file"});
}

// How many brackets are open after so much of a JSON text.
class Nesting {
 public:
  // A line; strings do not go over its end.
  void read(std::string_view line) {
    in_string_ = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const char c = line[i];
      if (in_string_ && c == '\\')
        ++i;
      else if (c == '"')
        in_string_ = !in_string_;
      else if (!in_string_)
        depth_ += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
    }
  }
  bool is_open() const { return depth_ > 0; }
  bool is_broken() const { return in_string_; }

 private:
  int depth_ = 0;
  bool in_string_ = false;
};

// A JSON document over several lines starts like one; a line of its own never does.
bool starts_document(std::string_view line) {
  Nesting nesting;
  nesting.read(line);
  if (!nesting.is_open() || nesting.is_broken()) return false;
  return line == "{" || line.starts_with("[") || line.starts_with("{\"@odata.") ||
         line.starts_with("{\"value\"");
}

// Bytes read of all, on a terminal; nothing is drawn for input whose size is not known.
class Progress {
 public:
  Progress(std::ostream& err, std::uint64_t all, bool on) : err_(err), all_(all), on_(on && all) {}
  ~Progress() {
    if (shown_ >= 0) err_ << "\r\x1b[K" << std::flush;
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void at(std::uint64_t bytes) {
    const int percent = on_ ? static_cast<int>(bytes * 100 / all_) : -1;
    if (percent <= shown_) return;
    shown_ = percent;
    const auto full = static_cast<std::size_t>(percent) / 4;
    err_ << fmt::format("\r[{}{}] {:3}%", std::string(full, '#'), std::string(25 - full, ' '),
                        percent)
         << std::flush;
  }

 private:
  std::ostream& err_;
  std::uint64_t all_;
  bool on_;
  int shown_ = -1;
};

// The document whose first line was read already, up to where its brackets close. Longer than the
// limit: nothing.
std::optional<std::string> rest_of_document(std::string_view first, RecordLines& lines) {
  std::string text(first);
  Nesting nesting;
  nesting.read(text);
  while (nesting.is_open()) {
    const auto line = lines.next();
    if (!line) break;
    if (line->too_long || text.size() + line->text.size() > k_max_document) return std::nullopt;
    text += '\n';
    text += line->text;
    nesting.read(line->text);
  }
  return text;
}

bool is_utf16(std::string_view text) {
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

void answer_lines(Answers& answers, std::istream& in, const std::string& file, Progress& progress) {
  RecordLines lines(in);
  while (const auto line = lines.next()) {
    progress.at(lines.bytes_read());
    std::string_view text = line->text;
    if (line->number == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (line->number == 1 && is_utf16(text))
      return answers.refuse({ErrorCode::text_encoding,
                             "the sign-ins are in UTF-16, which is read from files only",
                             {file},
                             "give a file instead of a pipe, or UTF-8"},
                            0);
    text = trim(text);
    if (text.empty()) continue;
    if (line->too_long) {
      answers.refuse({ErrorCode::file_too_large,
                      fmt::format("the line is longer than {} MiB", RecordLines::k_max_line >> 20),
                      {file},
                      std::string(k_one_a_line)},
                     line->number);
    } else if (starts_document(text)) {
      // Places in a file that is one document are right without help.
      const std::size_t at = line->number == 1 ? 0 : line->number;
      const auto document = rest_of_document(text, lines);
      if (!document)
        return answers.refuse(
            {ErrorCode::file_too_large,
             fmt::format("the document is longer than {} MiB", k_max_document >> 20),
             {file},
             std::string(k_one_a_line)},
            at);
      answers.answer_text(*document, file, at);
    } else {
      answers.answer_text(text, file, line->number);
    }
  }
}

Error not_readable(const std::string& file) {
  return {ErrorCode::file_unreadable,
          "the sign-ins cannot be read",
          {file},
          "give a file, or - for standard input"};
}

// A regular file in UTF-16, as Windows PowerShell writes it, in UTF-8.
Result<std::optional<std::string>> decoded(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string mark(2, ' ');
  file.read(mark.data(), 2);
  if (!is_utf16(mark)) return std::optional<std::string>();
  CAPROCK_TRY(std::string bytes, read_file(path, k_max_document));
  CAPROCK_TRY(std::string text, decode_text(std::move(bytes), path.string()));
  return std::optional<std::string>(std::move(text));
}

// Flushes the answers whenever it waits for input: a live pipe gets them at once.
class Tied {
 public:
  Tied(std::istream& in, std::ostream& out) : in_(in), before_(in.tie(&out)) {}
  ~Tied() { in_.tie(before_); }
  Tied(const Tied&) = delete;
  Tied& operator=(const Tied&) = delete;

 private:
  std::istream& in_;
  std::ostream* before_;
};

}  // namespace

ExitCode answer_sign_ins(const SignInsArguments& arguments, const TenantSnapshot& tenant,
                         const Style& style, std::ostream& out, std::ostream& err) {
  const bool standard = arguments.file == "-";
  const std::string name = standard ? "standard input" : arguments.file.string();
  std::ifstream file;
  std::istringstream utf8;
  std::istream* in = standard ? &std::cin : &file;
  std::uint64_t size = 0;
  if (!standard) {
    std::error_code ignored;
    const bool directory = std::filesystem::is_directory(arguments.file, ignored);
    if (!directory) file.open(arguments.file, std::ios::binary);
    if (directory || !file) {
      err << render_error(not_readable(name), style);
      return ExitCode::bad_input;
    }
    if (std::filesystem::is_regular_file(arguments.file, ignored)) {
      size = std::filesystem::file_size(arguments.file, ignored);
      auto text = decoded(arguments.file);
      if (!text) {
        err << render_error(text.error(), style);
        return ExitCode::bad_input;
      }
      if (*text) {
        size = (*text)->size();
        utf8.str(std::move(**text));
        in = &utf8;
      }
    }
  }
  Answers answers(arguments, tenant, style, out, err);
  {
    Progress progress(err, size, arguments.progress);
    const Tied tied(*in, out);
    answer_lines(answers, *in, name, progress);
  }
  answers.finish(name);
  return answers.all_good() ? ExitCode::good : ExitCode::bad_input;
}

}  // namespace caprock
