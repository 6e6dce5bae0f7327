#include "tests/differential/reduce.h"

#include <string>
#include <vector>

namespace caprock::differential {
namespace {

class Reducer {
 public:
  Reducer(Question question, const StillShows& shows)
      : question_(std::move(question)), shows_(shows) {}

  Question run() {
    bool smaller = true;
    while (smaller) {
      smaller = shrink(question_.tenant);
      smaller = shrink(question_.sign_in) || smaller;
      smaller = shrink(question_.options) || smaller;
    }
    return std::move(question_);
  }

 private:
  // Tries the change that was just made to a part of the question; takes it back if it was wrong.
  template <class Part>
  bool keep_or_restore(Part& part, Part before) {
    if (shows_(question_)) return true;
    part = std::move(before);
    return false;
  }

  bool shrink(json::value& value) {
    if (json::object* object = value.if_object()) return shrink(*object);
    if (json::array* array = value.if_array()) return shrink(*array);
    return false;
  }

  bool shrink(json::object& object) {
    bool smaller = false;
    std::vector<std::string> names;
    for (const auto& member : object) names.emplace_back(member.key());
    for (const std::string& name : names) {
      json::object before = object;
      object.erase(name);
      if (keep_or_restore(object, std::move(before)))
        smaller = true;
      else
        smaller = shrink(object.at(name)) || smaller;
    }
    return smaller;
  }

  bool shrink(json::array& array) {
    bool smaller = false;
    for (std::size_t size = array.size(); size > 0; size /= 2)
      for (std::size_t at = 0; at + size <= array.size();) {
        json::array before = array;
        const auto first = array.begin() + static_cast<std::ptrdiff_t>(at);
        array.erase(first, first + static_cast<std::ptrdiff_t>(size));
        if (keep_or_restore(array, std::move(before)))
          smaller = true;
        else
          at += size;
      }
    for (std::size_t at = 0; at < array.size(); ++at) smaller = shrink(array[at]) || smaller;
    return smaller;
  }

  Question question_;
  const StillShows& shows_;
};

}  // namespace

Question reduced(Question question, const StillShows& shows) {
  return Reducer(std::move(question), shows).run();
}

}  // namespace caprock::differential
