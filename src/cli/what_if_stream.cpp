#include "cli/what_if_stream.h"

#include <fmt/format.h>

#include <array>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/serialize.hpp>
#include <istream>
#include <ostream>
#include <utility>

#include "base/printable.h"
#include "base/text.h"
#include "cli/brief_answers.h"
#include "cli/json_out.h"
#include "cli/progress.h"
#include "cli/record_input.h"
#include "cli/record_texts.h"
#include "cli/what_if_contradictions.h"
#include "cli/what_if_report.h"
#include "graph_json/parse_json_in.h"
#include "graph_json/sign_in_json.h"
#include "graph_json/sign_in_log_json.h"

namespace caprock {
namespace {

constexpr std::size_t k_shown_errors = 20;

// A sign-in of the input and what is to be said about it.
struct Asked {
  std::string id;
  SignIn sign_in;
  std::vector<std::string> notes;
};

Result<Asked> asked_by(const json::value& record, const Place& where,
                       const CompiledTenant& tenant) {
  const json::object* object = record.if_object();
  if (object == nullptr)
    return failure(ErrorCode::sign_in_invalid, "a sign-in is a JSON object", where, "");
  if (!is_sign_in_log_record(*object)) {
    CAPROCK_TRY(SignIn sign_in, read_sign_in(*object, where));
    if (auto found = contradiction_in(sign_in, tenant.snapshot(), tenant.options().mode)) {
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
  Answers(CompiledTenant tenant, const Style& style, std::ostream& out, std::ostream& err)
      : answers_(std::move(tenant)), style_(style), out_(out), err_(err) {}

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
  std::string started(std::size_t line, std::string_view id);

  BriefAnswers answers_;
  const Style& style_;
  std::ostream& out_;
  std::ostream& err_;
  std::vector<std::string> odd_;                             // about the JSON text at hand
  std::array<unsigned char, std::size_t{64} << 10> memory_;  // for a JSON text of usual size
  std::size_t records_ = 0;
  std::size_t errors_ = 0;
};

// The beginning of an answer, up to where its own members start.
std::string Answers::started(std::size_t line, std::string_view id) {
  std::string text = "{";
  if (line > 0) text += fmt::format("\"line\":{},", line);
  text += fmt::format("\"record\":{},", ++records_);
  if (!id.empty()) text += fmt::format("\"id\":{},", json::serialize(id));
  return text;
}

void Answers::refuse(Error error, std::size_t line, std::string_view id) {
  if (line > 0) error.where.line = static_cast<int>(line);
  if (++errors_ <= k_shown_errors) err_ << render_error(error, style_);
  out_ << started(line, id) << "\"error\":" << json::serialize(to_json(error)) << "}\n";
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
  auto asked = asked_by(record, where, answers_.tenant());
  if (!asked) return refuse(std::move(asked).error(), line, id_of(record));
  json::array notes;
  for (const std::string& note : odd_) notes.emplace_back(note);
  for (const std::string& note : notes_on_record(asked->sign_in, answers_.tenant()))
    notes.emplace_back(note);
  for (const std::string& note : asked->notes) notes.emplace_back(note);
  std::string text = started(line, asked->id);
  text += answers_.members(asked->sign_in);
  text += ",\"notes\":";
  text += json::serialize(notes);
  text += "}\n";
  out_ << text;
}

void Answers::answer_all(const json::array& records, const Place& where, std::size_t line) {
  for (std::size_t i = 0; i < records.size(); ++i)
    answer_one(records[i], {where.file, pointer_to(where.pointer, i)}, line);
}

void Answers::answer_text(std::string_view text, const std::string& file, std::size_t line) {
  json::monotonic_resource storage(memory_.data(), memory_.size());
  auto read = parse_json_in(&storage, text, file);
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

void answer_texts(Answers& answers, std::istream& in, const std::string& file, Progress& progress) {
  RecordTexts texts(in, file);
  while (auto next = texts.next()) {
    progress.at(texts.bytes_read());
    if (next->error)
      answers.refuse(std::move(*next->error), next->line);
    else
      answers.answer_text(next->text, file, next->line);
  }
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

ExitCode answer_sign_ins(const SignInsArguments& arguments, CompiledTenant tenant,
                         const Style& style, std::ostream& out, std::ostream& err) {
  RecordInput input;
  if (auto opened = input.open(arguments.file); !opened) {
    err << render_error(opened.error(), style);
    return ExitCode::bad_input;
  }
  Answers answers(std::move(tenant), style, out, err);
  {
    Progress progress(err, input.size(), arguments.progress);
    const Tied tied(input.stream(), out);
    answer_texts(answers, input.stream(), input.name(), progress);
  }
  answers.finish(input.name());
  return answers.all_good() ? ExitCode::good : ExitCode::bad_input;
}

}  // namespace caprock
