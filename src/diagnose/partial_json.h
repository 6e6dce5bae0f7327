// The JSON value at the start of a text that goes on behind it, is cut off inside it, or is
// damaged.
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <string>
#include <string_view>

#include "graph_json/json_text.h"

namespace caprock {

enum class JsonEnd : std::uint8_t {
  whole,    // the value is complete
  cut,      // the text, or its line, ends inside it
  damaged,  // it is no JSON from `length` on
};

struct PartialJson {
  json::value value;  // what could be read; a text that was cut is kept as far as it goes
  JsonEnd end = JsonEnd::damaged;
  std::size_t length =
      0;  // bytes of the text that were read, white space behind the value included
  // A text, a number or a word at the end was cut: the member that holds it is not to be trusted
  // as a whole. Numbers and words that are cut are left out.
  bool last_text_cut = false;
};

// Comments and commas with nothing behind them are let through: people paste by hand. Of a member
// given twice the last one counts. Cost: linear in what is read.
PartialJson read_partial_json(std::string_view text);

struct UnescapedText {
  std::string text;
  std::size_t length = 0;  // bytes of the escaped text that were used
};

// One level of JSON's escapes taken off, up to the quote or line break that ends the string around
// it, or at most `limit` bytes: `{\"error\":\"x\"}` becomes `{"error":"x"}`.
UnescapedText unescape_json(std::string_view text, std::size_t limit);

}  // namespace caprock
