#include "diagnose/words.h"

namespace caprock {

std::string_view to_string(Sureness sureness) {
  switch (sureness) {
    case Sureness::certain: return "certain";
    case Sureness::likely: return "likely";
    case Sureness::possible: return "possible";
  }
  return "";
}

std::string_view state_in_words(PolicyState state) {
  switch (state) {
    case PolicyState::enabled: return "on";
    case PolicyState::disabled: return "off";
    case PolicyState::enabled_for_reporting: return "report-only";
    case PolicyState::unknown: return "in a state that is not known";
  }
  return "";
}

}  // namespace caprock
