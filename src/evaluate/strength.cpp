#include "evaluate/strength.h"

#include <algorithm>
#include <array>
#include <bit>

#include "base/text.h"
#include "compile/unread_parts.h"
#include "evaluate/answers.h"

namespace caprock::evaluate {
namespace {

using enum MethodMode;

constexpr std::string_view k_methods_path = "session.methods";
constexpr std::string_view k_mfa_claim_path = "session.mfaClaim";
constexpr std::ptrdiff_t k_policy_ids_looked_at = 5;  // CA 2.12.1.2

template <class... Modes>
constexpr Combination bits(Modes... modes) {
  return (static_cast<Combination>(modes) | ...);
}

constexpr Combination k_certificates =
    bits(x509_certificate_single_factor, x509_certificate_multi_factor);
// What configurations narrow.
constexpr Combination k_configurable = k_certificates | bits(fido2);

// CA 2.12.1.7: what guests have here; the first factor happens at home in any case.
constexpr Combination k_guest_methods = bits(password, federated_single_factor, sms, voice,
                                             microsoft_authenticator_push, software_oath);

// CA 2.12.1.6: what counts here when it was done at a trusted home tenant.
constexpr Combination k_travelling =
    k_guest_methods | k_configurable |
    bits(device_based_push, hardware_oath, windows_hello_for_business);

bool lists_id(const std::vector<std::string>& list, std::string_view text) {
  return std::any_of(list.begin(), list.end(),
                     [&](const std::string& one) { return equal_ignoring_case(one, text); });
}

Match is_listed(const std::vector<std::string>& list, const std::string& text) {
  return text.empty() ? Match::unknown : match_if(lists_id(list, text));
}

bool concerns(const std::vector<Combination>& combinations, Combination combination) {
  return std::find(combinations.begin(), combinations.end(), combination) != combinations.end();
}

bool lists_policy_id(const std::vector<std::string>& allowed, const UsedMethod& method) {
  const auto count =
      std::min(k_policy_ids_looked_at, static_cast<std::ptrdiff_t>(method.policy_oids.size()));
  return std::any_of(method.policy_oids.begin(), method.policy_oids.begin() + count,
                     [&](const std::string& id) { return lists_id(allowed, id); });
}

// The configurations of a strength, asked about one method in one combination (CA 2.12.1.2).
struct Allows {
  Combination combination;
  const UsedMethod& method;

  Match operator()(const Fido2Configuration& configuration) const {
    if (method.mode != fido2 || !concerns(configuration.applies_to_combinations, combination))
      return Match::yes;
    return is_listed(configuration.allowed_aaguids, method.aaguid);
  }

