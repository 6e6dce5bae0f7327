#include "source/dsc_text.h"

#include <gmock/gmock.h>

#include <boost/json/serialize.hpp>

namespace caprock {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// One policy resource with these lines, as the exporter frames it.
std::string framed(std::string_view properties) {
  return "Configuration Tenant\n{\n  Node localhost\n  {\n"
         "    AADConditionalAccessPolicy \"P\"\n    {\n" +
         std::string(properties) + "\n    }\n  }\n}\n";
}

std::vector<DscResource> resources_of(std::string_view text) {
  auto result = parse_dsc(text, "t.ps1");
  EXPECT_TRUE(result.has_value()) << to_string(result.error());
  return result ? *std::move(result) : std::vector<DscResource>();
}

// What one property is read as, as JSON; empty when nothing is left of it.
std::string value(std::string_view literal) {
  const auto resources = resources_of(framed("X = " + std::string(literal)));
  if (resources.size() != 1) return "no resource";
  const json::value* found = resources[0].properties.if_contains("X");
  return (found != nullptr ? json::serialize(*found) : std::string()) +
         (resources[0].expressions.empty() ? "" : " and an expression");
}

Error refused_script(std::string_view text) {
  const auto result = parse_dsc(text, "t.ps1");
  EXPECT_FALSE(result.has_value()) << text.substr(0, 60);
  return result ? Error{} : result.error();
}

TEST(DscText, ReadsLiterals) {
  EXPECT_EQ(value("'it''s $here `n'"), R"("it's $here `n")");
  EXPECT_EQ(value(R"("a `"b`" ""c"" `$d `n 5$ `é")"), "\"a \\\"b\\\" \\\"c\\\" $d \\n 5$ é\"");
  EXPECT_EQ(value("$True"), "true");
  EXPECT_EQ(value("$false;"), "false");
  EXPECT_EQ(value("$NULL"), "null");
  EXPECT_EQ(value("-42"), "-42");
  EXPECT_EQ(value("@()"), "[]");
  EXPECT_EQ(value("@('a', \"b\",\n  'c'\n 'd' # not 'e'\n <# nor ) 'f' #> )"),
            R"(["a","b","c","d"])");
  EXPECT_EQ(value("'a', 'b'"), R"(["a","b"])");
  EXPECT_EQ(value("('a')"), R"("a")");
  EXPECT_EQ(value("@{ A = 1; 'B c' = @('x')\n C = $true }"), R"({"A":1,"B c":["x"],"C":true})");
  EXPECT_EQ(value("@(MSFT_Member{\n Name = 'n'\n Type = 'User' }\n MSFT_Member{ Name = 'm' })"),
            R"([{"Name":"n","Type":"User"},{"Name":"m"}])");
  EXPECT_EQ(value("`\n  'next line'"), R"("next line")");
}

TEST(DscText, TypographicQuotesAreQuotes) {
  EXPECT_EQ(value("\u2018a\u2019"), R"("a")");
  EXPECT_EQ(value("\u201Cb\u201D"), R"("b")");
  EXPECT_EQ(value("\"a `\u201Cb`\u201D\""), "\"a \u201Cb\u201D\"");
}

TEST(DscText, ReadsHereStrings) {
  EXPECT_EQ(value("@'\na 'quoted' $x\nb\n'@"), R"("a 'quoted' $x\nb")");
  EXPECT_EQ(value("@\"\r\nit says \"x\"\r\n\"@"), R"("it says \"x\"")");
  EXPECT_EQ(value("@\"\n\"@"), R"("")");
  EXPECT_EQ(value("@'\n'@"), R"("")");
  EXPECT_EQ(value("@\"\n$name\n\"@"), " and an expression");
}

TEST(DscText, ExpressionsAreNotEvaluated) {
  for (const std::string_view text :
       {"$Name", "$Data.NonNodeData.X", "$list[0]", "\"a $name\"", "\"a ${name}\"",
        "\"$(Get-Date \"x)\")\"", "'a' + 'b'", "'a' +\n 'b'", "\"{0}-{1}\" -f 'a', 'b'",
        "Get-Item 'a', 'b'", "(Get-Item { 'a' })", "[string]'a'", "@('a')[0]", "{ 'a' }"})
    EXPECT_EQ(value(text), " and an expression") << text;
  EXPECT_EQ(value("@('a', $b, \"c@$d\", 'e')"), R"(["a","e"] and an expression)");
}

TEST(DscText, AnExpressionEndsWithItsStatement) {
  const auto resources = resources_of(framed("A = Get-Item x; B = 'b'\nC = $c.d('}')\nD = 'd'"));
  ASSERT_EQ(resources.size(), 1u);
  EXPECT_EQ(json::serialize(resources[0].properties), R"({"B":"b","D":"d"})");
  ASSERT_EQ(resources[0].expressions.size(), 2u);
  EXPECT_EQ(resources[0].expressions[1].property, "C");
  EXPECT_EQ(resources[0].expressions[1].where, (Place{"t.ps1", {}, 8, 5}));
}

TEST(DscText, ConnectionParametersAreNotKept) {
  const auto resources = resources_of(
      framed("Credential = $c; ApplicationSecret = 'hush'; TenantId = \"$t\"\nState = 'x'\n"
             "CertificateThumbprint = 'AB'; X = @{ Credential = 'hush'; A = 1 }"));
  ASSERT_EQ(resources.size(), 1u);
  EXPECT_EQ(json::serialize(resources[0].properties), R"({"State":"x","X":{"A":1}})");
  EXPECT_THAT(resources[0].expressions, IsEmpty());
}

TEST(DscText, FindsResourcesAmongOtherStatements) {
  const auto resources = resources_of(R"(
# AADGroup "in a comment" { }
param ([parameter()] [System.Management.Automation.PSCredential] $Credential)
<# Configuration { #>
Configuration Tenant
{
  param ($Credential = "}{")
  Import-DscResource -ModuleName 'Microsoft365DSC' -ModuleVersion '1.0'
  if ($null -eq $Credential) { $x = Get-Credential -Message "Say 'AADGroup `"x`" {'" }
  Node $AllNodes.Where{ $_.Role -eq 'tenant' }.NodeName
  {
    EXOMailTips "other" { Name = 'n'; List = @('}') }
    AADGroup Sales { DisplayName = 'Sales' }
    aadconditionalaccesspolicy 'two'
    {
      DisplayName = 'Two'
    }
  }
}
Tenant -ConfigurationData .\Data.psd1
)");
  ASSERT_EQ(resources.size(), 2u);
  EXPECT_EQ(resources[0].type, "AADGroup");
  EXPECT_EQ(resources[0].where, (Place{"t.ps1", {}, 13, 5}));
  EXPECT_EQ(resources[1].type, "AADConditionalAccessPolicy");
  EXPECT_THAT(resources[0].guard + resources[1].guard, IsEmpty());
}

TEST(DscText, SaysWhichStatementDecidesWhetherAResourceExists) {
  const auto resources = resources_of(
      "Configuration T {\n Node x {\n if ($a)\n {\n AADGroup a { Id = '1' }\n }\n else {\n"
      " AADGroup b { Id = '2' } }\n foreach ($i in $list) { AADGroup c { Id = '3' } }\n"
      " $list | ForEach-Object { AADGroup d { Id = '4' } }\n AADGroup e { Id = '5' } } }");
  std::vector<std::string> guards;
  for (const DscResource& one : resources) guards.push_back(one.guard);
  EXPECT_THAT(guards, ElementsAre("if", "else", "foreach", "{", ""));
}

TEST(DscText, RefusesWhatPowerShellRefusesWithLineAndColumn) {
  EXPECT_EQ(refused_script(framed("A = 'x")).where, (Place{"t.ps1", {}, 7, 5}));
  EXPECT_EQ(refused_script(framed("A = \"x")).code, ErrorCode::dsc_malformed);
  EXPECT_THAT(refused_script(framed("A = @('x'")).message, HasSubstr("a value is missing"));
  EXPECT_THAT(refused_script(framed("A = ;")).message, HasSubstr("a value is missing"));
  EXPECT_THAT(refused_script(framed("A 'x'")).message, HasSubstr("no `=` after `A`"));
  EXPECT_THAT(refused_script(framed("'A' = 1; a = 2")).message, HasSubstr("`a` is there twice"));
  EXPECT_THAT(refused_script(framed("A = @{ B }")).message, HasSubstr("`Name = value`"));
  EXPECT_THAT(refused_script(framed("A = 1 }}}}")).message, HasSubstr("`}` has no `{`"));
  EXPECT_THAT(refused_script("AADGroup x {\n A = 1").message, HasSubstr("the resource has no `}`"));
  EXPECT_THAT(refused_script("Configuration x {\n").message, HasSubstr("`{` has no `}`"));
  EXPECT_THAT(refused_script("x <# y").message, HasSubstr("a comment has no end"));
  EXPECT_THAT(refused_script("a\nb \xFF").message, HasSubstr("not UTF-8"));
  EXPECT_EQ(refused_script("a\nb \xFF").where, (Place{"t.ps1", {}, 2, 3}));
  EXPECT_THAT(refused_script("x = @'\na").message, HasSubstr("has no end"));
  EXPECT_THAT(refused_script("${a").message, HasSubstr("`${` has no `}`"));
  EXPECT_THAT(refused_script(framed("A = \"$(")).message, HasSubstr("`$(` has no `)`"));
}

TEST(DscText, EveryTruncationIsAnErrorOrLessOfTheSame) {
  const std::string text =
      framed("A = @('x', \"y `\" $(1)\") # c\nB = MSFT_X{ C = @{ D = -1 } }; E = @'\nF\n'@");
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto result = parse_dsc(std::string_view(text).substr(0, size), "t.ps1");
    if (result) {
      EXPECT_LE(result->size(), 1u);
    } else {
      EXPECT_GT(result.error().where.line, 0) << size;
    }
  }
}

TEST(DscText, NestingIsBounded) {
  const auto repeated = [](std::string_view part) {
    std::string out;
    for (int i = 0; i < 100'000; ++i) out += part;
    return out;
  };
  for (const std::string_view part : {"@(", "@{ A = ", "MSFT_X{ A = ", "\"$("})
    EXPECT_THAT(refused_script(framed("A = " + repeated(part))).message, HasSubstr("nested deeper"))
        << part;
  EXPECT_THAT(refused_script(repeated("{")).message, HasSubstr("nested deeper"));
  EXPECT_EQ(refused_script(framed("A = " + repeated("("))).code, ErrorCode::dsc_malformed);
  std::string many;
  for (int i = 0; i < 300; ++i) many += "P" + std::to_string(i) + " = 1\n";
  EXPECT_THAT(refused_script(framed(many)).message, HasSubstr("too many properties"));
}

TEST(DscText, IsKnownByAResourceAndTheWordConfiguration) {
  EXPECT_TRUE(is_dsc_text(framed("")));
  EXPECT_TRUE(is_dsc_text("configuration x { AADGroup }\n\taadgroup name {"));
  EXPECT_FALSE(is_dsc_text("Configuration Tenant { EXOMailTips 'x' { } }"));
  EXPECT_FALSE(is_dsc_text("AADConditionalAccessPolicy \"P\" {"));
  EXPECT_FALSE(is_dsc_text("AADGroup isn't a word of the Configuration language\n"));
  EXPECT_FALSE(is_dsc_text("# Configuration\nAADConditionalAccessPolicy:\n  - DisplayName: x\n"));
  EXPECT_FALSE(is_dsc_text("A page about a Configuration\n```\n" + framed("") + "```\n"));
}

}  // namespace
}  // namespace caprock
