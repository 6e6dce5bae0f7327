#include "source/directory_location.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <boost/json/serialize.hpp>

#include "base/text.h"
#include "source/compressed_ranges.h"

namespace caprock {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Converting {
  ConvertedObject object;
  std::vector<Diagnostic> diagnostics;
};

json::object parsed(const std::string& text) {
  auto read = parse_json(text, "f");
  EXPECT_TRUE(read && read->value.is_object()) << text;
  return read ? read->value.get_object() : json::object();
}

const DirectoryObject k_object = {.id = "18000000-0000-4000-8000-000000000001",
                                  .identifier = "06000000-0000-4000-8000-000000000001",
                                  .display_name = "P",
                                  .where = {.file = "f", .pointer = "/Policys/1"}};

Converting policy(const std::string& detail) {
  Converting out;
  out.object = read_directory_policy(parsed(detail), k_object, out.diagnostics);
  return out;
}
Converting location(const std::string& detail) {
  Converting out;
  out.object = read_directory_location(parsed(detail), k_object, out.diagnostics);
  return out;
}

// A policy whose clients are named, so that nothing is lost besides what a test looks at.
Converting with_conditions(const std::string& conditions) {
  return policy(R"({"Version": 1, "State": "Enabled", "EnforceAllPoliciesForEas": true,
                    "IncludeOtherLegacyClientTypeForEvaluation": true, "Conditions": {)" +
                conditions + "}}");
}
Converting with_controls(const std::string& rest) {
  return policy(R"({"State": "Enabled", )" + rest + "}");
}

std::string part(const Converting& read, std::string_view name) {
  const json::value* found = member(read.object.object, name);
  return found != nullptr ? json::serialize(*found) : "";
}

std::vector<std::string> lost(const Converting& read) {
  std::vector<std::string> pointers;
  for (const Loss& loss : read.object.lost) pointers.push_back(loss.pointer);
  EXPECT_EQ(read.diagnostics.size(), pointers.size());
  return pointers;
}

TEST(DirectoryPolicy, users_groups_roles_and_guests_stand_where_graph_has_them) {
  const Converting read = with_conditions(R"("Users": {
      "Include": [{"Users": ["Guests"]}, {"Groups": ["g1", "g2"]}, {"Roles": ["r1"]}],
      "Exclude": [{"Users": ["u1"]}, {"Groups": ["g3"]}, {"GuestsOrExternalUsers":
        {"GuestOrExternalUserTypes": "internalGuest,serviceProvider",
         "ExternalTenants": {"MembershipKind": "enumerated", "Members": ["t1"]}}}]})");
  EXPECT_EQ(
      part(read, "conditions"),
      R"({"users":{"includeUsers":["GuestsOrExternalUsers"],"includeGroups":["g1","g2"],"includeRoles":["r1"],"excludeUsers":["u1"],"excludeGroups":["g3"],"excludeGuestsOrExternalUsers":{"guestOrExternalUserTypes":"internalGuest,serviceProvider","externalTenants":{"membershipKind":"enumerated","members":["t1"]}}},"clientAppTypes":["all"]})");
  EXPECT_THAT(lost(read), IsEmpty());
}

TEST(DirectoryPolicy, states_have_other_words) {
  EXPECT_EQ(part(with_controls(R"("Version": 1)"), "state"), R"("enabled")");
  EXPECT_EQ(part(policy(R"({"State": "Reporting"})"), "state"),
            R"("enabledForReportingButNotEnforced")");
  EXPECT_EQ(part(policy(R"({"State": "Disabled"})"), "state"), R"("disabled")");
  EXPECT_EQ(part(policy(R"({"State": "Paused"})"), "state"), R"("Paused")");
}

