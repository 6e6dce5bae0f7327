// What a described sign-in cannot be all at once.
#pragma once

#include <optional>

#include "base/error.h"
#include "model/evaluation_options.h"
#include "model/sign_in.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// The first contradiction, in the words of the command line: facts that exclude each other, a
// subject that the export knows to be of another kind, or a word that only What If has. Such a
// sign-in would be answered for one that cannot happen. Error: sign_in.unsaid; its place is empty.
std::optional<Error> contradiction_in(const SignIn& sign_in, const TenantSnapshot& tenant,
                                      EvaluationMode mode);

}  // namespace caprock
