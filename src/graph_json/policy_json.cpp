// conditionalAccessPolicy (CA 1.3).
#include "graph_json/codecs.h"
#include "graph_json/graph_json.h"
#include "graph_json/origin_json.h"
#include "graph_json/shapes.h"

namespace caprock {
namespace {

// A state that is not known here may enforce or not: the policy is taken as report-only and as not
// fully read (CA 1.3, `partiallyEnabled`).
struct StateCodec : Scalar<EnumValue<PolicyState>> {
  void read(const json::value& value, PolicyState& state, ReadContext& context) const {
    state =
        EnumValue<PolicyState>::decode(value, context).value_or(PolicyState::enabled_for_reporting);
  }
};

}  // namespace

template <>
struct Shape<Policy> {
  // `policyApplies` and `analysisReasons` come with What If results (CA 1.14).
  static constexpr std::array<std::string_view, 7> k_silent = {
      "templateId",      "description",   "createdDateTime", "modifiedDateTime",
      "deletedDateTime", "policyApplies", "analysisReasons"};
  template <class V>
  static void visit(V& v) {
    v.member("id", &Policy::id, DefaultCodec<PolicyId>(), Presence::when_set);
    v.member("displayName", &Policy::display_name);
    v.member("state", &Policy::state, StateCodec());
    v.member("conditions", &Policy::conditions);
    v.member("grantControls", &Policy::grant_controls);
    v.member("sessionControls", &Policy::session_controls);
  }
  static void after_read(const json::object& object, Policy& policy, ReadContext& context) {
    const auto lacks = [&](std::string_view name) {
      const json::key_value_pair* member = find_member(object, name);
      return member == nullptr || is_blank(member->value());
    };
    if (policy.display_name.empty() && policy.id.empty())
      context.missing_member(Severity::warning, "displayName", "nothing names this policy");
    if (lacks("state")) {
      context.missing_member(Severity::warning, "state", "whether the policy is on is not known");
      policy.state = PolicyState::enabled_for_reporting;
      const auto step = context.into("state");
      context.keep_unread(nullptr);
    }
    if (lacks("conditions")) {
      context.missing_member(Severity::error, "conditions", "when the policy applies is not known");
      const auto step = context.into("conditions");
      context.keep_unread(nullptr);
    }
  }
};

Read<Policy> read_policy(const json::object& object, const Place& where) {
  ReadContext context(where, subject_of("policy", object));
  return read_whole<Policy>(object, where, context);
}

json::object write_policy(const Policy& policy) { return write_whole(policy, read_policy); }

}  // namespace caprock
