// Files of users, groups and members in the plain layout of docs/snapshot-format.md, read straight
// into columns; part of read_people.h.
#pragma once

#include <optional>
#include <vector>

#include "model/people.h"
#include "source/read_files.h"

namespace caprock {

// By what their names say they hold, each kind in the order in which it is to be read.
struct PeopleFiles {
  std::vector<Candidate> users, groups, members;
};

struct PlainPeople {
  People people;
  std::vector<SourceFile> files;  // what was read from each, in the order of reading
  std::vector<OpenPage> pages;
};

// The people of these files and the service principals of `tenant`, which groups may list, too.
// Nothing as soon as one file is not plain, or ids are repeated: then all of them are for the
// careful reader. Groups that contain each other are not looked for.
std::optional<PlainPeople> read_plain_people(const PeopleFiles& files, const TenantSnapshot& tenant,
                                             const ReadOptions& options);

}  // namespace caprock
