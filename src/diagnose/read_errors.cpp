#include "diagnose/read_errors.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "diagnose/named_codes.h"
#include "diagnose/oauth_error.h"
#include "diagnose/partial_json.h"
#include "diagnose/repeats.h"
#include "diagnose/sign_in_record.h"
#include "diagnose/text_facts.h"
#include "token/aadsts_catalogue.h"

namespace caprock {
namespace {

constexpr std::size_t k_deepest = 4;          // JSON in a string in JSON in a string ...
constexpr std::size_t k_most_rows = 100'000;  // of one table; bounds memory
constexpr std::size_t k_most_cuts = 100;      // places that are told

// How many bytes may be read as JSON. Each is read about once; braces inside braces again.
struct Work {
  explicit Work(std::size_t size) : left(16 * size + (std::size_t{1} << 20)) {}
  std::size_t left;
  bool exhausted = false;
};

struct Findings {
  Repeats errors{k_most_errors};
  std::vector<PlacedError> addresses;  // codes of which only the address of a help page is there
  std::size_t records = 0;
  std::size_t succeeded = 0;
  std::size_t unsaid = 0;
  std::vector<Diagnostic> diagnostics;
};

class Scanner {
 public:
  Scanner(std::string_view text, const std::string& file, Work& work, Findings& findings)
      : text_(text), file_(file), work_(work), findings_(findings) {}
  // For text inside a text: everything in it stands at one place.
  Scanner(std::string_view text, const Scanner& outer, std::size_t offset)
      : text_(text),
        file_(outer.file_),
        work_(outer.work_),
        findings_(outer.findings_),
        depth_(outer.depth_ + 1),
        fixed_(outer.place(offset)),
        fixed_offset_(outer.offset(offset)) {}

  void run() {
    std::size_t at = 0;
    while ((at = text_.find_first_of("{AaEec", at)) != std::string_view::npos) at = step(at);
  }

 private:
  // Reads what begins here, if anything does; returns where to go on.
  std::size_t step(std::size_t at) {
    switch (text_[at]) {
      case '{': return object_at(at);
      case 'A':
      case 'a': return code_text_at(at);
      case 'c': return claims_at(at);
      default: return word_at(at);
    }
  }

  std::size_t object_at(std::size_t at);
  std::size_t escaped_object_at(std::size_t at);
  std::size_t code_text_at(std::size_t at);
  std::size_t claims_at(std::size_t at);
  std::size_t word_at(std::size_t at);

  bool take_object(const PartialJson& read, std::size_t at);
  void take_record(FoundError error, std::size_t at);
  void take_table(const json::object& object, std::size_t at);
  void add(FoundError error, std::size_t at);
  void tell_cut(const PartialJson& read, std::size_t at, std::string_view what);
  void tell_cut_list(const PartialJson& read, std::size_t at);
  std::string word_before(std::size_t at) const;

  std::size_t offset(std::size_t at) const { return fixed_ ? fixed_offset_ : at; }
  Place place(std::size_t at) const;

