// The ids, words and values that made-up tenants and sign-ins draw from: few, so that they meet.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "graph_json/json_text.h"
#include "tests/differential/random.h"

namespace caprock::differential {

using Text = std::string_view;

// Of each kind the first ones are usually in the tenant, the last one never.
inline constexpr std::array<Text, 9> k_users = {
    "0d1f0001-0000-4000-8000-000000000001", "0d1f0001-0000-4000-8000-000000000002",
    "0d1f0001-0000-4000-8000-000000000003", "0d1f0001-0000-4000-8000-000000000004",
    "0d1f0001-0000-4000-8000-000000000005", "0d1f0001-0000-4000-8000-000000000006",
    "0d1f0001-0000-4000-8000-000000000007", "0d1f0001-0000-4000-8000-000000000008",
    "0d1f0001-0000-4000-8000-0000000000de"};
inline constexpr std::array<Text, 8> k_groups = {
    "0d1f0002-0000-4000-8000-000000000001", "0d1f0002-0000-4000-8000-000000000002",
    "0d1f0002-0000-4000-8000-000000000003", "0d1f0002-0000-4000-8000-000000000004",
    "0d1f0002-0000-4000-8000-000000000005", "0d1f0002-0000-4000-8000-000000000006",
    "0d1f0002-0000-4000-8000-000000000007", "0d1f0002-0000-4000-8000-0000000000de"};
// Global Administrator, Security Reader, a role of the tenant's own, one that is gone.
inline constexpr std::array<Text, 4> k_roles = {
    "62e90394-69f5-4237-9190-012177145e10", "5d6b6bb7-de71-4623-b4af-96380a352509",
    "0d1f0003-0000-4000-8000-000000000001", "0d1f0003-0000-4000-8000-0000000000de"};
// Exchange, SharePoint, Teams, Graph, the directory, a portal, Azure, a service of Microsoft in no
// table, three of the tenant's own, the register of devices, one that is gone, two with rules of
// their own.
inline constexpr std::array<Text, 16> k_apps = {
    "00000002-0000-0ff1-ce00-000000000000", "00000003-0000-0ff1-ce00-000000000000",
    "cc15fd57-2c6c-4117-a88c-83b1d56b4bbe", "00000003-0000-0000-c000-000000000000",
    "00000002-0000-0000-c000-000000000000", "00000006-0000-0ff1-ce00-000000000000",
    "797f4846-ba00-4fd7-ba43-dac1f8f63013", "c44b4083-3bb0-49c1-b47d-974e53cbdf3c",
    "0d1f0004-0000-4000-8000-000000000001", "0d1f0004-0000-4000-8000-000000000002",
    "0d1f0004-0000-4000-8000-000000000003", "0d1f0004-0000-4000-8000-000000000004",
    "01cb2876-7ebd-4aa4-9cc9-d28bd4d359a9", "0d1f0004-0000-4000-8000-0000000000de",
    "fb60f99c-7a34-4190-8149-302f77469936", "93625bc8-bfe2-437a-97e0-3d0060024faa"};
// Clients beside them: Teams, Authenticator, Defender for mobile.
inline constexpr std::array<Text, 3> k_clients = {"1fec8e78-bce4-4aaf-ab1b-5451cc387264",
                                                  "4813382a-8fa7-425e-ab75-3b753aab3abb",
                                                  "dd47d17a-3194-4d86-bfd5-c6ae6f5651e3"};
inline constexpr std::array<Text, 7> k_principals = {
    "0d1f0005-0000-4000-8000-000000000001", "0d1f0005-0000-4000-8000-000000000002",
    "0d1f0005-0000-4000-8000-000000000003", "0d1f0005-0000-4000-8000-000000000004",
    "0d1f0005-0000-4000-8000-000000000005", "0d1f0005-0000-4000-8000-000000000006",
    "0d1f0005-0000-4000-8000-0000000000de"};
inline constexpr std::array<Text, 8> k_locations = {
    "0d1f0006-0000-4000-8000-000000000001", "0d1f0006-0000-4000-8000-000000000002",
    "0d1f0006-0000-4000-8000-000000000003", "0d1f0006-0000-4000-8000-000000000004",
    "0d1f0006-0000-4000-8000-000000000005", "0d1f0006-0000-4000-8000-000000000006",
    "00000000-0000-0000-0000-000000000000", "0d1f0006-0000-4000-8000-0000000000de"};
inline constexpr std::array<Text, 7> k_strengths = {
    "00000000-0000-0000-0000-000000000002", "00000000-0000-0000-0000-000000000003",
    "00000000-0000-0000-0000-000000000004", "0d1f0007-0000-4000-8000-000000000001",
    "0d1f0007-0000-4000-8000-000000000002", "0d1f0007-0000-4000-8000-000000000003",
    "0d1f0007-0000-4000-8000-0000000000de"};
// This tenant, two others, Microsoft's.
inline constexpr std::array<Text, 4> k_tenants = {
    "0d1f0008-0000-4000-8000-000000000001", "0d1f0008-0000-4000-8000-000000000002",
    "0d1f0008-0000-4000-8000-000000000003", "f8cdef31-a31e-4b4a-93e4-5f571e91255a"};
inline constexpr std::array<Text, 3> k_terms = {"0d1f0009-0000-4000-8000-000000000001",
                                                "0d1f0009-0000-4000-8000-000000000002",
                                                "0d1f0009-0000-4000-8000-0000000000de"};
inline constexpr std::array<Text, 2> k_custom_controls = {"RequireToken", "RequireBadge"};
inline constexpr std::array<Text, 3> k_contexts = {"c1", "c2", "c99"};
inline constexpr std::array<Text, 4> k_placeholders = {"<Break Glass>", "%ExclusionGroup%",
                                                       "REPLACE_ME", "Sales team"};
inline constexpr std::array<Text, 16> k_ranges = {"203.0.113.0/24",
                                                  "203.0.113.9/32",
                                                  "203.0.113.0/28",
                                                  "192.0.0.0/2",
                                                  "198.51.100.4/27",
                                                  "198.51.100.0/24",
                                                  "198.51.100.128/25",
                                                  "10.0.0.0/8",
                                                  "2001:db8::/32",
                                                  "2001:db8:1::/48",
                                                  "2001:db8:1::5/128",
                                                  "2001:db8:2::1/64",
                                                  "::/0",
                                                  "2001:db8:1:0::/52",
                                                  "::ffff:203.0.113.0/120",
                                                  "0.0.0.0/0"};
inline constexpr std::array<Text, 18> k_addresses = {
    "203.0.113.9", "203.0.113.10",  "203.0.113.15",      "203.0.113.16",  "203.0.113.255",
    "203.0.114.0", "198.51.100.10", "198.51.100.31",     "198.51.100.32", "198.51.100.200",
    "192.0.2.7",   "10.1.2.3",      "192.168.1.1",       "2001:db8:1::5", "2001:db8:2::9",
    "2001:db9::1", "fd00::1",       "::ffff:203.0.113.9"};
inline constexpr std::array<Text, 5> k_countries = {"US", "NL", "DE", "FR", "KP"};

// The id as exports spell it: now and then in capital letters.
std::string spelled(Random& random, Text id);

template <class List>
json::value one_of(Random& random, const List& list) {
  return json::value(spelled(random, random.pick(list)));
}

// Up to `most` of the list, repeats included; now and then none.
template <class List>
json::array some(Random& random, const List& list, std::size_t most) {
  json::array chosen;
  if (random.chance(8)) return chosen;
  for (std::size_t left = 1 + random.below(most); left > 0; --left)
    chosen.push_back(one_of(random, list));
  return chosen;
}

}  // namespace caprock::differential
