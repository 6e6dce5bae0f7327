// What a command line asks of `caprock what-if`, as a sign-in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "graph_json/json_text.h"
#include "model/evaluation_options.h"
#include "model/sign_in.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// An option (what_if_options.h) as it was given.
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

}  // namespace caprock
