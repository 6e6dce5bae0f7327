// What an error means: cause, whether the same token works again, who must do what, which policy.
#pragma once

#include <string>
#include <vector>

#include "diagnose/read_errors.h"
#include "diagnose/suspects.h"
#include "token/aadsts_catalogue.h"

namespace caprock {

struct Diagnosis {
  FoundError error;
  const AadstsCode* row = nullptr;         // null: no code was read, or it is not known
  std::vector<const AadstsCode*> further;  // known codes behind the first one
  std::string headline;                    // short, without a full stop
  // Sentences, each with a full stop.
  std::vector<std::string> happened;  // the cause, with the times and lengths that the text says
  std::string token;                  // does the same token work again?
  std::string retry;                  // does trying again help?
  std::vector<std::string> to_do;     // who does what
  std::vector<std::string> unsure;    // what of this is not certain, and why
  Suspects suspects;
};

// `tenant` may be null.
Diagnosis diagnose(const FoundError& error, const TenantSnapshot* tenant);

}  // namespace caprock
