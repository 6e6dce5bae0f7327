#include "tests/conformance/token_events.h"

#include <array>

namespace caprock::conformance {
namespace {

struct EventWord {
  std::string_view word;
  TokenEvent (*read)(MemberReader&);
};

template <class Event>
TokenEvent bare(MemberReader&) {
  return Event{};
}

TokenEvent read_signed_in(MemberReader& reader) {
  SignedIn event;
  if (const json::value* with = reader.find("withMfa"); with != nullptr && with->is_null())
    event.with_mfa.reset();
  else
    reader.flag("withMfa", *event.with_mfa);
  reader.flag("byPassword", event.by_password);
  return event;
}

TokenEvent read_credential(MemberReader& reader) {
  CredentialChanged event;
  reader.word("state", event.state, credential_words());
  reader.time("expires", event.expires);
  return event;
}

TokenEvent read_cross_tenant(MemberReader& reader) {
  CrossTenantChanged event;
  reader.flag("homeAllows", event.home_allows);
  reader.flag("resourceAllows", event.resource_allows);
  return event;
}

template <class Event, auto field>
TokenEvent with_flag(MemberReader& reader, std::string_view member) {
  Event event;
  reader.flag(member, event.*field);
  return event;
}

template <class Event, auto field, class Table>
TokenEvent with_word(MemberReader& reader, std::string_view member, Table table) {
  Event event;
  reader.word(member, event.*field, table);
  return event;
}

constexpr std::array k_events = {
    EventWord{"passwordChanged",
              [](MemberReader& reader) {
                return with_word<PasswordChanged, &PasswordChanged::how>(reader, "how",
                                                                         password_change_words());
              }},
    EventWord{"passwordExpires", bare<PasswordExpires>},
    EventWord{"sessionsRevoked",
              [](MemberReader& reader) {
                return with_flag<SessionsRevoked, &SessionsRevoked::in_home_tenant>(reader,
                                                                                    "inHomeTenant");
              }},
    EventWord{"signedOut", bare<SignedOut>},
    EventWord{"browserClosed", bare<BrowserClosed>},
    EventWord{"signedIn", read_signed_in},
    EventWord{"authorizedSilently", bare<AuthorizedSilently>},
    EventWord{"deviceUnlocked", bare<DeviceUnlocked>},
    EventWord{"accountEnabled",
              [](MemberReader& reader) {
                return with_flag<AccountEnabled, &AccountEnabled::enabled>(reader, "enabled");
              }},
    EventWord{"accountRemoved",
              [](MemberReader& reader) {
                return with_word<AccountRemoved, &AccountRemoved::presence>(reader, "presence",
                                                                            account_words());
              }},
    EventWord{"appChanged",
              [](MemberReader& reader) {
                return with_word<AppChanged, &AppChanged::presence>(reader, "presence",
                                                                    app_words());
              }},
    EventWord{"consentChanged",
              [](MemberReader& reader) {
                return with_flag<ConsentChanged, &ConsentChanged::consented>(reader, "consented");
              }},
    EventWord{"assignmentChanged",
              [](MemberReader& reader) {
                return with_flag<AssignmentChanged, &AssignmentChanged::assigned>(reader,
                                                                                  "assigned");
              }},
    EventWord{"credentialChanged", read_credential},
    EventWord{"deviceChanged",
              [](MemberReader& reader) {
                return with_word<DeviceChanged, &DeviceChanged::presence>(reader, "presence",
                                                                          device_words());
              }},
    EventWord{"guestRemoved", bare<GuestRemoved>},
    EventWord{"crossTenantChanged", read_cross_tenant},
    EventWord{"securityDefaultsChanged",
              [](MemberReader& reader) {
                return with_flag<SecurityDefaultsChanged, &SecurityDefaultsChanged::on>(reader,
                                                                                        "on");
              }},
    EventWord{"perUserMfaChanged",
              [](MemberReader& reader) {
                return with_word<PerUserMfaChanged, &PerUserMfaChanged::state>(reader, "state",
                                                                               per_user_words());
              }},
    EventWord{"rememberMfaChanged",
              [](MemberReader& reader) {
                RememberMfaChanged event;
                reader.number("days", event.days);
                return TokenEvent(event);
              }},
    EventWord{"mfaReregistrationRequired", bare<MfaReregistrationRequired>},
    EventWord{"outageChanged",
              [](MemberReader& reader) {
                return with_flag<OutageChanged, &OutageChanged::on>(reader, "on");
              }},
};

}  // namespace

std::optional<TokenEvent> read_token_event(std::string_view word, MemberReader& reader) {
  for (const EventWord& row : k_events)
    if (row.word == word) return row.read(reader);
  return std::nullopt;
}

}  // namespace caprock::conformance
