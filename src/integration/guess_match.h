// Whether an application looks like a profile's product, and which way of the profile its use fits.
#pragma once

#include <string_view>
#include <vector>

#include "integration/guess.h"

namespace caprock {

struct ProfileMatch {
  const Profile* profile = nullptr;
  std::vector<const ProfileConnection*> ways;  // those that it can be, in the profile's order
  GuessStrength strength{};
  GuessEvidence evidence;
};

// The application as the tenant knows it.
struct NamedApp {
  AppId id;
  std::string_view name;       // may be empty
  bool is_microsofts = false;  // every tenant has these: only their appId tells anything
};

// The best matches: several only where they are equally strong.
std::vector<ProfileMatch> profiles_of_app(const NamedApp& app,
                                          const std::vector<Profile>& profiles);

// How an application is used, as far as anybody saw.
struct AppUse {
  enum class As : std::uint8_t { unknown, account, itself, managed_identity };
  As as = As::unknown;
  bool by_device_code = false;
  bool by_password = false;
  bool by_basic_authentication = false;
  std::optional<bool> confidential;
  std::optional<ExternalKind> external_kind;
  std::optional<bool> single_tenant;  // the application is this tenant's own
};

// The ways that fit equally well and better than all others; none when the use contradicts all.
std::vector<const ProfileConnection*> likeliest_ways(
    const std::vector<const ProfileConnection*>& ways, const AppUse& use);

// A profile's name without what stands in parentheses behind it.
std::string product_name(const Profile& profile);

}  // namespace caprock
