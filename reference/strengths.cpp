#include "reference/strengths.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "reference/people.h"
#include "reference/unread.h"

namespace caprock::reference {
namespace {

constexpr std::size_t k_oids_looked_at = 5;

constexpr Combination bits(std::initializer_list<MethodMode> modes) {
  Combination result = 0;
  for (const MethodMode mode : modes) result |= static_cast<Combination>(mode);
  return result;
}

using enum MethodMode;

// CA 2.12.1: methods done at home that count here when MFA is trusted. The first factor always
// happens at home.
constexpr Combination k_travelling =
    bits({password, federated_single_factor, sms, voice, microsoft_authenticator_push,
          device_based_push, software_oath, hardware_oath, fido2, windows_hello_for_business,
          x509_certificate_single_factor, x509_certificate_multi_factor});

// CA 2.12.1: what guests can do in this tenant when MFA is not trusted.
constexpr Combination k_guest_methods = bits(
    {password, federated_single_factor, sms, voice, microsoft_authenticator_push, software_oath});

bool lists(const std::vector<std::string>& list, const std::string& text) {
  return std::any_of(list.begin(), list.end(),
                     [&](const std::string& one) { return equal_ignoring_case(one, text); });
}

Finding text_allowed(const std::vector<std::string>& allowed, const std::string& text) {
  if (text.empty()) return unknown("session.methods", "the key or certificate is not described");
  return found(lists(allowed, text));
}

struct MethodFits {
  const UsedMethod& method;
  Combination combination;

  bool concerns(const std::vector<Combination>& combinations) const {
    return std::find(combinations.begin(), combinations.end(), combination) != combinations.end();
  }

  Finding operator()(const Fido2Configuration& configuration) const {
    if (!concerns(configuration.applies_to_combinations) || method.mode != fido2) return yes();
    return text_allowed(configuration.allowed_aaguids, method.aaguid);
  }

