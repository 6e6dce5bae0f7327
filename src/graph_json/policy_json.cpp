// conditionalAccessPolicy (CA 1.3).
#include "graph_json/codecs.h"
#include "graph_json/graph_json.h"
#include "graph_json/origin_json.h"
#include "graph_json/shapes.h"

namespace caprock {
namespace {

bool is_text(const json::value& value, std::string_view word) {
  const json::string* text = value.if_string();
  return text != nullptr && equal_ignoring_case(trim(text_of(*text)), word);
}

// A rollout in parts is taken as report-only (CA 2.11.11); any other state that is not known here
// stays unknown (CA 2.11.14). Both leave the policy not fully read.
struct StateCodec : Scalar<EnumValue<PolicyState>> {
  void read(const json::value& value, PolicyState& state, ReadContext& context) const {
    if (is_text(value, word_for(PolicyState::unknown))) {  // our word, none of Graph's
      context.unknown_value(value);
      state = PolicyState::unknown;
      return;
    }
    const bool rollout = is_text(value, "partiallyEnabled");
    state = EnumValue<PolicyState>::decode(value, context)
                .value_or(rollout ? PolicyState::enabled_for_reporting : PolicyState::unknown);
  }
};

std::string_view text_at(const json::object& object, std::string_view name) {
  const json::key_value_pair* member = find_member(object, name);
  const json::string* text = member != nullptr ? member->value().if_string() : nullptr;
  return text != nullptr ? text_of(*text) : std::string_view();
}

// An instant that cannot be read is as good as none: nothing of what the policy asks for is lost.
PolicyStamps stamps_in(const json::object& object) {
  return {std::string(text_at(object, "createdBy")),
          parse_instant(text_at(object, "createdDateTime")),
          parse_instant(text_at(object, "modifiedDateTime"))};
}

}  // namespace

template <>
struct Shape<Policy> {
  // `policyApplies` and `analysisReasons` come with What If results (CA 1.14).
  static constexpr std::array<std::string_view, 8> k_silent = {
      "templateId",       "description",     "createdBy",     "createdDateTime",
      "modifiedDateTime", "deletedDateTime", "policyApplies", "analysisReasons"};
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
    policy.stamps = stamps_in(object);
    const auto lacks = [&](std::string_view name) {
      const json::key_value_pair* member = find_member(object, name);
      return member == nullptr || is_blank(member->value());
    };
    if (policy.display_name.empty() && policy.id.empty())
      context.missing_member(Severity::warning, "displayName", "nothing names this policy");
    if (lacks("state")) {
      context.missing_member(Severity::warning, "state", "whether the policy is on is not known");
      policy.state = PolicyState::unknown;
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
