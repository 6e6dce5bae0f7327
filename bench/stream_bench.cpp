// `what-if --sign-ins` over a file of log records: reading, deciding and writing, as the program
// does it. Verdicts are checked against the reference interpreter for some of the records.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "bench/rounds.h"
#include "bench/tenant_generator.h"
#include "cli/what_if_stream.h"
#include "graph_json/sign_in_log_json.h"
#include "model/words.h"
#include "reference/decide.h"

namespace caprock::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t k_records = 500;

std::string_view client_words(SignInClient client) {
  switch (client) {
    case SignInClient::browser: return "Browser";
    case SignInClient::exchange_active_sync: return "Exchange ActiveSync";
    case SignInClient::other: return "Authenticated SMTP";
    default: return "Mobile Apps and Desktop clients";
  }
}

// As the log writes it, with the members that most tenants have in it: about 1.2 KB.
std::string record_of(const SignIn& sign_in, std::size_t number) {
  const bool interactive = sign_in.request.interactive;
  const auto& ip = sign_in.client.ip.value();
  const auto& country = sign_in.client.country.value();
  const Device* device = sign_in.device.value();
  const std::string* device_id = device ? device->device_id.value() : nullptr;
  const auto& audiences = sign_in.request.audiences;
  const std::string resource = audiences && !audiences->empty() ? audiences->front().text() : "";
  const std::string client_app = sign_in.request.client_app.text();
  return fmt::format(
      R"({{"id":"7c1d0000-0000-4000-8000-{0:012x}","createdDateTime":"2026-11-16T08:01:00Z",)"
      R"("userDisplayName":"Person {0}","userId":"{1}","appId":"{2}","appDisplayName":"App",)"
      R"("resourceDisplayName":"Resource","resourceId":"{3}","ipAddress":"{4}",)"
      R"("clientAppUsed":"{5}","isInteractive":{6},"correlationId":"5e0c0000-0000-4000-8000-{0:012x}",)"
      R"("conditionalAccessStatus":"success","riskDetail":"none","riskLevelAggregated":"none",)"
      R"("riskLevelDuringSignIn":"none","riskState":"none","riskEventTypes_v2":[],)"
      R"("status":{{"errorCode":0,"failureReason":"Other.","additionalDetails":null}},)"
      R"("deviceDetail":{{"deviceId":"{7}","displayName":"PC-{0}","operatingSystem":"Windows10",)"
      R"("browser":"Edge 130.0","isCompliant":{8},"isManaged":{8},"trustType":"{9}"}},)"
      R"("location":{{"city":"Graz","state":"Steiermark","countryOrRegion":"{10}",)"
      R"("geoCoordinates":{{"altitude":null,"latitude":47.07,"longitude":15.43}}}},)"
      R"("signInEventTypes":["{11}"],"originalTransferMethod":"none",)"
      R"("authenticationRequirement":"multiFactorAuthentication","appliedConditionalAccessPolicies":[],)"
      R"("userAgent":"Mozilla/5.0 Windows NT 10.0 Win64 x64 Edg/130.0"}})",
      number, sign_in.subject.user.id.text(), client_app, resource, ip ? to_string(*ip) : "",
      client_words(*sign_in.client.app_type.value()), interactive, device_id ? *device_id : "",
      device ? "true" : "false", device ? "Azure AD joined" : "", country ? *country : "",
      interactive ? "interactiveUser" : "nonInteractiveUser");
}

fs::path write_lines(std::string_view name, std::span<const std::string> lines) {
  fs::create_directories(CAPROCK_BENCH_FILES);
  const fs::path path = fs::path(CAPROCK_BENCH_FILES) / name;
  std::ofstream file(path);
  for (const std::string& line : lines) file << line << '\n';
  return path;
}

void what_if_stream(benchmark::State& state) {
  const GeneratedTenant generated =
      generate_tenant({static_cast<std::uint32_t>(state.range(0)), 300,
                       static_cast<std::uint32_t>(state.range(1)), 1},
                      PeopleObjects::included);
  SignInGenerator generator(generated, 5);
  std::vector<std::string> records;
  while (records.size() < k_records) {
    const SignIn sign_in = generator.next();
    if (sign_in.subject.kind == SubjectKind::user)
      records.push_back(record_of(sign_in, records.size()));
  }
  const fs::path all = write_lines("sign-ins.jsonl", records);
  const fs::path one = write_lines("sign-in.jsonl", std::span(records).first(1));

  std::string answers;
  bool all_good = true;
  const auto answer = [&](const fs::path& path) {
    std::ostringstream out, err;
    const ExitCode code =
        answer_sign_ins({path, false}, CompiledTenant(generated.snapshot, generated.people, {}),
                        Style::plain(), out, err);
    all_good = all_good && code == ExitCode::good;
    answers = std::move(out).str();
  };
  double start = 0, whole = 0;
  for (auto _ : state) {
    start = in_rounds([&] { answer(one); });  // what comes before the first answer, and that one
    whole = in_rounds([&] { answer(all); });
    state.SetIterationTime(whole);
  }
  if (!all_good) return state.SkipWithError("not every record was understood");
  std::istringstream lines(answers);
  std::string line;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (!std::getline(lines, line)) return state.SkipWithError("answers are missing");
    if (i % 97 != 0) continue;
    const auto read = parse_json(records[i], "record");
    const auto logged = read_sign_in_log_record(read->value.get_object(), {});
    const Verdict verdict = reference::decide(*generated.snapshot, logged->sign_in).verdict;
    if (line.find(fmt::format(R"("verdict":"{}")", word_for(verdict))) == std::string::npos)
      return state.SkipWithError("the reference has another verdict");
  }
  const double each = (whole - start) / static_cast<double>(k_records - 1);
  state.counters["each"] = each;
  state.counters["records_a_second"] = 1 / each;
  state.counters["start_ms"] = start * 1e3;
  state.counters["bytes_a_record"] =
      static_cast<double>(fs::file_size(all)) / static_cast<double>(k_records);
}
BENCHMARK(what_if_stream)
    ->Args({10'000, 10})
    ->Args({10'000, 240})
    ->ArgNames({"users", "policies"})
    ->Iterations(1)
    ->UseManualTime();

}  // namespace
}  // namespace caprock::bench
