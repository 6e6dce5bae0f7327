// What a command line asks of `caprock what-if`, as a sign-in.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "graph_json/json_text.h"
#include "model/evaluation_options.h"
#include "model/sign_in.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// An option that says something about the sign-in. `member` is where it stands in the form of
// docs/sign-in-json.md, `/` between the levels.
struct QuestionOption {
  std::string_view group;  // heading in the help
  std::string_view name;   // `--user`
  std::string_view value;  // `NAME`
  std::string_view help;
  std::string_view member;
  bool many = false;  // may be given several times
  Result<json::value> (*read)(const TenantSnapshot&, std::string_view text,
                              const std::string& option) = nullptr;
};

// In the order of the help.
std::span<const QuestionOption> question_options();

// One of them as it was given.
struct SaidOption {
  std::string name;
  std::string value;
};

struct QuestionInput {
  std::vector<SaidOption> said;
  bool no_device = false;  // --no-device
  // A described sign-in to start from (docs/sign-in-json.md) and its file; options override it, and
  // nothing is assumed about what it leaves out.
  std::optional<json::object> described;
  std::string described_in;
  Instant now;  // of a sign-in that says no time
  EvaluationMode mode = EvaluationMode::strict;
};

struct Question {
  SignIn sign_in;
  // What nobody said and the question implies, one sentence each with the option that says
  // otherwise.
  std::vector<std::string> assumptions;
};

// Errors: sign_in.invalid, sign_in.unsaid, name.unknown, name.ambiguous; the place is the option.
Result<Question> question_from(const QuestionInput& input, const TenantSnapshot& tenant);

// `--mode` and the pairs of `--option NAME=VALUE` (docs/sign-in-json.md, named options).
Result<EvaluationOptions> named_options_from(const std::string& mode,
                                             const std::vector<std::string>& pairs);

// Which options or files tell an input that a decision names in `undetermined_by`:
// `ipAddress` gives "the address: --ip".
std::string how_to_say(std::string_view path);

}  // namespace caprock
