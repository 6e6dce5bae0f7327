// Does each integration keep its tokens? What hits it now, at refresh and at the next sign-in.
//
// The check asks a Decide function it is given about two sign-ins per connection, then about the
// same sign-ins with each remedy of the profile carried out on a copy of the tenant, so that it
// never recommends what would not help.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "integration/conflicts.h"
#include "integration/connections.h"
#include "integration/decide.h"
#include "integration/forecast.h"
#include "integration/profile.h"
#include "model/decision.h"
#include "model/tenant_snapshot.h"

namespace caprock {

enum class Health : std::uint8_t {
  ok,
  at_risk,  // works, and something is there that may or will end it
  broken,   // refused now, or from a known point after the last sign-in that nobody can answer
  unknown,  // the export or the connections file does not say enough; `missing` says what
};

// Two different ways a token stops working (TS 0.4).
enum class TokenEnd : std::uint8_t {
  none,
  refused,   // this request is refused; the same token works again once the cause goes away
  terminal,  // the grant is dead; a new sign-in is needed
};

enum class Moment : std::uint8_t { refresh, interactive_sign_in };

// One thing that stops, or may stop, a connection.
struct Cause {
  ControlTopic topic{};
  Severity severity = Severity::error;  // error: ends it; warning: may; note: worth knowing
  Match certainty = Match::yes;         // unknown: depends on `undetermined_by`
  Moment moment = Moment::refresh;
  TokenEnd end = TokenEnd::refused;
  std::optional<PolicyId> policy;  // none for tenant settings
  std::string policy_name;
  PolicyState policy_state = PolicyState::enabled;
  std::string control;          // in words: `requires multifactor authentication`
  std::string explains;         // why it hits this connection, one or two sentences
  std::optional<Instant> from;  // when a dated cause starts; absent: now, or not known
  int aadsts = 0;               // the code to expect in the integration's log; 0: none
  Evidence evidence = Evidence::documented;
  std::string vendor_says;  // the profile's statement on this control; may be empty
  Evidence vendor_evidence = Evidence::vendor;  // of that statement
  std::string vendor_document;                  // the document it comes from
  std::vector<std::string> rules;               // rule ids, for example `CA 2.12`, `TS 3.5`
  std::vector<std::string> undetermined_by;
  // Report-only for some accounts, enforced for others; never certain (CA 2.11.11).
  bool rolled_out_in_parts = false;
  bool by_location = false;  // a block that asks where the call comes from
};

// `policy `Require MFA` requires multifactor authentication`
std::string who_does_what(const Cause& cause);

enum class Helps : std::uint8_t { yes, no, partly, not_tried };

// A remedy of the profile, tried on a copy of the tenant.
struct TriedRemedy {
  std::string remedy;  // id in the profile
  RemedyChange change{};
  std::string says;
  bool by_vendor = true;
  std::string document;
  Helps helps = Helps::not_tried;
  std::string because;  // for no and partly: why not; for not_tried: why it cannot be tried here
  std::string caution;  // the profile's limits and trade-offs; may be empty
  std::string widens;   // what it takes away from others; empty when it touches this account only
  std::vector<std::size_t> cures;      // indexes into ConnectionReport::causes of those it ends
  std::vector<std::size_t> postpones;  // likewise, of those that it only moves to a later date
  std::optional<Instant> lasts_until;  // the first such date
};

// One step of the fix: what to do, in which policies, and how long it lasts.
struct FixStep {
  std::string does;                    // `exclude the account`
  std::vector<std::string> policies;   // names; empty for a step outside the policies
  std::optional<Instant> lasts_until;  // absent: for good
  RemedyChange change{};
  std::vector<PolicyId> policy_ids{};  // of `policies`, in the same order
  std::string widens{};                // as in TriedRemedy
  bool operator==(const FixStep&) const = default;
};

struct ConnectionReport {
  std::string name;
  std::string profile;
  std::string profile_name;
  std::string connection;  // id in the profile
  std::string title;       // the profile's name for it
  std::string account;     // for app-only kinds the appId, when known
  ConnectionKind kind{};
  Health health = Health::unknown;
  std::string headline;  // one line: the cause that matters most, or why all is well
  std::vector<FixStep>
      fix;  // the remedies that together end most; empty: nothing needed, or nothing helps
  std::string exposure;       // what the fix opens and how to fence it; empty when it opens nothing
  std::vector<Cause> causes;  // worst first
  std::vector<TriedRemedy> remedies;
  std::vector<std::string> missing;  // for UNKNOWN: what the export or the file would have to say
  std::vector<std::string> notes;    // report-only policies that would hit, requirements met or not
  std::string after_fix;             // the vendor's step once the tenant is right again
  Decision at_refresh;
  Decision at_sign_in;
  Forecast forecast;  // from `now` to the horizon
};

struct CheckReport {
  Instant now;                                // what the dates of causes were compared with
  std::vector<ConnectionReport> connections;  // most urgent first, then in the order of the file
  std::vector<Conflict> conflicts;            // between connections, or with a policy
  std::vector<Diagnostic> diagnostics;
  bool fully_evaluated = true;

  bool anything_broken() const;
};

// Errors: profile.unknown, connections.unknown_user, connections.unknown_app, connections.invalid.
// life.invalid.
// `now` dates the causes that start at a known time; forecasts reach as far as `horizon`.
Result<CheckReport> check(const TenantSnapshot& tenant, const std::vector<Profile>& profiles,
                          const Connections& connections, const Decide& decide, Instant now,
                          std::chrono::days horizon = std::chrono::days(365));

}  // namespace caprock
