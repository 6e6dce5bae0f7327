// docs/lint.md is made from the table of rules; this fails when they differ.
#include <gtest/gtest.h>

#include <cstdlib>

#include "lint/lint.h"
#include "tests/program.h"

namespace caprock {
namespace {

constexpr std::string_view k_start = R"(# Lint

Made from the tables of `src/lint/` by `./dev golden`.

`caprock lint SOURCE` looks at the policies themselves, without a sign-in: what Graph refuses
(rules V), what is legal but surprising (rules L), and what follows from the export as a whole
(rules C). `--explain RULE` says one of them on the terminal, `--format sarif` writes a file that
code scanning understands.

A rule speaks only of what the export shows. Where a part of a policy was not read, or a kind of
object was not exported, it is silent or says a note. What surprises (rules L) about a policy that
is switched off is a note; `--as-if-on` judges a design export as if its policies were on. V33 has no
rule: that a strength in use cannot be deleted is about an act, which no export shows. What is left
of such an act is found by V06 and C01.

In SARIF, paths begin in the folder in which the program runs (`%SRCROOT%`) if SOURCE is in it, and
otherwise in SOURCE; none is absolute. A fingerprint is made of rule, policy and member, so it stays
when policies are added or lines move.

The exit code is 1 when something is worse than a note ([exit-codes.md](exit-codes.md)).

## Accepted findings

`--baseline FILE` takes findings out that somebody has accepted, in YAML or JSON:

```yaml
version: 1
accepted:
  - rule: L10
    policy: Require MFA for administrators   # display name or id; of another object its name
    owner: identity team
    reason: the emergency accounts come in March
    until: 2027-03-31
```

From that time on the finding is reported again, together with C08. An entry that accepts nothing is
reported as C09. All members are required. Accepted findings stand in JSON under `accepted` and in
SARIF as suppressed results.

## Rules

Evidence: documented by Microsoft; observed in recorded data; inferred from either; our reading
where Microsoft does not say; unsure where sources differ.

)";

std::string evidence(const Rule& rule) {
  std::string out;
  for (const char mark : rule.evidence) {
    if (mark == ' ') continue;
    if (!out.empty()) out += ", ";
    out += mark == 'O'   ? "observed"
           : mark == 'I' ? "inferred"
           : mark == 'X' ? "our reading"
                         : "unsure";
  }
  return out.empty() ? "documented" : out;
}

std::string lint_document() {
  std::string out(k_start);
  out +=
      "| rule | severity | finds | why it matters | fix | evidence |\n|---|---|---|---|---|---|\n";
  for (const Rule* rule : lint_rules()) {
    out += "| " + std::string(rule->id) + " | " + std::string(to_string(rule->severity)) + " | ";
    out += std::string(rule->title) + " | " + std::string(rule->why) + " | ";
    out += std::string(rule->fix) + " | " + evidence(*rule) + " |\n";
  }
  return out;
}

TEST(LintDocument, has_every_rule) {
  const std::string path = CAPROCK_SOURCE_DIR "/docs/lint.md";
  if (std::getenv("CAPROCK_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << lint_document();
  EXPECT_EQ(read_all(path), lint_document()) << "run ./dev golden";
}

}  // namespace
}  // namespace caprock