  Match operator()(const X509Configuration& configuration) const {
    if ((bits(method.mode) & k_certificates) == 0 ||
        !concerns(configuration.applies_to_combinations, combination))
      return Match::yes;
    const auto& issuers = configuration.allowed_issuer_skis;
    const auto& ids = configuration.allowed_policy_oids;
    if (issuers.empty() && ids.empty()) return Match::yes;
    const bool described = !method.issuer_ski.empty() || !method.policy_oids.empty();
    if (!described) return Match::unknown;  // CA 2.12.1.3
    const Match issuer = issuers.empty() ? Match::yes : is_listed(issuers, method.issuer_ski);
    const bool id_fits = ids.empty() || lists_policy_id(ids, method);
    return all_of(issuer, match_if(id_fits));
  }
};

// A method of this mode was used, and every configuration allows it.
Match mode_used(MethodMode mode, Combination combination, const AuthenticationStrength& strength,
                const std::vector<UsedMethod>& methods) {
  Match result = Match::no;
  for (const UsedMethod& method : methods) {
    if (method.mode != mode) continue;
    Match allowed = Match::yes;
    for (const CombinationConfiguration& configuration : strength.combination_configurations)
      allowed = all_of(allowed, std::visit(Allows{combination, method}, configuration));
    result = any_of(result, allowed);
  }
  return result;
}

// Such a part may add combinations; it takes none away.
bool only_adds(const Unread& unread) {
  constexpr std::array<std::string_view, 2> k_adding = {"/allowedCombinations",
                                                        "/requirementsSatisfied"};
  return std::any_of(k_adding.begin(), k_adding.end(), [&](std::string_view member) {
    return unread.pointer.size() >= member.size() && touches(unread, member);
  });
}

// CA 2.12.1.11: a configuration that nobody listed or understood may refuse the combination.
bool may_be_narrowed(Combination combination, const AuthenticationStrength& strength) {
  if (!std::all_of(strength.unread.begin(), strength.unread.end(), only_adds)) return true;
  return !strength.lists_configurations && strength.policy_type == StrengthType::custom &&
         (combination & k_configurable) != 0;
}

Answer not_described(const StrengthId& id) {
  return open_by("tenant.authenticationStrengths[" + id.text() + "]");
}

// CA 2.12.1.1. REQUIRES: every mode of the combination was used.
Answer combination_allowed(Combination combination, const AuthenticationStrength& strength,
                           const std::vector<UsedMethod>& methods) {
  Match each = Match::yes;
  for (Combination rest = combination; rest != 0; rest &= rest - 1) {
    const auto mode = static_cast<MethodMode>(Combination{1} << std::countr_zero(rest));
    each = all_of(each, mode_used(mode, combination, strength, methods));
  }
  Answer answer = each == Match::unknown ? open_by(k_methods_path) : Answer{each, {}};
  return may_be_narrowed(combination, strength)
             ? both(std::move(answer), not_described(strength.id))
             : answer;
}

// Some combination of the strength is among the methods that `counting` leaves.
Answer is_used(const AuthenticationStrength& strength, const std::vector<UsedMethod>& methods,
               Combination counting) {
  Combination used = 0;
  for (const UsedMethod& method : methods) used |= bits(method.mode) & counting;
  Answer result = strength.unread.empty() ? certain(false) : not_described(strength.id);
  for (const Combination combination : strength.allowed_combinations) {
    if (combination == 0 || (combination & ~used) != 0) continue;
    result = either(std::move(result), combination_allowed(combination, strength, methods));
    if (result.match == Match::yes) break;
  }
  return result;
}

constexpr Combination k_every_method = ~Combination{0};

Answer is_mfa(const std::vector<UsedMethod>& methods, Combination counting = k_every_method) {
  return is_used(*built_in_strength(k_mfa_strength), methods, counting);
}

// The session proves MFA, wherever it was done (CA 2.12.4).
Answer proves_mfa(const Session& session) {
  const bool* claim = session.mfa_claim.value();
  if (claim && *claim) return certain(true);
  if (const std::vector<UsedMethod>* methods = session.methods.value()) return is_mfa(*methods);
  const bool none = claim || session.mfa_claim.is_absent() || session.methods.is_absent();
  return none ? certain(false) : open_by(k_mfa_claim_path);
}

bool is_from_elsewhere(const Facts& facts) {
  return is_one_of(facts.person, k_external_types).match == Match::yes;
}

Answer proves_strength(const Facts& facts, const AuthenticationStrength& strength) {
  const Session& session = facts.sign_in.session;
  const auto proves = [&](Match match) { return proves_mfa(session).match == match; };
  if (strength.id == k_mfa_strength && proves(Match::yes)) return certain(true);
  if (const std::vector<UsedMethod>* methods = session.methods.value())
    return is_used(strength, *methods, is_from_elsewhere(facts) ? k_travelling : k_every_method);
  // CA 2.12.1.4
  if (session.methods.is_absent() || (strength.satisfies_mfa && proves(Match::no)))
    return certain(false);
  return open_by(k_methods_path);
}

// CA 2.19.2: collaboration guests whose home tenant is not trusted do MFA in this tenant, by the
// methods that guests have. Direct-connect users cannot.
bool may_be_done_here(const Facts& facts) {
  constexpr auto k_direct_connect = static_cast<std::uint8_t>(GuestType::b2b_direct_connect_user);
  if (is_one_of(facts.person, k_direct_connect).match == Match::yes) return false;
  const std::vector<UsedMethod>* methods = facts.sign_in.session.methods.value();
  return methods == nullptr || is_mfa(*methods, k_guest_methods).match != Match::no;
}

// What people from an Entra home tenant prove counts if that tenant is trusted, or if they did it
// here, which no session says (CA 2.19.2).
Answer proof_counts(const Facts& facts) {
  if (facts.sign_in.subject.user.identity_provider != IdentityProvider::entra) return certain(true);
  Answer counts = claim_counts(facts, TrustedClaim::mfa);
  if (counts.match != Match::no || !may_be_done_here(facts)) return counts;
  return open_by(k_mfa_claim_path);
}

// CA 2.12.1.7: people of other identity providers than Entra meet no strength, nor do workloads.
Answer can_have_strengths(const Facts& facts) {
  const Subject& subject = facts.sign_in.subject;
  if (subject.kind != SubjectKind::user) return certain(false);
  if (subject.user.identity_provider == IdentityProvider::entra) return certain(true);
  return opposite(is_one_of(facts.person, k_external_types));
}

}  // namespace

Answer has_mfa(const Facts& facts) {
  return both(proves_mfa(facts.sign_in.session), proof_counts(facts));
}

Answer meets_strength(const Facts& facts, const StrengthReference& reference,
                      const AuthenticationStrength* strength) {
  const bool described =
      strength != nullptr && !(strength->allowed_combinations.empty() && strength->unread.empty());
  if (!described) return not_described(reference.id);  // CA 2.12.1.9
  return both(both(proves_strength(facts, *strength), proof_counts(facts)),
              can_have_strengths(facts));
}

bool guests_can_meet_here(const AuthenticationStrength& strength) {
  const auto& combinations = strength.allowed_combinations;
  return combinations.empty() || !strength.unread.empty() ||
         std::any_of(combinations.begin(), combinations.end(),
                     [](Combination one) { return (one & ~k_guest_methods) == 0; });
}

}  // namespace caprock::evaluate