  std::string_view text_;
  const std::string& file_;
  Work& work_;
  Findings& findings_;
  std::size_t depth_ = 0;
  std::optional<Place> fixed_;
  std::size_t fixed_offset_ = 0;
  // The last place that was asked for, so that lines are counted once.
  mutable std::size_t counted_ = 0;
  mutable std::size_t line_start_ = 0;
  mutable int line_ = 1;
};

Place Scanner::place(std::size_t at) const {
  if (fixed_) return *fixed_;
  if (at < counted_) {
    counted_ = line_start_ = 0;
    line_ = 1;
  }
  // No further than `at`: the rest of a text without line breaks is long.
  const std::string_view before = text_.substr(0, at);
  for (std::size_t next = before.find('\n', counted_); next != std::string_view::npos;
       next = before.find('\n', next + 1)) {
    ++line_;
    line_start_ = next + 1;
  }
  counted_ = at;
  Place where;
  where.file = file_;
  where.line = line_;
  where.column = static_cast<int>(at - line_start_) + 1;
  return where;
}

void Scanner::add(FoundError error, std::size_t at) {
  error.where = place(at);
  findings_.errors.add({std::move(error), offset(at)});
}

void tell_cut_at(Place where, std::string_view what, bool damaged,
                 std::vector<Diagnostic>& diagnostics) {
  // What is inside another thing breaks off where that does, and says more.
  if (!diagnostics.empty() && diagnostics.back().error.where == where) diagnostics.pop_back();
  diagnostics.push_back(
      {Severity::warning,
       {ErrorCode::diagnose_cut,
        std::string(what) + (damaged ? " is damaged here" : " ends here before it is complete") +
            "; what stands before this place is used",
        std::move(where), "paste the whole of it for an answer that rests on all it says"}});
}

void Scanner::tell_cut(const PartialJson& read, std::size_t at, std::string_view what) {
  if (read.end == JsonEnd::whole || findings_.diagnostics.size() >= k_most_cuts) return;
  tell_cut_at(place(std::min(at + read.length, text_.size())), what, read.end == JsonEnd::damaged,
              findings_.diagnostics);
}

// A list of records, or something else that may have held more, and is not whole.
void Scanner::tell_cut_list(const PartialJson& read, std::size_t at) {
  const json::object* object = read.value.if_object();
  const bool begins_line = at == 0 || text_[at - 1] == '\n';
  if (object == nullptr || !begins_line || depth_ > 0) return;
  const bool list = object->contains("value") || object->contains("records");
  if (list || read.end == JsonEnd::cut) tell_cut(read, at, "the JSON");
}

// A code, or a policy that failed.
bool says_why(const FoundError& error) {
  return !error.codes.empty() ||
         std::any_of(error.policies.begin(), error.policies.end(), [](const LoggedPolicy& policy) {
           return equal_ignoring_case(policy.result, "failure");
         });
}

void Scanner::take_record(FoundError error, std::size_t at) {
  ++findings_.records;
  if (error.succeeded)
    ++findings_.succeeded;
  else if (says_why(error))
    add(std::move(error), at);
  else
    ++findings_.unsaid;
}

void Scanner::take_table(const json::object& object, std::size_t at) {
  for (const json::object& row : rows_of_log_table(object, k_most_rows))
    if (is_sign_in_record(row)) take_record(read_sign_in_record(row), at);
}

// A number at the very end of what there is may go on where the text does not.
bool may_go_on(std::string_view description) {
  std::size_t length = 0;
  const auto code = code_at(description, length);
  return code && length == description.size() &&
         (aadsts_code(*code) == nullptr || !longer_codes(*code).empty());
}

// Does the object say what failed? Then it is read, and nothing inside it is looked at again.
bool Scanner::take_object(const PartialJson& read, std::size_t at) {
  const json::object* object = read.value.if_object();
  if (object == nullptr) return false;
  const bool whole = read.end == JsonEnd::whole;
  if (is_log_table(*object)) {
    take_table(*object, at);
    tell_cut(read, at, "the table");
    return true;
  }
  const bool oauth = is_oauth_error(*object);
  if (!oauth && !is_sign_in_record(*object) && (whole || !may_be_record(*object))) return false;
  FoundError error = oauth ? read_oauth_error(*object, whole) : read_sign_in_record(*object);
  error.cut = !whole;
  error.code_cut = read.last_text_cut && may_go_on(error.description);
  tell_cut(read, at, oauth ? "the error response" : "the sign-in record");
  if (oauth)
    add(std::move(error), at);
  else
    take_record(std::move(error), at);
  return true;
}

std::size_t Scanner::object_at(std::size_t at) {
  const std::size_t next = text_.find_first_not_of(" \t\r\n", at + 1);
  if (next == std::string_view::npos) return at + 1;
  if (text_[next] == '\\') return escaped_object_at(at);
  if (text_[next] != '"' && text_[next] != '/') return at + 1;
  if (work_.left == 0) {
    work_.exhausted = true;
    return at + 1;
  }
  const PartialJson read = read_partial_json(text_.substr(at, work_.left));
  work_.left -= std::min(work_.left, read.length + 1);
  const bool out_of_work = work_.left == 0 && at + read.length < text_.size();
  work_.exhausted = work_.exhausted || out_of_work;
  if (out_of_work) return at + 1;
  if (!take_object(read, at)) {
    tell_cut_list(read, at);
    return at + 1;
  }
  return at + std::max<std::size_t>(read.length, 1);
}

// `{\"error\":...`: JSON in a string, as logs have it. Read without one level of escapes.
std::size_t Scanner::escaped_object_at(std::size_t at) {
  constexpr std::size_t k_longest = std::size_t{1} << 20;
  if (depth_ >= k_deepest) return at + 1;
  if (work_.left == 0) {
    work_.exhausted = true;
    return at + 1;
  }
  const UnescapedText inner = unescape_json(text_.substr(at), std::min(k_longest, work_.left));
  work_.left -= std::min(work_.left, inner.length + 1);
  const std::size_t before = findings_.errors.added() + findings_.records;
  Scanner(inner.text, *this, at).run();
  const std::size_t after = findings_.errors.added() + findings_.records;
  return after == before ? at + 1 : at + std::max<std::size_t>(inner.length, 1);
}

// The OAuth word that libraries put before the text: `invalid_grant: AADSTS...`.
std::string Scanner::word_before(std::size_t at) const {
  const auto is_word = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  std::size_t end = at;
  while (end > 0 && at - end < 4 && !is_word(text_[end - 1])) --end;
  std::size_t start = end;
  while (start > 0 && end - start < 40 && is_word(text_[start - 1])) --start;
  const std::string word(text_.substr(start, end - start));
  return oauth_error_in_words(word).empty() ? std::string() : word;
}

std::size_t Scanner::code_text_at(std::size_t at) {
  std::size_t length = 0;
  const auto code = code_at(text_.substr(at), length);
  if (!code) return at + 1;
  const std::string_view rest = text_.substr(at, k_exception_bytes);
  const std::string_view description = rest.substr(0, length_of_description(rest));
  FoundError error;
  error.codes.push_back(*code);
  error.code_cut = depth_ == 0 && at + length == text_.size() &&
                   !trim(text_.substr(0, at)).empty() && may_go_on(description);
  error.error = word_before(at);
  add_text_facts(description, error);
  // What the same exception says behind the text, up to the next error.
  const std::size_t next = rest.find("AADSTS", length);
  const std::string_view behind = rest.substr(0, next).substr(description.size());
  error.suberror = word_behind(behind, "suberror");
  error.claimed_policies = policies_in_claims(behind);
  error.has_claims = !error.claimed_policies.empty();
  add(std::move(error), at);
  return at + std::max(length, description.size());
}

// A claims challenge by itself belongs to the error before it, or stands alone.
std::size_t Scanner::claims_at(std::size_t at) {
  constexpr std::string_view k_word = "capolids";
  if (text_.substr(at, k_word.size()) != k_word) return at + 1;
  const std::string_view rest = text_.substr(at, k_exception_bytes);
  const std::string_view list = rest.substr(0, rest.find(']'));
  std::vector<PolicyId> policies = policies_in_claims(list);
  if (policies.empty()) return at + k_word.size();
  if (FoundError* last = findings_.errors.last_within(offset(at), k_exception_bytes)) {
    if (last->claimed_policies.empty()) last->claimed_policies = std::move(policies);
    last->has_claims = true;
    return at + list.size();
  }
  FoundError error;
  error.form = ErrorForm::oauth_response;
  error.has_claims = true;
  error.claimed_policies = std::move(policies);
  add(std::move(error), at);
  return at + list.size();
}

std::size_t Scanner::word_at(std::size_t at) {
  const std::string_view rest = text_.substr(at, k_exception_bytes);
  if (const auto code = code_of_help_address(rest)) {
    FoundError error;
    error.codes.push_back(*code);
    error.where = place(at);
    if (findings_.addresses.size() < k_most_errors)
      findings_.addresses.push_back({std::move(error), offset(at)});
  } else if (auto page = read_sign_in_page(rest)) {
    add(std::move(*page), at);
  } else if (auto log = read_library_log(rest)) {
    add(std::move(*log), at);
  }
  return at + 1;
}

// A list without an end may have had more records.
void tell_open_list(std::string_view text, const std::string& file,
                    std::vector<Diagnostic>& diagnostics) {
  const std::string_view all = trim(text);
  if (!all.starts_with('[') || !trim(all.substr(1)).starts_with('{') || all.ends_with(']')) return;
  Place where;
  where.file = file;
  where.line = 1 + static_cast<int>(std::count(text.begin(), text.end(), '\n'));
  where.column = static_cast<int>(text.size() - (text.rfind('\n') + 1)) + 1;  // npos + 1 is 0
  tell_cut_at(std::move(where), "the list", false, diagnostics);
}

void tell_limits(const Findings& findings, const Work& work, std::size_t errors,
                 const std::string& file, std::vector<Diagnostic>& diagnostics) {
  const auto tell = [&](std::string message, std::string hint) {
    Place where;
    where.file = file;
    diagnostics.push_back(
        {Severity::warning,
         {ErrorCode::diagnose_cut, std::move(message), std::move(where), std::move(hint)}});
  };
  if (errors > k_most_errors || findings.errors.dropped() > 0)
    tell("there are more errors than " + std::to_string(k_most_errors) + "; the first are told",
         "paste a part of the log");
  if (work.exhausted)
    tell("there are too many braces inside braces; not every record was read",
         "paste a part of the log");
}

}  // namespace

ReadErrors read_errors(std::string_view text, const std::string& file) {
  Findings findings;
  Work work(text.size());
  Scanner(text, file, work, findings).run();
  for (PlacedError& address : findings.addresses) findings.errors.add(std::move(address));
  ReadErrors out;
  out.errors = findings.errors.take();
  out.records = findings.records;
  out.succeeded = findings.succeeded;
  out.unsaid = findings.unsaid;
  out.diagnostics = std::move(findings.diagnostics);
  tell_open_list(text, file, out.diagnostics);
  tell_limits(findings, work, out.errors.size(), file, out.diagnostics);
  if (out.errors.size() > k_most_errors) out.errors.resize(k_most_errors);
  return out;
}

}  // namespace caprock