TEST(DirectoryPolicy, actions_and_contexts_come_in_one_list) {
  const Converting read = with_conditions(
      R"("Applications": {"Include": [{"Acrs": ["urn:user:registerdevice", "c12"]}]})");
  EXPECT_THAT(part(read, "conditions"),
              HasSubstr(R"("includeUserActions":["urn:user:registerdevice"])"));
  EXPECT_THAT(part(read, "conditions"),
              HasSubstr(R"("includeAuthenticationContextClassReferences":["c12"])"));
  EXPECT_THAT(lost(with_conditions(
                  R"("Applications": {"Include": [{"Acrs": ["possessionorinherence"]}]})")),
              ElementsAre("/conditions/applications"));
}

TEST(DirectoryPolicy, what_graph_has_no_place_for_is_lost_where_it_would_stand) {
  const auto lost_of = [](const std::string& conditions) {
    return lost(with_conditions(conditions));
  };
  EXPECT_THAT(lost_of(R"("Users": {"Include": [{"Departments": ["x"]}]})"),
              ElementsAre("/conditions/users"));
  EXPECT_THAT(lost_of(R"("SignInRisks": {"Exclude": [{"SignInRisks": ["Low"]}]})"),
              ElementsAre("/conditions/signInRiskLevels"));
  EXPECT_THAT(lost_of(R"("Time": {"Include": [{"Ranges": ["x"]}]})"),
              ElementsAre("/conditions/Time"));
  EXPECT_THAT(lost_of(R"("Users": {"Include": [{"Users": ["u"], "Groups": ["g"]}]})"),
              ElementsAre("/conditions/users"));
  EXPECT_THAT(lost_of(R"("Users": {"Include": [{"Users": [{"id": 1}]}]})"),
              ElementsAre("/conditions/users"));
  EXPECT_THAT(lost_of(R"("Users": ["All"])"), ElementsAre("/conditions/users"));
  EXPECT_THAT(lost(policy(R"({"State": "Enabled", "Rollout": {"Percent": 5}})")),
              ElementsAre("/Rollout"));
}

TEST(DirectoryPolicy, a_loss_says_where_in_the_file_it_was) {
  const Converting read = with_conditions(R"("Users": {"Include": [{"Departments": ["x"]}]})");
  ASSERT_EQ(read.diagnostics.size(), 1u);
  EXPECT_EQ(read.diagnostics[0].error.where.pointer, "/Policys/1/Conditions/Users/Include");
  EXPECT_THAT(read.diagnostics[0].error.message, HasSubstr("Departments"));
}

TEST(DirectoryPolicy, client_types_left_out_are_all_unless_the_old_switches_are_off) {
  const Converting off = policy(R"({"State": "Enabled", "Conditions": {},
      "EnforceAllPoliciesForEas": true, "IncludeOtherLegacyClientTypeForEvaluation": false})");
  EXPECT_EQ(part(off, "conditions"), R"({"clientAppTypes":["all"]})");
  EXPECT_THAT(lost(off), ElementsAre("/conditions/clientAppTypes"));
}

TEST(DirectoryPolicy, all_legacy_clients_are_other_and_some_of_them_are_a_loss) {
  const Converting all = with_conditions(R"("ClientTypes": {"Include": [{"ClientTypes":
      ["Native", "EasUnsupported", "OtherLegacy", "LegacySmtp", "LegacyPop", "LegacyImap",
       "LegacyMapi", "LegacyOffice"]}]})");
  EXPECT_EQ(part(all, "conditions"),
            R"({"clientAppTypes":["mobileAppsAndDesktopClients","exchangeActiveSync","other"]})");
  EXPECT_THAT(lost(all), IsEmpty());
  EXPECT_THAT(
      lost(with_conditions(R"("ClientTypes": {"Include": [{"ClientTypes": ["LegacyPop"]}]})")),
      ElementsAre("/conditions/clientAppTypes"));
}

TEST(DirectoryPolicy, a_device_rule_stands_on_one_side_only) {
  const std::string one =
      R"("Devices": {"Exclude": [{"DeviceRule": "device.isCompliant -eq True"}]})";
  EXPECT_THAT(
      part(with_conditions(one), "conditions"),
      HasSubstr(R"("deviceFilter":{"mode":"exclude","rule":"device.isCompliant -eq True"})"));
  EXPECT_THAT(lost(with_conditions(R"("Devices": {"Include": [{"DeviceRule": "a"}],
                                                  "Exclude": [{"DeviceRule": "b"}]})")),
              ElementsAre("/conditions/devices"));
}

