#include "tests/differential/open_lives.h"

#include <algorithm>

namespace caprock::differential {
namespace {

template <class Event>
void drop(ConnectionLife& life) {
  std::erase_if(life.events,
                [](const DatedEvent& event) { return std::holds_alternative<Event>(event.event); });
}

template <class Change>
void for_all_demands(ConnectionLife& life, Change change) {
  for (PolicyDemand& demand : life.demands.policies) change(demand);
  for (DatedEvent& event : life.events)
    if (auto* changed = std::get_if<DemandsChanged>(&event.event))
      for (PolicyDemand& demand : changed->demands.policies) change(demand);
}

// TS 4.3.1: an outage lets the age pass; the engine lets everything pass that comes after a block.
void without_outages(ConnectionLife& life) {
  life.world.outage = false;
  drop<OutageChanged>(life);
}

// CA 2.14.1.3, TS 5.2.1: of a second factor that nobody knows of the age is not known; the engine
// takes it for young enough.
void without_ages_that_are_not_known(ConnectionLife& life) {
  if (life.token.has_mfa != Match::unknown) return;
  for_all_demands(life, [](PolicyDemand& demand) {
    if (!demand.frequency_secondary_only) demand.frequency.reset();
  });
  life.world.remember_mfa_days.reset();
  drop<RememberMfaChanged>(life);
}

// TS 3.5.6: the engine has one code for all.
void without_codes_of_browser_sessions(ConnectionLife& life) {
  if (life.token.kind == ConnectionKind::browser_session)
    for_all_demands(life, [](PolicyDemand& demand) { demand.frequency.reset(); });
}

// TS 3.4.2: a person who signs in refreshes what a joined device holds; not so in the engine.
void without_sign_ins_on_joined_devices(ConnectionLife& life) {
  if (life.token.joined_device_refresh) drop<SignedIn>(life);
}

// TS 0.6.1, 3.5.2: deferred is for other people's clients; the engine defers Microsoft's own, too.
void without_confidential_clients_of_microsoft(ConnectionLife& life) {
  if (life.token.kind != ConnectionKind::on_behalf_of) life.token.first_party = false;
}

// TS 5.1.3: the engine takes a password of which nobody says whether it is an app password for the
// account's own, and tells of a wrong password where per-user MFA refuses it.
void without_app_passwords(ConnectionLife& life) {
  if (life.token.kind != ConnectionKind::legacy_protocol) return;
  life.token.by_password = Match::yes;
  life.world.per_user_mfa = PerUserMfa::disabled;
  drop<PerUserMfaChanged>(life);
}

// TS 6.1.2, 6.4.1: who sends a password or has no person never shows a second factor; in the engine
// it does once a person has signed in.
void without_sign_ins_that_change_nothing(ConnectionLife& life) {
  switch (life.token.kind) {
    case ConnectionKind::password:
    case ConnectionKind::legacy_protocol:
    case ConnectionKind::app_only:
    case ConnectionKind::app_only_multi_tenant:
    case ConnectionKind::managed_identity: drop<SignedIn>(life); break;
    default: break;
  }
}

}  // namespace

LifeQuestion without_open_questions(LifeQuestion question) {
  ConnectionLife& life = question.life;
  without_outages(life);
  without_ages_that_are_not_known(life);
  without_codes_of_browser_sessions(life);
  without_sign_ins_on_joined_devices(life);
  without_confidential_clients_of_microsoft(life);
  without_app_passwords(life);
  without_sign_ins_that_change_nothing(life);
  return question;
}

}  // namespace caprock::differential
