// Graph's spelling of every enumeration, both ways. Reading ignores case (CA 1.2).
//
// One table per enumeration; JSON, reports and conformance vectors all use it.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "base/text.h"
#include "model/conditions.h"
#include "model/controls.h"
#include "model/decision.h"
#include "model/directory.h"
#include "model/named_location.h"
#include "model/policy.h"
#include "model/sign_in.h"

namespace caprock {

template <class E>
struct Word {
  E value;
  std::string_view text;
};

// The table of an enumeration. The first row of a value is the one that is written.
template <class E>
std::span<const Word<E>> words();

#define CAPROCK_WORDS(E) \
  template <>            \
  std::span<const Word<E>> words<E>();
CAPROCK_WORDS(AgentRisk)
CAPROCK_WORDS(BuiltInControl)
CAPROCK_WORDS(CaeMode)
CAPROCK_WORDS(ClientAppType)
CAPROCK_WORDS(ClientKind)
CAPROCK_WORDS(CloudAppSecurityType)
CAPROCK_WORDS(Condition)
CAPROCK_WORDS(ConsentType)
CAPROCK_WORDS(CountryLookupMethod)
CAPROCK_WORDS(DevicePlatform)
CAPROCK_WORDS(ExternalKind)
CAPROCK_WORDS(FilterMode)
CAPROCK_WORDS(FrequencyAuthentication)
CAPROCK_WORDS(FrequencyInterval)
CAPROCK_WORDS(FrequencyUnit)
CAPROCK_WORDS(GrantOperator)
CAPROCK_WORDS(GrantType)
CAPROCK_WORDS(GuestType)
CAPROCK_WORDS(IdentityProvider)
CAPROCK_WORDS(InsiderRisk)
CAPROCK_WORDS(MembershipKind)
CAPROCK_WORDS(MethodMode)
CAPROCK_WORDS(PerUserMfaState)
CAPROCK_WORDS(PersistentBrowserMode)
CAPROCK_WORDS(PolicyOutcome)
CAPROCK_WORDS(PolicyState)
CAPROCK_WORDS(RiskLevel)
CAPROCK_WORDS(SignInClient)
CAPROCK_WORDS(SignInPlatform)
CAPROCK_WORDS(StrengthType)
CAPROCK_WORDS(SubjectKind)
CAPROCK_WORDS(TransferMethod)
CAPROCK_WORDS(TrustType)
CAPROCK_WORDS(UserType)
CAPROCK_WORDS(Verdict)
#undef CAPROCK_WORDS

template <class E>
std::string_view word_for(E value) {
  for (const Word<E>& row : words<E>())
    if (row.value == value) return row.text;
  return {};
}

template <class E>
std::optional<E> value_of(std::string_view text) {
  for (const Word<E>& row : words<E>())
    if (equal_ignoring_case(row.text, text)) return row.value;
  return std::nullopt;
}

}  // namespace caprock
