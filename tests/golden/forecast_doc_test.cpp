// docs/forecast.md is written by hand; the words that it lists must be all there are.
#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "token/token_words.h"

namespace caprock {
namespace {

TEST(ForecastDoc, names_every_reason_for_which_a_request_is_refused) {
  std::ifstream in(std::string(CAPROCK_SOURCE_DIR) + "/docs/forecast.md");
  const std::string text(std::istreambuf_iterator<char>(in), {});
  for (const Word<TokenReason>& row : words<TokenReason>())
    if (row.value != TokenReason::none) {
      EXPECT_THAT(text, testing::HasSubstr("`" + std::string(row.text) + "`"));
    }
}

}  // namespace
}  // namespace caprock
