// `caprock forecast SOURCE --connections FILE`: when and why does a connection lose its token?
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "base/instant.h"
#include "cli/output.h"
#include "cli/style.h"
#include "source/source.h"

namespace caprock {

struct ForecastArguments {
  std::filesystem::path source;
  std::filesystem::path connections;
  std::vector<std::filesystem::path> profiles;
  std::vector<std::string> names;   // of connections; empty: all
  std::vector<std::string> events;  // `INSTANT EVENT[:ARGUMENT]` (planned_event.h)
  std::string until;                // an instant or `+365d`; empty: a year
  Format format = Format::text;
  ReadOptions read;
  Instant now;
  bool as_if_on = false;
  std::size_t width = 100;
};

// Finding when a connection breaks for certain before the horizon; bad input when a file, a name
// or an event is wrong.
ExitCode run_forecast(const ForecastArguments& arguments, const Style& style, std::ostream& out,
                      std::ostream& err);

}  // namespace caprock
