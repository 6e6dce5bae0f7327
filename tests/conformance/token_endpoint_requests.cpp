#include "tests/conformance/token_endpoint_requests.h"

#include "model/words.h"
#include "tests/conformance/member_reader.h"

namespace caprock::conformance {
namespace {

void read_endpoint_members(MemberReader& reader, EndpointRequest& request) {
  reader.word("grant", request.grant, words<GrantType>());
  reader.flag("namesTenant", request.names_tenant);
  reader.flag("offlineAccess", request.offline_access);
  reader.number("refusedRepeats", request.refused_repeats);
  reader.number("clientCode", request.client_code);
  reader.period("codeAge", request.code_age);
  reader.flag("redeemed", request.redeemed);
  reader.flag("approved", request.approved);
  reader.flag("ownRefreshToken", request.own_refresh_token);
  reader.time("assertionExpires", request.assertion_expires);
  reader.number("wrongPasswords", request.wrong_passwords);
  reader.flag("federated", request.federated);
  reader.flag("homeRealmDiscovery", request.home_realm_discovery);
}

Result<EndpointAsked> read_endpoint_request(const json::object& object, const Place& where) {
  EndpointAsked asked;
  MemberReader reader(object, where, first_sign_in());
  for (const std::string_view member : {"title", "resources", "expect"}) reader.find(member);
  CAPROCK_TRY(asked.title, text_at(object, "title", where));
  CAPROCK_TRY(asked.expect, object_at(object, "expect", where));
  CAPROCK_TRY(const json::array resources, array_at(object, "resources", where));
  for (const json::value& resource : resources)
    if (resource.is_string())
      asked.request.resources.emplace_back(std::string(resource.get_string()));
    else
      reader.complain("resources", "application ids are expected here");
  read_endpoint_members(reader, asked.request);
  if (auto fine = reader.finish(); !fine) return tl::unexpected(fine.error());
  return asked;
}

}  // namespace

Result<std::vector<EndpointAsked>> read_endpoint_requests(const json::array& requests,
                                                          const Place& where) {
  std::vector<EndpointAsked> all;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const Place place = step(where, i);
    if (!requests[i].is_object()) return bad("an object is expected here", place);
    CAPROCK_TRY(auto one, read_endpoint_request(requests[i].get_object(), place));
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace caprock::conformance
