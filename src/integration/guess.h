// Which connections a tenant probably has, for an administrator who has no connections file yet.
//
// A guess is a proposal with its evidence and no more: nothing here is ever taken for a connection.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "integration/connections.h"
#include "integration/observed_sign_ins.h"
#include "integration/profile.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// How sure it is that the application or account is the profile's product.
enum class GuessStrength : std::uint8_t {
  certain,   // the appId is the one that the vendor publishes
  likely,    // the name is the product's, or the account holds the product's own role
  possible,  // the name has the product's or the vendor's name in it
};

enum class GuessEvidenceKind : std::uint8_t { app_id, name, role, consent, sign_ins, choice };

struct GuessEvidence {
  GuessEvidenceKind kind{};
  std::string text;  // one sentence; names in it are as the tenant writes them
};

// What is not known is empty.
struct Guess {
  std::string name;  // for the file; no other guess and no known connection has it
  std::string profile;
  std::string connection;
  std::string account;  // user principal name, or object id where no name is known
  std::optional<AppId> app;
  std::vector<IpAddress> network;
  std::string country;
  std::vector<GuessEvidence> evidence;
  GuessStrength strength{};
};

std::string_view word_of(GuessStrength strength);
std::string_view word_of(GuessEvidenceKind kind);

// Strongest first, then by name. Connections that are known already are left out, and so are
// Microsoft's own applications unless a profile names their appId.
std::vector<Guess> guess_connections(const TenantSnapshot& tenant,
                                     const std::vector<Profile>& profiles,
                                     const ObservedSignIns& observed, const Connections& known);

}  // namespace caprock
