// What the rules look at for one sign-in, gathered once: who it is, for which resources, with what.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/match.h"
#include "compile/compiled_tenant.h"
#include "model/sign_in.h"

namespace caprock::evaluate {

// A three-valued answer; `open` names the inputs that would settle an unknown one, as paths.
struct Answer {
  Match match = Match::no;
  std::vector<std::string> open;
};

// A resource that the sign-in asks a token for (CA 2.3).
struct Audience {
  AppId app;
  std::string unknown_path;      // not empty: some resource, nobody says which; this would tell
  std::string perhaps_path;      // not empty: whether it is asked for at all depends on this input
  bool legacy_baseline = false;  // the old exemption of baseline scopes may apply (CA 2.13)
  ResourceTraits traits;         // of a known one

  bool is_known() const { return unknown_path.empty(); }
  bool is_certain() const { return is_known() && perhaps_path.empty(); }
};

// The person signing in; empty for workloads.
struct Person {
  UserId id;                          // object id; empty when there is no object
  std::optional<People::Row> row;     // in People, user object or only listed by groups
  std::optional<People::Row> id_row;  // the first row with this id: whom lists of ids mean
  bool has_object = false;            // a user object of this tenant
  std::uint8_t kinds = 0;             // 1 << ExternalKind, the kinds the person may be (CA 2.9)
  std::string kinds_path;             // what would tell which
  std::vector<People::GroupIndex> groups;  // certain memberships, sorted
};

struct Facts {
  const CompiledTenant& tenant;
  const SignIn& sign_in;
  Person person{};
  std::vector<Audience> audiences{};
  std::uint8_t clients = 0;            // 1 << SignInClient, the classes the client may be (CA 2.5)
  std::uint8_t transfer_methods = 0;   // bits of TransferMethod that certainly gave birth to it
  bool transfer_methods_known = true;  // and there are no others (CA 2.8)
  // The service principal of a workload or agent, if the tenant has it.
  const ServicePrincipal* service_principal = nullptr;
  std::optional<std::uint32_t> interval{};  // of the address, if it is known; see AddressTable
  // CA 2.13.5, 2.13.6, filled in when an audience has `legacy_baseline`.
  bool asks_harmless_scopes = false;  // nothing that the old exemption does not cover
  Audience client{};                  // the client as a resource that a policy may exclude

  bool whatif() const { return tenant.whatif(); }
  bool is_person() const { return sign_in.subject.is_person(); }
  // Every class the client may be is one of basic authentication (CA 2.5).
  bool is_legacy_client() const;
  // The client can be nothing but `other`, which sends no device state (CA 2.7).
  bool sends_no_device() const;
  // No registered device is there to look at: there is none, or the client does not send it.
  bool has_no_device() const;
};

// CA 1.14.1: in whatif mode a device that is not described does not exist. The sign-in that says
// so; nothing where the given one is complete.
std::optional<SignIn> completed(const CompiledTenant& tenant, const SignIn& sign_in);

// REQUIRES: both outlive the facts; the sign-in is complete.
Facts gather(const CompiledTenant& tenant, const SignIn& sign_in);

inline constexpr std::uint8_t k_every_guest_type = 63;
// Kinds that come from another organisation and prove themselves there: all but internal guests.
inline constexpr std::uint8_t k_external_types = 62;
// Kinds without an object in this tenant: direct connect and service providers.
inline constexpr std::uint8_t k_objectless_types = 40;

// Is the person one of these kinds? `types` are bits of GuestType.
Answer is_one_of(const Person& person, std::uint8_t types);

// Does this tenant accept the claim from the person's home tenant (CA 2.19)?
Answer is_trusted(const Facts& facts, TrustedClaim claim);
// Does the claim count here? Claims of the tenant's own people do, others if they are trusted.
Answer claim_counts(const Facts& facts, TrustedClaim claim);

// The device of the sign-in, as far as its claims count (CA 2.7, 2.19).
Answer is_compliant(const Facts& facts);
Answer is_hybrid_joined(const Facts& facts);

}  // namespace caprock::evaluate
