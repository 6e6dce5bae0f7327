// docs/errors.md is made from the list of error codes; this fails when they differ.
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/error.h"
#include "tests/program.h"

namespace caprock {
namespace {

std::string errors_document() {
  std::string out =
      "# Error codes\n\nMade from `src/base/error_codes.inc` by `./dev golden`. A code is stable "
      "and never "
      "reused; JSON output carries it\nas `code`.\n\n| code | when |\n| --- | --- |\n";
  for (const ErrorCode code : all_error_codes())
    out += "| `" + std::string(to_string(code)) + "` | " + std::string(meaning(code)) + " |\n";
  return out;
}

TEST(ErrorsDocument, lists_every_code) {
  const std::string path = CAPROCK_SOURCE_DIR "/docs/errors.md";
  if (std::getenv("CAPROCK_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << errors_document();
  EXPECT_EQ(read_all(path), errors_document()) << "run ./dev golden";
}

}  // namespace
}  // namespace caprock
