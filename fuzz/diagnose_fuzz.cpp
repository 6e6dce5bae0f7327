// Whatever is pasted, each error that is found has a place inside the text and a diagnosis, every
// warning a place, and a secret that stands beside it is in no report.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "cli/diagnose_report.h"

namespace {

using namespace caprock;

constexpr std::string_view k_secret = "0.AXoAabcDEFghiJKLmnoPQR1234567890abcdEFGHrefreshToken99";
constexpr std::string_view k_short_secret = "qZ7!vK9$";

void expect_sound(const FoundError& error, int lines) {
  CAPROCK_ASSERT(error.where.file == "f");
  CAPROCK_ASSERT(error.where.line >= 1 && error.where.line <= lines);
  CAPROCK_ASSERT(error.times >= 1 && !error.succeeded);
  for (const int code : error.codes) CAPROCK_ASSERT(code > 0);
  CAPROCK_ASSERT(!error.lifetime || error.lifetime->count() >= 0);
  CAPROCK_ASSERT(!error.idle || error.idle->count() >= 0);
}

void expect_told(const Diagnosis& one) {
  CAPROCK_ASSERT(!one.headline.empty() && !one.token.empty() && !one.retry.empty());
  for (const Suspect& suspect : one.suspects.items) CAPROCK_ASSERT(!suspect.because.empty());
}

// A part as long as this has all that tells a secret from a word; shorter ones may be in the input.
void expect_no_secret(const std::string& printed) {
  CAPROCK_ASSERT(printed.find(k_secret.substr(0, 36)) == std::string::npos);
  CAPROCK_ASSERT(printed.find(k_short_secret) == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  text += " ";
  text += k_secret;
  text += " client_secret=";
  text += k_short_secret;
  text += "\n";
  const int lines = 1 + static_cast<int>(std::count(text.begin(), text.end(), '\n'));
  const ReadErrors read = read_errors(text, "f");
  CAPROCK_ASSERT(read.errors.size() <= k_most_errors);
  CAPROCK_ASSERT(read.succeeded + read.unsaid <= read.records);
  for (const Diagnostic& one : read.diagnostics)
    CAPROCK_ASSERT(one.error.code == ErrorCode::diagnose_cut && one.error.where.file == "f");
  DiagnoseReport report{{}, read.records, read.succeeded, read.unsaid, read.diagnostics};
  for (const FoundError& error : read.errors) {
    expect_sound(error, lines);
    report.diagnoses.push_back(diagnose(error, nullptr));
    expect_told(report.diagnoses.back());
  }
  expect_no_secret(diagnose_text(report, 80, Style::plain()));
  expect_no_secret(diagnose_json(report));
  return 0;
}
