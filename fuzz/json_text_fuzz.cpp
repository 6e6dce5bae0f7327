// A text is JSON for us exactly when it is JSON for the library, and an error says where.
#include <boost/json/parse.hpp>
#include <cstddef>
#include <cstdint>

#include "base/assert.h"
#include "base/text.h"
#include "graph_json/json_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace caprock;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = parse_json(text, "input");
  if (!read) {
    CAPROCK_ASSERT(read.error().where.line >= 1 && read.error().where.column >= 1);
    CAPROCK_ASSERT(read.error().where.column <= static_cast<int>(size) + 1);
  }
  if (text.starts_with("\xEF\xBB\xBF")) return 0;
  json::parse_options options;
  options.max_depth = k_max_json_depth;
  json::error_code code;
  const json::value value =
      json::parse(json::string_view(text.data(), text.size()), code, {}, options);
  const bool valid_utf8 = first_invalid_utf8(text) == std::string_view::npos;
  CAPROCK_ASSERT(read.has_value() == (valid_utf8 && !code));
  // Zero times infinity is the one number that we read otherwise; it is not equal to itself.
  if (read && value == value) CAPROCK_ASSERT(read->value == value);
  return 0;
}
