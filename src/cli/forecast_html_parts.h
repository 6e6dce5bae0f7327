// Pieces of pages that show forecasts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "integration/forecast.h"

namespace caprock {

// A time that breaks between the day and the hour, not inside of them.
std::string time_html(Instant at);

// `possibly: ` before what is not certain, else nothing.
std::string_view possibly(const PredictedBreak& one);

// A list below a heading of the third rank; empty when there are no texts.
std::string list_html(std::string_view heading, const std::vector<std::string>& texts);

// The picture, in an area that scrolls where the page is narrow.
std::string time_line_html(const Forecast& forecast, std::size_t number);

// The breaks of connection `number` of the page with what they rest on; empty when there are none.
std::string breaks_html(const Forecast& forecast, std::size_t number);

// What is planned to happen, each with its date.
std::vector<std::string> events_in_words(const Forecast& forecast);

}  // namespace caprock
