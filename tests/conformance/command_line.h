// A vector as `caprock what-if` is asked it: its tenant as an export, its options as words of the
// command line, and the answer read back.
#pragma once

#include <string>

#include "base/temporary_folder.h"
#include "graph_json/json_text.h"
#include "model/decision.h"

namespace caprock::conformance {

// The files of docs/snapshot-format.md below `export/`; what is null gets no file.
void write_export(const json::object& tenant, const TemporaryFolder& folder);

// `--mode whatif --option 'sif_confidential=enforced'`, for a shell.
std::string option_words(const json::object& options);

// What `compare` looks at, of `caprock` of an answer or of an answer among many, which has only the
// policies that (perhaps) apply, without their conditions.
Decision decision_in(const json::object& answer);

}  // namespace caprock::conformance
