// Terraform documents: what `terraform show -json` writes of a state or a plan, and state files.
//
// A state has what Terraform made, as it last saw it. A plan is read as the tenant will be after
// it; what is known only then is lost, and with it the verdicts that hang on it.
#pragma once

#include <string>

#include "source/converted.h"

namespace caprock {

bool is_terraform_state(const json::value& document);
bool is_terraform_plan(const json::value& document);
bool is_terraform_state_file(const json::value& document);

// Errors: terraform.malformed.
Result<Converted> read_terraform_state(const json::value& document, const std::string& file);
Result<Converted> read_terraform_plan(const json::value& document, const std::string& file);
Result<Converted> read_terraform_state_file(const json::value& document, const std::string& file);

}  // namespace caprock
