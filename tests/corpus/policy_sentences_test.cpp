// ScubaGear describes the policies of its reports in words of its own. Our sentences are turned
// into its words and compared as a whole: what it states we state, and what we state it states.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>

#include "base/text.h"
#include "cli/policy_words.h"
#include "source/source.h"
#include "tests/corpus/corpus.h"

namespace caprock::corpus {
namespace {

using Texts = std::vector<std::string>;
using Description = std::map<std::string, Texts>;  // by column, lines sorted

// A sentence with `#` for every name, and the parts it consists of.
struct Parts {
  std::string state, who, what, controls;
  Texts conditions;
};

std::size_t first_of(const std::string& text, const Texts& marks) {
  std::size_t at = std::string::npos;
  for (const std::string& mark : marks) at = std::min(at, text.find(mark));
  return at;
}

Parts parts_of(const std::string& sentence) {
  Parts parts;
  std::string rest = std::regex_replace(sentence, std::regex("`[^`]*`"), "#");
  if (rest.ends_with('.')) rest.pop_back();
  parts.state = rest.substr(0, rest.find_first_of(":,"));
  rest.erase(0, rest.find(": for ") + 6);
  const std::size_t what = first_of(rest, {", access ", ", registration "});
  parts.who = rest.substr(0, what);
  rest.erase(0, what + 2);
  const std::size_t controls =
      first_of(rest, {" is blocked", " requires ", " never has ", " always has ", " has to meet "});
  parts.controls = rest.substr(controls + 1);
  rest.resize(controls);
  if (rest.ends_with(',')) rest.pop_back();
  const std::regex condition(", (?=(with|on|from|at|by) )");
  for (std::sregex_token_iterator at(rest.begin(), rest.end(), condition, -1), end; at != end; ++at)
    parts.conditions.push_back(*at);
  parts.what = parts.conditions.front();
  parts.conditions.erase(parts.conditions.begin());
  return parts;
}

// `a (except b)` as a and b.
std::pair<std::string, std::string> sides_of(const std::string& text) {
  const std::size_t except = text.find(" (except ");
  if (except == std::string::npos) return {text, ""};
  return {text.substr(0, except), text.substr(except + 9, text.size() - except - 10)};
}

std::ptrdiff_t names_behind(const std::string& text, const std::string& words) {
  std::smatch list;
  if (!std::regex_search(text, list, std::regex(words + "s? (#(, #)*( (and|or) #)?)"))) return 0;
  const std::string names = list[1];
  return std::count(names.begin(), names.end(), '#');
}

// `2 specific groups`
void add_specific(Texts& out, std::ptrdiff_t count, const std::string& noun) {
  if (count > 0)
    out.push_back(std::to_string(count) + " specific " + noun + (count == 1 ? "" : "s"));
}

std::string users_in(const std::string& text) {
  Texts out;
  if (text.find("all users") != std::string::npos) out.emplace_back("All");
  add_specific(out, names_behind(text, "the user"), "user");
  add_specific(out, names_behind(text, "members of the group"), "group");
  add_specific(out, names_behind(text, "holders of the role"), "role");
  return out.empty() ? "None" : join(out, ", ");
}

// ScubaGear counts Office 365 as one app among others.
std::string apps_in(const std::string& text) {
  Texts out;
  if (text.find("all resources") != std::string::npos) out.emplace_back("All");
  const std::ptrdiff_t office = text.find("Office 365") == std::string::npos ? 0 : 1;
  add_specific(out, names_behind(text, "the resource") + office, "app");
  return out.empty() ? "None" : join(out, ", ");
}

Texts targets_in(const std::string& what) {
  if (what == "registration of security information")
    return {"Policy applies to: actions", "User action: Register security info"};
  if (what == "registration or joining of devices")
    return {"Policy applies to: actions", "User action: Register or join devices"};
  const auto [included, excluded] = sides_of(what);
  return {"Policy applies to: apps", "Apps included: " + apps_in(included),
          "Apps excluded: " + apps_in(excluded)};
}

std::string locations_in(const std::string& text) {
  if (text == "from any location") return "all locations";
  if (text == "trusted locations") return "all trusted locations";
  Texts out;
  add_specific(out, names_behind(text, "the location"), "location");
  return out.empty() ? "none" : join(out, ", ");
}

std::string clients_in(std::string text) {
  const std::map<std::string, std::string> k_words = {
      {"Exchange ActiveSync clients", "Exchange ActiveSync Clients"},
      {"browsers", "Browser"},
      {"mobile apps", "Mobile apps and desktop clients"},
      {"desktop clients", ""},
      {"other legacy clients", "Other clients"}};
  text = std::regex_replace(text.substr(5), std::regex(" or "), ", ");
  Texts out;
  for (const std::string& one : split(text, ','))
    if (const std::string word = k_words.at(one); !word.empty()) out.push_back(word);
  return join(out, ", ");
}

// The one thing we say and ScubaGear does not: its table has no authentication flows. Its policy
// `MS.AAD.3.9v1 Device code authentication SHOULD be blocked` reads there as if it blocked all.
constexpr std::string_view k_flow = "by device code flow";

Texts conditions_in(const Texts& conditions) {
  Texts out;
  std::string clients = "all";
  for (const std::string& text : conditions) {
    const auto [included, excluded] = sides_of(text);
    std::smatch risk;
    if (text.starts_with("with "))
      clients = clients_in(text);
    else if (std::regex_match(text, risk, std::regex("at (.*) (user|sign-in) risk")))
      out.push_back((risk[2] == "user" ? "User" : "Sign-in") + std::string(" risk levels: ") +
                    std::regex_replace(risk[1].str(), std::regex(" or "), ", "));
    else if (text == "from devices for which # holds")
      out.emplace_back("Custom device filter in include mode active");
    else if (text.find("location") != std::string::npos)
      out.insert(out.end(), {"Locations included: " + locations_in(included),
                             "Locations excluded: " + locations_in(excluded)});
    else if (text != k_flow)
      out.push_back("no words of ScubaGear for: " + text);
  }
  out.push_back("Client apps included: " + clients);
  return out;
}

std::string grant_in(const std::string& controls, const std::string& sentence) {
  const std::string grant = controls.substr(0, controls.find("; it also "));
  if (grant == "is blocked") return "Block access";
  if (!grant.starts_with("requires ") || grant.starts_with("requires a new sign-in")) return "None";
  std::string out = std::regex_replace(grant.substr(9), std::regex(" or "), ", OR ");
  out = std::regex_replace(out, std::regex("a compliant device"), "device to be marked compliant");
  out = std::regex_replace(out, std::regex("a Microsoft Entra hybrid joined device"),
                           "Hybrid Azure AD joined device");
  std::smatch name;
  if (std::regex_search(sentence, name, std::regex("the authentication strength `([^`]*)`")))
    out = std::regex_replace(out, std::regex("the (authentication strength) #"),
                             "$1 (" + name[1].str() + ")");
  return "Allow access but require " + out;
}

Texts session_in(const std::string& controls) {
  Texts out;
  std::smatch frequency;
  if (std::regex_search(controls, frequency, std::regex("a new sign-in (every [0-9]+ [a-z]+)")))
    out.push_back("Sign-in frequency (" + frequency[1].str() + ")");
  if (controls.find("never has a persistent browser session") != std::string::npos)
    out.emplace_back("Persistent browser session (never persistent)");
  return out.empty() ? Texts{"None"} : out;
}

Texts sorted(Texts texts) {
  std::sort(texts.begin(), texts.end());
  return texts;
}

Description in_words_of_scuba_gear(const std::string& sentence) {
  const Parts parts = parts_of(sentence);
  const auto [included, excluded] = sides_of(parts.who);
  return {{"State", {parts.state}},
          {"Users", sorted({"Users included: " + users_in(included),
                            "Users excluded: " + users_in(excluded)})},
          {"Apps/Actions", sorted(targets_in(parts.what))},
          {"Conditions", sorted(conditions_in(parts.conditions))},
          {"Block/Grant Access", {grant_in(parts.controls, sentence)}},
          {"Session Controls", sorted(session_in(parts.controls))}};
}

Description row_of(const json::object& row) {
  Description out;
  for (const auto& column : row) {
    if (column.key() == "Name") continue;
    Texts lines;
    if (column.value().is_string()) lines.emplace_back(column.value().get_string());
    if (column.value().is_array())
      for (const json::value& line : column.value().get_array())
        lines.emplace_back(line.get_string());
    out[column.key()] = sorted(lines);
  }
  return out;
}

class CorpusSentences : public testing::TestWithParam<std::pair<const char*, std::size_t>> {};

TEST_P(CorpusSentences, state_what_an_independent_description_states) {
  const auto& [name, count] = GetParam();
  const std::filesystem::path path = folder() / "cisagov-scubagear" / name;
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no corpus beside the source";
  const auto report = read_corpus(std::string("cisagov-scubagear/") + name);
  ASSERT_TRUE(report.has_value()) << to_string(report.error());
  const auto read = read_source(path, {});
  ASSERT_TRUE(read.has_value()) << to_string(read.error());
  const TenantSnapshot& tenant = read->value.tenant;
  const json::array& rows = report->at("cap_table_data").as_array();
  ASSERT_EQ(rows.size(), count);
  ASSERT_EQ(tenant.policies.items.size(), count);
  std::map<std::string, std::string> sentences;
  for (const Policy& policy : tenant.policies.items)
    sentences[policy.display_name] = describe(policy, tenant, Detail::whole).sentence;
  ASSERT_EQ(sentences.size(), count);
  for (const json::value& row : rows) {
    const std::string& sentence = sentences[text(row.as_object(), "Name")];
    EXPECT_EQ(in_words_of_scuba_gear(sentence), row_of(row.as_object())) << sentence;
    const bool flow = text(row.as_object(), "Name").find("Device code") != std::string::npos;
    EXPECT_EQ(sentence.find(k_flow) != std::string::npos, flow) << sentence;
  }
}

INSTANTIATE_TEST_SUITE_P(Reports, CorpusSentences,
                         testing::Values(std::pair("unit-stub-tenant-aad.json", 20u),
                                         std::pair("sample-report-aad.json", 7u)),
                         [](const auto& report) {
                           std::string name = report.param.first;
                           std::replace_if(
                               name.begin(), name.end(), [](char c) { return !std::isalnum(c); },
                               '_');
                           return name;
                         });

}  // namespace
}  // namespace caprock::corpus
