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
  std::vector<std::string> changed;    // JSON pointers of members that differ, in order
  Place where;
};

class PolicyHistory {
 public:
  // Takes the change an audit record tells of; other records are passed over. Numbers where Graph
  // has words become words. What cannot be read is a diagnostic.
  void add_record(const json::object& record, const Place& where,
                  std::vector<Diagnostic>& diagnostics);

  // By time; records given twice count once.
  std::vector<PolicyChange> changes() const;
  std::size_t size() const { return changes_.size(); }

 private:
  std::vector<PolicyChange> changes_;
};

}  // namespace caprock
