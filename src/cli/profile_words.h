// Words for what a profile says, for people.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "integration/profile.h"

namespace caprock {

// What the product keeps: `a user's token, in a web application with a secret`.
std::string_view kind_in_words(ConnectionKind kind);

// Who says so: `the vendor`, `Microsoft`, `others`, `inferred`, `our choice`, `unsure`.
std::string_view source_in_words(Evidence evidence);

// A fact of a connection with its name: `consented by`, `an administrator`.
struct ConnectionFact {
  std::string_view name;
  std::string value;
};

// What is said of a connection, in the order of the form; what nobody says is left out.
std::vector<ConnectionFact> facts_of(const ProfileConnection& connection);

// The connections a statement is about, `all` where it names none.
std::string connections_in_words(const std::vector<std::string>& ids);

}  // namespace caprock