TEST(DirectoryPolicy, workload_policies_name_service_principals_or_a_rule) {
  EXPECT_THAT(
      part(with_conditions(R"("Users": {"Include": [{"Users": ["None"]}]},
      "ServicePrincipals": {"Include": [{"ServicePrincipals": ["s1"]}],
                            "Exclude": [{"ServicePrincipalFilterRule": "x -eq \"y\""}]})"),
           "conditions"),
      HasSubstr(
          R"("clientApplications":{"includeServicePrincipals":["s1"],"servicePrincipalFilter":{"mode":"exclude","rule":"x -eq \"y\""}})"));
}

TEST(DirectoryPolicy, controls_in_one_element_are_alternatives_and_elements_are_all_demanded) {
  EXPECT_EQ(part(with_controls(R"("Controls": [{"Control": ["Mfa", "RequireCompliantDevice"]}])"),
                 "grantControls"),
            R"({"builtInControls":["mfa","compliantDevice"],"operator":"OR"})");
  EXPECT_EQ(
      part(with_controls(
               R"("Controls": [{"Control": ["Mfa"]}, {"Control": ["RequireDomainJoinedDevice"]}])"),
           "grantControls"),
      R"({"builtInControls":["mfa","domainJoinedDevice"],"operator":"AND"})");
  EXPECT_EQ(part(with_controls(R"("Controls": [{"AuthStrengthIds": ["s1"]}])"), "grantControls"),
            R"({"authenticationStrength":{"id":"s1"},"operator":"OR"})");
  EXPECT_THAT(
      lost(with_controls(
          R"("Controls": [{"Control": ["Mfa"]}, {"Control": ["RequireApprovedApp", "RequireCompliantApp"]}])")),
      ElementsAre("/grantControls/operator"));
  EXPECT_THAT(lost(with_controls(R"("Controls": [{"Control": ["FederatedMfa"]}])")),
              ElementsAre("/grantControls/builtInControls"));
  EXPECT_THAT(lost(with_controls(R"("Controls": [{"Terms": ["x"]}])")),
              ElementsAre("/grantControls"));
}

TEST(DirectoryPolicy, session_controls_keep_their_spans) {
  const auto session = [](const std::string& rest) {
    return part(with_controls(rest), "sessionControls");
  };
  EXPECT_EQ(
      session(
          R"("SessionControls": ["SignInFrequency"], "SignInFrequencyType": 10, "SignInFrequencyTimeSpan": "90.00:00:00")"),
      R"({"signInFrequency":{"isEnabled":true,"frequencyInterval":"timeBased","type":"days","value":90}})");
  EXPECT_EQ(
      session(
          R"("SessionControls": ["SignInFrequency"], "SignInFrequencyType": 10, "SignInFrequencyTimeSpan": "1.02:00:00")"),
      R"({"signInFrequency":{"isEnabled":true,"frequencyInterval":"timeBased","type":"hours","value":26}})");
  EXPECT_EQ(session(R"("SessionControls": ["SignInFrequency"], "SignInFrequencyType": 30)"),
            R"({"signInFrequency":{"isEnabled":true,"frequencyInterval":"everyTime"}})");
  EXPECT_EQ(
      session(
          R"("SessionControls": ["PersistentBrowserSessionMode"], "PersistentBrowserSessionMode": "Never")"),
      R"({"persistentBrowser":{"isEnabled":true,"mode":"Never"}})");
  EXPECT_THAT(
      lost(with_controls(
          R"("SessionControls": ["SignInFrequency"], "SignInFrequencyType": 10, "SignInFrequencyTimeSpan": "00:30:00")")),
      ElementsAre("/sessionControls/signInFrequency"));
  EXPECT_THAT(
      lost(with_controls(R"("SessionControls": ["CloudAppSecurity", "Binding"])")),
      ElementsAre("/sessionControls/cloudAppSecurity/cloudAppSecurityType", "/sessionControls"));
}