  // Issuer and object identifier are both needed; an empty list allows everything.
  Finding operator()(const X509Configuration& configuration) const {
    const bool certificate = method.mode == x509_certificate_single_factor ||
                             method.mode == x509_certificate_multi_factor;
    if (!concerns(configuration.applies_to_combinations) || !certificate) return yes();
    const bool narrows =
        !configuration.allowed_issuer_skis.empty() || !configuration.allowed_policy_oids.empty();
    if (narrows && method.issuer_ski.empty() && method.policy_oids.empty())
      return unknown("session.methods", "the certificate is not described");
    const auto looked_at = std::min(method.policy_oids.size(), k_oids_looked_at);
    const bool oid_fits =
        configuration.allowed_policy_oids.empty() ||
        std::any_of(
            method.policy_oids.begin(),
            method.policy_oids.begin() + static_cast<std::ptrdiff_t>(looked_at),
            [&](const std::string& oid) { return lists(configuration.allowed_policy_oids, oid); });
    const Finding issuer_fits =
        configuration.allowed_issuer_skis.empty()
            ? yes()
            : text_allowed(configuration.allowed_issuer_skis, method.issuer_ski);
    return all_of({found(oid_fits), issuer_fits});
  }
};

Finding mode_used(MethodMode mode, Combination combination, const std::vector<UsedMethod>& methods,
                  const AuthenticationStrength& strength) {
  std::vector<Finding> ways;
  for (const UsedMethod& method : methods) {
    if (method.mode != mode) continue;
    std::vector<Finding> fits;
    for (const CombinationConfiguration& configuration : strength.combination_configurations)
      fits.push_back(std::visit(MethodFits{method, combination}, configuration));
    ways.push_back(all_of(fits));
  }
  return any_of(ways);
}

// Keys and certificates are what configurations narrow.
constexpr Combination k_configurable =
    bits({fido2, x509_certificate_single_factor, x509_certificate_multi_factor});

// Such a part may add a combination; it takes none away.
bool only_adds(const Unread& unread) {
  constexpr std::array<std::string_view, 2> k_adding = {"/allowedCombinations",
                                                        "/requirementsSatisfied"};
  return std::any_of(k_adding.begin(), k_adding.end(), [&](std::string_view member) {
    return unread.pointer.size() >= member.size() && touches(unread, member);
  });
}

// A configuration that nobody listed or understood may still refuse the combination.
bool may_be_narrowed(Combination combination, const AuthenticationStrength& strength) {
  if (!std::all_of(strength.unread.begin(), strength.unread.end(), only_adds)) return true;
  return !strength.lists_configurations && strength.policy_type == StrengthType::custom &&
         (combination & k_configurable) != 0;
}

Finding not_understood(const AuthenticationStrength& strength) {
  return unknown(tenant_path("authenticationStrengths", strength.id.text()),
                 "the authentication strength is not fully understood");
}

// CA 2.12.1: every mode of the combination was used, and every configuration allows it.
Finding combination_used(Combination combination, const std::vector<UsedMethod>& methods,
                         const AuthenticationStrength& strength) {
  std::vector<Finding> each;
  for (Combination bit = 1; bit != 0 && bit <= combination; bit <<= 1U)
    if ((combination & bit) != 0)
      each.push_back(mode_used(static_cast<MethodMode>(bit), combination, methods, strength));
  if (each.empty()) return no();
  if (may_be_narrowed(combination, strength)) each.push_back(not_understood(strength));
  return all_of(each);
}

Finding strength_used(const AuthenticationStrength& strength,
                      const std::vector<UsedMethod>& methods) {
  std::vector<Finding> ways;
  for (const Combination combination : strength.allowed_combinations)
    ways.push_back(combination_used(combination, methods, strength));
  if (!strength.unread.empty()) ways.push_back(not_understood(strength));
  return any_of(ways);
}

// Methods that only count at home are left out for people from elsewhere.
std::vector<UsedMethod> counting_methods(const Situation& situation,
                                         const std::vector<UsedMethod>& methods) {
  const bool elsewhere = is_one_of(possible_kinds(situation), k_external_types).match == Match::yes;
  std::vector<UsedMethod> result;
  for (const UsedMethod& method : methods)
    if (!elsewhere || (static_cast<Combination>(method.mode) & k_travelling) != 0)
      result.push_back(method);
  return result;
}

// The session itself, whatever it counts for.
Finding proves_mfa(const Situation& situation) {
  const Session& session = situation.sign_in.session;
  const bool* claim = session.mfa_claim.value();
  if (claim && *claim) return yes();
  if (const std::vector<UsedMethod>* methods = session.methods.value())
    return strength_used(*built_in_strength(k_mfa_strength), *methods);
  if (claim || session.mfa_claim.is_absent() || session.methods.is_absent()) return no();
  return unknown("session.mfaClaim", "whether MFA was done is not known");
}

Finding proves_strength(const Situation& situation, const AuthenticationStrength& strength) {
  const Session& session = situation.sign_in.session;
  const Finding mfa = proves_mfa(situation);
  if (strength.id == k_mfa_strength && mfa.match == Match::yes) return yes();
  if (const std::vector<UsedMethod>* methods = session.methods.value())
    return strength_used(strength, counting_methods(situation, *methods));
  // A strength that always means MFA cannot be met by a session without MFA.
  if (session.methods.is_absent() || (strength.satisfies_mfa && mfa.match == Match::no))
    return no();
  return unknown("session.methods", "the methods used are not known");
}

// CA 2.19: where home's MFA is not trusted, collaboration guests do it in this tenant, by the few
// methods that guests have here. Direct-connect users cannot.
bool may_be_done_here(const Situation& situation) {
  constexpr auto k_direct_connect = static_cast<std::uint8_t>(GuestType::b2b_direct_connect_user);
  if (is_one_of(possible_kinds(situation), k_direct_connect).match == Match::yes) return false;
  const std::vector<UsedMethod>* methods = situation.sign_in.session.methods.value();
  if (!methods) return true;
  std::vector<UsedMethod> possible;
  for (const UsedMethod& method : *methods)
    if ((static_cast<Combination>(method.mode) & k_guest_methods) != 0) possible.push_back(method);
  return strength_used(*built_in_strength(k_mfa_strength), possible).match != Match::no;
}

// A proof of people from an Entra home tenant counts if that tenant's MFA is trusted, or if it was
// given here, which no session says.
Finding proof_counts(const Situation& situation) {
  if (situation.sign_in.subject.user.identity_provider != IdentityProvider::entra) return yes();
  Finding counts = claim_counts(situation, TrustedClaim::mfa);
  if (counts.match != Match::no || !may_be_done_here(situation)) return counts;
  return unknown("session.mfaClaim", "whether MFA was done at home or here is not known");
}

// CA 2.12.1: guests who sign in elsewhere than at an Entra tenant cannot meet any strength.
Finding has_no_strengths(const Situation& situation) {
  const Subject& subject = situation.sign_in.subject;
  if (subject.kind != SubjectKind::user) return yes();
  if (subject.user.identity_provider == IdentityProvider::entra) return no();
  return is_one_of(possible_kinds(situation), k_external_types);
}

// What one description of a strength leaves out, another may have: lists of strengths come without
// what they contain, policies carry copies.
void complete(AuthenticationStrength& strength, const AuthenticationStrength& other) {
  const bool combinations = strength.allowed_combinations.empty();
  const bool configurations = !strength.lists_configurations && other.lists_configurations;
  if (combinations) {
    strength.allowed_combinations = other.allowed_combinations;
    strength.satisfies_mfa = other.satisfies_mfa;
    strength.policy_type = other.policy_type;
  }
  if (configurations) {
    strength.combination_configurations = other.combination_configurations;
    strength.lists_configurations = true;
  }
  if (combinations || configurations)
    strength.unread.insert(strength.unread.end(), other.unread.begin(), other.unread.end());
  if (strength.display_name.empty()) strength.display_name = other.display_name;
}

}  // namespace

Finding has_mfa(const Situation& situation) {
  return all_of({proves_mfa(situation), proof_counts(situation)});
}

std::optional<AuthenticationStrength> strength_of(const Situation& situation,
                                                  const StrengthReference& reference) {
  std::optional<AuthenticationStrength> strength;
  for (const AuthenticationStrength* source :
       {situation.tenant.authentication_strengths.find(reference.id),
        built_in_strength(reference.id),
        reference.inline_copy ? &*reference.inline_copy : nullptr}) {
    if (source == nullptr) continue;
    if (strength)
      complete(*strength, *source);
    else
      strength = *source;
  }
  return strength;
}

bool guests_can_meet_here(const AuthenticationStrength& strength) {
  if (strength.allowed_combinations.empty() || !strength.unread.empty()) return true;
  return std::any_of(strength.allowed_combinations.begin(), strength.allowed_combinations.end(),
                     [](Combination combination) { return (combination & ~k_guest_methods) == 0; });
}

Finding meets_strength(const Situation& situation, const StrengthReference& reference) {
  const std::optional<AuthenticationStrength> strength = strength_of(situation, reference);
  if (!strength || (strength->allowed_combinations.empty() && strength->unread.empty()))
    return unknown(tenant_path("authenticationStrengths", reference.id.text()),
                   "the export does not say what the authentication strength allows");
  return all_of({proves_strength(situation, *strength), proof_counts(situation),
                 negate(has_no_strengths(situation))});
}

}  // namespace caprock::reference
