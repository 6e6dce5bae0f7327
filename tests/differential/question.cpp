#include "tests/differential/question.h"

#include "graph_json/sign_in_json.h"
#include "tests/conformance/tenant_json.h"

namespace caprock::differential {

TenantSnapshot read_snapshot(const json::object& tenant) {
  return conformance::read_tenant(tenant, {}).value;
}

std::optional<ReadQuestion> read(const Question& question) {
  const Result<SignIn> sign_in = read_sign_in(question.sign_in, {});
  const Result<EvaluationOptions> options = read_evaluation_options(question.options, {});
  if (!sign_in || !options) return std::nullopt;
  return ReadQuestion{read_snapshot(question.tenant), *sign_in, *options};
}

}  // namespace caprock::differential