// `198.51.100.0/24,203.0.113.0/25`, deflated without a header.
constexpr std::string_view k_packed = "M7S00DM11DM0MNAz0Dcy0TEyMNYz0DM0NAZxTQE=";

TEST(DirectoryLocation, packed_ranges_are_unpacked) {
  const Converting read = location(R"({"Categories": ["trusted"], "CompressedCidrIpRanges": ")" +
                                   std::string(k_packed) + R"("})");
  EXPECT_EQ(
      json::serialize(read.object.object),
      R"({"id":"06000000-0000-4000-8000-000000000001","displayName":"P","@odata.type":"#microsoft.graph.ipNamedLocation","isTrusted":true,"ipRanges":[{"cidrAddress":"198.51.100.0/24"},{"cidrAddress":"203.0.113.0/25"}]})");
}

TEST(DirectoryLocation, ranges_that_do_not_unpack_are_an_error_and_stay_unread) {
  for (const std::string packed : {"####", "AAAA", "M7S00DM11DM0MNAz0Dcy", "/////w=="}) {
    const Converting read = location(R"({"CompressedCidrIpRanges": ")" + packed + R"("})");
    ASSERT_EQ(read.diagnostics.size(), 1u) << packed;
    EXPECT_EQ(read.diagnostics[0].error.code, ErrorCode::location_bad_range);
    EXPECT_EQ(read.diagnostics[0].error.where.pointer, "/Policys/1/CompressedCidrIpRanges");
    EXPECT_EQ(part(read, "CompressedCidrIpRanges"), '"' + packed + '"');
  }
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view k_digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned block = 0;
    for (std::size_t k = 0; k < 3; ++k)
      block = block << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      out += i + k > bytes.size() ? '=' : k_digits[block >> (18 - 6 * k) & 63];
  }
  return out;
}

TEST(DirectoryLocation, a_bomb_is_refused) {
  // 2 MiB of one letter, a thousand times smaller.
  const std::string letters(std::size_t{2} << 20, '1');
  std::string bytes(16384, '\0');
  z_stream stream{};
  ASSERT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(letters.data()));
  stream.avail_in = static_cast<uInt>(letters.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  ASSERT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  bytes.resize(stream.total_out);
  deflateEnd(&stream);
  const auto bomb = unpack_ranges(base64(bytes));
  EXPECT_FALSE(bomb.has_value());
}

TEST(DirectoryLocation, the_old_form_has_its_own_name_and_id) {
  const Converting read = location(R"({"KnownNetworkPolicies": {"NetworkName": "Office",
      "NetworkId": "06000000-0000-4000-8000-000000000009", "CidrIpRanges": ["192.0.2.0/24"],
      "Categories": [], "CountryIsoCodes": null}})");
  EXPECT_EQ(part(read, "displayName"), R"("Office")");
  EXPECT_EQ(part(read, "id"), R"("06000000-0000-4000-8000-000000000009")");
  EXPECT_EQ(part(read, "ipRanges"), R"([{"cidrAddress":"192.0.2.0/24"}])");
  EXPECT_EQ(part(read, "isTrusted"), "false");
}

TEST(DirectoryLocation, countries_may_hold_for_unknown_places) {
  const Converting read =
      location(R"({"CountryIsoCodes": ["NL", "BE"], "ApplyToUnknownCountry": "True"})");
  EXPECT_EQ(part(read, "@odata.type"), R"("#microsoft.graph.countryNamedLocation")");
  EXPECT_EQ(part(read, "includeUnknownCountriesAndRegions"), "true");
}

TEST(DirectoryLocation, neither_or_both_kinds_have_no_type) {
  EXPECT_EQ(part(location(R"({"Categories": ["trusted"]})"), "@odata.type"), "");
  EXPECT_EQ(part(location(R"({"CountryIsoCodes": ["NL"], "CidrIpRanges": ["192.0.2.0/24"]})"),
                 "@odata.type"),
            "");
}

}  // namespace
}  // namespace caprock
