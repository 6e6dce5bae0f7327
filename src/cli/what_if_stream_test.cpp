#include "cli/what_if_stream.h"

#include <sstream>

#include "base/temporary_folder.h"
#include "cli/what_if_test_tenant.h"
#include "graph_json/json_text.h"

namespace caprock {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

struct Answered {
  ExitCode code{};
  std::vector<json::object> lines;
  std::string errors;
};

const std::string k_ada = R"({"userId": "11111111-0000-4000-8000-000000000001", "id": "r1",
  "status": {"errorCode": 0}, "authenticationRequirement": "multiFactorAuthentication",
  "resourceId": "33333333-0000-4000-8000-00000000000a"})";

std::string on_one_line(std::string text) {
  std::erase(text, '\n');
  return text;
}

Answered answers(const std::string& text, const TenantSnapshot& tenant = small_tenant()) {
  const TemporaryFolder folder;
  folder.write("questions.jsonl", text);
  std::ostringstream out, err;
  Answered answered;
  answered.code = answer_sign_ins({folder.path() / "questions.jsonl", false},
                                  compile_borrowed(tenant, {}), Style::plain(), out, err);
  answered.errors = err.str();
  std::istringstream lines(out.str());
  for (std::string line; std::getline(lines, line);) {
    const auto read = parse_json(line, "answer");
    EXPECT_TRUE(read) << line;
    if (read) answered.lines.push_back(read->value.as_object());
  }
  return answered;
}

TEST(WhatIfStream, answers_each_line_in_order) {
  const Answered answered = answers(
      on_one_line(k_ada) + "\n\n" +
      R"({"user": "11111111-0000-4000-8000-000000000002", "session": {"mfaClaim": false}})");
  EXPECT_EQ(answered.code, ExitCode::good);
  ASSERT_THAT(answered.lines, SizeIs(2));
  EXPECT_EQ(answered.lines[0].at("verdict"), "granted");
  EXPECT_EQ(answered.lines[0].at("id"), "r1");
  EXPECT_EQ(answered.lines[0].at("line"), 1);
  EXPECT_EQ(answered.lines[1].at("line"), 3);
  EXPECT_EQ(answered.lines[1].at("record"), 2);
  EXPECT_EQ(answered.lines[1].at("verdict"), "needsControls");
  EXPECT_EQ(answered.lines[1].at("policies").at(0).at("displayName"), "MFA for everybody");
  EXPECT_EQ(answered.lines[1].at("clauses").at(0).at("controls").at(0).at("control"), "mfa");
}

TEST(WhatIfStream, a_broken_line_is_told_and_the_rest_is_answered) {
  const Answered answered = answers("{\"userId\n[1]\n" + on_one_line(k_ada) + "\n{}\n");
  EXPECT_EQ(answered.code, ExitCode::bad_input);
  ASSERT_THAT(answered.lines, SizeIs(4));
  EXPECT_EQ(answered.lines[0].at("error").at("code"), "json.malformed");
  EXPECT_EQ(answered.lines[0].at("line"), 1);
  EXPECT_EQ(answered.lines[1].at("error").at("code"), "sign_in.invalid");
  EXPECT_EQ(answered.lines[2].at("verdict"), "granted");
  EXPECT_EQ(answered.lines[3].at("error").at("code"), "sign_in.invalid");
  EXPECT_THAT(answered.errors, HasSubstr(".jsonl:1:"));
  EXPECT_THAT(answered.errors, HasSubstr(".jsonl:4"));
}

TEST(WhatIfStream, many_broken_lines_do_not_flood_the_terminal) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "nonsense\n";
  const Answered answered = answers(text);
  EXPECT_THAT(answered.lines, SizeIs(100));
  EXPECT_THAT(answered.errors, HasSubstr("and 80 more"));
}

