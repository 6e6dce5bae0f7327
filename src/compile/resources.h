// The applications that sign-ins ask tokens for, and what policies may know of them (CA 1.5, 2.4).
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "base/match.h"
#include "compile/text_index.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// What decides whether entries of a policy's list name the application.
struct ResourceTraits {
  static constexpr std::uint32_t k_unlisted = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t number = k_unlisted;  // equal texts have equal numbers; no policy lists k_unlisted
  bool is_microsoft_graph = false;    // can be neither targeted nor excluded (CA 2.4.4)
  bool is_admin_portal = false;
  bool is_azure_management = false;
  Match office365 = Match::unknown;
  Match agent = Match::unknown;
  const ServicePrincipal* principal = nullptr;  // of this tenant, the first with the appId
};

class Resources {
 public:
  // REQUIRES: the snapshot outlives the table. Cost: its service principals, applications and
  // entries of policies.
  explicit Resources(const TenantSnapshot& snapshot);

  // The number of an entry of some policy, words included.
  std::uint32_t number_of(const AppId& entry) const;
  // For any application, also one that nobody lists.
  ResourceTraits traits_of(const AppId& app) const;
  // Its name in backticks, as far as it has one.
  std::string name_of(const AppId& app) const;

 private:
  ResourceTraits look_at(const AppId& app) const;

  const TenantSnapshot* snapshot_;
  TextIndex numbers_;
  TextIndex principals_;    // appId to the first service principal
  TextIndex applications_;  // registered here
  std::vector<ResourceTraits> traits_;
};

}  // namespace caprock
