// The inputs of a sign-in as bytes, part by part, so that equal inputs are recognised.
//
// A key holds everything its part of the rules may look at and nothing that they may not; a key too
// narrow would be a wrong verdict, so each says which rules read what. Ids are compared without
// case, so they are written in lower case.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "compile/compiled_tenant.h"
#include "model/sign_in.h"

namespace caprock::evaluate {

// What the rules know of a subject besides who it is.
struct SubjectTraits {
  std::uint8_t kinds = 0;  // 1 << ExternalKind
  bool has_object = false;
};

// Subject conditions (CA 2.9, 2.10): all of the subject.
void write_subject_key(std::string& key, const Subject& subject);
// Target conditions (CA 2.3, 2.4, 2.13): all of the request, and whether a person asks.
void write_target_key(std::string& key, const SignIn& sign_in);
// What locations ask about an address (CA 2.6).
void write_address_key(std::string& key, const IpAddress& address, const CompiledTenant& tenant);
// Locations (CA 2.6): address, country, position, network, kind of subject.
void write_place_key(std::string& key, const SignIn& sign_in, const CompiledTenant& tenant);
// Everything else that policies ask (CA 2.5 to 2.8): client, platform, device and whose it is,
// risks, flows, grant.
void write_context_key(std::string& key, const SignIn& sign_in, const SubjectTraits& traits);
// Demands (CA 2.12, 2.14): request, client, device, session, kind of person. Times count only as
// far as one of `frequency_limits` (ascending) lies between.
void write_proof_key(std::string& key, const SignIn& sign_in, const SubjectTraits& traits,
                     std::span<const std::chrono::seconds> frequency_limits);

}  // namespace caprock::evaluate
