// Filter rules against devices and service principals (CA 2.7).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compile/filter_rule.h"
#include "evaluate/reason.h"

namespace caprock::evaluate {

// What a property is for one device or service principal.
struct PropertyValue {
  enum class Kind : std::uint8_t {
    null,
    hidden,  // makes every comparison false (CA 2.7.8)
    unknown,
    text,
    list,
  };
  Kind kind = Kind::null;
  std::string_view text{};
  const std::vector<std::string>* list = nullptr;
};

class FilterSubject {
 public:
  virtual PropertyValue property(const FilterComparison& comparison) const = 0;
  // What would tell unknown properties.
  virtual std::string path() const = 0;
  // What would tell this one.
  virtual std::vector<std::string> paths_of(const FilterComparison&) const { return {path()}; }

 protected:
  ~FilterSubject() = default;
};

// The rule is true of the subject. `reason` may be nullptr.
Match rule_holds(const FilterRule& rule, const FilterSubject& subject, Reason* reason);

// A rule over custom security attributes; absent attributes are not known. A rule that cannot be
// read is unknown without a path: the policy's validity names what is missing.
Match attributes_meet(const CompiledFilter& filter, const SecurityAttributes* attributes,
                      std::string_view principal, Reason* reason);

}  // namespace caprock::evaluate
