#include "tests/differential/spoil.h"

#include <iterator>

namespace caprock::differential {
namespace {

json::value wrong_value(Random& random) {
  switch (random.below(6)) {
    case 0: return nullptr;
    case 1: return 7;
    case 2: return "unknownFutureValue";
    case 3: return json::object();
    case 4: return json::array();
    default: return true;
  }
}

void spoil_member(Random& random, json::object& object) {
  const auto at =
      std::next(object.begin(), static_cast<std::ptrdiff_t>(random.below(object.size())));
  switch (random.below(4)) {
    case 0: object["futureMember"] = json::object{{"isEnabled", true}}; break;
    case 1: object.erase(at); break;
    case 2: at->value() = wrong_value(random); break;
    default: {  // some exports write every name with a capital
      json::value moved = std::move(at->value());
      std::string name(at->key());
      object.erase(at);
      if (!name.empty() && name[0] >= 'a' && name[0] <= 'z')
        name[0] = static_cast<char>(name[0] - 'a' + 'A');
      object[name] = std::move(moved);
    }
  }
}

}  // namespace

void spoil(Random& random, json::value& value) {
  if (json::object* object = value.if_object(); object != nullptr && !object->empty()) {
    if (random.chance(30)) return spoil_member(random, *object);
    const auto at = static_cast<std::ptrdiff_t>(random.below(object->size()));
    return spoil(random, std::next(object->begin(), at)->value());
  }
  if (json::array* array = value.if_array()) {
    if (array->empty() || random.chance(50)) {
      array->push_back(wrong_value(random));
      return;
    }
    return spoil(random, (*array)[random.below(array->size())]);
  }
  value = wrong_value(random);
}

}  // namespace caprock::differential
