// The objects of a snapshot as JSON, one list a kind, for formats that hold Graph's own objects.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "source/recognise.h"
#include "source/source.h"

namespace caprock {

struct NamedObject {
  std::string name;  // its id, as far as it has one
  json::object object;
};

struct ObjectList {
  ObjectKind kind = ObjectKind::policy;
  bool whole = false;  // the source said that these are all
  std::vector<NamedObject> objects;
};

// Every kind that the snapshot has something of, even if only that there are none. Objects are as
// they were found; one that does not tell its kind gets an `@odata.type` unless `whole` lists may
// tell it.
std::vector<ObjectList> objects_of(const Snapshot& snapshot);

// With an `@odata.type` where nothing else tells that it is of this kind.
json::object telling_its_kind(json::object object, ObjectKind kind);

// A name for a file that no other has yet: the id, where it can be one.
class FileNames {
 public:
  std::string unused(std::string_view id);

 private:
  std::vector<std::string> taken_;  // sorted, lower case
};

}  // namespace caprock
