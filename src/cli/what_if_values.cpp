#include "cli/what_if_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/printable.h"
#include "base/text.h"

namespace caprock {
namespace {

using Value = Result<json::value>;

struct ClientProtocol {
  std::string_view protocol;
  std::string_view client_class;
};

constexpr std::array k_protocols = {
    ClientProtocol{"SAML", "browser"},
    ClientProtocol{"WS-Fed", "browser"},
    ClientProtocol{"wsFed", "browser"},
    ClientProtocol{"OpenID Connect", "browser"},
    ClientProtocol{"EAS", "exchangeActiveSync"},
    ClientProtocol{"ActiveSync", "exchangeActiveSync"},
    ClientProtocol{"IMAP", "other"},
    ClientProtocol{"POP", "other"},
    ClientProtocol{"SMTP", "other"},
    ClientProtocol{"MAPI", "other"},
    ClientProtocol{"EWS", "other"},
    ClientProtocol{"Autodiscover", "other"},
};

struct DeviceWord {
  std::string_view word;
  std::string_view member;
  std::string_view value;
};

constexpr std::array k_device_words = {
    DeviceWord{"compliant", "isCompliant", "true"},
    DeviceWord{"not-compliant", "isCompliant", "false"},
    DeviceWord{"joined", "trustType", "AzureAD"},
    DeviceWord{"hybrid-joined", "trustType", "ServerAD"},
    DeviceWord{"registered", "trustType", "Workplace"},
    DeviceWord{"intune", "intuneManaged", "true"},
};

json::value device_value(std::string_view member, std::string_view text) {
  if (equal_ignoring_case(text, "null")) return nullptr;
  if (member == "isCompliant" || member == "intuneManaged")
    if (const auto truth = truth_of(text)) return *truth;
  if (member != "physicalIds" && member != "systemLabels") return json::value(text);
  json::array items;
  for (const std::string& item : split(text, ';')) items.emplace_back(item);
  return items;
}

}  // namespace

std::optional<bool> truth_of(std::string_view text) {
  for (const std::string_view yes : {"yes", "true"})
    if (equal_ignoring_case(text, yes)) return true;
  for (const std::string_view no : {"no", "false"})
    if (equal_ignoring_case(text, no)) return false;
  return std::nullopt;
}

Value as_text(const TenantSnapshot&, std::string_view text, const std::string&) {
  return json::value(text);
}

Value as_text_or_nothing(const TenantSnapshot&, std::string_view text, const std::string&) {
  if (equal_ignoring_case(text, "none") || equal_ignoring_case(text, "never"))
    return json::value(nullptr);
  return json::value(text);
}

Value as_truth(const TenantSnapshot&, std::string_view text, const std::string& option) {
  if (const auto truth = truth_of(text)) return json::value(*truth);
  return failure(ErrorCode::sign_in_invalid,
                 fmt::format("`{}` is neither yes nor no", quotable(text)), {option},
                 fmt::format("write `{} yes` or `{} no`", option, option));
}

Value as_scopes(const TenantSnapshot&, std::string_view text, const std::string& option) {
  if (text.find(',') != std::string_view::npos)
    return failure(ErrorCode::sign_in_invalid,
                   fmt::format("`{}` is not a scope: there is a comma in it", quotable(text)),
                   {option}, "write a space between scopes, or repeat --scope");
  json::array scopes;
  constexpr std::string_view k_space = " \t\r\n\v\f";
  for (std::size_t end = 0, at = 0; (at = text.find_first_not_of(k_space, end)) != text.npos;) {
    end = std::min(text.find_first_of(k_space, at), text.size());
    scopes.emplace_back(text.substr(at, end - at));
  }
  if (scopes.empty())
    return failure(ErrorCode::sign_in_invalid, "an empty text is no scope", {option},
                   "for example Mail.Read; leave --scope out when no scope is asked for");
  return scopes;
}

Value as_user_action(const TenantSnapshot&, std::string_view text, const std::string&) {
  if (equal_ignoring_case(text, "registerSecurityInformation"))
    return json::value("urn:user:registersecurityinfo");
  if (equal_ignoring_case(text, "registerOrJoinDevices"))
    return json::value("urn:user:registerdevice");
  if (equal_ignoring_case(text, "accountRecovery")) return json::value("urn:user:accountrecovery");
  return json::value(text);
}

Value as_client_class(const TenantSnapshot&, std::string_view text, const std::string& option) {
  const auto row = std::find_if(
      k_protocols.begin(), k_protocols.end(),
      [&](const ClientProtocol& one) { return equal_ignoring_case(one.protocol, text); });
  if (row == k_protocols.end()) return json::value(text);
  return failure(ErrorCode::sign_in_invalid,
                 fmt::format("`{}` is a protocol and no class of client", quotable(text)), {option},
                 fmt::format("its clients are of the class `{}`", row->client_class));
}

Value as_method(const TenantSnapshot&, std::string_view text, const std::string& option) {
  const std::size_t colon = text.find(':');
  const std::string_view mode = trim(text.substr(0, colon));
  if (looks_like_guid(mode))
    return failure(ErrorCode::sign_in_invalid,
                   fmt::format("`{}` is no method; is it the AAGUID of a key?", quotable(text)),
                   {option}, fmt::format("write `{} fido2:{}`", option, mode));
  if (colon == std::string_view::npos) return json::object{{"mode", mode}};
  const std::string_view aaguid = trim(text.substr(colon + 1));
  if (!looks_like_guid(aaguid))
    return failure(ErrorCode::sign_in_invalid, fmt::format("`{}` is no AAGUID", quotable(aaguid)),
                   {option},
                   "an AAGUID is 32 hexadecimal digits in five groups, for example "
                   "00000000-0000-0000-0000-000000000000; the maker of the key publishes it");
  return json::object{{"mode", mode}, {"aaguid", aaguid}};
}

Value as_position(const TenantSnapshot&, std::string_view text, const std::string&) {
  if (equal_ignoring_case(text, "none")) return json::value(nullptr);
  constexpr std::string_view k_spoofed = ":spoofed";
  const bool spoofed = ends_with_ignoring_case(text, k_spoofed);
  const std::string_view country = spoofed ? text.substr(0, text.size() - k_spoofed.size()) : text;
  return json::object{{"country", country}, {"valid", !spoofed}};
}

Value as_device(const TenantSnapshot&, std::string_view text, const std::string& option) {
  json::object device;
  for (const std::string& part : split(text, ',')) {
    const std::size_t equals = part.find('=');
    std::string member(trim(std::string_view(part).substr(0, equals)));
    std::string value(equals == std::string::npos
                          ? std::string_view()
                          : trim(std::string_view(part).substr(equals + 1)));
    const auto word =
        std::find_if(k_device_words.begin(), k_device_words.end(),
                     [&](const DeviceWord& row) { return equal_ignoring_case(row.word, member); });
    if (equals == std::string::npos && word == k_device_words.end())
      return failure(ErrorCode::sign_in_invalid,
                     fmt::format("`{}` says nothing about a device", quotable(part)), {option},
                     "write `compliant`, `not-compliant`, `joined`, `hybrid-joined`, `registered`, "
                     "`intune`, or MEMBER=VALUE (docs/sign-in-json.md)");
    if (equals == std::string::npos) {
      member = word->member;
      value = word->value;
    }
    const json::value read = device_value(member, value);
    const auto* before = device.if_contains(member);
    if (before != nullptr && *before != read)
      return failure(ErrorCode::sign_in_unsaid,
                     fmt::format("`{}` is given two values", quotable(member)), {option},
                     "a device has one state: say each property once");
    device[member] = read;
  }
  return device;
}

}  // namespace caprock
