#include "integration/observed_sign_ins.h"

#include "model/conditions.h"

namespace caprock {
namespace {

bool began_with_device_code(const SignIn& sign_in) {
  const std::uint8_t* transfer = sign_in.original_transfer_method.value();
  return sign_in.request.grant == GrantType::device_code ||
         (transfer != nullptr &&
          (*transfer & static_cast<std::uint8_t>(TransferMethod::device_code_flow)) != 0);
}

void note_protocol(ObservedUse& use, const SignIn& sign_in) {
  use.by_device_code = use.by_device_code || began_with_device_code(sign_in);
  use.by_password = use.by_password || sign_in.request.grant == GrantType::password;
  const SignInClient* client = sign_in.client.app_type.value();
  use.by_basic_authentication =
      use.by_basic_authentication || (client != nullptr && *client == SignInClient::other);
  if (const ClientKind* kind = sign_in.request.client_kind.value())
    use.confidential = *kind == ClientKind::confidential_client;
}

void note_network(ObservedUse& use, const Client& client) {
  if (const IpAddress* ip = client.ip.value(); ip != nullptr && !use.addresses.contains(*ip)) {
    if (use.addresses.size() < ObservedUse::k_most_addresses)
      use.addresses.insert(*ip);
    else
      use.more_addresses = true;
  }
  if (const std::string* country = client.country.value()) use.countries.insert(*country);
}

void note_names(ObservedUse& use, const ObservedSignIn& record) {
  const Subject& subject = record.sign_in.subject;
  use.app = record.sign_in.request.client_app;
  use.subject = subject.kind;
  use.account = subject.user.id;
  if (!record.client_name.empty()) use.client_name = record.client_name;
  if (!record.account_name.empty()) use.account_name = record.account_name;
  if (const ExternalKind* kind = subject.user.external_kind.value()) use.external_kind = *kind;
}

}  // namespace

void ObservedSignIns::add(const ObservedSignIn& record) {
  ++records_;
  const SignIn& sign_in = record.sign_in;
  if (sign_in.request.client_app.empty()) return;
  ObservedUse& use = uses_[{sign_in.request.client_app, sign_in.subject.user.id}];
  note_names(use, record);
  ++use.count;
  if (!sign_in.request.interactive) ++use.without_person;
  if (const Instant* at = sign_in.at.value(); at != nullptr && (!use.last || *at > *use.last))
    use.last = *at;
  note_protocol(use, sign_in);
  if (record.went_through == false)
    ++use.refused;
  else
    note_network(use, sign_in.client);
}

}  // namespace caprock
