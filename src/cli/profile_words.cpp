#include "cli/profile_words.h"

#include <fmt/format.h>

#include "base/text.h"
#include "integration/words.h"
#include "model/well_known.h"
#include "model/words.h"
#include "token/words.h"

namespace caprock {
namespace {

std::string_view consent_in_words(ConsentedBy who) {
  switch (who) {
    case ConsentedBy::administrator: return "an administrator";
    case ConsentedBy::account: return "the account itself";
    case ConsentedBy::provider: return "a service provider, in its own tenant";
    case ConsentedBy::unknown: return "";
  }
  return "";
}

std::string_view network_in_words(CalledFrom where) {
  switch (where) {
    case CalledFrom::customer: return "the customer's network";
    case CalledFrom::vendor: return "the vendor's addresses";
    case CalledFrom::changing: return "addresses that change";
    case CalledFrom::unknown: return "";
  }
  return "";
}

void add(std::vector<ConnectionFact>& facts, std::string_view name, std::string_view value) {
  if (!value.empty()) facts.push_back({name, std::string(value)});
}

std::string listed(const std::vector<std::string>& texts, Evidence evidence) {
  return texts.empty() ? "" : fmt::format("{} ({})", join(texts, ", "), source_in_words(evidence));
}

std::vector<std::string> resources_in_words(const ProfileConnection& connection) {
  std::vector<std::string> out;
  for (const AppId& id : connection.resources) {
    const WellKnownApp* known = well_known_app(id.text());
    out.push_back(known ? fmt::format("{} ({})", known->name, id.text()) : id.text());
  }
  return out;
}

std::vector<std::string> flows_in_words(const ProfileConnection& connection) {
  std::vector<std::string> out;
  for (const SignInFlow flow : connection.flows) out.push_back(fmt::format("`{}`", word_for(flow)));
  return out;
}

}  // namespace

std::string_view kind_in_words(ConnectionKind kind) {
  switch (kind) {
    case ConnectionKind::delegated_public: return "a user's token, in a program without a secret";
    case ConnectionKind::delegated_device_code:
      return "a user's token, signed in with a device code";
    case ConnectionKind::delegated_confidential:
      return "a user's token, in a web application with a secret or certificate";
    case ConnectionKind::single_page_app: return "a user's token, in a page in the browser";
    case ConnectionKind::password: return "a user name and a password";
    case ConnectionKind::on_behalf_of: return "a user's token that another service passes on";
    case ConnectionKind::app_only:
      return "a secret or certificate of an application of this tenant";
    case ConnectionKind::app_only_multi_tenant:
      return "the vendor's application, which needs no user";
    case ConnectionKind::managed_identity: return "the identity of an Azure resource";
    case ConnectionKind::guest: return "a token of an account of another tenant";
    case ConnectionKind::local_guest: return "a token of a guest account of this tenant";
    case ConnectionKind::direct_connect: return "nothing here: users of another tenant";
    case ConnectionKind::browser_session: return "cookies of a browser";
    case ConnectionKind::legacy_protocol:
      return "a password or app password, for basic authentication";
  }
  return "";
}

std::string_view source_in_words(Evidence evidence) {
  switch (evidence) {
    case Evidence::documented: return "Microsoft";
    case Evidence::vendor: return "the vendor";
    case Evidence::observed: return "others";
    case Evidence::inferred: return "inferred";
    case Evidence::choice: return "our choice";
    case Evidence::unsure: return "unsure";
  }
  return "unsure";
}

std::vector<ConnectionFact> facts_of(const ProfileConnection& connection) {
  std::vector<ConnectionFact> facts;
  add(facts, "keeps",
      fmt::format("{} (`{}`, {})", kind_in_words(connection.kind), word_for(connection.kind),
                  source_in_words(connection.kind_evidence)));
  if (connection.external_kind != ExternalKind::none)
    add(facts, "external user", word_for(connection.external_kind));
  add(facts, "client", connection.client_name);
  if (connection.client_app) add(facts, "client's appId", connection.client_app->text());
  add(facts, "scopes", listed(connection.scopes, connection.scopes_evidence));
  add(facts, "resources", join(resources_in_words(connection), ", "));
  if (connection.refresh_every)
    add(facts, "refreshes every", period_in_words(*connection.refresh_every));
  add(facts, "account", connection.account_of == AccountOf::person ? "somebody's own" : "");
  add(facts, "consented by", consent_in_words(connection.consented_by));
  add(facts, "signs in by", join(flows_in_words(connection), ", "));
  add(facts, "calls from", network_in_words(connection.called_from));
  if (connection.own_device)
    add(facts, "device",
        connection.platform ? fmt::format("its own, {}", word_for(*connection.platform))
                            : std::string("its own"));
  if (connection.mfa_at_consent)
    add(facts, "MFA at consent",
        *connection.mfa_at_consent ? "can be answered" : "cannot be answered");
  if (!connection.person_can_sign_in) add(facts, "person", "nobody can sign in as it");
  return facts;
}

std::string connections_in_words(const std::vector<std::string>& ids) {
  return ids.empty() ? "all" : join(ids, ", ");
}

}  // namespace caprock
