// docs/aadsts.md is made from the catalogue of codes; this fails when they differ.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "integration/words.h"
#include "tests/program.h"
#include "token/aadsts_catalogue.h"

namespace caprock {
namespace {

constexpr std::string_view k_aadsts_start = R"(# AADSTS codes

Made from `src/token/aadsts_codes.inc` by `./dev golden`; `caprock diagnose` rests on it
([diagnose.md](diagnose.md)). What the codes say is in our words.

- **error**, **suberror**: the words of the token response; of `error` the one of the v1 endpoint
  stands behind a slash where it differs. `?` beside a word: not certain. `?` alone: there may be
  one, and nobody says which.
- **token**: *refused* means that the same refresh token works again once the cause is gone, *dead*
  that it never does (TS 0.4); `-` that the code says nothing about one.
- **who**: who can end it (TS 8.6). Microsoft has no such list; it follows from what the code means.
- **sign-in helps**: whether a person's sign-in ends it. **claims**: whether the response names
  policies (TS 8.2).
- **evidence**: for meaning and occasion; *observed* was seen in practice and not read in
  Microsoft's documents.

| code | says | when | what to do | error | suberror | token | who | sign-in helps | claims | evidence |
|---|---|---|---|---|---|---|---|---|---|---|
)";

std::string cell(const ProtocolWord& word) {
  if (word.text.empty()) return word.unsure ? "?" : "-";
  return fmt::format("`{}`{}", word.text, word.unsure ? " ?" : "");
}

std::string error_cell(const AadstsCode& row) {
  const bool differs = row.v1.text != row.v2.text || row.v1.unsure != row.v2.unsure;
  return differs ? cell(row.v2) + " / " + cell(row.v1) : cell(row.v2);
}

std::string_view token_cell(TokenVerdict ends) {
  switch (ends) {
    case TokenVerdict::ok: return "-";
    case TokenVerdict::refused: return "refused";
    case TokenVerdict::terminal: return "dead";
  }
  return "";
}

std::string aadsts_document() {
  std::string out(k_aadsts_start);
  for (const AadstsCode& row : aadsts_codes()) {
    const std::string code = row.first == row.last ? std::to_string(row.first)
                                                   : fmt::format("{} to {}", row.first, row.last);
    const std::string fix =
        row.admin_fix.empty() ? std::string(row.fix)
                              : fmt::format("{}; or an administrator: {}", row.fix, row.admin_fix);
    out += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", code, row.gist,
                       row.when, fix, error_cell(row), cell(row.suberror), token_cell(row.ends),
                       to_string(row.retry), to_string(row.interactive), to_string(row.claims),
                       word_for(row.evidence));
  }
  return out;
}

TEST(AadstsDocument, has_every_code) {
  const std::string path = CAPROCK_SOURCE_DIR "/docs/aadsts.md";
  if (std::getenv("CAPROCK_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << aadsts_document();
  EXPECT_EQ(read_all(path), aadsts_document()) << "run ./dev golden";
}

}  // namespace
}  // namespace caprock
