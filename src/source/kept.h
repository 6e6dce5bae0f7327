// JSON texts that the model has no place for, kept for whoever writes a snapshot again.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "model/ids.h"

namespace caprock {

struct Kept {
  struct Text {
    std::string raw;
    Place where;
  };

  std::vector<Text> directory_roles;                          // activated roles with their members
  std::map<GroupId, std::vector<std::string>> group_members;  // references, of lists of their own
  std::map<UserId, std::string> per_user_mfa;
  std::map<UserId, std::string> registration_details;
};

}  // namespace caprock