TEST(WhatIfStream, lists_and_answers_of_graph_are_read_whole) {
  const std::string list = "[\n" + k_ada + ",\n" + k_ada + "\n]\n";
  EXPECT_THAT(answers(list).lines, SizeIs(2));
  const std::string answer = "{\n  \"value\": [" + k_ada + "]\n}\n";
  EXPECT_THAT(answers(answer).lines, SizeIs(1));
  const std::string line = "{\"value\": [" + on_one_line(k_ada) + "," + on_one_line(k_ada) + "]}";
  const Answered answered = answers(line);
  ASSERT_THAT(answered.lines, SizeIs(2));
  EXPECT_EQ(answered.lines[1].at("verdict"), "granted");
  EXPECT_THAT(answers("\xEF\xBB\xBF" + on_one_line(k_ada)).lines, SizeIs(1));
  EXPECT_EQ(answers("[\n" + k_ada + ", 5]").code, ExitCode::bad_input);
}

TEST(WhatIfStream, documents_follow_each_other) {
  const Answered answered = answers("{\n" + k_ada.substr(1) + "\n{\n" + k_ada.substr(1) + "\n");
  EXPECT_EQ(answered.code, ExitCode::good);
  ASSERT_THAT(answered.lines, SizeIs(2));
  EXPECT_EQ(answered.lines[1].at("line"), 5);
  EXPECT_THAT(answers("{\"value\": [\n" + k_ada + "]\n}\n").lines, SizeIs(1));
}

TEST(WhatIfStream, what_is_not_there_is_told) {
  for (const char* empty : {"", "\n\n", "[]", "{\"value\": []}"}) {
    const Answered answered = answers(empty);
    EXPECT_EQ(answered.code, ExitCode::bad_input) << empty;
    EXPECT_THAT(answered.errors, HasSubstr("no sign-in")) << empty;
  }
  const Answered page =
      answers("{\"@odata.nextLink\": \"https://x\", \"value\": [" + on_one_line(k_ada) + "]}");
  EXPECT_EQ(page.code, ExitCode::bad_input);
  EXPECT_THAT(page.lines, SizeIs(1));
  EXPECT_THAT(page.errors, HasSubstr("more pages follow"));
}

TEST(WhatIfStream, utf16_files_are_read) {
  std::string text = "\xFF\xFE";
  for (const char c : on_one_line(k_ada)) (text += c) += '\0';
  const Answered answered = answers(text);
  ASSERT_THAT(answered.lines, SizeIs(1));
  EXPECT_EQ(answered.lines[0].at("verdict"), "granted");
}

TEST(WhatIfStream, what_makes_an_answer_unsure_is_noted) {
  const Answered answered =
      answers(R"({"user": "66666666-0000-4000-8000-000000000001", "ipAddress": "10.0.0.1"})");
  ASSERT_THAT(answered.lines, SizeIs(1));
  EXPECT_THAT(answered.lines[0].at("notes").as_array(), SizeIs(2));
  EXPECT_EQ(answers(R"({"id": "r7", "createdDateTime": "2026-03-01T09:00:00Z"})").lines[0].at("id"),
            "r7");
}

TEST(WhatIfStream, properties_that_the_log_lacks_are_unknown_where_a_filter_reads_them) {
  TenantSnapshot tenant = small_tenant();
  Devices& devices = tenant.policies.items[0].conditions.devices.emplace();
  devices.device_filter = Filter{FilterMode::include, "device.model -eq \"X1\""};
  const std::string text = on_one_line(k_ada).substr(0, on_one_line(k_ada).size() - 1) +
                           R"(, "deviceDetail": {"deviceId": "d1"}})";
  const Answered answered = answers(text, tenant);
  ASSERT_THAT(answered.lines, SizeIs(1));
  EXPECT_THAT(answered.lines[0].at("notes").as_array(), SizeIs(0));
  EXPECT_EQ(answered.lines[0].at("policies").at(0).at("applies"), json::value(nullptr));
}

TEST(WhatIfStream, a_file_that_is_not_there) {
  const TenantSnapshot tenant = small_tenant();
  std::ostringstream out, err;
  EXPECT_EQ(answer_sign_ins({"no/such/file", false}, compile_borrowed(tenant, {}), Style::plain(),
                            out, err),
            ExitCode::bad_input);
  EXPECT_THAT(err.str(), HasSubstr("file.unreadable"));
}

}  // namespace
}  // namespace caprock
