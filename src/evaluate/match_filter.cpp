#include "evaluate/match_filter.h"

#include <algorithm>

#include "base/text.h"

namespace caprock::evaluate {
namespace {

bool is(std::string_view text, const FilterValue& value) {
  return !value.is_null && equal_ignoring_case(text, value.lower);
}

// CA 2.7.5: a text contains its parts, a collection whole elements.
bool text_meets(std::string_view text, const FilterComparison& comparison) {
  const FilterValue& value = comparison.values.front();
  switch (comparison.op) {
    case FilterOperator::equals: return is(text, value);
    case FilterOperator::starts_with:
      return !value.is_null && starts_with_ignoring_case(text, value.lower);
    case FilterOperator::ends_with:
      return !value.is_null && ends_with_ignoring_case(text, value.lower);
    case FilterOperator::contains:
      return !value.is_null && contains_ignoring_case(text, value.lower);
    case FilterOperator::in:
      return std::any_of(comparison.values.begin(), comparison.values.end(),
                         [&](const FilterValue& one) { return is(text, one); });
  }
  return false;
}

bool element_meets(std::string_view element, const FilterComparison& comparison) {
  return comparison.op == FilterOperator::contains ? is(element, comparison.values.front())
                                                   : text_meets(element, comparison);
}

// CA 2.7.6: null equals `null`, and meets no other positive operator.
bool null_meets(const FilterComparison& comparison) {
  if (comparison.op != FilterOperator::equals && comparison.op != FilterOperator::in) return false;
  return std::any_of(comparison.values.begin(), comparison.values.end(),
                     [](const FilterValue& value) { return value.is_null; });
}

bool meets(const PropertyValue& property, const FilterComparison& comparison) {
  if (property.kind == PropertyValue::Kind::text) return text_meets(property.text, comparison);
  if (property.kind == PropertyValue::Kind::null || property.list->empty())
    return null_meets(comparison);
  return std::any_of(property.list->begin(), property.list->end(), [&](const std::string& element) {
    return element_meets(element, comparison);
  });
}

std::string spelled(const FilterComparison& comparison) {
  const bool device = comparison.property != FilterProperty::attribute;
  return (device ? "`device." : "`CustomSecurityAttribute.") + comparison.name + "`";
}

Match comparison_holds(const FilterComparison& comparison, const FilterSubject& subject,
                       Reason* reason) {
  const PropertyValue property = subject.property(comparison);
  if (property.kind == PropertyValue::Kind::unknown) {
    if (reason != nullptr)
      *reason = {{}, spelled(comparison) + " is not known", subject.paths_of(comparison)};
    return Match::unknown;
  }
  if (property.kind == PropertyValue::Kind::hidden)
    return no(reason, [&] { return spelled(comparison) + " is not visible on this device"; });
  const bool holds = meets(property, comparison) != comparison.negated;
  return found(holds, reason, [&] {
    return "the comparison of " + spelled(comparison) + " is " + (holds ? "true" : "false");
  });
}

class AttributeSubject final : public FilterSubject {
 public:
  AttributeSubject(const SecurityAttributes* attributes, std::string_view principal)
      : attributes_(attributes), principal_(principal) {}

  PropertyValue property(const FilterComparison& comparison) const override {
    if (attributes_ == nullptr) return {PropertyValue::Kind::unknown};
    for (const auto& [name, values] : *attributes_)
      if (equal_ignoring_case(name, comparison.name))
        return {PropertyValue::Kind::list, {}, &values};
    return {};
  }
  std::string path() const override { return tenant_path("servicePrincipals", principal_); }

 private:
  const SecurityAttributes* attributes_;
  std::string_view principal_;
};

}  // namespace

Match rule_holds(const FilterRule& rule, const FilterSubject& subject, Reason* reason) {
  const auto part_holds = [&](const FilterRule& part, Reason* own) {
    return rule_holds(part, subject, own);
  };
  switch (rule.kind) {
    case FilterRule::Kind::comparison: return comparison_holds(rule.comparison, subject, reason);
    case FilterRule::Kind::negation:
      return caprock::negate(rule_holds(rule.parts.front(), subject, reason));
    case FilterRule::Kind::conjunction:
      return AllOf(reason).add_all(rule.parts, part_holds).match();
    case FilterRule::Kind::disjunction:
      return AnyOf(reason).add_all(rule.parts, part_holds).match();
  }
  return no(reason);
}

Match attributes_meet(const CompiledFilter& filter, const SecurityAttributes* attributes,
                      std::string_view principal, Reason* reason) {
  if (filter.rule) return rule_holds(*filter.rule, AttributeSubject(attributes, principal), reason);
  if (reason != nullptr) *reason = {{}, "the filter rule cannot be read", {}};
  return Match::unknown;
}

}  // namespace caprock::evaluate
