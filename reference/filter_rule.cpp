#include "reference/filter_rule.h"

#include <algorithm>

#include "base/text.h"

namespace caprock::reference {
namespace {

bool same(const std::string& text, const FilterValue& value) {
  return value && equal_ignoring_case(text, *value);
}

// CA 2.7: a string contains a part of itself; a collection contains whole elements only.
bool text_meets(const std::string& text, const FilterComparison& comparison) {
  const FilterValue& value = comparison.values.front();
  switch (comparison.op) {
    case FilterOperator::equals: return same(text, value);
    case FilterOperator::starts_with: return value && starts_with_ignoring_case(text, *value);
    case FilterOperator::ends_with: return value && ends_with_ignoring_case(text, *value);
    case FilterOperator::contains: return value && contains_ignoring_case(text, *value);
    case FilterOperator::in:
      return std::any_of(comparison.values.begin(), comparison.values.end(),
                         [&](const FilterValue& one) { return same(text, one); });
  }
  return false;
}

bool list_meets(const std::vector<std::string>& list, const FilterComparison& comparison) {
  return std::any_of(list.begin(), list.end(), [&](const std::string& element) {
    return comparison.op == FilterOperator::contains ? same(element, comparison.values.front())
                                                     : text_meets(element, comparison);
  });
}

// CA 2.7: a null property equals only `null`; every other positive operator is false.
bool null_meets(const FilterComparison& comparison) {
  if (comparison.op != FilterOperator::equals && comparison.op != FilterOperator::in) return false;
  return std::any_of(comparison.values.begin(), comparison.values.end(),
                     [](const FilterValue& value) { return !value; });
}

std::string written(const FilterComparison& comparison) {
  return (comparison.realm == FilterRealm::device ? "device." : "CustomSecurityAttribute.") +
         comparison.property;
}

Finding comparison_holds(const FilterComparison& comparison, const FilterSubject& subject) {
  const FilterProperty property = subject(comparison.property);
  if (const auto* open = std::get_if<UnknownProperty>(&property)) {
    Finding finding = unknown(open->path, "`" + written(comparison) + "` is not known");
    for (const std::string& path : open->others) finding.undetermined_by.push_back(path);
    tidy(finding.undetermined_by);
    return finding;
  }
  if (std::holds_alternative<UnavailableProperty>(property))
    return no("`" + written(comparison) + "` is not visible on this device");
  bool positive = null_meets(comparison);
  if (const auto* text = std::get_if<std::string>(&property))
    positive = text_meets(*text, comparison);
  if (const auto* list = std::get_if<std::vector<std::string>>(&property); list && !list->empty())
    positive = list_meets(*list, comparison);
  const bool holds = positive != comparison.negated;
  return found(holds,
               "the comparison of `" + written(comparison) + "` is " + (holds ? "true" : "false"));
}

}  // namespace

Finding rule_holds(const FilterRule& rule, const FilterSubject& subject) {
  std::vector<Finding> parts;
  for (const FilterRule& part : rule.parts) parts.push_back(rule_holds(part, subject));
  switch (rule.kind) {
    case FilterRule::Kind::comparison: return comparison_holds(rule.comparison, subject);
    case FilterRule::Kind::negation: return negate(parts.front());
    case FilterRule::Kind::conjunction: return all_of(parts);
    case FilterRule::Kind::disjunction: return any_of(parts);
  }
  return no();
}

}  // namespace caprock::reference
