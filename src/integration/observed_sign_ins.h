// What a sign-in log tells of who uses which application: one summary for each application and
// account, however many records there are.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "base/instant.h"
#include "base/ip.h"
#include "model/ids.h"
#include "model/sign_in.h"

namespace caprock {

// One record, as far as it is looked at.
struct ObservedSignIn {
  SignIn sign_in;
  std::string client_name;           // as the log shows it; may be empty
  std::string account_name;          // likewise
  std::optional<bool> went_through;  // nullopt: the record does not say
};

// One application as one account, or as itself.
struct ObservedUse {
  // Of an integration that keeps its place nobody needs more; of others a list would be wrong.
  static constexpr std::size_t k_most_addresses = 8;

  AppId app;
  std::string client_name;
  SubjectKind subject = SubjectKind::user;
  UserId account;  // empty for workloads; the name where the log has no id
  std::string account_name;
  std::optional<ExternalKind> external_kind;
  std::size_t count = 0;
  std::size_t refused = 0;
  std::size_t without_person = 0;
  std::optional<Instant> last;
  bool by_device_code = false;
  bool by_password = false;  // ROPC
  bool by_basic_authentication = false;
  std::optional<bool> confidential;
  // Of sign-ins that were not refused: whoever guesses passwords has addresses, too.
  std::set<IpAddress> addresses;
  bool more_addresses = false;
  std::set<std::string> countries;

  bool is_person() const { return !account.empty(); }
};

class ObservedSignIns {
 public:
  // Records that name no application tell nothing here.
  void add(const ObservedSignIn& record);

  std::size_t records() const { return records_; }

  // By application, then account.
  using Key = std::tuple<AppId, UserId>;
  const std::map<Key, ObservedUse>& uses() const { return uses_; }

 private:
  std::map<Key, ObservedUse> uses_;
  std::size_t records_ = 0;
};

}  // namespace caprock
