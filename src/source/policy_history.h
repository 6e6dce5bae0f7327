// The versions of policies that an audit log tells of: every event of a change holds the whole
// policy before and after it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "graph_json/json_text.h"
#include "model/ids.h"
#include "source/converted.h"

namespace caprock {

// One change of a policy, as `auditLogs/directoryAudits` records it.
struct PolicyChange {
  std::string at;  // as the log writes it, UTC, so that texts sort like times
  std::string activity;
  std::string by;  // user principal name, or name of the application
  PolicyId policy;
  std::string display_name;
  std::optional<json::object> before;  // nothing: it was added
  std::optional<json::object> after;   // nothing: it was deleted
  std::vector<Loss> lost;              // of `after`
  bool of_directory = false;           // told by the directory, in its own words
  std::vector<std::string> changed;    // JSON pointers of members that differ, in order
  Place where;
};

class PolicyHistory {
 public:
  // Takes the change an audit record tells of, in Graph's words or in the directory's
  // (directory_policy.h); other records are passed over. Numbers where Graph has words become
  // words. What cannot be read is a diagnostic.
  void add_record(const json::object& record, const Place& where,
                  std::vector<Diagnostic>& diagnostics);

  // By time; records given twice count once, and so does a change that both the directory and
  // Conditional Access tell of.
  std::vector<PolicyChange> changes() const;
  std::size_t size() const { return changes_.size(); }

 private:
  void add_change(const json::object& record, const json::object& target,
                  const json::object& property, const Place& where,
                  std::vector<Diagnostic>& diagnostics);

  std::vector<PolicyChange> changes_;
};

}  // namespace caprock
