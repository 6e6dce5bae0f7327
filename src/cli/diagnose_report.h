// What `caprock diagnose` found, and the forms in which it is told.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/style.h"
#include "diagnose/diagnosis.h"

namespace caprock {

struct DiagnoseReport {
  std::vector<Diagnosis> diagnoses;  // in the order of the text
  std::size_t records = 0;           // of the sign-in log
  std::size_t succeeded = 0;         // of these
  std::size_t unsaid = 0;            // of these, without a result
  std::vector<Diagnostic> diagnostics;
};

// No token, secret or assertion of the input is in either form.
std::string diagnose_text(const DiagnoseReport& report, std::size_t width, const Style& style);
std::string diagnose_json(const DiagnoseReport& report);

}  // namespace caprock
